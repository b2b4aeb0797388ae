//! Replaying a journal and living through it give the same workspace, whoever looks and however it is read.

mod live;

use std::sync::Arc;

use chrono::Duration;
use live::Live;
use proptest::prelude::*;

use super::{super::StoreError, *};
use crate::domain::{EarlyApplication, Event, Pack, ReleaseKind, ScheduledRelease, Version, tz};

#[derive(Debug, Clone)]
enum Step {
    Release(&'static str, &'static str),
    Schedule(&'static str, &'static str),
    Apply(&'static str),
    Perform(&'static str),
    Package(u8),
    Rename(u8),
    Install(u8),
    /// What publishers and subscribers decide, one event each.
    Live(Live),
    Checkpoint,
    Refresh,
}

fn step() -> impl Strategy<Value = Step> {
    let pack = || prop_oneof![Just("p1"), Just("p2")];
    let version = || prop_oneof![Just("1.0"), Just("2.0")];
    prop_oneof![
        4 => (pack(), version()).prop_map(|(p, v)| Step::Release(p, v)),
        2 => (pack(), version()).prop_map(|(p, v)| Step::Schedule(p, v)),
        2 => pack().prop_map(Step::Apply),
        3 => pack().prop_map(Step::Perform),
        2 => any::<u8>().prop_map(Step::Package),
        1 => any::<u8>().prop_map(Step::Rename),
        1 => (1..4_u8).prop_map(Step::Install),
        12 => live::live().prop_map(Step::Live),
        1 => Just(Step::Checkpoint),
        1 => Just(Step::Refresh),
    ]
}

fn scheduled(pack: &Pack, version: &str) -> Event {
    let Event::Released { pack, release, .. } = release_of(pack, version) else { unreachable!("a release") };
    let scheduled = ScheduledRelease {
        request_id: release.request_id,
        release_on_date: "2026-12-01".parse().expect("a date"),
        time_zone: tz("Pacific/Apia"),
        kind: ReleaseKind::Rollback,
        rollback_to: Some(1),
        notes: release.notes,
        components: release.components,
        restores: if version == "1.0" { vec!["c1".into()] } else { Vec::new() },
        scheduled_at: release.released_at + Duration::nanoseconds(1),
        scheduled_by: release.released_by,
        blocked: Some("because".into()),
        platform: None,
        overrides: None,
    };
    Event::Scheduled { pack, scheduled: Box::new(scheduled) }
}

fn applied(pack: &Pack) -> Event {
    let application = EarlyApplication {
        account: "a1".into(),
        instance: "i1".into(),
        request_id: pack.scheduled.as_ref().map_or("gone".into(), |s| s.request_id.clone()),
        applied_at: author().now,
        after_release: pack.current_number(),
    };
    Event::AppliedEarly { pack: pack.id.clone(), application }
}

fn on_pack(store: &mut Store, id: &str, event: impl Fn(&Pack) -> Event) {
    let decide = |store: &mut Store, _: &_| {
        let pack = store.pack(&id.into())?.expect("the pack");
        Ok::<_, StoreError>((vec![event(&pack)], ()))
    };
    store.commit(&author(), decide).expect("committed");
}

/// Performs what is scheduled without a look at the pack, as a tick does.
fn perform(store: &mut Store, id: &str) {
    let decide = |store: &mut Store, _: &_| {
        let summary = Arc::clone(&store.entry(&id.into()).expect("listed").summary);
        let event = Event::Performed { pack: id.into(), number: summary.current + 1, late: None };
        Ok::<_, StoreError>((summary.scheduled.map(|_| event).into_iter().collect(), ()))
    };
    store.commit(&author(), decide).expect("committed");
}

/// Lists every pack anew.
fn derive_again(store: &mut Store) {
    for entry in store.packs().iter() {
        let pack = store.pack(&entry.summary.id).expect("readable").expect("there");
        store.nouns.touched.insert(pack.id.clone(), pack.known_components());
    }
    store.nouns.settle().expect("derived");
}

fn take(store: &mut Store, other: &mut Store, step: &Step) {
    match step {
        Step::Release(pack, version) => on_pack(store, pack, |p| release_of(p, version)),
        Step::Schedule(pack, version) => on_pack(store, pack, |p| scheduled(p, version)),
        Step::Apply(pack) => on_pack(store, pack, applied),
        Step::Perform(pack) => perform(store, pack),
        Step::Package(n) => {
            let known = store.component(&"c1".into()).expect("readable").expect("there");
            if known.packaged(&Version::new(format!("v{n}"))).is_none() {
                import(
                    store,
                    &format!(
                        r#"(components: [(componentId: "c1", name: "Create Invoice", componentType: process, packagedComponents: [
                    (packageVersion: "v{n}", createdDate: "2026-03-01T00:00:00Z", shareable: {})])])"#,
                        n % 3 > 0
                    ),
                );
            }
        }
        Step::Rename(n) => import(
            store,
            &format!(
                r#"(integrationPacks: [(id: "p1", name: "{n}", installationType: SINGLE, components: ["c{}"])])"#,
                1 + n % 2
            ),
        ),
        Step::Install(n) => {
            let instance = |i: u8| {
                format!(
                    r#"(instanceId: "j{i}", integrationPackId: "p1", name: "{i}", installedAt: "2026-02-01T00:00:00Z")"#
                )
            };
            let account = if *n == 1 { String::new() } else { instance(*n) };
            import(store, &format!(r#"(accounts: [(id: "a2", name: "Bolt", instances: [{account}])])"#));
        }
        Step::Live(live) => live.take(store),
        Step::Checkpoint => store.checkpoint().expect("written"),
        Step::Refresh => drop(other.refresh().expect("followed")),
    }
}

/// What is counted along the way is what counting from scratch gives.
fn counts_are_right(store: &mut Store) {
    let mut counted: std::collections::HashMap<_, crate::domain::Reach> = std::collections::HashMap::new();
    for entry in store.accounts() {
        let account = store.account(&entry.id).expect("readable").expect("there");
        let mut packs: Vec<_> = account.instances.iter().map(|i| i.pack.clone()).collect();
        for pack in &packs {
            counted.entry(pack.clone()).or_default().instances += 1;
        }
        packs.sort();
        packs.dedup();
        for pack in packs {
            counted.entry(pack).or_default().accounts += 1;
        }
    }
    for entry in store.groups() {
        let group = store.group(&entry.id).expect("readable").expect("there");
        for pack in &group.packs {
            counted.entry(pack.clone()).or_default().groups += 1;
        }
    }
    for entry in store.packs().iter() {
        assert_eq!(entry.reach, counted.remove(&entry.summary.id).unwrap_or_default(), "{}", entry.summary.name);
    }
    assert_eq!(counted, std::collections::HashMap::new(), "nothing refers to a pack that is gone");
}

proptest! {
    #![proptest_config(crate::domain::cases(32))]

    #[test]
    fn replay_equals_live(steps in prop::collection::vec((step(), any::<bool>()), 1..20)) {
        let dir = folder();
        let mut one = small(dir.path());
        let mut two = Store::open(dir.path()).expect("opens");
        for (step, swap) in &steps {
            if *swap {
                std::mem::swap(&mut one, &mut two);
            }
            take(&mut one, &mut two, step);
        }
        // The last step may have been the other's.
        one.refresh().expect("followed");
        let live = everything(&mut one);
        derive_again(&mut one);
        prop_assert_eq!(&everything(&mut one), &live, "what was foreseen is what came");
        two.refresh().expect("followed");
        prop_assert_eq!(&everything(&mut two), &live);
        prop_assert_eq!(&reopened(dir.path()), &live);
        counts_are_right(&mut two);
        two.rebuild(StoreError::NoSuchNoun { what: "an integration pack", id: String::new() }).expect("replayed");
        prop_assert_eq!(&everything(&mut two), &live);
    }

    #[test]
    fn every_text_survives(text in "(.|\n|\u{0}|\u{1b}|\"|\\\\|//|\u{202e}|🚀){0,40}") {
        let dir = folder();
        let mut store = small(dir.path());
        on_pack(&mut store, "p1", |pack| {
            let mut event = release_of(pack, "2.0");
            if let Event::Released { release, .. } = &mut event {
                release.notes.clone_from(&text);
            }
            event
        });
        let live = everything(&mut store);
        prop_assert_eq!(&reopened(dir.path()), &live);
        store.checkpoint().expect("written");
        prop_assert_eq!(&reopened(dir.path()), &live);
    }
}
