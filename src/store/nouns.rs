//! What the workspace holds: a row for every noun, the noun itself where it was looked at.

use std::{
    collections::HashMap,
    sync::{Arc, OnceLock},
};

use super::{
    StoreError,
    slot::{Contents, Noun, Slot},
    snapshot::Snapshot,
};
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Pack, PackId, PackageContents, Reach,
    Settings, Summary,
};

/// What a list shows of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackEntry {
    /// Name, marks, current release.
    pub summary: Summary,
    /// How many accounts, instances and groups have it.
    pub reach: Reach,
}

/// What a list shows of a component, an account or an account group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<Id> {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
}

/// What a list shows of a component.
pub type ComponentEntry = Named<ComponentId>;
/// What a list shows of a managed account.
pub type AccountEntry = Named<AccountId>;
/// What a list shows of an account group.
pub type GroupEntry = Named<AccountGroupId>;

#[derive(Debug)]
pub(super) struct PackRow {
    pub(super) entry: PackEntry,
    pub(super) slot: Slot<Pack>,
}

#[derive(Debug)]
pub(super) struct ComponentRow {
    pub(super) name: String,
    /// The packs that show it.
    pub(super) packs: Vec<PackId>,
    pub(super) slot: Slot<Component>,
    pub(super) contents: Option<Slot<Contents>>,
}

#[derive(Debug)]
pub(super) struct NamedRow<T> {
    pub(super) name: String,
    pub(super) slot: Slot<T>,
}

/// Every noun of the workspace.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    pub(super) snapshot: Option<Snapshot>,
    pub(super) settings: Settings,
    pub(super) packs: HashMap<PackId, PackRow>,
    pub(super) components: HashMap<ComponentId, ComponentRow>,
    pub(super) accounts: HashMap<AccountId, NamedRow<Account>>,
    pub(super) groups: HashMap<AccountGroupId, NamedRow<AccountGroup>>,
    /// The packs' ids by name; emptied when a pack is added or renamed.
    pub(super) order: OnceLock<Vec<PackId>>,
    /// The packs' entries by name; emptied when one changes.
    pub(super) listing: OnceLock<Arc<[PackEntry]>>,
    /// Packs changed since their entries were derived, with the components that they showed before.
    pub(super) touched: HashMap<PackId, Vec<ComponentId>>,
}

impl Nouns {
    pub(super) fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        let slot = self.packs.get_mut(id).map(|row| &mut row.slot);
        look(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        let slot = self.components.get_mut(id).map(|row| &mut row.slot);
        look(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn contents(&mut self, id: &ComponentId) -> Result<Arc<Vec<PackageContents>>, StoreError> {
        let slot = self.components.get_mut(id).and_then(|row| row.contents.as_mut());
        let contents = look(slot, id.as_str(), self.snapshot.as_ref())?;
        Ok(contents.map(|c| Arc::clone(&c.packages)).unwrap_or_default())
    }

    pub(super) fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        let slot = self.accounts.get_mut(id).map(|row| &mut row.slot);
        look(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn group(&mut self, id: &AccountGroupId) -> Result<Option<Arc<AccountGroup>>, StoreError> {
        let slot = self.groups.get_mut(id).map(|row| &mut row.slot);
        look(slot, id.as_str(), self.snapshot.as_ref())
    }

    /// The packs' ids by name, upper and lower case alike.
    pub(super) fn order(&self) -> &[PackId] {
        self.order.get_or_init(|| {
            let mut ids: Vec<PackId> = self.packs.keys().cloned().collect();
            ids.sort_by_cached_key(|id| {
                let name = self.packs.get(id).map(|row| row.entry.summary.name.to_lowercase());
                (name, id.clone())
            });
            ids
        })
    }

    pub(super) fn listing(&self) -> Arc<[PackEntry]> {
        let entries = || self.order().iter().filter_map(|id| self.packs.get(id)).map(|row| row.entry.clone());
        Arc::clone(self.listing.get_or_init(|| entries().collect()))
    }

    /// Every component, account or group by name.
    pub(super) fn named<'a, Id: Clone + Ord + 'a>(rows: impl Iterator<Item = (&'a Id, &'a String)>) -> Vec<Named<Id>> {
        let mut all: Vec<Named<Id>> = rows.map(|(id, name)| Named { id: id.clone(), name: name.clone() }).collect();
        all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id.clone()));
        all
    }
}

fn look<T: Noun>(
    slot: Option<&mut Slot<T>>,
    id: &str,
    snapshot: Option<&Snapshot>,
) -> Result<Option<Arc<T>>, StoreError> {
    slot.map(|slot| slot.load(id, snapshot).map(|noun| Arc::clone(noun))).transpose()
}
