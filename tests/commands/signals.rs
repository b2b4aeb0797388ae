//! Commands that are told to end.

use std::{
    os::unix::process::ExitStatusExt as _,
    sync::{Arc, atomic::AtomicBool},
};

use signal_hook::{
    consts::{SIGHUP, SIGINT, SIGTERM},
    flag::register_conditional_default,
};

use super::*;

fn send(signal: &str, child: &std::process::Child) {
    let sent = Command::new("sh").args(["-c", "kill -s \"$0\" \"$1\"", signal, &child.id().to_string()]).status();
    assert!(sent.expect("a shell").success(), "no signal {signal}");
}

/// The status that a shell shows.
fn shown(status: std::process::ExitStatus) -> Option<i32> {
    status.code().or(status.signal().map(|signal| 128 + signal))
}

/// The program with each signal as it is by default. What starts the tests may ignore some, as a shell does for what
/// runs behind it, and that would be inherited; what is caught here is not.
fn ipack_that_hears(workspace: &Workspace) -> Command {
    for signal in [SIGINT, SIGTERM, SIGHUP] {
        let caught = register_conditional_default(signal, Arc::new(AtomicBool::new(true)));
        caught.expect("a signal that can be caught");
    }
    ipack(workspace)
}

/// What somebody has still to type is not waited for.
#[test]
fn a_command_that_reads_ends_at_once() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    for (signal, status) in [("INT", 130), ("TERM", 143), ("HUP", 129)] {
        let mut command = ipack_that_hears(&workspace);
        let mut reading = command.args(["import", "-"]).stdin(Stdio::piped()).spawn().expect("it runs");
        let _open = reading.stdin.take();
        send(signal, &reading);
        assert_eq!(shown(reading.wait().expect("it ends")), Some(status), "SIG{signal}");
    }
    assert_eq!(workspace.bytes(), before);
}

/// Nor is another program's work waited for.
#[test]
fn a_command_that_waits_for_the_lock_ends_at_once() {
    let workspace = Workspace::small();
    let before = workspace.bytes();
    let held = ipack::store::hold_folder(&workspace.path()).expect("the lock");
    write(&workspace.path().with_file_name("more.ron"), "(accounts: [(id: \"new\", name: \"New\")])");
    for args in [&["import", "../more.ron"][..], &["release", "Returns", "--now", "--yes"]] {
        for (signal, status) in [("INT", 130), ("TERM", 143)] {
            let mut command = ipack_that_hears(&workspace);
            let waiting = command.args(args).current_dir(workspace.path()).stderr(Stdio::null()).stdout(Stdio::null());
            let mut waiting = waiting.spawn().expect("it runs");
            send(signal, &waiting);
            assert_eq!(shown(waiting.wait().expect("it ends")), Some(status), "{args:?}, SIG{signal}");
        }
    }
    drop(held);
    assert_eq!(workspace.bytes(), before);
}

/// A file that may not grow further is a full disk, for what is written to the state and for the answer.
#[test]
fn a_limit_of_the_size_of_files_is_a_full_disk() {
    let workspace = Workspace::small();
    let out = workspace.path().with_file_name("out");
    let shell = |script: &str| {
        let mut shell = Command::new("sh");
        at_the_desk(&mut shell, &workspace);
        let output = shell.args(["-c", script, env!("CARGO_BIN_EXE_ipack")]).arg(&out).output().expect("it runs");
        (output.status.code(), text(&output.stdout), text(&output.stderr))
    };
    let (status, said, why) = shell("ulimit -f 0; exec \"$0\" pack list --format json >\"$1\"");
    assert_eq!((status, said), (Some(1), String::new()), "{why}");
    assert!(why.starts_with("ipack: failed to "), "{why}");
    // Neither stream can take anything.
    let (status, ..) = shell("ulimit -f 0; exec \"$0\" release Returns --now --yes >\"$1\" 2>&1");
    assert_eq!(status, Some(1));
    assert_eq!(std::fs::metadata(&out).expect("a file").len(), 0);
    let (status, said, why) = shell("ulimit -f 0; exec \"$0\" pack show Nope");
    assert_eq!((status, said), (Some(4), String::new()), "{why}");
    let (status, said, _) = shell("exec \"$0\" release Returns --now --yes");
    assert!(status == Some(0) && said.contains("is released"), "{said}");
}
