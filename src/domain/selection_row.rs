//! One component of a selection: its versions, and which of them is chosen.

use std::sync::Arc;

use super::{Change, ChangeRow, Component, HeldBack, NotChoosable, Refusal, Version};

/// One component in step 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SelectionRow {
    /// The component with all its versions.
    pub component: Arc<Component>,
    /// Its version in the current release.
    pub current: Option<Version>,
    /// What was filled in.
    pub proposed: Option<Version>,
    /// What is chosen; none where the release won't carry the component.
    pub chosen: Option<Version>,
    /// Not a member of the pack, or removed from it.
    pub removed: bool,
    /// The release that stepped back from the latest version.
    pub held_back: Option<HeldBack>,
    pub(super) blocked: bool,
}

impl SelectionRow {
    /// How the component changes against the current release.
    pub fn change(&self) -> Change {
        Change::between(&self.component, self.current.as_ref(), self.chosen.as_ref())
    }

    /// Why the row can't be released as it stands: nothing can be chosen for it, or what is chosen can't be.
    ///
    /// # Errors
    /// [`Refusal::NoChoosableVersion`], [`Refusal::VersionNotChoosable`] or [`Refusal::UnknownVersion`].
    pub fn check(&self) -> Result<(), Refusal> {
        if self.blocked {
            return Err(Refusal::NoChoosableVersion { component: self.component.name.clone() });
        }
        match &self.chosen {
            Some(version) => self.component.check_version(version),
            None => Ok(()),
        }
    }

    /// Whether another version can be selected: not for a component that this release removes.
    ///
    /// # Errors
    /// [`Refusal::RemovedFromPack`] or [`Refusal::NoChoosableVersion`].
    pub fn can_select(&self) -> Result<(), Refusal> {
        let component = self.component.name.clone();
        if self.removed && self.proposed.is_none() {
            Err(Refusal::RemovedFromPack { component })
        } else if self.component.latest().is_none() {
            Err(Refusal::NoChoosableVersion { component })
        } else {
            Ok(())
        }
    }

    /// Why no other version can be selected, in few words; none where one can.
    pub fn why_fixed(&self) -> Option<&'static str> {
        Some(match self.can_select().err()? {
            Refusal::RemovedFromPack { .. } => "removed by this release",
            _ => "no version to select",
        })
    }

    /// What the release does with the component: the version that it carries, or that it removes it or leaves it out.
    pub fn pending(&self) -> &str {
        match &self.chosen {
            Some(version) => version.as_str(),
            None if self.current.is_some() => "Deleted",
            None => "not included",
        }
    }

    /// The latest version, where an older one is chosen.
    pub fn newer(&self) -> Option<&Version> {
        let latest = &self.component.latest()?.version;
        self.chosen.as_ref().filter(|chosen| self.component.is_older(chosen, latest)).map(|_| latest)
    }

    /// The release that stepped back from the latest version, unless that version is chosen all the same.
    pub fn left_behind(&self) -> Option<HeldBack> {
        let is_latest = self.chosen.as_ref() == self.component.latest().map(|latest| &latest.version);
        self.held_back.filter(|_| !is_latest)
    }

    /// The nearest choosable version on one side of the chosen one; the latest where none is chosen.
    pub(super) fn neighbour(&self, newer: bool) -> Option<Version> {
        let versions = &self.component.versions;
        let at = self.chosen.as_ref().and_then(|v| self.component.position(v));
        let choosable = |i: &usize| versions[*i].choosable().is_ok();
        let found = match (at, newer) {
            (Some(at), true) => (at + 1..versions.len()).find(choosable),
            (Some(at), false) => (0..at).rev().find(choosable),
            (None, _) => (0..versions.len()).rev().find(choosable),
        };
        found.map(|i| versions[i].version.clone())
    }

    pub(super) fn report(&self) -> ChangeRow {
        ChangeRow::between(&self.component, self.current.as_ref(), self.chosen.as_ref())
    }

    pub(super) fn set(&mut self, version: Option<Version>) {
        self.chosen = version;
        self.blocked = false;
    }

    pub(super) fn blocked_was_lifted(&self) -> bool {
        !self.blocked && self.chosen.is_none() && self.current.is_none() && self.component.latest().is_none()
    }

    /// Why a version of this component can't be chosen; none where it can.
    pub fn unavailable(&self, version: &Version) -> Option<NotChoosable> {
        self.component.packaged(version)?.choosable().err()
    }
}
