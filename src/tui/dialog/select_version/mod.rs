//! The Select Version dialog: a radio per version, the newest first.
//!
//! Arrows move and check. Versions that can't be chosen are listed, dimmed, with the reason; the bar may rest on one,
//! and selecting it says why not. Cancel changes nothing.

mod state;
mod view;

pub(in crate::tui) use state::SelectVersionDialog;
