//! One durable commit at a time.

use std::{io::Write, path::Path};

use chrono::{DateTime, Utc};

use super::{
    Store, StoreError,
    current::{self, Current},
    disk::{self, File},
    error::Doing,
    journal::{self, Position},
    line::TRAILER,
    lock::{self, Guard},
    tail::Next,
};
use crate::domain::{Event, Stamp, Via};

/// Its presence makes every writer refuse.
pub(super) const MARKER: &str = "writing-is-off.txt";

/// How often the end of the journal may move while a writer looks for it.
const MOVES: usize = 10;

/// Who commits, through what, and what the caller's clock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// OS user and host, `user@host`, or as configured.
    pub by: String,
    pub via: Via,
    /// The caller's clock. The stamp is the later of it and the last commit's: stamps never go back.
    pub now: DateTime<Utc>,
}

/// Why no program writes there, where the marker says so.
pub(super) fn halted(dir: &Path) -> Result<Option<StoreError>, StoreError> {
    let path = dir.join(MARKER);
    let why = disk::read(&path)?.map(|why| String::from_utf8_lossy(&why).trim().to_owned());
    Ok(why.map(|why| StoreError::Halted { path, why }))
}

impl Store {
    /// Whether a commit could be written now, as far as that can be told without one. The journal is opened for
    /// writing, because permission bits say nothing about a read-only mount.
    ///
    /// # Errors
    /// [`Store::read_only`]'s, [`Store::away`]'s, [`Store::denied`]'s; [`StoreError::Moved`] where the folder is not
    /// the one that was opened; [`StoreError::Halted`] where the marker of a failed write lies in it; whatever the disk
    /// refuses.
    pub fn writable(&self) -> Result<(), StoreError> {
        self.check_writable()?;
        self.away.clone().or_else(|| self.denied.clone()).map_or(Ok(()), Err)?;
        if self.folder.is_some() {
            self.is_in_place()?;
        }
        halted(&self.dir)?.map_or(Ok(()), Err)?;
        if self.current.is_some() {
            let path = self.position.path(&self.dir);
            disk::open_to_append(&path).doing("write to", &path)?;
        }
        Ok(())
    }

    /// Creates a workspace in a folder, as a demo or not. A workspace that is there with the same mark is opened.
    ///
    /// # Errors
    /// [`StoreError::Exists`] for one with another mark, and whatever keeps the folder from being written to.
    pub fn create(dir: &Path, demo: bool) -> Result<Self, StoreError> {
        let mut store = Self::open(dir)?;
        let mut held = store.begin("ipack")?;
        if store.current.is_none() {
            store.found(&mut held, &Current::fresh(demo))?;
        }
        if store.base.demo == demo { Ok(store) } else { Err(StoreError::Exists { path: dir.to_owned(), demo: !demo }) }
    }

    /// Makes one durable commit. It takes the lock, reads what others committed meanwhile, and calls `decide`, which
    /// checks its rules and its basis on the newest state. The events that `decide` returns become one journal line, in
    /// one write and one sync. Where `decide` fails, or returns no events, nothing is written. On a shared workspace
    /// `decide` is called again where somebody else committed first.
    ///
    /// # Errors
    /// What `decide` returns; [`StoreError::Locked`] where another program holds the lock for longer than
    /// [`Store::set_lock_wait`] says; [`Store::read_only`]'s; whatever the disk refuses. The state is then as before.
    pub fn commit<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        mut decide: impl FnMut(&mut Self, &Stamp) -> Result<(Vec<Event>, T), E>,
    ) -> Result<T, E> {
        if self.keeper.is_some() {
            return self.commit_shared(author, decide);
        }
        let mut held = self.begin(&author.by)?;
        let at = self.position.at.map_or(author.now, |last| last.max(author.now));
        let stamp = Stamp { at, by: author.by.clone(), via: author.via };
        let (events, value) = decide(self, &stamp)?;
        if !events.is_empty() {
            self.append(&mut held, &events, &stamp)?;
        }
        drop(held);
        Ok(value)
    }

    /// Takes the lock of the workspace and that of the last segment, and reads what others wrote. Until the lock is
    /// released nobody else can write a line, and everything in the journal is known.
    pub(super) fn begin(&mut self, who: &str) -> Result<Guard, StoreError> {
        self.refresh_folder()?;
        self.check_writable()?;
        let mut held = lock::acquire(&self.dir, self.lock_wait, self.folder.is_none(), &self.progress)?;
        if disk::read(&self.dir.join(current::NAME))? != self.current {
            self.reload()?;
        }
        if self.current.is_some() {
            self.hold_segment(&mut held)?;
        }
        self.check_writable()?;
        held.sign(&format!("{who} (process {})", std::process::id()));
        halted(&self.dir)?.map_or(Ok(()), Err)?;
        if self.current.is_some() {
            self.mend_end(&mut held)?;
            self.adopt(&mut held)?;
        }
        Ok(held)
    }

    /// Locks the segment that the journal ends in, and reads it to its end.
    fn hold_segment(&mut self, held: &mut Guard) -> Result<(), StoreError> {
        for _ in 0..MOVES {
            self.check_writable()?;
            let path = self.position.path(&self.dir);
            if held.path() != Some(&*path) {
                held.hold(&path)?;
            }
            match self.follow(true).and_then(|()| self.follows_the_one_before()) {
                Err(StoreError::Moved { .. }) => self.reload()?,
                result => result?,
            }
            if self.position.path(&self.dir) == path {
                return Ok(());
            }
        }
        Err(StoreError::Moved { path: self.dir.clone(), what: "changes faster than it can be read" })
    }

    /// An empty segment goes on from the last line of the segment before it.
    fn follows_the_one_before(&self) -> Result<(), StoreError> {
        if self.position.offset > 0 || self.position.segment <= self.base.first {
            return Ok(());
        }
        let path = journal::path(&self.dir, self.position.segment - 1);
        let file = disk::open(&path).doing("open", &path)?;
        let len = file.stat().doing("look at", &path)?.len;
        // A line is longer than two trailers. So the trailer that is found here belongs to the last line, with or
        // without its line break.
        let end = file.read_from(len.saturating_sub(2 * TRAILER as u64)).doing("read", &path)?;
        let trailer = format!("//{}", self.position.digest());
        if end.windows(trailer.len()).any(|bytes| bytes == trailer.as_bytes()) {
            Ok(())
        } else {
            Err(StoreError::Moved { path, what: "ends in another line than a moment ago" })
        }
    }

    pub(super) fn check_writable(&self) -> Result<(), StoreError> {
        self.read_only.clone().map_or(Ok(()), Err)
    }

    /// Makes an empty workspace. The lock is held.
    pub(super) fn found(&mut self, held: &mut Guard, current: &Current) -> Result<(), StoreError> {
        disk::sync_names_above(&self.dir)?;
        self.is_unfounded()?;
        start_segment(&self.dir, current.segment)?;
        let path = journal::path(&self.dir, current.segment);
        held.hold(&path)?;
        self.is_unfounded()?;
        current.publish(&self.dir)?;
        self.reload()
    }

    /// The program that removed the lock file may have created a workspace meanwhile.
    fn is_unfounded(&self) -> Result<(), StoreError> {
        match disk::stat(&self.dir.join(current::NAME))? {
            None => Ok(()),
            Some(_) => Err(StoreError::Moved { path: self.dir.clone(), what: "became a workspace a moment ago" }),
        }
    }

    fn append(&mut self, held: &mut Guard, events: &[Event], stamp: &Stamp) -> Result<(), StoreError> {
        if self.current.is_none() {
            self.found(held, &Current::fresh(false))?;
        }
        let (line, after) = self.position.commit(stamp, events, &self.dir)?;
        // The events are applied first: an event that can't be applied now could not be replayed either, so it must not
        // be written.
        let done = self.nouns.apply(events, stamp).and_then(|()| self.nouns.settle());
        done.and_then(|()| self.write(held, &line, after)).inspect_err(|_| {
            if let Err(why) = self.reload() {
                self.read_only = Some(why);
            }
        })
    }

    /// Writes a journal line durably, or not at all: it checks the end of the segment once more, writes, syncs, and
    /// checks that the segment is still the file in the folder.
    pub(super) fn write(&mut self, held: &mut Guard, line: &str, after: Position) -> Result<(), StoreError> {
        let path = self.position.path(&self.dir);
        let segment = held.segment()?;
        let rest = self.position.rest(segment, &path)?;
        if !rest.ended || !rest.bytes.is_empty() {
            return Err(StoreError::Moved { path, what: "was written to while this program held the lock" });
        }
        if let Err(e) = segment.write_all(line.as_bytes()) {
            let Err(undo) = segment.cut(self.position.offset) else { return Err(e).doing("write to", &path) };
            self.halt(&format!("writing to {} failed ({e}), and so did undoing it ({undo})", path.display()));
            return Err(StoreError::Unsure { doing: "write to", path, source: e.into(), undone: false });
        }
        // A line that a copy loses is fetched again: the database has it.
        if self.keeper.is_none()
            && let Err(e) = segment.sync_data()
        {
            // Nobody knows what a failed sync leaves on the disk, and a second sync may report success falsely.
            let undo = segment.cut(self.position.offset);
            let undone = undo.is_ok();
            let told = undo.map_or_else(|undo| undo.to_string(), |()| "undone".to_owned());
            self.halt(&format!("syncing {} failed ({e}; {told})", path.display()));
            return Err(StoreError::Unsure { doing: "sync", path, source: e.into(), undone });
        }
        let same_segment = after.segment == self.position.segment;
        self.seen = segment.stat().ok().filter(|_| same_segment);
        // The line is durable, but perhaps in a file that is no longer in the folder.
        match held.still_named() {
            Err(moved @ StoreError::Moved { .. }) => return Err(moved),
            Err(why) => self.notices.push(format!("{why}, after the change was made")),
            Ok(()) => {}
        }
        held.publish(after.mark());
        self.mark = Some(after.mark());
        self.position = after;
        // The line is written. Where the beginning of the journal can't be read now, the next read gets it.
        let _ = self.see_origin();
        Ok(())
    }

    /// Writes the marker that makes every writer refuse. Where the marker can't be written, at least this program
    /// refuses.
    fn halt(&mut self, why: &str) {
        let path = self.dir.join(MARKER);
        if disk::replace(&path, why.as_bytes()).is_err() {
            self.read_only = Some(StoreError::Halted { path, why: why.to_owned() });
        }
    }

    /// Syncs lines that no mark names as durable, because the program that wrote them was killed or the power failed.
    /// Nothing may be written after them before that.
    fn adopt(&mut self, held: &mut Guard) -> Result<(), StoreError> {
        let known = self.position.mark();
        if known.seq == 0 || self.mark.is_some_and(|mark| mark.seq >= known.seq) {
            return Ok(());
        }
        for segment in self.base.segment..=self.position.segment {
            let path = journal::path(&self.dir, segment);
            let synced = disk::open_to_append(&path).doing("open", &path)?.sync_data();
            if let Err(e) = &synced {
                self.halt(&format!("syncing {} failed ({e})", path.display()));
            }
            synced.doing("sync", &path)?;
        }
        held.publish(known);
        self.mark = Some(known);
        Ok(())
    }

    /// Sets aside what a crash left of a last line, and completes one that lacks only its line break. The segment is
    /// locked, so nobody is still writing to it.
    fn mend_end(&mut self, held: &mut Guard) -> Result<(), StoreError> {
        let (path, number) = (self.position.path(&self.dir), self.position.line + 1);
        let segment = held.segment()?;
        let rest = self.position.rest(segment, &path)?;
        if rest.ended && rest.bytes.is_empty() {
            return Ok(());
        }
        if !rest.bytes.is_empty() {
            if self.position.next(&rest.bytes) != Next::Torn {
                let what = "neither a line nor the rest of one".to_owned();
                return Err(StoreError::Damaged { path, line: number, column: 1, what });
            }
            let (aside, mut copy) = aside(&self.dir, &self.position).doing("set aside a torn line in", &self.dir)?;
            copy.write_all(&rest.bytes).and_then(|()| copy.sync_all()).doing("write to", &aside)?;
            disk::sync_folder(&self.dir)?;
            self.notices.push(format!(
                "{}:{number}: a write that never finished was set aside as {}; nothing acknowledged was in it",
                path.display(),
                aside.display()
            ));
        }
        if rest.ended {
            segment.cut(self.position.offset).doing("cut", &path)?;
        } else {
            segment.cut(self.position.offset - 1).doing("cut", &path)?;
            segment.write_all(b"\n").and_then(|()| segment.sync_data()).doing("write to", &path)?;
            let line = self.position.line;
            self.notices.push(format!("{}:{line}: the line had lost its line break and has it again", path.display()));
        }
        self.pending = false;
        self.seen = segment.stat().ok();
        Ok(())
    }
}

/// Creates a file for a torn line. Its name is numbered, because a line can be torn at the same place more than once.
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

/// Creates an empty segment durably. An empty one that a crash left behind is used; one that holds anything is damage.
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
