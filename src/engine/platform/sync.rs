//! Taking over what the platform has.

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use super::{
    connect::address_of,
    difference::Difference,
    fetch::{Baseline, fetch},
    line::check_connection,
};
use crate::{
    domain::{ComponentId, Event, PackId, Refusal, RequestId, Stamp, Via},
    engine::{
        Engine, EngineError,
        activity::{is_found, sync_words},
    },
    platform::{Carrier, Client},
    store::{LastSync, Progress},
};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct SyncOrder {
    /// Everything is read again, and packs that are gone count as deleted, however many they are.
    pub full: bool,
    /// Nothing is taken over.
    pub dry_run: bool,
}

/// What a synchronisation brought, or would bring.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Synced {
    /// `2 versions packaged, 1 pack released elsewhere`; empty where nothing changed.
    pub words: String,
    pub packs: usize,
    /// Versions that are new here.
    pub versions: usize,
    /// Packs that were released elsewhere, with their names.
    pub released_elsewhere: Vec<(PackId, String)>,
    /// Requests that it took.
    pub requests: usize,
    /// What was left out, a sentence each.
    pub left_out: Vec<String>,
    /// What came of what was asked here before, a sentence each.
    pub settled: Vec<String>,
}

impl Synced {
    pub fn changed(&self) -> bool {
        !self.words.is_empty() || !self.settled.is_empty()
    }
}

impl Engine {
    /// Synchronises over the workspace's own way out; returns what changed and what was settled, in words.
    ///
    /// # Errors
    /// As [`Engine::sync`]; where there is nothing to log in with.
    pub fn synchronise(&mut self) -> Result<String, EngineError> {
        let progress = self.progress();
        let (_, mut carrier) = self.way_out(&progress)?;
        let synced = self.sync(&mut *carrier, SyncOrder::default(), &progress)?;
        let told: Vec<String> =
            synced.settled.into_iter().chain([synced.words]).filter(|words| !words.is_empty()).collect();
        Ok(told.join(", "))
    }

    /// Takes over what the platform has, in one commit; where nothing changed, nothing is written. It asks first and
    /// compares then, with the newest state: it can be stopped until it has all answers, and repeated at any time.
    ///
    /// # Errors
    /// [`Refusal::NotConnected`], [`Refusal::MuchGone`]; what the platform answers; the store's, where another
    /// synchronisation is under way.
    pub fn sync(
        &mut self,
        carrier: &mut dyn Carrier,
        order: SyncOrder,
        progress: &Progress,
    ) -> Result<Synced, EngineError> {
        self.store.refresh()?;
        let connection = self.settings().platform.clone().ok_or(Refusal::NotConnected)?;
        let address = address_of(&connection)?;
        let _alone = self.store.lock_sync()?;
        let last = self.store.last_sync()?.map(|look| look.at);
        let mut client = Client::new(&address, carrier);
        let settled = if order.dry_run { Vec::new() } else { self.settle(&mut client, progress)? };
        let began = self.began();
        let known = self.known(order.full)?;
        let fetched = fetch(&mut client, &known, progress)?;
        let request = self.request_id();
        let decide = |engine: &mut crate::store::Store, stamp: &Stamp| -> Result<Vec<Event>, EngineError> {
            check_connection(engine, &connection)?;
            let (fetched, believe) = (&fetched, order.full);
            Difference { fetched, began, after: last, believe, stamp, request: request.clone() }.events(engine)
        };
        let events = if order.dry_run {
            let stamp = Stamp { at: self.now(), by: self.by.clone(), via: Via::Platform };
            decide(&mut self.store, &stamp)?
        } else {
            let events = self.commit_via(Via::Platform, |store, stamp| {
                let events = decide(store, stamp)?;
                Ok((events.clone(), events))
            })?;
            self.store.note_sync(&LastSync { at: began, by: self.by.clone() })?;
            events
        };
        let synced = self.synced(&events, fetched.packs.len(), fetched.requests, fetched.left_out);
        Ok(Synced { settled, ..synced })
    }

    /// When a look begins: no earlier than what the journal holds already, whosever clock that went by.
    pub(super) fn began(&self) -> DateTime<Utc> {
        self.store.last_stamp().map_or(self.now(), |last| last.max(self.now()))
    }

    fn known(&mut self, full: bool) -> Result<Baseline, EngineError> {
        let last = self.store.last_sync()?.map(|look| look.at);
        let mut known = Baseline { since: last.filter(|_| !full), newer: true, ..Baseline::default() };
        known.packs = self.store.packs().iter().map(|entry| entry.summary.id.to_string()).collect();
        known.scheduled = self.scheduled_requests()?;
        known.groups = self.store.groups().into_iter().map(|entry| entry.id.to_string()).collect();
        let ids: Vec<ComponentId> = self.store.components().into_iter().map(|entry| entry.id).collect();
        for id in ids {
            known.versions.insert(id.to_string(), self.known_versions(&id)?);
            let component = self.store.component(&id)?;
            let deleted = component.iter().flat_map(|component| &component.versions).filter(|version| version.deleted);
            known.deleted.extend(deleted.map(|version| version.package_id.to_string()));
        }
        Ok(known)
    }

    /// The requests of what is scheduled on the platform, as far as it has told them.
    fn scheduled_requests(&mut self) -> Result<Vec<RequestId>, EngineError> {
        let packs = self.store.packs();
        let waiting = packs.iter().filter(|entry| entry.summary.scheduled.is_some());
        let mut requests = Vec::new();
        for id in waiting.map(|entry| &entry.summary.id) {
            let pack = self.require_pack(id)?;
            requests.extend(pack.scheduled.as_ref().and_then(|scheduled| scheduled.request().cloned()));
        }
        Ok(requests)
    }

    /// The versions of a component; none of one that is not known.
    pub(super) fn known_versions(&mut self, id: &ComponentId) -> Result<HashSet<String>, EngineError> {
        let component = self.store.component(id)?;
        let versions = component.iter().flat_map(|component| &component.versions);
        Ok(versions.map(|version| version.version.to_string()).collect())
    }

    fn synced(&self, events: &[Event], packs: usize, requests: usize, left_out: Vec<String>) -> Synced {
        let released = |event: &Event| match event {
            Event::Released { pack, .. } if is_found(event) == Some(false) => {
                Some((pack.clone(), self.pack_name(pack)))
            }
            _ => None,
        };
        Synced {
            words: sync_words(events),
            packs,
            versions: events.iter().filter(|event| matches!(event, Event::VersionPackaged { .. })).count(),
            released_elsewhere: events.iter().filter_map(released).collect(),
            requests,
            left_out,
            settled: Vec::new(),
        }
    }
}
