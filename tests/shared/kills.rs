//! Programs that are killed, and connections that are cut: whatever was acknowledged stands there once, and nothing
//! twice. Where that happens is chosen call by call and message by message, so that no moment is left out.

use std::{fs, process::Stdio};

use ipack::{
    domain::Via,
    engine::{Engine, EngineError, StoreError},
};

use super::{
    Computer,
    line::{Fault, Line, Way},
    many::{connected, dense, rename},
    server::server,
};

/// How many are killed, and how often a connection is cut; `IPACK_TEST_KILLS` for more by hand.
fn at_least(usual: usize) -> usize {
    std::env::var("IPACK_TEST_KILLS").ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// Where a program is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// At a call to the disk: `kill` or `kill-after`. Debug builds alone have it.
    Disk(&'static str),
    /// At a message.
    Message(Way, Fault),
}

const MOMENTS: [Moment; 6] = [
    Moment::Disk("kill"),
    Moment::Disk("kill-after"),
    Moment::Message(Way::Request, Fault::Kill),
    Moment::Message(Way::Request, Fault::KillAfter),
    Moment::Message(Way::Answer, Fault::Kill),
    Moment::Message(Way::Answer, Fault::KillAfter),
];

/// How the copy stands to the workspace when the program starts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Copy {
    Same,
    Behind,
    Missing,
}

/// A computer whose programs are killed, and what became of each name that they set.
struct Victim {
    computer: Computer,
    other: Computer,
    line: Line,
    url: String,
    /// The same workspace, without the line between.
    direct: String,
    /// Each name, and whether it was acknowledged.
    names: Vec<(String, bool)>,
    kills: usize,
}

impl Victim {
    /// Sets a name that was never set, and is killed at the moment the `n`th time it comes, from 0; whether it came.
    fn set(&mut self, copy: Copy, moment: Moment, n: usize) -> bool {
        match copy {
            Copy::Same => {}
            Copy::Behind => drop(self.other.says(&self.direct, &["workspace", "set", "name", "Other"])),
            Copy::Missing => drop(fs::remove_dir_all(self.computer.home.path().join(".cache"))),
        }
        let name = format!("name {}", self.names.len());
        let mut command = self.computer.command(&["workspace", "set", "name", &name]);
        command.env("IPACK_WORKSPACE", &self.url).stdout(Stdio::null()).stderr(Stdio::null());
        match moment {
            Moment::Disk(fault) => drop(command.env("IPACK_TEST_DISK", format!("fail={fault} nth={}", n + 1))),
            Moment::Message(way, fault) => self.line.plan(way, n, fault),
        }
        let status = self.line.run(&mut command);
        let killed = status.code().is_none();
        self.kills += usize::from(killed);
        self.names.push((name, status.success()));
        killed
    }
}

/// Kills one at each call and message in turn, `least` at least; whatever was acknowledged stands there once.
fn survives(copy: Copy, workspace: &str, least: usize) {
    let Some(server) = server() else { return };
    let (line, computer, other) = (Line::to(server), Computer::new(), Computer::new());
    let (url, direct) = (line.url(workspace), server.url(workspace));
    computer.create(&url);
    let mut victim = Victim { computer, other, line, url, direct, names: Vec::new(), kills: 0 };
    while victim.kills < at_least(least) {
        for moment in MOMENTS {
            let mut n = 0;
            while victim.set(copy, moment, n) {
                n += 1;
            }
        }
    }
    let Victim { computer, other, direct, names, .. } = victim;
    dense(server, workspace);
    let there = server.sql(&format!("SELECT line FROM ipack_line WHERE workspace = '{workspace}'"));
    for (name, acknowledged) in names {
        let times = there.matches(&format!("name:\"{name}\"")).count();
        assert!(times == 1 || times == 0 && !acknowledged, "{name}: {times} times");
    }
    for computer in [&computer, &other] {
        assert!(computer.says(&direct, &["check"]).contains("nothing is wrong"));
    }
    assert_eq!(computer.says(&direct, &["export", "--out", "-"]), other.says(&direct, &["export", "--out", "-"]));
}

#[test]
fn a_program_that_is_killed_anywhere_loses_and_doubles_nothing() {
    survives(Copy::Same, "killed", 125);
}

#[test]
fn a_program_that_is_killed_while_it_catches_up_loses_and_doubles_nothing() {
    survives(Copy::Behind, "killed-behind", 125);
}

#[test]
fn a_program_that_is_killed_while_it_fetches_its_copy_loses_and_doubles_nothing() {
    survives(Copy::Missing, "killed-new", 300);
}

/// Sets a name; again where it is certain that it was not set, as where a connection is cut twice before it is put.
fn until_done(engine: &mut Engine, name: &str) {
    while let Err(why) = rename(engine, name) {
        assert!(matches!(why, EngineError::Store(StoreError::Away { .. })), "{why}");
        connected(engine);
    }
}

#[test]
fn a_connection_that_is_cut_anywhere_loses_and_doubles_nothing() {
    let Some(server) = server() else { return };
    let (line, computer) = (Line::to(server), Computer::new());
    let url = &line.url("cut");
    computer.create(url);
    let mut engine = computer.engine(url, "ada@desk", Via::Cli);
    let (mut acknowledged, mut cuts) = (1, 0);
    while cuts < at_least(300) {
        for way in [Way::Request, Way::Answer] {
            for fault in [Fault::Cut, Fault::CutWithin, Fault::CutAfter] {
                for after in 0..3 {
                    line.plan(way, after, fault);
                    until_done(&mut engine, &format!("name {acknowledged}"));
                    acknowledged += 1;
                    cuts += usize::from(line.has_happened());
                }
            }
        }
    }
    assert_eq!(dense(server, "cut"), acknowledged);
    assert!(computer.run(url, &["check"]).status.success());
}
