//! The Integration Packs page: the list of packs, and the chosen one with its Packaged Components.

mod state;
mod update;
mod view;

pub use state::{Focus, IntegrationPacksPage};
pub(in crate::tui) use update::{act, availability, edit};
pub(in crate::tui) use view::draw;
