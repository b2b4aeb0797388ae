//! The Account Groups page: the groups, and the chosen one with its accounts and its Resources.

mod state;
mod update;
mod view;

pub use state::AccountGroupsPage;
pub(in crate::tui) use update::{act, availability, edit};
pub(in crate::tui) use view::draw;
