//! What waits for its date: moved, changed and cancelled from the page.

use ipack::domain::PackId;

use crate::{
    journey,
    support::{SMALL, Workspace},
};

/// Schedules the pack that is shown for a week ahead, and goes back to the page.
const SCHEDULE: &str = "rn<Down><Enter>+7d<Enter><Enter><Enter>";

fn scheduled() -> Workspace {
    let workspace = Workspace::of(SMALL);
    workspace.screens(80, 24).press(SCHEDULE);
    workspace
}

fn date(workspace: &Workspace) -> Option<String> {
    let entry = workspace.engine().scheduled(&PackId::from("19440978-ba6f")).expect("readable")?;
    Some(entry.scheduled.release_on_date.to_string())
}

#[test]
fn moving_asks_for_a_date() {
    journey!(scheduled, "m");
}

#[test]
fn moving_with_the_calendar() {
    journey!(scheduled, "m<Down><PgDn>");
}

#[test]
fn a_date_that_is_none_keeps_the_button_off() {
    journey!(scheduled, "mtoday<Tab><Tab><Enter>");
}

#[test]
fn moved() {
    journey!(scheduled, "m2027-01-04<Enter><Enter>");
    let workspace = scheduled();
    workspace.screens(80, 24).press("m2027-01-04<Enter><Enter>");
    assert_eq!(date(&workspace).as_deref(), Some("2027-01-04"));
}

#[test]
fn changing_its_versions_starts_from_what_it_carries() {
    journey!(scheduled, "c");
}

#[test]
fn changing_keeps_the_date() {
    journey!(scheduled, "c=n");
}

#[test]
fn changed() {
    journey!(scheduled, "c=n<Enter>");
}

#[test]
fn notes_that_are_not_touched_keep_their_lines_and_their_end() {
    let workspace = scheduled();
    let notes = format!("Two\nlines {}", "x".repeat(600));
    let mut engine = workspace.engine();
    let proposal = engine.propose_change(&workspace.pack("Order to Cash")).expect("a proposal");
    engine.change_scheduled(&proposal.basis, &proposal.selection, &notes).expect("changed");
    workspace.screens(80, 24).press("c=n<Enter>");
    let pack = workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack;
    let scheduled = pack.scheduled.as_ref().expect("one that is scheduled");
    assert_eq!(scheduled.notes, notes);
    assert_ne!(scheduled.components, proposal.selection.contents(), "it was changed");
}

#[test]
fn what_somebody_applied_early_cannot_be_changed() {
    journey!(Workspace::sample, "/procure<Enter>c");
}

#[test]
fn cancelling_names_who_applied_it_early() {
    journey!(Workspace::sample, "/procure<Enter>x");
}

#[test]
fn a_recall_brings_them_back() {
    journey!(Workspace::sample, "/procure<Enter>x<BackTab><Space>");
}

#[test]
fn cancelled_with_a_reason() {
    journey!(scheduled, "xToo early for the ledger<Enter><Enter>");
    let workspace = scheduled();
    workspace.screens(80, 24).press("x<Enter><Enter>");
    assert_eq!(date(&workspace), None);
}

#[test]
fn kept_after_all() {
    let workspace = scheduled();
    workspace.screens(80, 24).press("x<Tab><Enter>").press("x<Esc>").press("m<Esc>");
    assert_eq!(date(&workspace).as_deref(), Some("2026-11-28"));
}

#[test]
fn cancelled_and_recalled() {
    journey!(Workspace::sample, "/procure<Enter>x<BackTab><Space><Tab><Tab><Tab><Enter>");
}

#[test]
fn a_schedule_changed_by_another_admin_is_a_conflict() {
    let workspace = scheduled();
    let mut screens = workspace.screens(80, 24);
    screens.press("m2027-01-04<Enter>");
    workspace.screens(80, 24).press("x<Enter><Enter>");
    screens.press("<Enter>");
    assert!(screens.screen().contains("was changed meanwhile"), "{}", screens.screen());
    assert_eq!(date(&workspace), None);
}
