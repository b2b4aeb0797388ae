//! What hooks can be told.

use serde::{Deserialize, Serialize};

/// What kind of thing is told. Each thing that happens has one kind, the most specific one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    Released,
    /// A release is scheduled, or a scheduled one carries other versions.
    Scheduled,
    /// A scheduled release was moved to another date.
    Moved,
    /// A scheduled release was cancelled.
    Cancelled,
    /// A release went back to an earlier one, late or not.
    RolledBack,
    /// A scheduled release took effect after its window.
    Late,
    /// A scheduled release can't be carried out.
    Blocked,
    /// A scheduled release was missed, and is left to a person.
    Overdue,
    /// The window of a scheduled release begins within a day.
    DueSoon,
    /// Somebody requested a release that others must approve.
    Requested,
    /// A request was approved.
    Approved,
    /// A request was rejected.
    Rejected,
    /// A freeze was added.
    Frozen,
    /// An account applied a scheduled release early.
    AppliedEarly,
}

impl NoticeKind {
    /// Every kind, in the order of documents.
    pub const ALL: [Self; 14] = [
        Self::Released,
        Self::Scheduled,
        Self::Moved,
        Self::Cancelled,
        Self::RolledBack,
        Self::Late,
        Self::Blocked,
        Self::Overdue,
        Self::DueSoon,
        Self::Requested,
        Self::Approved,
        Self::Rejected,
        Self::Frozen,
        Self::AppliedEarly,
    ];

    /// The kind in a word: `rolled-back`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Released => "released",
            Self::Scheduled => "scheduled",
            Self::Moved => "moved",
            Self::Cancelled => "cancelled",
            Self::RolledBack => "rolled-back",
            Self::Late => "late",
            Self::Blocked => "blocked",
            Self::Overdue => "overdue",
            Self::DueSoon => "due-soon",
            Self::Requested => "requested",
            Self::Approved => "approved",
            Self::Rejected => "rejected",
            Self::Frozen => "frozen",
            Self::AppliedEarly => "applied-early",
        }
    }

    /// Whether a hook is told of it that does not say what it wants: subscribers may be many.
    pub fn is_usual(self) -> bool {
        self != Self::AppliedEarly
    }
}
