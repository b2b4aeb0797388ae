//! Hooks, told by many: each thing by one of them, whoever is killed.

use std::{
    sync::{Arc, Barrier, Mutex, PoisonError},
    thread,
};

use chrono::TimeDelta;
use ipack::{
    domain::Refusal,
    engine::{DeliveryState, Engine},
};

use crate::{
    notices::{Receiver, frozen, hook, hooked, tell},
    support::{
        NOW, SMALL, instant,
        kept::{Computer, Kept},
        source,
    },
};

#[test]
fn of_many_schedulers_one_tells() {
    let receiver = Receiver::new();
    let (workspace, mut engine) = hooked(&receiver);
    for name in ["A", "B", "C", "D", "E"] {
        frozen(&mut engine, name);
    }
    let (barrier, workspace) = (Arc::new(Barrier::new(4)), &workspace);
    thread::scope(|scope| {
        for _ in 0..4 {
            let (barrier, receiver) = (Arc::clone(&barrier), receiver.clone());
            scope.spawn(move || {
                let mut engine = receiver.engine(workspace);
                barrier.wait();
                for _ in 0..3 {
                    tell(&mut engine);
                }
            });
        }
    });
    let mut ids: Vec<String> = receiver.got().into_iter().map(|one| one.2).collect();
    assert_eq!(ids.len(), 5);
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 5, "each once");
}

/// An engine on a computer that shares a workspace.
fn sharing(receiver: &Receiver, computer: &Computer) -> Engine {
    computer.engine().with_notices(receiver.way(|| Err(Refusal::NoNotices.into())))
}

#[test]
fn of_many_computers_that_share_a_workspace_one_tells() {
    let (receiver, kept) = (Receiver::new(), Kept::new());
    let computers: Vec<Computer> = (0..4).map(|_| Computer::new(&kept)).collect();
    let mut first = sharing(&receiver, &computers[0]);
    first.import(&[source(SMALL)]).expect("imported");
    first.add_hook(&hook("Chat")).expect("added");
    for name in ["A", "B", "C"] {
        frozen(&mut first, name);
    }
    let barrier = Barrier::new(4);
    thread::scope(|scope| {
        for computer in &computers {
            let (barrier, receiver) = (&barrier, &receiver);
            scope.spawn(move || {
                let mut engine = sharing(receiver, computer);
                barrier.wait();
                for _ in 0..3 {
                    tell(&mut engine);
                }
            });
        }
    });
    let mut ids: Vec<String> = receiver.got().into_iter().map(|one| one.2).collect();
    let got = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!((got, ids.len()), (3, 3), "each once");
    let views = sharing(&receiver, &computers[3]).deliveries(None).expect("deliveries");
    assert!(views.len() == 3 && views.iter().all(|view| view.state == DeliveryState::Taken), "everybody sees it");
}

#[test]
fn whoever_was_killed_over_a_shared_workspace_holds_it_for_a_minute_more() {
    let killed = Arc::new(Mutex::new(true));
    let dies = Arc::clone(&killed);
    let receiver = Receiver::answering(move |_, _| {
        let dies = std::mem::take(&mut *dies.lock().unwrap_or_else(PoisonError::into_inner));
        if dies { std::panic::resume_unwind(Box::new("killed")) } else { Ok(()) }
    });
    let kept = Kept::new();
    let (one, other) = (Computer::new(&kept), Computer::new(&kept));
    let mut first = sharing(&receiver, &one);
    first.import(&[source(SMALL)]).expect("imported");
    first.add_hook(&hook("Chat")).expect("added");
    frozen(&mut first, "A");
    let told = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| first.deliver_notices().map(drop)));
    assert!(told.is_err(), "it is killed");
    let mut second = sharing(&receiver, &other);
    let telling = second.deliver_notices().expect("a delivery report");
    assert_eq!((telling.taken, telling.next.is_some()), (0, true), "somebody else may still be at it");
    kept.shared().now = Some(instant(NOW) + TimeDelta::seconds(60));
    assert_eq!(second.deliver_notices().expect("a delivery report").taken, 1);
    assert_eq!(receiver.got().len(), 2);
    // Whoever may only read tells nobody, and that is no failure.
    frozen(&mut second, "B");
    kept.lets_read_only();
    second.refresh().expect("followed");
    assert_eq!(second.deliver_notices().expect("a delivery report").taken, 0);
}
