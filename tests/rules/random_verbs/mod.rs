//! The rules hold whatever is asked: random sequences of verbs over a small random workspace.
//!
//! After every verb: release numbers are dense, past releases never change, current is what the last release carried,
//! nothing carried is a version that can't be chosen, and a refused verb has written nothing. At the end a newly
//! opened engine sees what the living one does.

mod desk;

use std::collections::HashMap;

use ipack::{
    domain::Refusal,
    engine::{Engine, EngineError},
};
use proptest::{
    prelude::*,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};

use self::desk::{Desk, Parts, Verb, parts, verb};
use crate::support::kept::{Computer, Kept};

/// The same sequences in every run.
fn for_any_verbs(cases: u32, check: impl Fn(&Parts, &[Verb])) {
    let config = Config { cases, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    let verbs = prop::collection::vec(verb(), 1..80);
    let outcome = runner.run(&(parts(), verbs), |(parts, verbs)| {
        check(&parts, &verbs);
        Ok(())
    });
    outcome.expect("the rules hold");
}

#[test]
fn the_rules_hold_after_every_verb() {
    for_any_verbs(40, |parts, verbs| {
        let mut desk = Desk::new(parts);
        for verb in verbs {
            let (packs, bytes) = (desk.packs(), desk.workspace.bytes());
            let outcome = desk.carry_out(verb);
            if let Err(refused) = outcome {
                assert_eq!(desk.workspace.bytes(), bytes, "{verb:?} was refused ({refused}) and wrote");
                assert_eq!(desk.packs(), packs);
            }
            desk.check(&packs);
        }
    });
}

#[test]
fn a_new_engine_sees_what_the_living_one_does() {
    for_any_verbs(40, |parts, verbs| {
        let mut desk = Desk::new(parts);
        let mut follower = desk.workspace.engine();
        for verb in verbs {
            let _ = desk.carry_out(verb);
        }
        let live = Desk::everything(&mut desk.engine);
        assert_eq!(Desk::everything(&mut desk.workspace.engine()), live, "opened anew");
        follower.refresh().expect("followed");
        assert_eq!(Desk::everything(&mut follower), live, "followed from the start");
    });
}

/// An export without the ids that requests were given by chance.
fn exported(engine: &mut Engine) -> String {
    let text = engine.document(&[]).expect("an export");
    text.lines().filter(|line| !line.contains("requestId")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_shared_workspace_refuses_and_leaves_what_a_folder_does() {
    for_any_verbs(40, |parts, verbs| {
        let kept = Kept::new();
        let (mut desk, mut shared) = (Desk::new(parts), Desk::shared(parts, &kept));
        for verb in verbs {
            let [ours, theirs] =
                [desk.carry_out(verb), shared.carry_out(verb)].map(|told| told.map_err(|e| e.to_string()));
            assert_eq!(ours, theirs, "{verb:?}");
        }
        assert_eq!(exported(&mut desk.engine), exported(&mut shared.engine));
        let mut other = Computer::new(&kept);
        other.clock = shared.workspace.clock.clone();
        assert_eq!(Desk::everything(&mut other.engine()), Desk::everything(&mut shared.engine), "on another computer");
        drop(shared.computer);
    });
}

/// The verbs above do what they are there for; otherwise the rules would hold over nothing.
#[test]
fn the_sequences_reach_what_they_are_meant_to() {
    let reached = std::cell::RefCell::new(HashMap::<&str, usize>::new());
    let count = |what| *reached.borrow_mut().entry(what).or_default() += 1;
    for_any_verbs(40, |parts, verbs| {
        let mut desk = Desk::new(parts);
        for verb in verbs {
            let before = desk.packs();
            match desk.carry_out(verb) {
                Err(EngineError::Refused(Refusal::Conflict { .. })) => count("a conflict"),
                Err(EngineError::Refused(Refusal::VersionNotChoosable { .. })) => count("a version not to be chosen"),
                Err(EngineError::Refused(Refusal::AlreadyScheduled { .. })) => count("a second schedule"),
                Err(EngineError::Refused(Refusal::DateNotAfterToday { .. })) => count("a date too early"),
                Err(EngineError::Refused(_)) => count("another refusal"),
                Err(EngineError::Documents(_)) => count("an import refused"),
                Err(other) => panic!("{verb:?}: {other}"),
                Ok(()) => {}
            }
            for (before, after) in before.iter().zip(desk.packs()) {
                let performed = matches!(verb, Verb::Tick(_)) && after.releases.len() > before.releases.len();
                let superseded = matches!(verb, Verb::ReleaseNow(_)) && before.scheduled.is_some();
                for (is, what) in [
                    (after.releases.len() > before.releases.len(), "a release"),
                    (after.scheduled.is_some() && before.scheduled.is_none(), "a schedule"),
                    (performed, "a scheduled release performed"),
                    (superseded && after.scheduled.is_none(), "a scheduled release superseded"),
                    (after.members != before.members, "a change of members"),
                    (after.applied_early() > before.applied_early(), "an early application"),
                    (after.can_be_recalled() && matches!(verb, Verb::Cancel(..)), "instances ahead"),
                ] {
                    if is {
                        count(what);
                    }
                }
            }
        }
    });
    let reached = reached.into_inner();
    for what in [
        "a conflict",
        "a version not to be chosen",
        "a second schedule",
        "a date too early",
        "another refusal",
        "a release",
        "a schedule",
        "a scheduled release performed",
        "a scheduled release superseded",
        "a change of members",
        "an early application",
        "instances ahead",
    ] {
        assert!(reached.contains_key(what), "no sequence reaches {what}: {reached:?}");
    }
}
