//! Snapshots, so that opening stays cheap. The journal is the state; a checkpoint that fails loses nothing.

use super::{
    Store, StoreError,
    commit::start_segment,
    current::{self, Current, index_name, snapshot_name},
    disk, index, journal,
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
    ///
    /// # Errors
    /// As [`Store::checkpoint`].
    pub fn checkpoint_if_due(&mut self) -> Result<bool, StoreError> {
        let due = self.current.is_some() && self.read_only.is_none() && self.is_due()?;
        if due {
            self.checkpoint()?;
        }
        Ok(due)
    }

    /// Whether a checkpoint began after the last that stands: it failed, was interrupted, or is at work right now.
    pub fn checkpoint_unfinished(&self) -> bool {
        self.current.is_some() && self.position.segment > self.base.segment
    }

    fn is_due(&self) -> Result<bool, StoreError> {
        // A checkpoint that failed has left a segment already; another try leaves another, so it waits for as much again.
        if self.position.segment > self.base.segment {
            return Ok(self.position.line as u64 >= DUE_LINES || self.position.offset > DUE_BYTES);
        }
        if !self.caches_fit || self.position.seq.saturating_sub(self.base.covers_seq) >= DUE_LINES {
            return Ok(true);
        }
        let mut bytes = 0;
        for segment in self.base.segment..=self.position.segment {
            bytes += disk::stat(&journal::path(&self.dir, segment))?.map_or(0, |seen| seen.len);
        }
        Ok(bytes > DUE_BYTES)
    }

    /// Writes a snapshot and an index now. An empty workspace has nothing to write.
    ///
    /// # Errors
    /// Whatever the disk refuses, or why writing is refused altogether; the state is unharmed then.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        let mut held = self.begin(WHO)?;
        if self.current.is_none() {
            return Ok(());
        }
        self.end_segment(&mut held)?;
        drop(held);
        self.nouns.catch_up()?;
        let next = self.position.as_current(&self.base);
        if let Err(why) = index::write(&self.dir, &next, &self.nouns) {
            self.remove(next.segment);
            return Err(why);
        }
        self.publish(&next)?;
        self.reload()
    }

    /// Ends the segment and starts the next. Its number is then this checkpoint's alone.
    pub(super) fn end_segment(&mut self, held: &mut Guard) -> Result<(), StoreError> {
        let (line, after) = self.position.seal(&self.dir)?;
        start_segment(&self.dir, after.segment)?;
        self.write(held, &line, after)
    }

    fn publish(&mut self, next: &Current) -> Result<(), StoreError> {
        let _held = self.begin(WHO)?;
        let path = self.dir.join(current::NAME);
        let there = disk::read(&path)?.unwrap_or_default();
        let there = Current::parse(&there, &path)?;
        if there.segment >= next.segment {
            // Another program's checkpoint covers more.
            self.remove(next.segment);
            return Ok(());
        }
        next.publish(&self.dir)?;
        if !self.caches_fit {
            self.set_aside(there.segment);
        }
        self.remove_older(there.segment);
        Ok(())
    }

    /// Keeps what did not fit, under names that nothing reads.
    fn set_aside(&self, segment: u64) {
        for name in [snapshot_name(segment), index_name(segment)] {
            // A cache that can't be renamed is in nobody's way.
            let _ = disk::rename(&self.dir.join(&name), &self.dir.join(format!("damaged-{name}")));
        }
    }

    /// Removes the snapshots before `kept`, which is the one before the newest.
    fn remove_older(&self, kept: u64) {
        for name in disk::list(&self.dir).unwrap_or_default() {
            let number = name.strip_prefix("snapshot-").or_else(|| name.strip_prefix("index-"));
            let number = number.and_then(|n| n.strip_suffix(".ron")).and_then(|n| n.parse::<u64>().ok());
            if let Some(segment) = number.filter(|n| *n < kept) {
                self.remove(segment);
            }
        }
    }

    fn remove(&self, segment: u64) {
        for name in [snapshot_name(segment), index_name(segment)] {
            // A cache that can't be removed costs room, nothing else.
            let _ = disk::remove(&self.dir.join(name));
        }
    }
}
