//! A workspace that a team shares, on a server of its own on this machine; left out, with a word, where there is none.
//! The floor of a release is a bare INSERT of its line over the same way.

use std::{path::PathBuf, process::Command, sync::Arc, thread, time::Duration};

use ipack::{
    domain::{PackId, Via},
    engine::{
        Clock, Engine, FixedClock,
        keeper::{Address, Keeper as _, Put, Secrets, Table as Kept, Wait},
    },
};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{
    commit,
    samples::{Samples, time},
    server::Server,
    table::{Goal, Table},
    workspace::Workspace,
};

const TIMEOUT: Duration = Duration::from_secs(10);
const ROUNDS: usize = 501;
const WRITERS: usize = 8;
/// Lines that a newcomer fetches.
const LINES: usize = 10_000;

pub(crate) fn measure(table: &mut Table) {
    let Some(server) = Server::durable() else {
        return table.note("shared: left out, as there is no PostgreSQL server on this machine (initdb)");
    };
    let folder = Workspace::of(10);
    let url = server.url("bench");
    Engine::create_shared(&mut kept(&url), Some(&folder.path())).expect("made");
    release(table, &server, &url);
    list(table, &url, &folder);
    writers(table, &url);
    newcomer(table, &url);
}

fn kept(url: &str) -> Kept {
    Kept::new(Address::parse(url).expect("an address"), Secrets::default()).expect("a table")
}

fn open(url: &str, copy: &TempDir, by: &str) -> Engine {
    let clock: Arc<dyn Clock> = FixedClock::new("2026-11-21T18:00:00Z".parse().expect("an instant"));
    let copy: PathBuf = copy.path().join("copy");
    Engine::open_shared(Box::new(kept(url)), &copy, clock, by.to_owned(), Via::Cli).expect("opened")
}

fn copy() -> TempDir {
    TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder")
}

fn release(table: &mut Table, server: &Server, url: &str) {
    let (copy, floor) = (copy(), server.url("floor"));
    let mut engine = open(url, &copy, "bench@desk");
    let id: PackId = engine.overview().packs[5].summary.id.clone();
    let mut bare = kept(&floor);
    let (mut round, mut seq) = (0, 0);
    commit::release(&mut engine, &id, 0);
    let line = kept(url).after(1, Wait::UpTo(TIMEOUT)).expect("lines").lines.pop().expect("the release");
    let ours = || {
        round += 1;
        commit::release(&mut engine, &id, round)
    };
    let insert = || {
        seq += 1;
        time(|| assert!(matches!(bare.put(seq, Uuid::now_v7(), &line, TIMEOUT), Ok(Put::Done)), "put"))
    };
    let (ours, floor) = Samples::in_turn(ROUNDS, ours, insert);
    table.add("durable release of 10 components, shared", ours, &floor, Goal::Ratio(2.5));
}

/// `ipack pack list`, whose copy is as new as the workspace. The floor is the same over a folder, and a connection over
/// which two questions are asked.
fn list(table: &mut Table, url: &str, folder: &Workspace) {
    let home = copy();
    let run = |place: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
        command.args(["pack", "list", "--workspace", place]).env("HOME", home.path()).env_remove("XDG_CACHE_HOME");
        time(|| assert!(command.output().expect("it runs").status.success(), "a list"))
    };
    let place = folder.path().display().to_string();
    run(url);
    let questions = || {
        let mut kept = kept(url);
        time(|| (0..2).for_each(|_| drop(kept.after(1, Wait::UpTo(TIMEOUT)).expect("an answer"))))
    };
    let (ours, floor) = Samples::in_turn(101, || run(url), || run(&place) + questions());
    table.add("pack list, shared, the copy up to date", ours, &floor, Goal::Ratio(1.5));
}

/// Eight who write at once, without a pause.
fn writers(table: &mut Table, url: &str) {
    let alone = commits(url, "alone@desk", 50);
    let times = thread::scope(|scope| {
        let writers: Vec<_> =
            (0..WRITERS).map(|n| scope.spawn(move || commits(url, &format!("w{n}@desk"), 50))).collect();
        writers.into_iter().flat_map(|writer| writer.join().expect("all are served")).collect::<Vec<_>>()
    });
    let longest = times.iter().max().copied().unwrap_or_default();
    let (times, alone) = (Samples::new(times), Samples::new(alone));
    table.add(
        format!("commit of {WRITERS} who write at once, beside one alone"),
        times,
        &alone,
        Goal::P95(Duration::from_secs(1)),
    );
    table.note(format!("shared: the longest wait of {WRITERS} who write at once was {} ms", longest.as_millis()));
}

fn commits(url: &str, by: &str, count: usize) -> Vec<Duration> {
    let copy = copy();
    let mut engine = open(url, &copy, by);
    let mut commit = |n: usize| {
        time(|| drop(engine.change_settings(|settings| settings.name = format!("{by} {n}")).expect("committed")))
    };
    (0..count).map(&mut commit).collect()
}

/// A computer that has no copy yet. The floor is to fetch the lines.
fn newcomer(table: &mut Table, url: &str) {
    let there = usize::try_from(lines(url)).unwrap_or(LINES);
    commits(url, "many@desk", LINES.saturating_sub(there));
    let fetch = || time(|| assert!(lines(url) >= LINES as u64, "all lines"));
    let ours = || {
        let copy = copy();
        time(|| drop(open(url, &copy, "new@desk")))
    };
    let (ours, floor) = Samples::in_turn(5, ours, fetch);
    table.add("a newcomer's copy of 10,000 lines", ours, &floor, Goal::P95(Duration::from_secs(1)));
}

/// How many lines stand there, fetched one after the other.
fn lines(url: &str) -> u64 {
    let (mut kept, mut seq) = (kept(url), 0);
    loop {
        let tail = kept.after(seq, Wait::UpTo(TIMEOUT)).expect("lines");
        if tail.lines.is_empty() {
            return seq;
        }
        seq += tail.lines.len() as u64;
    }
}
