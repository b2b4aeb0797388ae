//! Programs killed at any instant, several at once.

use std::{
    process::{Child, Stdio},
    time::Duration,
};

use crate::{
    Dice,
    desk::{Desk, State},
    runs,
};

/// The exit status of a Rust program that panicked.
const PANICKED: i32 = 101;
/// The exit status where the state is damaged.
const DAMAGED: i32 = 6;

/// Starts one of the commands that write; most of them can be done again and again.
fn start(desk: &Desk, round: usize, which: usize) -> Child {
    let version = format!("3.{round}");
    let name = format!("Group {round}");
    let args: &[&str] = match which {
        0 => &["release", "p1", "--set", "c1=1.0", "--now", "--yes"],
        1 => &["release", "p1", "--set", "c1=2.0", "--now", "--yes"],
        2 => &["component", "package", "c1", "--version", &version, "--shareable"],
        3 => &["group", "create", &name],
        4 => &["workspace", "set", "name", &name],
        5 => &["scheduler", "tick"],
        _ => &["import", "large.ron"],
    };
    let mut command = desk.command("2026-03-03T12:00:00Z", args);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("started")
}

/// Kills programs at random instants; how many were killed before they ended.
fn kill(times: usize) -> usize {
    let (mut dice, mut killed) = (Dice(11), 0);
    let sound = Desk::new().with_a_large_document();
    let mut desk = sound.fresh();
    for round in 0..times.div_ceil(3) {
        if round % 60 == 0 {
            // With a history that grows in every round, most of the time would go into reading it.
            desk = sound.fresh();
        }
        let before = State::of(&desk.state()).commits;
        let sides = if round % 10 == 0 { 7 } else { 6 };
        let mut writers: Vec<Child> = (0..3).map(|_| start(&desk, round, dice.roll(sides))).collect();
        std::thread::sleep(Duration::from_micros(dice.roll(if sides == 7 { 60_000 } else { 12_000 }) as u64));
        for writer in &mut writers {
            writer.kill().expect("killed");
        }
        let ended: Vec<Option<i32>> = writers.iter_mut().map(|w| w.wait().expect("gone").code()).collect();
        killed += ended.iter().filter(|status| status.is_none()).count();
        assert!(!ended.contains(&Some(PANICKED)) && !ended.contains(&Some(DAMAGED)), "round {round}: {ended:?}");
        let state = State::of(&desk.state());
        assert!(state.checked.faults.is_empty(), "round {round}: {:?}", state.checked.faults);
        assert!((before..=before + 3).contains(&state.commits), "round {round}: {before}, then {}", state.commits);
        assert!(state.read_only.is_none(), "round {round}: {:?}", state.read_only);
        let next = desk.run("2026-03-03T12:00:00Z", "", &["workspace", "set", "name", &format!("Round {round}")]);
        assert_eq!(next.status.code(), Some(0), "round {round}: {}", String::from_utf8_lossy(&next.stderr));
    }
    killed
}

#[test]
fn some_kills() {
    kill(12);
}

#[test]
#[ignore = "it takes minutes"]
fn kills() {
    println!("{} programs killed", kill(runs(1_000)));
}
