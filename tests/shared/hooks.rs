//! Schedulers on several computers that tell hooks, and are killed at each moment that there is: everything is told at
//! least once, in order, and twice only after a kill.

use std::process::Stdio;

use ipack::{
    domain::{HookTarget, Via},
    engine::{Engine, FreezeOrder, HookOrder},
};
use proptest::prelude::*;

use super::{
    Computer,
    line::{Fault, Line, Way},
    server::{Server, server},
    support::{
        cases,
        telling::{Desk, Receiver, is_in_order, steps},
    },
};

/// A workspace in the database with these hooks; an engine over it.
fn hooked(url: &str, computer: &Computer, receiver: &Receiver, hooks: &[&str]) -> Engine {
    computer.create(url);
    let mut engine = computer.engine(url, "ada@desk", Via::Cli);
    for name in hooks {
        let target = HookTarget::Url(receiver.url(name));
        let order = HookOrder { name: (*name).into(), target, on: vec![], packs: vec![], secret_env: None };
        engine.add_hook(&order).expect("added");
    }
    engine
}

fn freeze(engine: &mut Engine, name: &str) {
    engine.add_freeze(&FreezeOrder { name: name.into(), ..FreezeOrder::default() }).expect("added");
}

/// The database's clock goes on, so that the lease of whoever was killed has ended.
fn a_minute_passes(server: &Server, workspace: &str) {
    server.sql(&format!(
        "UPDATE ipack_note SET value = regexp_replace(value, 'until:\"[^\"]*\"', 'until:\"2000-01-01T00:00:00Z\"') \
         WHERE workspace = '{workspace}' AND name = 'hooks'"
    ));
}

proptest! {
    #![proptest_config(cases(4))]

    #[test]
    fn each_hook_is_told_everything_in_order_whoever_is_killed(steps in steps()) {
        let Some(server) = server() else { return Ok(()) };
        let workspace = format!("told-{}", uuid::Uuid::now_v7().simple());
        let (url, receiver) = (server.url(&workspace), Receiver::new());
        let computers = [Computer::new(), Computer::new(), Computer::new()];
        let mut engine = hooked(&url, &computers[0], &receiver, &["A", "B"]);
        Desk {
            receiver: &receiver,
            hooks: &["A", "B"],
            scheduler: &|computer, verb, now| {
                let mut command = computers[computer].command(&["scheduler", verb]);
                command.env("IPACK_WORKSPACE", &url).env("IPACK_TEST_NOW", now.to_rfc3339());
                command
            },
            happen: &mut |name| freeze(&mut engine, name),
            a_minute_passes: &|| a_minute_passes(server, &workspace),
        }
        .tells(steps);
    }
}

#[test]
fn a_scheduler_that_is_killed_at_any_message_leaves_nothing_untold() {
    let Some(server) = server() else { return };
    let (line, receiver) = (Line::to(server), Receiver::new());
    let (killed, other) = (Computer::new(), Computer::new());
    let (url, direct) = (line.url("told-killed"), server.url("told-killed"));
    let mut engine = hooked(&direct, &other, &receiver, &["A"]);
    let (mut happened, mut kills) = (0, 0);
    for (way, fault) in [(Way::Request, Fault::Kill), (Way::Request, Fault::KillAfter), (Way::Answer, Fault::KillAfter)]
    {
        for after in 0.. {
            happened += 1;
            freeze(&mut engine, &format!("F{happened}"));
            line.plan(way, after, fault);
            let mut tick = killed.command(&["scheduler", "tick"]);
            let ended = line.run(tick.env("IPACK_WORKSPACE", &url).stdout(Stdio::null()).stderr(Stdio::null()));
            a_minute_passes(server, "told-killed");
            // A database that a busy machine keeps from answering in time costs a tick; the next one makes up for it.
            let mut ticks = (0..5).map(|_| other.run(&direct, &["scheduler", "tick"]).status.success());
            assert!(ticks.any(|went_well| went_well), "no tick reached the database");
            kills += usize::from(ended.code().is_none());
            is_in_order(&receiver.taken("A"), happened, kills);
            if ended.success() {
                break;
            }
        }
    }
    assert!(kills > 30, "{kills} were killed");
}
