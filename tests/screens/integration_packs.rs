//! The Integration Packs page.

use crate::{
    journey,
    support::{LOCAL, Workspace},
};
use chrono_tz::Tz;

#[test]
fn the_first_screen() {
    journey!(Workspace::sample, "");
}

#[test]
fn the_list_moves_and_the_pack_follows() {
    journey!(Workspace::sample, "jjj<Down><Up>");
}

#[test]
fn typing_a_filter_selects_the_best_match() {
    journey!(Workspace::sample, "/cash");
}

#[test]
fn a_kept_filter_narrows_the_list() {
    journey!(Workspace::sample, "/pay<Enter>");
}

#[test]
fn a_filter_without_a_match() {
    journey!(Workspace::sample, "/zzz");
}

#[test]
fn a_cleared_filter_keeps_its_pack() {
    journey!(Workspace::sample, "/otc<Esc>");
}

#[test]
fn the_table_has_the_focus() {
    journey!(Workspace::sample, "/order<Enter><Enter><Down><Down>");
}

#[test]
fn the_button_has_the_focus() {
    journey!(Workspace::sample, "/order<Enter><Tab><Tab>");
}

#[test]
fn sorted_by_pending_version() {
    journey!(Workspace::sample, "/order<Enter><Enter>sss");
}

#[test]
fn a_scheduled_pack_says_so_above_its_table() {
    journey!(Workspace::sample, "/procure<Enter><Enter>");
}

#[test]
fn nothing_to_release_has_no_button() {
    journey!(Workspace::sample, "/hr<Enter><Enter>");
}

#[test]
fn nothing_to_release_is_said() {
    journey!(Workspace::sample, "/hr<Enter>r");
}

#[test]
fn an_empty_pack() {
    journey!(Workspace::sample, "/field<Enter><Enter>");
}

#[test]
fn a_pack_that_was_never_released() {
    journey!(Workspace::sample, "/tax<Enter><Enter>");
}

#[test]
fn a_hundred_components() {
    journey!(Workspace::sample, "/edi<Enter><Enter><End>");
}

#[test]
fn a_version_held_back() {
    journey!(Workspace::sample, "/record<Enter><Enter>");
}

#[test]
fn a_removed_component() {
    journey!(Workspace::sample, "/lohn<Enter><Enter>");
}

#[test]
fn several_attachments() {
    journey!(Workspace::sample, "/retail<Enter><Enter>");
}

#[test]
fn a_name_in_wide_characters() {
    journey!(Workspace::sample, "/顧客<Enter><Enter>");
}

#[test]
fn a_name_with_an_emoji() {
    journey!(Workspace::sample, "/quick<Enter><Enter>");
}

#[test]
fn a_long_name() {
    journey!(Workspace::sample, "/master<Enter><Enter>");
}

#[test]
fn the_id_is_copied() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>y");
    assert_eq!(screens.copied(), ["19440978-ba6f-4246-8181-8bfc3ddbdcd8"]);
    journey!(Workspace::sample, "/order<Enter>y");
}

#[test]
fn help_on_the_page() {
    journey!(Workspace::sample, "?");
}

#[test]
fn help_scrolls_to_its_end() {
    journey!(Workspace::sample, "?<End>");
}

#[test]
fn keys_of_pages_to_come_do_nothing() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.screen();
    for key in [":", "<C-p>", "m", "c", "x", "u"] {
        assert_eq!(screens.press(key).screen(), before, "{key}");
    }
}

#[test]
fn esc_on_the_page_does_nothing_and_q_quits() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.screen();
    assert_eq!(screens.press("<Esc><Esc>").screen(), before);
    assert_eq!(screens.press("q").exit(), Some(0));
}

#[test]
fn a_countdown_follows_the_clock_and_the_zone() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/procure<Enter>");
    assert!(screens.screen().contains("· in 3 d 11 h"), "{}", screens.screen());
    assert_eq!(LOCAL, Tz::Europe__Berlin);
    screens.tick("2026-11-25T04:20:00Z".parse().expect("an instant"));
    assert!(screens.screen().contains("in 40 min"), "{}", screens.screen());
}
