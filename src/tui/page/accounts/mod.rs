//! The Accounts page: the managed accounts, and the chosen one with its account groups and what is installed in it.

mod state;
mod update;
mod view;

pub use state::AccountsPage;
pub(in crate::tui) use update::{act, availability, edit};
pub(in crate::tui) use view::draw;
