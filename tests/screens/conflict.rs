//! Another admin is faster. What was decided on an older state is refused, and the choices are kept; the release goes
//! through once the admin has looked at it again.

use ipack::{
    domain::{PackId, Version},
    engine::{ReleaseOrder, When},
    tui::{app::App, harness::Harness},
};

use crate::{
    compare,
    support::{
        Workspace,
        screens::{drawn_at_every_size, says},
    },
};

/// Step 2, ready to be released: Create Invoice rolled back, the rest as proposed.
const READY: &str = "r<Left><Left>n<Enter>";

/// Another program's engine releases the pack with the latest versions.
fn release_elsewhere(workspace: &Workspace, when: When) {
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&workspace.pack("Order to Cash")).expect("a proposal");
    let order = ReleaseOrder {
        basis: proposal.basis,
        selection: proposal.selection,
        when,
        notes: "Somebody was faster".into(),
        overriding: None,
    };
    engine.release(&order).expect("released");
}

fn current(workspace: &Workspace, component: &str) -> String {
    let view = workspace.engine().pack(&PackId::from("19440978-ba6f")).expect("a pack");
    let row = view.rows.iter().find(|row| row.component_name == component).expect("a row");
    row.current.as_ref().map(Version::to_string).expect("a version")
}

/// The admin presses the button, and it is refused.
fn release_after_another(workspace: &Workspace, screens: &mut Harness<App>) {
    screens.press(READY);
    release_elsewhere(workspace, When::Now);
    screens.press("<Enter>");
}

#[test]
fn it_is_refused_with_what_changed() {
    compare!(READY, drawn_at_every_size(Workspace::small, release_after_another));
}

#[test]
fn the_choices_are_kept_against_the_new_current_release() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    release_after_another(&workspace, &mut screens);
    screens.press("<Esc>p");
    says(&screens, "Release Integration Pack: Select Versions");
    says(&screens, "▌Create Invoice Process 1.2 ▼ 1.0");
    says(&screens, "Ledger Posting Process 2.1 = 2.1");
    says(&screens, "1 rollback · 2 unchanged");
}

#[test]
fn looked_at_again_it_goes_through() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    release_after_another(&workspace, &mut screens);
    assert_eq!(current(&workspace, "Create Invoice"), "1.2");
    screens.press("<Esc><Enter>");
    assert!(screens.screen().contains("Order to Cash #4 is released"), "{}", screens.screen());
    assert_eq!(current(&workspace, "Create Invoice"), "1.0");
    assert_eq!(current(&workspace, "Ledger Posting"), "2.1");
}

#[test]
fn a_refusal_writes_nothing() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press(READY);
    release_elsewhere(&workspace, When::Now);
    let before = workspace.bytes();
    screens.press("<Enter>");
    assert!(screens.screen().contains("was changed meanwhile"), "{}", screens.screen());
    assert_eq!(workspace.bytes(), before);
}

/// The other admin scheduled a release: the date is taken now, and the way left is said.
#[test]
fn a_release_scheduled_meanwhile_takes_the_date() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("r<Left><Left>n<Down><Enter>2026-12-01<Enter>");
    release_elsewhere(&workspace, When::On("2026-12-24".parse().expect("a date")));
    screens.press("<Enter>");
    says(&screens, "was changed meanwhile");
    screens.press("<Esc>");
    says(&screens, "▌(•) Release on specified date");
    says(&screens, "one is scheduled: move or");
    says(&screens, "▼ Create Invoice 1.1 → 1.0");
}

#[test]
fn nothing_is_left_to_release_and_that_is_said() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    screens.press("rn<Enter>");
    release_elsewhere(&workspace, When::Now);
    screens.press("<Enter><Esc>");
    assert!(screens.screen().contains("nothing to release"), "{}", screens.screen());
    let before = workspace.bytes();
    screens.press("<Enter>");
    assert_eq!(workspace.bytes(), before);
    screens.press("<Esc><Esc><Esc>");
}

#[test]
fn the_page_follows_what_others_release() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(80, 24);
    assert!(screens.screen().contains("Current release #2"));
    release_elsewhere(&workspace, When::Now);
    screens.tick("2026-11-21T18:00:01Z".parse().expect("an instant"));
    assert!(screens.screen().contains("Current release #3"), "{}", screens.screen());
    assert!(!screens.screen().contains("[ Release Integration Pack ]"));
}
