//! What waits for its date: moved, changed and cancelled from the page.

use ipack::domain::PackId;

use crate::{
    support::{
        SMALL, Workspace,
        screens::{leads_to, meaning, says},
    },
    whole_screens,
};

/// Schedules the pack that is shown for a week ahead, and goes back to the page.
const SCHEDULE: &str = "rn<Down><Enter>+7d<Enter><Enter><Enter>";

fn scheduled() -> Workspace {
    let workspace = Workspace::small();
    workspace.screens(80, 24).press(SCHEDULE);
    workspace
}

fn date(workspace: &Workspace) -> Option<String> {
    let entry = workspace.engine().scheduled(&PackId::from("19440978-ba6f")).expect("readable")?;
    Some(entry.scheduled.release_on_date.to_string())
}

#[test]
fn what_worked_stays_green_however_long_the_name_is() {
    let name = format!("Order to {} Cash", "very ".repeat(30).trim());
    let long = SMALL.replace("\"Order to Cash\", description", &format!("\"{name}\", description"));
    let workspace = Workspace::of(&long);
    workspace.screens(80, 24).press(SCHEDULE);
    let mut screens = workspace.labelled(60, 16);
    screens.press("m+9d<Tab><Tab><Enter>");
    says(&screens, "✓ Order to very");
    says(&screens, "very Cash is moved to Mon 30 Nov 2026");
    assert_eq!(meaning(&screens, "✓ Order to very"), "success");
}

#[test]
fn moving_asks_for_a_date() {
    whole_screens!(scheduled, "m");
}

#[test]
fn what_is_typed_takes_the_place_of_the_date_that_it_has() {
    let workspace = scheduled();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("m"), "[ 2026-11-28");
    screens.press("+9d<Tab><Tab><Enter>");
    assert_eq!(date(&workspace).as_deref(), Some("2026-11-30"));
}

#[test]
fn moving_with_the_calendar() {
    whole_screens!(scheduled, "m<Down><PgDn>");
}

#[test]
fn a_date_that_is_none_keeps_the_button_off() {
    let workspace = scheduled();
    let mut screens = workspace.labelled(80, 24);
    screens.press("m<C-u>today");
    assert_eq!(meaning(&screens, "[ Move Scheduled Release ]"), "unavailable");
    screens.press("<Tab><Tab><Enter>");
    says(&screens, "2026-11-21 is not after today, which is");
    assert_eq!(date(&workspace).as_deref(), Some("2026-11-28"));
}

#[test]
fn moved() {
    leads_to(
        scheduled,
        "m2027-01-04<Enter><Enter>",
        &["◷ Scheduled for Mon 4 Jan 2027 · in 43 d 11 h", "✓ Order to Cash is moved to Mon 4 Jan 2027"],
    );
    let workspace = scheduled();
    workspace.screens(80, 24).press("m2027-01-04<Enter><Enter>");
    assert_eq!(date(&workspace).as_deref(), Some("2027-01-04"));
}

#[test]
fn changing_its_versions_starts_from_what_it_carries() {
    leads_to(
        scheduled,
        "c",
        &["Change Scheduled Release: Select Versions", "▌Create Invoice Process 1.1 ▲ 1.2", "2 upgrades · 1 unchanged"],
    );
}

#[test]
fn changing_keeps_the_date() {
    whole_screens!(scheduled, "c=n");
}

#[test]
fn changed() {
    leads_to(
        scheduled,
        "c=n<Enter>",
        &[
            "Order to Cash is scheduled for Sat 28 Nov 2026.",
            "1 upgrade · 2 unchanged",
            r#"ipack schedule change "Order to Cash" --keep "Create Invoice" --yes"#,
        ],
    );
}

#[test]
fn notes_that_are_not_touched_keep_their_lines_and_their_end() {
    let workspace = scheduled();
    let notes = format!("Two\nlines {}", "x".repeat(600));
    let mut engine = workspace.engine();
    let proposal = engine.propose_change(&workspace.pack("Order to Cash")).expect("a proposal");
    engine.change_scheduled(&proposal.basis, &proposal.selection, &notes, None).expect("changed");
    workspace.screens(80, 24).press("c=n<Enter>");
    let pack = workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack;
    let scheduled = pack.scheduled.as_ref().expect("one that is scheduled");
    assert_eq!(scheduled.notes, notes);
    assert_ne!(scheduled.components, proposal.selection.contents(), "it was changed");
}

#[test]
fn what_somebody_applied_early_cannot_be_changed() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>c",
        &["3 instances of Procure to Pay applied the scheduled release early, so what it carries can't be changed"],
    );
}

#[test]
fn cancelling_names_who_applied_it_early() {
    whole_screens!(Workspace::sample, "/procure<Enter>x");
}

#[test]
fn a_recall_brings_them_back() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>x<BackTab><Space>",
        &["the recall brings them back.", "▌[x] Recall: release the current versions again"],
    );
}

#[test]
fn cancelled_with_a_reason() {
    let workspace = scheduled();
    let mut screens = workspace.screens(80, 24);
    screens.press("xToo early for the ledger<Enter><Enter>");
    says(&screens, "✓ the scheduled release of Order to Cash is cancelled");
    says(screens.press("5"), "Too early for the ledger");
    assert_eq!(date(&workspace), None);
}

#[test]
fn a_reason_keeps_its_lines() {
    let workspace = scheduled();
    let mut screens = workspace.screens(80, 24);
    screens.press("x").paste("Too early\n\nfor the ledger").press("<C-j>of 2026<Enter><Enter>");
    says(&screens, "the scheduled release of Order to Cash is cancelled");
    let log = workspace.engine().activity().expect("readable");
    let told = log.iter().any(|entry| entry.text.ends_with("is cancelled: Too early\n\nfor the ledger\nof 2026"));
    assert!(told, "{log:?}");
}

#[test]
fn kept_after_all() {
    let workspace = scheduled();
    workspace.screens(80, 24).press("x<Tab><Enter>").press("x<Esc>").press("m<Esc>");
    assert_eq!(date(&workspace).as_deref(), Some("2026-11-28"));
}

#[test]
fn cancelled_and_recalled() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>x<BackTab><Space><Tab><Tab><Tab><Enter>",
        &[
            "✓ the release of Procure to Pay is cancelled and recalled by #6",
            "Current #6, 21 Nov 2026 · in 25 accounts",
        ],
    );
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

#[test]
fn nothing_but_the_release_is_called_cancel_where_it_is_cancelled() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/procure<Enter>x");
    says(&screens, "Esc Keep It");
    says(screens.press("<Tab>"), "⏎/Esc Keep It");
    says(screens.press("<Tab>"), "⏎ Cancel Scheduled Release");
}

#[test]
fn moving_starts_on_the_date_that_it_has() {
    leads_to(Workspace::sample, "/procure<Enter>m<Down>", &["November 2026", "25•"]);
}
