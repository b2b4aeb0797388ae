//! One durable commit at a time.

use std::{io::Write, path::Path};

use chrono::{DateTime, Utc};

use super::{
    Store, StoreError,
    current::{self, Current},
    disk::{self, File},
    error::Doing,
    journal::{self, Position},
    lock::{self, Guard},
};
use crate::domain::{Event, Stamp, Via};

/// Its presence makes every writer refuse.
pub(super) const MARKER: &str = "writing-is-off.txt";

/// Who commits, through what, and what the caller's clock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// OS user and host, `user@host`, or as configured.
    pub by: String,
    /// The interface.
    pub via: Via,
    /// The caller's clock. The stamp is the later of it and the last commit's: stamps never go back.
    pub now: DateTime<Utc>,
}

impl Store {
    /// Makes a folder a workspace, marked as a demo or not. One that is there with the same mark is opened.
    ///
    /// # Errors
    /// [`StoreError::Exists`] for one with another mark, and whatever keeps the folder from being written to.
    pub fn create(dir: &Path, demo: bool) -> Result<Self, StoreError> {
        let mut store = Self::open(dir)?;
        let _held = store.begin("ipack")?;
        if store.current.is_none() {
            store.found(demo)?;
        }
        if store.base.demo == demo { Ok(store) } else { Err(StoreError::Exists { path: dir.to_owned(), demo: !demo }) }
    }

    /// One durable commit. Takes the lock, reads what others committed meanwhile, and lets `decide` check its rules
    /// and its basis on that; what it returns becomes one journal line, in one write and one sync. Where `decide`
    /// fails, or returns no events, nothing is written at all.
    ///
    /// # Errors
    /// What `decide` returns; [`StoreError::Locked`] where another program holds the lock for longer than
    /// [`Store::set_lock_wait`] says; [`Store::read_only`]'s; whatever the disk refuses. The state is then as before.
    pub fn commit<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        decide: impl FnOnce(&mut Self, &Stamp) -> Result<(Vec<Event>, T), E>,
    ) -> Result<T, E> {
        let held = self.begin(&author.by)?;
        let at = self.position.at.map_or(author.now, |last| last.max(author.now));
        let stamp = Stamp { at, by: author.by.clone(), via: author.via };
        let (events, value) = decide(self, &stamp)?;
        if !events.is_empty() {
            self.append(&events, &stamp)?;
        }
        drop(held);
        Ok(value)
    }

    /// Takes the lock and catches up with what others wrote.
    pub(super) fn begin(&mut self, who: &str) -> Result<Guard, StoreError> {
        self.refresh()?;
        self.check_writable()?;
        let held = lock::acquire(&self.dir, &format!("{who} (process {})", std::process::id()), self.lock_wait)?;
        self.refresh()?;
        if disk::read(&self.dir.join(current::NAME))? != self.current {
            self.reload()?;
        }
        self.check_writable()?;
        let marker = self.dir.join(MARKER);
        if let Some(why) = disk::read(&marker)? {
            let why = String::from_utf8_lossy(&why).trim().to_owned();
            return Err(StoreError::Halted { path: marker, why });
        }
        self.drop_torn_line()?;
        Ok(held)
    }

    fn check_writable(&self) -> Result<(), StoreError> {
        self.read_only.clone().map_or(Ok(()), Err)
    }

    /// Makes an empty workspace. The lock is held.
    fn found(&mut self, demo: bool) -> Result<(), StoreError> {
        let current = Current::fresh(demo);
        disk::sync_names_above(&self.dir)?;
        start_segment(&self.dir, current.segment)?;
        current.publish(&self.dir)?;
        self.reload()
    }

    fn append(&mut self, events: &[Event], stamp: &Stamp) -> Result<(), StoreError> {
        if self.current.is_none() {
            self.found(false)?;
        }
        let (line, after) = self.position.commit(stamp, events, &self.dir)?;
        // Applied first: what can't be applied now could not be replayed either, and must not be written.
        let done = self.nouns.apply(events, stamp).and_then(|()| self.nouns.settle());
        done.and_then(|()| self.write(&line, after)).inspect_err(|_| {
            if let Err(why) = self.reload() {
                self.read_only = Some(why);
            }
        })
    }

    /// Writes a journal line durably, or not at all.
    pub(super) fn write(&mut self, line: &str, after: Position) -> Result<(), StoreError> {
        let path = self.position.path(&self.dir);
        let mut segment = disk::open_to_append(&path).doing("open", &path)?;
        if let Err(e) = segment.write_all(line.as_bytes()) {
            if let Err(undo) = segment.cut(self.position.offset) {
                self.halt(&format!("writing to {} failed ({e}), and so did undoing it ({undo})", path.display()));
            }
            return Err(e).doing("write to", &path);
        }
        if let Err(e) = segment.sync_data() {
            // What a failed sync leaves on the disk is unknown, and trying again may report success falsely.
            let undone = segment.cut(self.position.offset).map_or_else(|e| e.to_string(), |()| "undone".to_owned());
            self.halt(&format!("syncing {} failed ({e}; {undone})", path.display()));
            return Err(e).doing("sync", &path);
        }
        let same_segment = after.segment == self.position.segment;
        self.seen = self.seen.filter(|_| same_segment).map(|seen| disk::Seen { len: after.offset, ..seen });
        self.position = after;
        Ok(())
    }

    /// Leaves the marker that makes every writer refuse. Where not even that can be written, this program refuses.
    fn halt(&mut self, why: &str) {
        let path = self.dir.join(MARKER);
        if disk::replace(&path, why.as_bytes()).is_err() {
            self.read_only = Some(StoreError::Halted { path, why: why.to_owned() });
        }
    }

    /// Sets aside what a crash left of a last line. The lock is held, so nobody is still writing it.
    fn drop_torn_line(&mut self) -> Result<(), StoreError> {
        let Some(seen) = self.seen.filter(|seen| seen.len > self.position.offset) else { return Ok(()) };
        let path = self.position.path(&self.dir);
        let segment = disk::open_to_append(&path).doing("open", &path)?;
        let torn = segment.read_from(self.position.offset).doing("read", &path)?;
        let (aside, mut copy) = aside(&self.dir, &self.position).doing("set aside a torn line in", &self.dir)?;
        copy.write_all(&torn).and_then(|()| copy.sync_all()).doing("write to", &aside)?;
        disk::sync_folder(&self.dir)?;
        segment.cut(self.position.offset).doing("cut", &path)?;
        self.seen = Some(disk::Seen { len: self.position.offset, ..seen });
        self.notices.push(format!(
            "{}:{}: a write that never finished was set aside as {}; nothing acknowledged was in it",
            path.display(),
            self.position.line + 1,
            aside.display()
        ));
        Ok(())
    }
}

/// A new file for a torn line; the same place can be torn more than once.
fn aside(dir: &Path, at: &Position) -> std::io::Result<(std::path::PathBuf, File)> {
    let mut number = 1;
    loop {
        let path = dir.join(format!("torn-{}-{}-{number}.ron", at.segment, at.line + 1));
        match disk::create_new(&path) {
            Err(e) if e.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            file => return Ok((path, file?)),
        }
    }
}

/// Makes an empty segment durably. One that a crash left behind is used; one that holds something is damage.
pub(super) fn start_segment(dir: &Path, segment: u64) -> Result<(), StoreError> {
    let path = journal::path(dir, segment);
    let file = disk::open_or_create(&path).doing("create", &path)?;
    if file.stat().doing("look at", &path)?.len > 0 {
        let what = "this segment was written before the one ahead of it ended".to_owned();
        return Err(StoreError::Damaged { path, line: 1, column: 1, what });
    }
    file.sync_all().doing("sync", &path)?;
    disk::sync_folder(dir)
}
