//! The n-th call to the disk fails, for each n and in each way.

use std::{fs, panic};

use crate::{
    desk::{Desk, State, TRIALS, Trial},
    is_asked_for,
};

const NOW: &str = "2026-03-03T12:00:00Z";
const WAYS: [&str; 10] = [
    "fail=EIO nth={n}",
    "fail=ENOSPC nth={n}",
    "fail=EDQUOT nth={n}",
    "fail=EINTR nth={n}",
    "fail=short nth={n}",
    "fail=full nth={n}",
    "fail=EIO nth={n}..",
    "fail=ENOSPC nth={n}..",
    "fail=kill nth={n}",
    "fail=kill-after nth={n}",
];

/// How many calls of one kind to one file are each tried where they come in a row.
const IN_A_ROW: usize = 3;

/// The calls of a record that are tried, by number: of a long row of the same call to the same file, such as the lines
/// of a snapshot, the first ones, the last one and every tenth between them.
fn worth_trying(record: &str) -> Vec<usize> {
    let calls: Vec<Vec<&str>> = record.lines().map(|line| line.split('\t').take(2).collect()).collect();
    let mut row = 0;
    let tried = (0..calls.len()).filter(|at| {
        row = if *at > 0 && calls[at - 1] == calls[*at] { row + 1 } else { 0 };
        row < IN_A_ROW || row % 10 == 0 || calls.get(at + 1) != Some(&calls[*at])
    });
    tried.map(|at| at + 1).collect()
}

/// Tries one command with every call, or every `step`-th one, failing in these ways; how many were tried.
fn try_all(desk: &Desk, trial: &Trial, ways: &[&str], step: usize) -> usize {
    let whole = desk.copy_for(trial);
    let record = whole.path("record");
    let done = whole.run(NOW, &format!("record={}", record.display()), trial.args);
    assert_eq!(done.status.code(), Some(0), "{}: {}", trial.name, String::from_utf8_lossy(&done.stderr));
    let calls = worth_trying(&fs::read_to_string(record).expect("a record"));
    let after = State::of(&whole.state()).commits;
    let (mut tried, mut failed) = (0, Vec::new());
    for way in ways {
        for n in calls.iter().step_by(step) {
            let order = way.replace("{n}", &n.to_string());
            let desk = desk.copy_for(trial);
            let ended = desk.run(NOW, &order, trial.args);
            let said = String::from_utf8_lossy(&ended.stderr);
            let judged = panic::catch_unwind(|| judge(&desk, trial, &order, ended.status.code(), &said, after));
            failed.extend(judged.is_err().then_some(order));
            tried += 1;
        }
    }
    assert!(failed.is_empty(), "{}: {failed:?}", trial.name);
    tried
}

/// Status and state agree, what was acknowledged is there, the rest wholly or not at all, and there is a way on.
fn judge(desk: &Desk, trial: &Trial, order: &str, status: Option<i32>, said: &str, after: usize) {
    let (name, dir) = (trial.name, desk.state());
    let what = format!("{name}, {order}: {status:?} {said}");
    let is_killed = order.contains("kill");
    assert_eq!(status.is_none(), is_killed && status != Some(0), "{what}");
    assert_ne!(status, Some(101), "{what}");
    let state = State::of(&dir);
    let halted = dir.join("writing-is-off.txt").exists();
    if name != "repair" {
        let faults = state
            .checked
            .faults
            .iter()
            .filter(|fault| fault.place().is_none_or(|(p, ..)| !p.ends_with("writing-is-off.txt")));
        assert_eq!(faults.collect::<Vec<_>>().len(), 0, "{what}\n{:?}", state.checked.faults);
        let before = after - trial.adds;
        assert!(state.commits == after || state.commits == before, "{what}: {}", state.commits);
        if status == Some(0) {
            assert_eq!(state.commits, after, "{what}");
        } else if !is_killed && !order.ends_with("..") {
            assert_eq!(state.commits, before, "{what}");
        }
    }
    if !is_killed {
        let left = fs::read_dir(&dir).into_iter().flatten().flatten();
        let left: Vec<_> = left.filter(|entry| entry.path().extension().is_some_and(|e| e == "tmp")).collect();
        assert!(left.is_empty() || order.ends_with(".."), "{what}: {left:?}");
    }
    if halted || !state.checked.faults.is_empty() {
        let repaired = desk.run(NOW, "", &["check", "--repair", "--yes"]);
        assert_eq!(repaired.status.code(), Some(0), "{what}\n{}", String::from_utf8_lossy(&repaired.stderr));
    }
    let next = ["workspace", "set", "name", "Next"];
    let next = if name == "demo" { [&["--demo"][..], &next].concat() } else { next.to_vec() };
    let next = desk.run(NOW, "", &next);
    assert_eq!(next.status.code(), Some(0), "{what}\n{}", String::from_utf8_lossy(&next.stderr));
    assert!(State::of(&dir).checked.faults.is_empty(), "{what}");
}

/// One way to fail at every fifth call of the small commands.
#[test]
fn some_calls_fail() {
    let desk = Desk::new();
    for trial in TRIALS.iter().filter(|trial| !matches!(trial.name, "demo" | "checkpoint" | "export")) {
        try_all(&desk, trial, &["fail=EIO nth={n}", "fail=kill nth={n}"], 5);
    }
}

/// No room for a snapshot is no failure of the change before it.
#[test]
fn a_change_stands_where_the_journal_cant_be_shortened() {
    let desk = Desk::new().with_a_large_document();
    for (name, disk) in [
        ("checkpoint", "fail=ENOSPC call=create path=snapshot"),
        ("checkpoint", "fail=full call=write path=index"),
        ("checkpoint", "fail=EIO call=sync path=snapshot"),
        ("demo", "fail=ENOSPC call=create path=snapshot"),
    ] {
        let trial = TRIALS.iter().find(|trial| trial.name == name).expect("a trial");
        let desk = desk.copy_for(trial);
        let ended = desk.run(NOW, disk, trial.args);
        let said = String::from_utf8_lossy(&ended.stderr);
        assert_eq!(ended.status.code(), Some(0), "{name}, {disk}: {said}");
        assert!(said.starts_with("ipack: warning: done, but failed to shorten the journal: "), "{said}");
        assert!(said.lines().count() == 1 && !said.contains("nothing was changed"), "{said}");
        let state = State::of(&desk.state());
        assert_eq!((state.checked.status(), state.read_only.is_some()), (0, false), "{said}");
        // A script that goes on does nothing twice, and the ones after it are told no more.
        for args in [&["release", "p1", "--now", "--yes", "--set", "c1=1.0"][..], &["scheduler", "tick"]] {
            if name == "checkpoint" {
                let ended = desk.run(NOW, disk, args);
                let said = String::from_utf8_lossy(&ended.stderr);
                assert_eq!((ended.status.code(), &*said), (Some(0), ""), "{args:?}");
            }
        }
    }
}

/// Until the journal that was written anew is the one that counts, the mark accuses the old one.
#[test]
fn a_kill_at_any_call_of_a_repair_hides_no_cut_tail() {
    let sound = Desk::new();
    let path = sound.state().join("journal-1.ron");
    let lines = fs::read_to_string(&path).expect("readable");
    let end = lines.trim_end().rfind('\n').expect("two lines");
    fs::write(&path, &lines[..=end]).expect("written");
    let repair = ["check", "--repair", "--yes"];
    let whole = sound.fresh();
    let record = whole.path("record");
    assert!(whole.run(NOW, &format!("record={}", record.display()), &repair).status.success());
    let calls = fs::read_to_string(record).expect("a record").lines().count();
    let mut ended = [0, 0];
    for n in 1..=calls {
        let desk = sound.fresh();
        desk.run(NOW, &format!("fail=kill nth={n}"), &repair);
        let (state, what) = (State::of(&desk.state()), format!("killed at call {n} of {calls}"));
        let current = fs::read_to_string(desk.state().join("CURRENT.ron")).expect("there");
        let anew = current.contains("first:2");
        assert_eq!(state.checked.status(), if anew { 0 } else { 6 }, "{what}: {:?}", state.checked.faults);
        assert_eq!(state.read_only.is_none(), anew, "{what}: {:?}", state.read_only);
        ended[usize::from(anew)] += 1;
        assert!(desk.run(NOW, "", &repair).status.success(), "{what}");
        assert_eq!(State::of(&desk.state()).checked.status(), 0, "{what}");
    }
    assert!(ended.iter().all(|times| *times > 5), "{ended:?}");
}

#[test]
#[ignore = "it takes minutes"]
fn faults() {
    let desk = Desk::new().with_a_large_document();
    for trial in &TRIALS {
        for way in WAYS.iter().filter(|way| is_asked_for(&format!("{} {way}", trial.name))) {
            println!("{}, {way}: {} faults", trial.name, try_all(&desk, trial, &[way], 1));
        }
    }
}
