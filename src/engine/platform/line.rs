//! The way out to the platform, with which every verb of `platform` begins.

use super::{
    connect::address_of,
    difference::Difference,
    fetch::{Baseline, fetch_pack},
};
use crate::{
    domain::{Connection, PackId, Refusal, Via},
    engine::{Engine, EngineError, Way},
    platform::{Carrier, Client},
    store::{Progress, Store},
};

/// A line to the platform, for as long as one verb goes out.
pub(super) struct Line<'a, 'c> {
    pub(super) connection: &'a Connection,
    pub(super) client: &'a mut Client<'c>,
    pub(super) progress: &'a Progress,
}

impl Engine {
    /// The engine with a way out: decisions in a connected workspace go to the platform first.
    #[must_use]
    pub fn going_out(mut self, way: Way) -> Self {
        self.way = Some(way);
        self
    }

    /// Whether what is decided goes to the platform first.
    pub fn goes_out(&self) -> bool {
        self.settings().platform.is_some() && self.way.is_some()
    }

    /// The connection, and a carrier to it.
    pub(super) fn way_out(&self, progress: &Progress) -> Result<(Connection, Box<dyn Carrier>), EngineError> {
        let connection = self.settings().platform.clone().ok_or(Refusal::NotConnected)?;
        let way = self.way.clone().ok_or_else(|| Refusal::Mirrored { account: connection.account.clone() })?;
        let carrier = way(&connection, progress)?;
        Ok((connection, carrier))
    }

    /// Opens a line to the platform, if its answers could be written down.
    pub(super) fn on_the_line<T>(
        &mut self,
        work: impl FnOnce(&mut Self, &mut Line) -> Result<T, EngineError>,
    ) -> Result<T, EngineError> {
        self.writable()?;
        let progress = self.progress();
        let (connection, mut carrier) = self.way_out(&progress)?;
        let address = address_of(&connection)?;
        let mut client = Client::new(&address, &mut *carrier);
        work(self, &mut Line { connection: &connection, client: &mut client, progress: &progress })
    }

    /// Synchronises one pack, so that a decision is checked against what the platform has now.
    pub(super) fn look_at(&mut self, id: &PackId, line: &mut Line) -> Result<(), EngineError> {
        line.progress.begin("reading the integration pack", 1)?;
        let began = self.began();
        let known = self.known_of_pack(id)?;
        let Some(fetched) = fetch_pack(line.client, id.as_str(), &known, line.progress)? else {
            let (what, name) = ("integration pack on the platform", self.pack_name(id));
            return Err(Refusal::NotFound { what, name, like: None }.into());
        };
        let (request, after) = (self.request_id(), known.since);
        self.commit_via(Via::Platform, |store, stamp| {
            line.check(store)?;
            let look = Difference { fetched: &fetched, began, after, believe: false, stamp, request: request.clone() };
            Ok((look.events(store)?, ()))
        })
    }

    fn known_of_pack(&mut self, id: &PackId) -> Result<Baseline, EngineError> {
        let pack = self.require_pack(id)?;
        let since = self.store.last_sync()?.map(|look| look.at);
        let scheduled = pack.scheduled.as_ref().and_then(|scheduled| scheduled.request().cloned());
        let mut known = Baseline { since, scheduled: scheduled.into_iter().collect(), ..Baseline::default() };
        for id in pack.known_components() {
            known.versions.insert(id.to_string(), self.known_versions(&id)?);
        }
        Ok(known)
    }
}

impl Line<'_, '_> {
    /// Fails where somebody has ended the connection meanwhile.
    pub(super) fn check(&self, store: &Store) -> Result<(), Refusal> {
        check_connection(store, self.connection)
    }
}

/// Fails where the workspace is no longer connected in this way.
pub(super) fn check_connection(store: &Store, connection: &Connection) -> Result<(), Refusal> {
    if store.settings().platform.as_ref() == Some(connection) { Ok(()) } else { Err(Refusal::NotConnected) }
}
