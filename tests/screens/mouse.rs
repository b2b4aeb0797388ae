//! The mouse does what keys do: a click selects and presses, a double click opens, the wheel scrolls.

use ipack::tui::{
    app::App,
    event::{Event, Mouse},
    harness::Harness,
};

use crate::support::{
    Workspace,
    screens::{says, says_not},
};

/// Does something with the mouse where a text stands first.
#[track_caller]
fn point(screens: &mut Harness<App>, text: &str, what: Mouse) {
    let screen = screens.screen();
    let found = screen.lines().zip(0..).find_map(|(line, y)| {
        let before = &line[..line.find(text)?];
        Some((u16::try_from(before.chars().count()).expect("a column"), y))
    });
    let Some((x, y)) = found else { unreachable!("{text} is not on the screen:\n{screen}") };
    screens.event(Event::Mouse { x, y, what });
}

#[track_caller]
fn click(screens: &mut Harness<App>, text: &str) {
    point(screens, text, Mouse::Click);
}

#[test]
fn a_click_selects_a_row_and_a_double_click_opens_it() {
    let workspace = Workspace::sample();
    let mut screens = workspace.pointed(80, 24);
    click(&mut screens, "Retail Sync");
    says(&screens, "▌Retail Sync");
    click(&mut screens, "Bank Connecti");
    says(&screens, "▌Bank Connecti");
    point(&mut screens, "▌Bank Connecti", Mouse::DoubleClick);
    screens.press("<Down>");
    says_not(&screens, "▌Customer Mast");
    click(&mut screens, "Order to Cash");
    says(&screens, "▌Order to Cash");
}

#[test]
fn a_release_by_the_mouse_alone() {
    let workspace = Workspace::small();
    let mut screens = workspace.pointed(80, 24);
    click(&mut screens, "[ Release Integration Pack ]");
    says(&screens, "Release Integration Pack: Select Versions");
    click(&mut screens, "[ Next ]");
    click(&mut screens, "( ) Release on specified date");
    says(&screens, "(•) Release on specified date");
    click(&mut screens, "( ) Release immediately");
    click(&mut screens, "[ Release Integration Pack ]");
    says(&screens, "is released");
    // The second click of a double one presses nothing that has come up under it.
    point(&mut screens, "Finish", Mouse::DoubleClick);
    says(&screens, "is released");
    click(&mut screens, "[ Finish");
    says_not(&screens, "is released");
}

#[test]
fn pages_days_and_dialogs_are_clicked_too() {
    let workspace = Workspace::small();
    let mut screens = workspace.pointed(80, 24);
    click(&mut screens, "Schedule");
    says(&screens, "Nothing is scheduled");
    click(&mut screens, "Packs");
    screens.press("rn<Down><Enter><Down>");
    click(&mut screens, "28");
    says(&screens, "▌28");
    point(&mut screens, "28", Mouse::DoubleClick);
    says(&screens, "2026-11-28");
    let mut screens = workspace.pointed(80, 24);
    screens.press("r<Left><Esc>");
    click(&mut screens, "[ Stay ]");
    says(&screens, "Release Integration Pack: Select Versions");
}

#[test]
fn the_wheel_scrolls_what_has_the_focus() {
    let workspace = Workspace::sample();
    let mut screens = workspace.pointed(80, 24);
    point(&mut screens, "Retail Sync", Mouse::WheelDown);
    says(&screens, "▌EDI Trading");
    point(&mut screens, "Retail Sync", Mouse::WheelUp);
    says(&screens, "▌Accounts Payab");
}

#[test]
fn without_being_asked_for_it_does_nothing() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    let before = screens.screen();
    click(&mut screens, "Retail Sync");
    assert_eq!(screens.screen(), before);
}
