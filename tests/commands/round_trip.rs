//! Whatever commands and imports bring about, an export of it is imported elsewhere, and exported from there to the
//! same bytes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use ipack::{
    domain::{ComponentType, InstallationType, PackId, Version},
    engine::{Clock, DueSince, Engine, EngineError, PackageOrder, ReleaseOrder, Source, When},
};
use proptest::prelude::*;

use super::{
    support::{Workspace, cases, hostile::HOSTILE, instant},
    *,
};

/// Instants of clocks and of documents, to the edges of what can be written down.
const INSTANTS: [&str; 9] = [
    NOW,
    "2026-11-21T18:05:00Z",
    "2031-01-01T00:00:00.123456789Z",
    "9999-12-30T23:59:59.999999999Z",
    "9999-12-31T23:59:59Z",
    "0000-01-01T00:00:00Z",
    "1969-12-31T23:59:60Z",
    "2026-12-01T06:30:00+01:00",
    "2026-10-25T00:30:00Z",
];
const ZONES: [&str; 4] = ["UTC", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati"];
const DATES: [&str; 5] = ["2026-12-01", "2027-02-28", "9999-12-31", "0001-01-01", "2026-11-22"];

#[derive(Debug, Clone)]
enum Op {
    /// The clock goes to an instant.
    Clock(usize),
    /// A pack with components, releases at two instants, a scheduled release and subscribers.
    Import {
        nth: usize,
        text: usize,
        released: [usize; 2],
        date: usize,
        zone: usize,
    },
    /// A version that is dated at an instant.
    Version {
        nth: usize,
        text: usize,
        at: usize,
    },
    CreateComponent(usize),
    CreatePack(usize),
    Package(usize, usize),
    Add(usize, usize),
    Remove(usize, usize),
    Undelete(usize, usize),
    Release(usize, usize),
    Schedule(usize, usize),
    RollBack(usize),
    Cancel(usize, bool),
    Tick,
    Install(usize, usize),
    Uninstall(usize),
    Apply(usize),
    Group(usize, usize),
    DeletePack(usize),
    DeleteVersion(usize, usize),
    RestoreVersion(usize, usize),
    Edit(usize, usize),
    Settings(usize, usize),
}

fn op() -> impl Strategy<Value = Op> {
    let n = || 0..64_usize;
    prop_oneof![
        2 => n().prop_map(Op::Clock),
        4 => (0..4_usize, n(), [n(), n()], n(), n())
            .prop_map(|(nth, text, released, date, zone)| Op::Import { nth, text, released, date, zone }),
        2 => (0..4_usize, n(), n()).prop_map(|(nth, text, at)| Op::Version { nth, text, at }),
        1 => n().prop_map(Op::CreateComponent),
        1 => n().prop_map(Op::CreatePack),
        3 => (n(), n()).prop_map(|(c, t)| Op::Package(c, t)),
        2 => (n(), n()).prop_map(|(p, c)| Op::Add(p, c)),
        2 => (n(), n()).prop_map(|(p, c)| Op::Remove(p, c)),
        1 => (n(), n()).prop_map(|(p, c)| Op::Undelete(p, c)),
        4 => (n(), n()).prop_map(|(p, t)| Op::Release(p, t)),
        3 => (n(), n()).prop_map(|(p, d)| Op::Schedule(p, d)),
        1 => n().prop_map(Op::RollBack),
        1 => (n(), any::<bool>()).prop_map(|(p, recall)| Op::Cancel(p, recall)),
        1 => Just(Op::Tick),
        2 => (n(), n()).prop_map(|(a, p)| Op::Install(a, p)),
        1 => n().prop_map(Op::Uninstall),
        2 => n().prop_map(Op::Apply),
        1 => (n(), n()).prop_map(|(g, a)| Op::Group(g, a)),
        1 => n().prop_map(Op::DeletePack),
        1 => (n(), n()).prop_map(|(c, v)| Op::DeleteVersion(c, v)),
        1 => (n(), n()).prop_map(|(c, v)| Op::RestoreVersion(c, v)),
        1 => (n(), n()).prop_map(|(p, t)| Op::Edit(p, t)),
        1 => (n(), n()).prop_map(|(z, t)| Op::Settings(z, t)),
    ]
}

fn pick<T: Clone>(of: &[T], nth: usize) -> Option<T> {
    if of.is_empty() { None } else { Some(of[nth % of.len()].clone()) }
}

fn text(nth: usize) -> &'static str {
    HOSTILE[nth % HOSTILE.len()]
}

fn at(nth: usize) -> &'static str {
    INSTANTS[nth % INSTANTS.len()]
}

/// Two components of one name in one folder, and a pack of both.
fn document(nth: usize, words: usize, released: [usize; 2], date: usize, zone: usize) -> String {
    let (text, long) = (text(words), "i".repeat(240));
    let component = |side: char| {
        format!(
            "(componentId: \"{long}{side}{nth}\", name: {text:?}, componentType: process, folder: {text:?}, \
             packagedComponents: [(packageVersion: {text:?}, createdDate: {:?}, createdBy: {text:?}, notes: {text:?}, \
             shareable: true), (packageVersion: \"2\", createdDate: {:?}, shareable: true)])",
            at(released[0]),
            at(released[1]),
        )
    };
    let carried = |version: &str| {
        let row = |side: char| format!("(componentId: \"{long}{side}{nth}\", version: {version:?})");
        format!("[{}, {}]", row('a'), row('b'))
    };
    let release = |number: usize, version: &str| {
        format!(
            "(number: {number}, releasedAt: {:?}, releasedBy: {text:?}, notes: {text:?}, components: {}, \
             releaseSchedule: {})",
            at(released[number - 1]),
            carried(version),
            if words.is_multiple_of(2) { "IMMEDIATELY" } else { "RELEASE_ON_SPECIFIED_DATE" },
        )
    };
    format!(
        "(components: [{}, {}], integrationPacks: [(id: \"{long}{nth}\", name: \"{text} {nth}\", description: {text:?}, \
         installationType: {}, components: [\"{long}a{nth}\"], removedComponents: [\"{long}b{nth}\"], releases: [{}, {}], \
         scheduledRelease: (requestId: {text:?}, releaseOnDate: {:?}, timeZone: {:?}, notes: {text:?}, scheduledAt: {:?}, \
         components: {}), earlyApplications: [(accountId: \"a{nth}\", instanceId: \"i{nth}\", requestId: {text:?}, \
         appliedAt: {:?}, afterRelease: 1)])], accounts: [(id: \"a{nth}\", name: \"{text} {nth}\", instances: [\
         (instanceId: \"i{nth}\", integrationPackId: \"{long}{nth}\", name: {text:?}, installedAt: {:?}, \
         installedRelease: 1)])], accountGroups: [(id: \"g{nth}\", name: \"{text} {nth}\", accounts: [\"a{nth}\"], \
         integrationPacks: [\"{long}{nth}\"])])",
        component('a'),
        component('b'),
        if words.is_multiple_of(3) { "MULTI" } else { "SINGLE" },
        release(1, text),
        release(2, "2"),
        DATES[date % DATES.len()],
        ZONES[zone % ZONES.len()],
        at(released[0]),
        carried(text),
        at(released[1]),
        at(released[0]),
    )
}

fn import(engine: &mut Engine, text: String) -> Result<(), EngineError> {
    engine.import(&[Source { path: "made-up.ron".into(), text }]).map(|_| ())
}

/// Carries an operation out; what a rule refuses is no matter here.
#[expect(clippy::too_many_lines, reason = "an arm for each operation")]
fn carry_out(op: &Op, workspace: &Workspace) -> Result<(), EngineError> {
    let clock: Arc<dyn Clock> = workspace.clock.clone();
    let by = format!("{}\u{7}{}", "m.ruiz ".repeat(60), text(3));
    let engine = &mut Engine::open(&workspace.path(), clock, by, Via::Tui)?;
    let packs: Vec<_> = engine.overview().packs.iter().map(|entry| entry.summary.id.clone()).collect();
    let components: Vec<_> = engine.component_entries().into_iter().map(|entry| entry.id).collect();
    let accounts: Vec<_> = engine.account_entries().into_iter().map(|entry| entry.id).collect();
    let groups: Vec<_> = engine.groups()?.into_iter().map(|view| view.group.id.clone()).collect();
    let pack = |nth: usize| pick(&packs, nth);
    let component = |nth: usize| pick(&components, nth);
    let account = |nth: usize| pick(&accounts, nth);
    let version = |engine: &mut Engine, c: usize, v: usize| -> Option<(_, Version)> {
        let id = component(c)?;
        let versions = engine.component(&id).ok()?.component.versions.clone();
        Some((id, pick(&versions, v)?.version))
    };
    let release = |engine: &mut Engine, id: &PackId, when, notes: &str| -> Result<(), EngineError> {
        let proposal = engine.propose_release(id)?;
        let (basis, selection) = (proposal.basis.clone(), proposal.selection.clone());
        engine.release(&ReleaseOrder { basis, selection, when, notes: notes.into(), overriding: None }).map(|_| ())
    };
    match op {
        Op::Clock(nth) => {
            workspace.clock.set(at(*nth).parse::<DateTime<Utc>>().expect("an instant"));
            Ok(())
        }
        Op::Import { nth, text, released, date, zone } => {
            import(engine, document(*nth, *text, *released, *date, *zone))
        }
        Op::Version { nth, text: words, at: when } => import(
            engine,
            format!(
                "(components: [(componentId: \"{}a{nth}\", name: {:?}, componentType: process, packagedComponents: [\
                 (packageVersion: \"{} {when}\", createdDate: {:?}, shareable: true)])])",
                "i".repeat(240),
                text(*words),
                text(*words),
                at(*when)
            ),
        ),
        Op::CreateComponent(nth) => {
            let folder = ["", "/ /", " a / b ", "\u{a0}"][nth % 4];
            engine.create_component(text(*nth), ComponentType::Process, folder).map(|_| ())
        }
        Op::CreatePack(nth) => engine.create_pack(text(*nth), InstallationType::Single, "two\n\tlines").map(|_| ()),
        Op::Package(nth, words) => component(*nth).map_or(Ok(()), |id| {
            let include = components.iter().take(2).cloned().collect();
            let order =
                PackageOrder { shareable: words % 4 > 0, include, notes: text(*words).into(), ..Default::default() };
            engine.package_component(&id, &order).map(|_| ())
        }),
        Op::Add(p, c) => pack(*p).zip(component(*c)).map_or(Ok(()), |(p, c)| engine.add_components(&p, &[c])),
        Op::Remove(p, c) => pack(*p).zip(component(*c)).map_or(Ok(()), |(p, c)| engine.remove_components(&p, &[c])),
        Op::Undelete(p, c) => pack(*p).zip(component(*c)).map_or(Ok(()), |(p, c)| engine.undelete_components(&p, &[c])),
        Op::Release(p, words) => pack(*p).map_or(Ok(()), |p| release(engine, &p, When::Now, text(*words))),
        Op::Schedule(p, date) => pack(*p).map_or(Ok(()), |p| {
            let date = DATES[date % DATES.len()].parse().expect("a date");
            release(engine, &p, When::On(date), "on a date")
        }),
        Op::RollBack(p) => pack(*p).map_or(Ok(()), |p| {
            let proposal = engine.propose_rollback(&p, None)?;
            let (basis, selection) = (proposal.basis.clone(), proposal.selection.clone());
            engine
                .release(&ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None })
                .map(|_| ())
        }),
        Op::Cancel(p, recall) => pack(*p).map_or(Ok(()), |p| {
            let basis = engine.pack(&p)?.pack.basis();
            engine.cancel_scheduled(&p, &basis, "", *recall, None).map(|_| ())
        }),
        Op::Tick => engine.tick(DueSince::Ever).map(|_| ()),
        Op::Install(a, p) => pack(*p).map_or(Ok(()), |p| {
            let id = match account(*a) {
                Some(id) => id,
                None => engine.create_account(text(*a))?,
            };
            engine.install(&id, &p, None).map(|_| ())
        }),
        Op::Uninstall(a) => account(*a).map_or(Ok(()), |id| {
            let instances = engine.account(&id)?.account.instances.clone();
            instances.first().map_or(Ok(()), |instance| engine.uninstall(&id, &instance.id))
        }),
        Op::Apply(a) => account(*a).map_or(Ok(()), |id| engine.apply_pending(&id, &[]).map(|_| ())),
        Op::Group(g, a) => {
            let id = match pick(&groups, *g) {
                Some(id) => id,
                None => engine.create_group(text(*g))?,
            };
            engine.add_to_group(&id, &account(*a).into_iter().collect::<Vec<_>>())?;
            engine.share(&id, &packs).map(|_| ())
        }
        Op::DeletePack(p) => pack(*p).map_or(Ok(()), |p| {
            let basis = engine.pack(&p)?.pack.basis();
            engine.delete_pack(&p, &basis)
        }),
        Op::DeleteVersion(c, v) => version(engine, *c, *v).map_or(Ok(()), |(c, v)| engine.delete_version(&c, &v)),
        Op::RestoreVersion(c, v) => version(engine, *c, *v).map_or(Ok(()), |(c, v)| engine.restore_version(&c, &v)),
        Op::Edit(p, t) => pack(*p).map_or(Ok(()), |p| engine.edit_pack(&p, None, Some(text(*t)), Some(text(*t)))),
        Op::Settings(z, t) => engine
            .change_settings(|settings| {
                settings.name = text(*t).into();
                settings.scheduler_time_zone = ZONES[z % ZONES.len()].parse().expect("a zone");
            })
            .map(drop),
    }
}

fn documents(workspace: &Workspace) -> Vec<Source> {
    let documents = workspace.engine().documents(&[]).expect("documents");
    documents.into_iter().map(|one| Source { path: one.file.into(), text: one.text }).collect()
}

fn check(workspace: &Workspace) {
    let exported = documents(workspace);
    let again = workspace.engine().plan_import(&exported).unwrap_or_else(|error| panic!("{error}"));
    assert!(again.is_empty(), "importing what was exported changes nothing: {again:#?}");
    let other = Workspace::empty();
    other.engine().import(&exported).unwrap_or_else(|error| panic!("{error}"));
    let back = documents(&other);
    for (one, other) in exported.iter().zip(&back) {
        assert_eq!((&one.path, &one.text), (&other.path, &other.text));
    }
    assert_eq!(exported.len(), back.len());
}

fn run_all(ops: &[Op]) {
    let workspace = Workspace::small();
    workspace.clock.set(instant(NOW));
    let done = ops.iter().filter(|op| carry_out(op, &workspace).is_ok()).count();
    workspace.clock.set(instant(NOW));
    if done > 0 {
        check(&workspace);
    }
}

proptest! {
    #![proptest_config(cases(32))]
    #[test]
    fn what_can_be_brought_about_can_be_exported_and_imported(ops in prop::collection::vec(op(), 1..40)) {
        run_all(&ops);
    }
}

/// Field case 11: a release from a clock that was ahead, then one of today.
#[test]
fn a_release_after_one_that_is_dated_ahead() {
    for ahead in 1..4 {
        run_all(&[
            Op::Import { nth: 0, text: 0, released: [0, ahead], date: 0, zone: 0 },
            Op::Package(0, 1),
            Op::Release(0, 1),
        ]);
    }
}
