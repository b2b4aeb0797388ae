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
    /// What happens to a scheduled release whose window was missed.
    #[serde(default)]
    pub late_releases: LateReleases,
}

/// What happens to a scheduled release whose window was missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateReleases {
    /// It is still performed on the same day of its zone; later than that a person chooses.
    #[default]
    SameDay,
    /// It is performed whenever the scheduler runs next.
    Always,
    /// A person chooses.
    Ask,
}

impl LateReleases {
    /// The setting's word: `same-day`, `always` or `ask`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::SameDay => "same-day",
            Self::Always => "always",
            Self::Ask => "ask",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Integration packs".into(),
            scheduler_time_zone: Tz::America__New_York,
            late_releases: LateReleases::default(),
        }
    }
}
