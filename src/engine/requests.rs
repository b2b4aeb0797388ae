//! Releases by the id of the request that asked for them.

use std::sync::Arc;

use super::{Engine, EngineError, PackEntry, request_index::RequestIndex};
use crate::domain::{Pack, RequestId};

impl Engine {
    /// What lists show of every pack, by name.
    pub fn pack_entries(&self) -> Arc<[PackEntry]> {
        self.store.packs()
    }

    /// The pack with a release, scheduled or past, that this request asked for.
    pub fn pack_of_request(&mut self, request: &RequestId) -> Result<Option<Arc<Pack>>, EngineError> {
        if let Some(pack) = self.known_pack_of(request)? {
            return Ok(Some(pack));
        }
        for entry in self.store.packs().iter() {
            let pack = self.require_pack(&entry.summary.id)?;
            let RequestIndex { packs, read } = &mut self.requests;
            let now = Arc::downgrade(&pack);
            if read.get(&pack.id).is_none_or(|before| !before.ptr_eq(&now)) {
                packs.extend(asked_for(&pack).map(|request| (request.clone(), pack.id.clone())));
                read.insert(pack.id.clone(), now);
            }
        }
        self.known_pack_of(request)
    }

    fn known_pack_of(&mut self, request: &RequestId) -> Result<Option<Arc<Pack>>, EngineError> {
        let Some(id) = self.requests.packs.get(request) else { return Ok(None) };
        let pack = self.store.pack(id)?;
        Ok(pack.filter(|pack| asked_for(pack).any(|id| id == request)))
    }
}

fn asked_for(pack: &Pack) -> impl Iterator<Item = &RequestId> {
    let waits = pack.scheduled.as_ref().map(|scheduled| &scheduled.request_id);
    waits.into_iter().chain(pack.releases.iter().rev().map(|release| &release.request_id))
}
