//! Names for a decision: a rollback is called one wherever it is decided.

use std::borrow::Cow;

use super::{Engine, command};
use crate::domain::{Deployment, Pack, Selection};

impl Engine {
    /// What commands call a pack: its name where that means it and nothing else, else its id.
    pub(super) fn call_pack(&self, pack: &Pack) -> String {
        let by_name = command::can_be_typed(&pack.name) && self.find_pack(&pack.name).is_ok_and(|id| id == pack.id);
        if by_name { pack.name.clone() } else { pack.id.to_string() }
    }
}

/// `Roll Back to #6`; none where it is no rollback.
pub(super) fn rollback(selection: &Selection) -> Option<String> {
    selection.rollback_to().map(|to| format!("Roll Back to #{to}"))
}

/// The button that carries it out, at once or on a date. In Legacy deployment it stands in a dialog that is titled so.
pub(super) fn button(selection: &Selection, on_date: bool) -> Cow<'static, str> {
    let words = selection.deployment().words();
    let rollback = rollback(selection).filter(|_| selection.deployment() == Deployment::Standard);
    match (rollback, on_date) {
        (Some(rollback), false) => rollback.into(),
        (Some(rollback), true) => format!("Schedule {rollback}").into(),
        (None, false) => words.release_now.into(),
        (None, true) => words.schedule.into(),
    }
}

/// What is asked instead, where there is no button.
pub(super) fn question(selection: &Selection, on_date: bool) -> Cow<'static, str> {
    let words = selection.deployment().words();
    match (rollback(selection), on_date) {
        (Some(rollback), false) => format!("{rollback}?").into(),
        (Some(rollback), true) => format!("Schedule {rollback}?").into(),
        (None, false) => words.ask_now.into(),
        (None, true) => words.ask_schedule.into(),
    }
}
