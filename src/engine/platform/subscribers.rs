//! How accounts and account groups differ.

use std::collections::HashSet;

use super::{
    fetch::{Fetched, Group},
    sanitize::line,
};
use crate::{
    domain::{Account, AccountGroup, AccountGroupId, AccountId, Event, Imported, PackId, check_id},
    engine::EngineError,
    store::Store,
};

/// Events for accounts and groups, where the token could see them.
pub(super) fn difference(
    fetched: &Fetched,
    gone_packs: &[PackId],
    store: &mut Store,
    events: &mut Vec<Event>,
) -> Result<(), EngineError> {
    let Some(told) = &fetched.subscribers else { return Ok(()) };
    let mut accounts: HashSet<AccountId> = store.accounts().into_iter().map(|entry| entry.id).collect();
    for account in &told.accounts {
        let Some(id) = account.account_id.as_deref().filter(|id| check_id(id).is_ok()) else { continue };
        let (id, name) = (AccountId::from(id), line(account.name.as_deref(), id));
        match store.account(&id)? {
            None if accounts.insert(id.clone()) => events.push(Event::AccountCreated { account: id, name }),
            Some(known) if known.name != name => {
                let whole = Account { name, ..(*known).clone() };
                events.push(imported(Imported { accounts: vec![whole], ..Imported::default() }));
            }
            _ => {}
        }
    }
    let packs = packs(fetched, gone_packs, store);
    for group in &told.groups {
        // A group can hold accounts that the token may not see otherwise.
        for account in &group.accounts {
            let id = AccountId::from(account.as_str());
            if check_id(account).is_ok() && accounts.insert(id.clone()) {
                events.push(Event::AccountCreated { account: id, name: account.clone() });
            }
        }
        one_group(group, &packs, store, events)?;
    }
    for id in &told.gone {
        let group = AccountGroupId::from(id.as_str());
        if store.group(&group)?.is_some() {
            events.push(Event::GroupDeleted { group });
        }
    }
    Ok(())
}

/// The packs that there are once the events have happened.
fn packs(fetched: &Fetched, gone: &[PackId], store: &Store) -> HashSet<PackId> {
    let told = fetched.packs.iter().filter_map(|pack| pack.id.as_deref()).map(PackId::from);
    let known = store.packs();
    let known = known.iter().map(|entry| entry.summary.id.clone());
    known.filter(|id| !gone.contains(id)).chain(told).collect()
}

fn one_group(
    told: &Group,
    packs: &HashSet<PackId>,
    store: &mut Store,
    events: &mut Vec<Event>,
) -> Result<(), EngineError> {
    let (id, name) = (AccountGroupId::from(told.id.as_str()), line(Some(&told.name), &told.id));
    let known = store.group(&id)?;
    if known.is_none() {
        events.push(Event::GroupCreated { group: id.clone(), name: name.clone() });
    }
    let created = || AccountGroup { id: id.clone(), name: name.clone(), accounts: vec![], packs: vec![] };
    let known = known.map_or_else(created, |known| (*known).clone());
    if known.name != name {
        let whole = AccountGroup { name, ..known.clone() };
        events.push(imported(Imported { groups: vec![whole], ..Imported::default() }));
    }
    let sound = told.accounts.iter().filter(|id| check_id(id).is_ok());
    let accounts: HashSet<AccountId> = sound.map(|id| AccountId::from(id.as_str())).collect();
    let (accounts, left) = (missing(&accounts, &known.accounts), surplus(&accounts, &known.accounts));
    if !accounts.is_empty() {
        events.push(Event::AccountsAdded { group: id.clone(), accounts });
    }
    if !left.is_empty() {
        events.push(Event::AccountsRemoved { group: id.clone(), accounts: left });
    }
    let shared = told.packs.iter().map(|id| PackId::from(id.as_str()));
    let shared: HashSet<PackId> = shared.filter(|id| packs.contains(id)).collect();
    // Replay takes a deleted pack out of every group, so that needs no event.
    let known_packs: Vec<PackId> = known.packs.into_iter().filter(|id| packs.contains(id)).collect();
    let (packs, left) = (missing(&shared, &known_packs), surplus(&shared, &known_packs));
    if !packs.is_empty() {
        events.push(Event::PacksShared { group: id.clone(), packs });
    }
    if !left.is_empty() {
        events.push(Event::PacksUnshared { group: id, packs: left });
    }
    Ok(())
}

fn imported(imported: Imported) -> Event {
    Event::Imported(Box::new(imported))
}

/// The ids that are fetched and not known, in order.
fn missing<Id: Clone + Ord + std::hash::Hash>(told: &HashSet<Id>, known: &[Id]) -> Vec<Id> {
    let mut missing: Vec<Id> = told.iter().filter(|id| !known.contains(id)).cloned().collect();
    missing.sort();
    missing
}

/// The ids that are known and were not fetched.
fn surplus<Id: Clone + Eq + std::hash::Hash>(told: &HashSet<Id>, known: &[Id]) -> Vec<Id> {
    known.iter().filter(|id| !told.contains(id)).cloned().collect()
}
