//! `scheduler.ron`: when a scheduler last ran. That is no decision, so it is kept beside the journal and not in it.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

use super::{Store, StoreError, disk, lock};

pub(super) const NAME: &str = "scheduler.ron";

/// The note of a shared workspace that says the same.
const NOTE: &str = "scheduler";

/// Ticks that follow each other faster are not written down.
const SELDOM: TimeDelta = TimeDelta::minutes(1);

/// When a scheduler last looked at what is due, and whose it was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LastTick {
    pub at: DateTime<Utc>,
    /// OS user and host.
    pub by: String,
}

impl Store {
    /// When a scheduler last looked; none where none ever did, or what it wrote can't be understood.
    ///
    /// # Errors
    /// Where the file can't be read, or the one who keeps a shared workspace can't be asked.
    pub fn last_tick(&mut self) -> Result<Option<LastTick>, StoreError> {
        if let Some(keeper) = &mut self.keeper {
            return Ok(keeper.note(NOTE)?.and_then(|text| ron::from_str(&text).ok()));
        }
        let bytes = disk::read(&self.dir.join(NAME))?;
        Ok(bytes.and_then(|bytes| ron::de::from_bytes(&bytes).ok()))
    }

    /// Writes down that a scheduler looked, at most once a minute. An empty workspace stays without a trace.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where the folder is gone, or another one stands in its place; where the file can't be
    /// written.
    pub fn note_tick(&mut self, tick: &LastTick) -> Result<(), StoreError> {
        let fresh = |last: LastTick| (last.at..last.at + SELDOM).contains(&tick.at);
        if self.current.is_none() || self.away.is_some() || self.last_tick()?.is_some_and(fresh) {
            return Ok(());
        }
        if let Some(keeper) = &mut self.keeper {
            return keeper.set_note(NOTE, &super::current::encode(tick, std::path::Path::new(NOTE))?);
        }
        self.is_in_place()?;
        // The lock is held because others remove left-over files under it.
        let _held = lock::acquire(&self.dir, self.lock_wait, false, &self.progress)?;
        let path = self.dir.join(NAME);
        disk::replace(&path, format!("{}\n", super::current::encode(tick, &path)?).as_bytes())
    }
}
