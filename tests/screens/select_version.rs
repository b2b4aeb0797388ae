//! The Select Version dialog, and Packaged Component Details.

use crate::{
    journey,
    support::{SMALL, Workspace},
};

/// Ledger Posting in Order to Cash: 23 versions, one of them rolled back in another pack.
const LEDGER: &str = "/order<Enter>r<Down><Down><Down><Down><Down><Down>";

fn ledger(keys: &str) -> String {
    format!("{LEDGER}{keys}")
}

#[test]
fn every_version_newest_first() {
    journey!(Workspace::sample, &ledger("<Enter>"));
}

#[test]
fn the_radio_follows_the_bar() {
    journey!(Workspace::sample, &ledger("<Enter><Down><Down>"));
}

#[test]
fn the_oldest_version() {
    journey!(Workspace::sample, &ledger("<Enter><End>"));
}

#[test]
fn a_version_that_cannot_be_chosen_keeps_the_radio_where_it_was() {
    journey!(|| Workspace::of(SMALL), "r<Enter><Down>");
}

#[test]
fn a_version_that_cannot_be_chosen_says_why() {
    journey!(|| Workspace::of(SMALL), "r<Enter><Down><Enter>");
}

#[test]
fn filtered() {
    journey!(Workspace::sample, &ledger("<Enter>/ruiz"));
}

#[test]
fn filtered_without_a_match() {
    journey!(Workspace::sample, &ledger("<Enter>/zzzz"));
}

#[test]
fn the_buttons() {
    journey!(Workspace::sample, &ledger("<Enter><Tab><Tab><Tab>"));
}

#[test]
fn rolled_back_in_this_pack() {
    journey!(Workspace::sample, "/record<Enter>r<Down><Down><Down><Down><Down><Down><Enter>");
}

#[test]
fn the_chosen_version_stands_in_step_1() {
    journey!(Workspace::sample, &ledger("<Enter><Down><Down><Enter>"));
}

#[test]
fn cancel_and_esc_change_nothing() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press(LEDGER).screen();
    assert_eq!(screens.press("<Enter><Down><Down><Esc>").screen(), before);
    assert_eq!(screens.press("<Enter><Down><Down><Tab><Enter>").screen(), before);
}

#[test]
fn esc_clears_the_filter_before_it_closes_the_dialog() {
    let mut screens = Workspace::sample().screens(80, 24);
    let open = screens.press(&ledger("<Enter>")).screen();
    let kept = screens.press("/fx<Enter>").screen();
    assert_ne!(kept, open);
    assert!(screens.press("<Esc>").screen().contains("of 23"));
    assert!(screens.screen().contains("Select Version ·"));
}

#[test]
fn help() {
    journey!(Workspace::sample, &ledger("<Enter>?"));
}

#[test]
fn details_compared_with_the_current_version() {
    journey!(Workspace::sample, &ledger("v"));
}

#[test]
fn details_scrolled_to_the_end() {
    journey!(Workspace::sample, &ledger("v<End>"));
}

#[test]
fn details_of_the_current_version() {
    journey!(Workspace::sample, &ledger("=v"));
}

#[test]
fn details_of_a_version_that_is_not_shareable() {
    journey!(|| Workspace::of(SMALL), "r<Enter><Down>v");
}

#[test]
fn details_return_to_where_they_were_asked_for() {
    let mut screens = Workspace::sample().screens(80, 24);
    let dialog = screens.press(&ledger("<Enter><Down>")).screen();
    for close in ["<Esc>", "<Enter>", "v"] {
        assert_ne!(screens.press("v").screen(), dialog);
        assert_eq!(screens.press(close).screen(), dialog);
    }
}
