//! Components: showing, creating, packaging, and deleting versions.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError,
    packs::Part,
    workspace::{components, require_component},
};
use crate::{
    domain::{
        Component, ComponentId, ComponentType, Contents, Deployment, Event, IncludedComponent, Pack, PackageContents,
        PackageId, PackagedComponent, Refusal, Version, named_as, new_folder, new_name, new_notes, seen_as,
    },
    store::{ComponentEntry, Store},
};

/// A component as its page shows it.
#[derive(Debug, Clone)]
pub struct ComponentView {
    pub component: Arc<Component>,
    /// What its versions include; one that includes nothing is left out.
    pub contents: Arc<Vec<PackageContents>>,
    /// The packs that show it, with the releases that carry it.
    pub packs: Vec<Part>,
    /// How its versions are used, in their order.
    pub uses: Vec<VersionUse>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionUse {
    pub latest: bool,
    /// The packs whose current release carries it, with its number.
    pub current: Vec<(String, u32)>,
    /// The packs whose scheduled release carries it, with its date.
    pub scheduled: Vec<(String, NaiveDate)>,
    /// Why it can't be deleted, where that is so.
    pub held: Option<Refusal>,
}

/// What packaging a version starts from.
#[derive(Debug, Clone)]
pub struct Packaging {
    pub component: Arc<Component>,
    /// How versions are labelled and shared.
    pub deployment: Deployment,
    /// The next number.
    pub next: Version,
    /// Every other component, by name.
    pub includable: Vec<Arc<Component>>,
}

#[derive(Debug, Clone, Default)]
pub struct PackageOrder {
    /// Its label; the next number where it is left out.
    pub version: Option<String>,
    /// Whether it may be shared, which never changes. A published component always may.
    pub shareable: bool,
    /// Package notes; may be empty.
    pub notes: String,
    /// The components included in it.
    pub include: Vec<ComponentId>,
}

impl Engine {
    /// What lists show of every component, by name.
    pub fn component_entries(&self) -> Vec<ComponentEntry> {
        self.store.components()
    }

    /// These components; one that is not there any more is left out.
    pub fn components_of(&mut self, ids: &[ComponentId]) -> Result<Vec<Arc<Component>>, EngineError> {
        components(&mut self.store, ids)
    }

    /// Every component, by name.
    pub fn components(&mut self) -> Result<Vec<Arc<Component>>, EngineError> {
        let entries = self.store.components();
        entries.iter().map(|entry| require_component(&mut self.store, &entry.id)).collect()
    }

    /// A component as its page shows it.
    ///
    /// # Errors
    /// [`Refusal::UnknownComponent`], or the store's.
    pub fn component(&mut self, id: &ComponentId) -> Result<ComponentView, EngineError> {
        let component = require_component(&mut self.store, id)?;
        let contents = self.store.contents(id)?;
        let mut packs = packs_of(&mut self.store, id)?;
        packs.sort_by_cached_key(|pack| pack.name.to_lowercase());
        let latest = component.latest().map(|latest| &latest.version);
        let versions = component.versions.iter().map(|packaged| &packaged.version);
        let uses = versions.map(|version| used(&component, version, latest == Some(version), &packs)).collect();
        let packs = packs.iter().map(|pack| part(pack, id)).collect();
        Ok(ComponentView { component, contents, packs, uses })
    }

    /// What packaging a version of a component starts from.
    ///
    /// # Errors
    /// [`Refusal::UnknownComponent`], or the store's.
    pub fn packaging(&mut self, id: &ComponentId) -> Result<Packaging, EngineError> {
        let component = require_component(&mut self.store, id)?;
        let deployment = self.store.settings().deployment;
        let next = component.next_version(deployment, None)?;
        let mut includable = self.components()?;
        includable.retain(|other| other.id != *id);
        Ok(Packaging { component, deployment, next, includable })
    }

    /// Creates a component without versions.
    ///
    /// # Errors
    /// [`Refusal::Text`]; [`Refusal::NameTaken`] where its folder has one of that name; the store's.
    pub fn create_component(
        &mut self,
        name: &str,
        component_type: ComponentType,
        folder: &str,
    ) -> Result<ComponentId, EngineError> {
        let component = ComponentId::from(self.new_id());
        self.commit(|store, _| {
            let folder = new_folder(folder)?;
            let neighbours = neighbours(store, name, &folder)?;
            let name = new_name("a component", name, neighbours.iter().map(|c| c.name.as_str()))?;
            let event = Event::ComponentCreated { component: component.clone(), name, component_type, folder };
            Ok((vec![event], component.clone()))
        })
    }

    /// Packages a version of a component; its label. In Legacy deployment this publishes the component.
    ///
    /// # Errors
    /// [`Refusal::VersionsAreCounters`], [`Refusal::VersionTaken`], [`Refusal::Text`]; the store's.
    pub fn package_component(&mut self, id: &ComponentId, order: &PackageOrder) -> Result<Version, EngineError> {
        let package_id = PackageId::from(self.new_id());
        self.commit(|store, stamp| {
            let component = require_component(store, id)?;
            let deployment = store.settings().deployment;
            let version = component.next_version(deployment, order.version.as_deref())?;
            // The latest version is the last in packaging order, which an import derives from the dates. So dates must
            // not go back.
            let newest = component.versions.last().map_or(stamp.at, |v| v.created_date);
            let packaged = PackagedComponent {
                package_id: package_id.clone(),
                version: version.clone(),
                created_date: stamp.at.max(newest),
                created_by: stamp.by.clone(),
                notes: new_notes(&order.notes)?,
                shareable: deployment.shareable(order.shareable),
                deleted: false,
            };
            let mut included = Vec::with_capacity(order.include.len());
            for id in &order.include {
                included.push(as_included(&*require_component(store, id)?, &stamp.by, stamp.at));
            }
            let event = Event::VersionPackaged { component: id.clone(), packaged: Box::new(packaged), included };
            Ok((vec![event], version))
        })
    }

    /// Whether a version may be deleted, before anybody is asked.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`], [`Refusal::VersionInUse`]; the store's.
    pub fn check_version_deletion(&mut self, id: &ComponentId, version: &Version) -> Result<(), EngineError> {
        let component = require_component(&mut self.store, id)?;
        let packs = packs_of(&mut self.store, id)?;
        Ok(component.check_deletion(version, packs.iter().map(|pack| &**pack))?)
    }

    /// Deletes a version; its label stays taken. One that is deleted already is left as it is.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`], [`Refusal::VersionInUse`]; the store's.
    pub fn delete_version(&mut self, id: &ComponentId, version: &Version) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let component = require_component(store, id)?;
            let packs = packs_of(store, id)?;
            component.check_deletion(version, packs.iter().map(|pack| &**pack))?;
            let deleted = component.packaged(version).is_some_and(|p| p.deleted);
            let event = Event::VersionDeleted { component: id.clone(), version: version.clone() };
            Ok((if deleted { vec![] } else { vec![event] }, ()))
        })
    }
}

/// How the packs that show a component use one of its versions.
fn used(component: &Component, version: &Version, latest: bool, packs: &[Arc<Pack>]) -> VersionUse {
    let held = component.check_unheld(version, packs.iter().map(|pack| &**pack)).err();
    let mut found = VersionUse { latest, held, ..VersionUse::default() };
    for pack in packs {
        let (current, scheduled) = pack.carries_now(&component.id, version);
        if current {
            found.current.push((pack.name.clone(), pack.current_number()));
        }
        if let Some(scheduled) = pack.scheduled.as_ref().filter(|_| scheduled) {
            found.scheduled.push((pack.name.clone(), scheduled.release_on_date));
        }
    }
    found
}

/// A pack, with the releases that carry a component.
fn part(pack: &Pack, id: &ComponentId) -> Part {
    let carried = |contents: &Contents| contents.get(id).is_some();
    Part {
        id: pack.id.clone(),
        pack: pack.name.clone(),
        releases: pack.releases.iter().filter(|r| carried(&r.components)).map(|r| r.number).collect(),
        current: pack.current().is_some_and(|r| carried(&r.components)),
        scheduled: pack.scheduled.as_ref().is_some_and(|s| carried(&s.components)),
    }
}

/// A component as another one includes it: as it was packaged last, else as it is now.
fn as_included(component: &Component, by: &str, at: DateTime<Utc>) -> IncludedComponent {
    let last = component.versions.last();
    IncludedComponent {
        name: component.name.clone(),
        kind: component.component_type.api_word().to_owned(),
        folder: component.folder.clone(),
        modified_by: last.map_or(by, |v| &v.created_by).to_owned(),
        modified_date: last.map_or(at, |v| v.created_date),
    }
}

/// The components of the same name in the same folder.
fn neighbours(store: &mut Store, name: &str, folder: &str) -> Result<Vec<Arc<Component>>, EngineError> {
    let (key, folder) = (named_as(name), seen_as(folder));
    let mut found = Vec::new();
    for entry in store.components().iter().filter(|entry| named_as(&entry.name) == key) {
        found.push(require_component(store, &entry.id)?);
    }
    found.retain(|component| seen_as(&component.folder) == folder);
    Ok(found)
}

fn packs_of(store: &mut Store, id: &ComponentId) -> Result<Vec<Arc<Pack>>, EngineError> {
    let ids = store.packs_of(id);
    ids.iter().map(|pack| super::workspace::require_pack(store, pack)).collect()
}
