//! Approval on the screens: a request from the wizard, the section on Schedule, and the answers to it.

use std::sync::Arc;

use ipack::{
    domain::Via,
    engine::{Clock, Engine, ReleaseOrder, When},
};

use crate::{
    support::{
        SMALL, Workspace,
        screens::{says, says_not},
    },
    whole_screens,
};

fn person(workspace: &Workspace, who: &str) -> Engine {
    let clock: Arc<dyn Clock> = workspace.clock.clone();
    Engine::open(&workspace.path(), clock, who.to_owned(), Via::Cli).expect("it opens")
}

/// A workspace that asks for one approval.
fn asking() -> Workspace {
    let workspace = Workspace::of(SMALL);
    person(&workspace, "anna@desk").change_settings(|settings| settings.approval.approvals = 1).expect("set");
    workspace
}

/// Anna has asked for a release.
fn requested() -> Workspace {
    let workspace = asking();
    let mut anna = person(&workspace, "anna@desk");
    let id = anna.find_pack("Order to Cash").expect("a pack");
    let proposal = anna.propose_release(&id).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when: When::Now, notes: "For Monday".into(), overriding: None };
    anna.release(&order).expect("requested");
    workspace
}

fn releases(workspace: &Workspace) -> usize {
    let mut engine = workspace.engine();
    let id = engine.find_pack("Order to Cash").expect("a pack");
    engine.history(&id).expect("a history").entries.len()
}

#[test]
fn the_wizard_asks_for_approval_and_releases_nothing() {
    let workspace = asking();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("/order<Enter>rn"), "[ Request Approval ]");
    says(screens.press("<Enter><Enter>"), "Order to Cash waits for the approval of 1 other person.");
    assert_eq!(workspace.engine().waiting_requests(), 1);
    assert_eq!(releases(&workspace), 2);
}

#[test]
fn what_waits_stands_on_schedule_and_on_the_pack() {
    whole_screens!(requested, "2");
    let workspace = requested();
    says(
        workspace.screens(80, 24).press("/order to cash<Enter>"),
        "Waits for approval: a release at once, by anna@desk",
    );
}

#[test]
fn the_list_of_requests() {
    whole_screens!(requested, "2A");
}

#[test]
fn the_answer_to_a_request() {
    whole_screens!(requested, "2AA");
}

#[test]
fn a_request_is_approved_and_carried_out() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2A"), "0 of 1");
    says(screens.press("<Enter>"), "Create Invoice");
    screens.press("<Esc>");
    says(screens.press("A"), "Comment");
    screens.press("Seen<Enter><Enter>");
    says(&screens, "Order to Cash #3 is released");
    says_not(&screens, "Waiting for Approval");
    assert_eq!(releases(&workspace), 3);
}

#[test]
fn a_request_is_rejected_with_a_comment() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    screens.press("2AX<Tab><Tab><Enter>");
    assert_eq!(workspace.engine().waiting_requests(), 1, "without a comment nothing is rejected");
    let mut screens = workspace.screens(80, 24);
    screens.press("2AXNot before the audit<Enter><Enter>");
    says(&screens, "the request about Order to Cash is rejected");
    assert_eq!((workspace.engine().waiting_requests(), releases(&workspace)), (0, 2));
}

#[test]
fn nobody_withdraws_what_others_ask_for_and_its_author_does() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    screens.press("2AW");
    assert_eq!(workspace.engine().waiting_requests(), 1);
    let mut anna = person(&workspace, "anna@desk");
    let view = anna.approval_requests(false).expect("requests").remove(0);
    anna.withdraw_request(&view.request.id).expect("withdrawn");
    let mut mine = workspace.engine();
    let id = mine.find_pack("Order to Cash").expect("a pack");
    let proposal = mine.propose_release(&id).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
    mine.release(&order).expect("requested");
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2AW"), "the request about Order to Cash is withdrawn");
    assert_eq!(workspace.engine().waiting_requests(), 0);
}

/// A workspace that asks nobody has no key and no word more.
#[test]
fn nothing_shows_while_nobody_is_asked() {
    let workspace = Workspace::of(SMALL);
    let mut screens = workspace.screens(120, 36);
    says_not(screens.press("2"), "Approval");
    says_not(screens.press("A"), "Approval");
    says_not(screens.press("?"), "approval of others");
}
