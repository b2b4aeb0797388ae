//! The Activity page.

use ipack::tui::{app::App, harness::Harness};

use crate::{
    journey,
    support::{
        NOW, Workspace, instant,
        screens::{busy, schedule},
    },
};

#[test]
fn everything_that_happened() {
    journey!(busy, "5");
}

#[test]
fn activity_of_a_kind() {
    journey!(busy, "5fff");
}

#[test]
fn activity_of_a_pack_and_a_person() {
    journey!(busy, "5<Down>pw");
}

#[test]
fn activity_filtered_by_a_text() {
    journey!(busy, "5/order to cash<Enter>");
}

#[test]
fn activity_without_a_match() {
    journey!(busy, "5/zzz");
}

#[test]
fn activity_of_an_empty_workspace() {
    journey!(Workspace::empty, "5");
}

#[test]
fn a_long_activity_is_told_whole_below() {
    journey!(Workspace::sample, "5/retail late<Enter>");
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
