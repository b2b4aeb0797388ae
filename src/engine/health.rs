//! What `check` and `doctor` ask.

use std::path::Path;

use super::{Clock, Engine, EngineError, system_clock};
use crate::{
    domain::Via,
    store::{self, Author, LastTick, Progress},
};

pub use crate::store::{Checked, RepairStep, StoreError};

/// The repair of a state folder: planned first, and carried out once the user accepts what it gives up.
#[derive(Debug)]
pub struct Repair {
    found: store::Repair,
    author: Author,
}

impl Repair {
    /// Plans the repair of a folder, in the name of `by`.
    ///
    /// # Errors
    /// Where a file can't be read, a newer ipack wrote it, or the progress says that it is to stop.
    pub fn plan(dir: &Path, clock: &dyn Clock, by: String, progress: &Progress) -> Result<Self, EngineError> {
        let author = Author { by, via: Via::Cli, now: clock.now() };
        Ok(Self { found: store::Repair::plan(dir, &author, progress)?, author })
    }

    /// What would be done, step by step; empty where nothing is wrong.
    pub fn steps(&self) -> &[RepairStep] {
        self.found.steps()
    }

    /// Carries out the plan, and checks everything again.
    ///
    /// # Errors
    /// Whatever the disk refuses; the workspace is then what it was before, or repaired. Where it was stopped, it is
    /// what it was before.
    pub fn carry_out(&self, progress: &Progress) -> Result<Checked, EngineError> {
        Ok(self.found.carry_out(&self.author, progress)?)
    }
}

/// Checks everything in a state folder.
///
/// # Errors
/// Where a file can't be read at all, or the progress says that it is to stop.
pub fn check(dir: &Path, progress: &Progress) -> Result<Checked, EngineError> {
    let mut checked = Checked::watched(dir, progress)?;
    if let Ok(engine) = Engine::open(dir, system_clock(), String::new(), Via::Cli) {
        checked.notices.extend(engine.stamp_ahead().map(|ahead| ahead.to_string()));
    }
    Ok(checked)
}

/// Who holds the lock of a state folder right now.
pub fn lock_holder(dir: &Path) -> Result<Option<String>, EngineError> {
    Ok(store::lock_holder(dir)?)
}

impl Engine {
    /// Whether a commit could be written now, as far as that can be told without one.
    ///
    /// # Errors
    /// Why it would not: damage, a newer program's state, the marker of a write that failed, a folder that is gone or
    /// another one, a disk that is read-only.
    pub fn writable(&self) -> Result<(), EngineError> {
        Ok(self.store.writable()?)
    }

    /// When a scheduler last looked at what is due.
    pub fn last_tick(&mut self) -> Result<Option<LastTick>, EngineError> {
        Ok(self.store.last_tick()?)
    }

    /// Writes down that a scheduler looked.
    pub fn note_tick(&mut self) -> Result<(), EngineError> {
        let tick = LastTick { at: self.now(), by: self.by.clone() };
        Ok(self.store.note_tick(&tick)?)
    }
}
