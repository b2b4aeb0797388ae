//! Writing documents: what [`super::read`] reads, pretty, stable and diff-friendly.
//!
//! `value` is how a document looks, `nouns` what stands in it. One document per component and per pack, so that a
//! change shows where it belongs; accounts, groups and the workspace itself have one each, or several where one would
//! be larger than an import takes.

mod nouns;
mod value;

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use sha2::{Digest as _, Sha256};

use self::value::{Value, differences};
use crate::{
    domain::{Component, Imported, Pack, PackId, PackageContents},
    store::{Store, StoreError, disk, error::Doing, save as save_file},
};

/// The first line of what an export writes: only such a file is ever replaced or taken away.
const MARK: &str = "// Written by ipack export; `ipack import` reads it back.";
/// What a document holds beside its nouns, in bytes, at most.
const FRAME: usize = 1 << 10;
/// Longest part of a file name that is made from a noun's name, in characters.
const MAX_STEM: usize = 60;

/// One document, and the name of the file that it belongs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// A name that is safe in any folder, whatever the noun's name and id are.
    pub file: String,
    /// The document.
    pub text: String,
}

/// What saving an export came to, by file name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    /// Files that are new or were replaced.
    pub written: Vec<String>,
    /// Files that said just that already.
    pub unchanged: Vec<String>,
    /// Files of an earlier export whose noun is gone or has another name now.
    pub removed: Vec<String>,
}

/// Packs as documents, one each; their components and subscribers stay where they are.
///
/// # Errors
/// Where a pack can't be read. One that is not there is left out.
pub fn export_packs(store: &mut Store, ids: &[PackId]) -> Result<Vec<Exported>, StoreError> {
    let mut all = Vec::with_capacity(ids.len());
    for id in ids {
        if let Some(pack) = store.pack(id)? {
            let value = nouns::pack(&pack, store);
            all.push(document(&file("pack", &pack.name, pack.id.as_str()), "integrationPacks", vec![value]));
        }
    }
    Ok(all)
}

/// The whole workspace as documents: settings, components, packs, account groups and accounts.
///
/// # Errors
/// Where a noun can't be read.
pub fn export_workspace(store: &mut Store) -> Result<Vec<Exported>, StoreError> {
    let most = usize::try_from(super::MAX_BYTES).unwrap_or(usize::MAX);
    export_in_parts(store, most)
}

/// The same, in documents of at most so many bytes where they hold more than one noun.
pub(super) fn export_in_parts(store: &mut Store, most: usize) -> Result<Vec<Exported>, StoreError> {
    let settings = Value::Fields(vec![("workspace", nouns::settings(store.settings()))]);
    let mut all = vec![Exported { file: "workspace.ron".into(), text: settings.document(MARK) }];
    for entry in store.components() {
        let Some(component) = store.component(&entry.id)? else { continue };
        let value = nouns::component(&component, &store.contents(&entry.id)?);
        all.push(document(&file("component", &entry.name, entry.id.as_str()), "components", vec![value]));
    }
    let packs: Vec<PackId> = store.packs().iter().map(|entry| entry.summary.id.clone()).collect();
    all.extend(export_packs(store, &packs)?);
    let mut groups = Vec::new();
    for entry in store.groups() {
        groups.extend(store.group(&entry.id)?.map(|group| nouns::group(&group, store)));
    }
    all.extend(documents("account-groups", "accountGroups", groups, most));
    let mut known: HashMap<PackId, Arc<Pack>> = HashMap::new();
    for id in packs {
        known.extend(store.pack(&id)?.map(|pack| (id, pack)));
    }
    let mut accounts = Vec::new();
    for entry in store.accounts() {
        let account = store.glance_at_account(&entry.id)?;
        accounts.extend(account.map(|account| nouns::account(&account, |id| known.get(id).cloned())));
    }
    all.extend(documents("accounts", "accounts", accounts, most));
    Ok(all)
}

/// Saves documents in a folder. What stands there as it should is not touched; of an earlier export, what is not
/// among them any more is taken away: with `whole` all of that, else what a noun among them was called before.
///
/// # Errors
/// [`StoreError::Io`]; `AlreadyExists` for a file of that name that no export wrote.
pub fn save(dir: &Path, documents: &[Exported], whole: bool) -> Result<Saved, StoreError> {
    fs::create_dir_all(dir).doing("create", dir)?;
    let mut saved = Saved::default();
    let mut wanted = Vec::new();
    for document in documents {
        let path = dir.join(&document.file);
        match disk::read(&path)? {
            Some(bytes) if bytes == document.text.as_bytes() => saved.unchanged.push(document.file.clone()),
            Some(bytes) if !is_ours(&bytes) => {
                let error = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "no export wrote that file");
                return Err(error).doing("replace", &path);
            }
            _ => wanted.push((path, document)),
        }
    }
    for (path, document) in wanted {
        save_file(&path, document.text.as_bytes())?;
        saved.written.push(document.file.clone());
    }
    for name in leftovers(dir, documents, whole)? {
        let path = dir.join(&name);
        fs::remove_file(&path).doing("remove", &path)?;
        saved.removed.push(name);
    }
    Ok(saved)
}

/// How what is imported differs from what is known, for each noun that is known, in the order of [`Imported`].
///
/// # Errors
/// Where a noun can't be read.
pub fn import_differences(imported: &Imported, store: &mut Store) -> Result<Vec<Vec<String>>, StoreError> {
    let mut all = Vec::new();
    let mut compare = |old: &Value, new: &Value| {
        let mut lines = Vec::new();
        differences("", old, new, &mut lines);
        all.push(lines);
    };
    if let Some(settings) = imported.settings.as_ref().filter(|_| !store.is_empty()) {
        compare(&nouns::settings(store.settings()), &nouns::settings(settings));
    }
    for component in &imported.components {
        if let Some(known) = store.component(&component.id)? {
            let contents = store.contents(&component.id)?;
            compare(
                &nouns::component(&known, &contents),
                &nouns::component(component, new_contents(component, imported, &contents)),
            );
        }
    }
    for pack in &imported.packs {
        if let Some(known) = store.pack(&pack.id)? {
            compare(&nouns::pack(&known, store), &nouns::pack(pack, store));
        }
    }
    for account in &imported.accounts {
        if let Some(known) = store.account(&account.id)? {
            compare(&nouns::account(&known, |_| None), &nouns::account(account, |_| None));
        }
    }
    for group in &imported.groups {
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

fn document(file: &str, list: &'static str, nouns: Vec<Value>) -> Exported {
    let text = Value::Fields(vec![(list, Value::List(nouns))]).document(MARK);
    Exported { file: file.to_owned(), text }
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
    (1..).zip(parts).map(|(number, part)| document(&file(number), list, part)).collect()
}

/// `pack-order-to-cash-1f3a9c20.ron`: letters and digits of the name for eyes, and a digest of the id, which makes it
/// the noun's own. Names and ids never become paths as they are.
fn file(kind: &str, name: &str, id: &str) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").chars().take(MAX_STEM).collect();
    let dash = if stem.is_empty() { "" } else { "-" };
    format!("{kind}-{stem}{dash}{}.ron", digest(id))
}

fn digest(id: &str) -> String {
    let digest = Sha256::digest(id.as_bytes());
    let start = digest.iter().take(4).fold(0_u32, |start, byte| start << 8 | u32::from(*byte));
    format!("{start:08x}")
}

fn is_ours(bytes: &[u8]) -> bool {
    bytes.starts_with(MARK.as_bytes())
}

/// The files of an earlier export that this one replaces by others, or has no more.
fn leftovers(dir: &Path, documents: &[Exported], whole: bool) -> Result<Vec<String>, StoreError> {
    // The kind and the digest, whatever stands between them.
    let own = |file: &str| Some((file.split('-').next()?.to_owned(), file.rsplit('-').next()?.to_owned()));
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).doing("read", dir)? {
        let Ok(name) = entry.doing("read", dir)?.file_name().into_string() else { continue };
        let is_document = Path::new(&name).extension().is_some_and(|extension| extension == "ron");
        if !is_document || documents.iter().any(|document| document.file == name) {
            continue;
        }
        let renamed = documents.iter().any(|document| document.file.contains('-') && own(&document.file) == own(&name));
        if (whole || renamed) && disk::read(&dir.join(&name))?.is_some_and(|bytes| is_ours(&bytes)) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::file;

    #[test]
    fn file_names_are_safe_whatever_the_names_are() {
        assert_eq!(file("pack", "Order to Cash", "p1"), "pack-order-to-cash-f64551fc.ron");
        assert_eq!(file("pack", "../../etc/passwd", "/"), "pack-etc-passwd-8a5edab2.ron");
        assert_eq!(file("pack", "顧客 🚀", ".."), "pack-5ec1f7e7.ron");
        assert!(file("component", &"long ".repeat(60), "c").len() < 100);
    }
}
