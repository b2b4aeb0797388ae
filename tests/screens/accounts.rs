//! The Accounts page and its dialogs.

use ipack::engine::AccountView;

use crate::{
    support::{
        SMALL, Workspace,
        screens::{SIZES, leads_to, pass, says, schedule},
    },
    whole_screens,
};

/// The small workspace with a scheduled release, a MULTI pack that is released, and an account in no group.
fn subscribed() -> Workspace {
    let multi = r#"        (id: "2b7c", name: "Returns", installationType: SINGLE, components: ["lookup"]),
        (id: "77aa", name: "Retail Sync", installationType: MULTI, components: ["ledger"], releases: [
            (number: 1, releasedAt: "2026-03-02T05:00:00Z", releasedBy: "m.ruiz", kind: RELEASE, releaseSchedule: IMMEDIATELY,
                components: [(componentId: "ledger", version: "2.0")]),
        ]),"#;
    let document = SMALL
        .replace(r#"        (id: "2b7c", name: "Returns", installationType: SINGLE, components: ["lookup"]),"#, multi)
        .replace(r#"integrationPacks: ["19440978-ba6f"]"#, r#"integrationPacks: ["19440978-ba6f", "77aa"]"#)
        .replace("    accounts: [\n", "    accounts: [\n        (id: \"a3\", name: \"Chen\", instances: []),\n");
    let workspace = Workspace::of(&document);
    schedule(&workspace, "Order to Cash", "2026-11-25", "");
    workspace
}

fn account(workspace: &Workspace, name: &str) -> AccountView {
    let mut engine = workspace.engine();
    let id = engine.find_account(name).expect("an account");
    engine.account(&id).expect("an account")
}

/// Name, Version and Pending Version of what is installed.
fn installed(workspace: &Workspace, name: &str) -> Vec<(String, u32, Option<u32>)> {
    let instances = account(workspace, name).instances;
    let told = |one: ipack::engine::Installed| {
        let version = one.status.expect("it is told").version;
        (one.instance.name, version.version, version.pending)
    };
    instances.into_iter().map(told).collect()
}

#[test]
fn an_account_is_renamed() {
    leads_to(Workspace::small, "3e<C-u>Aalto Oy<Enter>", &["the account is called Aalto Oy now", "▌Aalto Oy"]);
    leads_to(Workspace::small, "3e", &["Rename Account · Aalto", "[ Aalto", "[ Rename Account ]"]);
    let taken = "there is an account named \"Bergmann\" already";
    leads_to(Workspace::small, "3e<C-u>bergmann<Enter>", &[taken]);
    leads_to(Workspace::small, "3e<C-u>Aalto Oy<Enter>5", &["account Aalto renamed to Aalto Oy"]);
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("3e<C-u>Aalto Oy");
    let mut other = workspace.engine();
    other.rename_account(&"a1".into(), "Aalto", "Aalto AB").expect("renamed by another desk");
    says(screens.press("<Enter>"), "Aalto AB was changed meanwhile: it was called \"Aalto\" before");
    assert_eq!(workspace.engine().account(&"a1".into()).expect("it").account.name, "Aalto AB");
}

#[test]
fn the_accounts() {
    whole_screens!(Workspace::sample, "3");
}

#[test]
fn what_is_installed() {
    leads_to(
        Workspace::sample,
        "3/birch<Enter><Enter><Down>",
        &[
            "Integration Packs (6) 1 update can be applied ◷",
            "Procure to Pay 14 Oct 2026 4 5",
            "▌Retail Sync – South 28 Oct 2026 3",
        ],
    );
}

#[test]
fn filtered_accounts() {
    leads_to(
        Workspace::sample,
        "3/blu",
        &["/ blu Blue Heron Logistics", "▌Blue Heron Logistics 0", "Bluestem Agricultural Co… 3"],
    );
}

#[test]
fn accounts_without_a_match() {
    leads_to(Workspace::sample, "3/zzzz", &["/ zzzz", "No match"]);
}

#[test]
fn no_accounts() {
    leads_to(
        Workspace::empty,
        "3",
        &["No accounts yet A managed account installs the integration packs that are shared with its account groups"],
    );
}

#[test]
fn apply_pending_updates_asks() {
    whole_screens!(Workspace::sample, "3a");
}

/// Twelve packs that are installed in an account, and scheduled.
fn many_pending() -> Workspace {
    let pack = |nth: usize| {
        format!(
            "(id: \"pack-{nth}\", name: \"Pack {nth}\", installationType: SINGLE, components: [\"ledger\"], releases: [(number: 1, \
             releasedAt: \"2026-03-02T05:00:00Z\", releasedBy: \"m.ruiz\", kind: RELEASE, releaseSchedule: IMMEDIATELY, \
             components: [(componentId: \"ledger\", version: \"2.0\")])]),"
        )
    };
    let instance = |nth: usize| {
        format!(
            "(instanceId: \"own-{nth}\", integrationPackId: \"pack-{nth}\", name: \"Pack {nth}\", installedAt: \
             \"2026-03-03T00:00:00Z\"),"
        )
    };
    let all = |of: &dyn Fn(usize) -> String| (1..=12).map(of).collect::<String>();
    let document = SMALL
        .replace("    integrationPacks: [\n", &format!("    integrationPacks: [{}\n", all(&pack)))
        .replacen("instances: [", &format!("instances: [{}", all(&instance)), 1);
    let workspace = Workspace::of(&document);
    (1..=12).for_each(|nth| schedule(&workspace, &format!("Pack {nth}"), "2026-12-01", ""));
    workspace
}

#[test]
fn nothing_is_applied_before_all_of_it_was_in_sight() {
    let workspace = many_pending();
    let mut screens = workspace.screens(60, 16);
    says(screens.press("3a"), "Pack 4: scheduled for Tue 1 Dec 2026, 1 instance 1–7 of 13");
    says(screens.press("<Tab><Enter><Enter>"), "read on to the end first: PgDn");
    says(screens.press("<PgDn><PgDn>"), "Pack 9: scheduled for Tue 1 Dec 2026, 1 instance This can't be undone.");
    says(screens.press("<Enter>"), "pending updates applied in 12 instances");
}

#[test]
fn browse_integration_packs() {
    whole_screens!(Workspace::sample, "3b<Down>");
}

#[test]
fn browse_says_why_not() {
    leads_to(
        Workspace::sample,
        "3b/returns<Enter><Enter>",
        &[
            "▌Returns API #4 not shared with it",
            "Returns API is not shared with any account group of Abernethy Wool Mills Ltd; share the pack with an account group that the account is in",
        ],
    );
}

#[test]
fn view_a_pack() {
    leads_to(Workspace::sample, "3bv", &["Current release #6, 23 Sep 2026", "13 components", "Three-Way Match 3.2"]);
}

#[test]
fn complete_installation() {
    leads_to(
        Workspace::sample,
        "3b<Enter>",
        &[
            "Complete Installation · Accounts Payable Automation",
            "Release #6 is installed in Abernethy Wool Mills Ltd, as version",
        ],
    );
}

#[test]
fn complete_installation_under_a_name() {
    whole_screens!(Workspace::sample, "3b/retail<Enter><Enter>Retail Sync North");
}

#[test]
fn uninstall_asks() {
    whole_screens!(Workspace::sample, "3<Enter>x");
}

#[test]
fn create_an_account() {
    leads_to(
        Workspace::sample,
        "3nKarlsruhe Feinmechanik",
        &["Create Account", "▌[ Karlsruhe Feinmechanik ]", "[ Create Account ]"],
    );
}

#[test]
fn help_on_accounts() {
    leads_to(Workspace::sample, "3?", &["On Accounts ▌a Apply Pending Updates of the account, before their dates."]);
}

#[test]
fn a_pending_update_is_applied_once() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3");
    assert_eq!(installed(&workspace, "Aalto"), [("Order to Cash".into(), 2, Some(3))]);
    screens.press("a<Enter>");
    assert_eq!(installed(&workspace, "Aalto"), [("Order to Cash".into(), 2, Some(3))], "Cancel has the focus");
    screens.press("a<Tab><Enter>");
    says(&screens, "pending updates applied in 1 instance");
    assert_eq!(installed(&workspace, "Aalto"), [("Order to Cash".into(), 3, None)]);
    screens.press("a");
    says(&screens, "Aalto has no pending update to apply");
    pass(&workspace, &mut screens, "2026-11-25T05:10:00Z");
    assert_eq!(installed(&workspace, "Aalto"), [("Order to Cash".into(), 3, None)]);
    assert_eq!(installed(&workspace, "Bergmann"), [("Order to Cash".into(), 2, None)]);
}

#[test]
fn an_update_that_another_desk_applied_is_refused_in_the_dialog() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3a");
    workspace.screens(80, 24).press("3a<Tab><Enter>");
    screens.press("<Tab><Enter>");
    says(&screens, "Aalto has no instance of Order to Cash");
    screens.press("<Esc>");
    assert_eq!(installed(&workspace, "Aalto"), [("Order to Cash".into(), 3, None)]);
}

#[test]
fn what_can_not_be_installed_says_why() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3b/returns<Enter><Enter>");
    says(&screens, "Returns was never released");
    screens.press("<Esc>/order<Enter><Enter>");
    says(&screens, "Order to Cash is installed in Aalto already, and it is a SINGLE pack");
    screens.press("<Esc><Esc><End>b<Enter>");
    says(&screens, "Browse Integration Packs · Chen");
    says(&screens, "is not shared with any account group of Chen");
    assert_eq!(installed(&workspace, "Chen"), []);
}

#[test]
fn a_multi_pack_is_installed_under_names_of_its_own() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3b/retail<Enter><Enter><Enter>");
    says(&screens, "an instance's name");
    screens.press("Order to Cash<Enter>");
    says(&screens, "Aalto has an instance named \"Order to Cash\" already");
    screens.press("<C-u>North<Enter>");
    says(&screens, "North is installed in Aalto, version 1");
    screens.press("b/retail<Enter><Enter>South<Enter>");
    let names: Vec<String> = installed(&workspace, "Aalto").into_iter().map(|(name, ..)| name).collect();
    assert_eq!(names, ["Order to Cash", "North", "South"]);
}

#[test]
fn an_instance_is_uninstalled_after_a_question() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3<Enter>x<Enter>");
    assert_eq!(installed(&workspace, "Aalto").len(), 1);
    screens.press("x<Tab><Enter>");
    says(&screens, "Order to Cash is uninstalled from Aalto");
    says(&screens, "Nothing is installed.");
    assert_eq!(installed(&workspace, "Aalto"), []);
}

#[test]
fn an_account_needs_a_name_of_its_own() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3n<Enter>");
    says(&screens, "Create Account");
    screens.press("aalto<Enter>");
    says(&screens, "there is an account named \"Aalto\" already");
    screens.press("<C-u>Dupont<Enter>");
    says(&screens, "account Dupont is created");
    assert_eq!(screens.program().model.accounts.browser.selected().expect("one").name, "Dupont");
}

#[test]
fn a_refusal_and_the_buttons_show_at_every_size() {
    for (width, height) in SIZES {
        let workspace = subscribed();
        let mut screens = workspace.screens(width, height);
        screens.press("3b/retail<Enter><Enter>Order to Cash<Enter>");
        says(&screens, "▌[ Order to Cash");
        says(&screens, "Aalto has an instance named \"Order to Cash\" already");
        says(&screens, "[ Cancel ] [ Complete Installation ]");
    }
}

#[test]
fn accounts_follow_what_others_do() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3<Down>");
    workspace.engine().create_account("Adler").expect("created");
    pass(&workspace, &mut screens, "2026-11-21T18:00:01Z");
    says(&screens, "Adler");
    assert_eq!(screens.program().model.accounts.browser.selected().expect("one").name, "Bergmann");
}

#[test]
fn keys_wait_for_the_account_that_is_on_its_way() {
    let workspace = subscribed();
    let mut screens = workspace.screens(80, 24);
    screens.press("3").hold_answers().press("<Down>a");
    assert!(screens.program().model.dialogs.is_empty());
    screens.release_answers().press("a");
    says(&screens, "Apply Pending Updates · Bergmann");
}

#[test]
fn a_name_that_is_too_long_is_refused_in_the_dialog() {
    for (keys, what) in [("3n", "an account's name"), ("4n", "an account group's name")] {
        let workspace = subscribed();
        let before = workspace.bytes();
        let mut screens = workspace.screens(80, 24);
        screens.press(keys).paste(&"x".repeat(501));
        says(screens.press("<Enter>"), &format!("{what} has 501 characters, at most 255"));
        assert_eq!(workspace.bytes(), before);
    }
}
