//! What the workspace holds: a row for every noun, the noun itself where it was looked at.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use super::{
    StoreError,
    agenda::Agenda,
    lazy::Lazy,
    snapshot::{ComponentContents, Noun, Snapshot},
};
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Pack, PackId, PackageContents, Reach,
    Settings, Summary,
};

/// What a list shows of a pack. Cheap to clone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackEntry {
    /// Name, marks, current release.
    pub summary: Arc<Summary>,
    /// How many accounts, instances and groups have it.
    pub reach: Reach,
}

/// What a list shows of a component, an account or an account group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named<Id> {
    pub id: Id,
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
    /// Its place in [`Nouns::numbers`].
    pub(super) number: u32,
    pub(super) entry: PackEntry,
    pub(super) slot: Lazy<Pack>,
}

#[derive(Debug)]
pub(super) struct IndexedComponent {
    pub(super) name: String,
    /// The numbers of the packs that show it.
    pub(super) packs: Vec<u32>,
    pub(super) slot: Lazy<Component>,
    pub(super) contents: Option<Lazy<ComponentContents>>,
}

#[derive(Debug)]
pub(super) struct AccountRow {
    /// Its place in [`Nouns::account_numbers`].
    pub(super) number: u32,
    pub(super) name: String,
    pub(super) instances: u32,
    /// The numbers of the packs installed in it, each once and in order.
    pub(super) packs: Vec<u32>,
    pub(super) slot: Lazy<Account>,
}

#[derive(Debug)]
pub(super) struct GroupRow {
    pub(super) name: String,
    /// The numbers of the accounts in it, in order.
    pub(super) accounts: Vec<u32>,
    /// The numbers of the packs shared with it, in order.
    pub(super) packs: Vec<u32>,
    pub(super) slot: Lazy<AccountGroup>,
}

/// The packs' entries by name. The list is updated when it is read and not by commits, whose cost must not depend on
/// the number of packs.
#[derive(Debug, Default)]
pub(super) struct Listing(Mutex<PackList>);

#[derive(Debug, Default)]
struct PackList {
    entries: Arc<[PackEntry]>,
    changed: Vec<PackId>,
    reordered: bool,
}

impl Listing {
    /// Entries that are in order.
    pub(super) fn of(entries: Vec<PackEntry>) -> Self {
        Self(Mutex::new(PackList { entries: entries.into(), ..PackList::default() }))
    }

    /// A pack was added or renamed.
    pub(super) fn reorder(&mut self) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).reordered = true;
    }

    /// A pack's entry changed, and its name did not.
    pub(super) fn change(&mut self, id: &PackId) {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).changed.push(id.clone());
    }

    fn get(&self, packs: &HashMap<PackId, PackRow>) -> Arc<[PackEntry]> {
        let mut listed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let changed = std::mem::take(&mut listed.changed);
        for row in changed.iter().filter_map(|id| packs.get(id)) {
            let wanted = by_name(&row.entry);
            match listed.entries.binary_search_by(|entry| by_name(entry).cmp(&wanted)) {
                // The list is copied only where somebody still reads the old one.
                Ok(place) => Arc::make_mut(&mut listed.entries)[place] = row.entry.clone(),
                // The order was written by a program with another version of Unicode.
                Err(_) => listed.reordered = true,
            }
        }
        if std::mem::take(&mut listed.reordered) {
            let mut entries: Vec<PackEntry> = packs.values().map(|row| row.entry.clone()).collect();
            entries.sort_by_cached_key(by_name);
            listed.entries = entries.into();
        }
        Arc::clone(&listed.entries)
    }
}

/// Upper and lower case alike; packs of the same name by id.
fn by_name(entry: &PackEntry) -> (String, PackId) {
    (entry.summary.name.to_lowercase(), entry.summary.id.clone())
}

/// Every noun of the workspace.
#[derive(Debug, Default)]
pub(super) struct Nouns {
    pub(super) snapshot: Option<Snapshot>,
    pub(super) settings: Settings,
    pub(super) packs: HashMap<PackId, PackRow>,
    pub(super) components: HashMap<ComponentId, IndexedComponent>,
    pub(super) accounts: HashMap<AccountId, AccountRow>,
    pub(super) groups: HashMap<AccountGroupId, GroupRow>,
    /// The packs in the order in which they were added. A component can be in very many packs, and a number takes less
    /// memory than an id.
    pub(super) numbers: Vec<PackId>,
    /// The accounts in the order in which they became known.
    pub(super) account_numbers: Vec<AccountId>,
    pub(super) listing: Listing,
    pub(super) agenda: Agenda,
    /// Packs changed since their entries were derived, with the components that they showed before.
    pub(super) touched: HashMap<PackId, Vec<ComponentId>>,
}

impl Nouns {
    pub(super) fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        let slot = self.packs.get_mut(id).map(|row| &mut row.slot);
        read(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        let slot = self.components.get_mut(id).map(|row| &mut row.slot);
        read(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn contents(&mut self, id: &ComponentId) -> Result<Arc<Vec<PackageContents>>, StoreError> {
        let slot = self.components.get_mut(id).and_then(|row| row.contents.as_mut());
        let contents = read(slot, id.as_str(), self.snapshot.as_ref())?;
        Ok(contents.map(|c| Arc::clone(&c.packages)).unwrap_or_default())
    }

    pub(super) fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        let slot = self.accounts.get_mut(id).map(|row| &mut row.slot);
        read(slot, id.as_str(), self.snapshot.as_ref())
    }

    pub(super) fn group(&mut self, id: &AccountGroupId) -> Result<Option<Arc<AccountGroup>>, StoreError> {
        let slot = self.groups.get_mut(id).map(|row| &mut row.slot);
        read(slot, id.as_str(), self.snapshot.as_ref())
    }

    /// An account, read without being kept: for a pass over very many.
    pub(super) fn peek_account(&self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        let row = self.accounts.get(id);
        row.map(|row| row.slot.peek(id.as_str(), self.snapshot.as_ref())).transpose()
    }

    pub(super) fn packs_of(&self, id: &ComponentId) -> Vec<PackId> {
        let numbers = self.components.get(id).map(|row| &row.packs[..]).unwrap_or_default();
        numbers.iter().filter_map(|n| self.numbers.get(place(*n)).cloned()).collect()
    }

    /// The numbers of these packs, each once and in order.
    pub(super) fn pack_numbers<'a>(&self, ids: impl Iterator<Item = &'a PackId>) -> Vec<u32> {
        in_order(ids.filter_map(|id| self.packs.get(id).map(|row| row.number)))
    }

    /// The numbers of these accounts, each once and in order.
    pub(super) fn numbers_of_accounts<'a>(&self, ids: impl Iterator<Item = &'a AccountId>) -> Vec<u32> {
        in_order(ids.filter_map(|id| self.accounts.get(id).map(|row| row.number)))
    }

    /// The packs' entries by name.
    pub(super) fn listing(&self) -> Arc<[PackEntry]> {
        self.listing.get(&self.packs)
    }

    /// Every component, account or group by name.
    pub(super) fn named<'a, Id: Clone + Ord + 'a>(rows: impl Iterator<Item = (&'a Id, &'a String)>) -> Vec<Named<Id>> {
        let mut all: Vec<Named<Id>> = rows.map(|(id, name)| Named { id: id.clone(), name: name.clone() }).collect();
        all.sort_by_cached_key(|one| (one.name.to_lowercase(), one.id.clone()));
        all
    }
}

impl Nouns {
    /// Lists a pack as this summary says.
    pub(super) fn list(&mut self, summary: Summary) {
        let Some(row) = self.packs.get_mut(&summary.id) else { return };
        let before = &row.entry.summary;
        if **before == summary {
            return;
        }
        if before.name == summary.name {
            self.listing.change(&summary.id);
        } else {
            self.listing.reorder();
        }
        if before.scheduled != summary.scheduled {
            self.agenda.remove(before);
            self.agenda.add(&summary);
        }
        row.entry.summary = Arc::new(summary);
    }
}

pub(super) fn place(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

pub(super) fn in_order(numbers: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn read<T: Noun>(
    slot: Option<&mut Lazy<T>>,
    id: &str,
    snapshot: Option<&Snapshot>,
) -> Result<Option<Arc<T>>, StoreError> {
    slot.map(|slot| slot.load(id, snapshot).map(|noun| Arc::clone(noun))).transpose()
}
