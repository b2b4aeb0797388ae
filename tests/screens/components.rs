//! The Components page and its dialogs.

use ipack::domain::{Component, Deployment};

use crate::{
    support::{
        Workspace,
        screens::{SIZES, leads_to, pass, says, says_not},
    },
    whole_screens,
};

fn component(workspace: &Workspace, name: &str) -> Component {
    let mut engine = workspace.engine();
    let id = engine.find_component(name).expect("a component");
    Component::clone(&engine.component(&id).expect("a component").component)
}

/// The labels of a component's versions, oldest first; deleted ones in brackets, others than shareable ones with a
/// mark.
fn versions(workspace: &Workspace, name: &str) -> Vec<String> {
    let label = |packaged: &ipack::domain::PackagedComponent| {
        let mark = if packaged.shareable { "" } else { "!" };
        if packaged.deleted { format!("({}{mark})", packaged.version) } else { format!("{}{mark}", packaged.version) }
    };
    component(workspace, name).versions.iter().map(label).collect()
}

#[test]
fn the_components() {
    whole_screens!(Workspace::sample, "6");
}

#[test]
fn the_versions_of_a_component() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter><Enter><Down>",
        &["Versions (23)", "▌2.3 6 Nov 2026 m.ruiz Allowed Active"],
    );
}

#[test]
fn filtered_components() {
    leads_to(Workspace::sample, "6/ledger", &["/ ledger", "▌Ledger Posting", "855 Order Ack…rleaf Markets"]);
}

#[test]
fn components_without_a_match() {
    leads_to(Workspace::sample, "6/zzz", &["/ zzz", "No match"]);
}

#[test]
fn components_by_date() {
    leads_to(Workspace::sample, "6sss", &["by date Payment Matching", "▌Payment Matching 19 Nov 2026"]);
}

#[test]
fn no_components() {
    leads_to(Workspace::empty, "6", &["No components yet", "ipack component create the same, from a shell"]);
}

#[test]
fn create_component() {
    whole_screens!(Workspace::sample, "6nPeppol Delivery<Tab><Down><Tab>Order to Cash/Peppol");
}

#[test]
fn package_component() {
    whole_screens!(Workspace::sample, "6/ledger<Enter>p<Tab><Tab>Retry on 409");
}

#[test]
fn choose_included_components() {
    whole_screens!(Workspace::sample, "6/ledger<Enter>p<Tab><Tab><Tab><Space>/fx<Enter><Space><Down>");
}

#[test]
fn a_version_that_no_pack_can_carry() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter>p<C-u>2.5-rc<Tab><Down><Tab><Tab><Space><Space><Down><Space><Enter>",
        &["[ 2.5-rc ]", "(•) Not Allowed", "no pack can carry it", "Included Components (2)"],
    );
}

#[test]
fn a_label_that_is_taken() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter>p<C-u>2.1.1",
        &[
            "▌[ 2.1.1 ]",
            "Ledger Posting has a version 2.1.1 already, and a version is",
            "never used twice, not even after its deletion",
        ],
    );
}

#[test]
fn delete_a_version_asks() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter><Enter><Down>D",
        &[
            "Delete Version · Ledger Posting 2.3",
            "Deleted, and can be restored. Its label stays taken: no",
            "[ Keep It ] [ Delete Version ]",
        ],
    );
}

#[test]
fn compare_versions() {
    whole_screens!(Workspace::sample, "6/ledger<Enter><Enter><Down>c");
}

#[test]
fn compare_with_an_older_version_all() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter><Enter><Down>c<Left><Left>ff",
        &[
            "compared with 2.2-rc, 11 Sep 2026, d.byrne",
            "only changes 3 only unchanged 1 all 4",
            "Invoice to Journal transform.map 31 Jan 2026 31 Jan 2026",
        ],
    );
}

#[test]
fn details_of_a_version() {
    leads_to(
        Workspace::sample,
        "6/ledger<Enter><Enter><Down>v",
        &["Packaged Component Details · Ledger Posting 2.3", "Sharing Allowed", "Included Components (4)"],
    );
}

#[test]
fn help_on_components() {
    leads_to(Workspace::sample, "6?", &["On Components ▌p Package a version of the component."]);
}

#[test]
fn a_version_in_use_is_not_deleted() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(120, 36);
    screens.press("6/invoice<Enter><Enter><Down><Down>D");
    says(&screens, "version 1.1 of Create Invoice can't be deleted: it is in the current release of Order to Cash");
    screens.press("<Up><Up>D");
    says(&screens, "Delete Version · Create Invoice 1.2");
    assert_eq!(versions(&workspace, "Create Invoice"), ["1.0", "1.1", "1.2-rc!", "1.2"]);
}

#[test]
fn a_version_that_came_into_use_meanwhile_is_refused_in_the_dialog() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6/invoice<Enter><Enter>D<Tab>");
    workspace.screens(80, 24).press("rn<Enter><Enter>");
    screens.press("<Enter>");
    says(&screens, "version 1.2 of Create Invoice can't be deleted: it is in the");
    screens.press("<Esc>");
    assert_eq!(versions(&workspace, "Create Invoice"), ["1.0", "1.1", "1.2-rc!", "1.2"]);
}

#[test]
fn a_component_needs_a_name_that_its_folder_does_not_have() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6n<Tab>");
    says(&screens, "a component's name is empty");
    screens.press("<BackTab>create INVOICE<Tab><Tab>/Order to Cash/<Tab><Enter>");
    says(&screens, "there is a component named \"Create Invoice\" already");
    says(&screens, "/Order to Cash/");
    screens.press(" again<Tab><Tab><Tab><Enter>");
    says(&screens, "create INVOICE again is created");
    assert_eq!(component(&workspace, "create invoice again").folder, "Order to Cash");
    assert_eq!(screens.program().model.components.browser.selected().expect("one").name, "create INVOICE again");
}

#[test]
fn texts_that_are_too_long_are_refused_as_they_are_typed() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6n").paste(&"x".repeat(501));
    says(&screens, "a component's name has 501 characters, at most 255 are allowed");
    screens.press("<Tab><Tab>").paste(&"y".repeat(501));
    says(&screens, "the folder has 501 characters, at most 255 are allowed");
    screens.press("<Tab><Tab><Enter>");
    says(&screens, "Create Component");
    screens.press("<Esc><Tab><Enter>p<C-u>").paste(&"z".repeat(256));
    says(&screens, "the version has 256 characters, at most 255 are allowed");
    screens.press("<C-u>9<Tab><Tab>").paste(&"n".repeat(10_001));
    says(&screens, "the text of the notes has 10001 characters, at most 10000 are");
    assert_eq!(workspace.engine().component_entries().len(), 3);
}

#[test]
fn control_characters_are_never_typed() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6n").paste("Mail\u{1b}[2Jbox\u{7}");
    screens.press("<Tab><Tab><Tab><Enter>");
    assert_eq!(component(&workspace, "Mail[2Jbox").versions.len(), 0);
}

#[test]
fn a_label_is_never_used_twice_not_even_after_its_deletion() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6/invoice<Enter><Enter>D<Enter>");
    says_not(&screens, "Deleted");
    screens.press("D<Tab><Enter>");
    says(&screens, "version 1.2 of Create Invoice is deleted; its label stays taken");
    assert_eq!(versions(&workspace, "Create Invoice"), ["1.0", "1.1", "1.2-rc!", "(1.2)"]);
    screens.press("p<C-u>1.2<Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "Create Invoice has a version 1.2 already, and a version is never");
    screens.press("<C-u> ");
    says(&screens, "the version is empty");
    screens.press("<C-u>1.2 again<Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "version 1.2 again of Create Invoice is packaged");
    screens.press("<Down>u");
    says(&screens, "version 1.2 of Create Invoice is Active again");
    assert_eq!(versions(&workspace, "Create Invoice"), ["1.0", "1.1", "1.2-rc!", "1.2", "1.2 again"]);
}

#[test]
fn a_label_that_another_desk_took_is_refused_in_the_dialog() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6/ledger<Enter>p<Tab><Tab>My notes");
    workspace.screens(80, 24).press("6/ledger<Enter>p<Tab><Tab><Tab><Tab><Enter>");
    assert_eq!(versions(&workspace, "Ledger Posting"), ["2.0", "2.1", "2.2"]);
    screens.press("<Tab><Tab><Enter>");
    says(&screens, "Ledger Posting has a version 2.2 already");
    says(&screens, "My notes");
    screens.press("<C-u>2.3<Tab><Tab><Tab><Tab><Enter>");
    assert_eq!(versions(&workspace, "Ledger Posting"), ["2.0", "2.1", "2.2", "2.3"]);
    assert_eq!(component(&workspace, "Ledger Posting").versions[3].notes, "My notes");
}

#[test]
fn a_component_with_one_version_has_nothing_to_compare() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6/lookup<Enter>c");
    says(&screens, "Customer Lookup has no two versions to compare");
    screens.press("/ledger<Enter>c");
    says(&screens, "Neither includes any component");
}

#[test]
fn in_legacy_deployment_the_next_counter_is_packaged_and_shareable() {
    let workspace = Workspace::small();
    workspace.engine().change_settings(|settings| settings.deployment = Deployment::Legacy).expect("changed");
    let mut screens = workspace.screens(80, 24);
    screens.press("6/ledger<Enter>p");
    says(&screens, "Publish Component · Ledger Posting");
    says(&screens, "in Legacy deployment versions are plain counters and can't be");
    screens.press("First counter<Tab><Tab><Enter>");
    says(&screens, "version 1 of Ledger Posting is published");
    assert_eq!(versions(&workspace, "Ledger Posting"), ["2.0", "2.1", "1"]);
    assert_eq!(component(&workspace, "Ledger Posting").versions[2].notes, "First counter");
}

#[test]
fn a_workspace_gets_its_components_by_keys_alone() {
    let workspace = Workspace::empty();
    let mut screens = workspace.screens(80, 24);
    screens.press("6nInvoice<Tab><Tab>Sales<Tab><Enter>");
    screens.press("nLayout<Tab><Down><Tab><Tab><Enter>");
    says(&screens, "Layout is created");
    says(&screens, "No versions yet: p packages one.");
    for _ in 0..3 {
        screens.press("p<Tab><Tab><Tab><Tab><Enter>");
    }
    screens.press("<Up>p<Tab><Tab>First<Tab><Space>/layout<Enter><Space><Enter><Enter>");
    screens.press("p<Tab><Tab>Second<Tab><Tab><Enter>p<C-u>2.0-rc<Tab><Down><Tab><Tab><Tab><Enter>");
    assert_eq!(versions(&workspace, "Layout"), ["1.0", "1.1", "1.2"]);
    assert_eq!(versions(&workspace, "Invoice"), ["1.0", "1.1", "2.0-rc!"]);
    screens.press("<Enter><Down>D<Tab><Enter>");
    assert_eq!(versions(&workspace, "Invoice"), ["1.0", "(1.1)", "2.0-rc!"]);
    screens.press("u<Esc><Enter>c");
    says(&screens, "1.1, 21 Nov 2026");
    says(&screens, "compared with 1.0, 21 Nov 2026");
    says(&screens, "only changes 1   only unchanged 0   all 1");
    says(&screens, "Layout");
    screens.press("<Right>");
    says(&screens, "compared with 2.0-rc, 21 Nov 2026");
    says(&screens, "Neither includes any component");
    screens.press("<Esc>");
    assert_eq!(versions(&workspace, "Invoice"), ["1.0", "1.1", "2.0-rc!"]);
}

#[test]
fn what_another_desk_packages_shows_and_leaves_the_selection() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("6/ledger<Enter><Enter><Down>");
    workspace.screens(80, 24).press("6/ledger<Enter>p<Tab><Tab><Tab><Tab><Enter>");
    pass(&workspace, &mut screens, "2026-11-21T18:00:01Z");
    says(&screens, "Versions (3)");
    let (selected, _) = screens.program().model.components.version().expect("a version");
    assert_eq!(selected.version.as_str(), "2.0");
}

#[test]
fn the_id_is_copied() {
    let mut screens = Workspace::small().screens(80, 24);
    screens.press("6y");
    assert_eq!(screens.copied(), ["invoice"]);
}

#[test]
fn a_refusal_and_the_buttons_show_at_every_size() {
    for (width, height) in SIZES {
        let workspace = Workspace::small();
        let mut screens = workspace.screens(width, height);
        screens.press("6/invoice<Enter>p<C-u>1.1<Enter><Down>");
        says(&screens, "Create Invoice has a version 1.1 already, and a");
        says(&screens, "▌(•) Not Allowed");
        says(&screens, "[ Cancel ] [ Package Component ]");
    }
}

#[test]
fn enter_on_a_version_opens_its_details() {
    leads_to(Workspace::sample, "6<Enter><Enter>", &["Packaged Component Details · "]);
}

#[test]
fn folders_stand_above_what_is_in_them() {
    for (width, height) in SIZES {
        let workspace = Workspace::sample();
        let mut screens = workspace.screens(width, height);
        let screen = screens.press("6ss").screen();
        let list: Vec<_> =
            screen.lines().skip(3).take(3).map(|line| line.chars().take(27).collect::<String>()).collect();
        assert_eq!(
            list.iter().map(|line| line.trim_end()).collect::<Vec<_>>(),
            ["  Accounts Payable/Approval", " ▌Approval Reminder", "  Approval Routing"],
            "{screen}"
        );
        says_not(screens.press("/routing"), "Accounts Payable/Approval ▌");
    }
}

#[test]
fn what_a_version_says_of_itself_is_told_whole() {
    let mut screens = Workspace::sample().screens(60, 16);
    says(
        screens.press("6<Enter>"),
        "▌ latest · current in EDI Trading Partner Library #3 ▌ Pack level between shipment and item",
    );
}

#[test]
fn included_components_are_named_whole() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(60, 16);
    screens.press("6v<PgDn>");
    says(&screens, "810 Invoice · Bluebarn Stores process");
    says(&screens, "a.novak · EDI/X12/Bluebarn Stores");
}
