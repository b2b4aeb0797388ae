//! A workspace that several computers share: where it is kept, and whether it can be reached.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use chrono::{DateTime, TimeDelta, Utc};

use super::{Clock, Engine, EngineError, clock::CLOCKS_DIFFER};
use crate::{
    domain::Via,
    store::{Store, StoreError, keeper::Keeper},
};

/// Where a shared workspace is kept, and whether it can be reached and changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sharing {
    /// Where it is kept; never with a password.
    pub place: String,
    /// Why it can't be reached, where that is so.
    pub away: Option<Away>,
    /// Why it takes no changes, where that is known: the role may only read it, or it is a standby.
    pub denied: Option<String>,
}

/// A shared workspace that can't be reached: its copy is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Away {
    /// Since when it is known.
    pub since: DateTime<Utc>,
    /// When the copy was as new as the workspace; none where that was never written down.
    pub as_of: Option<DateTime<Utc>>,
    pub why: String,
}

impl Engine {
    /// Opens a shared workspace, with its copy in a folder. Where it can't be reached, the copy is read.
    ///
    /// # Errors
    /// Where there is no such workspace, or neither it nor a copy can be read.
    pub fn open_shared(
        keeper: Box<dyn Keeper>,
        copy: &Path,
        clock: Arc<dyn Clock>,
        by: String,
        via: Via,
    ) -> Result<Self, EngineError> {
        let mut engine = Self::over(Store::open_shared(keeper, copy)?, clock, by, via);
        engine.note_reach();
        Ok(engine)
    }

    /// Where the workspace is kept: an address, or a folder.
    pub fn place(&self) -> String {
        self.store.kept_in().map_or_else(|| self.dir().display().to_string(), ToOwned::to_owned)
    }

    /// What is known of the way to a shared workspace; none for a folder.
    pub fn sharing(&self) -> Option<Sharing> {
        let place = self.store.kept_in()?.to_owned();
        let away = self.store.away().map(|why| Away {
            since: self.away_since.unwrap_or_else(|| self.now()),
            as_of: self.store.followed_at(),
            why: match why {
                StoreError::Away { why, .. } => why.clone(),
                other => other.to_string(),
            },
        });
        Some(Sharing { place, away, denied: self.store.denied().map(ToString::to_string) })
    }

    /// Why a shared workspace can't be reached, where that is so.
    pub fn away(&self) -> Option<EngineError> {
        self.store.away().cloned().map(EngineError::from)
    }

    /// Copies of a shared workspace that were moved aside, and nobody has moved away since.
    pub fn copies_aside(&self) -> Result<Vec<PathBuf>, EngineError> {
        Ok(self.store.copies_aside()?)
    }

    /// By how much the clock differs where a shared workspace is kept, where that is more than clocks differ; ahead of
    /// this computer's above zero.
    pub fn clock_differs(&mut self) -> Result<Option<TimeDelta>, EngineError> {
        let there = self.store.clock()?;
        Ok(there.map(|there| there - self.now()).filter(|differs| differs.abs() > CLOCKS_DIFFER))
    }

    /// Writes the whole workspace to a folder, which becomes one of its own.
    ///
    /// # Errors
    /// Where a workspace is in the folder already, or it can't be written.
    pub fn copy_to(&self, folder: &Path) -> Result<(), EngineError> {
        Ok(self.store.copy_to(folder)?)
    }

    /// Makes a workspace where somebody keeps it: an empty one, or with everything that a folder's has.
    ///
    /// # Errors
    /// Where one is kept there already, or it can't be written, or the folder holds none.
    pub fn create_shared(keeper: &mut dyn Keeper, from: Option<&Path>) -> Result<(), EngineError> {
        Ok(Store::create_shared(keeper, from)?)
    }

    /// Connects to a shared workspace as soon as it can be, rather than at the next try.
    pub fn reconnect(&mut self) {
        self.store.retry();
    }

    /// Remembers since when the workspace can't be reached, or that it could be.
    pub(super) fn note_reach(&mut self) {
        let now = self.now();
        if self.store.away().is_some() {
            self.away_since.get_or_insert(now);
        } else {
            self.away_since = None;
            // It only records how old the copy is, so a failure does not matter.
            let _ = self.store.note_followed(now);
        }
    }
}
