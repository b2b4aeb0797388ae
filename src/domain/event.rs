//! What the journal keeps: decisions, and how state follows from them.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    Account, AccountGroup, Component, ComponentId, Contents, EarlyApplication, Member, Pack, PackId, PackageContents,
    Release, ScheduledRelease, Settings, Version,
};

/// The interface that a decision came through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Via {
    /// The screens.
    Tui,
    /// A command.
    Cli,
    /// The scheduler.
    Scheduler,
}

impl Via {
    /// The interface in one word, for output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tui => "TUI",
            Self::Cli => "CLI",
            Self::Scheduler => "SCHEDULER",
        }
    }
}

/// Who decided, when, and through which interface.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamp {
    /// When. Never earlier than the stamp before it in the journal.
    pub at: DateTime<Utc>,
    /// OS user and host, `user@host`, or as configured.
    pub by: String,
    /// The interface.
    pub via: Via,
}

/// One decision. A journal line holds one or more, which happen together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Event {
    /// Documents were imported: each noun replaces the one with its id.
    Imported(Box<Imported>),
    /// A release took effect. It frees the pending slot, whether it is the scheduled one or supersedes it.
    Released {
        /// The pack.
        pack: PackId,
        /// The release.
        release: Box<Release>,
        /// Components that become members again.
        restores: Vec<ComponentId>,
    },
    /// A release was scheduled.
    Scheduled {
        /// The pack.
        pack: PackId,
        /// What waits for its date.
        scheduled: Box<ScheduledRelease>,
    },
    /// The scheduled release was moved to another date.
    ScheduleMoved {
        /// The pack.
        pack: PackId,
        /// The date.
        release_on_date: NaiveDate,
        /// The zone that the date is meant in.
        time_zone: Tz,
    },
    /// What the scheduled release carries was changed.
    ScheduleChanged {
        /// The pack.
        pack: PackId,
        /// What it carries.
        components: Contents,
        /// Components that become members again.
        restores: Vec<ComponentId>,
        /// Release notes.
        notes: String,
    },
    /// The scheduled release was cancelled.
    ScheduleCancelled {
        /// The pack.
        pack: PackId,
        /// Why; may be empty.
        reason: String,
    },
    /// The scheduled release took effect.
    Performed {
        /// The pack.
        pack: PackId,
        /// Its number.
        number: u32,
        /// Seconds after the end of its window, where it was performed late.
        late: Option<i64>,
    },
    /// The scheduled release can't be carried out.
    Blocked {
        /// The pack.
        pack: PackId,
        /// Why.
        reason: String,
    },
    /// A deleted version of a component is Active again.
    VersionRestored {
        /// The component.
        component: ComponentId,
        /// The version.
        version: Version,
    },
    /// Settings were changed.
    SettingsChanged(Settings),
    /// An instance applied the scheduled release early.
    AppliedEarly {
        /// The pack.
        pack: PackId,
        /// The record of it.
        application: EarlyApplication,
    },
}

/// What an import brings: only nouns that are new or differ from what is there, each whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// Settings, where the documents hold them.
    pub settings: Option<Settings>,
    /// Components with their versions.
    pub components: Vec<Component>,
    /// What packaged components include, by the component that they are versions of.
    pub contents: Vec<(ComponentId, Vec<PackageContents>)>,
    /// Packs with their releases.
    pub packs: Vec<Pack>,
    /// Accounts with their instances.
    pub accounts: Vec<Account>,
    /// Account groups.
    pub groups: Vec<AccountGroup>,
}

/// Where the nouns stand. The store implements it; replaying the journal and living through it take this one way.
pub trait Shelf {
    /// What can go wrong in getting at a noun.
    type Error;

    /// The pack, to be changed.
    ///
    /// # Errors
    /// Where it can't be read, or isn't there.
    fn pack_mut(&mut self, id: &PackId) -> Result<&mut Pack, Self::Error>;

    /// The component, to be changed.
    ///
    /// # Errors
    /// Where it can't be read, or isn't there.
    fn component_mut(&mut self, id: &ComponentId) -> Result<&mut Component, Self::Error>;

    /// The settings, to be changed.
    fn settings_mut(&mut self) -> &mut Settings;

    /// Takes down an event to be lived through when its pack is looked at ([`Pack::live_through`]); false where it
    /// must be applied now.
    fn put_off(&mut self, event: &Event, stamp: &Stamp) -> bool {
        let _ = (event, stamp);
        false
    }

    /// Puts imported nouns in the place of those with their ids.
    ///
    /// # Errors
    /// Where it can't be done.
    fn put(&mut self, imported: &Imported) -> Result<(), Self::Error>;
}

impl Event {
    /// The pack that the event is about; none where it is about none, or about several.
    #[must_use]
    pub fn pack(&self) -> Option<&PackId> {
        match self {
            Self::Imported(_) | Self::VersionRestored { .. } | Self::SettingsChanged(_) => None,
            Self::Released { pack, .. }
            | Self::Scheduled { pack, .. }
            | Self::ScheduleMoved { pack, .. }
            | Self::ScheduleChanged { pack, .. }
            | Self::ScheduleCancelled { pack, .. }
            | Self::Performed { pack, .. }
            | Self::Blocked { pack, .. }
            | Self::AppliedEarly { pack, .. } => Some(pack),
        }
    }

    /// Changes the nouns as the event says. Whether it may happen was decided before.
    ///
    /// # Errors
    /// What the shelf reports; nothing has changed then.
    pub fn apply<S: Shelf>(&self, stamp: &Stamp, nouns: &mut S) -> Result<(), S::Error> {
        if nouns.put_off(self, stamp) {
            return Ok(());
        }
        match self {
            Self::Imported(imported) => return nouns.put(imported),
            Self::SettingsChanged(settings) => {
                nouns.settings_mut().clone_from(settings);
                return Ok(());
            }
            Self::VersionRestored { component, version } => {
                let component = nouns.component_mut(component)?;
                component.versions.iter_mut().filter(|v| v.version == *version).for_each(|v| v.deleted = false);
                return Ok(());
            }
            _ => {}
        }
        let Some(id) = self.pack() else { return Ok(()) };
        let pack = nouns.pack_mut(id)?;
        pack.live_through(self, stamp);
        Ok(())
    }
}

impl Pack {
    /// Changes as an event says that is about this pack.
    pub fn live_through(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Released { release, restores, .. } => {
                self.scheduled = None;
                self.take_effect((**release).clone(), restores);
            }
            Event::Performed { number, late, .. } => {
                if let Some(scheduled) = self.scheduled.take() {
                    let restores = scheduled.restores.clone();
                    self.take_effect(scheduled.performed(*number, stamp.at, *late), &restores);
                }
            }
            Event::Scheduled { scheduled, .. } => self.scheduled = Some((**scheduled).clone()),
            Event::ScheduleCancelled { .. } => self.scheduled = None,
            Event::AppliedEarly { application, .. } => {
                self.early.push(application.clone());
                // Subscribers act on their own; it is no change to the publisher's pack.
                return;
            }
            _ => {
                if let Some(scheduled) = &mut self.scheduled {
                    scheduled.live_through(event);
                }
            }
        }
        self.last_change = Some(stamp.clone());
    }

    pub(super) fn take_effect(&mut self, release: Release, restores: &[ComponentId]) {
        for id in restores {
            match self.members.iter_mut().find(|m| m.component_id == *id) {
                Some(member) => member.removed = false,
                None => self.members.push(Member { component_id: id.clone(), removed: false }),
            }
        }
        self.members.retain(|m| !m.removed || release.components.get(&m.component_id).is_some());
        self.releases.push(Arc::new(release));
    }
}

impl ScheduledRelease {
    fn live_through(&mut self, event: &Event) {
        match event {
            Event::ScheduleMoved { release_on_date, time_zone, .. } => {
                (self.release_on_date, self.time_zone) = (*release_on_date, *time_zone);
                self.blocked = None;
            }
            Event::ScheduleChanged { components, restores, notes, .. } => {
                self.components = components.clone();
                self.restores.clone_from(restores);
                self.notes.clone_from(notes);
                self.blocked = None;
            }
            Event::Blocked { reason, .. } => self.blocked = Some(reason.clone()),
            _ => {}
        }
    }
}
