//! Step 2, Select Release Schedule: at once, or on a date. This step is the confirmation; no dialog follows it.

mod review;
mod state;
mod update;
mod view;

pub(super) use state::State;
pub(super) use update::{act, ask_date, availability};
pub(super) use view::draw;
