//! Many who write at once.

use std::{sync::Barrier, thread};

use ipack::{
    domain::{Refusal, Via},
    engine::{DueSince, Engine, EngineError, ReleaseOrder, When},
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

/// Schedulers on several computers tell a hook, which is a command, what happened: each thing once, and everybody sees
/// it.
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

/// Two people approve at the same instant, each with a view from before the other's approval.
#[test]
fn approvals_at_the_same_instant_carry_out_once() {
    let Some(server) = server() else { return };
    server.sql("DROP ROLE IF EXISTS bea, cleo; CREATE ROLE bea LOGIN; CREATE ROLE cleo LOGIN");
    for approvals in [1, 2] {
        let workspace = format!("approvals{approvals}");
        let (url, one) = (server.url(&workspace), Computer::new());
        one.create(&url);
        for role in ["bea", "cleo"] {
            server.sql(&one.says("", &["workspace", "schema", "--grants", role, "--as", "admin"]));
        }
        let mut anna = one.engine(&url, "anna", Via::Cli);
        anna.change_settings(|settings| settings.approval.approvals = approvals).expect("set");
        let pack = anna.find_pack("Order to Cash").expect("a pack");
        let proposal = anna.propose_release(&pack).expect("a proposal");
        let (basis, selection) = (proposal.basis, proposal.selection);
        let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
        let request = &anna.release(&order).expect("asked").request.expect("a request");
        let before = anna.history(&pack).expect("a history").entries.len();

        let computers = [Computer::new(), Computer::new()];
        let people = ["bea", "cleo"];
        let others = people.map(|role| url.replace("ipack@", &format!("{role}@")));
        let opened = [0, 1].map(|at| computers[at].engine(&others[at], people[at], Via::Cli));
        let at_once = &Barrier::new(2);
        let [bea, cleo] = thread::scope(|scope| {
            let approve = |mut engine: Engine| {
                scope.spawn(move || {
                    at_once.wait();
                    engine.approve(request, "")
                })
            };
            opened.map(approve).map(|thread| thread.join().expect("an end"))
        });
        let taken = [&bea, &cleo].into_iter().filter(|one| one.is_ok()).count();
        assert_eq!(taken, usize::from(approvals), "{bea:?} {cleo:?}");
        for late in [bea, cleo].into_iter().filter_map(Result::err) {
            assert!(matches!(late, EngineError::Refused(Refusal::RequestClosed { .. })), "{late}");
        }
        anna.refresh().expect("a state");
        assert_eq!(anna.history(&pack).expect("a history").entries.len(), before + 1);
        assert_eq!(anna.waiting_requests(), 0);
        // The packs, the rule, the request, and each approval: the last in one line with what it carries out.
        assert_eq!(dense(server, &workspace), 3 + usize::from(approvals));
    }
}
