//! What the journal keeps: decisions. How state follows from them is told in `replay`.

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use super::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, ComponentType, Contents,
    EarlyApplication, IncludedComponent, InstallationType, Instance, InstanceId, Pack, PackId, PackageContents,
    PackagedComponent, Release, ScheduledRelease, Settings, Version,
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
    /// The platform's API, as the twin speaks it.
    Api,
}

impl Via {
    /// The interface in one word, for output.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Tui => "TUI",
            Self::Cli => "CLI",
            Self::Scheduler => "SCHEDULER",
            Self::Api => "API",
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
    /// A pack was created, without components.
    PackCreated {
        /// The pack.
        pack: PackId,
        /// Its name.
        name: String,
        /// Its description; may be empty.
        description: String,
        /// Single or multiple attachments; it never changes.
        installation_type: InstallationType,
    },
    /// A pack's name or description was changed.
    PackEdited {
        /// The pack.
        pack: PackId,
        /// Its name.
        name: String,
        /// Its description.
        description: String,
    },
    /// A pack was deleted: what was scheduled is void, and it is uninstalled everywhere.
    PackDeleted {
        /// The pack.
        pack: PackId,
    },
    /// Components were added to a pack.
    ComponentsAdded {
        /// The pack.
        pack: PackId,
        /// The components, in the order in which they were added.
        components: Vec<ComponentId>,
    },
    /// Components were removed from a pack. One that a current or scheduled release carries stays, marked Deleted.
    ComponentsRemoved {
        /// The pack.
        pack: PackId,
        /// The components.
        components: Vec<ComponentId>,
    },
    /// Components that were removed are members again.
    ComponentsUndeleted {
        /// The pack.
        pack: PackId,
        /// The components.
        components: Vec<ComponentId>,
    },
    /// A component was created, without versions.
    ComponentCreated {
        /// The component.
        component: ComponentId,
        /// Its name.
        name: String,
        /// Process or API service.
        component_type: ComponentType,
        /// Its folder; may be empty.
        folder: String,
    },
    /// A version of a component was packaged.
    VersionPackaged {
        /// The component.
        component: ComponentId,
        /// The version.
        packaged: Box<PackagedComponent>,
        /// What it includes.
        included: Vec<IncludedComponent>,
    },
    /// A version of a component was deleted. Its label stays taken.
    VersionDeleted {
        /// The component.
        component: ComponentId,
        /// The version.
        version: Version,
    },
    /// An account group was created, empty.
    GroupCreated {
        /// The group.
        group: AccountGroupId,
        /// Its name.
        name: String,
    },
    /// An account group was deleted. Installations stay.
    GroupDeleted {
        /// The group.
        group: AccountGroupId,
    },
    /// Accounts joined a group.
    AccountsAdded {
        /// The group.
        group: AccountGroupId,
        /// The accounts.
        accounts: Vec<AccountId>,
    },
    /// Accounts left a group. Installations stay.
    AccountsRemoved {
        /// The group.
        group: AccountGroupId,
        /// The accounts.
        accounts: Vec<AccountId>,
    },
    /// Packs were shared with a group.
    PacksShared {
        /// The group.
        group: AccountGroupId,
        /// The packs.
        packs: Vec<PackId>,
    },
    /// Packs are no longer shared with a group. Installations stay.
    PacksUnshared {
        /// The group.
        group: AccountGroupId,
        /// The packs.
        packs: Vec<PackId>,
    },
    /// A managed account was created.
    AccountCreated {
        /// The account.
        account: AccountId,
        /// Its name.
        name: String,
    },
    /// A pack was installed in an account.
    Installed {
        /// The account.
        account: AccountId,
        /// The installation.
        instance: Instance,
    },
    /// An installation was taken away.
    Uninstalled {
        /// The account.
        account: AccountId,
        /// The pack.
        pack: PackId,
        /// The installation.
        instance: InstanceId,
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
pub trait NounStore {
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

    /// Takes down an event to be lived through when its pack is looked at ([`Pack::apply`]); false where it
    /// must be applied now.
    fn defer(&mut self, event: &Event, stamp: &Stamp) -> bool {
        let _ = (event, stamp);
        false
    }

    /// Puts imported nouns in the place of those with their ids.
    ///
    /// # Errors
    /// Where it can't be done.
    fn put(&mut self, imported: &Imported) -> Result<(), Self::Error>;

    /// Adds what a packaged component includes.
    ///
    /// # Errors
    /// Where it can't be done.
    fn put_included(&mut self, component: &ComponentId, contents: PackageContents) -> Result<(), Self::Error>;

    /// Changes an account, and what is counted of it.
    ///
    /// # Errors
    /// Where it can't be read, or isn't there.
    fn change_account(&mut self, id: &AccountId, change: impl FnOnce(&mut Account)) -> Result<(), Self::Error>;

    /// Changes an account group, and what is counted of it.
    ///
    /// # Errors
    /// Where it can't be read, or isn't there.
    fn change_group(&mut self, id: &AccountGroupId, change: impl FnOnce(&mut AccountGroup)) -> Result<(), Self::Error>;

    /// Takes a pack away, with its installations and from the groups it was shared with.
    ///
    /// # Errors
    /// Where it isn't there, or what refers to it can't be read.
    fn delete_pack(&mut self, id: &PackId) -> Result<(), Self::Error>;

    /// Takes an account group away.
    ///
    /// # Errors
    /// Where it can't be read, or isn't there.
    fn delete_group(&mut self, id: &AccountGroupId) -> Result<(), Self::Error>;
}

impl Event {
    /// The pack that the event is about; none where it is about none, or about several.
    #[must_use]
    pub fn pack(&self) -> Option<&PackId> {
        match self {
            Self::Imported(_)
            | Self::VersionRestored { .. }
            | Self::SettingsChanged(_)
            | Self::ComponentCreated { .. }
            | Self::VersionPackaged { .. }
            | Self::VersionDeleted { .. }
            | Self::GroupCreated { .. }
            | Self::GroupDeleted { .. }
            | Self::AccountsAdded { .. }
            | Self::AccountsRemoved { .. }
            | Self::PacksShared { .. }
            | Self::PacksUnshared { .. }
            | Self::AccountCreated { .. } => None,
            Self::Released { pack, .. }
            | Self::Scheduled { pack, .. }
            | Self::ScheduleMoved { pack, .. }
            | Self::ScheduleChanged { pack, .. }
            | Self::ScheduleCancelled { pack, .. }
            | Self::Performed { pack, .. }
            | Self::Blocked { pack, .. }
            | Self::AppliedEarly { pack, .. }
            | Self::PackCreated { pack, .. }
            | Self::PackEdited { pack, .. }
            | Self::PackDeleted { pack }
            | Self::ComponentsAdded { pack, .. }
            | Self::ComponentsRemoved { pack, .. }
            | Self::ComponentsUndeleted { pack, .. }
            | Self::Uninstalled { pack, .. } => Some(pack),
            Self::Installed { instance, .. } => Some(&instance.pack),
        }
    }
}
