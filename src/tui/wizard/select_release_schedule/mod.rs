//! Step 2, Select Release Schedule: at once, or on a date. This step is the confirmation; no dialog follows it.

mod state;
mod update;
mod view;

pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{act, availability};
pub(in crate::tui) use view::draw;
