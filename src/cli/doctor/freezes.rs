//! What `ipack doctor` finds of freezes: what they catch, and which of them nobody may have meant.

use super::{Finding, failed};
use crate::{
    domain::{count, date_words},
    engine::{Engine, FreezeView, ScheduleEntry},
};

/// How many names are told.
const NAMED: usize = 3;

/// Nothing where there is no freeze.
pub(super) fn findings(engine: &mut Engine) -> Vec<Finding> {
    let views = engine.freezes(false);
    if views.is_empty() {
        return Vec::new();
    }
    let entries = match engine.schedule() {
        Ok(entries) => entries,
        Err(error) => return vec![failed("freezes", &error)],
    };
    let is_for_ever = |view: &&FreezeView| view.freeze.to.is_none() && view.freeze.weekdays.is_empty();
    let for_ever: Vec<String> = views.iter().filter(is_for_ever).map(|view| view.freeze.name.clone()).collect();
    let for_nothing: Vec<String> =
        views.iter().filter(|view| engine.is_for_nothing(view)).map(|view| view.freeze.name.clone()).collect();
    let caught = |entry: &ScheduleEntry| format!("{}, {}", entry.name, date_words(entry.scheduled.release_on_date));
    let caught: Vec<String> = entries.iter().filter(|entry| entry.frozen.is_some()).map(caught).collect();
    let mut findings = vec![Finding::ok("freezes", count(views.len(), "freeze"))];
    let mut note = |names: &[String], what: &str, hint: &str| {
        if !names.is_empty() {
            findings.push(Finding::note("freezes", format!("{what}: {}", some(names)), hint));
        }
    };
    if engine.freezes_stop() {
        let hint = "move each, cancel it, or `ipack schedule override PACK --reason TEXT`";
        note(&caught, &format!("{} will be blocked", count(caught.len(), "scheduled release")), hint);
    } else {
        let hint = "`ipack schedule move PACK --on DATE` moves one";
        note(
            &caught,
            &format!("the platform performs {} on a frozen date", count(caught.len(), "scheduled release")),
            hint,
        );
    }
    let hint = "`ipack freeze remove FREEZE` frees its dates";
    note(&for_ever, "frozen on every day until removed", hint);
    note(&for_nothing, "for packs and account groups that are gone", hint);
    findings
}

/// The first names, and how many there are beside them.
fn some(names: &[String]) -> String {
    let shown = names.iter().take(NAMED).cloned().collect::<Vec<_>>().join("; ");
    match names.len().saturating_sub(NAMED) {
        0 => shown,
        more => format!("{shown}; and {more} more"),
    }
}
