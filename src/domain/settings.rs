//! Settings of a workspace.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

/// What holds for a whole workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The publisher's name for it.
    pub name: String,
    /// The zone in which scheduled releases happen between midnight and 1 A.M.
    pub scheduler_time_zone: Tz,
}

impl Default for Settings {
    fn default() -> Self {
        Self { name: "Integration packs".into(), scheduler_time_zone: Tz::America__New_York }
    }
}
