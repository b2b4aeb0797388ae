//! Any sequence of things that happen, of tries and of kills, by several schedulers.

use std::{
    collections::HashSet,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::TimeDelta;
use ipack::engine::{Clock, FreezeOrder};
use proptest::prelude::*;

use crate::{
    notices::{Receiver, hook},
    support::{Workspace, cases},
};

/// What becomes of the next try of a hook.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Taken,
    Refused,
    /// It is taken, and whoever told it is killed before that is written down.
    TakenAndKilled,
    /// Whoever tells it is killed before it is sent.
    Killed,
}

#[derive(Debug, Clone)]
enum Step {
    /// So many things happen.
    Happen(usize),
    /// A scheduler tells.
    Tell(usize),
    Wait(i64),
    /// What becomes of the tries to come.
    Fate(Fate, usize),
    /// The journal is checkpointed, so that the next reader starts elsewhere.
    Tidy,
}

fn step() -> impl Strategy<Value = Step> {
    let fate = prop_oneof![
        3 => Just(Fate::Taken),
        3 => Just(Fate::Refused),
        2 => Just(Fate::TakenAndKilled),
        1 => Just(Fate::Killed),
    ];
    prop_oneof![
        3 => (1_usize..5).prop_map(Step::Happen),
        4 => (0_usize..3).prop_map(Step::Tell),
        3 => (1_i64..2_000).prop_map(Step::Wait),
        3 => (fate, 1_usize..4).prop_map(|(fate, tries)| Step::Fate(fate, tries)),
        1 => Just(Step::Tidy),
    ]
}

proptest! {
    #![proptest_config(cases(8))]

    #[test]
    fn each_hook_is_told_everything_in_order_and_twice_only_after_a_kill(
        steps in prop::collection::vec(step(), 1..25),
    ) {
        let fates: Arc<Mutex<Vec<Fate>>> = Arc::default();
        let taken: Arc<Mutex<Vec<(String, String)>>> = Arc::default();
        let receiver = {
            let (fates, taken) = (Arc::clone(&fates), Arc::clone(&taken));
            Receiver::answering(move |hook, delivery| {
                let fate = fates.lock().unwrap_or_else(PoisonError::into_inner).pop().unwrap_or(Fate::Taken);
                let take = || taken.lock().unwrap_or_else(PoisonError::into_inner).push((hook.name.clone(), delivery.id.clone()));
                match fate {
                    Fate::Taken => take(),
                    Fate::Refused => return Err("it answered 500".to_owned()),
                    Fate::TakenAndKilled => {
                        take();
                        std::panic::resume_unwind(Box::new("killed"));
                    }
                    Fate::Killed => std::panic::resume_unwind(Box::new("killed")),
                }
                Ok(())
            })
        };
        let workspace = Workspace::small();
        let mut publisher = receiver.engine(&workspace);
        publisher.add_hook(&hook("Only")).expect("added");
        let mut schedulers: Vec<_> = (0..3).map(|_| receiver.engine(&workspace)).collect();
        let (mut happened, mut kills) = (0, 0);
        for step in steps {
            match step {
                Step::Happen(many) => {
                    for _ in 0..many {
                        happened += 1;
                        let order = FreezeOrder { name: format!("F{happened}"), ..FreezeOrder::default() };
                        publisher.add_freeze(&order).expect("added");
                    }
                }
                Step::Tell(who) => {
                    schedulers[who].refresh().expect("followed");
                    let told = catch_unwind(AssertUnwindSafe(|| schedulers[who].deliver_notices().expect("a delivery report")));
                    if told.is_err() {
                        kills += 1;
                        schedulers[who] = receiver.engine(&workspace);
                    }
                }
                Step::Wait(seconds) => workspace.clock.set(workspace.clock.now() + TimeDelta::seconds(seconds)),
                Step::Fate(fate, tries) => {
                    fates.lock().unwrap_or_else(PoisonError::into_inner).extend(std::iter::repeat_n(fate, tries));
                }
                Step::Tidy => drop(publisher.tidy()),
            }
        }
        fates.lock().unwrap_or_else(PoisonError::into_inner).clear();
        workspace.clock.set(workspace.clock.now() + TimeDelta::hours(2));
        schedulers[0].refresh().expect("followed");
        schedulers[0].deliver_notices().expect("a delivery report");
        let taken = taken.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let mut firsts: Vec<&str> = Vec::new();
        let mut seen = HashSet::new();
        firsts.extend(taken.iter().filter(|(_, id)| seen.insert(id.as_str())).map(|(_, id)| id.as_str()));
        prop_assert_eq!(firsts.len(), happened, "each at least once");
        prop_assert!(taken.len() <= happened + kills, "{} taken of {happened} after {kills} kills", taken.len());
        // What was told twice was told again before anything that came after it.
        let mut newest = 0;
        for (_, id) in &taken {
            let at = firsts.iter().position(|first| first == id).expect("known");
            prop_assert!(at == newest || at + 1 == newest, "out of order: {at} after {newest}");
            newest = newest.max(at + 1);
        }
    }
}
