//! How a component's version changes from one release to the next.

use std::fmt;

use serde::Serialize;

use super::{Component, ComponentId, Version};

/// How a component changes against the current release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Change {
    /// To a version packaged later.
    Upgrade,
    /// To a version packaged earlier.
    Rollback,
    /// Not in the current release.
    Added,
    /// Gone from the next release.
    Removed,
    /// The same version, or in neither.
    Unchanged,
}

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Upgrade => "upgrade",
            Self::Rollback => "rollback",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Unchanged => "unchanged",
        })
    }
}

impl Change {
    /// How `component` changes from one version to another.
    pub fn between(component: &Component, from: Option<&Version>, to: Option<&Version>) -> Self {
        match (from, to) {
            (None, None) => Self::Unchanged,
            (None, Some(_)) => Self::Added,
            (Some(_), None) => Self::Removed,
            (Some(from), Some(to)) if from == to => Self::Unchanged,
            (Some(from), Some(to)) if component.is_older(to, from) => Self::Rollback,
            (Some(_), Some(_)) => Self::Upgrade,
        }
    }
}

/// How many components change in which way.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ChangeCounts {
    pub upgrades: usize,
    /// Steps back to an older version.
    pub rollbacks: usize,
    /// Components that are new in the release.
    pub added: usize,
    /// Components that are gone from it.
    pub removed: usize,
    /// Components that stay.
    pub unchanged: usize,
}

impl ChangeCounts {
    pub fn of(changes: impl IntoIterator<Item = Change>) -> Self {
        let mut counts = Self::default();
        for change in changes {
            *match change {
                Change::Upgrade => &mut counts.upgrades,
                Change::Rollback => &mut counts.rollbacks,
                Change::Added => &mut counts.added,
                Change::Removed => &mut counts.removed,
                Change::Unchanged => &mut counts.unchanged,
            } += 1;
        }
        counts
    }

    /// Components that change in any way.
    pub fn changed(self) -> usize {
        self.upgrades + self.rollbacks + self.added + self.removed
    }
}

impl fmt::Display for ChangeCounts {
    /// `1 upgrade · 2 rollbacks · 8 unchanged`: what is zero is left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let plural = |n: usize, one: &str| if n == 1 { format!("{n} {one}") } else { format!("{n} {one}s") };
        let parts = [
            (self.upgrades, plural(self.upgrades, "upgrade")),
            (self.rollbacks, plural(self.rollbacks, "rollback")),
            (self.added, format!("{} added", self.added)),
            (self.removed, format!("{} removed", self.removed)),
            (self.unchanged, format!("{} unchanged", self.unchanged)),
        ];
        let shown: Vec<_> = parts.into_iter().filter(|(n, _)| *n > 0).map(|(_, text)| text).collect();
        f.pad(&if shown.is_empty() { "nothing".to_owned() } else { shown.join(" · ") })
    }
}

/// One component's change in a release, as reviews and commands report it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChangeRow {
    pub component_id: ComponentId,
    pub component_name: String,
    /// Its version in the current release.
    pub from: Option<Version>,
    /// Its version in the next one.
    pub to: Option<Version>,
    pub change: Change,
}

impl ChangeRow {
    /// How `component` changes from one version to another.
    pub fn between(component: &Component, from: Option<&Version>, to: Option<&Version>) -> Self {
        Self {
            component_id: component.id.clone(),
            component_name: component.name.clone(),
            change: Change::between(component, from, to),
            from: from.cloned(),
            to: to.cloned(),
        }
    }
}
