//! What keeps a version out of a release.

use std::fmt;

/// Why a version can't be chosen for a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotChoosable {
    /// Sharing is Not Allowed.
    NotShareable,
    Deleted,
}

impl fmt::Display for NotChoosable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::NotShareable => "not shareable",
            Self::Deleted => "deleted",
        })
    }
}
