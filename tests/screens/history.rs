//! A pack's releases: every one of them, compared, and the way back to each.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, pass, says, says_not, schedule},
    },
    whole_screens,
};

#[test]
fn every_release_the_newest_first() {
    whole_screens!(Workspace::sample, "/order<Enter>h");
}

#[test]
fn a_rollback_names_where_it_went() {
    leads_to(
        Workspace::sample,
        "/record<Enter>h",
        &["▌#6 13 Nov 2026 ROLLBACK to #4 1 s.lindqvist", "▼ Ledger Posting 2.3 → 2.2 = 8 unchanged"],
    );
}

#[test]
fn a_late_release_says_when_it_was_due() {
    leads_to(
        Workspace::sample,
        "/retail<Enter>h",
        &[
            "▌#6 28 Oct 2026 RELEASE late 7 r.silva",
            "was due between 28 Oct 2026, 00:00 EDT and 01:00, ran at 28 Oct 2026, 02:30 EDT",
        ],
    );
}

#[test]
fn compared_with_the_current_release() {
    whole_screens!(Workspace::sample, "/order<Enter>h<Down><Down><Down>d");
}

#[test]
fn the_first_release() {
    leads_to(
        Workspace::sample,
        "/order<Enter>h<End>",
        &["▌#1 19 Mar 2025 RELEASE 11 m.ruiz", "The first release + Create Invoice 1.0"],
    );
}

#[test]
fn rolled_back_from_there() {
    leads_to(
        Workspace::small,
        "h<Down>b",
        &["Roll Back to #1: Select Versions", "▌Create Invoice Process 1.1 ▼ 1.0", "1 rollback · 2 unchanged"],
    );
}

#[test]
fn long_notes_are_read_to_their_end() {
    let workspace = Workspace::sample();
    schedule(
        &workspace,
        "Order to Cash",
        "2026-11-23",
        &format!("{}The auditors agree.", "Peppol for all. ".repeat(20)),
    );
    let mut screens = workspace.screens(80, 24);
    pass(&workspace, &mut screens, "2026-11-23T05:10:00Z");
    screens.press("/order<Enter>h");
    says(screens.press("<Tab>"), "Tab Releases");
    says(&screens, "The auditors agree.");
    let mut screens = workspace.screens(60, 16);
    screens.press("/order<Enter>h");
    says_not(&screens, "The auditors agree.");
    says(screens.press("<Tab>"), "The auditors");
    says(screens.press("<PgDn>"), "▌agree.");
}

#[test]
fn a_pack_that_was_never_released_has_none() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press("/tax<Enter>").screen();
    assert_eq!(screens.press("h").screen(), before);
}

/// A name is not cut while there is room beside the selected release.
#[test]
fn who_released_is_named_whole() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("/accounts pay<Enter>h");
    says(&screens, "9  s.lindqvist");
    let mut screens = workspace.screens(60, 16);
    says(screens.press("/accounts pay<Enter>h"), "RELEASE 9 s.lindqvist");
    says(screens.press("<Esc>/record<Enter>h"), "ROLLBACK to #4 1 s.lindqvist");
}

#[test]
fn on_the_current_release_it_says_why_it_is_no_way_back() {
    leads_to(Workspace::sample, "/order<Enter>hb", &["this release is the current one: select an earlier one"]);
    leads_to(Workspace::sample, "/order<Enter>hd", &["this release is the current one: select an earlier one"]);
}

#[test]
fn esc_returns_from_the_wizard_to_the_history() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("/order<Enter>h<Down><Down>b"), "Roll Back to #5: Select Versions");
    says(screens.press("<Esc>"), "▌#5");
    says(screens.press("b"), "Roll Back to #5: Select Versions");
    screens.press("n<Enter><Enter>");
    says(&screens, "rolled back to #5, as release #8");
    says(screens.press("<Enter>"), "Current #8");
}

#[test]
fn many_changes_are_scrolled() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/edi<Enter>h<End>");
    says(&screens, "1–14 of 53");
    says(screens.press("<Tab><PgDn>"), "16–31 of 53");
    says(screens.press("<End>"), "38–53 of 53");
    says(screens.press("<Tab><Up>"), "#2");
}

#[test]
fn the_report_of_a_release_is_read_and_copied() {
    let mut screens = Workspace::sample().screens(80, 24);
    says(screens.press("/order<Enter>h<Down>p"), "Report · Order to Cash #");
    screens.press("y");
    says(&screens, "Report copied through the terminal");
    let copied = screens.copied().last().expect("a report").clone();
    assert!(
        copied.starts_with("# Order to Cash: release ") && copied.contains("| Component | From | To |"),
        "{copied}"
    );
    says(screens.press("<Esc>"), "History");
}

#[test]
fn a_report() {
    whole_screens!(Workspace::sample, "/order<Enter>hp");
}
