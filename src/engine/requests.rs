//! Releases by the id of the request that asked for them.

use std::sync::Arc;

use super::{Engine, EngineError, PackEntry};
use crate::domain::{Pack, RequestId};

impl Engine {
    /// What lists show of every pack, by name.
    #[must_use]
    pub fn pack_entries(&self) -> Arc<[PackEntry]> {
        self.store.packs()
    }

    /// The pack with a release, scheduled or past, that this request asked for. Reads every pack.
    ///
    /// # Errors
    /// Where the state can't be read.
    pub fn pack_of_request(&mut self, request: &RequestId) -> Result<Option<Arc<Pack>>, EngineError> {
        for entry in self.store.packs().iter() {
            let pack = self.require_pack(&entry.summary.id)?;
            let waits = pack.scheduled.as_ref().map(|scheduled| &scheduled.request_id);
            let released = pack.releases.iter().rev().map(|release| &release.request_id);
            if waits.into_iter().chain(released).any(|id| id == request) {
                return Ok(Some(pack));
            }
        }
        Ok(None)
    }
}
