//! Random sequences in which both sides act, answers are lost and the desk is killed: one synchronisation later both
//! sides say the same, and nothing was done twice.
//!
//! `IPACK_SEQUENCES=1000 cargo test --test connection sequences` runs so many of them.

use std::{
    env,
    panic::{AssertUnwindSafe, catch_unwind},
};

use chrono::TimeDelta;
use ipack::{
    domain::Origin,
    engine::{DueSince, Engine, EngineError, PackageOrder, ReleaseOrder, When},
};

use crate::{
    stage::{Fate, Stage, pack},
    support::Workspace,
};

/// What the suite runs.
const FEW: u64 = 25;

/// A source of numbers that is the same each time: splitmix64.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % sides
    }
}

#[test]
fn after_whatever_happened_one_synchronisation_is_enough() {
    let many = env::var("IPACK_SEQUENCES").ok().and_then(|many| many.parse().ok()).unwrap_or(FEW);
    let ready = Stage::synced(Workspace::small());
    for seed in 0..many {
        let stage = ready.copy();
        let mut dice = Dice(seed);
        // What the documents leave open is open here, too.
        {
            let quirks = &mut stage.post.line().twin.quirks;
            (quirks.add_merges, quirks.status_by_pack) = (dice.roll(2) == 0, dice.roll(2) == 0);
            quirks.update_by_request_only = dice.roll(2) == 0;
        }
        let steps = 4 + dice.roll(12);
        let told: Vec<String> = (0..steps).map(|_| step(&stage, &mut dice)).collect();
        ends(&stage, &format!("sequence {seed}: {told:?}"));
    }
}

/// One step; what it was.
fn step(stage: &Stage, dice: &mut Dice) -> String {
    let before = releases(stage);
    let what = match dice.roll(10) {
        0..5 => here(stage, dice),
        5..8 => there(stage, dice),
        8 => format!("sync {:?}", stage.try_sync(ipack::engine::SyncOrder::default()).map(|synced| synced.words).ok()),
        _ => pass(stage, dice),
    };
    assert!(releases(stage) <= before + 1, "one step releases twice: {what}");
    what
}

/// The desk decides, in whatever weather.
fn here(stage: &Stage, dice: &mut Dice) -> String {
    let fates = [
        Fate::NotSent,
        Fate::LostBefore,
        Fate::LostAfter,
        Fate::BusyAfter,
        Fate::KilledBefore,
        Fate::KilledAfter,
        Fate::Instead(503, ""),
        Fate::Instead(500, "<html>"),
        Fate::Instead(202, ""),
    ];
    let any = |dice: &mut Dice| match dice.roll(3) {
        0 => fates[usize::try_from(dice.roll(9)).expect("few")].clone(),
        _ => Fate::Fair,
    };
    let met: Vec<Fate> = (0..6).map(|_| any(dice)).collect();
    stage.fates(&met);
    let verb = dice.roll(5);
    let date = stage.desk.clock_date(1 + dice.roll(3));
    let ended = catch_unwind(AssertUnwindSafe(|| -> Result<(), EngineError> {
        let mut desk = stage.desk_that_goes_out();
        let waits = desk.scheduled(&pack())?;
        match (verb, waits) {
            (0, _) => released(&mut desk, dice, When::Now),
            (1, None) => released(&mut desk, dice, When::On(date)),
            (2, _) => {
                let proposal = desk.propose_rollback(&pack(), None)?;
                let (basis, selection) = (proposal.basis, proposal.selection);
                desk.release(&ReleaseOrder {
                    basis,
                    selection,
                    when: When::Now,
                    notes: String::new(),
                    overriding: None,
                })
                .map(drop)
            }
            (3, Some(entry)) => desk.move_scheduled(&pack(), &entry.basis, date, None).map(drop),
            (4, Some(_)) => {
                let mut proposal = desk.propose_change(&pack())?;
                choose(&mut proposal.selection, dice);
                desk.change_scheduled(&proposal.basis, &proposal.selection, "changed", None).map(drop)
            }
            _ => Ok(()),
        }
    }));
    stage.fates(&[]);
    let ended =
        ended.map_or_else(|_| "killed".to_owned(), |ended| format!("{:?}", ended.map_err(|why| why.to_string())));
    format!("here {verb} under {met:?}: {ended}")
}

/// Somebody decides on the platform itself.
fn there(stage: &Stage, dice: &mut Dice) -> String {
    let mut platform = stage.platform.engine();
    let verb = dice.roll(7);
    let date = stage.platform.clock_date(1 + dice.roll(3));
    let view = platform.pack(&pack()).expect("a pack").pack;
    let basis = view.basis();
    let ended = match verb {
        0 => released(&mut platform, dice, When::Now),
        1 => released(&mut platform, dice, When::On(date)),
        2 => platform.move_scheduled(&pack(), &basis, date, None).map(drop),
        3 => platform.cancel_scheduled(&pack(), &basis, "", false, None).map(drop),
        4 => {
            let order = PackageOrder { version: None, shareable: true, notes: String::new(), include: Vec::new() };
            platform.package_component(&"ledger".into(), &order).map(drop)
        }
        5 => platform.remove_components(&pack(), &["lookup".into()]).map(drop),
        _ => platform.add_components(&pack(), &["lookup".into()]).map(drop),
    };
    format!("there {verb}: {:?}", ended.map_err(|why| why.to_string()))
}

/// A day passes; the platform releases what is due, as a rule.
fn pass(stage: &Stage, dice: &mut Dice) -> String {
    for side in [&stage.platform, &stage.desk] {
        let now = ipack::engine::Clock::now(&*side.clock);
        side.clock.set(now + TimeDelta::hours(24));
    }
    if dice.roll(4) == 0 {
        return "a day passes, and nothing runs".to_owned();
    }
    let performed = stage.platform.engine().tick(DueSince::Ever).expect("performed").released.len();
    format!("a day passes: {performed} released")
}

fn released(engine: &mut Engine, dice: &mut Dice, when: When) -> Result<(), EngineError> {
    let mut proposal = engine.propose_again(&pack(), Origin::Latest)?;
    choose(&mut proposal.selection, dice);
    let (basis, selection) = (proposal.basis, proposal.selection);
    engine.release(&ReleaseOrder { basis, selection, when, notes: "noted".into(), overriding: None }).map(drop)
}

fn choose(selection: &mut ipack::domain::Selection, dice: &mut Dice) {
    let version = ["1.0", "1.1", "1.2"][usize::try_from(dice.roll(3)).expect("few")];
    // Whether it may be is the rules' business.
    let _ = selection.choose(&"invoice".into(), &version.into());
}

fn releases(stage: &Stage) -> usize {
    stage.platform.engine().pack(&pack()).expect("a pack").pack.releases.len()
}

/// One synchronisation, and a person where only a person knows: both sides say the same.
fn ends(stage: &Stage, what: &str) {
    for side in [&stage.platform, &stage.desk] {
        let now = ipack::engine::Clock::now(&*side.clock);
        side.clock.set(now + TimeDelta::minutes(5));
    }
    // What was just released is in progress once, where it is asked after.
    stage.post.line().twin.quirks.status_by_pack = false;
    let synced = |stage: &Stage| {
        let synced = stage.try_sync(ipack::engine::SyncOrder::default());
        assert!(synced.is_ok(), "{what}: {synced:?}");
    };
    synced(stage);
    let there = stage.platform.engine().pack(&pack()).expect("a pack").pack;
    let mut desk = stage.desk.engine();
    for open in desk.open_requests().expect("requests") {
        if open.asked.request().is_some() {
            synced(stage);
            continue;
        }
        let waits = there.scheduled.as_ref();
        let happened = open.asked.on.is_some_and(|(date, _)| {
            waits.is_some_and(|waits| waits.release_on_date == date && waits.components == open.asked.components)
        });
        desk.settle_by_hand(open.asked.id.as_str(), happened).expect("settled");
        synced(stage);
    }
    let here = stage.desk.engine().pack(&pack()).expect("a pack").pack;
    assert_eq!(here.current_contents(), there.current_contents(), "{what}");
    let of = |pack: &ipack::domain::Pack| pack.scheduled.as_ref().map(|s| (s.release_on_date, s.components.clone()));
    // What somebody has scheduled there without us, the platform does not tell.
    if here.scheduled.is_some() {
        assert_eq!(of(&here), of(&there), "{what}");
    }
    let own: Vec<_> = here.releases.iter().filter(|release| !release.is_found()).collect();
    for release in &own {
        assert!(release.request().is_none_or(|id| there.releases.iter().any(|one| one.request_id == *id)), "{what}");
    }
    // It does not know what led here.
    println!("{what}");
    stage.agrees();
}
