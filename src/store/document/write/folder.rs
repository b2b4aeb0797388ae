//! The folder that documents are kept in: what its files are called, and which of them an export may touch.
//!
//! An export replaces a file of a wanted name whose first line is the mark. It takes a file away only where its name is
//! just the one that an export gives to the noun in it: a copy under another name, a document put together by hand
//! and whatever can't be read stay.

use std::{
    collections::{HashMap, HashSet},
    fs, io,
    path::Path,
};

use sha2::{Digest as _, Sha256};

use super::super::Source;
use crate::store::{StoreError, disk, error::Doing, make_folder, save as save_file, save::NOT_EXPORTED, save_over};

/// One document, and the name of the file that it belongs in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exported {
    /// A name that is safe in any folder, whatever the noun's name and id are, and that no other document has.
    pub file: String,
    pub text: String,
}

/// The first line of what an export writes.
pub(super) const MARK: &str = "// Written by ipack export; `ipack import` reads it back.";
/// Longest part of a file name that is made from a noun's name, in characters.
const MAX_STEM: usize = 60;
/// Digits of an id's digest in a file name.
const SHORT: usize = 8;

/// The file names that saving an export wrote, left alone and removed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Saved {
    /// Files that are new or were replaced.
    pub written: Vec<String>,
    /// Files that already had the same text.
    pub unchanged: Vec<String>,
    /// Files of an earlier export whose noun is gone or has another name now.
    pub removed: Vec<String>,
}

/// Saves documents in a folder. A file that has the right text already is not touched. Files of an earlier export go:
/// with `whole` all that are not written now, else only those under an earlier name of a noun that is written.
///
/// # Errors
/// [`StoreError::NotAFile`] and [`StoreError::Io`]; `AlreadyExists` for a file of that name that no export wrote.
pub fn save(dir: &Path, documents: &[Exported], whole: bool) -> Result<Saved, StoreError> {
    make_folder(dir)?;
    let mut saved = Saved::default();
    let mut wanted = Vec::new();
    for document in documents {
        let path = dir.join(&document.file);
        let there = if save_over(&path)?.is_some() { disk::read(&path)? } else { None };
        match there {
            Some(bytes) if bytes == document.text.as_bytes() => saved.unchanged.push(document.file.clone()),
            Some(bytes) if !is_marked(&bytes) => {
                let error = io::Error::new(io::ErrorKind::AlreadyExists, NOT_EXPORTED);
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

/// The names of the files that nouns of one kind are written to.
pub(super) struct Files {
    /// Digests that more than one of them has.
    shared: HashSet<String>,
}

impl Files {
    pub(super) fn among<'a>(ids: impl Iterator<Item = &'a str>) -> Self {
        let mut count: HashMap<String, usize> = HashMap::new();
        for id in ids {
            *count.entry(digest(id, SHORT)).or_default() += 1;
        }
        Self { shared: count.into_iter().filter(|(_, ids)| *ids > 1).map(|(digest, _)| digest).collect() }
    }

    pub(super) fn name(&self, kind: &str, name: &str, id: &str) -> String {
        let digits = if self.shared.contains(&digest(id, SHORT)) { usize::MAX } else { SHORT };
        file(kind, name, id, digits)
    }
}

/// `pack-order-to-cash-1f3a9c20.ron`: lower-case letters and digits of the name for eyes, and a digest of the id, which
/// makes it the noun's own on any file system. Names and ids never become paths as they are.
fn file(kind: &str, name: &str, id: &str, digits: usize) -> String {
    let lower = name.to_lowercase();
    let words = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    let stem: String = words.collect::<Vec<_>>().join("-").chars().take(MAX_STEM).collect();
    let dash = if stem.is_empty() { "" } else { "-" };
    format!("{kind}-{stem}{dash}{}.ron", digest(id, digits))
}

/// The first of the 64 hexadecimal digits of an id's digest.
fn digest(id: &str, digits: usize) -> String {
    let digest = Sha256::digest(id.as_bytes());
    let halves = digest.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    halves.filter_map(|half| char::from_digit(half.into(), 16)).take(digits).collect()
}

fn is_marked(bytes: &[u8]) -> bool {
    bytes.strip_prefix(MARK.as_bytes()).is_some_and(|rest| rest.starts_with(b"\n"))
}

/// The files of an earlier export that this export replaces by others or no longer has.
fn leftovers(dir: &Path, documents: &[Exported], whole: bool) -> Result<Vec<String>, StoreError> {
    // The kind and the digest, whatever stands between them.
    let own = |file: &str| Some((file.split('-').next()?.to_owned(), file.rsplit('-').next()?.to_owned()));
    let kept: HashSet<&str> = documents.iter().map(|document| document.file.as_str()).collect();
    let renamed: HashSet<_> = documents.iter().filter(|d| d.file.contains('-')).map(|d| own(&d.file)).collect();
    let mut names = Vec::new();
    for entry in fs::read_dir(dir).doing("read", dir)? {
        let entry = entry.doing("read", dir)?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        let wanted = whole || renamed.contains(&own(&name));
        let is_document = Path::new(&name).extension().is_some_and(|extension| extension == "ron");
        let is_file = entry.file_type().is_ok_and(|kind| kind.is_file());
        if wanted && is_document && is_file && !kept.contains(name.as_str()) && is_own(&name, &entry.path()) {
            names.push(name);
        }
    }
    names.sort();
    Ok(names)
}

/// Whether an export wrote a file: it has the mark, and the name that an export gives to what is in it.
fn is_own(name: &str, path: &Path) -> bool {
    let Ok(source) = Source::read(path) else { return false };
    if !is_marked(source.text.as_bytes()) {
        return false;
    }
    let Ok(document) = source.parse() else { return false };
    let lists = [
        document.components.len(),
        document.integration_packs.len(),
        document.account_groups.len(),
        document.accounts.len(),
    ];
    let noun = |kind: &str, noun: &str, id: &str| {
        [SHORT, usize::MAX].iter().any(|digits| file(kind, noun, id, *digits) == name)
    };
    match (document.workspace.is_some(), lists) {
        (false, [1, 0, 0, 0]) => {
            document.components.iter().all(|c| noun("component", &c.name.value, &c.component_id.value))
        }
        (false, [0, 1, 0, 0]) => document.integration_packs.iter().all(|p| noun("pack", &p.name.value, &p.id.value)),
        (false, [0, 0, _, 0]) if is_part(name, "account-groups") => true,
        (false, [0, 0, 0, _]) if is_part(name, "accounts") => true,
        _ => false,
    }
}

/// `accounts.ron`, `accounts-1.ron`, …
fn is_part(name: &str, stem: &str) -> bool {
    let number = name.strip_prefix(stem).and_then(|rest| rest.strip_suffix(".ron"));
    number.is_some_and(|number| {
        number.is_empty()
            || number.strip_prefix('-').is_some_and(|n| n.parse::<usize>().is_ok_and(|_| !n.starts_with(['0', '+'])))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe_whatever_the_names_are() {
        let name = |kind: &str, name: &str, id: &str| Files::among([id].into_iter()).name(kind, name, id);
        assert_eq!(name("pack", "Order to Cash", "p1"), "pack-order-to-cash-f64551fc.ron");
        assert_eq!(name("pack", "../../etc/passwd", "/"), "pack-etc-passwd-8a5edab2.ron");
        assert_eq!(name("pack", "顧客 🚀", ".."), "pack-5ec1f7e7.ron");
        assert!(name("component", &"long ".repeat(60), "c").len() < 100);
    }

    /// Two ids whose digests begin alike.
    #[test]
    fn ids_whose_digests_begin_alike_have_files_of_their_own() {
        let ids = ["c17439", "c24164", "other"];
        assert_eq!(digest(ids[0], SHORT), digest(ids[1], SHORT));
        let files = Files::among(ids.into_iter());
        let names: Vec<String> = ids.iter().map(|id| files.name("pack", "Same", id)).collect();
        assert_ne!(names[0], names[1]);
        assert!(names[0].len() > 64 && names[2].len() < 24, "only where it is needed: {names:?}");
    }

    #[test]
    fn parts_are_numbered_from_one() {
        for (name, is) in [
            ("accounts.ron", true),
            ("accounts-12.ron", true),
            ("accounts-0.ron", false),
            ("accounts-old.ron", false),
            ("accounts-.ron", false),
            ("account.ron", false),
        ] {
            assert_eq!(is_part(name, "accounts"), is, "{name}");
        }
    }
}
