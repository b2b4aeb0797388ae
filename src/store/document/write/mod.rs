//! Writing documents: what [`super::read`] reads, pretty, stable and diff-friendly.
//!
//! `value` is how a document looks, `nouns` what stands in it, and `folder` the files that documents are kept in. One
//! document per component and per pack, so that a change shows where it belongs; accounts, groups and the workspace
//! itself have one each, or several where one would be larger than an import takes.

mod folder;
mod nouns;
mod value;

use std::{collections::HashMap, sync::Arc};

pub use self::folder::{Exported, Saved, save};
use self::{
    folder::{Files, MARK},
    value::{Value, differences},
};
use crate::{
    domain::{Component, Imported, Pack, PackId, PackageContents},
    store::{Store, StoreError},
};

/// What a document holds beside its nouns, in bytes, at most.
const FRAME: usize = 1 << 10;

/// A noun as it is written, and the file that it belongs in.
type Filed = (String, Value);

/// Packs as documents, one each; their components and subscribers stay where they are.
///
/// # Errors
/// Where a pack can't be read. One that is not there is left out.
pub fn export_packs(store: &mut Store, ids: &[PackId]) -> Result<Vec<Exported>, StoreError> {
    Ok(one_each("integrationPacks", packs(store, ids)?))
}

/// The whole workspace as documents: settings, components, packs, account groups and accounts.
pub fn export_workspace(store: &mut Store) -> Result<Vec<Exported>, StoreError> {
    let most = usize::try_from(super::MAX_BYTES).unwrap_or(usize::MAX);
    export_in_parts(store, most)
}

/// Packs, or the whole workspace where none is named, as one document.
pub fn export_as_one(store: &mut Store, ids: &[PackId]) -> Result<String, StoreError> {
    let plain = |nouns: Vec<Filed>| Value::List(nouns.into_iter().map(|(_, noun)| noun).collect());
    if !ids.is_empty() {
        return Ok(Value::Fields(vec![("integrationPacks", plain(packs(store, ids)?))]).document(MARK));
    }
    let all = all_packs(store);
    let whole = vec![
        ("workspace", nouns::settings(store.settings(), store)),
        ("components", plain(components(store)?)),
        ("integrationPacks", plain(packs(store, &all)?)),
        ("accountGroups", Value::List(groups(store)?)),
        ("accounts", Value::List(accounts(store)?)),
    ];
    Ok(Value::Fields(whole).document(MARK))
}

/// The whole workspace, in documents of at most so many bytes where they hold more than one noun.
pub(super) fn export_in_parts(store: &mut Store, most: usize) -> Result<Vec<Exported>, StoreError> {
    let settings = Value::Fields(vec![("workspace", nouns::settings(store.settings(), store))]);
    let mut all = vec![Exported { file: "workspace.ron".into(), text: settings.document(MARK) }];
    all.extend(one_each("components", components(store)?));
    let ids = all_packs(store);
    all.extend(export_packs(store, &ids)?);
    all.extend(documents("account-groups", "accountGroups", groups(store)?, most));
    all.extend(documents("accounts", "accounts", accounts(store)?, most));
    Ok(all)
}

fn all_packs(store: &Store) -> Vec<PackId> {
    store.packs().iter().map(|entry| entry.summary.id.clone()).collect()
}

fn components(store: &mut Store) -> Result<Vec<Filed>, StoreError> {
    let entries = store.components();
    let files = Files::among(entries.iter().map(|entry| entry.id.as_str()));
    let mut all = Vec::with_capacity(entries.len());
    store.progress.begin("writing components", entries.len())?;
    for entry in entries {
        store.progress.one()?;
        let Some(component) = store.component(&entry.id)? else { continue };
        let value = nouns::component(&component, &store.contents(&entry.id)?);
        all.push((files.name("component", &entry.name, entry.id.as_str()), value));
    }
    Ok(all)
}

fn packs(store: &mut Store, ids: &[PackId]) -> Result<Vec<Filed>, StoreError> {
    // Names are chosen among all packs, so that a pack has the same file name in every export.
    let files = Files::among(store.packs().iter().map(|entry| entry.summary.id.as_str()));
    let mut all = Vec::with_capacity(ids.len());
    store.progress.begin("writing packs", ids.len())?;
    for id in ids {
        store.progress.one()?;
        if let Some(pack) = store.pack(id)? {
            all.push((files.name("pack", &pack.name, pack.id.as_str()), nouns::pack(&pack, store)));
        }
    }
    Ok(all)
}

fn groups(store: &mut Store) -> Result<Vec<Value>, StoreError> {
    let mut all = Vec::new();
    let entries = store.groups();
    store.progress.begin("writing account groups", entries.len())?;
    for entry in entries {
        store.progress.one()?;
        all.extend(store.group(&entry.id)?.map(|group| nouns::group(&group, store)));
    }
    Ok(all)
}

fn accounts(store: &mut Store) -> Result<Vec<Value>, StoreError> {
    let mut known: HashMap<PackId, Arc<Pack>> = HashMap::new();
    for id in all_packs(store) {
        known.extend(store.pack(&id)?.map(|pack| (id, pack)));
    }
    let mut all = Vec::new();
    let entries = store.accounts();
    store.progress.begin("writing accounts", entries.len())?;
    for entry in entries {
        store.progress.one()?;
        let account = store.peek_account(&entry.id)?;
        all.extend(account.map(|account| nouns::account(&account, |id| known.get(id).cloned())));
    }
    Ok(all)
}

/// How what is imported differs from what is known, for each noun that is known, in the order of [`Imported`].
pub fn import_differences(imported: &Imported, store: &mut Store) -> Result<Vec<Vec<String>>, StoreError> {
    let lists = [imported.components.len(), imported.packs.len(), imported.accounts.len(), imported.groups.len()];
    store.progress.begin("comparing", lists.iter().sum())?;
    let mut all = Vec::new();
    let mut compare = |old: &Value, new: &Value| {
        let mut lines = Vec::new();
        differences("", old, new, &mut lines);
        all.push(lines);
    };
    if let Some(settings) = imported.settings.as_ref().filter(|_| !store.is_empty()) {
        compare(&nouns::settings(store.settings(), store), &nouns::settings(settings, store));
    }
    for component in &imported.components {
        store.progress.one()?;
        if let Some(known) = store.component(&component.id)? {
            let contents = store.contents(&component.id)?;
            compare(
                &nouns::component(&known, &contents),
                &nouns::component(component, new_contents(component, imported, &contents)),
            );
        }
    }
    for pack in &imported.packs {
        store.progress.one()?;
        if let Some(known) = store.pack(&pack.id)? {
            compare(&nouns::pack(&known, store), &nouns::pack(pack, store));
        }
    }
    for account in &imported.accounts {
        store.progress.one()?;
        if let Some(known) = store.account(&account.id)? {
            compare(&nouns::account(&known, |_| None), &nouns::account(account, |_| None));
        }
    }
    for group in &imported.groups {
        store.progress.one()?;
        if let Some(known) = store.group(&group.id)? {
            compare(&nouns::group(&known, store), &nouns::group(group, store));
        }
    }
    Ok(all)
}

fn new_contents<'a>(
    component: &Component,
    imported: &'a Imported,
    known: &'a [PackageContents],
) -> &'a [PackageContents] {
    imported.contents.iter().find(|(id, _)| *id == component.id).map_or(known, |(_, contents)| contents)
}

fn one_each(list: &'static str, nouns: Vec<Filed>) -> Vec<Exported> {
    nouns.into_iter().map(|(file, noun)| document(file, list, vec![noun])).collect()
}

fn document(file: String, list: &'static str, nouns: Vec<Value>) -> Exported {
    let text = Value::Fields(vec![(list, Value::List(nouns))]).document(MARK);
    Exported { file, text }
}

/// `accounts.ron`; where that would be larger than an import takes, `accounts-1.ron`, `accounts-2.ron` and so on.
fn documents(stem: &str, list: &'static str, nouns: Vec<Value>, most: usize) -> Vec<Exported> {
    let (mut parts, mut part, mut size) = (Vec::new(), Vec::new(), FRAME);
    for noun in nouns {
        let length = noun.length();
        if size + length > most && !part.is_empty() {
            parts.push(std::mem::take(&mut part));
            size = FRAME;
        }
        size += length;
        part.push(noun);
    }
    parts.push(part);
    let alone = parts.len() == 1;
    let file = |number: usize| if alone { format!("{stem}.ron") } else { format!("{stem}-{number}.ron") };
    (1..).zip(parts).map(|(number, part)| document(file(number), list, part)).collect()
}
