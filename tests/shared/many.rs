//! Many who write at once, and lines that are cut while they do: what was acknowledged stands there once.

use std::{thread, time::Duration};

use ipack::{
    domain::Via,
    engine::{DueSince, EngineError},
};

use super::{
    Computer, error,
    server::{Line, Server, server},
};

/// How many lines stand there, dense and each once.
fn dense(server: &Server, workspace: &str) -> usize {
    let counted = server.sql(&format!(
        "SELECT count(*) || ' ' || max(seq) || ' ' || count(DISTINCT id) FROM ipack_line WHERE workspace = '{workspace}'"
    ));
    let numbers: Vec<usize> = counted.split(' ').map(|n| n.parse().expect("a number")).collect();
    assert!(numbers.iter().all(|n| *n == numbers[0]), "{counted}");
    numbers[0]
}

fn rename(engine: &mut ipack::engine::Engine, name: &str) -> Result<(), EngineError> {
    engine.change_settings(|settings| name.clone_into(&mut settings.name))
}

#[test]
fn eight_who_write_at_once_are_all_served() {
    let Some(server) = server() else { return };
    let url = &server.url("eight");
    Computer::new().create(url);
    thread::scope(|scope| {
        for writer in 0..8 {
            scope.spawn(move || {
                let computer = Computer::new();
                let mut engine = computer.engine(url, &format!("w{writer}@desk"), Via::Cli);
                for round in 0..10 {
                    rename(&mut engine, &format!("{writer} in round {round}")).expect("served");
                }
            });
        }
    });
    assert_eq!(dense(server, "eight"), 81);
}

#[test]
fn eight_schedulers_release_once() {
    let Some(server) = server() else { return };
    let (url, one) = (&server.url("due"), Computer::new());
    one.create(url);
    one.says(url, &["release", "Order to Cash", "--on", "2026-11-22", "--yes"]);
    let later = "2026-11-22T05:30:00Z";
    let ticks = thread::scope(|scope| {
        let ticks: Vec<_> = (0..8)
            .map(|_| {
                scope.spawn(move || {
                    let computer = Computer::new();
                    let mut command = computer.command(&["scheduler", "tick", "--format", "json"]);
                    let output = command.env("IPACK_WORKSPACE", url).env("IPACK_TEST_NOW", later).output();
                    let output = output.expect("it runs");
                    assert!(output.status.success(), "{}", error(&output));
                    String::from_utf8_lossy(&output.stdout).matches("\"number\"").count()
                })
            })
            .collect();
        ticks.into_iter().map(|tick| tick.join().expect("a tick")).sum::<usize>()
    });
    assert_eq!((ticks, dense(server, "due")), (1, 3));
    let mut engine = one.engine(url, "s@desk", Via::Scheduler);
    assert!(engine.tick(DueSince::Ever).expect("a tick").released.is_empty());
}

#[test]
fn a_connection_that_is_cut_anywhere_loses_and_doubles_nothing() {
    let Some(server) = server() else { return };
    let (line, computer) = (Line::to(server), Computer::new());
    let url = &line.url("cut");
    computer.create(url);
    let mut engine = computer.engine(url, "ada@desk", Via::Cli);
    let mut acknowledged = 1;
    for round in 0..60 {
        match round % 4 {
            0 => line.cut_before_request(1 + round / 4 % 3),
            2 => line.cut_before_answer(1 + round / 4 % 3),
            _ => {}
        }
        rename(&mut engine, &format!("round {round}")).expect("it is put again");
        acknowledged += 1;
    }
    assert_eq!(dense(server, "cut"), acknowledged);
    assert!(computer.run(url, &["check"]).status.success());
}

#[test]
fn a_program_that_is_killed_loses_and_doubles_nothing() {
    let Some(server) = server() else { return };
    let (url, computer) = (&server.url("killed"), Computer::new());
    computer.create(url);
    let mut acknowledged = Vec::new();
    for round in 0..40_u64 {
        let name = format!("round {round}");
        let mut command = computer.command(&["workspace", "set", "name", &name]);
        let mut child =
            command.env("IPACK_WORKSPACE", url).stdout(std::process::Stdio::null()).spawn().expect("it runs");
        thread::sleep(Duration::from_millis(round * 7 % 60));
        let done = child.try_wait().expect("looked at");
        child.kill().ok();
        child.wait().expect("ended");
        if done.is_some_and(|status| status.success()) {
            acknowledged.push(name);
        }
    }
    dense(server, "killed");
    let there = server.sql("SELECT line FROM ipack_line WHERE workspace = 'killed'");
    for round in 0..40 {
        let name = format!("round {round}");
        let times = there.matches(&format!("name:\"{name}\"")).count();
        assert!(times == 1 || times == 0 && !acknowledged.contains(&name), "{name}: {times} times in {there}");
    }
    assert!(computer.run(url, &["check"]).status.success());
}

#[test]
fn whoever_was_cut_off_is_connected_again_at_once_where_it_asks_for_it() {
    let Some(server) = server() else { return };
    let (line, one, two) = (Line::to(server), Computer::new(), Computer::new());
    let url = &line.url("again");
    one.create(url);
    let mut cut = two.engine(url, "bob@desk", Via::Tui);
    line.cut();
    while cut.sharing().is_some_and(|sharing| sharing.away.is_none()) {
        cut.refresh().expect("looked");
    }
    assert!(rename(&mut cut, "offline").is_err());
    line.mend();
    one.says(url, &["workspace", "set", "name", "Meanwhile"]);
    cut.reconnect();
    while cut.sharing().is_some_and(|sharing| sharing.away.is_some()) {
        cut.refresh().expect("looked");
    }
    assert_eq!(cut.settings().name, "Meanwhile");
    rename(&mut cut, "online").expect("connected");
}
