//! Connecting a workspace to an account, and what is known of the connection.

use chrono::{DateTime, Utc};
use serde_json::{Value, json};

use crate::{
    domain::{Connection, Event, Refusal},
    engine::{Engine, EngineError},
    platform::{Address, Carrier, Client},
    store::{LastSync, Store},
};

/// What is known of the connection without asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlatformStatus {
    /// Where the packs live.
    pub connection: Connection,
    /// When the platform was looked at last.
    pub last_look: Option<DateTime<Utc>>,
    /// What was asked, and is not settled yet.
    pub open_requests: usize,
    /// How many packs are known.
    pub packs: usize,
}

impl Engine {
    /// Connects the workspace, once the platform has accepted the credentials. Nothing is taken over yet.
    ///
    /// # Errors
    /// [`Refusal::DemoConnects`], [`Refusal::NotEmpty`], [`Refusal::ConnectedAlready`]; what the platform answers; the
    /// store's.
    pub fn connect(&mut self, connection: &Connection, carrier: &mut dyn Carrier) -> Result<(), EngineError> {
        check_connectable(&self.store, connection)?;
        check_credentials(connection, carrier)?;
        self.commit_via(self.via(), |store, _| {
            check_connectable(store, connection)?;
            let mut settings = store.settings().clone();
            settings.platform = Some(connection.clone());
            let events =
                if settings == *store.settings() { vec![] } else { vec![Event::SettingsChanged(settings.alone())] };
            Ok((events, ()))
        })
    }

    /// Ends the connection. What was taken over stays, as a workspace of its own.
    ///
    /// # Errors
    /// [`Refusal::NotConnected`]; the store's.
    pub fn disconnect(&mut self) -> Result<Connection, EngineError> {
        self.commit_via(self.via(), |store, _| {
            let mut settings = store.settings().clone();
            let connection = settings.platform.take().ok_or(Refusal::NotConnected)?;
            Ok((vec![Event::SettingsChanged(settings.alone())], connection))
        })
    }

    /// What is known of the connection; none where there is none.
    pub fn platform_status(&mut self) -> Result<Option<PlatformStatus>, EngineError> {
        let Some(connection) = self.settings().platform.clone() else { return Ok(None) };
        let last_look = self.store.last_sync()?.map(|look: LastSync| look.at);
        let open_requests = self.open_requests()?.len();
        Ok(Some(PlatformStatus { connection, last_look, open_requests, packs: self.store.packs().len() }))
    }

    /// Asks whether the platform answers and accepts the credentials.
    ///
    /// # Errors
    /// [`Refusal::NotConnected`]; what the platform answers.
    pub fn ask_platform(&self, carrier: &mut dyn Carrier) -> Result<(), EngineError> {
        let connection = self.settings().platform.as_ref().ok_or(Refusal::NotConnected)?;
        check_credentials(connection, carrier)
    }
}

/// The smallest question that needs the credentials and the right to see packs.
fn check_credentials(connection: &Connection, carrier: &mut dyn Carrier) -> Result<(), EngineError> {
    let address = address_of(connection)?;
    let none = json!({"operator": "EQUALS", "property": "id", "argument": ["ipack"]});
    Client::new(&address, carrier).query::<Value>(super::listed::PACK, &none, |_| None)?;
    Ok(())
}

fn check_connectable(store: &Store, connection: &Connection) -> Result<(), Refusal> {
    if store.is_demo() {
        return Err(Refusal::DemoConnects);
    }
    match &store.settings().platform {
        Some(known) if known.account == connection.account => Ok(()),
        Some(known) => Err(Refusal::ConnectedAlready { account: known.account.clone() }),
        None if store.packs().is_empty() && store.components().is_empty() && store.accounts().is_empty() => Ok(()),
        None => Err(Refusal::NotEmpty { dir: store.dir().display().to_string() }),
    }
}

/// Where the account's objects are. Plain HTTP is accepted here, because it was checked when the workspace was
/// connected.
pub(super) fn address_of(connection: &Connection) -> Result<Address, EngineError> {
    let read = Address::read(&connection.url, &connection.account, true);
    read.map_err(|why| EngineError::Platform { why, hint: Some("connect again: `ipack platform connect`") })
}
