//! Step 1 of the wizard, Select Versions.

use crate::{
    support::{
        BLOCKED, Workspace,
        screens::{leads_to, meaning, says, says_not},
    },
    whole_screen, whole_screens,
};

#[test]
fn the_latest_versions_are_filled_in() {
    whole_screens!(Workspace::sample, "/order<Enter>r");
}

#[test]
fn the_end_of_the_list() {
    leads_to(
        Workspace::sample,
        "/order<Enter>r<End>",
        &["▌Shipment Confirmation 2026.07 ▲ 2026.11 Select another version"],
    );
}

#[test]
fn older_kept_and_latest_in_place() {
    whole_screens!(Workspace::sample, "/order<Enter>r<Left><Left><Down><Left><Down><Down><Down>=<End>=<Up>l");
}

#[test]
fn the_oldest_version_ends_the_way_back() {
    leads_to(
        Workspace::sample,
        "/tax<Enter>r<End><Left><Left><Left><Left><Left><Left><Left><Left>",
        &["▌VAT Number Check — + 1.0", "i this is the oldest version that can be chosen"],
    );
}

#[test]
fn a_removed_row_offers_no_version() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/order<Enter>r<Down><Down><Down>s");
    says(&screens, "! Dunning Letters was removed from the pack and leaves it with this release");
    says_not(&screens, "Select Version ·");
}

#[test]
fn a_removed_row_cannot_be_kept() {
    leads_to(
        Workspace::sample,
        "/order<Enter>r<Down><Down><Down>=",
        &[
            "▌Dunning Letters 3.1 − Deleted removed by this release",
            "! Dunning Letters was removed from the pack and leaves it with this release",
        ],
    );
}

#[test]
fn a_version_held_back_is_not_filled_in() {
    leads_to(
        Workspace::sample,
        "/record<Enter>r<Down><Down><Down><Down><Down><Down>",
        &["▌Ledger Posting Process 2.2 = 2.2", "▌ held back: rolled back in #6", "1 upgrade · 8 unchanged"],
    );
}

#[test]
fn a_version_held_back_can_be_chosen_knowingly() {
    leads_to(
        Workspace::sample,
        "/record<Enter>r<Down><Down><Down><Down><Down><Down>l",
        &["▌Ledger Posting Process 2.2 ▲ 2.3", "▌ rolled back in #6", "2 upgrades · 7 unchanged"],
    );
}

#[test]
fn nothing_changed_turns_next_off_with_the_reason() {
    whole_screens!(Workspace::sample, "/record<Enter>r<Down><Down><Down><Down><Down>=n");
}

#[test]
fn a_component_without_a_version_blocks() {
    whole_screens!(|| Workspace::of(BLOCKED), "rn");
}

#[test]
fn a_blocked_component_has_no_version_to_select() {
    let mut screens = Workspace::of(BLOCKED).screens(80, 24);
    screens.press("r<Down>s");
    says(&screens, "Import has no version that can be released");
    says_not(&screens, "Select Version ·");
}

#[test]
fn a_blocked_component_can_be_kept_out() {
    leads_to(
        || Workspace::of(BLOCKED),
        "r<Down>=",
        &["▌Import Process — = not included no version to select", "1 added · 1 unchanged"],
    );
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
fn tab_goes_through_the_buttons() {
    let mut screens = Workspace::sample().labelled(80, 24);
    screens.press("/order<Enter>r");
    for button in ["[ Cancel ]", "[ View Details ]", "[ Next ]"] {
        screens.press("<Tab>");
        assert_eq!(meaning(&screens, button), "button_focused");
    }
}

#[test]
fn what_is_scheduled_is_filled_in() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>r",
        &["Purchase Order Dispatch 3.3 ▲ 4.0 4.0.1 is newer", "3 upgrades · 9 unchanged"],
    );
}

#[test]
fn a_hundred_rows() {
    leads_to(
        Workspace::sample,
        "/edi<Enter>r<PgDn><PgDn>",
        &["▌850 Purchase Or", "27 of 100", "7 upgrades · 93 unchanged"],
    );
}

#[test]
fn a_hundred_names_can_be_told_apart() {
    for (width, height) in [(60, 16), (80, 24), (100, 30), (120, 36)] {
        let mut screens = Workspace::sample().screens(width, height);
        screens.press("/edi<Enter>r<Down>");
        let seen = screens.screen();
        let names: Vec<&str> = seen.lines().filter(|line| line.contains(" = ") || line.contains("▲")).collect();
        assert!(names.len() > 5 && names.iter().all(|line| !line.contains('…')), "{width}: {seen}");
        let link = seen.lines().any(|line| line.contains('▌') && line.contains("Select another version"));
        // The longest name of them takes its room where there is little; the footer names the key.
        assert!(link || width < 100, "{seen}");
    }
}

#[test]
fn what_is_left_behind_says_so() {
    leads_to(
        Workspace::sample,
        "/order<Enter>r<Left><Down>",
        &["Create Invoice 1.4 = 1.4 1.5 is newer", "▌Credit Check 2.0.1 = 2.0.1 Select another version"],
    );
}

#[test]
fn a_row_is_found_by_its_name() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/order<Enter>r/ledger");
    says(&screens, "/ ledger");
    says(&screens, "▌Ledger Posting");
    says_not(&screens, "Create Invoice");
    screens.press("<Enter><Left>");
    says(&screens, "▌Ledger Posting 2.2 = 2.2");
    screens.press("<Esc>");
    says(&screens, "Create Invoice");
    says(&screens, "▌Ledger Posting");
    screens.press("/zzz");
    says(&screens, "No match");
    screens.press("<Enter>=<Left>v]n");
    says(&screens, "Select Release Schedule");
}

#[test]
fn only_what_changes_is_shown_and_stays_as_it_is_stepped_through() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/order<Enter>rf");
    says(&screens, "only changes");
    says(&screens, "▌Create Invoice 1.4 ▲ 1.5");
    says_not(&screens, "Customer Lookup");
    screens.press("<Left>");
    says(&screens, "▌Create Invoice 1.4 = 1.4");
    screens.press("<Left><Down>f");
    says(&screens, "▌Dunning Letters");
    says(&screens, "Customer Lookup");
    says_not(&screens, "only changes");
}

#[test]
fn the_next_change_is_a_key_away() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/order<Enter>r]");
    says(&screens, "▌Dunning Letters");
    screens.press("]]");
    says(&screens, "▌Ledger Posting");
    screens.press("[");
    says(&screens, "▌FX Rates");
    screens.press("<Home>[");
    says(&screens, "there is no change before this row");
}

#[test]
fn the_cursor_starts_where_the_release_is_blocked() {
    let mut screens = Workspace::of(BLOCKED).screens(60, 16);
    screens.press("r");
    says(&screens, "▌Import");
    let mut screens = Workspace::sample().screens(60, 16);
    screens.press("/order<Enter>b");
    let seen = screens.screen();
    assert!(seen.lines().any(|line| line.contains("is deleted; u restores it")), "{seen}");
}

#[test]
fn wide_names() {
    whole_screen!(Workspace::sample, "/顧客<Enter>r");
}

#[test]
fn a_first_release() {
    leads_to(
        Workspace::sample,
        "/tax<Enter>r",
        &["▌Exemption Certificate Import — + 2.5", "VAT Number Check — + 2.1", "5 added"],
    );
}

#[test]
fn help() {
    leads_to(
        Workspace::sample,
        "/order<Enter>r?",
        &["In Select Versions", "= Keep the current version.", "l Take the latest version."],
    );
}

#[test]
fn a_version_that_was_left_behind_is_told_in_any_room() {
    for (width, height) in [(60, 16), (80, 24), (120, 36), (200, 60)] {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(width, height);
        says(screens.press("/accounts pay<Enter>r<Down><Down>="), "5.1 is newer");
        says(screens.press("<Down>"), "5.1 is newer");
    }
}

#[test]
fn what_is_said_under_a_row_is_not_cut_beside_empty_cells() {
    let workspace = Workspace::sample();
    says(workspace.screens(60, 16).press("/order<Enter>b<Up><Up><Up>"), "not in the pack any more: it comes back");
}
