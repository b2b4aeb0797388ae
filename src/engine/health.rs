//! What `check` and `doctor` ask.

use std::path::Path;

use super::{Engine, EngineError};
use crate::store::{self, LastTick};

pub use crate::store::{Checked, StoreError};

/// Looks at everything in a state folder.
///
/// # Errors
/// Where a file can't be read at all.
pub fn check(dir: &Path) -> Result<Checked, EngineError> {
    Ok(Checked::of(dir)?)
}

/// Who holds the lock of a state folder right now.
///
/// # Errors
/// Where the lock can't be looked at.
pub fn lock_holder(dir: &Path) -> Result<Option<String>, EngineError> {
    Ok(store::lock_holder(dir)?)
}

impl Engine {
    /// When a scheduler last looked at what is due.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn last_tick(&self) -> Result<Option<LastTick>, EngineError> {
        Ok(self.store.last_tick()?)
    }

    /// Writes down that a scheduler looked.
    ///
    /// # Errors
    /// Where it can't be written.
    pub fn note_tick(&self) -> Result<(), EngineError> {
        Ok(self.store.note_tick(&LastTick { at: self.now(), by: self.author().by })?)
    }
}
