//! Who has a pack, and with whom it is shared. The answers come from the rows alone, without reading accounts or
//! groups.

use std::collections::HashSet;

use super::{
    AccountEntry, GroupEntry, Store, StoreError,
    nouns::{GroupRow, Nouns, place},
};
use crate::domain::{Account, AccountGroupId, AccountId, Audience, PackId, Reach};

/// What a list shows of an account group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupSize {
    /// Its id and name.
    pub entry: GroupEntry,
    pub accounts: usize,
}

impl Nouns {
    fn number(&self, pack: &PackId) -> Option<u32> {
        self.packs.get(pack).map(|row| row.number)
    }

    /// The accounts that have the pack, in the order in which they became known.
    pub(super) fn accounts_with(&self, pack: &PackId) -> Vec<AccountId> {
        let Some(number) = self.number(pack) else { return Vec::new() };
        let all = self.account_numbers.iter();
        all.filter(|id| self.accounts.get(*id).is_some_and(|row| has(&row.packs, number))).cloned().collect()
    }

    pub(super) fn groups_sharing(&self, pack: &PackId) -> Vec<AccountGroupId> {
        let Some(number) = self.number(pack) else { return Vec::new() };
        self.groups.iter().filter(|(_, row)| has(&row.packs, number)).map(|(id, _)| id.clone()).collect()
    }

    fn groups_of(&self, account: &AccountId) -> impl Iterator<Item = (&AccountGroupId, &GroupRow)> {
        let number = self.accounts.get(account).map(|row| row.number);
        self.groups.iter().filter(move |(_, row)| number.is_some_and(|number| has(&row.accounts, number)))
    }

    fn audience(&self, pack: &PackId) -> Audience {
        let Some(number) = self.number(pack) else { return Audience::default() };
        let mut shared = vec![false; self.account_numbers.len()];
        for account in self.groups.values().filter(|row| has(&row.packs, number)).flat_map(|row| &row.accounts) {
            shared[place(*account)] = true;
        }
        let with_it = self.accounts.values().filter(|row| shared[place(row.number)] && has(&row.packs, number));
        Audience { accounts: shared.iter().filter(|shared| **shared).count(), with_it: with_it.count() }
    }

    fn awaited_by(&self, account: &AccountId) -> Vec<PackId> {
        let packs = self.accounts.get(account).map(|row| &row.packs[..]).unwrap_or_default();
        let packs = packs.iter().filter_map(|number| self.numbers.get(place(*number)));
        let scheduled = |id: &&PackId| self.packs.get(*id).is_some_and(|row| row.entry.summary.scheduled.is_some());
        packs.filter(scheduled).cloned().collect()
    }
}

/// Whether a sorted list has a number.
fn has(numbers: &[u32], number: u32) -> bool {
    numbers.binary_search(&number).is_ok()
}

impl Store {
    /// How many accounts, instances and groups have a pack. In a connected workspace the platform does not say who has
    /// it.
    pub fn reach(&self, pack: &PackId) -> Reach {
        let counted = self.entry(pack).map(|entry| entry.reach).unwrap_or_default();
        Reach { untold: self.settings().platform.is_some(), ..counted }
    }

    pub fn accounts_with(&self, pack: &PackId) -> Vec<AccountEntry> {
        let found = self.nouns.accounts_with(pack);
        Nouns::named(found.iter().filter_map(|id| Some((id, &self.nouns.accounts.get(id)?.name))))
    }

    /// The account groups that an account is in, by name.
    pub fn groups_of(&self, account: &AccountId) -> Vec<GroupEntry> {
        Nouns::named(self.nouns.groups_of(account).map(|(id, row)| (id, &row.name)))
    }

    pub fn groups_sharing(&self, pack: &PackId) -> Vec<AccountGroupId> {
        self.nouns.groups_sharing(pack)
    }

    /// Every account group with how many accounts are in it, by name.
    pub fn group_sizes(&self) -> Vec<GroupSize> {
        let size = |entry: GroupEntry| {
            let accounts = self.nouns.groups.get(&entry.id).map_or(0, |row| row.accounts.len());
            GroupSize { entry, accounts }
        };
        self.groups().into_iter().map(size).collect()
    }

    pub fn packs_shared_with(&self, account: &AccountId) -> HashSet<PackId> {
        let numbers = self.nouns.groups_of(account).flat_map(|(_, row)| &row.packs);
        numbers.filter_map(|number| self.nouns.numbers.get(place(*number)).cloned()).collect()
    }

    pub fn is_shared(&self, pack: &PackId, account: &AccountId) -> bool {
        let number = self.nouns.number(pack);
        self.nouns.groups_of(account).any(|(_, row)| number.is_some_and(|number| has(&row.packs, number)))
    }

    /// The accounts that a pack is shared with.
    pub fn audience(&self, pack: &PackId) -> Audience {
        self.nouns.audience(pack)
    }

    /// How many instances an account has; none where there is no such account.
    pub fn instances_in(&self, account: &AccountId) -> Option<usize> {
        self.nouns.accounts.get(account).map(|row| place(row.instances))
    }

    /// The packs installed in an account of which a release is scheduled.
    pub fn awaited_by(&self, account: &AccountId) -> Vec<PackId> {
        self.nouns.awaited_by(account)
    }

    /// An account that is read and not kept, for a look at very many.
    pub fn peek_account(&mut self, id: &AccountId) -> Result<Option<std::sync::Arc<Account>>, StoreError> {
        self.read_noun(|nouns| nouns.peek_account(id))
    }
}
