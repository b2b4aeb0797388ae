//! Any sequence of freezes, releases, moves and ticks.

use chrono::{Datelike as _, Days, NaiveDate, TimeDelta, Weekday};
use ipack::{
    domain::{Freeze, LateReleases, Refusal},
    engine::{Clock, DueSince, Engine, EngineError, FreezeOrder, PackageOrder, When},
};
use proptest::prelude::*;

use crate::{
    freezes::{ORDER, id, release},
    support::{Workspace, cases},
};

#[derive(Debug, Clone)]
enum Verb {
    Add { from: u64, length: Option<u64>, weekdays: u8, whom: u8 },
    Remove(usize),
    Now(bool, bool),
    Schedule(bool, u64, bool),
    Move(bool, u64, bool),
    Override(bool),
    Change(bool, bool),
    Late(u8),
    Share(bool),
    Wait(i64),
    Tick,
}

fn verb() -> impl Strategy<Value = Verb> {
    let flag = any::<bool>;
    prop_oneof![
        4 => (0_u64..9, prop::option::weighted(0.9, 0_u64..6), any::<u8>(), 0_u8..4)
            .prop_map(|(from, length, weekdays, whom)| Verb::Add { from, length, weekdays, whom }),
        1 => any::<usize>().prop_map(Verb::Remove),
        2 => (flag(), flag()).prop_map(|(pack, reason)| Verb::Now(pack, reason)),
        4 => (flag(), 1_u64..6, flag()).prop_map(|(pack, days, reason)| Verb::Schedule(pack, days, reason)),
        2 => (flag(), 1_u64..6, flag()).prop_map(|(pack, days, reason)| Verb::Move(pack, days, reason)),
        1 => flag().prop_map(Verb::Override),
        1 => (flag(), flag()).prop_map(|(pack, reason)| Verb::Change(pack, reason)),
        1 => (0_u8..3).prop_map(Verb::Late),
        1 => flag().prop_map(Verb::Share),
        6 => (1_i64..40).prop_map(Verb::Wait),
        6 => Just(Verb::Tick),
    ]
}

/// The weekdays of a freeze from the bits of a number; all of them where the last bit is not set.
fn weekdays(bits: u8) -> Vec<Weekday> {
    let days = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri, Weekday::Sat, Weekday::Sun];
    days.into_iter().zip(0..).filter(|(_, at)| bits & 128 != 0 && bits & (1 << at) != 0).map(|(day, _)| day).collect()
}

/// The freezes on a date for a pack, told by hand.
fn holding(engine: &Engine, pack: &str, groups: bool, date: NaiveDate) -> Vec<Freeze> {
    let is_for = |freeze: &Freeze| {
        (freeze.packs.is_empty() && freeze.groups.is_empty())
            || freeze.packs.iter().any(|id| id.as_str() == pack)
            || (groups && !freeze.groups.is_empty())
    };
    let holds = |freeze: &Freeze| {
        let after = (date - freeze.from).num_days();
        after >= 0
            && freeze.to.is_none_or(|to| (to - date).num_days() >= 0)
            && (freeze.weekdays.is_empty() || freeze.weekdays.contains(&date.weekday()))
    };
    engine.freezes(true).into_iter().map(|view| view.freeze).filter(|f| is_for(f) && holds(f)).collect()
}

fn carry_out(engine: &mut Engine, verb: &Verb, nth: usize) -> Result<(), EngineError> {
    let pack = |first: bool| if first { ORDER } else { "2b7c" };
    let reason = |given: bool| given.then_some("because");
    let today = engine.today();
    let again = |engine: &mut Engine, first: bool, when: When, given: bool| {
        // Something new each time, so that there is always something to release.
        let packaged = PackageOrder { version: Some(format!("9.{nth}")), shareable: true, ..PackageOrder::default() };
        engine.package_component(&"lookup".into(), &packaged)?;
        release(engine, pack(first), when, reason(given)).map(drop)
    };
    match *verb {
        Verb::Add { from, length, weekdays: bits, whom } => {
            let from = today - Days::new(2) + Days::new(from);
            let order = FreezeOrder {
                name: format!("F{nth}"),
                from: Some(from),
                to: length.map(|length| from + Days::new(length)),
                weekdays: weekdays(bits),
                packs: if whom & 1 != 0 { vec![id(ORDER)] } else { vec![] },
                groups: if whom & 2 != 0 { vec!["g1".into()] } else { vec![] },
                reason: String::new(),
            };
            engine.add_freeze(&order).map(drop)
        }
        Verb::Remove(at) => match &engine.freezes(true)[..] {
            [] => Ok(()),
            all => engine.remove_freeze(&all[at % all.len()].freeze.id),
        },
        Verb::Now(first, given) => again(engine, first, When::Now, given),
        Verb::Schedule(first, days, given) => again(engine, first, When::On(today + Days::new(days)), given),
        Verb::Move(first, days, given) => {
            let Some(entry) = engine.scheduled(&id(pack(first)))? else { return Ok(()) };
            engine.move_scheduled(&entry.id, &entry.basis, today + Days::new(days), reason(given)).map(drop)
        }
        Verb::Override(first) => {
            let Some(entry) = engine.scheduled(&id(pack(first)))? else { return Ok(()) };
            engine.override_scheduled(&entry.id, &entry.basis, "because").map(drop)
        }
        Verb::Change(first, given) => {
            let proposal = engine.propose_change(&id(pack(first)))?;
            let notes = format!("changed {nth}");
            engine.change_scheduled(&proposal.basis, &proposal.selection, &notes, reason(given)).map(drop)
        }
        Verb::Late(which) => {
            let late = [LateReleases::SameDay, LateReleases::Always, LateReleases::Ask][usize::from(which)];
            engine.change_settings(|settings| settings.late_releases = late).map(drop)
        }
        Verb::Share(first) => {
            let all = [id(pack(first))];
            let view = engine.group(&"g1".into())?;
            let is_shared = view.packs.iter().any(|(shared, _)| *shared == all[0]);
            let changed = if is_shared { engine.unshare(&"g1".into(), &all) } else { engine.share(&"g1".into(), &all) };
            changed.map(drop)
        }
        Verb::Wait(_) => Ok(()),
        Verb::Tick => engine.tick(DueSince::Ever).map(drop),
    }
}

proptest! {
    #![proptest_config(cases(32))]

    /// Whoever releases, and whenever: on a frozen date only with an override that names each of its freezes.
    #[test]
    fn no_release_takes_effect_on_a_frozen_date_without_an_override_that_names_the_freeze(
        verbs in prop::collection::vec(verb(), 1..60),
    ) {
        let workspace = Workspace::small();
        let mut engine = workspace.engine();
        for (nth, verb) in verbs.iter().enumerate() {
            if let Verb::Wait(hours) = verb {
                workspace.clock.set(workspace.clock.now() + TimeDelta::hours(*hours));
            }
            let packs = [ORDER, "2b7c"];
            let before = packs.map(|pack| engine.history(&id(pack)).expect("a history").entries.len());
            match carry_out(&mut engine, verb, nth) {
                Ok(()) => {}
                Err(EngineError::Refused(refusal)) => {
                    prop_assert!(!matches!(refusal, Refusal::Conflict { .. }), "{verb:?}: {refusal}");
                }
                Err(error) => return Err(TestCaseError::fail(format!("{verb:?}: {error}"))),
            }
            for (pack, before) in packs.into_iter().zip(before) {
                let entries = engine.history(&id(pack)).expect("a history").entries;
                let groups = engine.group(&"g1".into()).expect("a group").packs.iter().any(|(id, _)| id.as_str() == pack);
                let held = holding(&engine, pack, groups, engine.today());
                for entry in entries.iter().take(entries.len() - before) {
                    let named = entry.release.overrides.as_ref().map(|overrides| overrides.freezes.clone()).unwrap_or_default();
                    for freeze in &held {
                        prop_assert!(named.iter().any(|(id, _)| *id == freeze.id), "{verb:?} released {pack} under {freeze:?}");
                    }
                }
            }
        }
        let (live, read) = (engine.freezes(true), workspace.engine().freezes(true));
        prop_assert_eq!(live, read, "what was lived through is what is read");
    }
}
