//! Approval on the screens: a request from the wizard, the section on Schedule, and the answers to it.

use chrono::Days;
use ipack::{
    engine::{Engine, ReleaseOrder, When},
    tui::theme::{Theme, ThemeOptions},
};

use crate::{
    support::{
        Workspace,
        screens::{busy, says, says_not},
    },
    whole_screens,
};

/// A workspace that asks for one approval.
fn asking() -> Workspace {
    let workspace = Workspace::small();
    workspace.person("anna@desk").change_settings(|settings| settings.approval.approvals = 1).expect("set");
    workspace
}

/// Somebody asks for a release, or releases where nobody is asked.
fn ask(engine: &mut Engine) {
    release(engine, "Order to Cash", When::Now);
}

fn release(engine: &mut Engine, pack: &str, when: When) {
    let id = engine.find_pack(pack).expect("a pack");
    let proposal = engine.propose_release(&id).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when, notes: "For Monday".into(), overriding: None };
    engine.release(&order).expect("done");
}

/// Anna has asked for a release.
fn requested() -> Workspace {
    let workspace = asking();
    ask(&mut workspace.person("anna@desk"));
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

/// One mark, in the list of packs as on Schedule, in ASCII too; the help says what it means.
#[test]
fn a_pack_about_which_a_request_waits_is_marked() {
    whole_screens!(busy_and_requested, "/retu");
    let workspace = busy_and_requested();
    let ascii = Theme::new(&ThemeOptions { unicode: false, ..ThemeOptions::default() });
    let mut screens = workspace.themed(120, 36, ascii);
    says(&screens, "Returns API * ?");
    says(screens.press("/retu<Enter>"), "? Waits for approval: a release on");
    says(screens.press("?approval of others"), "a request waits for the approval of others");
}

/// Whoever can approve is told so; its author, and who has approved, are told that it waits.
#[test]
fn the_header_says_whom_a_request_waits_for() {
    let workspace = busy_and_requested();
    says(&workspace.screens(120, 36), "Schedule ◷4 ◐1 for you");
    let mut mine = workspace.engine();
    let id = mine.approval_requests(false).expect("requests").remove(0).request.id;
    mine.approve(&id, "").expect("approved");
    says(&workspace.screens(120, 36), "Schedule ◷4 ◐1  3");
    workspace.person("anna@desk").withdraw_request(&id).expect("withdrawn");
    says(&workspace.screens(120, 36), "Schedule ◷4   3");
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
fn a_request_that_is_looked_at() {
    whole_screens!(requested, "2<Enter>");
}

#[test]
fn the_answer_to_a_request() {
    whole_screens!(requested, "2A");
}

#[test]
fn a_request_is_approved_on_its_row_and_carried_out() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2"), "0 of 1");
    says(screens.press("A"), "Comment");
    screens.press("Seen<Enter><Enter>");
    says(&screens, "Order to Cash #3 is released");
    says_not(&screens, "Waiting for Approval");
    assert_eq!(releases(&workspace), 3);
}

#[test]
fn a_request_is_approved_where_its_review_is_read() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2<Enter>"), "Create Invoice");
    says(&screens, "A Approve");
    says(screens.press("A<Esc>"), "Create Invoice");
    screens.press("ASeen<Enter><Enter>");
    says(&screens, "Order to Cash #3 is released");
    says_not(&screens, "Create Invoice  ");
    assert_eq!(releases(&workspace), 3);
}

#[test]
fn a_request_is_rejected_with_a_comment() {
    let workspace = requested();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2X<Enter><Enter>"), "a rejection needs a comment");
    assert_eq!(workspace.engine().waiting_requests(), 1, "without a comment nothing is rejected");
    screens.press("Not before the audit<Enter><Enter>");
    says(&screens, "the request about Order to Cash is rejected");
    assert_eq!((workspace.engine().waiting_requests(), releases(&workspace)), (0, 2));
}

#[test]
fn a_key_that_is_off_says_why() {
    let workspace = requested();
    for keys in ["2W", "2<Enter>W"] {
        let mut screens = workspace.screens(120, 36);
        says(screens.press(keys), "can be withdrawn by its author alone, anna@desk");
    }
    says(workspace.screens(120, 36).press("2/zzz<Enter>A"), "the filter hides what waits for approval");
    let workspace = asking();
    ask(&mut workspace.engine());
    let mut screens = workspace.screens(120, 36);
    for key in ["A", "X"] {
        says(screens.press("2").press(key), "nobody decides on their own request");
    }
    assert_eq!(workspace.engine().waiting_requests(), 1);
    says(screens.press("W"), "the request about Order to Cash is withdrawn");
    says(screens.press("A"), "nothing waits for approval");
    assert_eq!(workspace.engine().waiting_requests(), 0);
}

/// Four releases are scheduled, and Anna asks for another.
pub(crate) fn busy_and_requested() -> Workspace {
    let workspace = busy();
    let mut anna = workspace.person("anna@desk");
    anna.change_settings(|settings| settings.approval.approvals = 2).expect("set");
    let today = anna.today();
    release(&mut anna, "Returns API", When::On(today + Days::new(20)));
    workspace
}

#[test]
fn what_waits_stands_above_what_is_scheduled() {
    whole_screens!(busy_and_requested, "2");
    whole_screens!(busy_and_requested, "2A");
}

/// Keys about a scheduled release mean nothing on a request, whatever is selected below.
#[test]
fn the_arrows_and_tab_lead_from_what_is_scheduled_to_what_waits_and_back() {
    let workspace = busy_and_requested();
    let mut screens = workspace.screens(80, 24);
    says(screens.press("2"), "A Requests");
    for there in ["<Up>", "A", "<Tab><Tab>", "<S-Tab>"] {
        says(screens.press(there), "▌◐ Returns API");
        says(&screens, "A Approve");
        for none in ["r", "m", "x", "c", "<Space>"] {
            let before = screens.screen();
            assert_eq!(screens.press(none).screen(), before, "{none} after {there}");
        }
        says(screens.press("<Down>"), "A Requests");
    }
    says(screens.press("A<Esc>"), "A Requests");
}

#[test]
fn the_filter_of_the_page_narrows_what_waits_too() {
    let mut screens = busy_and_requested().screens(80, 24);
    says(screens.press("2/pay"), "1 of 4 scheduled releases");
    says_not(&screens, "Returns API");
    says(screens.press("<Esc>"), "Returns API");
}

/// A workspace that asks nobody has no key and no word more.
#[test]
fn nothing_shows_while_nobody_is_asked() {
    let workspace = Workspace::small();
    let mut screens = workspace.screens(120, 36);
    says_not(screens.press("2"), "Approval");
    says_not(screens.press("A"), "Approval");
    says_not(screens.press("?"), "approval of others");
}

#[test]
fn what_is_asked_for_is_told_whole_at_60_columns() {
    let workspace = asking();
    release(&mut workspace.person("anna@desk"), "Order to Cash", When::On("2026-12-08".parse().expect("a date")));
    says(workspace.screens(60, 16).press("2"), "Order to Cash a release on Tue 8 Dec 2026 0 of 1");
}
