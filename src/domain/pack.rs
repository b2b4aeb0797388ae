//! The integration pack: its members, its releases and the one release that may be scheduled.

use std::{collections::BTreeSet, fmt, sync::Arc};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    AccountId, Asked, Component, ComponentId, Contents, InstanceId, PackId, Refusal, Release, ReleaseKind, RequestId,
    ScheduledRelease, Stamp,
};

/// Most components in a pack; rows marked Deleted don't count.
pub const MAX_COMPONENTS: usize = 100;
/// Longest description, in characters.
pub const MAX_DESCRIPTION: usize = 500;

/// How often a pack can be installed in one account. Set when created and never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum InstallationType {
    /// Single Attachment: at most one instance per account.
    Single,
    /// Multiple Attachments: holds no API services, and its name can't be changed.
    Multi,
}

impl InstallationType {
    pub fn api_word(self) -> &'static str {
        match self {
            Self::Single => "SINGLE",
            Self::Multi => "MULTI",
        }
    }
}

impl fmt::Display for InstallationType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Single => "Single Attachment",
            Self::Multi => "Multiple Attachments",
        })
    }
}

/// A component's membership in a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    pub component_id: ComponentId,
    /// Removed from the pack, and gone from the next release.
    pub removed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    pub id: PackId,
    pub name: String,
    /// Its description; may be empty.
    pub description: String,
    /// Single or multiple attachments.
    pub installation_type: InstallationType,
    /// Its components in the order in which they were added.
    pub members: Vec<Member>,
    /// Its releases by number, from 1 on. A number is missing only where a repair had to give the release up.
    pub releases: Vec<Arc<Release>>,
    /// The release that waits for its date: at most one.
    pub scheduled: Option<ScheduledRelease>,
    /// The release that the platform was asked for, while the outcome is not known: at most one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked: Option<Box<Asked>>,
    /// Early applications of scheduled releases, oldest first.
    pub early: Vec<EarlyApplication>,
    /// Who changed it last, when, and from which interface.
    pub last_change: Option<Stamp>,
}

/// The state of a pack that a decision was based on. A verb carries it, and it must still hold once the workspace is
/// locked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    current: u32,
    scheduled: Option<ScheduledRelease>,
    members: Vec<Member>,
}

impl Basis {
    /// The number of the release that was current, 0 for none.
    pub fn current(&self) -> u32 {
        self.current
    }
}

/// The record that an instance applied a pending update before its date.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlyApplication {
    pub account: AccountId,
    pub instance: InstanceId,
    /// The scheduled release that was applied.
    pub request_id: RequestId,
    pub applied_at: DateTime<Utc>,
    /// The number of the release that was current then, 0 for none.
    pub after_release: u32,
}

impl Pack {
    /// The request with this id, while its outcome is not known.
    pub fn asked(&self, id: &RequestId) -> Option<&Asked> {
        self.asked.as_deref().filter(|asked| asked.id == *id)
    }

    /// Refuses a second request while the outcome of the first is not known.
    ///
    /// # Errors
    /// [`Refusal::AskedAlready`].
    pub fn check_nothing_asked(&self) -> Result<(), Refusal> {
        match &self.asked {
            None => Ok(()),
            Some(_) => Err(Refusal::AskedAlready { pack: self.name.clone() }),
        }
    }

    pub fn current(&self) -> Option<&Release> {
        self.releases.last().map(|release| &**release)
    }

    /// The number of the current release, 0 for none.
    pub fn current_number(&self) -> u32 {
        self.current().map_or(0, |r| r.number)
    }

    pub fn release(&self, number: u32) -> Option<&Release> {
        let at = self.releases.binary_search_by_key(&number, |release| release.number).ok()?;
        Some(&self.releases[at])
    }

    /// What the current release carries; nothing for a pack that was never released.
    pub fn current_contents(&self) -> Contents {
        self.current().map(|r| r.components.clone()).unwrap_or_default()
    }

    /// How many members count toward [`MAX_COMPONENTS`].
    pub fn counted_members(&self) -> usize {
        self.members.iter().filter(|m| !m.removed).count()
    }

    /// Whether the component is a member and not removed.
    pub fn has_member(&self, component: &ComponentId) -> bool {
        self.members.iter().any(|m| m.component_id == *component && !m.removed)
    }

    /// Every component that the pack's screens need: members and whatever its releases and schedule carry.
    pub fn known_components(&self) -> Vec<ComponentId> {
        let mut known: Vec<ComponentId> = self.members.iter().map(|m| m.component_id.clone()).collect();
        let carried = self.current().map(|r| &r.components).into_iter();
        for contents in carried.chain(self.scheduled.as_ref().map(|s| &s.components)) {
            for (id, _) in contents.iter() {
                if !known.contains(id) {
                    known.push(id.clone());
                }
            }
        }
        known
    }

    /// Every component that one of its releases carries.
    pub fn ever_carried(&self) -> BTreeSet<&ComponentId> {
        self.releases.iter().flat_map(|release| release.components.iter()).map(|(id, _)| id).collect()
    }

    /// Today's basis for a decision.
    pub fn basis(&self) -> Basis {
        Basis { current: self.current_number(), scheduled: self.scheduled.clone(), members: self.members.clone() }
    }

    /// Refuses a decision whose basis no longer holds: the current release, the schedule or the membership changed.
    /// A newly packaged version is no conflict.
    ///
    /// # Errors
    /// [`Refusal::Conflict`] with who, when and what.
    pub fn check_basis(&self, basis: &Basis) -> Result<(), Refusal> {
        let mut changes = Vec::new();
        if self.current_number() != basis.current {
            changes.push(format!("release #{} is current", self.current_number()));
        }
        match (&basis.scheduled, &self.scheduled) {
            (a, b) if a == b => {}
            (_, Some(s)) => changes.push(format!("a release is scheduled for {}", s.release_on_date)),
            (_, None) => changes.push("the scheduled release is gone".into()),
        }
        if self.members != basis.members {
            changes.push("its components changed".into());
        }
        if changes.is_empty() {
            return Ok(());
        }
        Err(Refusal::Conflict { pack: self.name.clone(), changes, last: self.last_change.clone() })
    }

    /// Whether `contents` may become a release: it carries something, only versions that can be chosen, and it
    /// changes something unless it is a recall.
    pub fn check_contents<'a>(
        &self,
        contents: &Contents,
        kind: ReleaseKind,
        component: impl Fn(&ComponentId) -> Option<&'a Component>,
    ) -> Result<(), Refusal> {
        self.check_carried(contents, component)?;
        let recall = kind == ReleaseKind::Rollback && self.can_be_recalled();
        if self.current().is_some_and(|r| r.components == *contents) && !recall {
            return Err(Refusal::NothingToRelease { pack: self.name.clone() });
        }
        Ok(())
    }

    /// Whether a release of this pack may carry `contents`, whatever the current one carries.
    pub(super) fn check_carried<'a>(
        &self,
        contents: &Contents,
        component: impl Fn(&ComponentId) -> Option<&'a Component>,
    ) -> Result<(), Refusal> {
        if contents.is_empty() {
            return Err(Refusal::EmptyRelease { pack: self.name.clone() });
        }
        for (id, version) in contents.iter() {
            let component = component(id).ok_or_else(|| Refusal::UnknownComponent { component: id.to_string() })?;
            component.check_version(version)?;
            self.check_type(component)?;
        }
        if contents.len() > MAX_COMPONENTS {
            return Err(Refusal::TooManyComponents { pack: self.name.clone(), count: contents.len() });
        }
        Ok(())
    }

    /// Refuses a recall that would bring nobody back.
    ///
    /// # Errors
    /// [`Refusal::NothingToRecall`].
    pub fn check_recall(&self) -> Result<&Release, Refusal> {
        let current = self.current().filter(|_| self.can_be_recalled());
        current.ok_or_else(|| Refusal::NothingToRecall { pack: self.name.clone() })
    }

    /// Whether a release equal to the current one would change anything: some instance is ahead, or has applied the
    /// pending update early.
    pub fn can_be_recalled(&self) -> bool {
        self.ahead() > 0 || self.applied_early() > 0
    }

    /// The scheduled release.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`].
    pub fn pending(&self) -> Result<&ScheduledRelease, Refusal> {
        self.scheduled.as_ref().ok_or_else(|| Refusal::NothingScheduled { pack: self.name.clone() })
    }

    /// Refuses to change the versions of a scheduled release that somebody has applied early.
    ///
    /// # Errors
    /// [`Refusal::NothingScheduled`], [`Refusal::AppliedEarly`].
    pub fn check_changeable(&self) -> Result<(), Refusal> {
        self.pending()?;
        match self.applied_early() {
            0 => Ok(()),
            count => Err(Refusal::AppliedEarly { pack: self.name.clone(), count }),
        }
    }

    /// The release to roll back to: the one asked for, else the default target. `component` finds every component that
    /// was ever carried.
    ///
    /// # Errors
    /// [`Refusal::NeverReleased`], [`Refusal::UnknownRelease`], or [`Refusal::NothingToRollBackTo`].
    pub fn check_rollback<'a>(
        &'a self,
        to: Option<u32>,
        component: impl Fn(&ComponentId) -> Option<&'a Component>,
    ) -> Result<&'a Release, Refusal> {
        let pack = || self.name.clone();
        if self.releases.is_empty() {
            return Err(Refusal::NeverReleased { pack: pack() });
        }
        match to {
            Some(number) => self.release(number).ok_or_else(|| Refusal::UnknownRelease { pack: pack(), number }),
            None => self.rollback_target(component).ok_or_else(|| Refusal::NothingToRollBackTo { pack: pack() }),
        }
    }

    /// Refuses a second scheduled release.
    ///
    /// # Errors
    /// [`Refusal::AlreadyScheduled`].
    pub fn check_pending_slot(&self) -> Result<(), Refusal> {
        match &self.scheduled {
            None => Ok(()),
            Some(s) => Err(Refusal::AlreadyScheduled { pack: self.name.clone(), date: s.release_on_date }),
        }
    }

    /// The components in `contents` that are not members: they become members again when the release happens.
    pub fn restored_by(&self, contents: &Contents) -> Vec<ComponentId> {
        contents.iter().map(|(id, _)| id).filter(|id| !self.has_member(id)).cloned().collect()
    }
}

impl Component {
    /// Refuses a version that can't be chosen.
    ///
    /// # Errors
    /// [`Refusal::UnknownVersion`] or [`Refusal::VersionNotChoosable`].
    pub fn check_version(&self, version: &super::Version) -> Result<(), Refusal> {
        let packaged = self.packaged(version).ok_or_else(|| self.unknown_version(version))?;
        packaged.choosable().map_err(|why| Refusal::VersionNotChoosable {
            component: self.name.clone(),
            version: version.clone(),
            why,
        })
    }
}
