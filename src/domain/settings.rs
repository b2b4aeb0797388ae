//! Settings of a workspace.

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::Refusal;

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
    /// How packs are deployed.
    #[serde(default)]
    pub deployment: Deployment,
}

/// How packs are deployed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Deployment {
    /// Packs hold packaged components, and a release chooses their versions.
    #[default]
    Standard,
    /// Packs hold published components: versions are plain counters, and a release takes what is pending or available.
    Legacy,
}

impl Deployment {
    /// The setting's word: `standard` or `legacy`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Legacy => "legacy",
        }
    }

    /// Whether versions can be chosen, for a release or for a package.
    ///
    /// # Errors
    /// [`Refusal::VersionsAreCounters`].
    pub fn check_choice(self) -> Result<(), Refusal> {
        match self {
            Self::Standard => Ok(()),
            Self::Legacy => Err(Refusal::VersionsAreCounters),
        }
    }

    /// Whether a version is shareable that was asked to be so, or not to be: a published component always is.
    #[must_use]
    pub fn shareable(self, asked: bool) -> bool {
        asked || self == Self::Legacy
    }

    /// What changing to it does, in sentences to be read before it happens.
    #[must_use]
    pub fn consequences(self) -> &'static [&'static str] {
        match self {
            Self::Standard => &[
                "Versions keep the labels that they have; the next ones can be labelled freely.",
                "A release chooses a version for each component.",
                "Releases, history and installations stay as they are.",
            ],
            Self::Legacy => &[
                "Versions keep the labels that they have; the next ones are plain counters.",
                "A release takes what is pending or available: no version can be chosen, and none is held back.",
                "Rolling back takes its versions from the earlier release alone.",
                "Releases, history and installations stay as they are.",
            ],
        }
    }
}

impl Settings {
    /// Whether these settings may become `next` while the packs named here have scheduled releases.
    ///
    /// # Errors
    /// [`Refusal::DeploymentWhileScheduled`].
    pub fn check_change(&self, next: &Self, scheduled: &[String]) -> Result<(), Refusal> {
        if self.deployment != next.deployment && !scheduled.is_empty() {
            return Err(Refusal::DeploymentWhileScheduled { packs: scheduled.join(", ") });
        }
        Ok(())
    }
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
            deployment: Deployment::default(),
        }
    }
}
