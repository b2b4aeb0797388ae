//! Versions that a pack stepped back from: they are not proposed again, and no release that carries one is rolled back
//! to by default.

use std::{
    collections::{HashMap, HashSet},
    fmt,
    sync::Arc,
};

use super::{Component, ComponentId, Pack, Release, Version};

/// The release that stepped back from a version.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct HeldBack {
    /// Its number.
    pub by: u32,
}

impl HeldBack {
    /// `rolled back in #12`: what is said of a version that is released all the same.
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

/// How a pack's releases dealt with one component, gathered from the newest release back.
///
/// The rule: a release steps back from a version that an earlier one carried where it carries an older version of the
/// component, or where it drops the component and goes back past the release that had added it.
struct Steps<'a> {
    releases: &'a [Arc<Release>],
    component: &'a Component,
    positions: HashMap<&'a Version, usize>,
    /// Where carried versions stand in packaging order, ever newer, with the release: the earliest release last.
    older: Vec<(usize, HeldBack)>,
    /// Versions that were dropped, each with the first release that went back past the one that had added the
    /// component.
    dropped: HashMap<&'a Version, HeldBack>,
}

impl<'a> Steps<'a> {
    fn of(pack: &'a Pack, component: &'a Component) -> Self {
        let positions = component.positions();
        Self { releases: &pack.releases, component, positions, older: Vec::new(), dropped: HashMap::new() }
    }

    /// The first of the releases taken in that stepped back from this version.
    fn back_from(&self, version: &Version) -> Option<HeldBack> {
        let older = self.positions.get(version).and_then(|position| {
            let count = self.older.partition_point(|(other, _)| other < position);
            self.older[..count].last().map(|(_, by)| *by)
        });
        older.into_iter().chain(self.dropped.get(version).copied()).min()
    }

    /// Takes in the release at `at`, the one before those that were taken in.
    fn take_in(&mut self, at: usize) {
        let release = &self.releases[at];
        let by = HeldBack { by: release.number };
        match release.components.get(&self.component.id) {
            Some(version) => {
                if let Some(position) = self.positions.get(version).copied() {
                    self.older.truncate(self.older.partition_point(|(other, _)| *other < position));
                    self.older.push((position, by));
                }
            }
            None => self.dropped.extend(self.taken_back(at).map(|version| (version, by))),
        }
    }

    /// The versions that were carried since the component was added, where the release at `at` drops it and goes back
    /// past the one that had added it. Nothing lies before a pack's first release, so nobody goes back past that.
    fn taken_back(&self, at: usize) -> impl Iterator<Item = &'a Version> + use<'a> {
        let id = &self.component.id;
        let carried = self.releases[..at].iter().rev().map_while(move |release| release.components.get(id));
        let run = carried.clone().count();
        let added = at - run;
        let goes_back = run == 1 || (run > 0 && self.goes_back_to(at).is_some_and(|to| to < added));
        carried.filter(move |_| added > 0 && goes_back)
    }

    /// The index of the release that the one at `at` goes back to: by Roll Back, or because both carry the same.
    fn goes_back_to(&self, at: usize) -> Option<usize> {
        let release = &self.releases[at];
        match release.rollback_to {
            Some(number) => usize::try_from(number.checked_sub(1)?).ok(),
            None => self.releases[..at].iter().rposition(|earlier| earlier.components == release.components),
        }
    }
}

impl Pack {
    /// The release that stepped back from `version` of `component`, if one did since the version was last carried.
    pub fn stepped_back_from(&self, component: &Component, version: &Version) -> Option<HeldBack> {
        let last = self.releases.iter().rposition(|r| r.components.get(&component.id) == Some(version))?;
        let mut steps = Steps::of(self, component);
        (last + 1..self.releases.len()).rev().for_each(|at| steps.take_in(at));
        steps.back_from(version)
    }

    /// Every version of `component` that a release stepped back from since it was last carried, each with that release.
    /// One pass over the releases answers for all versions.
    pub fn stepped_back<'a>(&'a self, component: &'a Component) -> HashMap<&'a Version, HeldBack> {
        let (mut steps, mut seen, mut held) = (Steps::of(self, component), HashSet::new(), HashMap::new());
        for at in (0..self.releases.len()).rev() {
            let carried = self.releases[at].components.get(&component.id);
            if let Some(version) = carried.filter(|version| seen.insert(*version)) {
                held.extend(steps.back_from(version).map(|by| (version, by)));
            }
            steps.take_in(at);
        }
        held
    }

    /// Whether the latest version is held back, and by which release: it is not proposed by default.
    pub fn held_back(&self, component: &Component) -> Option<HeldBack> {
        self.stepped_back_from(component, &component.latest()?.version)
    }

    /// The default target of Roll Back: the newest earlier release whose contents differ from the current ones and
    /// that carries no version which a later release stepped back from. `component` finds every component that was ever
    /// carried.
    pub fn rollback_target<'a>(
        &'a self,
        component: impl Fn(&ComponentId) -> Option<&'a Component>,
    ) -> Option<&'a Release> {
        let current = self.current()?;
        let carried = self.ever_carried().into_iter().filter_map(component);
        let mut steps: Vec<Steps<'a>> = carried.map(|component| Steps::of(self, component)).collect();
        let is_target = |at: usize, steps: &[Steps<'a>]| {
            let contents = &self.releases[at].components;
            let stepped_back = |steps: &Steps<'a>| {
                contents.get(&steps.component.id).is_some_and(|version| steps.back_from(version).is_some())
            };
            *contents != current.components && !steps.iter().any(stepped_back)
        };
        for at in (0..self.releases.len()).rev() {
            if is_target(at, &steps) {
                return Some(&self.releases[at]);
            }
            for component in &mut steps {
                component.take_in(at);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests;
