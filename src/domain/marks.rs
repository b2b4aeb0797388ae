//! What the Select Version dialog says beside a version.

use std::collections::HashMap;

use super::{Component, ComponentId, Contents, HeldBack, Pack, Version};

/// Where a version stands in a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct VersionMarks {
    /// The current release carries it.
    pub current: bool,
    pub latest: bool,
    /// The scheduled release carries it.
    pub scheduled: bool,
    /// The earlier releases that carried it, oldest first; the current one is not among them.
    pub carried_in: Vec<u32>,
    /// The release that stepped back from it.
    pub stepped_back_from: Option<HeldBack>,
}

impl Pack {
    /// The marks of every version of a component, in packaging order.
    pub fn marks(&self, component: &Component) -> Vec<VersionMarks> {
        let (latest, current) = (component.latest().map(|latest| &latest.version), self.current_number());
        let stepped_back = self.stepped_back(component);
        let mut carried_in: HashMap<&Version, Vec<u32>> = HashMap::new();
        for release in self.releases.iter().filter(|release| release.number != current) {
            if let Some(version) = release.components.get(&component.id) {
                carried_in.entry(version).or_default().push(release.number);
            }
        }
        let marks = |version| {
            let (current, scheduled) = self.carries_now(&component.id, version);
            VersionMarks {
                current,
                latest: latest == Some(version),
                scheduled,
                carried_in: carried_in.remove(version).unwrap_or_default(),
                stepped_back_from: stepped_back.get(version).copied(),
            }
        };
        component.versions.iter().map(|packaged| &packaged.version).map(marks).collect()
    }

    /// Whether the current and whether the scheduled release carries a version of a component.
    pub fn carries_now(&self, component: &ComponentId, version: &Version) -> (bool, bool) {
        let carried = |contents: &Contents| contents.get(component) == Some(version);
        let scheduled = self.scheduled.as_ref();
        (self.current().is_some_and(|r| carried(&r.components)), scheduled.is_some_and(|s| carried(&s.components)))
    }
}
