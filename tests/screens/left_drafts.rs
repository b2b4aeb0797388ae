//! A wizard that was left by accident: the program ends before it does, and the next one offers to go on. Dropping the
//! screens is what a kill is to them: nothing is said, done or written any more.

use ipack::domain::Version;

use crate::{
    support::{
        Workspace,
        screens::{numbers, says, says_not, set},
    },
    whole_screens,
};

/// A small workspace in which a wizard was left after these keys.
fn left(keys: &str) -> Workspace {
    let workspace = Workspace::small();
    workspace.screens(80, 24).press(keys);
    workspace
}

/// How many drafts are kept.
fn kept(workspace: &Workspace) -> usize {
    let names =
        std::fs::read_dir(workspace.path()).expect("a folder").map(|entry| entry.expect("an entry").file_name());
    names.filter(|name| name.to_string_lossy().starts_with("draft-")).count()
}

const EDITED: &str = "r<Left>n<Down><Tab>+3d<Tab>Why";

#[test]
fn it_is_offered_at_the_next_start() {
    whole_screens!(|| left(EDITED), "");
}

#[test]
fn going_on_shows_every_choice_again_and_releases_nothing() {
    let workspace = left(EDITED);
    let before = numbers(&workspace, "Order to Cash");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("y"), "Release Integration Pack: Select Versions");
    says(&screens, "= 1.1");
    screens.press("n");
    for choice in ["(•) Release on specified date", "Tue 24 Nov 2026", "[ Why"] {
        says(&screens, choice);
    }
    assert_eq!(numbers(&workspace, "Order to Cash"), before);
}

#[test]
fn a_rollback_and_a_change_of_what_is_scheduled_are_gone_on_with_as_what_they_are() {
    let workspace = left("b<Right>");
    let mut screens = workspace.screens(60, 16);
    says(&screens, "decided on a rollback to #1 with 1 version chosen. Nothing was released.");
    says(screens.press("y"), "Roll Back to #1");
    drop(screens);
    let workspace = left("rn<Down><Enter>+3d<Enter><Enter><Enter>cn<Tab>x");
    let mut screens = workspace.screens(80, 24);
    says(&screens, "a change of the scheduled release with notes");
    says(screens.press("yn"), "Change Scheduled Release");
}

#[test]
fn what_is_not_gone_on_with_is_offered_where_the_wizard_of_the_pack_is_opened() {
    let workspace = left(EDITED);
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("<Esc>"), "Go On");
    says(screens.press("r"), "Go On · Order to Cash");
    says(screens.press("<Esc>"), "2 upgrades");
    says(screens.press("<Esc>r<Tab><Enter>"), "= 1.1");
}

#[test]
fn another_pack_is_another_matter() {
    let workspace = left(EDITED);
    let mut screens = workspace.screens(80, 24);
    screens.press("<Esc>/returns<Enter>r");
    says_not(&screens, "Go On");
}

#[test]
fn choices_that_no_longer_hold_are_marked() {
    let workspace = left("r<Left><Left>");
    let mut engine = workspace.engine();
    let invoice = engine.find_component("Create Invoice").expect("a component");
    engine.delete_version(&invoice, &Version::from("1.0")).expect("deleted");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("y"), "Create Invoice: 1.0 was chosen, but it is deleted by now");
    // The row says so, too, until something else is chosen for it.
    says(screens.press("v<Esc>"), "1.0 was chosen, but it is deleted by now");
    says_not(screens.press("<Left>"), "was chosen");
}

#[test]
fn a_wizard_that_ends_on_purpose_leaves_nothing() {
    for end in ["<Esc>y", "zn", "n<Enter><Enter>"] {
        let workspace = Workspace::small();
        let mut screens = workspace.screens(80, 24);
        screens.press("r<Left>");
        assert_eq!(kept(&workspace), 1, "{end}");
        screens.press(end);
        assert_eq!(kept(&workspace), 0, "{end}");
    }
}

#[test]
fn ctrl_c_asks_nothing_and_so_loses_nothing() {
    says(&left("r<Left><C-c>").screens(80, 24), "Go On · Order to Cash");
}

#[test]
fn deciding_about_the_pack_forgets_what_was_left_before() {
    let workspace = left(EDITED);
    let mut screens = workspace.screens(80, 24);
    screens.press("<Esc>r<Esc>n<Enter><Enter>");
    says(&screens, "Success");
    assert_eq!(kept(&workspace), 0);
}

#[test]
fn only_one_goes_on_with_it() {
    let workspace = left(EDITED);
    let (mut one, mut other) = (workspace.screens(80, 24), workspace.screens(80, 24));
    one.press("y");
    says(other.press("y"), "somebody goes on with it already");
    // Nor is it offered while somebody is at it.
    says_not(&workspace.screens(80, 24), "Go On");
    drop(one);
    says(&workspace.screens(80, 24), "Go On");
}

#[test]
fn old_drafts_go() {
    let workspace = left(EDITED);
    set(&workspace, "2026-12-06T09:00:00Z");
    says_not(&workspace.screens(80, 24), "Go On");
    assert_eq!(kept(&workspace), 0);
}

#[test]
fn a_date_that_has_passed_is_none_that_can_be_chosen() {
    let workspace = left(EDITED);
    set(&workspace, "2026-11-30T09:00:00Z");
    says(&workspace.screens(60, 16), "the date 2026-11-24");
    says(workspace.screens(80, 24).press("yn"), "2026-11-24 is not after today");
}

/// Both packs, one version chosen, a date and all or nothing.
const SEVERAL: &str = "*r<Enter><Left>nn<Down><Tab>+3d<Tab><Space>";

#[test]
fn a_release_of_several_packs_is_gone_on_with() {
    let workspace = left(SEVERAL);
    let mut screens = workspace.screens(80, 24);
    says(&screens, "Go On · 2 Integration Packs");
    says(&screens, "a release of 2 integration packs with 1 version");
    says(&screens, "chosen and the date 2026-11-24");
    says(screens.press("y"), "Release 2 Integration Packs: Review");
    says(screens.press("<Enter>"), "= 1.1");
    for choice in ["(•) Release on specified date", "Tue 24 Nov 2026", "[x] All or nothing"] {
        says(if choice.contains('•') { screens.press("nn") } else { &mut screens }, choice);
    }
    // Leaving on purpose forgets it, and keeps the marks.
    says(screens.press("<Esc><Esc>y"), "2 marked");
    assert_eq!(kept(&workspace), 0);
}

#[test]
fn a_release_of_several_packs_is_offered_where_one_of_them_is_released_with_others() {
    let workspace = left(SEVERAL);
    let mut screens = workspace.screens(80, 24);
    says_not(screens.press("<Esc>r"), "Go On");
    says(screens.press("<Esc>*r"), "Go On · 2 Integration Packs");
    screens.press("<Esc>n<Enter><Enter>");
    says(&screens, "✓ Order to Cash");
    assert_eq!(kept(&workspace), 0, "deciding forgets it");
}

#[test]
fn choices_of_one_of_several_packs_that_no_longer_hold_are_marked() {
    // The first step of that pack was still open.
    let workspace = left("*r<Enter><Left><Left>");
    let mut engine = workspace.engine();
    let invoice = engine.find_component("Create Invoice").expect("a component");
    engine.delete_version(&invoice, &Version::from("1.0")).expect("deleted");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("y"), "Create Invoice: 1.0 was chosen, but it is deleted by now");
    says(screens.press("<Enter>v<Esc>"), "1.0 was chosen, but it is deleted by now");
    says_not(screens.press("<Left>n"), "was chosen");
}

#[test]
fn in_legacy_deployment_the_one_step_is_gone_on_with() {
    let workspace = Workspace::legacy();
    workspace.screens(80, 24).press("r<Down><Tab>+3d<Tab>Why");
    let mut screens = workspace.screens(80, 24);
    says(&screens, "Go On");
    says(screens.press("y"), "[ Why");
}
