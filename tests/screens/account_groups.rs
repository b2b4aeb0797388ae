//! The Account Groups page and its dialogs, and the way to it from the wizard.

use ipack::engine::GroupView;

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says},
    },
    whole_screens,
};

fn group(workspace: &Workspace, name: &str) -> GroupView {
    let mut engine = workspace.engine();
    let id = engine.find_group(name).expect("a group");
    engine.group(&id).expect("a group")
}

fn accounts(workspace: &Workspace, name: &str) -> Vec<String> {
    group(workspace, name).accounts.into_iter().map(|account| account.name).collect()
}

fn packs(workspace: &Workspace, name: &str) -> Vec<String> {
    group(workspace, name).packs.into_iter().map(|(_, name)| name).collect()
}

#[test]
fn an_account_group_is_renamed() {
    leads_to(Workspace::small, "4e<C-u>EMEA<Enter>", &["the account group is called EMEA now", "▌EMEA"]);
    leads_to(Workspace::small, "4e<C-u>EMEA<Enter>5", &["account group Europe renamed to EMEA"]);
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("4e<C-u>EMEA");
    workspace.engine().rename_group(&"g1".into(), "Europe", "Europa").expect("renamed by another desk");
    says(screens.press("<Enter>"), "Europa was changed meanwhile: it was called \"Europe\" before");
}

#[test]
fn the_account_groups() {
    whole_screens!(Workspace::sample, "4");
}

#[test]
fn the_resources_of_a_group() {
    leads_to(
        Workspace::sample,
        "4<Down><Down><Tab><Tab><Down>",
        &["▌Enterprise Americ… 46 Accounts (46) Resources (11)", "▌Customer Master Data Dis…"],
    );
}

#[test]
fn a_group_without_accounts() {
    leads_to(Workspace::sample, "4<End><Enter>", &["▌Training & Sandbo… 0", "Accounts (0) Resources (2)", "None yet."]);
}

#[test]
fn filtered_groups() {
    leads_to(
        Workspace::sample,
        "4/ent",
        &["/ ent Enterprise Americas", "▌Enterprise Americas 46", "Enterprise EMEA 67"],
    );
}

#[test]
fn no_groups() {
    leads_to(
        Workspace::empty,
        "4",
        &[
            "No account groups yet",
            "An account group shares integration packs, its resources, with the managed accounts in it",
        ],
    );
}

#[test]
fn add_accounts() {
    whole_screens!(Workspace::sample, "4a<Space><Down><Down><Space>");
}

#[test]
fn add_integration_packs() {
    leads_to(
        Workspace::sample,
        "4p<Space>",
        &["▌[x] Accounts Payable Automation", "[ ] Field Service (pilot) never released", "[ Add 1 Integration Pack ]"],
    );
}

#[test]
fn nothing_is_checked() {
    leads_to(Workspace::sample, "4p<Enter>", &["check what is to be added first", "[ Add 0 Integration Packs ]"]);
}

#[test]
fn remove_a_pack_asks() {
    leads_to(
        Workspace::sample,
        "4<Tab><Tab>x",
        &[
            "Remove from Asia-Pacific",
            "Order to Cash is no longer shared with Asia-Pacific",
            "10 instances stay installed, and updates go on.",
            "[ Remove Integration Pack ]",
        ],
    );
}

#[test]
fn delete_a_group_asks() {
    whole_screens!(Workspace::sample, "4D");
}

#[test]
fn create_a_group() {
    leads_to(Workspace::sample, "4nBenelux", &["Create Account Group", "▌[ Benelux ]", "[ Create Account Group ]"]);
}

#[test]
fn help_on_account_groups() {
    leads_to(Workspace::sample, "4?", &["On Account Groups ▌a Add accounts to the account group."]);
}

#[test]
fn a_group_from_its_creation_to_its_deletion() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("4neurope<Enter>");
    says(&screens, "there is an account group named \"Europe\" already");
    screens.press("<C-u>Nordics<Enter>");
    says(&screens, "account group Nordics is created");
    screens.press("a/berg<Enter><Space>/aal<Enter><Space><Esc>");
    says(&screens, "[ Add 2 Accounts ]");
    screens.press("<Enter>");
    says(&screens, "2 are added to Nordics");
    assert_eq!(accounts(&workspace, "Nordics"), ["Aalto", "Bergmann"]);
    screens.press("a");
    says(&screens, "every account is in the group already");
    screens.press("p/cash<Enter><Space><Tab><Tab><Enter>");
    assert_eq!(accounts(&workspace, "Nordics").len(), 2);
    screens.press("<Esc><Esc>");
    assert_eq!(packs(&workspace, "Nordics"), ["Order to Cash"]);
    screens.press("D");
    says(&screens, "1 pack shared through it with 2 accounts.");
    screens.press("<Enter>D<Tab><Enter>");
    says(&screens, "account group Nordics is deleted; 2 instances stay installed");
    assert_eq!(workspace.engine().groups().expect("groups").len(), 1);
}

#[test]
fn removing_says_that_what_is_installed_stays() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("4x");
    says(&screens, "select an account or an integration pack first");
    screens.press("<Tab>x");
    says(&screens, "1 instance stays installed, and updates go on.");
    screens.press("<Tab><Enter>");
    says(&screens, "Aalto is removed from Europe; 1 instance stays installed");
    screens.press("<Tab>x");
    says(&screens, "1 instance stays installed, and updates go on.");
    screens.press("<Tab><Enter>");
    says(&screens, "Order to Cash is no longer shared with Europe; 1 instance stays installed");
    assert_eq!((accounts(&workspace, "Europe").len(), packs(&workspace, "Europe").len()), (1, 0));
    let mut engine = workspace.engine();
    let id = engine.find_account("Aalto").expect("an account");
    assert_eq!(engine.account(&id).expect("an account").instances.len(), 1);
}

#[test]
fn a_removal_that_another_desk_made_is_refused() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("4<Tab>x");
    workspace.screens(80, 24).press("4<Tab>x<Tab><Enter>");
    screens.press("<Tab><Enter>");
    says(&screens, "Aalto is not in Europe");
}

#[test]
fn success_offers_account_groups() {
    whole_screens!(Workspace::small, "/returns<Enter>rn<Enter><Enter>g<Space>");
}

#[test]
fn success_shares_what_is_shared_with_nobody() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("/returns<Enter>rn<Enter><Enter>");
    says(&screens, "g  Add it to an account group now");
    screens.press("g<Space><Enter>");
    says(&screens, "Returns is shared with Europe");
    assert!(!screens.screen().contains("not shared with any"), "{}", screens.screen());
    assert_eq!(packs(&workspace, "Europe"), ["Order to Cash", "Returns"]);
    screens.press("g");
    assert!(!screens.screen().contains("Add to Account Groups"), "it is offered once");
}

/// Each list has half of the room, and what the other one leaves.
#[test]
fn long_names_have_the_room_that_short_ones_leave() {
    says(Workspace::sample().screens(60, 16).press("4<Enter>"), "Banyan Tree Textiles Pvt Ltd");
}
