//! Any sequence of releases, approvers, changes of the rules, freezes and ticks.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, TimeDelta};
use ipack::{
    domain::{ApprovalRequestId, ApprovalRules, Refusal, ScheduledRelease},
    engine::{Clock as _, DueSince, Engine, EngineError, FreezeOrder, PackageOrder, ReleaseOrder, Source, When},
};
use proptest::prelude::*;

use crate::{
    freezes::{ORDER, id, release},
    support::{Workspace, cases},
};

const PACKS: [&str; 2] = [ORDER, "2b7c"];
const PEOPLE: [&str; 4] = ["anna@desk", "ben@desk", "cleo@desk", "dora@desk"];

#[derive(Debug, Clone)]
enum Verb {
    Now(bool),
    Schedule(bool, u64),
    RollBack(bool),
    Move(bool, u64),
    Change(bool),
    Cancel(bool, bool),
    Approve(usize),
    Reject(usize),
    Withdraw(usize),
    Rules(u8, bool),
    Freeze(u64),
    Thaw,
    Wait(i64),
    Tick,
    Export,
    Import(usize),
}

fn verb() -> impl Strategy<Value = Verb> {
    let flag = any::<bool>;
    prop_oneof![
        3 => flag().prop_map(Verb::Now),
        4 => (flag(), 1_u64..6).prop_map(|(pack, days)| Verb::Schedule(pack, days)),
        2 => flag().prop_map(Verb::RollBack),
        2 => (flag(), 1_u64..6).prop_map(|(pack, days)| Verb::Move(pack, days)),
        2 => flag().prop_map(Verb::Change),
        1 => (flag(), flag()).prop_map(|(pack, recall)| Verb::Cancel(pack, recall)),
        12 => any::<usize>().prop_map(Verb::Approve),
        4 => any::<usize>().prop_map(Verb::Reject),
        1 => any::<usize>().prop_map(Verb::Withdraw),
        3 => (0_u8..3, flag()).prop_map(|(approvals, exempt)| Verb::Rules(approvals, exempt)),
        1 => (0_u64..5).prop_map(Verb::Freeze),
        1 => Just(Verb::Thaw),
        4 => (1_i64..60).prop_map(Verb::Wait),
        4 => Just(Verb::Tick),
        4 => Just(Verb::Export),
        6 => any::<usize>().prop_map(Verb::Import),
    ]
}

/// What a request needs, told by hand.
#[derive(Debug)]
struct Waiting {
    author: usize,
    needed: usize,
    approvers: BTreeSet<usize>,
}

/// What must not change without approval.
type State = (ApprovalRules, Vec<(usize, Option<ScheduledRelease>)>);

fn state(engine: &mut Engine) -> State {
    engine.refresh().expect("a state");
    let pack = |pack: &&str| {
        let scheduled = engine.scheduled(&id(pack)).expect("a state").map(|entry| entry.scheduled);
        let scheduled = scheduled.map(|scheduled| ScheduledRelease { blocked: None, ..scheduled });
        (engine.history(&id(pack)).expect("a history").entries.len(), scheduled)
    };
    let packs = PACKS.iter().map(pack).collect();
    (engine.settings().approval, packs)
}

/// The whole workspace as documents; what waits has ids that nobody knows, as if it came from elsewhere.
fn exported(engine: &mut Engine, nth: usize) -> Vec<Source> {
    let documents = engine.documents(&[]).expect("documents");
    let foreign = |text: &str| text.replace("id: \"request-", &format!("id: \"elsewhere-{nth}-"));
    documents.into_iter().map(|one| Source { path: one.file.into(), text: foreign(&one.text) }).collect()
}

/// Carries it out; the request that it made, or that it answered.
fn carry_out(engine: &mut Engine, verb: &Verb, nth: usize) -> Result<Option<ApprovalRequestId>, EngineError> {
    let pack = |first: bool| if first { PACKS[0] } else { PACKS[1] };
    let today = engine.today();
    let again = |engine: &mut Engine, first: bool, when: When| {
        let packaged = PackageOrder { version: Some(format!("9.{nth}")), shareable: true, ..PackageOrder::default() };
        engine.package_component(&"lookup".into(), &packaged)?;
        Ok(release(engine, pack(first), when, None)?.request)
    };
    let waiting = |engine: &mut Engine, at: usize| {
        let all: Vec<ApprovalRequestId> = engine.settings().requests.iter().map(|request| request.id.clone()).collect();
        if all.is_empty() { None } else { Some(all[at % all.len()].clone()) }
    };
    match *verb {
        Verb::Now(first) => again(engine, first, When::Now),
        Verb::Schedule(first, days) => again(engine, first, When::On(today + Days::new(days))),
        Verb::RollBack(first) => {
            let proposal = engine.propose_rollback(&id(pack(first)), None)?;
            let (basis, selection) = (proposal.basis, proposal.selection);
            let order = ReleaseOrder { basis, selection, when: When::Now, notes: format!("{nth}"), overriding: None };
            Ok(engine.release(&order)?.request)
        }
        Verb::Move(first, days) => {
            let Some(entry) = engine.scheduled(&id(pack(first)))? else { return Ok(None) };
            Ok(engine.move_scheduled(&entry.id, &entry.basis, today + Days::new(days), None)?.request)
        }
        Verb::Change(first) => {
            let proposal = engine.propose_change(&id(pack(first)))?;
            let notes = format!("changed {nth}");
            Ok(engine.change_scheduled(&proposal.basis, &proposal.selection, &notes, None)?.request)
        }
        Verb::Cancel(first, recall) => {
            let Some(entry) = engine.scheduled(&id(pack(first)))? else { return Ok(None) };
            engine.cancel_scheduled(&entry.id, &entry.basis, "", recall, None).map(|_| None)
        }
        Verb::Approve(at) => match waiting(engine, at) {
            Some(request) => engine.approve(&request, "").map(|_| Some(request)),
            None => Ok(None),
        },
        Verb::Reject(at) => match waiting(engine, at) {
            Some(request) => engine.reject_request(&request, "no").map(|_| None),
            None => Ok(None),
        },
        Verb::Withdraw(at) => match waiting(engine, at) {
            Some(request) => engine.withdraw_request(&request).map(|_| None),
            None => Ok(None),
        },
        Verb::Rules(approvals, exempt) => engine.change_settings(|settings| {
            settings.approval.approvals = approvals;
            settings.approval.rollback_without_approval = exempt;
        }),
        Verb::Freeze(days) => {
            let from = Some(today + Days::new(days));
            let order = FreezeOrder { name: format!("F{nth}"), from, to: from, ..FreezeOrder::default() };
            engine.add_freeze(&order).map(|_| None)
        }
        Verb::Thaw => match engine.freezes(true).first() {
            Some(freeze) => engine.remove_freeze(&freeze.freeze.id).map(|()| None),
            None => Ok(None),
        },
        Verb::Wait(_) | Verb::Export | Verb::Import(_) => Ok(None),
        Verb::Tick => engine.tick(DueSince::Ever).map(|_| None),
    }
}

/// Whether a verb may change what others must agree to, without their approval.
fn is_free(verb: &Verb, (rules, packs): &State, after: &State) -> bool {
    let loosens = after.0.approvals < rules.approvals
        || (rules.approvals > 0 && after.0.rollback_without_approval && !rules.rollback_without_approval);
    match verb {
        Verb::Rules(..) => !loosens && *packs == after.1,
        Verb::Import(_) => rules.approvals == 0 || !loosens && *packs == after.1,
        // What is performed was scheduled before; what is cancelled is gone.
        Verb::Tick => packs.iter().zip(&after.1).all(|(before, after)| {
            before == after || before.1.is_some() && after.1.is_none() && after.0 == before.0 + 1
        }),
        Verb::Cancel(_, false) => packs
            .iter()
            .zip(&after.1)
            .all(|(before, after)| before.0 == after.0 && (after.1 == before.1 || after.1.is_none())),
        Verb::RollBack(_) | Verb::Cancel(_, true) => rules.approvals == 0 || rules.rollback_without_approval,
        _ => rules.approvals == 0,
    }
}

proptest! {
    #![proptest_config(cases(32))]

    /// Whoever does whatever: nothing takes effect, is scheduled or asks for less without the approvals that were
    /// needed when it was asked for, by that many different people other than its author.
    #[test]
    fn nothing_happens_without_the_approvals_that_were_needed(
        verbs in prop::collection::vec((0_usize..4, verb()), 1..60),
    ) {
        let workspace = Workspace::small();
        let mut engines = PEOPLE.map(|who| workspace.person(who));
        let (mut observer, mut exports) = (workspace.engine(), vec![]);
        let mut waiting: BTreeMap<ApprovalRequestId, Waiting> = BTreeMap::new();
        for (nth, (who, verb)) in verbs.iter().enumerate() {
            let engine = &mut engines[*who];
            if let Verb::Wait(hours) = verb {
                workspace.clock.set(workspace.clock.now() + TimeDelta::hours(*hours));
            }
            let before = state(&mut observer);
            // Whoever ticks or imports has not seen what others did since.
            if !matches!(verb, Verb::Tick | Verb::Import(_)) {
                engine.refresh().expect("a state");
            }
            let done = match verb {
                Verb::Export => {
                    exports.push(exported(engine, nth));
                    Ok(None)
                }
                Verb::Import(at) if !exports.is_empty() => engine.import(&exports[at % exports.len()]).map(|_| None),
                verb => carry_out(engine, verb, nth),
            };
            let done = match done {
                Ok(done) => done,
                Err(EngineError::Refused(refusal)) => {
                    prop_assert!(!matches!(refusal, Refusal::Conflict { .. }), "{verb:?}: {refusal}");
                    prop_assert_eq!(&before, &state(&mut observer), "{:?} was refused: {}", verb, refusal);
                    continue;
                }
                Err(error @ EngineError::Documents(_)) => {
                    prop_assert_eq!(&before, &state(&mut observer), "{:?} was refused: {}", verb, error);
                    continue;
                }
                Err(error) => return Err(TestCaseError::fail(format!("{verb:?}: {error}"))),
            };
            let after = state(&mut observer);
            if matches!(verb, Verb::Import(_)) {
                let needed = usize::from(after.0.approvals);
                // Whoever imports a request is its author, and nobody has approved it.
                for request in observer.settings().requests.iter() {
                    if !waiting.contains_key(&request.id) {
                        let is_new = request.approvals.is_empty() && request.who.as_str() == PEOPLE[*who];
                        prop_assert!(is_new, "{:?} was imported by {}", request, who);
                        let made = Waiting { author: *who, needed, approvers: BTreeSet::new() };
                        waiting.insert(request.id.clone(), made);
                    }
                }
            }
            let mut is_approved = false;
            match (verb, done) {
                (Verb::Approve(_), Some(request)) => {
                    let known = waiting.get_mut(&request).expect("a request that was made");
                    prop_assert!(known.author != *who && known.approvers.insert(*who), "{verb:?} by {who}: {known:?}");
                    is_approved = known.approvers.len() >= known.needed;
                    prop_assert_eq!(before != after, is_approved, "{:?}", known);
                }
                (_, Some(request)) => {
                    let needed = usize::from(before.0.approvals);
                    let made = Waiting { author: *who, needed, approvers: BTreeSet::new() };
                    waiting.entry(request).or_insert(made);
                }
                (_, None) => {}
            }
            prop_assert!(
                before == after || is_approved || is_free(verb, &before, &after),
                "{verb:?} by {who} without approval: {before:?} became {after:?}"
            );
        }
        let [mut live, ..] = engines;
        live.refresh().expect("a state");
        let read = workspace.engine();
        prop_assert_eq!(&live.settings().requests, &read.settings().requests, "what was lived through is what is read");
    }
}
