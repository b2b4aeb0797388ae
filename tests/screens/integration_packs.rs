//! The Integration Packs page.

use crate::{
    support::{
        Workspace, local_zone,
        screens::{leads_to, meaning, says, says_not, schedule},
        tz,
    },
    whole_screen, whole_screens,
};

#[test]
fn a_long_description_is_read_on_in_a_dialog() {
    let workspace = Workspace::sample();
    schedule(&workspace, "Order to Cash", "2026-12-03", "");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("/order<Enter>"), "payment: intake, credit check,…  i reads on");
    says(screens.press("i"), "pricing, shipping, invoicing and the ledger.");
    says(&screens, "11 components");
    says_not(workspace.screens(120, 36).press("/order<Enter>"), "reads on");
}

#[test]
fn the_first_screen() {
    whole_screens!(Workspace::sample, "");
}

#[test]
fn what_has_the_focus_has_the_room() {
    let mut screens = Workspace::sample().screens(80, 24);
    says(&screens, "▌Accounts Payable Automation ●");
    says(screens.press("<Enter>"), "Accounts Payab… ●");
    says(&screens, "Current release #6, 23 Sep 2026 · in 31 accounts");
    says(screens.press("<Esc>"), "▌Accounts Payable Automation ●");
}

#[test]
fn the_list_moves_and_the_pack_follows() {
    leads_to(
        Workspace::sample,
        "jjj<Down><Up>",
        &["/ filter EDI Trading Partner Library", "▌EDI Trading Partner Library ●"],
    );
}

#[test]
fn typing_a_filter_selects_the_best_match() {
    whole_screens!(Workspace::sample, "/cash");
}

#[test]
fn a_kept_filter_narrows_the_list() {
    leads_to(
        Workspace::sample,
        "/pay<Enter>",
        &["/ pay Accounts Payable Automation", "Procure to Pay ● ◷", "EDI Trading Partner Library ●"],
    );
}

#[test]
fn a_filter_without_a_match() {
    leads_to(Workspace::sample, "/zzz", &["/ zzz", "No match"]);
}

#[test]
fn a_cleared_filter_keeps_its_pack() {
    leads_to(
        Workspace::sample,
        "/otc<Esc>",
        &["/ filter Order to Cash", "▌Order to Cash ●", "Accounts Payable Automation ●"],
    );
}

#[test]
fn the_table_has_the_focus() {
    let mut screens = Workspace::sample().labelled(80, 24);
    screens.press("/order<Enter>");
    assert_eq!(meaning(&screens, "Create Invoice"), "selected_idle");
    screens.press("<Enter><Down><Down>");
    says(&screens, "▌Customer Lookup");
    assert_eq!(meaning(&screens, "Customer Lookup"), "selected");
    assert_eq!(meaning(&screens, "Order to Cash   ●"), "selected_idle, upgrade");
}

#[test]
fn the_button_has_the_focus() {
    let mut screens = Workspace::sample().labelled(80, 24);
    screens.press("/order<Enter><Enter>");
    assert_eq!(meaning(&screens, "[ Release Integration Pack ]"), "primary");
    screens.press("<Tab>");
    assert_eq!(meaning(&screens, "[ Release Integration Pack ]"), "button_focused");
    assert_eq!(meaning(&screens, "[ Add Packaged Component ]"), "");
}

#[test]
fn sorted_by_pending_version() {
    leads_to(
        Workspace::sample,
        "/order<Enter><Enter>sss",
        &["sorted by pending version", "Pending △", "▲ 2026.11 2026.11 Credit Check 2.0.1 2.0.1"],
    );
}

#[test]
fn a_scheduled_pack_says_so_above_its_table() {
    whole_screens!(Workspace::sample, "/procure<Enter><Enter>");
}

#[test]
fn nothing_to_release_has_no_button() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/hr<Enter><Enter>");
    says(&screens, "▌HR Onboarding");
    says(&screens, "[ Add Packaged Component ]");
    says_not(&screens, "[ Release Integration Pack ]");
    says_not(&screens, "r Release");
}

#[test]
fn nothing_to_release_is_said() {
    leads_to(
        Workspace::sample,
        "/hr<Enter>r",
        &[
            "HR Onboarding has nothing to release: all of it is at its latest versions; Roll Back is the way to older versions",
        ],
    );
}

#[test]
fn an_empty_pack() {
    whole_screens!(Workspace::sample, "/field<Enter><Enter>");
}

#[test]
fn a_pack_that_was_never_released() {
    leads_to(
        Workspace::sample,
        "/tax<Enter><Enter>",
        &["Never released", "▌Exemption Certificate Impo… — + 2.5 2.5", "[ Release Integration Pack ]"],
    );
}

#[test]
fn a_hundred_components() {
    leads_to(
        Workspace::sample,
        "/edi<Enter><Enter><End>",
        &["Packaged Components (100)", "▌ORDRSP Order Response · Ża…", "100 of 100"],
    );
}

#[test]
fn a_version_held_back() {
    whole_screens!(Workspace::sample, "/record<Enter><Enter>");
}

#[test]
fn a_removed_component() {
    leads_to(Workspace::sample, "/lohn<Enter><Enter>", &["Fahrtkosten-Zuschuss 1.1 − Deleted 1.1"]);
}

#[test]
fn several_attachments() {
    leads_to(Workspace::sample, "/retail<Enter><Enter>", &["Multiple Attachments · acb4"]);
}

#[test]
fn a_name_in_wide_characters() {
    whole_screens!(Workspace::sample, "/顧客<Enter><Enter>");
}

#[test]
fn a_name_with_an_emoji() {
    whole_screen!(Workspace::sample, "/quick<Enter><Enter>");
}

#[test]
fn a_long_name() {
    leads_to(
        Workspace::sample,
        "/master<Enter><Enter>",
        &["Customer Master Data Distribution to Regional Subsidiar…", "▌Customer Maste… ●"],
    );
}

#[test]
fn the_id_is_copied() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>y");
    assert_eq!(screens.copied(), ["19440978-ba6f-4246-8181-8bfc3ddbdcd8"]);
    leads_to(
        Workspace::sample,
        "/order<Enter>y",
        &["✓ ID copied through the terminal: 19440978-ba6f-4246-8181-8bfc3ddbdcd8"],
    );
}

#[test]
fn help_on_the_page() {
    whole_screens!(Workspace::sample, "?");
}

#[test]
fn help_is_narrowed_by_typing_and_enter_does_what_is_selected() {
    leads_to(Workspace::sample, "/order<Enter>?earlier release", &["▌b Release what an earlier release carried."]);
    leads_to(Workspace::sample, "/order<Enter>?earlier release<Enter>", &["Roll Back", "Order to Cash"]);
    leads_to(Workspace::sample, "?newer version", &["▲ goes to a newer version"]);
    leads_to(Workspace::sample, "?zzz", &["No match"]);
    leads_to(Workspace::sample, "?zzz<Enter>?", &["/ filter"]);
    leads_to(Workspace::sample, "?go to sched<Enter>", &["1 scheduled release"]);
}

#[test]
fn help_scrolls_to_its_end() {
    leads_to(Workspace::sample, "?<End>", &["▌recalled a cancelled release was taken back where it was applied"]);
}

#[test]
fn keys_that_mean_nothing_here_do_nothing() {
    let mut screens = Workspace::sample().screens(80, 24);
    let before = screens.screen();
    for key in ["m", "c", "x", "u"] {
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
    assert_eq!(local_zone(), tz("Europe/Berlin"));
    screens.tick("2026-11-25T04:20:00Z".parse().expect("an instant"));
    assert!(screens.screen().contains("in 40 min"), "{}", screens.screen());
}

#[test]
fn enter_and_v_open_the_details_of_a_component() {
    for key in ["<Enter>", "v"] {
        let keys = format!("/order<Enter><Tab>{key}");
        leads_to(Workspace::sample, &keys, &["Packaged Component Details · Create Invoice 1.5"]);
    }
}

#[test]
fn names_of_packs_are_whole_where_two_fifths_of_the_width_hold_them() {
    let workspace = Workspace::sample();
    for (width, name) in [
        (100, "EDI Trading Partner Library ●"),
        (120, "Facturation électronique – réforme 2026 ●"),
        (120, "Supplier Statement Reconciliation"),
        (200, "Übergabe der Lohn- und Gehaltsbuchhaltung an das Steuerbüro ●"),
        (300, "Customer Master Data Distribution to Regional Subsidiaries, Marketplaces and Data Warehouses ●"),
    ] {
        says(&workspace.screens(width, 36), name);
    }
}

/// What the pack can't use goes to the list.
#[test]
fn a_long_name_has_the_room_that_nothing_else_has() {
    let long = "Customer Master Data Distribution to Regional Subsidiaries, Marketplaces and Data Warehouses";
    says(&Workspace::sample().screens(300, 60), long);
    says(&Workspace::sample().screens(200, 60), "Data Distribution to Regional Subsidiaries, Marketplaces");
    says(
        &Workspace::sample().screens(240, 60),
        "Customer Master Data Distribution to Regional Subsidiaries, Marketplaces and Da",
    );
}
