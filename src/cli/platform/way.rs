//! The way to the platform: over HTTPS, with the admin's credentials.

use std::sync::Arc;

use crate::{
    domain::Connection,
    engine::{EngineError, Progress, Way},
    link::{Credentials, Http},
    platform::{Address, Carrier},
};

/// Sends requests to the platform with the token from the environment, else from the command that prints it. Neither is
/// read before the first request.
pub(in crate::cli) fn way(token_command: Option<Vec<String>>) -> Way {
    Arc::new(move |connection: &Connection, progress: &Progress| {
        let address = Address::read(&connection.url, &connection.account, true)
            .map_err(|why| EngineError::Credentials { why, hint: "connect again: `ipack platform connect`" })?;
        let credentials = Credentials::find(&connection.login, token_command.as_deref())
            .map_err(|error| EngineError::Credentials { why: error.to_string(), hint: error.hint() })?;
        let waits = progress.clone();
        let carrier: Box<dyn Carrier> = Box::new(Http::to(&address, credentials, move || waits.is_stopped()));
        Ok(carrier)
    })
}
