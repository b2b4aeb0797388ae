//! The Select Version dialog, and Packaged Component Details.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, meaning},
    },
    whole_screens,
};

/// Ledger Posting in Order to Cash: 23 versions, one of them rolled back in another pack.
const LEDGER: &str = "/order<Enter>r<Down><Down><Down><Down><Down><Down>";

fn ledger(keys: &str) -> String {
    format!("{LEDGER}{keys}")
}

#[test]
fn every_version_newest_first() {
    whole_screens!(Workspace::sample, &ledger("<Enter>"));
}

#[test]
fn the_radio_follows_the_bar() {
    leads_to(Workspace::sample, &ledger("<Enter><Down><Down>"), &["( ) 2.3", "▌(•) 2.2"]);
}

#[test]
fn the_oldest_version() {
    leads_to(Workspace::sample, &ledger("<Enter><End>"), &["✕ 1.7 29 Apr 2025 j.chen", "▌(•) 1.0", "23 of 23"]);
}

#[test]
fn a_version_that_cannot_be_chosen_keeps_the_radio_where_it_was() {
    leads_to(Workspace::small, "r<Enter><Down>", &["(•) 1.2 1 Jun 2026", "▌ ✕ 1.2-rc", "not shareable"]);
}

#[test]
fn a_version_that_cannot_be_chosen_says_why() {
    leads_to(
        Workspace::small,
        "r<Enter><Down><Enter>",
        &["▌ ✕ 1.2-rc", "version 1.2-rc of Create Invoice can't be released: it is not shareable"],
    );
}

#[test]
fn filtered() {
    leads_to(Workspace::sample, &ledger("<Enter>/ruiz"), &["/ ruiz", "( ) 1.5 5 Mar 2025 m.ruiz", "⏎ Keep Esc Clear"]);
}

#[test]
fn filtered_without_a_match() {
    leads_to(Workspace::sample, &ledger("<Enter>/zzzz"), &["/ zzzz", "No match"]);
}

#[test]
fn tab_goes_through_the_buttons() {
    let mut screens = Workspace::sample().labelled(80, 24);
    screens.press(&ledger("<Enter>"));
    for button in ["[ Cancel ]", "[ View Details ]", "[ Select Version ]"] {
        screens.press("<Tab>");
        assert_eq!(meaning(&screens, button), "button_focused");
    }
}

#[test]
fn rolled_back_in_this_pack() {
    leads_to(
        Workspace::sample,
        "/record<Enter>r<Down><Down><Down><Down><Down><Down><Enter>",
        &["( ) 2.3 6 Nov 2026 m.ruiz", "rolled back in #6, 13 Nov: Back to #4", "▌(•) 2.2"],
    );
}

#[test]
fn the_chosen_version_stands_in_step_1() {
    leads_to(
        Workspace::sample,
        &ledger("<Enter><Down><Down><Enter>"),
        &["▌Ledger Posting 2.2 = 2.2", "4 upgrades · 1 added · 1 removed · 6 unchanged"],
    );
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
    leads_to(
        Workspace::sample,
        &ledger("<Enter>?"),
        &["In Select Version", "⏎ Select the checked version.", "Esc Leave the dialog; nothing changes."],
    );
}

#[test]
fn details_compared_with_the_current_version() {
    whole_screens!(Workspace::sample, &ledger("v"));
}

#[test]
fn details_scrolled_to_the_end() {
    leads_to(
        Workspace::sample,
        &ledger("v<End>"),
        &["+ Sales Order flat file profile.flatfile 4 Nov 2026, d.byrne", "Record to Report #5", "3–22 of 22"],
    );
}

#[test]
fn details_of_the_current_version() {
    leads_to(
        Workspace::sample,
        &ledger("=v"),
        &["Packaged Component Details · Ledger Posting 2.2", "Included Components (3)", "Order to Cash #7, current"],
    );
}

#[test]
fn details_of_a_version_that_is_not_shareable() {
    leads_to(
        Workspace::small,
        "r<Enter><Down>v",
        &[
            "Packaged Component Details · Create Invoice 1.2-rc",
            "Sharing Not Allowed",
            "Included Components (0), compared with the current 1.1",
            "Part of no release yet",
        ],
    );
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
