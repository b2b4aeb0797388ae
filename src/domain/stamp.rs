//! Who decided, when, and through which interface.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The interface that a decision came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Via {
    Tui,
    Cli,
    Scheduler,
    /// The platform's API, as the twin speaks it.
    Api,
    /// The decision was made on the platform, and a synchronisation found it.
    Platform,
}

impl Via {
    /// The interface in one word, for output.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tui => "TUI",
            Self::Cli => "CLI",
            Self::Scheduler => "SCHEDULER",
            Self::Api => "API",
            Self::Platform => "PLATFORM",
        }
    }
}

/// Who decided, when, and through which interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// When. Never earlier than the stamp before it in the journal.
    pub at: DateTime<Utc>,
    /// OS user and host, `user@host`, or as configured.
    pub by: String,
    pub via: Via,
}
