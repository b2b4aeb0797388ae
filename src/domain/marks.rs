//! What the Select Version dialog says beside a version.

use super::{Component, HeldBack, Pack, Version};

/// Where a version stands in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionMarks {
    /// The current release carries it.
    pub current: bool,
    /// It is the latest version.
    pub latest: bool,
    /// The scheduled release carries it.
    pub scheduled: bool,
    /// The earlier releases that carried it, oldest first; the current one is not among them.
    pub carried_in: Vec<u32>,
    /// The release that stepped back from it.
    pub stepped_back_from: Option<HeldBack>,
}

impl Pack {
    /// The marks of one version of a component.
    #[must_use]
    pub fn marks(&self, component: &Component, version: &Version) -> VersionMarks {
        let carried = |r: &super::Contents| r.get(&component.id) == Some(version);
        let current = self.current_number();
        VersionMarks {
            current: self.current().is_some_and(|r| carried(&r.components)),
            latest: component.latest().is_some_and(|l| l.version == *version),
            scheduled: self.scheduled.as_ref().is_some_and(|s| carried(&s.components)),
            carried_in: self
                .releases
                .iter()
                .filter(|r| r.number != current && carried(&r.components))
                .map(|r| r.number)
                .collect(),
            stepped_back_from: self.stepped_back_from(component, version),
        }
    }
}
