//! The command palette: what can be done here, and what can be gone to.

use crate::{
    support::{
        Workspace,
        screens::{leads_to, says},
    },
    whole_screen, whole_screens,
};

#[test]
fn what_can_be_done_here() {
    whole_screens!(Workspace::sample, ":");
}

#[test]
fn what_holds_the_text_comes_first() {
    whole_screen!(Workspace::sample, ":sched");
}

#[test]
fn a_sentence_under_its_name_takes_no_room_from_names() {
    leads_to(
        Workspace::sample,
        ":settings",
        &["Customer Master Data Distribution t", "Change the settings of the workspace."],
    );
}

#[test]
fn enter_does_what_the_key_does() {
    leads_to(Workspace::sample, "/order<Enter>:history<Enter>", &["History", "#7"]);
    leads_to(Workspace::sample, ":workspace set<Enter>", &["Workspace Settings", "Scheduler Time Zone"]);
    leads_to(Workspace::sample, "/order<Enter>r:next<Enter>", &["Select Release Schedule"]);
}

#[test]
fn names_are_gone_to() {
    leads_to(Workspace::sample, ":order to cash<Enter>", &["▌Create Invoice"]);
    leads_to(Workspace::sample, ":ledger posting<Enter>", &["▌Ledger Posting", "Versions ("]);
    leads_to(Workspace::sample, ":enterprise<Enter>", &["Account Information and Setup"]);
    leads_to(Workspace::sample, "2:accounts<Enter>", &["In Enterprise EMEA"]);
}

#[test]
fn what_is_off_says_why() {
    let mut screens = Workspace::sample().screens(80, 24);
    screens.press("/edi<Enter><C-p>add components<Enter>");
    says(&screens, "100");
    says(&screens, "Commands");
}

#[test]
fn nothing_is_gone_to_from_amid_a_job() {
    leads_to(Workspace::sample, "/order<Enter>r<C-p>retail sync", &["No match"]);
    leads_to(Workspace::sample, "n<C-p>retail sync", &["No match"]);
}

#[test]
fn esc_leaves_it_whatever_is_typed() {
    leads_to(Workspace::sample, "/order<Enter>:hist<Esc>h", &["History"]);
}

#[test]
fn what_was_pasted_with_a_line_break_does_not_run() {
    let workspace = Workspace::sample();
    let mut screens = workspace.screens(80, 24);
    screens.press(":").paste("quit\n");
    says(&screens, "Commands");
}

#[test]
fn pages_are_called_what_the_deployment_calls_them() {
    leads_to(Workspace::legacy, ":publications", &["▌Publications 1 Go to Publications."]);
}

/// What has no key leaves the room of the keys to its name.
#[test]
fn names_have_the_room_of_keys_that_do_not_show() {
    let workspace = Workspace::sample();
    says(workspace.screens(60, 16).press(":850 purch"), "850 Purchase Order · Redwood Auto Parts Component");
}
