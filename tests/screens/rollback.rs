//! Back to an earlier release: five keys from the page, forward under a new number, and never to the bad one by
//! default.

use ipack::{
    domain::{PackId, Pending, ReleaseKind, Version},
    engine::PackView,
};

use crate::{
    compare,
    support::{
        SMALL, Workspace,
        screens::{drawn_at_every_size, leads_to},
        source,
    },
    whole_screens,
};

/// The previous release is current again.
const BACK: &str = "bn<Enter><Enter>";

/// Release the latest versions, finish, and roll them back.
const RELEASE_AND_BACK: &str = "rn<Enter><Enter><Enter>bn<Enter><Enter>";

/// A version that an earlier release carried was deleted since.
fn deleted() -> Workspace {
    let workspace = Workspace::small();
    workspace.screens(80, 24).press("rn<Enter><Enter><Enter>");
    let gone = SMALL.replace(
        r#"(packageVersion: "1.1", createdDate: "2026-04-01T09:00:00Z","#,
        r#"(packageVersion: "1.1", deleted: true, createdDate: "2026-04-01T09:00:00Z","#,
    );
    assert_ne!(gone, SMALL, "the document has that version");
    workspace.engine().import(&[source(&gone)]).expect("an import");
    workspace
}

fn order(workspace: &Workspace) -> PackView {
    workspace.engine().pack(&PackId::from("19440978-ba6f")).expect("a pack")
}

fn current(view: &PackView, component: &str) -> Option<String> {
    view.rows.iter().find(|row| row.component_name == component)?.current.as_ref().map(Version::to_string)
}

#[test]
fn step_1_is_filled_in_from_the_earlier_release() {
    whole_screens!(Workspace::small, "b");
}

#[test]
fn components_that_come_back_and_that_go_say_so() {
    leads_to(
        Workspace::sample,
        "/order<Enter>b",
        &[
            "Dunning Letters 3.1 = 3.1 not in the pack any more: it comes back",
            "FX Rates — = not included",
            "▌Ledger Posting 2.2 ▼ 2.1.1 Select another version ▌ 2.1.1 is deleted; u restores it",
        ],
    );
}

#[test]
fn step_2_is_the_confirmation() {
    leads_to(
        Workspace::small,
        "bn<Enter>",
        &[
            "Roll Back to #1: Select Release Schedule",
            "▼ Create Invoice 1.1 → 1.0",
            r#"ipack rollback "Order to Cash" --to 1 \"#,
            "A rollback to #1, to 2 instances in 2",
            "[ Roll Back to #1 ]",
        ],
    );
}

#[test]
fn the_previous_release_is_current_again() {
    leads_to(
        Workspace::small,
        BACK,
        &[
            "Order to Cash is rolled back to #1, as release #3. 2 instances got it at once.",
            "1 rollback · 2 unchanged",
            r#"ipack rollback "Order to Cash" --to 1 --now --yes"#,
        ],
    );
}

#[test]
fn a_scheduled_rollback_says_so_before_and_after() {
    leads_to(Workspace::small, "bn<Down><Down>2026-12-01", &["[ Schedule Roll Back to #1 ]"]);
    leads_to(
        Workspace::small,
        "bn<Down><Down>2026-12-01<Enter><Enter>",
        &["Order to Cash is scheduled to be rolled back to #1 on Tue 1 Dec 2026."],
    );
    // Brought forward, it is a rollback still.
    leads_to(
        Workspace::small,
        "bn<Down><Down>2026-12-01<Enter><Enter><Enter>rn",
        &["Roll Back to #1: Select Release Schedule", "[ Roll Back to #1 ]"],
    );
}

#[test]
fn five_keys_bring_the_previous_versions_back_under_a_new_number() {
    let workspace = Workspace::small();
    workspace.screens(80, 24).press("rn<Enter><Enter><Enter>");
    assert_eq!(current(&order(&workspace), "Create Invoice").as_deref(), Some("1.2"));

    workspace.screens(80, 24).press(BACK);
    let view = order(&workspace);
    let release = view.pack.current().expect("a release");
    assert_eq!((release.number, release.kind, release.rollback_to), (4, ReleaseKind::Rollback, Some(2)));
    assert_eq!(current(&view, "Create Invoice").as_deref(), Some("1.1"));
    assert!(view.rows.iter().all(|row| row.pending == Pending::Nothing), "the bad version is not proposed");

    // Once more: #3 is the bad one, and #2 is what is current.
    workspace.screens(80, 24).press(BACK);
    let view = order(&workspace);
    assert_eq!(view.pack.current().and_then(|release| release.rollback_to), Some(1));
    assert_eq!(current(&view, "Create Invoice").as_deref(), Some("1.0"));
}

#[test]
fn the_page_holds_the_bad_versions_back() {
    leads_to(
        Workspace::small,
        &format!("{RELEASE_AND_BACK}<Enter><Tab>"),
        &[
            "▌Create Invoice Process 1.1 held #4 1.2",
            "Ledger Posting Process 2.0 held #4 2.1",
            "held back: rolled back in #4",
        ],
    );
}

#[test]
fn the_bad_versions_are_marked_where_one_would_choose_them() {
    leads_to(
        Workspace::small,
        &format!("{RELEASE_AND_BACK}<Enter>r<Enter>"),
        &["( ) 1.2 1 Jun 2026 j.chen Batches latest in #3 rolled back in #4, 21 Nov", "▌(•) 1.1"],
    );
}

#[test]
fn with_nothing_earlier_it_says_where_to_look() {
    leads_to(
        Workspace::small,
        &format!("{BACK}<Enter>b"),
        &["Order to Cash has no earlier release to roll back to; its history shows", "every release; choose one there"],
    );
}

#[test]
fn a_version_deleted_since_blocks_until_it_is_restored() {
    compare!(
        "release, a version of the release before it is deleted, b",
        drawn_at_every_size(deleted, |_, screens| {
            screens.press("b");
        })
    );
}

#[test]
fn a_restored_version_can_be_released() {
    let workspace = deleted();
    let mut screens = workspace.screens(80, 24);
    screens.press("bn");
    assert!(screens.screen().contains("Select Versions"), "it blocks");
    screens.press("un<Enter><Enter>");
    assert!(screens.screen().contains("Success"), "{}", screens.screen());
    assert_eq!(current(&order(&workspace), "Create Invoice").as_deref(), Some("1.1"));
}

#[test]
fn during_a_testing_period_it_supersedes_and_says_so_before() {
    leads_to(
        Workspace::sample,
        "/procure<Enter>bn",
        &[
            "Roll Back to #4: Select Release Schedule",
            "one is scheduled: move or",
            "! Supersedes the release scheduled for Wed",
            "! 3 instances have applied that early and",
        ],
    );
}
