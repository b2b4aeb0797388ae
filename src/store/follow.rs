//! Opens a workspace and follows what others write to it.
//!
//! What was read before is trusted only while it is still on the disk. Each read of the journal begins with the digest
//! of the last line that was read; where it finds another one, everything is read again from `CURRENT.ron`.
//!
//! Lines up to the mark are durable; where one of them is not as it was written, the journal is damaged. Lines after
//! the mark are judged only while nobody writes: under the segment's lock, or under a shared lock for the length of a
//! read. While somebody writes, the last line is not yet durable and not yet shown.
//!
//! A workspace is recognised by the beginning of its journal: by who wrote the first line, when, and what it says. So a
//! workspace that was copied over another into the same folder is noticed.

use std::{io, path::Path};

use super::{
    FailureKind, Progress, Store, StoreError,
    current::{self, Current},
    disk::{self, File, FileStamp},
    error::Doing,
    index, journal,
    journal::{Position, Record, numbered},
    lock::{self, LOCK_WAIT},
    mark::Mark,
    nouns::Nouns,
    snapshot,
    tail::Next,
};
use crate::domain::NounStore;

impl Store {
    /// Opens a workspace for reading: creates nothing, and takes no lock that a writer would wait for. A folder that is
    /// missing or holds nothing is an empty workspace. Damage and newer formats open read-only, as far as they can be
    /// read ([`Store::read_only`]).
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let mut store = Self::open_folder(dir)?;
        store.only_read_a_copy();
        Ok(store)
    }

    /// A copy that is opened without its database can only be read.
    fn only_read_a_copy(&mut self) {
        if let Some(copy) = &self.base.copy {
            let (path, of) = (self.dir.clone(), copy.of.clone());
            self.read_only.get_or_insert(StoreError::Copy { path, of });
        }
    }

    /// The folder as it is, a copy or not.
    pub(super) fn open_folder(dir: &Path) -> Result<Self, StoreError> {
        let folder = disk::stat(dir)?.map(|seen| seen.identity);
        let bytes = disk::read(&dir.join(current::NAME))?;
        let (base, read_only) = match &bytes {
            Some(bytes) => match Current::parse(bytes, &dir.join(current::NAME)) {
                Ok(current) => (current.clone(), current.newer(dir)),
                Err(why) => (Current::fresh(false), Some(why)),
            },
            None => (Current::fresh(false), missing_current(dir)?),
        };
        let mut store = Self {
            dir: dir.to_owned(),
            position: Position::start(&base),
            folder: folder.filter(|_| bytes.is_some() || read_only.is_some()),
            current: bytes,
            base,
            nouns: Nouns::default(),
            seen: None,
            pending: false,
            mark: None,
            origin: None,
            read_only,
            notices: Vec::new(),
            caches_fit: true,
            lock_wait: LOCK_WAIT,
            progress: Progress::default(),
            keeper: None,
            away: None,
            denied: None,
            synced: None,
        };
        if store.folder.is_some() {
            match store.read_caches().and_then(|()| store.follow(false)) {
                // Two checkpoints were made since `CURRENT.ron` was read, and the files that it named are gone.
                Err(_) if disk::read(&dir.join(current::NAME))? != store.current => return Self::open_folder(dir),
                Err(why) if why.kind() == FailureKind::Damaged => store.rebuild(why)?,
                result => result?,
            }
        }
        Ok(store)
    }

    /// Reads what others committed since the last call; true if anything changed. It costs one `stat` where nothing
    /// changed; on a shared workspace also a query of the journal's end, which never waits for a connection.
    ///
    /// # Errors
    /// Where a file can't be read; [`StoreError::Moved`] where the folder is gone, or another one stands in its place.
    pub fn refresh(&mut self) -> Result<bool, StoreError> {
        let changed = self.refresh_folder()?;
        Ok(self.peek()? || changed)
    }

    /// Follows what others wrote to the folder.
    pub(super) fn refresh_folder(&mut self) -> Result<bool, StoreError> {
        if self.folder.is_none() {
            let founded = disk::stat(&self.dir.join(current::NAME))?.is_some();
            return if founded { self.reload().map(|()| true) } else { Ok(false) };
        }
        let there = disk::stat(&self.position.path(&self.dir))?;
        let same = there.is_some() && there == self.seen;
        if self.read_only.is_some() {
            let same = same && disk::read(&self.dir.join(current::NAME))? == self.current;
            return if same && Mark::of(&self.dir, self.position.first)? == self.mark {
                Ok(false)
            } else {
                self.reload().map(|()| true)
            };
        }
        if same && !self.pending {
            return Ok(false);
        }
        let file = |seen: Option<FileStamp>| seen.map(|seen| seen.identity);
        if there.is_none() || self.seen.is_some() && file(there) != file(self.seen) {
            return self.reload().map(|()| true);
        }
        let seq = self.position.seq;
        match self.follow(false) {
            Err(StoreError::Moved { .. }) => return self.reload().map(|()| true),
            Err(why) if why.kind() == FailureKind::Damaged => self.rebuild(why)?,
            result => result?,
        }
        Ok(self.position.seq != seq || self.read_only.is_some())
    }

    /// Reads everything again from `CURRENT.ron`. An open workspace never turns into an empty one or into another one.
    pub(super) fn reload(&mut self) -> Result<(), StoreError> {
        let mut fresh = Self::open_folder(&self.dir)?;
        if self.folder.is_some() && fresh.folder != self.folder {
            return Err(self.moved());
        }
        // Damage is reported as damage: it may be at the beginning of the journal.
        if fresh.read_only.is_none() {
            self.is_same(fresh.origin.as_ref())?;
        }
        (fresh.keeper, fresh.away, fresh.denied) = (self.keeper.take(), self.away.take(), self.denied.take());
        if fresh.keeper.is_none() {
            fresh.only_read_a_copy();
        }
        let mut notices = std::mem::take(&mut self.notices);
        notices.append(&mut fresh.notices);
        *self = Self { notices, lock_wait: self.lock_wait, progress: self.progress.clone(), ..fresh };
        Ok(())
    }

    /// Whether the folder is still the one that was opened, and holds the same workspace.
    pub(super) fn is_in_place(&self) -> Result<(), StoreError> {
        let there = disk::stat(&self.dir)?.map(|seen| seen.identity);
        if there != self.folder {
            return Err(self.moved());
        }
        let path = self.dir.join(current::NAME);
        let current = disk::read(&path)?.and_then(|bytes| Current::parse(&bytes, &path).ok());
        let first = current.map_or(self.position.first, |current| current.first);
        self.is_same(journal::origin(&self.dir, first)?.as_ref())
    }

    /// Whether a journal that begins like this belongs to the workspace. Where one of the two beginnings is not known,
    /// it counts as the same.
    fn is_same(&self, there: Option<&Vec<u8>>) -> Result<(), StoreError> {
        if self.origin.as_ref().zip(there).is_some_and(|(ours, there)| ours != there) {
            return Err(StoreError::Moved {
                path: self.dir.clone(),
                what: "holds another workspace than a moment ago",
            });
        }
        Ok(())
    }

    fn moved(&self) -> StoreError {
        let there = disk::stat(&self.dir).ok().flatten().map(|seen| seen.identity);
        let what = match there {
            None => "is not there any more",
            Some(_) if there == self.folder => "does not hold the workspace any more",
            Some(_) => "is another folder than the one that was opened",
        };
        StoreError::Moved { path: self.dir.clone(), what }
    }

    /// Reads a noun. Where its line in the snapshot is damaged, the journal is read instead.
    pub(super) fn read_noun<T>(&mut self, get: impl Fn(&mut Nouns) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match get(&mut self.nouns) {
            Err(why) if why.kind() == FailureKind::Damaged && self.nouns.snapshot.is_some() => {
                self.rebuild(why)?;
                get(&mut self.nouns)
            }
            result => result,
        }
    }

    /// The state before the first segment to replay: from the index, else from the snapshot.
    fn read_caches(&mut self) -> Result<(), StoreError> {
        if let Some(nouns) = index::open(&self.dir, &self.base)? {
            self.nouns = nouns;
            return Ok(());
        }
        self.caches_fit = false;
        if let Some(path) = self.base.snapshot_path(&self.dir) {
            self.nouns.put(&snapshot::read_all(&path, &self.base)?)?;
            self.nouns.settle()?;
        }
        Ok(())
    }

    /// Reads the whole journal, because the snapshot is damaged. The snapshot stays where it is until the next
    /// checkpoint sets it aside.
    pub(super) fn rebuild(&mut self, why: StoreError) -> Result<(), StoreError> {
        let start = self.base.beginning();
        if disk::stat(&journal::path(&self.dir, start.segment))?.is_none() {
            return Err(why);
        }
        self.nouns = Nouns::default();
        self.position = Position::start(&start);
        self.caches_fit = false;
        self.follow(false)?;
        if self.read_only.is_none() && self.position.seq < self.base.covers_seq {
            self.read_only = Some(why);
        } else {
            self.notices.push(format!("{why}; the workspace was read from its journal instead"));
        }
        Ok(())
    }

    /// Reads on from where the last read ended. `alone` says that the caller holds the lock of the last segment, so
    /// every line that is there is complete.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where the last line that was read does not stand there any more.
    pub(super) fn follow(&mut self, alone: bool) -> Result<(), StoreError> {
        let followed = self.follow_to_the_end(alone);
        if followed.is_err() {
            // The file must be read again, even if it does not change any more.
            self.seen = None;
        }
        followed
    }

    fn follow_to_the_end(&mut self, alone: bool) -> Result<(), StoreError> {
        while self.follow_segment(alone)? {}
        self.nouns.settle()?;
        self.see_origin()?;
        let Some(mark) = self.mark.filter(|mark| self.read_only.is_none() && self.position.misses(mark)) else {
            return Ok(());
        };
        self.is_in_place()?;
        self.read_only = Some(self.position.missing(&mark, &self.dir));
        Ok(())
    }

    /// Remembers how the journal begins, once it has a line.
    pub(super) fn see_origin(&mut self) -> Result<(), StoreError> {
        if self.origin.is_none() && self.position.seq > 0 {
            self.origin = journal::origin(&self.dir, self.position.first)?;
        }
        Ok(())
    }

    /// Reads on in one segment; true if it ends and the next one goes on.
    fn follow_segment(&mut self, alone: bool) -> Result<bool, StoreError> {
        let (path, segment) = (self.position.path(&self.dir), self.position.segment);
        let file = match disk::open(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let what = journal::MISSING.to_owned();
                self.read_only.get_or_insert(StoreError::Damaged { path, line: 0, column: 0, what });
                return Ok(false);
            }
            file => file.doing("open", &path)?,
        };
        // The mark is read before the lines, so that it can't be ahead of them.
        self.mark = Mark::of(&self.dir, self.position.first)?;
        self.read_lines(&file, alone)?;
        if self.pending && !alone && self.position.segment == segment && lock::is_quiet(&file)? {
            self.read_lines(&file, true)?;
        }
        Ok(self.position.segment != segment)
    }

    /// Reads the lines that can be judged; with `quiet`, while nobody writes, these are all.
    fn read_lines(&mut self, file: &File, quiet: bool) -> Result<(), StoreError> {
        let (path, segment) = (self.position.path(&self.dir), self.position.segment);
        self.seen = Some(file.stat().doing("look at", &path)?);
        let bytes = self.position.rest(file, &path)?.bytes;
        let mut rest = &bytes[..];
        self.pending = false;
        while !rest.is_empty() && self.position.segment == segment {
            let certain = quiet || self.mark.is_some_and(|mark| self.position.seq < mark.seq);
            let (line, after) = match self.position.next(rest) {
                Next::Line(line, after) if certain || !after.is_empty() => (line, after),
                Next::Unended(line) if certain => (line, &rest[..0]),
                Next::Line(..) | Next::Unended(_) | Next::Torn => {
                    self.pending = true;
                    return Ok(());
                }
            };
            match self.take(line)? {
                Ok(()) => rest = after,
                Err(_) if !certain => {
                    self.pending = true;
                    return Ok(());
                }
                Err(why) => {
                    self.read_only.get_or_insert(why);
                    return Ok(());
                }
            }
        }
        if !rest.is_empty() {
            let what = journal::LINES_AFTER.to_owned();
            self.read_only.get_or_insert(StoreError::Damaged { path, line: 0, column: 0, what });
        }
        Ok(())
    }

    /// Applies one line of the journal. The inner error says what is wrong with the line itself.
    fn take(&mut self, line: &[u8]) -> Result<Result<(), StoreError>, StoreError> {
        let (path, number) = (self.position.path(&self.dir), self.position.line + 1);
        let damaged = |what: String| Ok(Err(StoreError::Damaged { path, line: number, column: 1, what }));
        let record = match self.position.take(line, &self.dir) {
            Err(why) => return Ok(Err(why)),
            Ok(record) => record,
        };
        if self.mark.is_some_and(|mark| self.position.contradicts(&mark)) {
            return damaged(journal::NOT_ACKNOWLEDGED.to_owned());
        }
        match record {
            Record::Sealed(_) => Ok(Ok(())),
            Record::Commit(commit) => match self.nouns.apply(&commit.events, &commit.stamp()) {
                Err(why @ StoreError::NoSuchNoun { .. }) => damaged(why.to_string()),
                result => result.map(Ok),
            },
        }
    }
}

/// A folder with other files of a workspace but without `CURRENT.ron` is damaged and not empty: nothing may start
/// afresh over it.
pub(super) fn missing_current(dir: &Path) -> Result<Option<StoreError>, StoreError> {
    if disk::stat(dir)?.is_none() {
        return Ok(None);
    }
    let names = disk::list(dir)?;
    let left = names.iter().find(|name| {
        ["journal-", "snapshot-", "index-"].iter().any(|kind| numbered(name, kind).is_some())
            && disk::stat(&dir.join(name)).is_ok_and(|seen| seen.is_some_and(|seen| seen.len > 0))
    });
    let what = match left {
        Some(name) => format!("is missing beside {name}"),
        None => match Mark::read(dir)?.filter(|mark| mark.seq > 0) {
            Some(mark) => format!("is missing, and so is the journal, of which line {} was acknowledged", mark.seq),
            None => return Ok(None),
        },
    };
    Ok(Some(StoreError::Damaged { path: dir.join(current::NAME), line: 0, column: 0, what }))
}
