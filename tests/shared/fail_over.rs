//! A server that is restarted, one that may only be read, and one that takes another's place.

use std::{
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use ipack::{
    domain::Via,
    engine::{
        Clock, DueSince, Engine, FixedClock,
        keeper::{Address, Secrets, Table},
    },
};

use super::{
    Computer, error,
    line::Line,
    many::{connected, dense, rename},
    server::{Server, server},
    support::{NOW, instant},
};

#[test]
fn a_server_that_is_restarted_is_used_again() {
    if server().is_none() {
        return;
    }
    let (server, one) = (Server::another("restarted"), Computer::new());
    let url = server.url("main");
    one.create(&url);
    let mut engine = one.engine(&url, "ada@desk", Via::Cli);
    for mode in ["fast", "immediate"] {
        server.control(&format!("-m {mode} stop"));
        assert!(rename(&mut engine, "nobody is there").is_err());
        server.control(&format!("start -o '{}'", server.options()));
        connected(&mut engine);
        rename(&mut engine, mode).expect("it is there again");
    }
    assert_eq!(dense(&server, "main"), 3);
}

#[test]
fn a_standby_is_read_and_takes_the_place_of_the_first() {
    if server().is_none() {
        return;
    }
    let first = Server::another("first");
    let (one, two) = (Computer::new(), Computer::new());
    one.create(&first.url("main"));
    let second = first.standby("second");
    // What is acknowledged is on both from here on.
    first.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
    first.sql("SELECT pg_reload_conf()");
    let alone = second.url("main");
    assert!(two.says(&alone, &["pack", "list"]).contains("Order to Cash"));
    let refused = two.run(&alone, &["release", "Order to Cash", "--now", "--yes"]);
    assert_eq!(refused.status.code(), Some(3), "{}", error(&refused));
    assert!(error(&refused).contains("is a standby, or set to read only, and takes no changes"), "{}", error(&refused));
    assert!(error(&refused).contains("hint: reading works; name the server that may be written to"));
}

/// Four computers in front of lines that are cut at random, a writer and two schedulers at each, and a server
/// that goes for good while they are at it.
#[test]
#[expect(clippy::too_many_lines, reason = "a story, in the order in which it happens")]
fn a_team_loses_and_doubles_nothing_over_bad_lines_and_a_fail_over() {
    if server().is_none() {
        return;
    }
    let (first, one) = (Server::another("team"), Computer::new());
    one.create(&first.url("main"));
    let packs = ["Order to Cash", "Returns"];
    one.says(&first.url("main"), &["pack", "list"]);
    for pack in packs {
        one.says(&first.url("main"), &["release", pack, "--on", "2026-11-22", "--yes"]);
    }
    let second = first.standby("successor");
    first.sql("ALTER SYSTEM SET synchronous_standby_names = '*'");
    first.sql("SELECT pg_reload_conf()");
    let (computers, lines): (Vec<_>, Vec<_>) = (0..4).map(|_| (Computer::new(), Line::to(&first))).unzip();
    let urls: Vec<_> = lines
        .iter()
        .map(|line| format!("postgres://ipack@127.0.0.1:{},{}/postgres", line.port(), second.host()))
        .collect();
    let over = AtomicBool::new(false);
    let (done, heard) = mpsc::channel();
    let (acknowledged, released) = (Mutex::new(Vec::new()), AtomicUsize::new(0));
    for (line, seed) in lines.iter().zip(1..) {
        line.cut_at_random(41, seed);
    }
    thread::scope(|scope| {
        for (n, (computer, url)) in computers.iter().zip(&urls).enumerate() {
            let (over, acknowledged, released) = (&over, &acknowledged, &released);
            let done = done.clone();
            scope.spawn(move || {
                let mut engine = opened(computer, url, &format!("w{n}@desk"), NOW);
                let mut left = 10;
                for round in 0.. {
                    let name = format!("{n} in round {round}");
                    while rename(&mut engine, &name).is_err() {
                        connected(&mut engine);
                    }
                    acknowledged.lock().expect("a list").push(name);
                    done.send(()).ok();
                    left -= i32::from(over.load(Ordering::SeqCst));
                    if left == 0 {
                        break;
                    }
                }
            });
            for scheduler in 0..2 {
                scope.spawn(move || {
                    let mut engine = opened(computer, url, &format!("s{n}-{scheduler}@desk"), "2026-11-22T05:30:00Z");
                    loop {
                        match engine.tick(DueSince::Ever) {
                            Ok(tick) => drop(released.fetch_add(tick.released.len(), Ordering::SeqCst)),
                            Err(_) => connected(&mut engine),
                        }
                        if over.load(Ordering::SeqCst) {
                            break;
                        }
                    }
                });
            }
        }
        assert_eq!(heard.iter().take(40).count(), 40, "they are at it");
        first.control("-m immediate stop");
        second.control("promote");
        over.store(true, Ordering::SeqCst);
    });
    let there = second.sql("SELECT line FROM ipack_line WHERE workspace = 'main'");
    let acknowledged = acknowledged.into_inner().expect("a list");
    for name in &acknowledged {
        assert_eq!(there.matches(&format!("name:\"{name}\"")).count(), 1, "{name}");
    }
    // Which of the lines the dice cut depends on how much each has carried by then.
    assert!(lines.iter().any(|line| line.cuts() > 0), "no line was cut");
    assert_eq!(released.into_inner(), packs.len());
    assert_eq!(there.matches("Performed").count(), packs.len());
    let url = second.url("main");
    assert!(dense(&second, "main") >= 1 + packs.len() + 1 + acknowledged.len());
    let exports = computers.iter().map(|one| one.says(&url, &["export", "--out", "-"])).collect::<Vec<_>>();
    assert!(exports.iter().all(|export| *export == exports[0]));
    for computer in &computers {
        assert!(computer.says(&url, &["check"]).contains("nothing is wrong"));
    }
}

/// Opens it as often as it takes: a line that is cut lets nobody in.
fn opened(computer: &Computer, url: &str, by: &str, now: &str) -> Engine {
    loop {
        let table = Table::new(Address::parse(url).expect("an address"), Secrets::default()).expect("a table");
        let clock: Arc<dyn Clock> = FixedClock::new(instant(now));
        let via = if now == NOW { Via::Cli } else { Via::Scheduler };
        if let Ok(engine) = Engine::open_shared(Box::new(table), &computer.copy(), clock, by.to_owned(), via) {
            return engine;
        }
    }
}
