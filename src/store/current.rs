//! `CURRENT.ron`: where reading starts.
//!
//! A workspace is a chain of journal segments, from number 1 on unless a repair wrote it anew. `CURRENT.ron` names the
//! segment that replay starts with; `snapshot-<n>.ron` and `index-<n>.ron` are the state before segment n, and segment
//! 1 starts from nothing.
//!
//! The copy of a journal that a database keeps (`keeper`) ends no segment, for that is a line of its own, and the lines
//! are everybody's. Its snapshots stand between two lines and carry the sequence number of the one before.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    StoreError, disk,
    line::{self, Digest},
};

/// The format of everything in the folder. It grows whenever an older program would misread what a newer one wrote.
pub const FORMAT: u32 = 1;
pub(super) const NAME: &str = "CURRENT.ron";

/// Where reading starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Current {
    /// [`FORMAT`] of the program that wrote it.
    pub(super) format: u32,
    pub(super) demo: bool,
    /// The first segment to replay.
    pub(super) segment: u64,
    /// The sequence number of the last line before that segment, 0 for none.
    pub(super) covers_seq: u64,
    /// The digest of that line.
    pub(super) digest: Digest,
    pub(super) at: Option<DateTime<Utc>>,
    /// The segment that the journal begins with. A repair writes the journal anew, behind the segments that it had.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(super) first: u64,
    /// Set in the copy of a journal that a database keeps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) copy: Option<Copied>,
}

/// Whose copy it is, and where in the segment reading starts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Copied {
    /// Where the journal is kept, without a password.
    pub(super) of: String,
    /// Bytes of the segment that come before.
    pub(super) offset: u64,
    /// Lines of the segment that come before.
    pub(super) line: usize,
}

pub(super) fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks so")]
pub(super) fn is_one(number: &u64) -> bool {
    *number == 1
}

impl Current {
    /// Where an empty workspace starts.
    pub(super) fn fresh(demo: bool) -> Self {
        Self {
            format: FORMAT,
            demo,
            segment: 1,
            covers_seq: 0,
            digest: Digest::default(),
            at: None,
            first: 1,
            copy: None,
        }
    }

    /// Where the copy of a journal that a database keeps starts.
    pub(super) fn fresh_copy(demo: bool, first: u64, of: String) -> Self {
        Self { segment: first, first, copy: Some(Copied { of, offset: 0, line: 0 }), ..Self::fresh(demo) }
    }

    /// The number in the names of the snapshot and the index that it starts from.
    pub(super) fn number(&self) -> u64 {
        if self.copy.is_some() { self.covers_seq } else { self.segment }
    }

    /// Whether reading starts from a snapshot.
    fn has_snapshot(&self) -> bool {
        if self.copy.is_some() { self.covers_seq > 0 } else { self.segment > self.first }
    }

    /// Where the journal begins.
    pub(super) fn beginning(&self) -> Self {
        let copy = self.copy.clone().map(|copy| Copied { offset: 0, line: 0, ..copy });
        Self { format: self.format, segment: self.first, first: self.first, copy, ..Self::fresh(self.demo) }
    }

    /// What the file's bytes say.
    pub(super) fn parse(bytes: &[u8], path: &Path) -> Result<Self, StoreError> {
        let damaged = |column, what: String| StoreError::Damaged { path: path.to_owned(), line: 1, column, what };
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let (text, _) = line::open(bytes, &Digest::default()).map_err(|b| damaged(b.column, b.what.into()))?;
        let newer = |column, what: String| StoreError::Newer { path: path.to_owned(), line: 1, column, what };
        ron::from_str(text).map_err(|e| newer(e.span.start.col, e.code.to_string()))
    }

    /// Why a program of this format must not write.
    pub(super) fn newer(&self, dir: &Path) -> Option<StoreError> {
        let what = format!("its format is {}, this program's is {FORMAT}", self.format);
        (self.format > FORMAT).then(|| StoreError::Newer { path: dir.join(NAME), line: 1, column: 1, what })
    }

    /// Replaces `CURRENT.ron` durably. Whatever it names must be synced before.
    pub(super) fn publish(&self, dir: &Path) -> Result<Vec<u8>, StoreError> {
        let path = dir.join(NAME);
        let (line, _) = line::close(encode(self, &path)?, &Digest::default());
        disk::replace(&path, line.as_bytes())?;
        Ok(line.into_bytes())
    }

    pub(super) fn snapshot_path(&self, dir: &Path) -> Option<PathBuf> {
        self.has_snapshot().then(|| dir.join(snapshot_name(self.number())))
    }
}

pub(super) fn snapshot_name(number: u64) -> String {
    format!("snapshot-{number}.ron")
}

pub(super) fn index_name(number: u64) -> String {
    format!("index-{number}.ron")
}

/// Writes a value as compact RON. No value of the store's can fail to be written; if one did, the error would name the
/// place.
pub(super) fn encode<T: Serialize>(value: &T, path: &Path) -> Result<String, StoreError> {
    ron::to_string(value).map_err(|e| StoreError::Io {
        doing: "write down a value for",
        path: path.to_owned(),
        source: std::sync::Arc::new(std::io::Error::other(e)),
    })
}
