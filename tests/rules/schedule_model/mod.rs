//! Any sequence of releases, schedules, moves, changes, cancellations, early applications, rollbacks, installations,
//! changes to the account group and ticks at any instant ends where a naive model of the rules ends: one that counts
//! deliveries per instance, in plain numbers. So it does in Legacy deployment, where a release takes what is pending or
//! available.

mod compare;
mod model;
mod op;

use std::collections::HashSet;

use crate::support::{NOW, Workspace, cases, instant};
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use compare::{carried, compare_pending, compare_releases};
use ipack::{
    domain::{AccountId, ComponentId, Deployment, LateReleases, PackId, Version},
    engine::{DueSince, Engine, EngineError, PackageOrder, Proposal, ReleaseOrder, When},
    store::Store,
};
use model::{Basis, Carried, Instance, PackModel};
use op::{Op, legacy_op, op};
use proptest::prelude::*;

/// Midnight is midnight in UTC, so that the model can tell windows without a library; `windows.rs` tests the others.
const DOCUMENT: &str = r#"(
    workspace: (name: "Model", schedulerTimeZone: "UTC"),
    components: [
        (componentId: "a", name: "A", componentType: process, packagedComponents: [
            (packageVersion: "1", createdDate: "2026-01-01T00:00:00Z", shareable: true),
            (packageVersion: "2", createdDate: "2026-01-02T00:00:00Z", shareable: true),
            (packageVersion: "3", createdDate: "2026-01-03T00:00:00Z", shareable: true),
        ]),
        (componentId: "b", name: "B", componentType: process, packagedComponents: [
            (packageVersion: "1", createdDate: "2026-01-01T00:00:00Z", shareable: true),
            (packageVersion: "2", createdDate: "2026-01-02T00:00:00Z", shareable: true),
        ]),
    ],
    integrationPacks: [
        (id: "p0", name: "Multi", installationType: MULTI, components: ["a", "b"], releases: [
            (number: 1, releasedAt: "2026-02-01T00:00:00Z", components: [(componentId: "a", version: "1"), (componentId: "b", version: "1")])]),
        (id: "p1", name: "Single", installationType: SINGLE, components: ["a", "b"], releases: [
            (number: 1, releasedAt: "2026-02-01T00:00:00Z", components: [(componentId: "a", version: "1"), (componentId: "b", version: "1")])]),
    ],
    accountGroups: [(id: "g", name: "All", accounts: ["x", "y"], integrationPacks: ["p0", "p1"])],
    accounts: [
        (id: "x", name: "X", instances: [
            (instanceId: "i0", integrationPackId: "p0", name: "One", installedAt: "2026-03-01T00:00:00Z"),
            (instanceId: "i1", integrationPackId: "p0", name: "Two", installedAt: "2026-03-01T00:00:00Z"),
            (instanceId: "i2", integrationPackId: "p1", name: "Single", installedAt: "2026-03-01T00:00:00Z"),
        ]),
        (id: "y", name: "Y", instances: [(instanceId: "i3", integrationPackId: "p0", name: "Three", installedAt: "2026-03-01T00:00:00Z")]),
    ],
)"#;

const ACCOUNTS: [&str; 2] = ["x", "y"];
/// The pack of which an account has one instance at most.
const SINGLE: usize = 1;

/// The latest version of each component in the document.
const LATEST: Carried = (3, 2);

struct Run {
    deployment: Deployment,
    /// The latest version of each component.
    latest: Carried,
    workspace: Workspace,
    engine: Engine,
    follower: Store,
    packs: [PackModel; 2],
    /// Whether the group shares each pack, and whether each account is in it.
    shared: [bool; 2],
    members: [bool; 2],
    installed: usize,
    late: LateReleases,
    now: DateTime<Utc>,
    /// The last stamp in the journal.
    last: DateTime<Utc>,
    seen: Option<(usize, Basis, Proposal)>,
}

impl Run {
    fn new(deployment: Deployment) -> Self {
        let workspace = Workspace::of(DOCUMENT);
        workspace.engine().change_settings(|settings| settings.deployment = deployment).expect("set");
        let now = instant(NOW);
        let instance = |account| Instance { account, version: 1, ..Instance::default() };
        let pack = |accounts: &[usize]| PackModel {
            releases: vec![((1, 1), None)],
            instances: accounts.iter().map(|a| instance(*a)).collect(),
            ..PackModel::default()
        };
        Self {
            deployment,
            latest: LATEST,
            engine: workspace.engine(),
            follower: Store::open(&workspace.path()).expect("it opens"),
            packs: [pack(&[0, 0, 1]), pack(&[0])],
            shared: [true; 2],
            members: [true; 2],
            installed: 0,
            late: LateReleases::SameDay,
            last: now,
            now,
            seen: None,
            workspace,
        }
    }

    fn date(&self, days: i64) -> NaiveDate {
        self.now.date_naive() + TimeDelta::days(days)
    }

    /// Today by the clock, whatever the journal's last stamp is.
    fn today(&self) -> NaiveDate {
        self.now.date_naive()
    }

    fn step(&mut self, op: &Op) {
        let before = self.workspace.bytes();
        let (expected, done) = self.perform(op);
        match done {
            Ok(wrote) => {
                assert!(expected, "{op:?} was done, against the model");
                if wrote {
                    self.last = self.last.max(self.now);
                } else {
                    assert_eq!(self.workspace.bytes(), before, "{op:?} had nothing to write");
                }
            }
            Err(EngineError::Refused(refusal)) => {
                assert!(!expected, "{op:?} was refused, against the model: {refusal}");
                assert_eq!(self.workspace.bytes(), before, "{op:?} was refused and yet written");
            }
            Err(other) => panic!("{op:?}: {other}"),
        }
        self.compare();
    }

    /// What the model expects, and what came of it: whether something was written.
    #[expect(clippy::too_many_lines, reason = "an arm for each operation")]
    fn perform(&mut self, op: &Op) -> (bool, Result<bool, EngineError>) {
        let wrote = |result: Result<_, EngineError>| result.map(|_| true);
        match *op {
            Op::Release { pack, carried, days } => {
                let model = &self.packs[pack];
                let (kind, can) = (model.kind_proposed(), model.can_release(self.latest));
                let chosen = self.chooses().then_some(carried);
                let carried = chosen.unwrap_or_else(|| model.pending_or(self.latest));
                let on = days.map(|days| (self.date(days), self.today()));
                let expected = can && self.packs[pack].release(carried, kind, on);
                let done =
                    self.engine.propose_release(&id(pack)).and_then(|p| release(&mut self.engine, &p, chosen, on));
                (expected, done)
            }
            Op::RollBack { pack, to, days } => {
                let on = days.map(|days| (self.date(days), self.today()));
                let model = &mut self.packs[pack];
                let target = model.target(to);
                let expected = target.is_some_and(|to| model.release(model.carried_by(to), Some(to), on));
                let done =
                    self.engine.propose_rollback(&id(pack), to).and_then(|p| release(&mut self.engine, &p, None, on));
                (expected, done)
            }
            Op::Move { pack, days } => {
                let (date, today) = (self.date(days), self.today());
                let model = &mut self.packs[pack];
                let expected = date > today && model.pending.as_ref().is_some_and(|p| p.date != date);
                if let Some(pending) = model.pending.as_mut().filter(|_| expected) {
                    pending.date = date;
                }
                let basis = self.engine.pack(&id(pack)).expect("a pack").pack.basis();
                (expected, wrote(self.engine.move_scheduled(&id(pack), &basis, date, None)))
            }
            Op::Change { pack, carried } => {
                let model = &mut self.packs[pack];
                let chooses = self.deployment == Deployment::Standard;
                let free = chooses && !model.instances.iter().any(|i| i.applied);
                let pending = model.pending.clone().filter(|p| free && p.carried != carried);
                let expected = pending.is_some_and(|p| model.changes_something(carried, p.rollback_to));
                if let Some(pending) = model.pending.as_mut().filter(|_| expected) {
                    pending.carried = carried;
                }
                let engine = &mut self.engine;
                let done = engine.propose_change(&id(pack)).and_then(|proposal| {
                    let order = order(&proposal, Some(carried), None)?;
                    engine.change_scheduled(&order.basis, &order.selection, "", None)
                });
                (expected, wrote(done))
            }
            Op::Cancel { pack, recall } => {
                let expected = self.packs[pack].cancel(recall);
                let basis = self.engine.pack(&id(pack)).expect("a pack").pack.basis();
                (expected, self.engine.cancel_scheduled(&id(pack), &basis, "", recall, None).map(|_| true))
            }
            Op::Apply { pack, account } => {
                // Whoever looked before may count on recalling fewer; that is checked again, and is no conflict.
                self.seen = None;
                let expected = self.packs[pack].apply(account);
                (expected, self.engine.apply_pending(&AccountId::from(ACCOUNTS[account]), &[id(pack)]).map(|_| true))
            }
            Op::Install { pack, account } => self.install(pack, account),
            Op::Uninstall { pack, account, nth } => self.uninstall(pack, account, nth),
            Op::Share { pack, shared } => {
                let was = std::mem::replace(&mut self.shared[pack], shared);
                let (group, packs) = ("g".into(), [id(pack)]);
                let change = if shared { Engine::share } else { Engine::unshare };
                (shared || was, change(&mut self.engine, &group, &packs).map(|_| was != shared))
            }
            Op::Join { account, member } => {
                let was = std::mem::replace(&mut self.members[account], member);
                let (group, accounts) = ("g".into(), [AccountId::from(ACCOUNTS[account])]);
                let change = if member { Engine::add_to_group } else { Engine::remove_from_group };
                (member || was, change(&mut self.engine, &group, &accounts).map(|_| was != member))
            }
            Op::Tick { minutes } => (true, self.tick(minutes)),
            Op::Policy { late } => {
                let changes = std::mem::replace(&mut self.late, late) != late;
                (true, self.engine.change_settings(|s| s.late_releases = late).map(|_| changes))
            }
            Op::Look { pack } => {
                let proposal = self.engine.propose_release(&id(pack)).ok();
                self.seen = proposal.map(|proposal| (pack, self.packs[pack].basis(), proposal));
                (true, Ok(false))
            }
            Op::ReleaseAsSeen { carried } => {
                let Some((pack, basis, proposal)) = self.seen.take() else { return (true, Ok(false)) };
                let chosen = self.chooses().then_some(carried);
                let carried = chosen.unwrap_or_else(|| compare::carried(&proposal.selection.contents()));
                let model = &mut self.packs[pack];
                let kind = model.kind_proposed();
                let expected = basis == model.basis() && model.release(carried, kind, None);
                (expected, release(&mut self.engine, &proposal, chosen, None))
            }
            Op::Publish { component } => (true, self.publish(component)),
        }
    }

    fn publish(&mut self, component: usize) -> Result<bool, EngineError> {
        let latest = [&mut self.latest.0, &mut self.latest.1];
        let (name, latest) = ["a", "b"].into_iter().zip(latest).nth(component).expect("one of two");
        *latest += 1;
        let label = self.engine.package_component(&ComponentId::from(name), &PackageOrder::default())?;
        assert_eq!(label, Version::new(latest.to_string()), "the next counter");
        Ok(true)
    }

    /// Whether versions can be chosen.
    fn chooses(&self) -> bool {
        self.deployment == Deployment::Standard
    }

    fn install(&mut self, pack: usize, account: usize) -> (bool, Result<bool, EngineError>) {
        let model = &mut self.packs[pack];
        let again = pack == SINGLE && model.instances.iter().any(|i| i.account == account);
        let expected = self.shared[pack] && self.members[account] && !again;
        if expected {
            let place = model.instances.iter().take_while(|i| i.account <= account).count();
            model.instances.insert(place, Instance { account, version: 1, ..Instance::default() });
        }
        self.installed += 1;
        let name = format!("Installed {}", self.installed);
        (expected, self.engine.install(&ACCOUNTS[account].into(), &id(pack), Some(&name)).map(|_| true))
    }

    fn uninstall(&mut self, pack: usize, account: usize, nth: usize) -> (bool, Result<bool, EngineError>) {
        self.seen = None;
        let account_id = AccountId::from(ACCOUNTS[account]);
        let rows = self.engine.account(&account_id).expect("an account").instances;
        let of_pack: Vec<_> = rows.iter().filter(|row| row.instance.pack == id(pack)).collect();
        let Some(row) = of_pack.get(nth % of_pack.len().max(1)) else { return (true, Ok(false)) };
        let instances = &mut self.packs[pack].instances;
        let first = instances.iter().take_while(|i| i.account < account).count();
        instances.remove(first + nth % of_pack.len());
        (true, self.engine.uninstall(&account_id, &row.instance.id).map(|()| true))
    }

    fn tick(&mut self, minutes: i64) -> Result<bool, EngineError> {
        self.now += TimeDelta::minutes(minutes);
        self.workspace.clock.set(self.now);
        let behind = (self.last > self.now).then(|| (self.last - self.now).num_seconds());
        let mut expected = HashSet::new();
        for (pack, model) in self.packs.iter_mut().enumerate() {
            let Some(pending) = model.pending.clone() else { continue };
            let start = pending.date.and_time(NaiveTime::MIN).and_utc();
            let last_instant = match self.late {
                LateReleases::Ask => start + TimeDelta::hours(1),
                LateReleases::SameDay => (pending.date + Days::new(1)).and_time(NaiveTime::MIN).and_utc(),
                LateReleases::Always => DateTime::<Utc>::MAX_UTC,
            };
            if start <= self.now && self.now < last_instant {
                model.take_effect(pending.carried, pending.rollback_to, true);
                let late = (self.now - start - TimeDelta::hours(1)).num_seconds();
                expected.insert((id(pack), model.number(), Some(late).filter(|late| *late >= 0)));
            }
        }
        let tick = self.engine.tick(DueSince::Ever)?;
        let released: HashSet<_> = tick.released.iter().map(|r| (r.id.clone(), r.number, r.late)).collect();
        assert_eq!(released, expected, "at {}", self.now);
        assert_eq!(tick.clock_behind, behind);
        assert_eq!(self.engine.tick(DueSince::Ever)?.released, [], "each once");
        Ok(!expected.is_empty())
    }

    fn compare(&mut self) {
        let mut reopened = Store::open(&self.workspace.path()).expect("it opens");
        self.follower.refresh().expect("it follows");
        for (number, model) in self.packs.iter().enumerate() {
            let pack = reopened.pack(&id(number)).expect("readable").expect("there");
            let live = self.engine.pack(&id(number)).expect("a pack").pack;
            let followed = self.follower.pack(&id(number)).expect("readable").expect("there");
            assert!(live == pack && followed == pack, "live, followed and replayed are one");
            assert_eq!(reopened.entry(&id(number)), self.follower.entry(&id(number)));
            let summary = &self.follower.entry(&id(number)).expect("listed").summary;
            let releasable = self.engine.pack(&id(number)).expect("a pack").releasable;
            assert_eq!(summary.releasable, releasable, "what was foreseen is what came");
            compare_releases(&pack, model);
            if !self.chooses() {
                compare_pending(&self.engine.pack(&id(number)).expect("a pack"), model, self.latest);
            }
            let scheduled = pack.scheduled.as_ref().map(|s| (carried(&s.components), s.release_on_date, s.rollback_to));
            assert_eq!(scheduled, model.pending.as_ref().map(|p| (p.carried, p.date, p.rollback_to)));
            assert_eq!(pack.applied_early(), model.instances.iter().filter(|i| i.applied).count());
            assert_eq!(pack.ahead(), model.instances.iter().filter(|i| i.ahead).count());
            let mut versions = Vec::new();
            for account in ACCOUNTS {
                let account = reopened.account(&AccountId::from(account)).expect("readable").expect("there");
                let of_pack = account.instances.iter().filter(|i| i.pack == id(number));
                versions.extend(of_pack.map(|i| pack.instance_version(i)).map(|v| (v.version, v.pending)));
            }
            let waits = |i: &Instance| model.pending.is_some() && !i.applied && !i.ahead;
            let expected = model.instances.iter().map(|i| (i.version, waits(i).then_some(i.version + 1)));
            assert_eq!(versions, expected.collect::<Vec<_>>());
            let reach = reopened.entry(&id(number)).expect("there").reach;
            let accounts: HashSet<_> = model.instances.iter().map(|i| i.account).collect();
            assert_eq!((reach.instances as usize, reach.accounts as usize), (versions.len(), accounts.len()));
            assert_eq!(reach.groups, u32::from(self.shared[number]));
        }
    }
}

fn id(pack: usize) -> PackId {
    PackId::new(format!("p{pack}"))
}

fn order(proposal: &Proposal, carried: Option<Carried>, on: Option<NaiveDate>) -> Result<ReleaseOrder, EngineError> {
    let mut selection = proposal.selection.clone();
    if let Some((a, b)) = carried {
        for (component, version) in [("a", a), ("b", b)] {
            selection.choose(&ComponentId::from(component), &Version::new(version.to_string()))?;
        }
    }
    let when = on.map_or(When::Now, When::On);
    Ok(ReleaseOrder { basis: proposal.basis.clone(), selection, when, notes: String::new(), overriding: None })
}

fn release(
    engine: &mut Engine,
    proposal: &Proposal,
    carried: Option<Carried>,
    on: Option<(NaiveDate, NaiveDate)>,
) -> Result<bool, EngineError> {
    let order = order(proposal, carried, on.map(|(date, _)| date))?;
    engine.release(&order).map(|_| true)
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn any_sequence_ends_where_a_naive_model_ends(ops in prop::collection::vec(op(), 1..40)) {
        let mut run = Run::new(Deployment::Standard);
        for op in &ops {
            run.step(op);
        }
    }

    #[test]
    fn so_it_does_in_legacy_deployment(ops in prop::collection::vec(legacy_op(), 1..40)) {
        let mut run = Run::new(Deployment::Legacy);
        for op in &ops {
            run.step(op);
        }
    }
}
