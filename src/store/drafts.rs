//! Drafts of decisions beside the journal, so that a program that ends before its time loses no choices.
//!
//! A program holds the lock of the file in which it keeps its draft: a file that nobody holds was left. Each change is
//! a line with its digest, and the last whole line counts, so a kill amid a write costs that change alone. Nothing is
//! synced: a draft may go with the machine, never with the program. Names are made up here; ids never become paths.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
};

use serde::Serialize;

use super::{
    Store, StoreError,
    current::encode,
    disk::{self, File},
    error::Doing as _,
    line::{self, Digest},
};

const BEFORE: &str = "draft-";
const AFTER: &str = ".ron";

/// A draft's file, held until dropped.
#[derive(Debug)]
pub struct DraftFile {
    file: File,
    name: String,
    path: PathBuf,
    /// In bytes.
    len: usize,
}

impl Store {
    /// A file for a new draft; `id` is one that nobody has.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where another folder stands in the workspace's place; whatever the disk refuses.
    pub fn new_draft(&self, id: &str) -> Result<DraftFile, StoreError> {
        self.is_in_place()?;
        let name = format!("{BEFORE}{id}{AFTER}");
        let path = self.dir.join(&name);
        let file = disk::create_new(&path).doing("create", &path)?;
        if !file.lock().doing("lock", &path)? {
            // A program that looks for drafts may hold it for a moment.
            disk::remove(&path).doing("remove", &path)?;
            return Err(StoreError::Locked { path, holder: "a program that looks for drafts".to_owned() });
        }
        Ok(DraftFile { file, name, path, len: 0 })
    }

    /// The drafts that nobody holds, the oldest first. Each is held as long as its file is not dropped.
    pub fn left_drafts(&self) -> Result<Vec<(DraftFile, String)>, StoreError> {
        let names = if disk::stat(&self.dir)?.is_some() { disk::list(&self.dir)? } else { Vec::new() };
        let drafts = names.iter().filter(|name| name.starts_with(BEFORE) && name.ends_with(AFTER));
        // One that can't be opened is in nobody's way.
        Ok(drafts.filter_map(|name| held(&self.dir, name).ok().flatten()).collect())
    }

    /// A draft that nobody holds, by the name of its file; none where somebody took it up, or it is gone.
    pub fn left_draft(&self, name: &str) -> Result<Option<(DraftFile, String)>, StoreError> {
        let is_there = disk::list(&self.dir)?.iter().any(|there| there == name);
        if is_there { held(&self.dir, name) } else { Ok(None) }
    }
}

fn held(dir: &Path, name: &str) -> Result<Option<(DraftFile, String)>, StoreError> {
    let path = dir.join(name);
    let file = disk::open_to_append(&path).doing("open", &path)?;
    if !file.lock().doing("lock", &path)? {
        return Ok(None);
    }
    let bytes = file.read_from(0).doing("read", &path)?;
    let Some(text) = last_line(&bytes) else { return Ok(None) };
    Ok(Some((DraftFile { file, name: name.to_owned(), path, len: bytes.len() }, text)))
}

fn last_line(bytes: &[u8]) -> Option<String> {
    let lines = bytes.split(|byte| *byte == b'\n');
    let mut whole = lines.filter_map(|bytes| line::open(bytes, &Digest::default()).ok());
    whole.next_back().map(|(text, _)| text.to_owned())
}

impl DraftFile {
    /// What the file is called in its folder.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// How many bytes it has.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether nothing was written to it yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Writes down the draft as it is now, in one line.
    pub fn put(&mut self, draft: &impl Serialize) -> Result<(), StoreError> {
        let (mut line, _) = line::close(encode(draft, &self.path)?, &Digest::default());
        if self.len > 0 {
            // What a kill may have left before it is not part of the line.
            line.insert(0, '\n');
        }
        self.len += line.len();
        self.file.write_all(line.as_bytes()).doing("write to", &self.path)
    }

    /// Takes the file away.
    pub fn remove(self) -> Result<(), StoreError> {
        disk::remove(&self.path).doing("remove", &self.path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::testing::small;

    fn store() -> (tempfile::TempDir, Store) {
        let dir = tempfile::tempdir().expect("a folder");
        let store = small(dir.path());
        (dir, store)
    }

    fn left(store: &Store) -> Vec<String> {
        store.left_drafts().expect("a folder").into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_draft_is_left_once_nobody_holds_it() {
        let (_dir, store) = store();
        let mut draft = store.new_draft("1").expect("a file");
        draft.put(&"one").expect("written");
        draft.put(&"two").expect("written");
        assert_eq!(left(&store), [""; 0], "somebody is at it");
        drop(draft);
        assert_eq!(left(&store), ["\"two\""]);
        let (mut draft, _) = store.left_draft("draft-1.ron").expect("a folder").expect("a draft");
        assert!(store.left_draft("draft-1.ron").expect("a folder").is_none(), "taken up already");
        draft.put(&"three").expect("written");
        drop(draft);
        let (draft, text) = store.left_draft("draft-1.ron").expect("a folder").expect("a draft");
        assert_eq!((text.as_str(), draft.remove().is_ok()), ("\"three\"", true));
        assert_eq!(left(&store), [""; 0]);
    }

    #[test]
    fn half_a_line_is_none() {
        let (dir, store) = store();
        store.new_draft("1").expect("a file").put(&"whole").expect("written");
        let path = dir.path().join("draft-1.ron");
        let mut file = disk::open_to_append(&path).expect("a file");
        file.write_all(b"\nhal").expect("written");
        drop(file);
        disk::create_new(&dir.path().join("draft-2.ron")).expect("an empty one");
        assert_eq!(left(&store), ["\"whole\""]);
        let (mut draft, _) = store.left_draft("draft-1.ron").expect("a folder").expect("a draft");
        draft.put(&"next").expect("written");
        drop(draft);
        assert_eq!(left(&store), ["\"next\""]);
    }

    #[cfg(unix)]
    #[test]
    fn only_its_owner_can_read_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let (dir, store) = store();
        store.new_draft("1").expect("a file").put(&"x").expect("written");
        let mode = std::fs::metadata(dir.path().join("draft-1.ron")).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
