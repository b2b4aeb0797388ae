//! What a command says on which stream, and how it ends where one of them can't be written.

use std::{fs::OpenOptions, io, process::Stdio};

use super::*;

/// A disk without room, as a stream.
#[expect(clippy::disallowed_methods, reason = "a file that is no state")]
fn full() -> Stdio {
    OpenOptions::new().write(true).open("/dev/full").expect("a full disk").into()
}

/// A stream that nobody reads any more.
fn left() -> Stdio {
    io::pipe().expect("a pipe").1.into()
}

/// Commands that only look, with how they end.
const LOOKING: &[(&[&str], i32)] = &[
    (&["--help"], 0),
    (&["help", "release"], 0),
    (&["--version"], 0),
    (&["pack", "list"], 0),
    (&["pack", "list", "--format", "json"], 0),
    (&["pack", "show", "Nope"], 4),
    (&["pack", "show"], 2),
    (&["history", "Returns", "7"], 4),
    (&["release", "Returns", "--now"], 2),
    (&["schedule", "window", "--on", "30 feb"], 2),
    (&["completions", "bash"], 0),
    (&["man"], 0),
    (&["doctor"], 0),
    (&["--format", "json"], 2),
];

/// Commands that change something, in an order in which all of them can.
const CHANGING: &[&[&str]] = &[
    &["component", "create", "New"],
    &["component", "package", "New", "--version", "1", "--shareable"],
    &["pack", "create", "Fresh"],
    &["pack", "edit", "Fresh", "--description", "New"],
    &["pack", "add", "Fresh", "New"],
    &["release", "Fresh", "--now", "--yes"],
    &["component", "package", "New", "--version", "2", "--shareable"],
    &["release", "Fresh", "--on", "2026-12-01", "--yes"],
    &["schedule", "move", "Fresh", "--on", "2026-12-02", "--yes"],
    &["schedule", "change", "Fresh", "--notes", "Why", "--yes"],
    &["schedule", "cancel", "Fresh", "--yes"],
    &["release", "Fresh", "Returns", "--now", "--yes"],
    &["rollback", "Fresh", "--now", "--yes"],
    &["pack", "remove", "Fresh", "New", "--yes"],
    &["pack", "undelete", "Fresh", "New"],
    &["account", "create", "Carlsen"],
    &["group", "create", "North"],
    &["group", "add", "North", "Carlsen"],
    &["group", "share", "North", "Fresh"],
    &["account", "install", "Carlsen", "Fresh"],
    &["account", "uninstall", "Carlsen", "Fresh", "--yes"],
    &["group", "unshare", "North", "Fresh"],
    &["group", "remove", "North", "Carlsen"],
    &["group", "delete", "North", "--yes"],
    &["component", "package", "New", "--version", "3", "--shareable"],
    &["component", "delete", "New", "3", "--yes"],
    &["component", "restore", "New", "3"],
    &["workspace", "set", "name", "Mine"],
    &["pack", "delete", "Fresh", "--yes"],
];

#[test]
fn a_status_does_not_depend_on_who_reads() {
    let workspace = Workspace::small();
    for (args, status) in LOOKING {
        let ended = |out: Stdio, error: Stdio| {
            ipack(&workspace).args(*args).stdout(out).stderr(error).status().expect("it runs").code()
        };
        assert_eq!(ended(Stdio::null(), Stdio::null()), Some(*status), "{args:?}");
        assert_eq!(ended(left(), Stdio::null()), Some(*status), "{args:?}, no reader");
        assert_eq!(ended(Stdio::null(), left()), Some(*status), "{args:?}, no reader of errors");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_was_not_given_is_a_failure_where_nothing_was_changed() {
    let workspace = Workspace::small();
    for (args, status) in LOOKING {
        let ended = |out: Stdio, error: Stdio| {
            ipack(&workspace).args(*args).stdout(out).stderr(error).output().expect("it runs")
        };
        assert_eq!(ended(Stdio::null(), full()).status.code(), Some(*status), "{args:?}, errors to a full disk");
        let output = ended(full(), Stdio::piped());
        let told = text(&output.stderr);
        if *status == 0 {
            assert_eq!(
                (output.status.code(), told.contains("ipack: failed to print: ")),
                (Some(1), true),
                "{args:?}: {told}"
            );
            assert_eq!(ended(full(), full()).status.code(), Some(1), "{args:?}");
        } else {
            assert_eq!(output.status.code(), Some(*status), "{args:?}: {told}");
        }
    }
}

#[cfg(target_os = "linux")]
#[test]
fn what_was_done_ends_with_0_whether_it_can_be_told_or_not() {
    let (one, other) = (Workspace::small(), Workspace::small());
    for (nth, args) in CHANGING.iter().enumerate() {
        let format: &[&str] = if nth % 2 == 0 { &["--format", "json"] } else { &[] };
        let output = ipack(&one).args(*args).args(format).stdout(full()).output().expect("it runs");
        let told = text(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{args:?}: {told}");
        assert!(told.contains("ipack: warning: done, but failed to print: "), "{args:?}: {told}");
        let output = ipack(&other).args(*args).args(format).stdout(left()).stderr(full()).status().expect("it runs");
        assert_eq!(output.code(), Some(0), "{args:?}");
    }
    for workspace in [&one, &other] {
        assert_eq!(json(workspace, &["workspace", "show"])["name"], "Mine");
        assert_eq!(json(workspace, &["history", "Returns"]).as_array().map(Vec::len), Some(1));
    }
}

#[test]
fn a_reader_that_went_away_makes_nothing_well() {
    let due = Workspace::small();
    assert!(run(&due, &["release", "Returns", "--on", "2026-12-01", "--yes"]).status.success());
    let tick = |out: Stdio| {
        let mut command = ipack(&due);
        command.env("IPACK_TEST_NOW", "2027-03-01T00:00:00Z").args(["scheduler", "tick"]).stdout(out);
        command.status().expect("it runs").code()
    };
    assert_eq!((tick(Stdio::null()), tick(left())), (Some(3), Some(3)));
    let damaged = Workspace::damaged();
    let check = |out: Stdio| ipack(&damaged).arg("check").stdout(out).status().expect("it runs").code();
    assert_eq!((check(Stdio::null()), check(left())), (Some(6), Some(6)));
    let partly = |out: Stdio| {
        let args = ["release", "Returns", "Nowhere", "--now", "--dry-run"];
        ipack(&Workspace::small()).args(args).stdout(out).status().expect("it runs").code()
    };
    assert_eq!((partly(Stdio::null()), partly(left())), (Some(4), Some(4)));
}

#[test]
fn what_is_no_number_of_a_release_is_said_in_our_words() {
    for args in [
        &["history", "Returns", "x"][..],
        &["rollback", "Returns", "--now", "--to", "x"],
        &["rollback", "Returns", "--now", "--to", "-1"],
        &["diff", "Returns", "1", "99999999999"],
    ] {
        says_of_usage(args, "a release is named by its number, such as 3");
    }
}

#[test]
fn what_the_command_line_can_not_take_says_what_it_takes() {
    says_of_usage(&["workspace", "set", "approvals", "two"], "write 0, 1 or 2");
    says_of_usage(&["workspace", "set", "approvals", "3"], "0, 1 or 2");
    says_of_usage(&["workspace", "set", "request-days", "x"], "write a number of days, 1 to 366");
    says_of_usage(&["workspace", "set", "scheduler-time-zone", "Europe/Berln"], "did you mean Europe/Berlin?");
    says_of_usage(&["schedule", "window", "--on", "fri", "--time-zone", "Berlin"], "did you mean Europe/Berlin?");
    says_of_usage(&["hook", "add", "Chat"], "<--url <URL>|--command <COMMAND>>");
    says_of_usage(&["pack", "edit", "Returns"], "<--name <NAME>|--description <TEXT>>");
    #[cfg(feature = "platform")]
    says_of_usage(&["platform", "settle", "release-1"], "<--happened|--did-not-happen>");
    #[cfg(feature = "platform")]
    says_of_usage(&["serve", "--listen", "here"], "write an IP address and a port");
}

fn says_of_usage(args: &[&str], sentence: &str) {
    let output = run(&Workspace::small(), args);
    let told = text(&output.stderr);
    assert_eq!(output.status.code(), Some(2), "{args:?}: {told}");
    assert!(told.contains(sentence), "{args:?}: {told}");
}
