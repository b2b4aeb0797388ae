//! The program from outside, as scripts see it: what it prints, how it ends, and what it leaves in the state folder.
//!
//! Most tests compare a transcript: the command, standard output, standard error after `!`, and the exit status where
//! it is not 0. What differs from run to run (folders, request ids, the host) is written in one way.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not go on may panic")]

#[path = "../support/mod.rs"]
mod support;

mod approvals;
mod as_code;
mod bad_documents;
#[cfg(feature = "notice")]
mod bad_receivers;
mod calendar;
mod clocks;
mod comparing;
mod config;
mod freezes;
mod groups;
mod help;
#[cfg(feature = "notice")]
mod hooks;
#[cfg(all(target_os = "linux", feature = "notice"))]
mod hooks_under_kills;
mod importing;
mod legacy;
mod looking;
mod mutated;
mod outputs;
mod publisher;
mod raw;
mod releasing;
mod repairing;
mod report;
mod round_trip;
mod scheduling;
#[cfg(unix)]
mod script;
#[cfg(target_os = "linux")]
mod signals;
mod state_folder;
mod streams;
mod the_same_from_the_command_line;
#[cfg(feature = "notice")]
mod told_approvals;
mod who_has_it;

use std::{
    fmt::Write,
    fs::File,
    path::PathBuf,
    process::{Command, Output, Stdio},
};

use ipack::{
    domain::{Contents, Event, Pack, ReleaseKind, Via},
    engine::{EngineError, author},
    store::{Author, Store, StoreError},
};
use serde_json::Value;
use support::{BLOCKED, NOW, SMALL, Workspace, instant, tz, write};

/// A program run in a workspace, with nobody at the keyboard.
fn ipack(workspace: &Workspace) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
    at_the_desk(&mut command, workspace);
    command
}

fn at_the_desk(command: &mut Command, workspace: &Workspace) {
    command
        .env_clear()
        .envs([("IPACK_TEST_NOW", NOW), ("TZ", "Europe/Berlin"), ("TERM", "xterm"), ("LANG", "C.UTF-8")])
        .envs(std::env::vars_os().filter(|(name, _)| ["USER", "LOGNAME", "SUDO_USER"].iter().any(|kept| name == kept)))
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", workspace.path().with_file_name("home"))
        .env("IPACK_STATE_DIR", workspace.path())
        .current_dir(workspace.path().parent().expect("a folder"))
        .stdin(Stdio::null());
}

fn run(workspace: &Workspace, args: &[&str]) -> Output {
    ipack(workspace).args(args).output().expect("it runs")
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("UTF-8")
}

/// What a command prints for programs.
fn json(workspace: &Workspace, args: &[&str]) -> Value {
    let output = run(workspace, &[args, &["--format", "json"]].concat());
    assert!(output.status.success(), "{args:?}: {}", text(&output.stderr));
    serde_json::from_slice(&output.stdout).expect("json")
}

/// The commands, each with all that it prints and its status.
fn transcript(workspace: &Workspace, commands: &[&[&str]]) -> String {
    let mut said = String::new();
    for args in commands {
        let output = run(workspace, args);
        let quoted =
            args.iter().map(|arg| if arg.contains([' ', '"', '$']) { format!("{arg:?}") } else { (*arg).into() });
        let _ = writeln!(said, "$ ipack {}", quoted.collect::<Vec<_>>().join(" "));
        said.push_str(&text(&output.stdout));
        for line in text(&output.stderr).lines() {
            let _ = writeln!(said, "! {line}");
        }
        match output.status.code() {
            Some(0) => {}
            status => _ = writeln!(said, "[{}]", status.expect("no signal")),
        }
        said.push('\n');
    }
    steady(&said, workspace)
}

/// The text with what differs from run to run written in one way.
fn steady(text: &str, workspace: &Workspace) -> String {
    let home = workspace.path().parent().expect("a folder").display().to_string();
    let text = text.replace(&author(), "admin@desk").replace(&home, "~");
    let mut steady = String::new();
    let mut rest = text.as_str();
    while let Some(at) = rest.find("release-") {
        let (before, id) = rest.split_at(at + "release-".len());
        let length = id.chars().take_while(|c| c.is_ascii_hexdigit() || *c == '-').count();
        steady.push_str(before);
        steady.push_str(if length == 36 { "<uuid>" } else { &id[..length] });
        rest = &id[length..];
    }
    steady + rest
}

/// Commands that are all refused: the transcript, after a look that not a byte has changed.
fn refused(workspace: &Workspace, commands: &[&[&str]]) -> String {
    let before = workspace.bytes();
    let said = transcript(workspace, commands);
    assert_eq!(workspace.bytes(), before, "{said}");
    assert_eq!(said.matches("\n[").count(), commands.len(), "every command is refused\n{said}");
    said
}

/// A document beside the state folder; its path.
fn document(workspace: &Workspace, name: &str, text: &str) -> PathBuf {
    let path = workspace.path().with_file_name(name);
    write(&path, text);
    path
}

macro_rules! compare {
    ($said:expr) => {
        insta::with_settings!({ omit_expression => true }, { insta::assert_snapshot!($said) })
    };
}

use compare;
