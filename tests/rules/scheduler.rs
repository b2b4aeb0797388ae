//! The scheduler: each due release happens once, whoever performs it, and what can't happen is told once.

use std::{fmt::Write, path::PathBuf, sync::Barrier, thread, time::Duration};

use crate::support::{Workspace, instant, source, write};
use chrono::{DateTime, TimeDelta, Utc};
use ipack::{
    domain::{LateReleases, PackId, Via},
    engine::{ActivityKind, Clock as _, DueSince, EngineError, ReleaseOrder, Report, When},
};

const PACK: &str = "19440978-ba6f";
/// The window of 1 December in New York.
const START: &str = "2026-12-01T05:00:00Z";

/// The small workspace with a release scheduled for 1 December.
fn scheduled() -> Workspace {
    let workspace = Workspace::small();
    let mut engine = workspace.engine();
    let proposal = engine.propose_release(&PackId::from(PACK)).expect("a proposal");
    let when = When::On("2026-12-01".parse().expect("a date"));
    let order = ReleaseOrder {
        basis: proposal.basis,
        selection: proposal.selection,
        when,
        notes: "tested".into(),
        overriding: None,
    };
    engine.release(&order).expect("scheduled");
    workspace
}

fn releases(workspace: &Workspace) -> usize {
    workspace.engine().history(&PackId::from(PACK)).expect("a history").entries.len()
}

/// Runs the scheduler for so many waits, each of which `pass` lets pass; what it told.
fn run(workspace: &Workspace, waits: usize, mut pass: impl FnMut(usize, Duration)) -> Vec<String> {
    let (mut told, mut waited) = (Vec::new(), 0);
    workspace.scheduler().run_scheduler(
        |time| {
            assert!(!time.is_zero() && time <= Duration::from_secs(1), "one look at the journal a second: {time:?}");
            pass(waited, time);
            waited += 1;
            waited < waits
        },
        |report: &Report| told.push(report.to_string()),
    );
    told
}

/// Every file but the one that says when a scheduler last looked.
fn journal(workspace: &Workspace) -> Vec<(PathBuf, Vec<u8>)> {
    workspace.bytes().into_iter().filter(|(path, _)| !path.ends_with("scheduler.ron")).collect()
}

fn advance(workspace: &Workspace, time: Duration) {
    workspace.clock.set(workspace.clock.now() + TimeDelta::from_std(time).expect("a short time"));
}

#[test]
fn it_releases_when_the_window_opens_and_then_waits() {
    let workspace = scheduled();
    workspace.clock.set(instant(START) - TimeDelta::seconds(90));
    let told = run(&workspace, 300, |_, time| advance(&workspace, time));
    assert_eq!(
        told,
        [
            "the next window begins at 2026-12-01 05:00:00 UTC",
            "Order to Cash #3 is released",
            "nothing waits for its date"
        ]
    );
    let history = workspace.engine().history(&PackId::from(PACK)).expect("a history");
    let release = &history.entries[0].release;
    assert_eq!((release.number, release.released_at, release.late), (3, instant(START), None));
    assert_eq!(release.notes, "tested");
}

#[test]
fn a_machine_that_slept_releases_late_on_waking() {
    let workspace = scheduled();
    workspace.clock.set(instant(START) - TimeDelta::hours(1));
    let told =
        run(&workspace, 5, |n, time| advance(&workspace, if n == 2 { Duration::from_secs(9 * 3600) } else { time }));
    assert_eq!(
        told[1],
        "Order to Cash #3 is released late: was due between 1 Dec 2026, 00:00 EST and 01:00, ran at 1 Dec 2026, 08:00 EST"
    );
    let late = workspace.engine().history(&PackId::from(PACK)).expect("a history").entries[0].release.late;
    assert_eq!(late, Some(7 * 3600 + 2));
}

#[test]
fn it_sees_what_others_schedule_within_a_second() {
    let workspace = Workspace::small();
    let told = run(&workspace, 4, |n, time| {
        if n == 1 {
            let mut engine = workspace.engine();
            let proposal = engine.propose_release(&PackId::from(PACK)).expect("a proposal");
            let when = When::On("2026-11-22".parse().expect("a date"));
            let (basis, selection) = (proposal.basis, proposal.selection);
            engine
                .release(&ReleaseOrder { basis, selection, when, notes: String::new(), overriding: None })
                .expect("scheduled");
        }
        advance(&workspace, time);
    });
    assert_eq!(told, ["nothing waits for its date", "the next window begins at 2026-11-22 05:00:00 UTC"]);
}

#[test]
fn a_clock_that_is_set_back_repeats_nothing_and_is_told_once() {
    let workspace = scheduled();
    workspace.clock.set(instant(START));
    let told = run(&workspace, 200, |n, time| {
        advance(&workspace, time);
        if n == 10 {
            workspace.clock.set(instant(START) - TimeDelta::days(2));
        }
    });
    let behind: Vec<_> = told.iter().filter(|line| line.contains("behind the journal")).collect();
    assert_eq!(behind, ["the clock is 2 d behind the journal; what was performed is not repeated"]);
    assert_eq!(releases(&workspace), 3);
    // The day comes a second time, and the date can't be scheduled again before the journal's own day.
    workspace.clock.set(instant(START));
    assert_eq!(workspace.scheduler().tick(DueSince::Ever).expect("a tick").released, []);
}

#[test]
fn a_missed_window_is_made_up_for_as_the_workspace_says() {
    for (policy, at, released) in [
        (LateReleases::SameDay, "2026-12-01T05:59:59Z", true),
        (LateReleases::SameDay, "2026-12-02T04:59:59Z", true),
        (LateReleases::SameDay, "2026-12-02T05:00:00Z", false),
        (LateReleases::Always, "2027-12-02T05:00:00Z", true),
        (LateReleases::Ask, "2026-12-01T05:59:59Z", true),
        (LateReleases::Ask, "2026-12-01T06:00:00Z", false),
    ] {
        let workspace = scheduled();
        workspace.engine().change_settings(|settings| settings.late_releases = policy).expect("set");
        workspace.clock.set(instant(at));
        let tick = workspace.scheduler().tick(DueSince::Ever).expect("a tick");
        assert_eq!((tick.released.len(), tick.overdue.len()), (usize::from(released), usize::from(!released)), "{at}");
        if !released {
            let before = journal(&workspace);
            let told = run(&workspace, 200, |_, time| advance(&workspace, time));
            let overdue = "Order to Cash is overdue since Tue 1 Dec 2026: release it now, move it or cancel it";
            assert_eq!(told, [overdue, "nothing waits for its date"], "told once");
            assert_eq!(journal(&workspace), before);
        }
    }
}

#[test]
fn screens_perform_what_falls_due_while_they_are_open() {
    let workspace = scheduled();
    let after = instant(START) + TimeDelta::hours(2);
    workspace.clock.set(after);
    let opened_late = workspace.engine().tick(DueSince::Opened(after)).expect("a tick");
    assert_eq!((opened_late.released.len(), opened_late.overdue.len()), (0, 1), "it asks");
    let opened_before = workspace.engine().tick(DueSince::Opened(instant(START))).expect("a tick");
    assert_eq!(opened_before.released.len(), 1);
}

#[test]
fn an_emptied_pack_blocks_once_in_the_log_until_it_is_mended() {
    let workspace = scheduled();
    let members = |list: &str| {
        source(&format!(
            r#"(integrationPacks: [(id: "{PACK}", name: "Order to Cash", installationType: SINGLE, components: [{list}])])"#
        ))
    };
    workspace.engine().import(&[members("")]).expect("imported");
    workspace.clock.set(instant(START));
    let told = run(&workspace, 200, |_, time| advance(&workspace, time));
    let blocked = "Order to Cash is blocked: Order to Cash holds no component any more";
    assert_eq!(told, [blocked, "nothing waits for its date"], "told once");
    let mut engine = workspace.engine();
    let in_the_log = engine.activity().expect("a log").iter().filter(|a| a.kind == ActivityKind::Block).count();
    assert_eq!(in_the_log, 1);
    let shown = engine.schedule().expect("a schedule")[0].scheduled.blocked.clone();
    assert_eq!(shown.as_deref(), Some("Order to Cash holds no component any more"));

    let told = run(&workspace, 5, |n, time| {
        if n == 1 {
            workspace.engine().import(&[members(r#""invoice", "ledger""#)]).expect("imported");
        }
        advance(&workspace, time);
    });
    assert_eq!(told[2..], ["Order to Cash #3 is released"]);
}

#[test]
fn a_workspace_that_refuses_is_told_once_and_tried_again() {
    let workspace = scheduled();
    workspace.clock.set(instant(START));
    let marker = workspace.path().join("writing-is-off.txt");
    write(&marker, "the disk was full");
    let told = run(&workspace, 300, |n, time| {
        advance(&workspace, time);
        if n == 200 {
            std::fs::remove_file(&marker).expect("removed");
        }
    });
    assert!(told[0].contains("the disk was full") && told[0].ends_with("; trying again"), "{told:?}");
    assert_eq!(
        told[1..],
        ["the workspace can be used again", "Order to Cash #3 is released", "nothing waits for its date"]
    );
}

#[test]
fn two_schedulers_and_a_release_by_hand_make_one_release() {
    for _ in 0..10 {
        let workspace = scheduled();
        workspace.clock.set(instant(START));
        let mut by_hand = workspace.engine();
        let proposal = by_hand.propose_release(&PackId::from(PACK)).expect("a proposal");
        let (basis, selection) = (proposal.basis, proposal.selection);
        let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
        let start = Barrier::new(3);
        let (ticked, released) = thread::scope(|scope| {
            let tick = || {
                let mut engine = workspace.scheduler();
                start.wait();
                engine.tick(DueSince::Ever).expect("a tick").released.len()
            };
            let ticks = [scope.spawn(tick), scope.spawn(tick)];
            start.wait();
            let released = match by_hand.release(&order) {
                Ok(_) => 1,
                Err(EngineError::Refused(refusal)) => {
                    assert!(refusal.to_string().contains("was changed meanwhile by"), "{refusal}");
                    0
                }
                Err(other) => panic!("{other}"),
            };
            (ticks.map(|tick| tick.join().expect("no panic")).iter().sum::<usize>(), released)
        });
        assert_eq!((ticked + released, releases(&workspace)), (1, 3));
    }
}

/// Programs that are killed, which needs signals.
#[cfg(unix)]
mod programs {
    use std::{
        collections::BTreeMap,
        fs,
        io::{BufRead, BufReader},
        process::{Child, Command, Stdio},
    };

    use serde_json::Value;

    use super::*;

    const DATES: u32 = 8;
    const PACKS: u32 = 200;

    fn program(workspace: &Workspace, now: DateTime<Utc>, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
        command.args(args).args(["--format", "json", "--state-dir"]).arg(workspace.path());
        command
            .env("IPACK_TEST_NOW", now.to_rfc3339())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        command
    }

    /// Packs whose releases are due on eight days, so that programs with eight clocks come by turns.
    fn due() -> Workspace {
        let mut text = String::from(
            r#"(workspace: (name: "Due", schedulerTimeZone: "UTC"), components: [(componentId: "c", name: "C", componentType: process, packagedComponents: [
                (packageVersion: "1", createdDate: "2026-01-01T00:00:00Z", shareable: true),
                (packageVersion: "2", createdDate: "2026-01-02T00:00:00Z", shareable: true)])], integrationPacks: ["#,
        );
        for n in 0..PACKS {
            let _ = write!(text, r#"(id: "p{n:03}", name: "Pack {n}", installationType: SINGLE, components: ["c"], "#);
            let _ = write!(
                text,
                r#"releases: [(number: 1, releasedAt: "2026-02-01T00:00:00Z", components: [(componentId: "c", version: "1")])], "#
            );
            let _ = write!(
                text,
                r#"scheduledRelease: (requestId: "release-{n}", releaseOnDate: "2026-12-{:02}", "#,
                n % DATES + 1
            );
            let _ = write!(
                text,
                r#"timeZone: "UTC", scheduledAt: "2026-11-01T00:00:00Z", components: [(componentId: "c", version: "2")])),"#
            );
        }
        text.push_str("])");
        let workspace = Workspace::of(&text);
        workspace.engine().change_settings(|settings| settings.late_releases = LateReleases::Always).expect("set");
        workspace
    }

    /// Kills a program while it holds the lock; it may also have ended before.
    fn kill_at_work(child: &mut Child, workspace: &Workspace) {
        let holder = workspace.path().join("holder.txt");
        let at_work = format!("(process {})", child.id());
        while child.try_wait().expect("looked at").is_none() {
            if fs::read_to_string(&holder).is_ok_and(|text| text.contains(&at_work)) {
                break;
            }
        }
        child.kill().expect("killed");
    }

    #[test]
    fn eight_at_once_and_killed_make_each_release_once() {
        let workspace = due();
        let day = |n: u32| instant("2026-12-01T00:30:00Z") + TimeDelta::days(n.into());
        let mut told: BTreeMap<String, u64> = BTreeMap::new();
        for round in 0..4 {
            let ticks =
                (0..DATES).map(|n| program(&workspace, day(n), &["scheduler", "tick"]).spawn().expect("started"));
            let mut ticks: Vec<Child> = ticks.collect();
            if round < 3 {
                for (n, child) in ticks.iter_mut().enumerate().filter(|(n, _)| (n + round) % 2 == 0) {
                    if n < 4 { kill_at_work(child, &workspace) } else { child.kill().expect("killed") }
                }
            }
            for tick in ticks {
                let output = tick.wait_with_output().expect("ended");
                // What was killed may have died before it told, or in the middle of telling.
                let Ok(answer) = serde_json::from_slice::<Value>(&output.stdout) else { continue };
                for release in answer["released"].as_array().expect("a list") {
                    let id = release["id"].as_str().expect("an id").to_owned();
                    assert_eq!(told.insert(id, release["number"].as_u64().expect("a number")), None, "told twice");
                }
            }
        }
        assert!(told.values().all(|number| *number == 2));
        workspace.clock.set(day(DATES));
        let mut engine = workspace.engine();
        assert_eq!(engine.tick(DueSince::Ever).expect("a tick"), ipack::engine::Tick::default(), "nothing is left");
        let activity = engine.activity().expect("a log");
        let performed = activity.iter().filter(|a| a.kind == ActivityKind::Release && a.via == Some(Via::Scheduler));
        assert_eq!(performed.count(), 200, "no more, no less");
        for n in 0..PACKS {
            let history = engine.history(&PackId::new(format!("p{n:03}"))).expect("a history");
            let numbers: Vec<u32> = history.entries.iter().map(|entry| entry.release.number).collect();
            assert_eq!(numbers, [2, 1], "dense");
            assert_eq!(history.entries[0].release.request_id.as_str(), format!("release-{n}"));
        }
        let history = program(&workspace, day(7), &["history", "p199"]).output().expect("it runs");
        let history: Value = serde_json::from_slice(&history.stdout).expect("json");
        assert_eq!(history[0]["releaseSchedule"], "RELEASE_ON_SPECIFIED_DATE");
    }

    #[test]
    fn a_service_ends_cleanly_when_it_is_asked_to() {
        for signal in ["TERM", "INT"] {
            let workspace = scheduled();
            let mut service = program(&workspace, instant(START), &["scheduler", "run"]).spawn().expect("started");
            let lines = BufReader::new(service.stdout.take().expect("its output")).lines();
            let told: Vec<String> = lines.take(2).map(|line| line.expect("a line")).collect();
            assert_eq!(
                told,
                [format!(r#"{{"released":{{"id":"{PACK}","number":3,"late":null}}}}"#), r#"{"next":null}"#.into()]
            );
            let kill = Command::new("kill").args([format!("-{signal}"), service.id().to_string()]).status();
            assert!(kill.expect("a signal").success());
            assert_eq!(service.wait().expect("ended").code(), Some(0), "{signal}");
        }
    }
}
