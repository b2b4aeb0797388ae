//! Step 1 of the wizard, Select Versions.

use crate::{
    journey,
    support::{BLOCKED, Workspace},
};

#[test]
fn the_latest_versions_are_filled_in() {
    journey!(Workspace::sample, "/order<Enter>r");
}

#[test]
fn the_end_of_the_list() {
    journey!(Workspace::sample, "/order<Enter>r<End>");
}

#[test]
fn older_kept_and_latest_in_place() {
    journey!(Workspace::sample, "/order<Enter>r<Left><Left><Down><Left><Down><Down><Down>=<End>=<Up>l");
}

#[test]
fn the_oldest_version_ends_the_way_back() {
    journey!(Workspace::sample, "/tax<Enter>r<End><Left><Left><Left><Left><Left><Left><Left><Left>");
}

#[test]
fn a_removed_row_offers_no_version() {
    journey!(Workspace::sample, "/order<Enter>r<Down><Down><Down>s");
}

#[test]
fn a_removed_row_cannot_be_kept() {
    journey!(Workspace::sample, "/order<Enter>r<Down><Down><Down>=");
}

#[test]
fn a_version_held_back_is_not_filled_in() {
    journey!(Workspace::sample, "/record<Enter>r<Down><Down><Down><Down><Down><Down>");
}

#[test]
fn a_version_held_back_can_be_chosen_knowingly() {
    journey!(Workspace::sample, "/record<Enter>r<Down><Down><Down><Down><Down><Down>l");
}

#[test]
fn nothing_changed_turns_next_off_with_the_reason() {
    journey!(Workspace::sample, "/record<Enter>r<Down><Down><Down><Down><Down>=n");
}

#[test]
fn a_component_without_a_version_blocks() {
    journey!(|| Workspace::of(BLOCKED), "rn");
}

#[test]
fn a_blocked_component_has_no_version_to_select() {
    journey!(|| Workspace::of(BLOCKED), "r<Down>s");
}

#[test]
fn a_blocked_component_can_be_kept_out() {
    journey!(|| Workspace::of(BLOCKED), "r<Down>=");
}

#[test]
fn undo_goes_back_change_by_change() {
    let mut screens = Workspace::sample().screens(80, 24);
    let start = screens.press("/order<Enter>r").screen();
    let once = screens.press("<Left>").screen();
    screens.press("<Left><Left>");
    assert_eq!(screens.press("zz").screen(), once);
    assert_eq!(screens.press("z").screen(), start);
    assert_eq!(screens.press("z").screen(), start, "nothing is left to undo");
}

#[test]
fn the_buttons() {
    journey!(Workspace::sample, "/order<Enter>r<Tab><Tab><Tab>");
}

#[test]
fn what_is_scheduled_is_filled_in() {
    journey!(Workspace::sample, "/procure<Enter>r");
}

#[test]
fn a_hundred_rows() {
    journey!(Workspace::sample, "/edi<Enter>r<PgDn><PgDn>");
}

#[test]
fn wide_names() {
    journey!(Workspace::sample, "/顧客<Enter>r");
}

#[test]
fn a_first_release() {
    journey!(Workspace::sample, "/tax<Enter>r");
}

#[test]
fn help() {
    journey!(Workspace::sample, "/order<Enter>r?");
}
