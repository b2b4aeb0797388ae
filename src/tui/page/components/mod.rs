//! The Components page: the components, and the chosen one with the packs that hold it and its versions.

mod state;
mod update;
mod view;

pub use state::ComponentsPage;
pub(in crate::tui) use update::{act, availability, edit};
pub(in crate::tui) use view::draw;
