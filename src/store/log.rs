//! The journal as an audit log: read from its first line on, whatever the snapshots cover.

use super::{
    Store, StoreError, disk,
    error::Doing,
    journal::{self, Position, Record},
};
use crate::domain::{Event, Stamp};

/// One commit: who, when, and what was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Logged {
    /// Its place in the journal, from 1.
    pub seq: u64,
    pub stamp: Stamp,
    /// What was decided, all of it together.
    pub events: Vec<Event>,
}

impl Store {
    /// Every commit, the oldest first. Costs a read of the whole journal.
    pub fn log(&self) -> Result<Vec<Logged>, StoreError> {
        self.log_after(0, usize::MAX)
    }

    /// The commits after a line, the oldest first, `most` of them at most. Costs a read of the journal's end alone,
    /// where the line stands there.
    pub fn log_after(&self, seq: u64, most: usize) -> Result<Vec<Logged>, StoreError> {
        let mut logged = Vec::new();
        let is_at_the_end = self.base.covers_seq <= seq;
        let mut position =
            if is_at_the_end { Position::start(&self.base) } else { Position::start(&self.base.beginning()) };
        while position.seq < self.position.seq && logged.len() < most {
            let path = position.path(self.dir());
            let file = disk::open(&path).doing("open", &path)?;
            let bytes = file.read_from(position.offset).doing("read", &path)?;
            let (before, segment) = (position.seq, position.segment);
            for line in bytes.split(|byte| *byte == b'\n') {
                if position.seq >= self.position.seq || position.segment != segment || logged.len() >= most {
                    break;
                }
                if position.seq < seq {
                    position.pass(line, self.dir())?;
                    continue;
                }
                match position.take(line, self.dir())? {
                    Record::Commit(commit) => {
                        logged.push(Logged { seq: position.seq, stamp: commit.stamp(), events: commit.events });
                    }
                    Record::Sealed(_) => {}
                }
            }
            if position.seq == before {
                let what = journal::CUT_SHORT.to_owned();
                return Err(StoreError::Damaged { path, line: position.line + 1, column: 1, what });
            }
        }
        Ok(logged)
    }
}
