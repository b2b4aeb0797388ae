//! The release wizard: Select Versions, Select Release Schedule, Success. In Legacy deployment no version can be selected:
//! it begins with the second step, and stands over the page as the dialog Integration Pack Release.
//!
//! It edits a [`Selection`](crate::domain::Selection) and a schedule, and hands both to the engine as one order. Which
//! version may be chosen, what changes, and whether a date is possible are the domain's answers. Going back and forth
//! keeps every choice; leaving with changes asks first; a refusal keeps the choices, too.

mod flow;
mod frame;
pub(super) mod select_release_schedule;
pub(super) mod select_versions;
pub(super) mod success;

pub use flow::{Purpose, Step, Wizard};
pub(super) use flow::{act, availability, changed, draw, leave, not_renewed, refused, renew, start, succeeded};
