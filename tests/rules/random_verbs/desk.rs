//! The verbs, and the desk that carries them out.

use std::{collections::HashMap, fmt::Write};

use chrono::{Days, TimeDelta};
use ipack::{
    domain::{Component, ComponentId, Contents, Pack, PackId, Refusal, Selection, Version},
    engine::{Clock, DueSince, Engine, EngineError, Proposal, ReleaseOrder, When},
};
use proptest::prelude::*;

use crate::support::{
    Workspace,
    kept::{Computer, Kept},
    source,
};

const PACKS: usize = 2;
const COMPONENTS: usize = 4;

/// A version of a component: whether it is shareable, and deleted.
pub(super) type Flags = (bool, bool);

/// A component: whether it is an API service, and its versions.
pub(super) type Parts = Vec<(bool, Vec<Flags>)>;

/// What can be asked of the engine. Numbers are taken modulo what there is.
#[derive(Debug, Clone)]
pub(super) enum Verb {
    /// Start the wizard anew; what was proposed before is forgotten.
    Propose(usize),
    ProposeRollback(usize, u32),
    ProposeChange(usize),
    Choose(usize, usize, usize),
    Keep(usize, usize),
    Latest(usize, usize),
    Step(usize, usize, bool),
    /// The wizard from its start to its end.
    ReleaseLatest(usize),
    ScheduleLatest(usize, i64),
    /// These act on what was proposed last, however much has happened since.
    ReleaseNow(usize),
    Schedule(usize, i64),
    Change(usize),
    Move(usize, i64),
    Cancel(usize, bool),
    Install(usize),
    ApplyEarly(usize),
    /// The scheduler, so many minutes after the next window has opened.
    Tick(i64),
    Wait(i64),
    Package(usize, bool),
    Remove(usize, usize),
}

pub(super) fn verb() -> impl Strategy<Value = Verb> {
    let nth = || 0usize..60;
    prop_oneof![
        6 => nth().prop_map(Verb::Propose),
        1 => (nth(), 0u32..4).prop_map(|(pack, to)| Verb::ProposeRollback(pack, to)),
        1 => nth().prop_map(Verb::ProposeChange),
        4 => (nth(), nth(), nth()).prop_map(|(pack, row, version)| Verb::Choose(pack, row, version)),
        2 => (nth(), nth()).prop_map(|(pack, row)| Verb::Keep(pack, row)),
        1 => (nth(), nth()).prop_map(|(pack, row)| Verb::Latest(pack, row)),
        1 => (nth(), nth(), any::<bool>()).prop_map(|(pack, row, newer)| Verb::Step(pack, row, newer)),
        4 => nth().prop_map(Verb::ReleaseLatest),
        4 => (nth(), 1i64..4).prop_map(|(pack, days)| Verb::ScheduleLatest(pack, days)),
        6 => nth().prop_map(Verb::ReleaseNow),
        4 => (nth(), -2i64..9).prop_map(|(pack, days)| Verb::Schedule(pack, days)),
        1 => nth().prop_map(Verb::Change),
        1 => (nth(), -2i64..9).prop_map(|(pack, days)| Verb::Move(pack, days)),
        2 => (nth(), any::<bool>()).prop_map(|(pack, recall)| Verb::Cancel(pack, recall)),
        4 => nth().prop_map(Verb::Install),
        4 => nth().prop_map(Verb::ApplyEarly),
        3 => (0i64..2000).prop_map(Verb::Tick),
        2 => (1i64..60).prop_map(Verb::Wait),
        5 => (nth(), prop::bool::weighted(0.8)).prop_map(|(component, shareable)| Verb::Package(component, shareable)),
        1 => (nth(), nth()).prop_map(|(pack, component)| Verb::Remove(pack, component)),
    ]
}

pub(super) fn parts() -> impl Strategy<Value = Parts> {
    let flags = (prop::bool::weighted(0.9), prop::bool::weighted(0.1));
    let component = (prop::bool::weighted(0.2), prop::collection::vec(flags, 1..5));
    prop::collection::vec(component, COMPONENTS)
}

/// Every component in every pack but no API service in the second, which is MULTI; one account with both packs shared.
fn document(parts: &Parts) -> String {
    let mut text = String::from("(components: [");
    for (at, (api, versions)) in parts.iter().enumerate() {
        let kind = if *api { "webservice" } else { "process" };
        let _ = write!(text, "(componentId: \"c{at}\", name: \"C{at}\", componentType: {kind}, packagedComponents: [");
        for (nth, (shareable, deleted)) in versions.iter().enumerate() {
            let _ = write!(
                text,
                "(packageVersion: \"v{nth}\", createdDate: \"2026-01-0{}T00:00:00Z\", shareable: {shareable}, deleted: {deleted}),",
                nth + 1
            );
        }
        text.push_str("]),");
    }
    text.push_str("], integrationPacks: [");
    for (at, kind) in ["SINGLE", "MULTI"].iter().enumerate() {
        let _ = write!(text, "(id: \"p{at}\", name: \"P{at}\", installationType: {kind}, components: [");
        for (nth, _) in parts.iter().enumerate().filter(|(_, (api, _))| at == 0 || !api) {
            let _ = write!(text, "\"c{nth}\", ");
        }
        text.push_str("]),");
    }
    text + "], accountGroups: [(id: \"g\", name: \"G\", accounts: [\"a\"], integrationPacks: [\"p0\", \"p1\"])], \
           accounts: [(id: \"a\", name: \"A\")])"
}

/// The workspace with what the wizards hold.
pub(super) struct Desk {
    pub(super) workspace: Workspace,
    pub(super) engine: Engine,
    wizards: HashMap<usize, (Proposal, Selection)>,
    packaged: usize,
    /// What its copy lies on, where it is shared.
    pub(super) computer: Option<Computer>,
}

fn id(pack: usize) -> PackId {
    PackId::from(format!("p{}", pack % PACKS))
}

impl Desk {
    pub(super) fn new(parts: &Parts) -> Self {
        let workspace = Workspace::of(&document(parts));
        let engine = workspace.engine();
        Self { workspace, engine, wizards: HashMap::new(), packaged: 0, computer: None }
    }

    /// The same in a workspace that is kept for several computers; the folder stays empty.
    pub(super) fn shared(parts: &Parts, kept: &Kept) -> Self {
        let (workspace, mut computer) = (Workspace::empty(), Computer::new(kept));
        computer.clock = workspace.clock.clone();
        let mut engine = computer.engine();
        engine.import(&[source(&document(parts))]).expect("an import");
        Self { workspace, engine, wizards: HashMap::new(), packaged: 0, computer: Some(computer) }
    }

    fn pack(&mut self, pack: usize) -> Pack {
        Pack::clone(&self.engine.pack(&id(pack)).expect("a pack").pack)
    }

    pub(super) fn packs(&mut self) -> Vec<Pack> {
        (0..PACKS).map(|pack| self.pack(pack)).collect()
    }

    fn choosing(&mut self, pack: usize, row: usize) -> Option<(&mut Selection, ComponentId)> {
        let (_, selection) = self.wizards.get_mut(&(pack % PACKS))?;
        let rows = selection.rows();
        let component = rows.get(row % rows.len().max(1))?.component.id.clone();
        Some((selection, component))
    }

    fn open(&mut self, pack: usize, proposal: Result<Proposal, EngineError>) -> Result<(), EngineError> {
        self.wizards.remove(&(pack % PACKS));
        let proposal = proposal?;
        let selection = proposal.selection.clone();
        self.wizards.insert(pack % PACKS, (proposal, selection));
        Ok(())
    }

    fn order(&self, pack: usize, when: When) -> Option<ReleaseOrder> {
        let (proposal, selection) = self.wizards.get(&(pack % PACKS))?;
        Some(ReleaseOrder {
            basis: proposal.basis.clone(),
            selection: selection.clone(),
            when,
            notes: String::new(),
            overriding: None,
        })
    }

    /// Carries a verb out; what it refused.
    pub(super) fn carry_out(&mut self, verb: &Verb) -> Result<(), EngineError> {
        match *verb {
            Verb::Propose(pack) => {
                let proposal = self.engine.propose_release(&id(pack));
                self.open(pack, proposal)
            }
            Verb::ProposeRollback(pack, to) => {
                let proposal = self.engine.propose_rollback(&id(pack), (to > 0).then_some(to));
                self.open(pack, proposal)
            }
            Verb::ProposeChange(pack) => {
                let proposal = self.engine.propose_change(&id(pack));
                self.open(pack, proposal)
            }
            Verb::Choose(pack, row, version) => self.choose(pack, row, version),
            Verb::Keep(pack, row) => self.select(pack, row, Selection::keep),
            Verb::Latest(pack, row) => self.select(pack, row, Selection::latest),
            Verb::Step(pack, row, newer) => {
                self.select(pack, row, |selection, component| selection.step(component, newer).map(|_| ()))
            }
            Verb::ReleaseLatest(pack) => {
                self.carry_out(&Verb::Propose(pack))?;
                self.release(pack, When::Now)
            }
            Verb::ScheduleLatest(pack, days) => {
                self.carry_out(&Verb::Propose(pack))?;
                self.carry_out(&Verb::Schedule(pack, days))
            }
            Verb::ReleaseNow(pack) => self.release(pack, When::Now),
            Verb::Schedule(pack, days) => self.release(pack, When::On(self.engine.today() + TimeDelta::days(days))),
            Verb::Change(pack) => self.change_scheduled(pack),
            Verb::Move(pack, days) => self.move_scheduled(pack, days),
            Verb::Cancel(pack, recall) => self.cancel_scheduled(pack, recall),
            Verb::Install(pack) => self.install(pack % PACKS),
            Verb::ApplyEarly(pack) => self.engine.apply_pending(&"a".into(), &[id(pack)]).map(|_| ()),
            Verb::Tick(minutes) => {
                let now = self.engine.now();
                let windows = self.engine.schedule()?.into_iter().filter_map(|entry| entry.window.ok());
                let next = windows.filter(|window| now < window.end).map(|window| window.start).min();
                self.workspace.clock.set(next.unwrap_or(now).max(now) + TimeDelta::minutes(minutes));
                self.engine.tick(DueSince::Ever).map(|_| ())
            }
            Verb::Wait(hours) => {
                let clock = &self.workspace.clock;
                clock.set(clock.now() + TimeDelta::hours(hours));
                Ok(())
            }
            Verb::Package(component, shareable) => self.package(component % COMPONENTS, shareable),
            Verb::Remove(pack, component) => self.remove(pack, component),
        }
    }

    /// Changes one row of the wizard, where it is open and has any.
    fn select(
        &mut self,
        pack: usize,
        row: usize,
        change: impl Fn(&mut Selection, &ComponentId) -> Result<(), Refusal>,
    ) -> Result<(), EngineError> {
        let Some((selection, component)) = self.choosing(pack, row) else { return Ok(()) };
        Ok(change(selection, &component)?)
    }

    fn change_scheduled(&mut self, pack: usize) -> Result<(), EngineError> {
        let Some(order) = self.order(pack, When::Now) else { return Ok(()) };
        self.engine.change_scheduled(&order.basis, &order.selection, "changed", None)?;
        assert_eq!(self.pack(pack).scheduled.expect("still scheduled").components, order.selection.contents());
        Ok(())
    }

    fn move_scheduled(&mut self, pack: usize, days: i64) -> Result<(), EngineError> {
        let (basis, date) = (self.pack(pack).basis(), self.engine.today() + TimeDelta::days(days));
        self.engine.move_scheduled(&id(pack), &basis, date, None)?;
        assert!(days > 0 && self.pack(pack).scheduled.expect("still scheduled").release_on_date == date);
        Ok(())
    }

    fn cancel_scheduled(&mut self, pack: usize, recall: bool) -> Result<(), EngineError> {
        let basis = self.pack(pack).basis();
        self.engine.cancel_scheduled(&id(pack), &basis, "because", recall, None)?;
        assert_eq!(self.pack(pack).scheduled, None);
        Ok(())
    }

    /// Chooses any version that there is. What can't be chosen is refused and changes nothing.
    fn choose(&mut self, pack: usize, row: usize, version: usize) -> Result<(), EngineError> {
        let Some((selection, component)) = self.choosing(pack, row) else { return Ok(()) };
        let before = selection.clone();
        let versions = &before.row(&component).expect("a row").component.versions;
        let packaged = &versions[version % versions.len()];
        let chosen = selection.choose(&component, &packaged.version);
        assert!(chosen.is_err() || packaged.choosable().is_ok(), "{packaged:?} was chosen");
        if chosen.is_err() {
            assert_eq!(*selection, before);
        }
        Ok(chosen?)
    }

    fn release(&mut self, pack: usize, when: When) -> Result<(), EngineError> {
        let Some(order) = self.order(pack, when) else { return Ok(()) };
        let before = self.pack(pack);
        let outcome = self.engine.release(&order);
        if before.basis() != order.basis {
            assert!(outcome.is_err(), "decided on another basis");
        }
        let outcome = outcome?;
        let after = self.pack(pack);
        let contents = order.selection.contents();
        match when {
            When::Now => {
                assert_eq!(outcome.number, Some(before.current_number() + 1));
                assert_eq!((after.current_contents(), &after.scheduled), (contents, &None));
            }
            When::On(date) => {
                assert!(before.scheduled.is_none(), "at most one is scheduled");
                assert!(date > self.engine.today(), "later than today");
                assert_eq!(after.releases, before.releases);
                assert_eq!(after.scheduled.expect("scheduled").components, contents);
            }
        }
        Ok(())
    }

    /// Installs a pack in the account, through an import.
    fn install(&mut self, pack: usize) -> Result<(), EngineError> {
        let document = format!(
            "(accounts: [(id: \"a\", name: \"A\", instances: [(instanceId: \"i{pack}\", integrationPackId: \"p{pack}\", \
             name: \"I{pack}\", installedAt: {:?})])])",
            self.engine.now().to_rfc3339(),
        );
        self.engine.import(&[source(&document)]).map(|_| ())
    }

    /// Packages a newer version, through an import.
    fn package(&mut self, component: usize, shareable: bool) -> Result<(), EngineError> {
        self.packaged += 1;
        let day = self.engine.today() + Days::new(1);
        let document = format!(
            "(components: [(componentId: \"c{component}\", name: \"C{component}\", componentType: {}, packagedComponents: [\
             (packageVersion: \"new{}\", createdDate: \"{day}T00:00:00Z\", shareable: {shareable})])])",
            self.component_type(component),
            self.packaged,
        );
        self.engine.import(&[source(&document)]).map(|_| ())
    }

    fn component_type(&mut self, component: usize) -> &'static str {
        let row = self.engine.pack(&id(0)).expect("a pack").rows;
        let row = row.into_iter().find(|row| row.component_id.as_str() == format!("c{component}"));
        row.map_or("process", |row| row.component_type.api_word())
    }

    /// Removes a component from a pack, through an import.
    fn remove(&mut self, pack: usize, component: usize) -> Result<(), EngineError> {
        let members = self.pack(pack).members;
        let mut lists = [String::new(), String::new()];
        for (at, member) in members.iter().enumerate() {
            let removed = member.removed || at == component % members.len().max(1);
            let _ = write!(lists[usize::from(removed)], "{:?}, ", member.component_id.as_str());
        }
        let kind = ["SINGLE", "MULTI"][pack % PACKS];
        let document = format!(
            "(integrationPacks: [(id: \"p{0}\", name: \"P{0}\", installationType: {kind}, components: [{1}], \
             removedComponents: [{2}])])",
            pack % PACKS,
            lists[0],
            lists[1]
        );
        self.engine.import(&[source(&document)]).map(|_| ())
    }

    /// What holds after every verb.
    pub(super) fn check(&mut self, before: &[Pack]) {
        for (at, before) in before.iter().enumerate() {
            let view = self.engine.pack(&id(at)).expect("a pack");
            let pack = &view.pack;
            assert!(pack.releases.iter().zip(1..).all(|(release, number)| release.number == number), "dense numbers");
            assert_eq!(pack.releases[..before.releases.len()], before.releases[..], "past releases never change");
            let current = pack.current_contents();
            for row in &view.rows {
                assert_eq!(row.current.as_ref(), current.get(&row.component_id), "current is what was released last");
            }
            let scheduled = pack.scheduled.iter().map(|s| &s.components);
            let carried: Vec<Contents> = scheduled.cloned().chain([current]).collect();
            for (component, version) in carried.iter().flat_map(Contents::iter) {
                assert!(self.can_be_chosen(at, component, version), "{component} {version} is carried");
            }
        }
        for (_, selection) in self.wizards.values() {
            let chosen = selection.rows().iter().filter_map(|row| Some((&row.component, row.chosen.as_ref()?)));
            let sound = chosen.into_iter().all(|(component, version): (_, &Version)| choosable(component, version));
            assert!(sound || selection.check().is_err(), "nothing unselectable is selected, or it blocks");
        }
    }

    fn can_be_chosen(&mut self, pack: usize, component: &ComponentId, version: &Version) -> bool {
        let details = self.engine.package_details(&id(pack), component, version).expect("details");
        choosable(&details.component, version)
    }

    /// What the screens show of the whole workspace.
    pub(super) fn everything(engine: &mut Engine) -> String {
        let mut all = format!("{:?}\n", engine.overview().packs);
        for pack in 0..PACKS {
            let view = engine.pack(&id(pack)).expect("a pack");
            let history = engine.history(&id(pack)).expect("a history").entries;
            let _ = writeln!(all, "{view:?}\n{history:?}");
        }
        let schedule = engine.schedule().expect("a schedule");
        let _ = writeln!(all, "{:?}", schedule.iter().map(|entry| (&entry.id, &entry.scheduled)).collect::<Vec<_>>());
        all
    }
}

fn choosable(component: &Component, version: &Version) -> bool {
    component.packaged(version).is_some_and(|packaged| packaged.choosable().is_ok())
}
