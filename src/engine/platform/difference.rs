//! The difference between what the platform has and what the workspace knows, as events.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Utc};

use super::{
    fetch::Fetched,
    listed::{Listed, is_label, rows},
    sanitize::{line, text},
    scheduled::became,
    stage::Stage,
};
use crate::{
    domain::{
        Component, ComponentId, ComponentType, Contents, ELSEWHERE, Event, Imported, InstallationType, MAX_DESCRIPTION,
        MAX_NOTES, OnPlatform, Pack, PackId, PackageId, PackagedComponent, Refusal, Release, ReleaseKind,
        ReleaseSchedule, RequestId, Stamp, Version, check_id,
    },
    engine::EngineError,
    platform::wire::{self, PublisherIntegrationPack, PublisherPackagedComponent},
    store::Store,
};

/// Where more than one pack in this many is gone at once, the account is probably wrong, or a privilege was lost.
const FEW: usize = 5;

/// What was fetched, and how it is compared with the newest state.
pub(super) struct Difference<'a> {
    pub(super) fetched: &'a Fetched,
    /// When the first question was asked.
    pub(super) began: DateTime<Utc>,
    /// When the platform was looked at before; none at the first time.
    pub(super) after: Option<DateTime<Utc>>,
    /// However many packs are gone, they count as deleted.
    pub(super) believe: bool,
    pub(super) stamp: &'a Stamp,
    /// The ids that found releases get.
    pub(super) request: RequestId,
}

impl Difference<'_> {
    /// The events, in an order in which each finds what it names.
    pub(super) fn events(&self, store: &mut Store) -> Result<Vec<Event>, EngineError> {
        let mut events = self.components(store)?;
        // Where every component of every pack is marked Deleted, the marks mean nothing.
        let mut all = self.fetched.packs.iter().flat_map(rows);
        let trusted = all.any(|row| row.deleted == Some(false));
        for pack in &self.fetched.packs {
            self.pack(pack, trusted, store, &mut events)?;
        }
        let known = store.packs().len();
        let gone: Vec<PackId> = self.fetched.gone.iter().map(|id| PackId::from(id.as_str())).collect();
        let gone: Vec<PackId> = gone.into_iter().filter(|id| store.entry(id).is_some()).collect();
        if gone.len() > 1 && gone.len() * FEW > known && !self.believe {
            return Err(Refusal::MuchGone { gone: gone.len(), known }.into());
        }
        super::subscribers::difference(self.fetched, &gone, store, &mut events)?;
        events.extend(gone.into_iter().map(|pack| Event::PackDeleted { pack }));
        Ok(events)
    }

    fn components(&self, store: &mut Store) -> Result<Vec<Event>, EngineError> {
        let mut told: BTreeMap<&str, Vec<PackagedComponent>> = BTreeMap::new();
        for version in &self.fetched.versions {
            if let Some((component, version)) = packaged(version, self.stamp.at) {
                let of_it = told.entry(component).or_default();
                // A version can come twice: the answers for all versions of a component overlap those for new versions.
                if !of_it.iter().any(|one| one.version == version.version) {
                    of_it.push(version);
                }
            }
        }
        let mut events = Vec::new();
        for (id, row) in members(self.fetched) {
            let mut versions = told.remove(id).unwrap_or_default();
            versions.sort_by_key(|version| version.created_date);
            let component = store.component(&ComponentId::from(id))?;
            self.versions_in_use(id, component.as_deref(), &mut versions);
            match component {
                None => events.extend(created(id, row, versions)),
                Some(known) => events.extend(self.changed(&known, row, versions)),
            }
        }
        Ok(events)
    }

    /// Adds the versions that releases carry and that can't be read any more: they exist all the same.
    fn versions_in_use(&self, id: &str, known: Option<&Component>, versions: &mut Vec<PackagedComponent>) {
        let used = self.fetched.packs.iter().flat_map(rows).filter(|row| row.component_id.as_deref() == Some(id));
        for label in used.filter_map(|row| row.current_version.as_deref()).filter(|label| is_label(label)) {
            let version = Version::from(label);
            let is_known = known.is_some_and(|known| known.packaged(&version).is_some());
            if !is_known && !versions.iter().any(|one| one.version == version) {
                let first = PackagedComponent {
                    package_id: PackageId::from(format!("{id}-{label}")),
                    version,
                    created_date: DateTime::UNIX_EPOCH,
                    created_by: String::new(),
                    notes: String::new(),
                    shareable: true,
                    deleted: false,
                };
                versions.insert(0, first);
            }
        }
    }

    fn changed(
        &self,
        known: &Arc<Component>,
        row: &PublisherPackagedComponent,
        told: Vec<PackagedComponent>,
    ) -> Vec<Event> {
        let id = &known.id;
        let mut events = Vec::new();
        for before in &known.versions {
            let now = told.iter().find(|one| one.version == before.version);
            // Only an answer with all versions of a component says, by leaving one out, that it is deleted.
            let missing =
                now.is_none() && self.is_complete(id) && before.shareable && !self.in_use(id, &before.version);
            let deleted = now.map_or(before.deleted || missing, |now| now.deleted);
            let (component, version) = (id.clone(), before.version.clone());
            if deleted != before.deleted {
                events.push(if deleted {
                    Event::VersionDeleted { component, version }
                } else {
                    Event::VersionRestored { component, version }
                });
            }
        }
        let is_new = |one: &PackagedComponent| known.packaged(&one.version).is_none();
        let new: Vec<PackagedComponent> = told.into_iter().filter(is_new).collect();
        let (name, kind) = (component_name(id.as_str(), row), component_type(row));
        let last = known.versions.last().map(|version| version.created_date);
        let in_order = new.first().is_none_or(|first| last.is_none_or(|last| first.created_date >= last));
        if name == known.name && kind == known.component_type && in_order {
            let component = id.clone();
            let packaged = |one| Event::VersionPackaged {
                component: component.clone(),
                packaged: Box::new(one),
                included: Vec::new(),
            };
            events.extend(new.into_iter().map(packaged));
            return events;
        }
        // For a version between known ones, or another name, there is no event: the component is written as a whole.
        let mut whole = Component { name, component_type: kind, ..(**known).clone() };
        whole.versions.extend(new);
        whole.versions.sort_by_key(|version| version.created_date);
        events.insert(0, Event::Imported(Box::new(Imported { components: vec![whole], ..Imported::default() })));
        events
    }

    fn is_complete(&self, id: &ComponentId) -> bool {
        self.fetched.complete.contains(id.as_str())
    }

    /// Whether a pack names this version as current, pending or latest.
    fn in_use(&self, id: &ComponentId, version: &Version) -> bool {
        self.fetched.packs.iter().flat_map(rows).any(|row| {
            let named = [&row.current_version, &row.pending_version, &row.latest_version];
            row.component_id.as_deref() == Some(id.as_str())
                && named.into_iter().flatten().any(|label| label.as_str() == version.as_str())
        })
    }

    fn pack(
        &self,
        told: &PublisherIntegrationPack,
        trusted: bool,
        store: &mut Store,
        events: &mut Vec<Event>,
    ) -> Result<(), EngineError> {
        let id = PackId::from(told.id.as_deref().unwrap_or_default());
        let before = store.pack(&id)?;
        let is_known = before.is_some();
        // What was read is older than a change since the first question. While a request is open, its answer decides.
        let overtaken = |pack: &Arc<Pack>| {
            pack.asked.is_some() || pack.last_change.as_ref().is_some_and(|last| last.at > self.began)
        };
        if before.as_ref().is_some_and(overtaken) {
            return Ok(());
        }
        let name = line(told.name.as_deref(), id.as_str());
        let description = text(told.description.as_deref().unwrap_or_default(), MAX_DESCRIPTION);
        let multi = told.installation_type.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("MULTI"));
        let installation_type = if multi { InstallationType::Multi } else { InstallationType::Single };
        let mut then = before.as_deref().cloned().unwrap_or_else(|| {
            events.push(Event::PackCreated {
                pack: id.clone(),
                name: name.clone(),
                description: description.clone(),
                installation_type,
            });
            Pack::new(id.clone(), name.clone(), description.clone(), installation_type)
        });
        let mut happens = |pack: &mut Pack, event: Event| {
            pack.apply(&event, self.stamp);
            events.push(event);
        };
        if (&then.name, &then.description) != (&name, &description) {
            happens(&mut then, Event::PackEdited { pack: id.clone(), name, description });
        }
        let listed = Listed::of(told, |id| {
            trusted || then.members.iter().any(|member| member.removed && member.component_id == *id)
        });
        let pack = || id.clone();
        let not_listed = |one: &ComponentId| !listed.members.contains(one) && !listed.removed.contains(one);
        let left: Vec<ComponentId> = then.members.iter().map(|m| m.component_id.clone()).filter(not_listed).collect();
        let still_there = |pack: &Pack, id: &ComponentId| pack.members.iter().any(|m| m.component_id == *id);
        if left.iter().any(|id| then.has_member(id)) {
            happens(&mut then, Event::ComponentsRemoved { pack: pack(), components: left });
        }
        let all = listed.members.iter().chain(&listed.removed);
        let joined: Vec<ComponentId> = all.filter(|id| !still_there(&then, id)).cloned().collect();
        if !joined.is_empty() {
            happens(&mut then, Event::ComponentsAdded { pack: pack(), components: joined });
        }
        for event in self.releases(&then, &listed.current, is_known, store) {
            happens(&mut then, event);
        }
        let gone: Vec<ComponentId> = listed.removed.into_iter().filter(|id| then.has_member(id)).collect();
        if !gone.is_empty() {
            happens(&mut then, Event::ComponentsRemoved { pack: pack(), components: gone });
        }
        let back: Vec<ComponentId> = listed.members.into_iter().filter(|id| !then.has_member(id)).collect();
        if !back.is_empty() {
            happens(&mut then, Event::ComponentsUndeleted { pack: pack(), components: back });
        }
        Ok(())
    }

    /// What became of a pack's scheduled release, and what was released elsewhere.
    fn releases(&self, before: &Pack, current: &Contents, is_known: bool, store: &mut Store) -> Vec<Event> {
        let stage = before.scheduled.as_ref().and_then(|waits| self.fetched.stages.get(&waits.request_id));
        let sound = |contents: &Contents| self.is_known(contents, store);
        let mut events = became(before, stage, current, self.stamp.at, sound);
        let mut then = before.clone();
        for event in &events {
            then.apply(event, self.stamp);
        }
        // The pack was read before the stage of its request. If it was released between the two, its contents are old.
        let is_older = then.current_number() != before.current_number() && *current == before.current_contents();
        if !current.is_empty() && *current != then.current_contents() && !is_older {
            let (pack, release) = (then.id.clone(), self.found(&then, current.clone(), is_known));
            events.push(Event::Released { pack, release: Box::new(release), restores: vec![] });
            // Whoever released it did not supersede what is scheduled.
            let stands = then.scheduled.filter(|_| matches!(stage, Some(Stage::Scheduled(_))));
            let again = |scheduled| Event::Scheduled { pack: then.id.clone(), scheduled: Box::new(scheduled) };
            events.extend(stands.map(again));
        }
        events
    }

    /// Whether every version in it is known, or was fetched.
    fn is_known(&self, contents: &Contents, store: &mut Store) -> bool {
        let fetched = |id: &ComponentId, label: &Version| {
            let is_it = |one: &wire::PackagedComponent| {
                one.component_id.as_deref() == Some(id.as_str())
                    && one.package_version.as_deref() == Some(label.as_str())
            };
            self.fetched.versions.iter().any(is_it)
        };
        contents.iter().all(|(id, label)| {
            let known = store.component(id).ok().flatten();
            known.is_some_and(|known| known.packaged(label).is_some()) || fetched(id, label)
        })
    }

    /// A release that was made elsewhere. It happened between the look before this one and now.
    fn found(&self, pack: &Pack, components: Contents, was_seen_before: bool) -> Release {
        let number = pack.current_number() + 1;
        Release {
            number,
            request_id: RequestId::from(format!("{}-{}-{number}", self.request, pack.id)),
            released_at: self.stamp.at,
            released_by: ELSEWHERE.to_owned(),
            kind: ReleaseKind::Release,
            release_schedule: ReleaseSchedule::Immediately,
            rollback_to: None,
            scheduled_for: None,
            notes: String::new(),
            late: None,
            components,
            platform: Some(OnPlatform::Found { after: self.after.filter(|_| was_seen_before) }),
            overrides: None,
            emergency: false,
        }
    }
}

/// Every component that a pack lists, with one of its rows, for its name and type.
fn members(fetched: &Fetched) -> BTreeMap<&str, &PublisherPackagedComponent> {
    let rows = fetched.packs.iter().flat_map(rows);
    rows.filter_map(|row| Some((row.component_id.as_deref().filter(|id| check_id(id).is_ok())?, row))).collect()
}

fn created(id: &str, row: &PublisherPackagedComponent, versions: Vec<PackagedComponent>) -> Vec<Event> {
    let component = ComponentId::from(id);
    let first = Event::ComponentCreated {
        component: component.clone(),
        name: component_name(id, row),
        component_type: component_type(row),
        folder: String::new(),
    };
    let packaged = versions.into_iter().map(|one| Event::VersionPackaged {
        component: component.clone(),
        packaged: Box::new(one),
        included: Vec::new(),
    });
    [first].into_iter().chain(packaged.collect::<Vec<_>>()).collect()
}

/// A version with its component's id; none where an id or the label is not one that the workspace takes.
fn packaged(told: &wire::PackagedComponent, now: DateTime<Utc>) -> Option<(&str, PackagedComponent)> {
    let component = told.component_id.as_deref()?;
    let package_id = told.package_id.as_deref().filter(|id| check_id(id).is_ok())?;
    let label = told.package_version.as_deref().filter(|label| is_label(label))?;
    let created_date = told.created_date.as_deref().and_then(|date| date.parse().ok()).unwrap_or(now);
    let version = PackagedComponent {
        package_id: PackageId::from(package_id),
        version: Version::from(label),
        created_date,
        created_by: line(told.created_by.as_deref(), ""),
        notes: text(told.notes.as_deref().unwrap_or_default(), MAX_NOTES),
        shareable: told.shareable.unwrap_or(true),
        deleted: told.deleted.unwrap_or(false),
    };
    Some((component, version))
}

fn component_name(id: &str, row: &PublisherPackagedComponent) -> String {
    line(row.component_name.as_deref(), id)
}

fn component_type(row: &PublisherPackagedComponent) -> ComponentType {
    let service = row.component_type.as_deref().is_some_and(|word| word.eq_ignore_ascii_case("webservice"));
    if service { ComponentType::ApiService } else { ComponentType::Process }
}
