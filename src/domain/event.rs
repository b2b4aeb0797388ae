//! What the journal keeps: decisions, and how state follows from them.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Account, AccountGroup, Component, ComponentId, EarlyApplication, Member, Pack, PackId, PackageContents, Release,
    ScheduledRelease, Settings,
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

    /// Puts imported nouns in the place of those with their ids.
    ///
    /// # Errors
    /// Where it can't be done.
    fn put(&mut self, imported: &Imported) -> Result<(), Self::Error>;
}

impl Event {
    /// The pack that the event is about; none for an import.
    #[must_use]
    pub fn pack(&self) -> Option<&PackId> {
        match self {
            Self::Imported(_) => None,
            Self::Released { pack, .. } | Self::Scheduled { pack, .. } | Self::AppliedEarly { pack, .. } => Some(pack),
        }
    }

    /// Changes the nouns as the event says. Whether it may happen was decided before.
    ///
    /// # Errors
    /// What the shelf reports; nothing has changed then.
    pub fn apply<S: Shelf>(&self, stamp: &Stamp, nouns: &mut S) -> Result<(), S::Error> {
        match self {
            Self::Imported(imported) => nouns.put(imported),
            Self::Released { pack, release, restores } => {
                let pack = nouns.pack_mut(pack)?;
                pack.take_effect(release, restores);
                pack.last_change = Some(stamp.clone());
                Ok(())
            }
            Self::Scheduled { pack, scheduled } => {
                let pack = nouns.pack_mut(pack)?;
                pack.scheduled = Some((**scheduled).clone());
                pack.last_change = Some(stamp.clone());
                Ok(())
            }
            Self::AppliedEarly { pack, application } => {
                nouns.pack_mut(pack)?.early.push(application.clone());
                Ok(())
            }
        }
    }
}

impl Pack {
    fn take_effect(&mut self, release: &Release, restores: &[ComponentId]) {
        self.scheduled = None;
        for id in restores {
            match self.members.iter_mut().find(|m| m.component_id == *id) {
                Some(member) => member.removed = false,
                None => self.members.push(Member { component_id: id.clone(), removed: false }),
            }
        }
        self.members.retain(|m| !m.removed || release.components.get(&m.component_id).is_some());
        self.releases.push(release.clone());
    }
}
