//! What is scheduled.

use super::{Engine, EngineError};
use crate::domain::{PackId, ScheduledRelease, Window};

/// One scheduled release.
#[derive(Debug, Clone)]
pub struct ScheduleEntry {
    /// The pack.
    pub id: PackId,
    /// Its name.
    pub name: String,
    /// What waits.
    pub scheduled: ScheduledRelease,
    /// The hour in which it happens.
    pub window: Window,
    /// How many instances have applied it early.
    pub applied_early: usize,
}

impl Engine {
    /// Every scheduled release, the earliest first.
    ///
    /// # Errors
    /// Where the state can't be read.
    pub fn schedule(&mut self) -> Result<Vec<ScheduleEntry>, EngineError> {
        let mut entries = Vec::new();
        for entry in self.store.packs().iter().filter(|e| e.summary.scheduled.is_some()) {
            let pack = self.the_pack(&entry.summary.id)?;
            if let Some(scheduled) = &pack.scheduled {
                entries.push(ScheduleEntry {
                    id: pack.id.clone(),
                    name: pack.name.clone(),
                    window: scheduled.window()?,
                    scheduled: scheduled.clone(),
                    applied_early: pack.applied_early(),
                });
            }
        }
        entries.sort_by_key(|e| e.window.start);
        Ok(entries)
    }
}
