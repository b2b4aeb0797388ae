//! A pack's releases: every one of them, compared, and the way back to each.

use crate::{
    journey,
    support::{SMALL, Workspace},
};

#[test]
fn every_release_the_newest_first() {
    journey!(Workspace::sample, "/order<Enter>h");
}

#[test]
fn a_rollback_names_where_it_went() {
    journey!(Workspace::sample, "/record<Enter>h");
}

#[test]
fn a_late_release_says_when_it_was_due() {
    journey!(Workspace::sample, "/retail<Enter>h");
}

#[test]
fn compared_with_the_current_release() {
    journey!(Workspace::sample, "/order<Enter>h<Down><Down><Down>d");
}

#[test]
fn the_first_release() {
    journey!(Workspace::sample, "/order<Enter>h<End>");
}

#[test]
fn rolled_back_from_there() {
    journey!(|| Workspace::of(SMALL), "h<Down>b");
}

#[test]
fn a_pack_that_was_never_released_has_none() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press("/tax<Enter>").screen();
    assert_eq!(screens.press("h").screen(), before);
}
