//! Versions that a pack stepped back from.

use std::{fmt, sync::Arc};

use super::{Component, Pack, Release, ReleaseKind, Version};

/// The release that stepped back from a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HeldBack {
    /// Its number.
    pub by: u32,
}

impl HeldBack {
    /// `rolled back in #12`: what is said of a version that is released all the same.
    #[must_use]
    pub fn rolled_back(self) -> String {
        format!("rolled back in #{}", self.by)
    }
}

impl fmt::Display for HeldBack {
    /// `held back: rolled back in #12`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "held back: {}", self.rolled_back())
    }
}

impl Pack {
    /// The release that stepped back from `version` of `component`, if one did since the version was last carried:
    /// to an older version, or by a rollback that dropped a component which the bad release had added.
    #[must_use]
    pub fn stepped_back_from(&self, component: &Component, version: &Version) -> Option<HeldBack> {
        let carries = |r: &Arc<Release>| r.components.get(&component.id) == Some(version);
        let last = self.releases.iter().rposition(carries)?;
        self.releases[last + 1..]
            .iter()
            .find(|r| match r.components.get(&component.id) {
                Some(other) => component.is_older(other, version),
                None => r.kind == ReleaseKind::Rollback,
            })
            .map(|r| HeldBack { by: r.number })
    }

    /// Whether the latest version is held back, and by which release: it is not proposed by default.
    #[must_use]
    pub fn held_back(&self, component: &Component) -> Option<HeldBack> {
        self.stepped_back_from(component, &component.latest()?.version)
    }

    /// The releases that a later rollback went back past.
    #[must_use]
    pub fn was_rolled_away_from(&self, number: u32) -> bool {
        self.releases.iter().any(|r| r.number > number && r.rollback_to.is_some_and(|to| to < number))
    }

    /// The default target of Roll Back: the newest earlier release whose contents differ from the current ones and
    /// that was not itself rolled away from.
    #[must_use]
    pub fn rollback_target(&self) -> Option<&Release> {
        let current = self.current()?;
        self.releases
            .iter()
            .rev()
            .skip(1)
            .find(|r| r.components != current.components && !self.was_rolled_away_from(r.number))
            .map(|release| &**release)
    }
}
