//! Step 1, Select Versions: which version of each component the release carries.

mod state;
mod update;
mod view;

pub(super) use state::State;
pub(super) use update::{act, availability};
pub(super) use view::draw;
