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
    leads_to(Workspace::sample, "/order<Enter>r<End>", &["▌Shipment Confir… Process 2026.07 ▲ 2026.11"]);
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
        &["▌VAT Number Check Process — + 1.0", "· this is the oldest version that can be chosen"],
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
            "▌Dunning Letters Process 3.1 ✕ Deleted removed by this release",
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
        &["Purchase Order … Process 3.3 ▲ 4.0", "3 upgrades · 9 unchanged"],
    );
}

#[test]
fn a_hundred_rows() {
    leads_to(
        Workspace::sample,
        "/edi<Enter>r<PgDn><PgDn>",
        &["▌850 Purchase Or… Process 5010 r2 = 5010 r2", "27 of 100", "7 upgrades · 93 unchanged"],
    );
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
        &["▌Exemption Certi… Process — + 2.5", "VAT Number Check Process — + 2.1", "5 added"],
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
