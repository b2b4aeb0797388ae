//! A durable release, in a workspace that is open.

use std::{
    fs::{File, OpenOptions},
    io::Write as _,
    process::Command,
    time::Duration,
};

use ipack::{
    domain::{PackId, Version},
    engine::{Engine, ReleaseOrder, When},
};

use crate::{
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const ROUNDS: usize = 1_001;

pub(crate) fn measure(table: &mut Table) {
    for (name, packs) in [("10 packs", 10), ("10,000 packs", 10_000)] {
        let workspace = Workspace::of(packs);
        let mut engine = workspace.engine();
        let id = engine.overview().packs[packs / 2].summary.id.clone();
        let mut least = OpenOptions::new()
            .append(true)
            .create(true)
            .open(workspace.path().with_extension("floor"))
            .expect("a file");
        let mut round = 0;
        let release = || {
            round += 1;
            release(&mut engine, &id, round)
        };
        let (ours, floor) = Samples::in_turn(ROUNDS, release, || write(&mut least));
        table.add(format!("durable release of 10 components, {name}"), ours, &floor, Goal::Ratio(2.5));
        if packs == 10 {
            table.note(syscalls(&workspace, &id).unwrap_or_else(|| "strace is not there to count system calls".into()));
        }
    }
}

/// One component goes back and forth while another waits, so that there is always something to release; the time of
/// the release alone.
pub(crate) fn release(engine: &mut Engine, id: &PackId, round: usize) -> Duration {
    let proposal = engine.propose_release(id).expect("a proposal");
    let mut selection = proposal.selection.clone();
    let moving = if round.is_multiple_of(2) { "1.1" } else { "1.2" };
    for (row, version) in [(0, moving), (1, "1.0")] {
        let component = selection.rows()[row].component.id.clone();
        selection.choose(&component, &Version::from(version)).expect("chosen");
    }
    let order =
        ReleaseOrder { basis: proposal.basis, selection, when: When::Now, notes: "a note".into(), overriding: None };
    time(|| drop(engine.release(&order).expect("released")))
}

/// The floor: 4 KB, appended and synced.
pub(crate) fn write(file: &mut File) -> Duration {
    time(|| {
        file.write_all(&[b'x'; 4096]).expect("written");
        file.sync_data().expect("synced");
    })
}

/// What one release asks of the kernel, in words; none without strace.
fn syscalls(workspace: &Workspace, id: &PackId) -> Option<String> {
    let traced = Command::new("strace")
        .args(["-f", "-y", "-e", "trace=write,pwrite64,writev,fsync,fdatasync"])
        .args([
            env!("CARGO_BIN_EXE_ipack"),
            "release",
            id.as_str(),
            "--now",
            "--yes",
            "--notes",
            "traced",
            "--state-dir",
        ])
        .arg(workspace.path())
        .output()
        .ok()
        .filter(|output| output.status.success())?;
    let trace = String::from_utf8_lossy(&traced.stderr).into_owned();
    let count = |call: &str, file: &str| trace.lines().filter(|l| l.contains(call) && l.contains(file)).count();
    Some(format!(
        "One release, traced: {} write and {} fdatasync to the journal, {} other syncs, {} writes to holder.txt.",
        count("write(", "/journal-"),
        count("fdatasync(", "/journal-"),
        count("sync(", "/") - count("fdatasync(", "/journal-"),
        count("write(", "/holder.txt")
    ))
}
