//! Account groups: which accounts are in them, and which packs are shared with them.

use std::{collections::HashSet, sync::Arc};

use super::{
    Engine, EngineError,
    publisher::dedup,
    workspace::{require_account, require_group, require_pack},
};
use crate::{
    domain::{AccountGroup, AccountGroupId, AccountId, Event, PackId, Refusal, check_called, new_name},
    store::{AccountEntry, GroupSize, Store},
};

/// An account group as its page shows it.
#[derive(Debug, Clone)]
pub struct GroupView {
    pub group: Arc<AccountGroup>,
    pub accounts: Vec<AccountEntry>,
    /// Its **Resources**: the packs shared with it, by name.
    pub packs: Vec<(PackId, String)>,
}

/// What may be taken out of a group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum GroupPart {
    Whole,
    Accounts(Vec<AccountId>),
    /// Some of the packs shared with it.
    Packs(Vec<PackId>),
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct GroupChange {
    /// The names of the accounts or packs that changed. Those that were already as wanted are left out.
    pub changed: Vec<String>,
    /// Instances that stay installed although the group no longer shares the pack with the account.
    pub staying: usize,
}

impl Engine {
    /// Every account group, by name.
    pub fn groups(&mut self) -> Result<Vec<GroupView>, EngineError> {
        let entries = self.store.groups();
        entries.iter().map(|entry| self.group(&entry.id)).collect()
    }

    /// An account group as its page shows it.
    pub fn group(&mut self, id: &AccountGroupId) -> Result<GroupView, EngineError> {
        let group = require_group(&mut self.store, id)?;
        let mut accounts = Vec::with_capacity(group.accounts.len());
        for id in &group.accounts {
            let name = self.store.account_name(id).unwrap_or(id.as_str()).to_owned();
            accounts.push(AccountEntry { id: id.clone(), name });
        }
        accounts.sort_by_cached_key(|account| account.name.to_lowercase());
        let mut packs: Vec<_> = group.packs.iter().map(|id| (id.clone(), self.pack_name(id))).collect();
        packs.sort_by_cached_key(|(_, name)| name.to_lowercase());
        Ok(GroupView { group, accounts, packs })
    }

    pub fn has_group(&mut self, id: &AccountGroupId) -> Result<bool, EngineError> {
        Ok(self.store.group(id)?.is_some())
    }

    /// Creates an account group, empty.
    ///
    /// # Errors
    /// [`Refusal::Text`], [`Refusal::NameTaken`]; the store's.
    pub fn create_group(&mut self, name: &str) -> Result<AccountGroupId, EngineError> {
        let group = AccountGroupId::from(self.new_id());
        let ((), there) = self.commit_new(|store, _| {
            let others = store.groups();
            let name = new_name("an account group", name, others.iter().map(|other| other.name.as_str()))?;
            Ok((vec![Event::GroupCreated { group: group.clone(), name }], ()))
        })?;
        Ok(there.map_or(group, AccountGroupId::from))
    }

    /// Gives an account group that was seen under this name another one.
    ///
    /// # Errors
    /// As [`Engine::create_group`]; [`Refusal::NotFound`], [`Refusal::Conflict`].
    pub fn rename_group(&mut self, id: &AccountGroupId, seen: &str, name: &str) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let from = require_group(store, id)?.name.clone();
            check_called(&from, seen)?;
            let others = store.groups();
            let others = others.iter().filter(|other| other.id != *id).map(|other| other.name.as_str());
            let name = new_name("an account group", name, others)?;
            let renamed = || Event::GroupRenamed { group: id.clone(), from: from.clone(), name: name.clone() };
            Ok(((name != from).then(renamed).into_iter().collect(), ()))
        })
    }

    /// Deletes an account group. What is installed stays; how many instances.
    pub fn delete_group(&mut self, id: &AccountGroupId) -> Result<usize, EngineError> {
        self.commit(|store, _| {
            let group = require_group(store, id)?;
            let staying = staying(store, &group.accounts, &group.packs)?;
            Ok((vec![Event::GroupDeleted { group: id.clone() }], staying))
        })
    }

    /// How many instances would stay installed if the group, or this part of it, were gone.
    pub fn installed_through(&mut self, id: &AccountGroupId, part: &GroupPart) -> Result<usize, EngineError> {
        let group = require_group(&mut self.store, id)?;
        match part {
            GroupPart::Whole => staying(&mut self.store, &group.accounts, &group.packs),
            GroupPart::Accounts(accounts) => {
                let leaving: Vec<_> = group.accounts.iter().filter(|id| accounts.contains(id)).cloned().collect();
                staying(&mut self.store, &leaving, &group.packs)
            }
            GroupPart::Packs(packs) => {
                let leaving: Vec<_> = group.packs.iter().filter(|id| packs.contains(id)).cloned().collect();
                staying(&mut self.store, &group.accounts, &leaving)
            }
        }
    }

    /// Every account group with how many accounts are in it, by name.
    pub fn group_sizes(&self) -> Vec<GroupSize> {
        self.store.group_sizes()
    }

    /// The account groups that a pack is not shared with, by name.
    pub fn groups_without(&self, pack: &PackId) -> Vec<GroupSize> {
        let sharing: HashSet<_> = self.store.groups_sharing(pack).into_iter().collect();
        self.store.group_sizes().into_iter().filter(|size| !sharing.contains(&size.entry.id)).collect()
    }

    pub fn add_to_group(&mut self, id: &AccountGroupId, ids: &[AccountId]) -> Result<GroupChange, EngineError> {
        self.commit(|store, _| {
            let group = require_group(store, id)?;
            let (mut accounts, mut changed) = (dedup(ids), Vec::new());
            accounts.retain(|account| !group.accounts.contains(account));
            for account in &accounts {
                changed.push(require_account(store, account)?.name.clone());
            }
            let event = Event::AccountsAdded { group: id.clone(), accounts };
            Ok((some(event, &changed), GroupChange { changed, staying: 0 }))
        })
    }

    /// Removes accounts from a group. What is installed in them stays.
    ///
    /// # Errors
    /// [`Refusal::NotInGroup`], or the store's.
    pub fn remove_from_group(&mut self, id: &AccountGroupId, ids: &[AccountId]) -> Result<GroupChange, EngineError> {
        self.commit(|store, _| {
            let group = require_group(store, id)?;
            let (accounts, mut changed) = (dedup(ids), Vec::new());
            for account in &accounts {
                let name = require_account(store, account)?.name.clone();
                if !group.accounts.contains(account) {
                    return Err(Refusal::NotInGroup { member: name, group: group.name.clone() }.into());
                }
                changed.push(name);
            }
            let staying = staying(store, &accounts, &group.packs)?;
            let event = Event::AccountsRemoved { group: id.clone(), accounts };
            Ok((some(event, &changed), GroupChange { changed, staying }))
        })
    }

    /// Shares packs with a group: its accounts may install them once they are released.
    pub fn share(&mut self, id: &AccountGroupId, ids: &[PackId]) -> Result<GroupChange, EngineError> {
        self.commit(|store, _| {
            let group = require_group(store, id)?;
            let (mut packs, mut changed) = (dedup(ids), Vec::new());
            packs.retain(|pack| !group.packs.contains(pack));
            for pack in &packs {
                changed.push(require_pack(store, pack)?.name.clone());
            }
            let event = Event::PacksShared { group: id.clone(), packs };
            Ok((some(event, &changed), GroupChange { changed, staying: 0 }))
        })
    }

    /// Stops sharing packs with a group. What is installed stays, and updates go on.
    ///
    /// # Errors
    /// [`Refusal::NotInGroup`], or the store's.
    pub fn unshare(&mut self, id: &AccountGroupId, ids: &[PackId]) -> Result<GroupChange, EngineError> {
        self.commit(|store, _| {
            let group = require_group(store, id)?;
            let (packs, mut changed) = (dedup(ids), Vec::new());
            for pack in &packs {
                let name = require_pack(store, pack)?.name.clone();
                if !group.packs.contains(pack) {
                    return Err(Refusal::NotInGroup { member: name, group: group.name.clone() }.into());
                }
                changed.push(name);
            }
            let staying = staying(store, &group.accounts, &packs)?;
            let event = Event::PacksUnshared { group: id.clone(), packs };
            Ok((some(event, &changed), GroupChange { changed, staying }))
        })
    }
}

fn some(event: Event, changed: &[String]) -> Vec<Event> {
    if changed.is_empty() { vec![] } else { vec![event] }
}

/// How many instances of these packs are in these accounts.
fn staying(store: &mut Store, accounts: &[AccountId], packs: &[PackId]) -> Result<usize, EngineError> {
    let packs: HashSet<&PackId> = packs.iter().collect();
    let mut count = 0;
    for account in accounts {
        if let Some(account) = store.peek_account(account)? {
            count += account.instances.iter().filter(|i| packs.contains(&i.pack)).count();
        }
    }
    Ok(count)
}
