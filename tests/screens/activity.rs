//! The Activity page.

use ipack::tui::{app::App, harness::Harness};

use crate::{
    support::{
        NOW, Workspace, instant,
        screens::{busy, leads_to, says, schedule},
    },
    whole_screens,
};

#[test]
fn everything_that_happened() {
    whole_screens!(busy, "5");
}

#[test]
fn activity_of_a_kind() {
    leads_to(busy, "5fff", &["3 of 76", "Only SCHEDULE, the newest first"]);
}

#[test]
fn activity_of_a_pack_and_a_person() {
    leads_to(busy, "5<Down>pw", &["1 of 76", "Only Retail Sync · by admin@desk, the newest first"]);
}

#[test]
fn activity_filtered_by_a_text() {
    leads_to(
        busy,
        "5/order to cash<Enter>",
        &[
            "/ order to cash 29 of 76",
            "▌21 Nov 19:00 SCHEDULE Order to Cash scheduled for Mon 23 Nov 2026",
            "scheduled for Mon 23 Nov 2026: Peppol for everybody",
        ],
    );
}

#[test]
fn activity_without_a_match() {
    leads_to(busy, "5/zzz", &["/ zzz 0 of 76", "No match"]);
}

#[test]
fn activity_of_an_empty_workspace() {
    leads_to(Workspace::empty, "5", &["Nothing has happened yet."]);
}

#[test]
fn a_long_activity_is_told_whole_below() {
    leads_to(
        Workspace::sample,
        "5/retail late<Enter>",
        &[
            "RELEASE · Retail Sync 28 Oct 2026, 07:30 CET · r.silva, imported #6 released late (was due between 28 Oct 2026, 00:00 EDT and 01:00, ran at 28 Oct 2026, 02:30 EDT): Ready for the holidays 2026",
        ],
    );
}

#[test]
fn filters_of_the_activity_narrow_and_let_go() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    let words = |screens: &Harness<App>| screens.screen().lines().nth(3).expect("a line").trim().to_owned();
    let all = "Everything that happened, the newest first";
    assert_eq!(words(screens.press("5")), all);
    for since in [
        "Only today, the newest first",
        "Only the last 7 days, the newest first",
        "Only the last 30 days, the newest first",
        all,
    ] {
        assert_eq!(words(screens.press("t")), since);
    }
    assert_eq!(words(screens.press("f")), "Only RELEASE, the newest first");
    assert_eq!(words(screens.press("p")), "Only RELEASE · Record to Report, the newest first");
    assert_eq!(words(screens.press("w")), "Only RELEASE · Record to Report · by j.chen, the newest first");
    assert_eq!(words(screens.press("tp")), "Only RELEASE · by j.chen · today, the newest first");
    assert!(screens.screen().contains("No match"), "{}", screens.screen());
    assert_eq!(words(screens.press("<Esc>")), all);
    let kinds: Vec<String> = (0..5).map(|_| words(screens.press("f"))).collect();
    assert_eq!(
        kinds,
        [
            "Only RELEASE, the newest first",
            "Only ROLLBACK, the newest first",
            "Only SCHEDULE, the newest first",
            "Only IMPORT, the newest first",
            all
        ],
        "kinds that occur"
    );
}

#[test]
fn activity_follows_what_others_do() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("5<Down><Down>");
    let selected = |screens: &Harness<App>| screens.program().model.activity.selected().expect("a row").clone();
    let before = selected(&screens);
    schedule(&workspace, "Order to Cash", "2026-12-01", "For the auditors");
    screens.tick(instant(NOW));
    assert!(screens.screen().contains("scheduled for Tue"), "{}", screens.screen());
    assert_eq!(selected(&screens), before, "the row that is looked at stays selected");
    let pack = before.pack.expect("a pack").1;
    assert!(screens.press("<Enter>").screen().contains(&pack));
}

#[test]
fn a_journal_that_is_long_to_read_is_waited_for() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.hold_answers().press("5").late();
    assert!(screens.screen().contains("Reading the journal…"), "{}", screens.screen());
    assert!(screens.release_answers().screen().contains("Everything that happened"));
}

#[test]
fn what_is_chosen_stands_beside_the_list_where_there_is_room() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(160, 36);
    let screen = screens.press("5").screen();
    let beside = screen.lines().any(|line| line.contains("What happened") && line.ends_with("IMPORT"));
    assert!(beside, "{screen}");
}

#[test]
fn in_little_room_it_says_what_happened_before_its_kind() {
    let workspace = Workspace::sample();
    says(workspace.screens(60, 16).press("5"), "Record to Report #6 rolled back to #4: Back");
}
