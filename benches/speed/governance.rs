//! What freezes, hooks and approval cost where they are on, beside the same workspace where they are off; and whether ten
//! thousand freezes are as fast as none.

use std::{
    fmt::Write as _,
    fs::OpenOptions,
    process::{Command, Stdio},
    time::Duration,
};

use chrono::NaiveDate;
use ipack::{
    domain::HookTarget,
    engine::{FreezeOrder, HookOrder, Source},
    tui::harness::chords,
};

use crate::{
    commit::{release, write},
    keys::{Desk, KEYS},
    samples::{Samples, time},
    start,
    table::{Goal, Table},
    workspace::Workspace,
};

const ROUNDS: usize = 501;
const STARTS: usize = 101;
const MANY: usize = 10_000;

/// Keys that step through what is scheduled, through the calendar of **Move**, and back.
const ON_SCHEDULE: &str = "jkm<Down><Right><Right><PgDn><PgUp><Left><Left><Esc><Esc>";

pub(crate) fn measure(table: &mut Table) {
    many_freezes(table);
    let (off, on) = (Workspace::of(1_000), Workspace::of(1_000));
    turn_on(&on);
    commits(table, &off, &on);
    // Now that nothing is released any more: others must approve as well.
    on.engine().change_settings(|settings| settings.approval.approvals = 1).expect("set");
    let (mut with, mut without) = (Desk::new(on.engine()), Desk::new(off.engine()));
    let keys = chords("jjjjjjkkkkkk");
    let (mut one, mut other) = (keys.iter().cycle(), keys.iter().cycle());
    let (ours, floor) = Samples::in_turn(
        KEYS,
        || with.press(*one.next().expect("a cycle")),
        || without.press(*other.next().expect("a cycle")),
    );
    table.add("key to frame, 1,000 packs, governed beside ungoverned", ours, &floor, Goal::Ratio(1.1));
    let (ours, floor) = Samples::in_turn(STARTS, || list(&on), || list(&off));
    table.add("pack list, 1,000 packs, governed beside ungoverned", ours, &floor, Goal::Ratio(1.1));
    let (ours, floor) = Samples::in_turn(STARTS, || start::first_frame(&on), || start::first_frame(&off));
    table.add("start to first frame, governed beside ungoverned", ours, &floor, Goal::Ratio(1.1));
}

/// A freeze for some day to come, and a hook that hears everything and reaches nobody.
fn turn_on(workspace: &Workspace) {
    let mut engine = workspace.engine();
    let from = Some(NaiveDate::from_ymd_opt(2027, 12, 24).expect("a date"));
    engine.add_freeze(&FreezeOrder { name: "Year end".into(), from, ..FreezeOrder::default() }).expect("added");
    let target = HookTarget::Url("http://127.0.0.1:9/".into());
    let order = HookOrder { name: "Chat".into(), target, on: vec![], packs: vec![], secret_env: None };
    engine.add_hook(&order).expect("added");
    assert!(engine.tidy().is_none(), "a snapshot");
}

/// A durable release in each, in turn.
fn commits(table: &mut Table, off: &Workspace, on: &Workspace) {
    let (mut with, mut without) = (on.engine(), off.engine());
    let id = with.overview().packs[0].summary.id.clone();
    let (mut one, mut other) = (0, 0);
    let governed = || {
        one += 1;
        release(&mut with, &id, one)
    };
    let ungoverned = || {
        other += 1;
        release(&mut without, &id, other)
    };
    let (ours, floor) = Samples::in_turn(ROUNDS, governed, ungoverned);
    table.add("durable release, with a freeze and a hook beside without", ours, &floor, Goal::Ratio(1.1));
}

fn list(workspace: &Workspace) -> Duration {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
    command.args(["pack", "list", "--state-dir"]).arg(workspace.path()).stdout(Stdio::null());
    time(|| assert!(command.status().expect("run").success(), "listed"))
}

fn many_freezes(table: &mut Table) {
    let (workspace, free) = (Workspace::scheduled(100, 4), Workspace::scheduled(100, 4));
    workspace.engine().import(&[Source { path: "workspace.ron".into(), text: freezes() }]).expect("imported");
    let (mut desk, mut other) = (Desk::new(workspace.engine()), Desk::new(free.engine()));
    for chord in chords("2") {
        desk.press(chord);
        other.press(chord);
    }
    let keys = chords(ON_SCHEDULE);
    let (mut one, mut two) = (keys.iter().cycle(), keys.iter().cycle());
    let (ours, floor) = Samples::in_turn(
        KEYS,
        || desk.press(*one.next().expect("a cycle")),
        || other.press(*two.next().expect("a cycle")),
    );
    table.add("key to frame, Schedule, 10,000 freezes beside none", ours, &floor, Goal::P95(Duration::from_millis(1)));

    let mut engine = workspace.engine();
    let id = engine.overview().packs[0].summary.id.clone();
    let path = workspace.path().with_extension("floor");
    let mut floor = OpenOptions::new().append(true).create(true).open(path).expect("a file");
    let mut round = 0;
    let judged = || {
        round += 1;
        release(&mut engine, &id, round)
    };
    let (ours, floor) = Samples::in_turn(ROUNDS, judged, || write(&mut floor));
    table.add("durable release, judged by 10,000 freezes", ours, &floor, Goal::Ratio(2.5));
}

/// Freezes on days that follow each other, from tomorrow on.
fn freezes() -> String {
    let first = NaiveDate::from_ymd_opt(2026, 11, 22).expect("a date");
    let mut text = "(workspace: (freezes: [".to_owned();
    for (date, n) in first.iter_days().take(MANY).zip(0..) {
        let _ = write!(text, "(id: \"{n:08}\", name: \"Freeze {n}\", from: \"{date}\", to: \"{date}\", ");
        let _ = write!(text, "createdBy: \"anna@desk\", createdAt: \"2026-11-01T00:00:00Z\"),");
    }
    text + "]))"
}
