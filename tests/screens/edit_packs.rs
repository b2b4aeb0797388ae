//! What a publisher does to packs: create, edit, delete, and which components are in them.

use std::fmt::Write;

use ipack::domain::InstallationType;

use crate::{
    support::{
        SMALL, Workspace,
        screens::{leads_to, says},
        source,
    },
    whole_screens,
};

/// Components in two folders, a pack for many attachments, and one that is a component short of full.
fn folders() -> Workspace {
    let mut document = String::from("(components: [\n");
    let packaged = "packagedComponents: [(packageVersion: \"1.0\", createdDate: \"2026-03-01T09:00:00Z\", createdBy: \"m.ruiz\", shareable: true)]";
    for at in 1..=99 {
        let _ = writeln!(
            document,
            "(componentId: \"c{at}\", name: \"Step {at:02}\", componentType: process, folder: \"Steps\", {packaged}),"
        );
    }
    let _ = writeln!(
        document,
        "(componentId: \"p1\", name: \"Refund\", componentType: process, folder: \"Returns/Money\", {packaged}),\n\
         (componentId: \"p2\", name: \"Restock\", componentType: process, folder: \"Returns\", {packaged}),\n\
         (componentId: \"w1\", name: \"Status\", componentType: webservice, folder: \"Returns\", {packaged}),\n\
         (componentId: \"n1\", name: \"Draft\", componentType: process, packagedComponents: [])],"
    );
    let full: Vec<String> = (1..=99).map(|at| format!("\"c{at}\"")).collect();
    let _ = writeln!(
        document,
        "integrationPacks: [(id: \"f\", name: \"Full\", installationType: SINGLE, components: [{}]),\n\
         (id: \"m\", name: \"Many\", installationType: MULTI, components: [{}])])",
        full.join(", "),
        full[..98].join(", ")
    );
    Workspace::of(&document)
}

/// The names of a pack's components; those that are removed in brackets.
fn members(workspace: &Workspace, pack: &str) -> Vec<String> {
    let id = workspace.pack(pack);
    let rows = workspace.engine().pack(&id).expect("a pack").rows;
    rows.into_iter()
        .map(|row| if row.deleted { format!("({})", row.component_name) } else { row.component_name })
        .collect()
}

#[test]
fn the_tree_is_closed_at_first_where_there_is_much() {
    leads_to(Workspace::sample, "/order<Enter>a", &["▌[ ] ▸ Accounts Payable 13", "1 of 17"]);
}

#[test]
fn a_folder_checks_all_below_it() {
    whole_screens!(Workspace::sample, "/order<Enter>a<Space><Right><Down><Space>");
}

#[test]
fn filtering_components() {
    leads_to(
        Workspace::sample,
        "/order<Enter>a/invoice<Enter><Space>",
        &[
            "/ invoice",
            "▌ [x] 810 Invoice · Bluebarn Stores",
            "1 of 227 selected · room for 88 more",
            "[ Add 1 Selected Package ]",
        ],
    );
}

#[test]
fn a_filter_without_a_component() {
    leads_to(Workspace::sample, "/order<Enter>a/zzzz", &["/ zzzz", "No match", "0 of 227 selected · room for 89 more"]);
}

#[test]
fn why_not() {
    leads_to(
        folders,
        "/many<Enter>aw/status<Enter>",
        &["▌ Status ▌ Status is an API service, which Many, a MULTI pack, can't hold", "[ Add 0 Selected Packages ]"],
    );
}

#[test]
fn more_than_fit_in() {
    leads_to(folders, "/full<Enter>a<Space><Enter>", &["Full would have 102 components, at most 100 are allowed"]);
    let workspace = folders();
    workspace.screens(80, 24).press("/full<Enter>a<Space><Enter><Tab><Tab><Enter>");
    assert_eq!(members(&workspace, "Full").len(), 99);
}

#[test]
fn the_hundredth_component_and_none_after_it() {
    let workspace = folders();
    let mut screens = workspace.screens(80, 24);
    screens.press("/full<Enter>a/refund<Enter><Space><Enter><Enter>");
    assert_eq!(members(&workspace, "Full").len(), 100);
    assert!(screens.screen().contains("1 component added to Full"), "{}", screens.screen());
    screens.press("a");
    assert!(
        screens.screen().contains("Full would have 101 components, at most 100 are allowed"),
        "{}",
        screens.screen()
    );
}

#[test]
fn an_api_service_is_not_offered_to_a_multi_pack() {
    let workspace = folders();
    let mut screens = workspace.screens(120, 36);
    screens.press("/many<Enter>a/status");
    assert!(screens.screen().contains("No match"), "{}", screens.screen());
    screens.press("<Esc>w/status");
    assert!(screens.screen().contains("Status is an API service, which Many, a MULTI pack, can't hold"));
}

#[test]
fn nothing_checked_adds_nothing() {
    let workspace = folders();
    let mut screens = workspace.screens(80, 24);
    screens.press("/full<Enter>a<Enter>");
    assert!(screens.screen().contains("check a component or a folder first"), "{}", screens.screen());
    screens.press("<Esc>");
    assert_eq!(members(&workspace, "Full").len(), 99);
}

#[test]
fn what_another_admin_added_meanwhile_is_refused_and_the_rest_stays_checked() {
    let workspace = folders();
    let mut screens = workspace.screens(80, 24);
    screens.press("/many<Enter>a/refund<Enter><Space>/restock<Enter><Space><Enter>");
    workspace.screens(80, 24).press("/many<Enter>a/refund<Enter><Space><Enter><Enter>");
    screens.press("<Enter>");
    assert!(screens.screen().contains("Refund is in Many already"), "{}", screens.screen());
    screens.press("<Esc><Enter>");
    assert_eq!(members(&workspace, "Many").len(), 100);
}

#[test]
fn removing_says_what_happens() {
    leads_to(
        Workspace::small,
        "/order<Enter><Enter>d",
        &[
            "It stays listed as Deleted, and leaves Order to Cash with",
            "the next release. Until then it can be undeleted.",
            "[ Keep It ] [ Remove ]",
        ],
    );
}

#[test]
fn what_is_removed_shows_so_while_a_scheduled_release_carries_it() {
    leads_to(
        Workspace::sample,
        "/procure<Enter><Enter>d<Tab><Enter>",
        &["▌Advance Shipping Notice 2026.07 − Deleted 2026.07", "removed; the scheduled release still carries it"],
    );
}

#[test]
fn removing_names_the_scheduled_release_that_carries_it() {
    leads_to(
        Workspace::sample,
        "/procure<Enter><Enter>d",
        &[
            "Remove · Advance Shipping Notice",
            "! The release scheduled for Wed 25 Nov 2026 still carries",
            "it, at 2026.07.",
        ],
    );
}

#[test]
fn removed_it_stays_listed_until_it_is_undeleted() {
    leads_to(
        Workspace::small,
        "/order<Enter><Enter>d<Tab><Enter>",
        &["▌Create Invoice Process 1.1 − Deleted 1.2", "✓ Create Invoice leaves with the next release"],
    );
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter><Enter>d<Enter>");
    assert_eq!(members(&workspace, "Order to Cash"), ["Create Invoice", "Ledger Posting", "Customer Lookup"]);
    screens.press("d<Tab><Enter>");
    assert_eq!(members(&workspace, "Order to Cash"), ["(Create Invoice)", "Ledger Posting", "Customer Lookup"]);
    screens.press("u");
    assert_eq!(members(&workspace, "Order to Cash"), ["Create Invoice", "Ledger Posting", "Customer Lookup"]);
}

#[test]
fn what_was_never_released_leaves_at_once() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/returns<Enter><Enter>d");
    assert!(screens.screen().contains("It leaves Returns at once"), "{}", screens.screen());
    screens.press("<Tab><Enter>");
    assert!(members(&workspace, "Returns").is_empty());
}

#[test]
fn creating() {
    whole_screens!(Workspace::small, "n");
}

/// Under the type that is chosen, not under the other one.
#[test]
fn what_the_chosen_installation_type_means_stands_under_it() {
    let workspace = Workspace::small();
    // Nothing else shows beside the dialog there.
    let mut screens = workspace.screens(60, 16);
    says(screens.press("n"), "(•) Single Attachment (SINGLE) at most one instance in each account ( ) Multiple");
    let many = "( ) Single Attachment (SINGLE) ▌(•) Multiple Attachments (MULTI) many instances in each account";
    says(screens.press("<Tab><Down>"), many);
}

#[test]
fn a_name_that_is_taken() {
    leads_to(
        Workspace::small,
        "nreturns<Tab><Down><Tab>Goods on their way back.",
        &[r#"there is an integration pack named "Returns" already"#, "▌[ Goods on their way back."],
    );
}

#[test]
fn an_empty_name() {
    leads_to(Workspace::small, "n<Tab><Tab><Tab><Enter>", &["an integration pack's name is empty"]);
}

#[test]
fn a_description_that_is_too_long() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press("nExchange<Tab><Tab>").paste(&"é".repeat(501)).press("<Enter><Enter>");
    says(&screens, "501/500");
    says(&screens, "the description has 501 characters, at most 500 are allowed");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn created() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("nExchange<Tab><Down><Tab>What goes out.<Enter><Enter>");
    says(&screens, "▌Exchange Multiple Attachments ·");
    says(&screens, "No components yet.");
    says(&screens, "✓ Exchange is created");
    let id = workspace.pack("Exchange");
    let pack = workspace.engine().pack(&id).expect("a pack").pack;
    assert_eq!((pack.installation_type, pack.description.as_str()), (InstallationType::Multi, "What goes out."));
}

#[test]
fn editing_details() {
    leads_to(
        Workspace::small,
        "/order<Enter>e",
        &["Edit Details · Order to Cash", "▌[ Order to Cash ]", "a type never changes", "28/500", "[ Save ]"],
    );
}

#[test]
fn a_multi_pack_keeps_its_name() {
    leads_to(folders, "/many<Enter>e", &["Edit Details · Many", "the name of Many, a MULTI pack, can't be changed"]);
}

#[test]
fn edited() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>e<C-u>Order to Bank<Enter><Enter><Enter>");
    assert!(screens.screen().contains("the details of Order to Bank are saved"), "{}", screens.screen());
    let id = workspace.pack("Order to Bank");
    assert_eq!(workspace.engine().pack(&id).expect("a pack").pack.description, "From the order to the money.");
}

#[test]
fn a_description_has_lines() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("e<Tab><C-u>Orders<C-j>and money.<Up>, invoices<Down><End> Soon.<Up><Up>");
    screens.press("<Tab><Tab><Enter>");
    let pack = workspace.engine().pack(&workspace.pack("Order to Cash")).expect("a pack").pack;
    assert_eq!(pack.description, "Orders, invoices\nand money. Soon.");
    assert!(screens.screen().contains("the details of Order to Cash are saved"), "{}", screens.screen());
}

#[test]
fn deleting_says_what_is_lost() {
    whole_screens!(Workspace::sample, "/procure<Enter>D");
}

#[test]
fn a_wrong_name_deletes_nothing() {
    leads_to(
        Workspace::small,
        "/order<Enter>DOrder<Enter>",
        &["Delete this integration pack · Order to Cash", "that is not its name"],
    );
    let workspace = Workspace::small();
    let before = workspace.bytes();
    workspace.screens(80, 24).press("/order<Enter>DOrder<Enter><Tab><Tab><Enter><Esc>");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn deleted() {
    leads_to(
        Workspace::small,
        "/order<Enter>DOrder to Cash<Enter><Enter>",
        &["✓ Order to Cash is deleted, and uninstalled from 2 accounts"],
    );
    let workspace = Workspace::small();
    workspace.screens(80, 24).press("/order<Enter>DOrder to Cash<Enter><Enter>");
    assert!(workspace.engine().find_pack("Order to Cash").is_err());
}

#[test]
fn a_pack_changed_by_another_admin_is_not_deleted() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>DOrder to Cash<Enter>");
    workspace.screens(80, 24).press("/order<Enter>rn<Enter><Enter>");
    screens.press("<Enter>");
    assert!(screens.screen().contains("was changed meanwhile"), "{}", screens.screen());
    assert!(workspace.engine().find_pack("Order to Cash").is_ok());
}

#[test]
fn from_the_landing_page_to_a_pack_with_components() {
    let workspace = Workspace::empty();
    let components = SMALL.split("    integrationPacks:").next().expect("components");
    workspace.engine().import(&[source(&format!("{components})"))]).expect("an import");
    let mut screens = workspace.screens(80, 24);
    screens.press("nReturns<Enter><Enter><Enter><Enter><Tab><Enter><Space><Enter><Enter>");
    says(&screens, "✓ 3 components added to Returns");
    says(&screens, "▌Create Invoice Process — + 1.2 1.2");
    assert_eq!(members(&workspace, "Returns").len(), 3);
}

#[test]
fn details_that_somebody_else_edited_while_the_dialog_was_open_are_told_and_what_was_typed_is_kept() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/order<Enter>e<Tab>");
    let pack = workspace.pack("Order to Cash");
    workspace.engine().edit_pack(&pack, None, None, Some("Theirs")).expect("an edit");
    screens.press("<C-u>Mine<Tab><Enter>");
    says(&screens, "Order to Cash was changed meanwhile by admin@desk");
    says(&screens, "its description changed");
    screens.press("<Esc>");
    says(&screens, "Edit Details · Order to Cash");
    let description = || workspace.engine().pack(&pack).expect("a pack").pack.description.clone();
    assert_eq!(description(), "Theirs");
    screens.press("<Enter>");
    assert!(description().contains("Mine"), "{}", screens.screen());
}
