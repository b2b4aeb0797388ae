//! A pack's releases, over the whole screen: the list at the left and the selected release at the right.

mod state;
mod view;

pub(in crate::tui) use state::history;
