//! The connection to the platform, as the workspace remembers it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// Where the workspace's packs live. The token is no part of it, and never stands in the journal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Connection {
    /// The address of the API, up to and including `/api/rest/v1`.
    pub url: String,
    /// The account whose packs they are.
    pub account: String,
    /// The name to log in by: `BOOMI_TOKEN.` and the user for an API token, the user alone for a password.
    pub login: String,
}

/// How a release on the platform became known here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum OnPlatform {
    /// Somebody released elsewhere, and a synchronisation found it. It happened between that synchronisation and the
    /// one before, if there was one.
    #[serde(rename = "Seen")]
    Found {
        /// The last synchronisation that did not find it.
        after: Option<DateTime<Utc>>,
    },
    /// It was asked for here, and the platform has answered: its request's id is the platform's.
    #[serde(rename = "Told")]
    Confirmed,
    /// It was asked for here, and is known to have happened though nobody answered: its request's id was made here.
    Settled,
    /// Somebody else asked for it, and it was adopted by the id of its request. The platform does not say who.
    Adopted,
}

/// Who decided, where the platform does not say.
pub const ELSEWHERE: &str = "elsewhere";

impl OnPlatform {
    /// The word of its state: `SUCCESS` for what was asked for here, `SEEN` for what was found, `ADOPTED` for what was
    /// scheduled elsewhere and adopted.
    pub fn word(self) -> &'static str {
        match self {
            Self::Found { .. } => "SEEN",
            Self::Confirmed | Self::Settled => "SUCCESS",
            Self::Adopted => "ADOPTED",
        }
    }
}
