//! Snapshots, so that opening stays cheap. The journal is the state; a checkpoint that fails loses nothing.

use super::{
    Store, StoreError,
    commit::start_segment,
    current::{self, Current, index_name, snapshot_name},
    disk, index, journal,
    left_over::{cache, left_overs},
    lock::Guard,
};

/// Bytes of journal after the last snapshot from which on a checkpoint is due.
const DUE_BYTES: u64 = 1 << 20;
/// Lines of journal after the last snapshot from which on a checkpoint is due.
const DUE_LINES: u64 = 5_000;
const WHO: &str = "a checkpoint";

impl Store {
    /// Writes a snapshot and an index where the journal has grown past 1 MB or 5,000 lines since the last, or the last
    /// does not fit; true if it did. To be called after a commit was acknowledged, off the UI thread: it takes the
    /// lock twice for a moment, and writes without it.
    pub fn checkpoint_if_due(&mut self) -> Result<bool, StoreError> {
        let due = self.current.is_some() && self.read_only.is_none() && self.is_due()?;
        if due {
            self.checkpoint()?;
        }
        Ok(due)
    }

    fn is_due(&self) -> Result<bool, StoreError> {
        // A checkpoint that failed has already started a segment, and each further try would start another. So the next
        // try waits until the journal has grown by the same amount again.
        if self.position.segment > self.base.segment && self.base.copy.is_none() {
            return Ok(self.position.line as u64 >= DUE_LINES || self.position.offset > DUE_BYTES);
        }
        if !self.caches_fit || self.position.seq.saturating_sub(self.base.covers_seq) >= DUE_LINES {
            return Ok(true);
        }
        let mut bytes = 0_u64;
        for segment in self.base.segment..=self.position.segment {
            bytes += disk::stat(&journal::path(&self.dir, segment))?.map_or(0, |seen| seen.len);
        }
        let before = self.base.copy.as_ref().map_or(0, |copy| copy.offset);
        Ok(bytes.saturating_sub(before) > DUE_BYTES)
    }

    /// Writes a snapshot and an index now. An empty workspace has nothing to write.
    ///
    /// # Errors
    /// Whatever the disk refuses, [`StoreError::Stopped`] where the progress says so, or why writing is refused
    /// altogether; the state is unharmed then.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        let mut held = self.begin(WHO)?;
        if self.current.is_none() {
            return Ok(());
        }
        if self.base.copy.is_some() {
            return self.checkpoint_of_a_copy(held);
        }
        self.end_segment(&mut held)?;
        drop(held);
        self.nouns.catch_up()?;
        let next = self.position.as_current(&self.base);
        // A file of this number was left by an earlier journal.
        self.remove(next.number());
        index::write(&self.dir, &next, &self.nouns, &self.progress).and_then(|()| self.publish(&next)).inspect_err(
            |_| {
                // It may have failed after `CURRENT.ron` was replaced.
                if self.published().is_ok_and(|there| there.number() != next.number()) {
                    self.remove(next.number());
                }
            },
        )?;
        self.reload()
    }

    /// A copy ends no segment. So only the lock keeps two checkpoints at the same line apart.
    fn checkpoint_of_a_copy(&mut self, held: Guard) -> Result<(), StoreError> {
        if self.position.seq == self.base.covers_seq && self.caches_fit {
            return Ok(());
        }
        self.nouns.catch_up()?;
        let (next, before) = (self.position.as_current(&self.base), self.base.number());
        if !self.caches_fit {
            self.set_aside(before);
        }
        self.remove(next.number());
        index::write(&self.dir, &next, &self.nouns, &self.progress)?;
        next.publish(&self.dir)?;
        self.clear_up(next.number(), before);
        drop(held);
        self.reload()
    }

    fn published(&self) -> Result<Current, StoreError> {
        let path = self.dir.join(current::NAME);
        let there = disk::read(&path)?.unwrap_or_default();
        Current::parse(&there, &path)
    }

    /// Ends the segment and starts the next. Its number is then this checkpoint's alone.
    pub(super) fn end_segment(&mut self, held: &mut Guard) -> Result<(), StoreError> {
        let (line, after) = self.position.seal(&self.dir)?;
        start_segment(&self.dir, after.segment)?;
        self.write(held, &line, after)
    }

    fn publish(&mut self, next: &Current) -> Result<(), StoreError> {
        let _held = self.begin(WHO)?;
        let there = self.published()?;
        if there.number() >= next.number() {
            // Another program's checkpoint covers more.
            self.remove(next.number());
            return Ok(());
        }
        next.publish(&self.dir)?;
        if !self.caches_fit {
            self.set_aside(there.number());
        }
        self.clear_up(next.number(), there.number());
        Ok(())
    }

    /// Renames the caches that did not fit, so that nothing reads them any more.
    fn set_aside(&self, number: u64) {
        for name in [snapshot_name(number), index_name(number)] {
            // It does no harm if a cache can't be renamed.
            let _ = disk::rename(&self.dir.join(&name), &self.dir.join(format!("damaged-{name}")));
        }
    }

    /// Removes the files that nothing refers to any more. The snapshot before the newest stays, in case a repair needs
    /// it. A snapshot with a higher number belongs to a program that is about to publish it.
    fn clear_up(&self, newest: u64, previous: u64) {
        let names = disk::list(&self.dir).unwrap_or_default();
        for name in left_overs(&names, newest, previous).filter(|name| cache(name).is_none_or(|n| n < newest)) {
            // It costs room, nothing else.
            let _ = disk::remove(&self.dir.join(name));
        }
    }

    fn remove(&self, number: u64) {
        for name in [snapshot_name(number), index_name(number)] {
            // A cache that can't be removed costs room, nothing else.
            let _ = disk::remove(&self.dir.join(name));
        }
    }
}

/// A sentence that says that segments follow the one that reading starts with; none where none does.
pub(super) fn unfinished(first: u64, last: u64) -> Option<String> {
    let what = "a checkpoint did not finish, or is at work right now";
    let told = || format!("{what}: segments {first} to {last} are read at each start; see that the disk has room");
    (last > first).then(told)
}
