//! What the program does where the screens can't be shown: without a terminal, on a dumb one, and in plain mode.

use std::process::{Command, Stdio};

use crate::{
    pty::{PROGRAM, Start},
    support::Workspace,
};

#[test]
fn without_a_terminal_it_names_the_commands() {
    let workspace = Workspace::sample();
    let output = Command::new(PROGRAM)
        .env("IPACK_STATE_DIR", workspace.path())
        .stdin(Stdio::null())
        .output()
        .expect("a program");
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!((output.status.code(), output.stdout.is_empty()), (Some(2), true));
    names_the_commands(&said);
}

#[test]
fn a_dumb_terminal_gets_lines_of_text() {
    let workspace = Workspace::small();
    let mut terminal = Start::ipack(&workspace.path()).variable("TERM", "dumb").run();
    terminal.shows("or a part of it; q quits:").types("order to cash\nr\n1\n4\nn\n2\n2026-12-01\nNotes\nyes\n");
    terminal.shows("The same from the command line:").types("q\nq\n");
    assert_eq!(terminal.ended(), 0);
    assert!(!terminal.written.contains(&0x1b), "no escape sequence");
    let id = workspace.pack("Order to Cash");
    assert!(workspace.engine().pack(&id).expect("a pack").pack.scheduled.is_some());
}

#[test]
fn plain_mode_rolls_back_and_does_nothing_at_the_end_of_the_input() {
    let workspace = Workspace::small();
    let start = |arguments| Start::ipack(&workspace.path()).arguments(arguments).run();
    let before = workspace.bytes();
    let mut terminal = start(["--plain", "rollback", "Order to Cash"]);
    terminal.shows("Roll Back to #1: Select Versions").types("n\n1\n\n").shows("yes, no, or p Back").types("\u{4}");
    assert_eq!(terminal.ended(), 1);
    assert_eq!(before, workspace.bytes());
    assert!(!terminal.written.contains(&0x1b), "no escape sequence");
    let mut terminal = start(["--plain", "rollback", "Order to Cash"]);
    terminal.types("n\n1\n\nyes\n").shows("rolled back to #1, as release #3.");
    assert_eq!(terminal.ended(), 0);
    assert!(!terminal.written.contains(&0x1b), "no escape sequence");
}

/// The wizard waits for the platform in sight of whoever is there, so it has no use for the option.
#[test]
fn no_wait_without_a_schedule_opens_no_wizard() {
    let workspace = Workspace::small();
    let mut terminal = Start::ipack(&workspace.path()).arguments(["release", "Order to Cash", "--no-wait"]).run();
    terminal.shows("say when to release: --now or --on DATE");
    assert_eq!(terminal.ended(), 2);
}

fn names_the_commands(said: &str) {
    for command in ["pack", "release", "history", "schedule", "import"] {
        assert!(said.contains(command), "{command} is not named in {said:?}");
    }
}

/// Plain mode asks for approval where the workspace wants it, and lets somebody else give it.
#[test]
fn plain_mode_asks_for_approval_and_gives_it() {
    let workspace = Workspace::small();
    workspace.engine().change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let start = |who| Start::ipack(&workspace.path()).arguments(["--plain"]).variable("IPACK_TEST_USER", who).run();
    let mut anna = start("anna@desk");
    anna.shows("or a part of it; q quits:").types("order to cash\nr\n");
    anna.shows("n Next").types("n\n1\n\n").shows("Request Approval? yes, no, or p Back").types("yes\n");
    anna.shows("Order to Cash waits for the approval of 1 other person.");
    anna.shows("A request waits for approval.").types("a\n").shows("Withdraw (w)").types("q\nq\nq\n");
    assert_eq!(anna.ended(), 0);
    let mut ben = start("ben@desk");
    ben.shows("or a part of it; q quits:").types("order to cash\na\n");
    ben.shows("Approve (a)").types("a\n").shows("Comment").types("Seen\n").shows("Order to Cash #3 is released");
    ben.types("q\nq\n");
    assert_eq!(ben.ended(), 0);
}

/// A part of a version or of a date would be another one.
#[test]
fn tables_keep_versions_and_dates_whole_at_every_width() {
    let workspace = Workspace::sample();
    workspace.engine().change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let order = "Order to Cash";
    for width in ["40", "60", "80", "100"] {
        for (arguments, whole) in [
            (["pack", "show", order], &["2026.03 Hotfix", "v3 (audited)", "Deleted"][..]),
            (["pack", "instances", "Procure to Pay"], &["14 Oct 2026, 06:00", "applied early"]),
            (["history", order, "7"], &["2026.03 Hotfix", "v3 (audited)", "2.1.1"]),
            (["workspace", "show", "--plain"], &["requests expire after 7 days"]),
        ] {
            let mut terminal = Start::ipack(&workspace.path()).arguments(arguments).variable("COLUMNS", width).run();
            assert_eq!(terminal.ended(), 0);
            let said = String::from_utf8_lossy(&terminal.written);
            let said = said.split_whitespace().collect::<Vec<_>>().join(" ");
            let cut: Vec<_> = whole.iter().filter(|text| !said.contains(**text)).collect();
            assert!(cut.is_empty(), "{arguments:?} at {width}: {cut:?} in {said}");
        }
    }
}
