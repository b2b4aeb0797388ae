//! Workspace Settings, and what another deployment does to the pages.

use ipack::domain::{Deployment, LateReleases, Settings};

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says, says_not, schedule},
        tz,
    },
    whole_screens,
};

fn settings(workspace: &Workspace) -> Settings {
    workspace.engine().settings().clone()
}

#[test]
fn the_settings() {
    whole_screens!(Workspace::small, ",");
}

#[test]
fn a_zone_that_is_none() {
    leads_to(
        Workspace::small,
        ",<Tab><C-u>Mars/Olympus",
        &["▌[ Mars/Olympus ]", r#"there is no time zone "Mars/Olympus"; write a name like"#],
    );
}

#[test]
fn another_deployment_is_asked_about() {
    whole_screens!(Workspace::small, ",<Tab><Tab><Tab><Down><Tab><Tab><Enter>");
}

#[test]
fn another_deployment_is_refused_while_something_is_scheduled() {
    leads_to(
        Workspace::legacy,
        ",<Tab><Tab><Tab><Up>",
        &["the deployment can't be changed while something is scheduled:", "Policy Documents"],
    );
}

#[test]
fn the_page_after_the_change_to_legacy() {
    leads_to(
        Workspace::small,
        ",<Tab><Tab><Tab><Down><Tab><Tab><Enter><Tab><Enter>",
        &["1 Publications ●2 2 Schedule", "Published Components (3)", "✓ the settings are saved"],
    );
}

#[test]
fn from_every_page() {
    for page in ["1", "2", "3", "4", "5"] {
        let mut screens = Workspace::small().screens(80, 24).press(page).press(",").screen();
        screens.retain(|c| c != '\n');
        assert!(screens.contains("Workspace Settings"), "{page}");
    }
}

#[test]
fn everything_is_saved_at_once() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<C-u>Integration packs of Acme<Tab><C-u>europe/berlin<Tab><Down><Down><Tab><Tab><Tab><Enter>");
    says(&screens, "the settings are saved");
    let saved = settings(&workspace);
    assert_eq!(saved.name, "Integration packs of Acme");
    assert_eq!(saved.scheduler_time_zone, tz("Europe/Berlin"));
    assert_eq!((saved.late_releases, saved.deployment), (LateReleases::Ask, Deployment::Standard));
}

#[test]
fn nothing_is_saved_by_leaving_or_by_no() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    for keys in [
        "Other<Esc><Tab><Enter>",
        "<Tab><Tab><Down><BackTab><BackTab><BackTab><BackTab><Enter><Tab><Enter>",
        "<Tab><Tab><Tab><Down><Tab><Tab><Enter><Enter><Esc><Tab><Enter>",
    ] {
        let mut screens = workspace.screens(80, 24);
        screens.press(",").press(keys);
        assert!(screens.program().model.dialogs.is_empty(), "{keys}: {}", screens.screen());
    }
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn what_is_wrong_is_gone_to_and_not_saved() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<C-u><BackTab><Enter>");
    says(&screens, "the workspace's name is empty");
    screens.press("Named<Tab><C-u>Nowhere<BackTab><BackTab><Enter>");
    says(&screens, "there is no time zone \"Nowhere\"; write a name like");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn a_zone_is_told_with_its_hour_and_that_what_is_scheduled_keeps_its_own() {
    let mut screens = Workspace::sample().screens(80, 24);
    says(screens.press(","), "13:00 EST there");
    says(screens.press("<Tab><C-u>asia/tokyo"), "03:00 JST there; what is scheduled keeps its own zone");
}

#[test]
fn what_others_changed_meanwhile_stays() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<C-u>Mine");
    workspace.engine().change_settings(|settings| settings.late_releases = LateReleases::Always).expect("changed");
    screens.press("<BackTab><Enter>");
    let saved = settings(&workspace);
    assert_eq!((saved.name.as_str(), saved.late_releases), ("Mine", LateReleases::Always));
}

#[test]
fn a_release_that_others_scheduled_meanwhile_refuses_the_deployment() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<Tab><Tab><Tab><Down><Tab><Tab><Enter><Tab>");
    schedule(&workspace, "Returns", "2026-12-01", "");
    screens.press("<Enter>");
    says(&screens, "the deployment can't be changed while something is");
    says(&screens, "scheduled: Returns");
    assert_eq!(settings(&workspace).deployment, Deployment::Standard);
}

#[test]
fn and_back_to_standard() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<Tab><Tab><Tab><Down><Tab><Tab><Enter><Tab><Enter>");
    says(&screens, "Publications");
    screens.press(",<Tab><Tab><Tab><Up><Tab><Tab><Enter>");
    says(&screens, "Change the deployment to standard?");
    screens.press("<Tab><Enter>");
    says(&screens, "Packaged Components");
    assert_eq!(settings(&workspace).deployment, Deployment::Standard);
}

fn asking(approvals: u8) -> Workspace {
    let workspace = Workspace::small();
    workspace.engine().change_settings(|settings| settings.approval.approvals = approvals).expect("set");
    workspace
}

fn rules(workspace: &Workspace) -> (u8, bool, u16) {
    let rules = settings(workspace).approval;
    (rules.approvals, rules.rollback_without_approval, rules.request_days)
}

/// What only matters where others must approve is shown only there.
#[test]
fn approvals_are_raised() {
    whole_screens!(Workspace::small, ",<Tab><Tab><Tab><Tab><Down>");
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press(",<Tab><Tab><Tab><Tab>"), "Request Days");
    says(screens.press("<Down>"), "1 other person must approve what is released or scheduled");
    screens.press("<Tab><C-u>14<Tab><Space><Tab><Enter>");
    says(&screens, "the settings are saved");
    assert_eq!(rules(&workspace), (1, true, 14));
}

#[test]
fn fewer_approvals_become_a_request() {
    let workspace = asking(1);
    let mut screens = workspace.screens(80, 24);
    says(
        screens.press(",<Tab><Tab><Tab><Tab><Up>"),
        "this loosens the rules: it waits for the approval of 1 other person",
    );
    screens.press("<Tab><Enter>");
    says(&screens, "the change waits for the approval of 1 other person");
    assert_eq!((rules(&workspace), workspace.engine().waiting_requests()), ((1, false, 7), 1));
}

#[test]
fn rollbacks_without_approval_become_a_request_and_the_rest_is_saved() {
    let workspace = asking(2);
    let mut screens = workspace.screens(80, 24);
    screens.press(",<Tab><Tab><Tab><Tab><Tab><C-u>14<Tab><Space><Tab><Enter>");
    says(&screens, "the settings are saved; the looser rules wait for the approval of 2 other people");
    assert_eq!((rules(&workspace), workspace.engine().waiting_requests()), ((2, false, 14), 1));
}

#[test]
fn request_days_that_can_not_be_are_refused() {
    whole_screens!(|| asking(1), ",<Tab><Tab><Tab><Tab><Tab><C-u>367");
    let workspace = asking(1);
    let before = workspace.bytes();
    let mut screens = workspace.screens(80, 24);
    screens.press(",<Tab><Tab><Tab><Tab><Tab><C-u>367<Tab><Tab><Enter>");
    says(&screens, "a request expires after 1 to 366 days, not after 367");
    screens.press("<C-u>soon<Tab><Tab><Enter>");
    says(&screens, "write a number of days, such as 7");
    assert_eq!(workspace.bytes(), before);
}

#[test]
fn approvals_that_others_raised_meanwhile_stay() {
    let workspace = asking(1);
    let mut screens = workspace.screens(80, 24);
    screens.press(",<Tab><Tab><Tab><Tab><Tab><C-u>14");
    workspace.engine().change_settings(|settings| settings.approval.approvals = 2).expect("set");
    screens.press("<Tab><Tab><Enter>");
    says(&screens, "the settings are saved");
    assert_eq!(rules(&workspace), (2, false, 14));
}

/// In little room other controls and what is said of them go before what is wrong where the focus is.
#[test]
fn what_is_wrong_where_the_focus_is_is_told_whole() {
    let workspace = asking(1);
    let mut screens = workspace.screens(60, 16);
    screens.press(",<C-u><Tab><C-u>Moon/Base/Tranquility/Somewhere");
    says(&screens, "there is no time zone \"Moon/Base/Tranquility/Somewhere\"; write a name like Europe/Berlin");
    screens.press("<Tab><Tab><Tab><Tab><C-u>367");
    says(&screens, "▌[ 367");
    says(&screens, "a request expires after 1 to 366 days, not after 367");
}
