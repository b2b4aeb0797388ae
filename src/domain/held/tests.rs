//! The rule against a naive reading of it, over the same random histories for what is held and for the target.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::domain::{
    ComponentType, Contents, InstallationType, PackagedComponent, ReleaseKind, ReleaseSchedule, RequestId, cases,
};

/// One release: the version of each of three components by its place in packaging order, and what it rolls back to.
type Written = ([Option<usize>; 3], Option<u32>);

const VERSIONS: usize = 4;

fn component(id: usize) -> Component {
    let version = |nth: usize| PackagedComponent {
        package_id: format!("{id}-{nth}").into(),
        version: label(nth),
        created_date: chrono::DateTime::UNIX_EPOCH,
        created_by: String::new(),
        notes: String::new(),
        shareable: true,
        deleted: false,
    };
    Component {
        id: format!("c{id}").into(),
        name: format!("C{id}"),
        component_type: ComponentType::Process,
        folder: String::new(),
        versions: (0..VERSIONS).map(version).collect(),
    }
}

fn label(nth: usize) -> Version {
    Version::from(format!("{}", nth + 1))
}

fn pack(history: &[Written]) -> Pack {
    let mut pack = Pack::new("p".into(), "P".into(), String::new(), InstallationType::Single);
    for (number, (carried, rollback_to)) in (1..).zip(history) {
        let rows = carried.iter().enumerate().filter_map(|(id, v)| Some((format!("c{id}").into(), label((*v)?))));
        pack.releases.push(Arc::new(Release {
            number,
            request_id: RequestId::from("r"),
            released_at: chrono::DateTime::UNIX_EPOCH,
            released_by: String::new(),
            kind: if rollback_to.is_some() { ReleaseKind::Rollback } else { ReleaseKind::Release },
            release_schedule: ReleaseSchedule::Immediately,
            rollback_to: *rollback_to,
            scheduled_for: None,
            notes: String::new(),
            late: None,
            components: rows.collect::<Contents>(),
            platform: None,
            overrides: None,
            emergency: false,
        }));
    }
    pack
}

/// Whether the release at `later` stepped back from the version of component `c` that the one at `at` carries.
fn steps_back(history: &[Written], at: usize, later: usize, c: usize) -> bool {
    let carried = |n: usize| history[n].0[c];
    let Some(version) = carried(at).filter(|_| at < later) else { return false };
    if let Some(other) = carried(later) {
        return other < version;
    }
    let added = (0..later).rev().take_while(|n| carried(*n).is_some()).last();
    let Some(added) = added.filter(|added| *added > 0) else { return false };
    let same = (0..later).rev().find(|n| history[*n].0 == history[later].0);
    let back_to = history[later].1.map(|number| number as usize - 1).or(same);
    let goes_back = added == later - 1 || back_to.is_some_and(|to| to < added);
    goes_back && (added..later).any(|n| carried(n) == Some(version))
}

fn naive_hold(history: &[Written], c: usize, version: usize) -> Option<usize> {
    let last = (0..history.len()).rev().find(|n| history[*n].0[c] == Some(version))?;
    let by = (0..history.len()).find(|later| steps_back(history, last, *later, c))?;
    Some(by + 1)
}

fn naive_target(history: &[Written]) -> Option<usize> {
    let stepped_back = |at: usize| (0..history.len()).any(|later| (0..3).any(|c| steps_back(history, at, later, c)));
    let current = history.last()?;
    let at = (0..history.len()).rev().find(|at| history[*at].0 != current.0 && !stepped_back(*at))?;
    Some(at + 1)
}

/// Histories as people make them: steps to other versions, components that come and go, and rolling back.
fn history() -> impl Strategy<Value = Vec<Written>> {
    let step = prop_oneof![
        (0..3usize, prop::option::weighted(0.8, 0..VERSIONS)).prop_map(|(c, v)| (vec![(c, v)], None)),
        prop::collection::vec((0..3usize, prop::option::weighted(0.7, 0..VERSIONS)), 2..4).prop_map(|v| (v, None)),
        (0..12usize).prop_map(|to| (vec![], Some(to))),
    ];
    prop::collection::vec(step, 1..14).prop_map(|steps| {
        let mut history: Vec<Written> = Vec::new();
        for (changes, to) in steps {
            let last = history.last().map_or([Some(0), None, None], |(carried, _)| *carried);
            let to = to.filter(|_| !history.is_empty()).map(|to| to % history.len());
            let mut carried = to.map_or(last, |to| history[to].0);
            for (c, v) in changes {
                carried[c] = v;
            }
            history.push((carried, to.and_then(|to| u32::try_from(to + 1).ok())));
        }
        history
    })
}

/// What is held, by component and version, and the default target.
fn answers(history: &[Written]) -> (BTreeMap<(usize, usize), usize>, Option<usize>) {
    let (pack, components) = (pack(history), [0, 1, 2].map(component));
    let mut held = BTreeMap::new();
    for (c, component) in components.iter().enumerate() {
        for v in 0..VERSIONS {
            let by = pack.stepped_back_from(component, &label(v));
            assert_eq!(pack.stepped_back(component).get(&label(v)).copied(), by, "all at once as one by one");
            held.extend(by.map(|by| ((c, v), by.by as usize)));
        }
    }
    let target = pack.rollback_target(|id| components.iter().find(|c| c.id == *id)).map(|r| r.number as usize);
    (held, target)
}

proptest! {
    #![proptest_config(cases(600))]

    #[test]
    fn what_is_held_and_the_target_follow_one_rule(history in history()) {
        let (held, target) = answers(&history);
        for c in 0..3 {
            for v in 0..VERSIONS {
                prop_assert_eq!(held.get(&(c, v)).copied(), naive_hold(&history, c, v), "c{} at {}", c, v + 1);
            }
        }
        prop_assert_eq!(target, naive_target(&history));
        let carried = target.map(|number| history[number - 1].0).unwrap_or_default();
        for (c, v) in carried.into_iter().enumerate() {
            prop_assert!(v.is_none_or(|v| !held.contains_key(&(c, v))), "the target carries what is held");
        }
    }
}

/// The versions of one component, release by release; what is held, and the default target.
fn of_one(versions: &[usize]) -> (Vec<usize>, Option<usize>) {
    let history: Vec<Written> = versions.iter().map(|v| ([Some(*v - 1), None, None], None)).collect();
    let (held, target) = answers(&history);
    (held.into_keys().map(|(_, v)| v + 1).collect(), target)
}

#[test]
fn older_versions_chosen_by_hand_are_a_step_back_like_any_other() {
    assert_eq!(of_one(&[1, 2, 1]), (vec![2], None), "#2 is bad, and #1 is what is current");
    assert_eq!(of_one(&[1, 2, 1, 3]), (vec![2], Some(3)), "a newer version makes no target of #2");
    assert_eq!(of_one(&[1, 2, 3, 1]), (vec![2, 3], None), "stepped over");
    assert_eq!(of_one(&[1, 3, 2]), (vec![3], Some(1)));
    assert_eq!(of_one(&[1, 2, 1, 2, 3]), (vec![], Some(4)), "chosen knowingly once more");
}

#[test]
fn dropping_what_the_bad_release_had_added_is_a_step_back() {
    let a = [Some(0), None, None];
    let with_c = |c: usize| [Some(0), None, Some(c)];
    let held = |history: &[Written]| answers(history).0.into_keys().collect::<Vec<_>>();
    assert_eq!(held(&[(a, None), (with_c(0), None), (a, None)]), [(2, 0)], "at once");
    assert_eq!(
        held(&[(a, None), (with_c(0), None), (with_c(1), None), (a, Some(1))]),
        [(2, 0), (2, 1)],
        "by Roll Back"
    );
    assert_eq!(held(&[(a, None), (with_c(0), None), (with_c(1), None), (a, None)]), [(2, 0), (2, 1)], "or by hand");
    let removed = [(with_c(0), None), (a, None)];
    assert_eq!(answers(&removed), (BTreeMap::new(), Some(1)), "a removal is none, and can be rolled back");
    let removed_later = [(a, None), (with_c(0), None), ([Some(1), None, Some(0)], None), ([Some(1), None, None], None)];
    assert_eq!(answers(&removed_later), (BTreeMap::new(), Some(3)));
}
