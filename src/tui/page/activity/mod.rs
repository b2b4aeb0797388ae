//! The Activity page: everything that happened in the workspace, the newest first.

mod state;
mod update;
mod view;

pub use state::ActivityPage;
pub(in crate::tui) use update::{act, availability, edit};
pub(in crate::tui) use view::draw;
