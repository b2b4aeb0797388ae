//! The Activity page: everything that happened in the workspace, the newest first.

mod state;
mod update;
mod view;

pub use state::ActivityPage;
