//! Looking at packs, components and versions.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError, OverdueRule, ScheduleCounts, Sharing,
    workspace::{components, lookup, require_component, require_pack},
};
use crate::{
    domain::{
        ApprovalRequest, ComparedIncluded, Component, ComponentId, ComponentRow, Deployment, Identity, IncludedChange,
        IncludedComponent, Pack, PackId, PackageContents, PackagedComponent, Reach, Refusal, Settings, Tz, Version,
        Window, compare_included,
    },
    store::{PackEntry, Store},
};

/// What the first screen shows without reading a pack.
#[derive(Debug, Clone)]
pub struct Overview {
    pub settings: Settings,
    pub demo: bool,
    /// Every pack, by name.
    pub packs: Arc<[PackEntry]>,
    /// Today in the scheduler's zone.
    pub today: NaiveDate,
    pub now: DateTime<Utc>,
    /// The admin's own zone.
    pub local_zone: Tz,
    pub who: Identity,
    /// Why nothing can be changed, where that is so.
    pub read_only: Option<String>,
    /// When the workspace was last synchronised with the platform, where it is connected.
    pub last_look: Option<DateTime<Utc>>,
    /// Where it is kept and whether it can be reached, where it is shared.
    pub sharing: Option<Sharing>,
    /// How scheduled releases stand.
    pub overdue_rule: OverdueRule,
    /// How many packs have something to release.
    pub releasable: usize,
    /// How many releases are scheduled, and how many need a decision.
    pub schedule_counts: ScheduleCounts,
    /// How many deliveries to hooks are set aside, as far as is known.
    pub not_told: usize,
}

impl Overview {
    /// Whether others must approve what is released, or something waits for that.
    pub fn asks_for_approval(&self) -> bool {
        self.settings.approval.approvals > 0 || self.waiting().next().is_some()
    }

    /// How many requests whoever looks at it may approve. Those that have turned stale count, as no pack is read for
    /// it.
    pub fn waiting_for_you(&self) -> usize {
        self.waiting().filter(|request| request.check_approver(&self.who, self.now).is_ok()).count()
    }

    /// What waits for approval.
    pub fn waiting(&self) -> impl Iterator<Item = &ApprovalRequest> {
        let requests = self.settings.requests.iter().map(|request| &**request);
        requests.filter(|request| !request.is_expired(self.now))
    }

    /// Whether it is shared and can't be reached.
    pub fn is_away(&self) -> bool {
        self.sharing.as_ref().is_some_and(|sharing| sharing.away.is_some())
    }
}

/// A pack as its page shows it.
#[derive(Debug, Clone)]
pub struct PackView {
    pub pack: Arc<Pack>,
    /// The Packaged Components table, in the order in which the components were added.
    pub rows: Vec<ComponentRow>,
    /// The **Release Integration Pack** button exists.
    pub releasable: bool,
    pub reach: Reach,
    /// When the scheduled release happens.
    pub window: Option<Window>,
}

impl PackView {
    /// Whether a release can be started: there is something to release, or a release is scheduled.
    ///
    /// # Errors
    /// [`Refusal::EmptyRelease`]; [`Refusal::NothingNew`], which is [`Refusal::NothingPublished`] in Legacy deployment.
    pub fn check_release(&self, deployment: Deployment) -> Result<(), Refusal> {
        let pack = self.pack.name.clone();
        match deployment {
            _ if self.releasable || self.pack.scheduled.is_some() => Ok(()),
            _ if self.rows.is_empty() => Err(Refusal::EmptyRelease { pack }),
            Deployment::Standard => Err(Refusal::NothingNew { pack }),
            Deployment::Legacy => Err(Refusal::NothingPublished { pack }),
        }
    }
}

/// A pack that a version is part of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub id: PackId,
    pub pack: String,
    /// The releases that carry or carried the version, oldest first.
    pub releases: Vec<u32>,
    /// The current release carries it.
    pub current: bool,
    /// The scheduled release carries it.
    pub scheduled: bool,
}

/// An included component with its difference from the version it is compared with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Included {
    /// The included component; as the base has it, where only that does.
    pub component: IncludedComponent,
    /// As the base has it.
    pub before: Option<IncludedComponent>,
    pub change: IncludedChange,
}

#[derive(Debug, Clone)]
pub struct PackageDetails {
    pub component: Arc<Component>,
    /// The version looked at.
    pub packaged: PackagedComponent,
    /// The version it is compared with: the pack's current one, where it has one and it is another.
    pub compared_with: Option<Version>,
    /// What it includes; with a comparison, also what it no longer includes.
    pub included: Vec<Included>,
    /// The packs that it is or was part of.
    pub parts: Vec<Part>,
}

impl PackageDetails {
    /// `Included Components (3), compared with the current 1.2`.
    pub fn included_title(&self) -> String {
        let count = self.included.iter().filter(|one| one.change != IncludedChange::Removed).count();
        let compared = self.compared_with.as_ref().map(|version| format!(", compared with the current {version}"));
        format!("Included Components ({count}){}", compared.unwrap_or_default())
    }
}

impl Engine {
    /// What the first screen shows.
    pub fn overview(&self) -> Overview {
        let packs = self.store.packs();
        Overview {
            settings: self.store.settings().clone(),
            demo: self.store.is_demo(),
            releasable: packs.iter().filter(|entry| entry.summary.releasable).count(),
            packs,
            today: self.today(),
            now: self.now(),
            local_zone: self.local_zone(),
            who: self.who().clone(),
            read_only: self.store.read_only().map(ToString::to_string),
            last_look: self.last_look(),
            sharing: self.sharing(),
            overdue_rule: self.overdue_rule(),
            schedule_counts: self.schedule_counts(),
            not_told: self.notices.failed,
        }
    }

    /// When the workspace was last synchronised; none where it never was, where the time can't be read, or without a
    /// connection.
    pub(super) fn last_look(&self) -> Option<DateTime<Utc>> {
        self.settings().platform.as_ref()?;
        self.store.last_sync().ok().flatten().map(|look| look.at)
    }

    /// The name of a component; its id where it is unknown.
    pub fn component_name(&self, id: &ComponentId) -> String {
        self.store.component_name(id).unwrap_or(id.as_str()).to_owned()
    }

    pub fn has_pack(&self, id: &PackId) -> bool {
        self.store.entry(id).is_some()
    }

    /// The name of a pack; its id where it is unknown.
    pub fn pack_name(&self, id: &PackId) -> String {
        self.store.entry(id).map_or_else(|| id.to_string(), |entry| entry.summary.name.clone())
    }

    /// A pack as its page shows it.
    pub fn pack(&mut self, id: &PackId) -> Result<PackView, EngineError> {
        pack_view(&mut self.store, id)
    }

    /// Packaged Component Details of one version, compared with what `pack` carries currently.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::UnknownComponent`], [`Refusal::UnknownVersion`], or the store's.
    pub fn package_details(
        &mut self,
        pack: &PackId,
        component: &ComponentId,
        version: &Version,
    ) -> Result<PackageDetails, EngineError> {
        let pack = self.require_pack(pack)?;
        let current = pack.current().and_then(|r| r.components.get(component)).filter(|current| *current != version);
        self.details(component, version, current)
    }

    /// Packaged Component Details of one version, compared with none.
    ///
    /// # Errors
    /// [`Refusal::UnknownComponent`], [`Refusal::UnknownVersion`], or the store's.
    pub fn version_details(
        &mut self,
        component: &ComponentId,
        version: &Version,
    ) -> Result<PackageDetails, EngineError> {
        self.details(component, version, None)
    }

    fn details(
        &mut self,
        component: &ComponentId,
        version: &Version,
        base: Option<&Version>,
    ) -> Result<PackageDetails, EngineError> {
        let component = require_component(&mut self.store, component)?;
        let packaged = component.packaged(version).ok_or_else(|| component.unknown_version(version))?.clone();
        let contents = self.store.contents(&component.id)?;
        let of = |package: &PackagedComponent| included_in(&contents, package);
        let base = base.and_then(|version| component.packaged(version));
        let included = match base {
            Some(base) => Included::all(&compare_included(of(&packaged), of(base))),
            None => of(&packaged).iter().map(Included::alone).collect(),
        };
        let compared_with = base.map(|b| b.version.clone());
        let parts = self.parts(&component, version)?;
        Ok(PackageDetails { component, packaged, compared_with, included, parts })
    }

    fn parts(&mut self, component: &Component, version: &Version) -> Result<Vec<Part>, EngineError> {
        let mut parts = Vec::new();
        for id in self.store.packs_of(&component.id) {
            let pack = self.require_pack(&id)?;
            let carried = pack.releases.iter().filter(|r| r.components.get(&component.id) == Some(version));
            let releases: Vec<u32> = carried.map(|release| release.number).collect();
            let (current, scheduled) = pack.carries_now(&component.id, version);
            if !releases.is_empty() || scheduled {
                parts.push(Part { id: pack.id.clone(), pack: pack.name.clone(), releases, current, scheduled });
            }
        }
        parts.sort_by_cached_key(|part| part.pack.to_lowercase());
        Ok(parts)
    }
}

pub(super) fn included_in<'a>(contents: &'a [PackageContents], package: &PackagedComponent) -> &'a [IncludedComponent] {
    contents.iter().find(|c| c.package_id == package.package_id).map_or(&[], |c| &c.included)
}

impl Included {
    /// What came of a comparison.
    pub(super) fn all(compared: &[ComparedIncluded<'_>]) -> Vec<Self> {
        let one = |one: &ComparedIncluded<'_>| Self {
            component: one.component.clone(),
            before: one.before.cloned(),
            change: one.change,
        };
        compared.iter().map(one).collect()
    }

    /// As the version looked at has it.
    pub fn after(&self) -> Option<&IncludedComponent> {
        Some(&self.component).filter(|_| self.change != IncludedChange::Removed)
    }

    fn alone(component: &IncludedComponent) -> Self {
        Self { component: component.clone(), before: None, change: IncludedChange::Same }
    }
}

pub(super) fn pack_view(store: &mut Store, id: &PackId) -> Result<PackView, EngineError> {
    let pack = require_pack(store, id)?;
    let components = components(store, &pack.known_components())?;
    let component = lookup(&components);
    let window = pack.scheduled.as_ref().and_then(|s| s.window().ok());
    Ok(PackView {
        rows: pack.rows(store.settings().deployment, &component),
        releasable: pack.releasable(&component),
        reach: store.reach(id),
        window,
        pack,
    })
}
