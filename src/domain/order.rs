//! A decision about a pack's next release, as values: it can be kept, and be carried out later on the newest state.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Basis, Contents, PackId, ReleaseKind, Tz};

/// When a release shall happen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    Now,
    On(NaiveDate),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum OrderVerb {
    /// A release, at once or on a date.
    Release,
    /// The scheduled release moves to another date.
    Move,
    /// The scheduled release carries something else.
    Change,
}

/// Who wants what released, when, and on which state of the pack that was decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Order {
    pub verb: OrderVerb,
    pub pack: PackId,
    /// When it takes effect; the date that is kept where the scheduled release changes.
    pub when: When,
    /// The zone that its date is meant in.
    pub time_zone: Tz,
    pub kind: ReleaseKind,
    /// The earlier release that it goes back to.
    pub rollback_to: Option<u32>,
    /// Release notes; may be empty.
    pub notes: String,
    /// Why it is released although its date is frozen, where it is.
    pub overriding: Option<String>,
    /// What the release carries.
    pub components: Contents,
    /// What it was decided on.
    pub basis: Basis,
}

impl OrderVerb {
    /// `release`, `move` or `change`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Release => "release",
            Self::Move => "move",
            Self::Change => "change",
        }
    }
}

impl Order {
    /// What it is in one word: `RELEASE`, `ROLLBACK`, `MOVE` or `CHANGE`.
    pub fn word(&self) -> &'static str {
        match (self.verb, self.kind) {
            (OrderVerb::Move, _) => "MOVE",
            (OrderVerb::Change, _) => "CHANGE",
            (OrderVerb::Release, ReleaseKind::Release) => "RELEASE",
            (OrderVerb::Release, ReleaseKind::Rollback) => "ROLLBACK",
        }
    }
}
