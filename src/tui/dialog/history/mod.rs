//! A pack's releases: a full-screen layer, the list at the left and the selected release at the right.

mod state;
mod update;
mod view;

pub(crate) use state::State;
pub(in crate::tui) use update::act;
pub(in crate::tui) use view::draw;
