//! Leaving the wizard: with changes it asks first.

use crate::{journey, support::Workspace};

#[test]
fn with_changes_it_asks() {
    journey!(Workspace::sample, "/order<Enter>r<Left><Esc>");
}

#[test]
fn the_answer_that_leaves_has_the_focus() {
    journey!(Workspace::sample, "/order<Enter>r<Left><Esc><Tab>");
}

#[test]
fn what_was_typed_in_step_2_counts_as_a_change() {
    journey!(Workspace::sample, "/order<Enter>rn<Tab>Why<Tab><Tab><Enter>");
}

#[test]
fn staying_keeps_everything_and_is_what_enter_does() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.press("/order<Enter>r<Left>").screen();
    assert_eq!(screens.press("<Esc><Enter>").screen(), before);
    assert_eq!(screens.press("<Esc><Esc>").screen(), before);
}

#[test]
fn leaving_returns_to_the_page_and_writes_nothing() {
    let workspace = Workspace::sample();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    let page = screens.press("/order<Enter>").screen();
    assert_eq!(screens.press("r<Esc>").screen(), page, "nothing was changed: nothing is asked");
    assert_eq!(screens.press("r<Left><Esc><Tab><Enter>").screen(), page);
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn ctrl_c_quits_from_anywhere() {
    for keys in ["", "/x", "/order<Enter>r", "/order<Enter>r<Enter>", "/order<Enter>rn<Down><Enter>2", "?"] {
        let mut screens = Workspace::sample().screens(80, 24);
        assert_eq!(screens.press(keys).press("<C-c>").exit(), Some(130), "{keys}");
    }
}
