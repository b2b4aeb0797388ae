//! The journal of a workspace that several computers share.
//!
//! The lines are those of a folder's journal, byte for byte, and the keeper does not know what they mean. Each computer
//! has a copy, which is an ordinary workspace folder, and reads that. A commit appends one line, once, whoever is
//! first.

mod address;
#[cfg(feature = "shared")]
mod connect;
mod password;
#[cfg(feature = "shared")]
mod schema;
#[cfg(test)]
pub(crate) mod scripted;
#[cfg(feature = "shared")]
mod session;
#[cfg(feature = "shared")]
mod table;

use std::{fmt, time::Duration};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::StoreError;

pub use super::Right;

pub use address::{Address, Host};
pub use password::Secrets;
#[cfg(feature = "shared")]
pub use schema::{Rights, schema};
#[cfg(feature = "shared")]
pub use table::Table;

/// The most lines that are asked for at once.
pub const MOST_LINES: usize = 1_000;
/// The longest line that is put, in bytes.
pub const LONGEST_LINE: usize = 8 << 20;

/// Longest wait for a note.
#[cfg(any(test, feature = "shared"))]
const NOTE: Duration = Duration::from_secs(10);

/// How long an answer may take.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    /// So short a time that nobody notices it. Where there is no connection it fails at once.
    Poll,
    /// At most this long. Where there is no connection it makes one.
    UpTo(Duration),
}

/// How long to wait. In debug builds `IPACK_TEST_TIMEOUT` can set it in milliseconds, so that tests of a silent server
/// are fast.
pub fn at_most(usual: Duration) -> Duration {
    #[cfg(debug_assertions)]
    if let Some(set) = std::env::var("IPACK_TEST_TIMEOUT").ok().and_then(|text| text.parse().ok()) {
        return Duration::from_millis(set);
    }
    usual
}

/// What the journal holds from a line on.
#[derive(Debug, Clone, Default)]
pub struct Tail {
    /// The end of that line: the digest that it is written with. None where there is no such line.
    pub end: Option<String>,
    /// The lines after it without their line breaks, [`MOST_LINES`] at most.
    pub lines: Vec<String>,
    /// The note of that name ([`Founding`]), where there is one: what is put must be of its format.
    pub founding: Option<String>,
    /// The note that says when the platform was last looked at, where there is one.
    pub synced: Option<String>,
    /// Why the database takes no lines, where that is known: [`StoreError::NotAllowed`], [`StoreError::Standby`].
    pub denied: Option<StoreError>,
}

/// What became of a line that was put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Put {
    /// The line is stored.
    Done,
    /// Somebody else's line stands there.
    Taken,
    /// No answer came, for this reason.
    Unsure(String),
}

/// What is known of a workspace beside its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Founding {
    /// [`super::FORMAT`] of the program that wrote it.
    pub format: u32,
    pub demo: bool,
    /// The segment that its journal begins with.
    pub first: u64,
}

/// Keeps a journal for several computers.
pub trait Keeper: fmt::Debug + Send {
    /// Where it is kept, in messages and for `--workspace`; never with a password.
    fn place(&self) -> &str;

    /// The end of line `seq`, and the lines after it, the oldest first.
    ///
    /// # Errors
    /// [`StoreError::Away`]; [`StoreError::NoWorkspace`] where nothing can be kept there.
    fn after(&mut self, seq: u64, limit: Wait) -> Result<Tail, StoreError>;

    /// Appends a line, given without its line break, as line `seq`, unless that exists. `id` identifies the line:
    /// appending it twice is the same as once.
    ///
    /// # Errors
    /// Where it is certain that it was not put: [`StoreError::Away`], [`StoreError::NotAllowed`].
    fn put(&mut self, seq: u64, id: Uuid, line: &str, limit: Duration) -> Result<Put, StoreError>;

    /// A note that is no decision: what is known of the workspace, when a scheduler looked.
    ///
    /// # Errors
    /// [`StoreError::Away`]; [`StoreError::NoWorkspace`] where nothing can be kept there.
    fn note(&mut self, name: &str) -> Result<Option<String>, StoreError>;

    /// Writes a note in the place of the one that is there.
    fn set_note(&mut self, name: &str, text: &str) -> Result<(), StoreError>;

    /// Writes a note where it still is `before`, or still is not there; false where it is another one.
    fn swap_note(&mut self, name: &str, before: Option<&str>, text: &str) -> Result<bool, StoreError>;

    /// What the clock says there.
    fn clock(&mut self) -> Result<DateTime<Utc>, StoreError>;

    /// Makes what lines and notes are kept in, where it is missing.
    fn prepare(&mut self) -> Result<(), StoreError>;

    /// Makes a connection as soon as it can, where there is none.
    fn retry(&mut self) {}
}
