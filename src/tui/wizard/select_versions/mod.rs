//! Step 1, Select Versions: which version of each component the release carries.

mod state;
mod update;
mod view;

pub(in crate::tui) use state::State;
pub(in crate::tui) use update::{act, availability};
pub(in crate::tui) use view::draw;
