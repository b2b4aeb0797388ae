//! A tick of the scheduler over a large workspace.

use std::{
    fs::{self, OpenOptions},
    process::Command,
};

use ipack::{
    domain::LateReleases,
    engine::{DueSince, Engine},
};

use crate::{
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const PACKS: usize = 10_000;
const DUE: usize = 1_000;
const ROUNDS: usize = 21;
const IDLE_ROUNDS: usize = 501;

pub(crate) fn measure(table: &mut Table) {
    let workspace = Workspace::scheduled(PACKS, PACKS / DUE);
    workspace.engine().change_settings(|settings| settings.late_releases = LateReleases::Always).expect("set");
    let mut least =
        OpenOptions::new().append(true).create(true).open(workspace.path().with_extension("floor")).expect("a file");

    // A fresh copy each time: what is opened has not been looked at.
    let mut due = None;
    let tick = || {
        let copy = workspace.copy();
        let mut engine = copy.engine();
        let taken = time(|| perform(&mut engine, DUE));
        due = Some(copy);
        taken
    };
    let (ours, floor) = Samples::in_turn(ROUNDS, tick, || super::commit::write(&mut least));
    table.add("tick with 1,000 due of 10,000 packs", ours, &floor, Goal::Ratio(50.0));

    let idle = due.expect("a round");
    let length = || fs::metadata(idle.path().join("journal-2.ron")).expect("a journal").len();
    let before = length();
    let mut engine = idle.engine();
    let tick = || time(|| perform(&mut engine, 0));
    let (ours, floor) = Samples::in_turn(IDLE_ROUNDS, tick, || super::commit::write(&mut least));
    table.add("tick with nothing due of 10,000 packs", ours, &floor, Goal::None);
    assert_eq!(length(), before, "nothing due, nothing written");
    table.note(syscalls(&workspace.copy()).unwrap_or_else(|| "strace is not there to count system calls".into()));
}

fn perform(engine: &mut Engine, expected: usize) {
    let tick = engine.tick(DueSince::Ever).expect("a tick");
    assert_eq!(tick.released.len(), expected);
}

/// What one tick asks of the kernel, in words; none without strace.
fn syscalls(workspace: &Workspace) -> Option<String> {
    let traced = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=write,pwrite64,writev,fsync,fdatasync"])
        .args([env!("CARGO_BIN_EXE_ipack"), "scheduler", "tick", "--state-dir"])
        .arg(workspace.path())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let trace = String::from_utf8_lossy(&traced.stderr).into_owned();
    let count = |call: &str| trace.lines().filter(|l| l.contains(call) && l.contains("/journal-")).count();
    Some(format!("One tick, traced: {} write and {} fdatasync to the journal.", count("write("), count("fdatasync(")))
}
