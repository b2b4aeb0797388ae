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
