//! Several packs released in one go.

use ipack::domain::ReleaseSchedule;

use crate::{
    support::{
        Workspace,
        screens::{busy, leads_to, numbers, says, says_not},
    },
    whole_screens,
};

#[test]
fn the_review() {
    whole_screens!(Workspace::sample, "*r<Down>");
}

#[test]
fn the_schedule() {
    whole_screens!(Workspace::sample, "<Space><Space>rn<Down><Tab>2026-12-01");
}

#[test]
fn the_results() {
    whole_screens!(Workspace::sample, "/hr<Enter><Space><Esc>*rn<Enter><PgDn><PgDn><PgDn><Enter>");
}

#[test]
fn all_that_can_be_released_are_released_with_six_keys() {
    let workspace = Workspace::sample();
    let before = numbers(&workspace, "Order to Cash");
    let releasable = workspace.engine().overview().packs.iter().filter(|entry| entry.summary.releasable).count();
    let mut screens = workspace.screens(120, 36);
    screens.press("*rn<Enter><Enter>");
    says(&screens, "✓ Order to Cash #8 is released. 42 instances got it at once.");
    screens.press("<Enter>");
    says_not(&screens, "marked");
    assert_eq!(numbers(&workspace, "Order to Cash").len(), before.len() + 1);
    let engine = workspace.engine();
    let today = |name: &str| engine.overview().packs.iter().any(|entry| entry.summary.name == name);
    assert!(today("Order to Cash") && releasable > 10);
}

#[test]
fn what_refuses_one_stops_none_of_the_rest() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("/hr<Enter><Space><Esc>/order<Enter><Space><Esc>r");
    says(&screens, "1 of 2 can be released · 42 instances");
    says(&screens, "HR Onboarding can't be released");
    screens.press("n<Enter><Enter>");
    says(&screens, "✓ Order to Cash #8 is released. 42 instances got it at once.");
    says(&screens, "✕ HR Onboarding");
}

#[test]
fn all_or_nothing_names_the_one_that_stops_the_rest() {
    let workspace = Workspace::sample();
    let before = numbers(&workspace, "Order to Cash");
    let mut screens = workspace.screens(120, 36);
    screens.press("/hr<Enter><Space><Esc>/order<Enter><Space><Esc>rn<Tab><Space><Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "all or nothing: HR Onboarding");
    assert_eq!(numbers(&workspace, "Order to Cash"), before);
}

#[test]
fn together_is_one_commit_with_one_command() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("/order<Enter><Space><Esc>/retail<Enter><Space><Esc>rn<Tab><Space>");
    says(&screens, r#"ipack release "Order to Cash" "Retail Sync" --now --atomic --yes"#);
    screens.press("<Tab><Tab><Tab><Tab><Enter>");
    says(&screens, "✓ Retail Sync #7 is released.");
    let engine = workspace.engine();
    let stamps = ["Order to Cash", "Retail Sync"].map(|name| {
        let pack =
            engine.overview().packs.iter().find(|entry| entry.summary.name == name).map(|e| e.summary.id.clone());
        workspace.engine().pack(&pack.expect("a pack")).expect("read").pack.current().expect("released").clone()
    });
    assert_eq!(stamps[0].released_at, stamps[1].released_at);
    assert_eq!(stamps[0].release_schedule, ReleaseSchedule::Immediately);
}

#[test]
fn the_versions_of_one_of_them_are_chosen_in_its_first_step() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("*r<Enter>");
    says(&screens, "[ Done ]");
    screens.press("=n");
    says(&screens, "Accounts Payable Automation 4 upgrades 31 accounts");
    // What was chosen is kept when it is looked at again, and left behind when it is not taken.
    screens.press("<Enter>");
    says(&screens, "4 upgrades · 10 unchanged");
    screens.press("l<Esc>");
    says(&screens, "Leave the wizard?");
    screens.press("<Tab><Enter>");
    says(&screens, "Accounts Payable Automation 4 upgrades 31 accounts");
}

#[test]
fn leaving_keeps_the_marks() {
    leads_to(Workspace::sample, "*r<Esc>", &["15 marked"]);
    leads_to(Workspace::sample, "*r<Enter><Esc><Esc>", &["15 marked"]);
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press("*<Esc>");
    says_not(&screens, "marked");
    screens.press("**");
    says_not(&screens, "marked");
}

#[test]
fn in_legacy_deployment_no_version_is_chosen() {
    let workspace = Workspace::legacy();
    let mut screens = workspace.screens(120, 36);
    screens.press("*r");
    says(&screens, "can be released");
    screens.press("<Enter>");
    says_not(&screens, "[ Done ]");
}

#[test]
fn a_pack_that_has_a_release_scheduled_stays_out_of_a_schedule() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("/procure<Enter><Space><Esc>/order<Enter><Space><Esc>rn<Down>");
    says(&screens, "1 of 2 can be released");
    says(&screens, "✕ Procure to Pay has a release scheduled for 2026-11-25 already");
    says(&screens, "[ Schedule 1 Integration Pack ]");
}

fn dates(workspace: &Workspace) -> Vec<(String, String)> {
    let entries = workspace.engine().schedule().expect("readable");
    entries.into_iter().map(|entry| (entry.name, entry.scheduled.release_on_date.to_string())).collect()
}

#[test]
fn several_scheduled_releases_before_they_are_cancelled() {
    whole_screens!(busy, "2*x");
}

#[test]
fn several_scheduled_releases_are_cancelled_with_one_reason() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("2<Space><Space>x");
    says(&screens, "Cancel 2 Scheduled Releases");
    screens.press("freeze<Tab><Tab>");
    says(&screens, "⏎ Cancel 2 Scheduled Releases Esc Keep Them");
    screens.press("<Enter>");
    says(&screens, "✓ the scheduled release of Order to Cash is cancelled");
    says(&screens, "✓ the scheduled release of Procure to Pay is cancelled; 3 instances ahead");
    says_not(screens.press("<Enter>"), "marked");
    assert_eq!(dates(&workspace).len(), 2);
}

#[test]
fn with_a_recall_those_that_applied_it_early_are_brought_back() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("2<Space><Space>x<BackTab><Space><Tab><Tab><Tab><Enter>");
    says(&screens, "✓ the scheduled release of Order to Cash is cancelled");
    says(&screens, "✓ the release of Procure to Pay is cancelled and recalled by #6");
}

#[test]
fn what_cannot_be_moved_stops_none_of_the_rest() {
    let workspace = busy();
    let mut screens = workspace.screens(80, 24);
    screens.press("/hr<Enter><Space><Esc>/order<Enter><Space><Esc>/procure<Enter><Space><Esc>m");
    says(&screens, "Move 2 Scheduled Releases 3 marked");
    says(&screens, "HR Onboarding has no scheduled release");
    screens.press("<Tab><Tab><Enter>");
    says(&screens, "choose a date first");
    screens.press("<BackTab><BackTab>2026-11-25<Enter><Enter>");
    says(&screens, "✓ Order to Cash is moved to Wed 25 Nov 2026");
    says(&screens, "✕ Procure to Pay");
    says(&screens, "✕ HR Onboarding has no scheduled release");
    assert!(dates(&workspace).contains(&("Order to Cash".to_owned(), "2026-11-25".to_owned())));
}

/// In little room changes are told by their marks.
#[test]
fn names_come_before_the_words_of_the_changes() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(60, 16);
    says(screens.press("*r"), "▌Accounts Payable Automation ▲4 +1 31 accounts");
    says(screens.press("<Enter>"), "Select Versions Accounts Payable Automation");
    says(&screens, "n Done");
}

#[test]
fn releases_of_one_date_are_moved_from_that_date() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(200, 60);
    says(screens.press("2*m"), "[ 2026-11-25 Wed ▾ ]");
    let screen = screens.screen();
    let button = screen.lines().find(|line| line.contains("[ Move 1 Scheduled Release ]"));
    assert!(button.is_some_and(|line| line.trim_end().chars().count() <= 132), "{screen}");
    says(busy().screens(80, 24).press("2*m"), "[ yyyy-MM-dd ▾ ]");
}

#[test]
fn what_is_released_all_the_same_is_not_called_held_back() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(120, 36);
    screens.press("/record<Enter><Space><Esc>/retail<Enter><Space><Esc>r");
    says(&screens, "Ledger Posting is held back: rolled back in #6");
    screens.press("<Home><Enter>/ledger<Enter>ln");
    says_not(&screens, "held back");
    says_not(Workspace::legacy().screens(80, 24).press("*r"), "held back");
}
