//! What can happen to the workspace of the model.

use ipack::domain::LateReleases;
use proptest::prelude::*;

use super::model::Carried;

#[derive(Debug, Clone)]
pub(crate) enum Op {
    Release {
        pack: usize,
        carried: Carried,
        days: Option<i64>,
    },
    RollBack {
        pack: usize,
        to: Option<u32>,
        days: Option<i64>,
    },
    Move {
        pack: usize,
        days: i64,
    },
    Change {
        pack: usize,
        carried: Carried,
    },
    Cancel {
        pack: usize,
        recall: bool,
    },
    Apply {
        pack: usize,
        account: usize,
    },
    Install {
        pack: usize,
        account: usize,
    },
    Uninstall {
        pack: usize,
        account: usize,
        nth: usize,
    },
    /// Whether the group shares the pack.
    Share {
        pack: usize,
        shared: bool,
    },
    /// Whether the account is in the group.
    Join {
        account: usize,
        member: bool,
    },
    Tick {
        minutes: i64,
    },
    Policy {
        late: LateReleases,
    },
    /// Looks at a pack, to release it later on what was seen now.
    Look {
        pack: usize,
    },
    ReleaseAsSeen {
        carried: Carried,
    },
    /// A component's next version, in Legacy deployment.
    Publish {
        component: usize,
    },
}

/// What can happen in Legacy deployment: the same, but that no version is chosen, and components are published.
pub(crate) fn legacy_op() -> impl Strategy<Value = Op> {
    prop_oneof![9 => op(), 1 => (0..2_usize).prop_map(|component| Op::Publish { component })]
}

pub(crate) fn op() -> impl Strategy<Value = Op> {
    let (pack, carried) = (0..2_usize, (1..=3_u8, 1..=2_u8));
    let days = prop::option::weighted(0.6, 0..4_i64);
    let late = prop_oneof![Just(LateReleases::SameDay), Just(LateReleases::Always), Just(LateReleases::Ask)];
    prop_oneof![
        6 => (pack.clone(), carried.clone(), days.clone()).prop_map(|(pack, carried, days)| Op::Release { pack, carried, days }),
        3 => (pack.clone(), prop::option::of(0..6_u32), days).prop_map(|(pack, to, days)| Op::RollBack { pack, to, days }),
        2 => (pack.clone(), 0..4_i64).prop_map(|(pack, days)| Op::Move { pack, days }),
        2 => (pack.clone(), carried.clone()).prop_map(|(pack, carried)| Op::Change { pack, carried }),
        2 => (pack.clone(), any::<bool>()).prop_map(|(pack, recall)| Op::Cancel { pack, recall }),
        4 => (pack.clone(), 0..2_usize).prop_map(|(pack, account)| Op::Apply { pack, account }),
        3 => (pack.clone(), 0..2_usize).prop_map(|(pack, account)| Op::Install { pack, account }),
        2 => (pack.clone(), 0..2_usize, 0..3_usize).prop_map(|(pack, account, nth)| Op::Uninstall { pack, account, nth }),
        1 => (pack.clone(), any::<bool>()).prop_map(|(pack, shared)| Op::Share { pack, shared }),
        1 => (0..2_usize, any::<bool>()).prop_map(|(account, member)| Op::Join { account, member }),
        5 => (-600..2_400_i64).prop_map(|minutes| Op::Tick { minutes }),
        1 => late.prop_map(|late| Op::Policy { late }),
        1 => pack.prop_map(|pack| Op::Look { pack }),
        2 => carried.prop_map(|carried| Op::ReleaseAsSeen { carried }),
    ]
}
