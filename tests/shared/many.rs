//! Many who write at once.

use std::thread;

use ipack::{
    domain::Via,
    engine::{DueSince, Engine, EngineError},
};

use super::{
    Computer, error,
    line::Line,
    server::{Server, server},
};

/// How many lines stand there, dense and each once.
pub(crate) fn dense(server: &Server, workspace: &str) -> usize {
    let counted = server.sql(&format!(
        "SELECT count(*) || ' ' || max(seq) || ' ' || count(DISTINCT id) FROM ipack_line WHERE workspace = '{workspace}'"
    ));
    let numbers: Vec<usize> = counted.split(' ').map(|n| n.parse().expect("a number")).collect();
    assert!(numbers.iter().all(|n| *n == numbers[0]), "{counted}");
    numbers[0]
}

pub(crate) fn rename(engine: &mut Engine, name: &str) -> Result<(), EngineError> {
    engine.change_settings(|settings| name.clone_into(&mut settings.name)).map(drop)
}

/// Asks for a connection until there is one.
pub(crate) fn connected(engine: &mut Engine) {
    engine.reconnect();
    while engine.away().is_some() {
        engine.refresh().expect("looked");
    }
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
fn the_tables_are_made_by_many_at_once() {
    let Some(server) = server() else { return };
    server.sql("CREATE DATABASE fresh");
    thread::scope(|scope| {
        for maker in 0..8 {
            let url = server.url(&format!("m{maker}")).replace("/postgres?", "/fresh?");
            scope.spawn(move || Computer::new().says(&url, &["workspace", "create", &url]));
        }
    });
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
fn whoever_was_cut_off_is_connected_again_at_once_where_it_asks_for_it() {
    let Some(server) = server() else { return };
    let (line, one, two) = (Line::to(server), Computer::new(), Computer::new());
    let url = &line.url("again");
    one.create(url);
    let mut cut = two.engine(url, "bob@desk", Via::Tui);
    line.cut();
    while cut.away().is_none() {
        cut.refresh().expect("looked");
    }
    assert!(rename(&mut cut, "offline").is_err());
    line.mend();
    one.says(url, &["workspace", "set", "name", "Meanwhile"]);
    connected(&mut cut);
    assert_eq!(cut.settings().name, "Meanwhile");
    rename(&mut cut, "online").expect("connected");
}

/// Schedulers on several computers tell a hook, which is a command, what happened: each thing once, and everybody sees it.
#[test]
fn a_hook_is_told_once_by_schedulers_of_many_computers() {
    let Some(server) = server() else { return };
    let (url, computers) = (&server.url("hooks"), [Computer::new(), Computer::new(), Computer::new()]);
    computers[0].create(url);
    let told = computers[0].home.path().join("told");
    let command = format!("sh -c 'cat >> {0}; echo >> {0}'", told.display());
    computers[0].says(url, &["hook", "add", "Log", "--command", &command]);
    for computer in &computers {
        super::support::write(&computer.home.path().join("config.ron"), "(commandHooks: [\"Log\"])");
    }
    for nth in 0..3 {
        computers[0].says(url, &["freeze", "add", &format!("F{nth}"), "--from", "2027-01-01", "--to", "2027-01-02"]);
    }
    thread::scope(|scope| {
        for computer in &computers {
            scope.spawn(move || {
                for _ in 0..3 {
                    computer.says(url, &["--config", "config.ron", "scheduler", "tick"]);
                }
            });
        }
    });
    let told = std::fs::read_to_string(told).expect("a file");
    let names: Vec<&str> =
        told.lines().map(|line| line.split("\"name\":\"F").nth(1).expect("a freeze")).map(|rest| &rest[..1]).collect();
    assert_eq!(names, ["0", "1", "2"], "{told}");
    let listed = computers[2].says(url, &["hook", "deliveries", "--format", "json"]);
    assert_eq!(listed.matches("\"TAKEN\"").count(), 3, "{listed}");
    assert_eq!(dense(server, "hooks"), 5);
}
