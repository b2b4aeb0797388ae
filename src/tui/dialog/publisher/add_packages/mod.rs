//! Add Packages to Integration Pack: components in their folders, with check boxes.
//!
//! Only what may be added is offered; the rest, with the reasons, is a key away. A folder checks all below it that the
//! filter lets through.

mod state;
mod tree;
mod view;

pub(in crate::tui) use state::add_packages;
