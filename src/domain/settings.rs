//! Settings of a workspace.

use serde::{Deserialize, Serialize};

use super::{ApprovalRequests, ApprovalRules, Connection, Freezes, Hooks, Refusal, Tz, check_new_name};

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
    #[serde(default)]
    pub deployment: Deployment,
    /// The connection to the platform; none where the workspace is not connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<Connection>,
    /// The dates on which nothing is released. Events of their own change them, and no change of other settings does.
    #[serde(default, skip_serializing_if = "Freezes::is_empty")]
    pub freezes: Freezes,
    /// Who is told what happens; as with freezes, events of their own change them.
    #[serde(default, skip_serializing_if = "Hooks::is_empty")]
    pub hooks: Hooks,
    /// Who must agree before anything is released.
    #[serde(default, skip_serializing_if = "ApprovalRules::is_default")]
    pub approval: ApprovalRules,
    /// What waits for approval. Events of its own change it, as they do the freezes.
    #[serde(default, skip_serializing_if = "ApprovalRequests::is_empty")]
    pub requests: ApprovalRequests,
}

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

    /// Whether a new version is shareable: as asked for, but always in Legacy deployment.
    pub fn shareable(self, asked: bool) -> bool {
        asked || self == Self::Legacy
    }

    /// What it is, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::Standard => "packaged components, with versions to choose",
            Self::Legacy => "published components, with counters for versions",
        }
    }

    /// What is asked before it is changed to this one.
    pub fn question(self) -> String {
        format!("Change the deployment to {}?", self.word())
    }

    /// What changing to it does, in sentences to be read before it happens.
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
    /// Takes over the settings that differ between `before` and `after`, and leaves alone what others changed
    /// meanwhile.
    pub fn take_changes(&mut self, before: &Self, after: &Self) {
        if before.name != after.name {
            self.name.clone_from(&after.name);
        }
        if before.scheduler_time_zone != after.scheduler_time_zone {
            self.scheduler_time_zone = after.scheduler_time_zone;
        }
        if before.late_releases != after.late_releases {
            self.late_releases = after.late_releases;
        }
        if before.deployment != after.deployment {
            self.deployment = after.deployment;
        }
        self.approval.take_changes(&before.approval, &after.approval);
    }

    /// The settings without what has events of its own.
    #[must_use]
    pub fn alone(&self) -> Self {
        let (freezes, hooks, requests) = (Freezes::default(), Hooks::default(), ApprovalRequests::default());
        Self { freezes, hooks, requests, ..self.clone() }
    }

    /// Whether the name can be one.
    ///
    /// # Errors
    /// [`Refusal::Text`].
    pub fn check_name(&self) -> Result<(), Refusal> {
        check_new_name(&self.name).map_err(|fault| Refusal::Text { what: "the workspace's name".into(), fault })
    }

    /// What happens to a scheduled release whose window was missed. The platform releases in the window or never, so in
    /// a connected workspace a person decides.
    pub fn late(&self) -> LateReleases {
        if self.platform.is_some() { LateReleases::Ask } else { self.late_releases }
    }

    /// Whether the workspace's packs may be changed here.
    ///
    /// # Errors
    /// [`Refusal::Mirrored`] where they live on the platform.
    pub fn check_own(&self) -> Result<(), Refusal> {
        match &self.platform {
            None => Ok(()),
            Some(connection) => Err(Refusal::Mirrored { account: connection.account.clone() }),
        }
    }

    /// Whether what is scheduled can be cancelled: the platform's API can't.
    pub fn can_cancel(&self) -> bool {
        self.platform.is_none()
    }

    /// Whether these settings may become `next` while the packs named here have scheduled releases.
    ///
    /// # Errors
    /// [`Refusal::DeploymentWhileScheduled`]; [`Refusal::PlatformsOwn`] in a connected workspace.
    pub fn check_change(&self, next: &Self, scheduled: &[String]) -> Result<(), Refusal> {
        next.approval.check()?;
        let changed = if self.deployment == next.deployment { None } else { Some("deployment") };
        let changed = changed.or((self.late_releases != next.late_releases).then_some("rule for late releases"));
        if let (Some(what), Some(_)) = (changed, &self.platform) {
            return Err(Refusal::PlatformsOwn { what });
        }
        if self.deployment != next.deployment && !scheduled.is_empty() {
            return Err(Refusal::DeploymentWhileScheduled { packs: scheduled.join(", ") });
        }
        Ok(())
    }
}

/// A time zone by its name in the tz database; case does not matter, nor does a blank for `_`.
///
/// # Errors
/// [`Refusal::NotAZone`].
pub fn parse_zone(text: &str) -> Result<Tz, Refusal> {
    let name = text.trim().replace(' ', "_");
    Tz::find(&name).ok_or_else(|| Refusal::NotAZone { input: text.to_owned() })
}

/// What happens to a scheduled release whose window was missed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LateReleases {
    /// It is still performed until its day ends in its zone; after that a person decides.
    #[default]
    SameDay,
    /// It is performed whenever the scheduler runs next.
    Always,
    /// A person chooses.
    Ask,
}

impl LateReleases {
    /// The setting's word: `same-day`, `always` or `ask`.
    pub fn word(self) -> &'static str {
        match self {
            Self::SameDay => "same-day",
            Self::Always => "always",
            Self::Ask => "ask",
        }
    }

    /// What it is, in a few words.
    pub fn meaning(self) -> &'static str {
        match self {
            Self::SameDay => "later on the same day; after that a person chooses",
            Self::Always => "whenever the scheduler runs next",
            Self::Ask => "never late: a person chooses",
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            name: "Integration packs".into(),
            scheduler_time_zone: Tz::find("America/New_York").unwrap_or(Tz::UTC),
            late_releases: LateReleases::default(),
            deployment: Deployment::default(),
            platform: None,
            freezes: Freezes::default(),
            hooks: Hooks::default(),
            approval: ApprovalRules::default(),
            requests: ApprovalRequests::default(),
        }
    }
}
