//! The three version columns and "something to release".

use std::{cmp::Ordering, collections::BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Component, ComponentId, ComponentType, Deployment, HeldBack, InstallationType, Pack, PackId, Tz, Version};

/// The Pending Version column of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pending {
    Nothing,
    /// The next release would carry this version.
    Version(Version),
    /// The component was removed and will be gone from the next release.
    Deleted,
}

/// One row of the Packaged Components table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentRow {
    pub component_id: ComponentId,
    pub component_name: String,
    pub component_type: ComponentType,
    /// Its version in the current release.
    pub current: Option<Version>,
    /// What the next release would carry, where that differs.
    pub pending: Pending,
    /// The most recently packaged version that can be chosen.
    pub latest: Option<Version>,
    pub deleted: bool,
    /// The release that stepped back from the latest version.
    pub held_back: Option<HeldBack>,
    /// How pending stands to current in packaging order; `Less` is a step back.
    pub direction: Ordering,
}

impl ComponentRow {
    /// What an admin should know before releasing: that the scheduled release still carries a removed component, or
    /// that an earlier release stepped back from the latest version. That version is called held back, or rolled back
    /// where the next release carries it all the same.
    pub fn warning(&self) -> Option<String> {
        if self.deleted && self.pending != Pending::Deleted {
            return Some("removed; the scheduled release still carries it".to_owned());
        }
        let held = self.held_back?;
        match &self.pending {
            Pending::Nothing => Some(held.to_string()),
            Pending::Version(version) if Some(version) == self.latest.as_ref() => Some(held.rolled_back()),
            Pending::Version(_) | Pending::Deleted => None,
        }
    }
}

/// What a list shows of a pack: derived, small, and kept in the index.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Summary {
    pub id: PackId,
    pub name: String,
    /// How often it can be installed in one account.
    pub installation_type: InstallationType,
    /// It has something to release.
    pub releasable: bool,
    /// Its scheduled release: the date, its zone, and whether it is blocked.
    pub scheduled: Option<(NaiveDate, Tz, bool)>,
    /// Whether it has something to release after its scheduled release has happened. It is known only where that
    /// release can be carried out and leaves the list of components as it is: then the index is enough, and the pack
    /// need not be read.
    pub then_releasable: Option<bool>,
    /// The number of its current release, 0 for none.
    pub current: u32,
}

impl Pack {
    /// The rows of the Packaged Components table, in the order in which the components were added. `components` finds a
    /// member; one that it does not find has no row.
    pub fn rows<'a>(
        &self,
        deployment: Deployment,
        component: impl Fn(&ComponentId) -> Option<&'a Component>,
    ) -> Vec<ComponentRow> {
        self.known_components().iter().filter_map(&component).filter_map(|c| self.row(deployment, c)).collect()
    }

    fn row(&self, deployment: Deployment, component: &Component) -> Option<ComponentRow> {
        let (current, deleted) = self.listed(component)?;
        let latest = component.latest().map(|v| v.version.clone());
        let held_back = self.held_back(component);
        let pending = self.pending_version(deployment, component, deleted, current);
        let current = current.cloned();
        let direction = match (&pending, &current) {
            (Pending::Version(new), Some(old)) if component.is_older(new, old) => Ordering::Less,
            (Pending::Nothing, _) => Ordering::Equal,
            _ => Ordering::Greater,
        };
        Some(ComponentRow {
            component_id: component.id.clone(),
            component_name: component.name.clone(),
            component_type: component.component_type,
            current,
            pending,
            latest,
            deleted,
            held_back,
            direction,
        })
    }

    /// A component's version in the current release, and whether it was removed from the pack; none where it has no
    /// row.
    fn listed(&self, component: &Component) -> Option<(Option<&Version>, bool)> {
        let current = self.current().and_then(|r| r.components.get(&component.id));
        let member = self.members.iter().find(|m| m.component_id == component.id);
        let deleted = member.is_none_or(|m| m.removed);
        let scheduled = self.scheduled.as_ref().and_then(|s| s.components.get(&component.id));
        (!deleted || current.is_some() || scheduled.is_some()).then_some((current, deleted))
    }

    fn pending_version(
        &self,
        deployment: Deployment,
        component: &Component,
        deleted: bool,
        current: Option<&Version>,
    ) -> Pending {
        let next = match &self.scheduled {
            Some(scheduled) => scheduled.components.get(&component.id),
            None if deleted => None,
            None => self.proposed(deployment, component),
        };
        match next {
            Some(version) if Some(version) == current => Pending::Nothing,
            Some(version) => Pending::Version(version.clone()),
            None if current.is_some() => Pending::Deleted,
            None => Pending::Nothing,
        }
    }

    /// The version that the next release carries for a member unless the admin chooses another: the latest, or the
    /// current one where the latest is held back or there is none. Legacy deployment holds nothing back.
    pub fn proposed<'a>(&'a self, deployment: Deployment, component: &'a Component) -> Option<&'a Version> {
        let current = self.current().and_then(|r| r.components.get(&component.id));
        match component.latest() {
            Some(latest) if deployment == Deployment::Legacy || self.held_back(component).is_none() => {
                Some(&latest.version)
            }
            _ => current,
        }
    }

    /// Whether there is something to release: a component is new, removed, or has a latest version other than its
    /// current one. The **Release Integration Pack** button exists only then.
    pub fn releasable<'a>(&self, component: impl Fn(&ComponentId) -> Option<&'a Component>) -> bool {
        self.known_components().iter().filter_map(component).any(|c| {
            self.listed(c).is_some_and(|(current, deleted)| {
                let differs = c.latest().is_some_and(|latest| Some(&latest.version) != current);
                current.is_none() || deleted || differs
            })
        })
    }

    fn then_releasable<'a>(&self, component: impl Fn(&ComponentId) -> Option<&'a Component>) -> Option<bool> {
        self.check_due(&component).ok()?;
        let mut then = self.clone();
        let scheduled = then.scheduled.take()?;
        let (restores, at) = (scheduled.restores.clone(), scheduled.scheduled_at);
        then.take_effect(scheduled.performed(self.current_number() + 1, at, None), &restores);
        let listed = |pack: &Self| pack.known_components().into_iter().collect::<BTreeSet<_>>();
        (listed(&then) == listed(self)).then(|| then.releasable(&component))
    }

    /// What a list shows of this pack.
    pub fn summary<'a>(&self, component: impl Fn(&ComponentId) -> Option<&'a Component>) -> Summary {
        Summary {
            id: self.id.clone(),
            name: self.name.clone(),
            installation_type: self.installation_type,
            releasable: self.releasable(&component),
            then_releasable: self.then_releasable(&component),
            scheduled: self.scheduled.as_ref().map(|s| (s.release_on_date, s.time_zone, s.blocked.is_some())),
            current: self.current_number(),
        }
    }
}
