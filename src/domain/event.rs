//! Decisions, as the journal keeps them. `replay` says how state follows from them.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Account, AccountGroup, AccountGroupId, AccountId, Answer, Approval, ApprovalRequest, ApprovalRequestId, Asked,
    Component, ComponentId, ComponentType, Contents, EarlyApplication, Freeze, FreezeId, Hook, HookId,
    IncludedComponent, InstallationType, Instance, InstanceId, Override, Pack, PackId, PackageContents,
    PackagedComponent, Release, RequestId, ScheduledRelease, Settings, Stamp, Tz, Version, about,
};

/// One decision. A journal line holds one or more, which happen together or not at all.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub enum Event {
    /// Documents were imported: each noun replaces the one with its id.
    Imported(Box<Imported>),
    /// A release took effect. It frees the pending slot, whether it is the scheduled one or supersedes it.
    Released {
        pack: PackId,
        release: Box<Release>,
        /// Components that become members again.
        restores: Vec<ComponentId>,
    },
    Scheduled {
        pack: PackId,
        /// What waits for its date.
        scheduled: Box<ScheduledRelease>,
    },
    /// The scheduled release was moved to another date.
    ScheduleMoved {
        pack: PackId,
        release_on_date: NaiveDate,
        /// The zone that the date is meant in.
        time_zone: Tz,
    },
    /// What the scheduled release carries was changed.
    ScheduleChanged {
        pack: PackId,
        components: Contents,
        /// Components that become members again.
        restores: Vec<ComponentId>,
        notes: String,
    },
    /// The scheduled release was cancelled.
    ScheduleCancelled {
        pack: PackId,
        /// Why; may be empty.
        reason: String,
    },
    /// The scheduled release goes ahead although its date is frozen. A move to another date ends that.
    ScheduleOverridden {
        pack: PackId,
        overrides: Box<Override>,
    },
    /// The scheduled release took effect.
    Performed {
        pack: PackId,
        number: u32,
        /// Seconds after the end of its window, where it was performed late.
        late: Option<i64>,
    },
    /// The scheduled release can't be carried out.
    Blocked {
        pack: PackId,
        reason: String,
    },
    /// What blocked the scheduled release is gone: a freeze was removed.
    Unblocked {
        pack: PackId,
    },
    /// The platform is about to be asked for a release.
    Asked {
        pack: PackId,
        asked: Box<Asked>,
    },
    /// The answer to that request, where it is neither a release nor a schedule.
    Answered {
        pack: PackId,
        /// What was asked.
        asked: RequestId,
        answer: Answer,
    },
    /// A deleted version of a component is Active again.
    VersionRestored {
        component: ComponentId,
        version: Version,
    },
    SettingsChanged(Settings),
    /// A freeze was added, or put in the place of the one with its id.
    FreezeAdded(Box<Freeze>),
    FreezeRemoved {
        freeze: FreezeId,
        /// What it was called.
        name: String,
    },
    /// A hook was added: somebody is told what happens from now on.
    HookAdded(Box<Hook>),
    HookRemoved {
        hook: HookId,
        /// What it was called.
        name: String,
    },
    /// Somebody asks for approval. It takes the place of an earlier request about the same.
    ApprovalRequested(Box<ApprovalRequest>),
    /// Somebody approved a request. With the last approval that it needs, the same line carries it out.
    Approved {
        request: ApprovalRequestId,
        approval: Box<Approval>,
    },
    /// Somebody refused a request.
    Rejected {
        request: ApprovalRequestId,
        /// Who, when and why.
        rejection: Box<Approval>,
    },
    /// Its author took a request back.
    Withdrawn {
        request: ApprovalRequestId,
    },
    /// An instance applied the scheduled release early.
    AppliedEarly {
        pack: PackId,
        application: EarlyApplication,
    },
    /// A pack was created, without components.
    PackCreated {
        pack: PackId,
        name: String,
        /// Its description; may be empty.
        description: String,
        /// Single or multiple attachments; it never changes.
        installation_type: InstallationType,
    },
    /// A pack's name or description was changed.
    PackEdited {
        pack: PackId,
        name: String,
        description: String,
    },
    /// A pack was deleted: what was scheduled is void, and it is uninstalled everywhere.
    PackDeleted {
        pack: PackId,
    },
    ComponentsAdded {
        pack: PackId,
        /// The components, in the order in which they were added.
        components: Vec<ComponentId>,
    },
    /// Components were removed from a pack. One that a current or scheduled release carries stays, marked Deleted.
    ComponentsRemoved {
        pack: PackId,
        components: Vec<ComponentId>,
    },
    /// Components that were removed are members again.
    ComponentsUndeleted {
        pack: PackId,
        components: Vec<ComponentId>,
    },
    /// A component was created, without versions.
    ComponentCreated {
        component: ComponentId,
        name: String,
        component_type: ComponentType,
        /// Its folder; may be empty.
        folder: String,
    },
    /// A version of a component was packaged.
    VersionPackaged {
        component: ComponentId,
        packaged: Box<PackagedComponent>,
        included: Vec<IncludedComponent>,
    },
    /// A version of a component was deleted. Its label stays taken.
    VersionDeleted {
        component: ComponentId,
        version: Version,
    },
    /// An account group was created, empty.
    GroupCreated {
        group: AccountGroupId,
        name: String,
    },
    /// An account group has another name.
    GroupRenamed {
        group: AccountGroupId,
        /// What it was called before.
        from: String,
        name: String,
    },
    /// An account group was deleted. Installations stay.
    GroupDeleted {
        group: AccountGroupId,
    },
    /// Accounts joined a group.
    AccountsAdded {
        group: AccountGroupId,
        accounts: Vec<AccountId>,
    },
    /// Accounts left a group. Installations stay.
    AccountsRemoved {
        group: AccountGroupId,
        accounts: Vec<AccountId>,
    },
    /// Packs were shared with a group.
    PacksShared {
        group: AccountGroupId,
        packs: Vec<PackId>,
    },
    /// Packs are no longer shared with a group. Installations stay.
    PacksUnshared {
        group: AccountGroupId,
        packs: Vec<PackId>,
    },
    /// A managed account was created.
    AccountCreated {
        account: AccountId,
        name: String,
    },
    /// A managed account has another name.
    AccountRenamed {
        account: AccountId,
        /// What it was called before.
        from: String,
        name: String,
    },
    /// A pack was installed in an account.
    Installed {
        account: AccountId,
        instance: Instance,
    },
    /// An installation was taken away.
    Uninstalled {
        account: AccountId,
        pack: PackId,
        instance: InstanceId,
    },
}

/// What an import brings: only nouns that are new or differ from what is there, each whole.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Imported {
    /// Settings, where the documents hold them.
    pub settings: Option<Settings>,
    pub components: Vec<Component>,
    /// What packaged components include, by the component that they are versions of.
    pub contents: Vec<(ComponentId, Vec<PackageContents>)>,
    pub packs: Vec<Pack>,
    pub accounts: Vec<Account>,
    pub groups: Vec<AccountGroup>,
}

/// The nouns that events change. The store implements it, for new events and for replay alike.
pub trait NounStore {
    /// What can go wrong in getting at a noun.
    type Error;

    fn pack_mut(&mut self, id: &PackId) -> Result<&mut Pack, Self::Error>;

    fn component_mut(&mut self, id: &ComponentId) -> Result<&mut Component, Self::Error>;

    fn settings_mut(&mut self) -> &mut Settings;

    /// Keeps an event for later, to be applied when its pack is read ([`Pack::apply`]); false where it must be applied
    /// now.
    fn defer(&mut self, event: &Event, stamp: &Stamp) -> bool {
        let _ = (event, stamp);
        false
    }

    /// Puts imported nouns in the place of those with their ids.
    fn put(&mut self, imported: &Imported) -> Result<(), Self::Error>;

    fn put_included(&mut self, component: &ComponentId, contents: PackageContents) -> Result<(), Self::Error>;

    /// Changes an account, and the counts that include it.
    fn change_account(&mut self, id: &AccountId, change: impl FnOnce(&mut Account)) -> Result<(), Self::Error>;

    /// Changes an account group, and the counts that include it.
    fn change_group(&mut self, id: &AccountGroupId, change: impl FnOnce(&mut AccountGroup)) -> Result<(), Self::Error>;

    /// Deletes a pack with its installations, and takes it out of the groups that it was shared with.
    ///
    /// # Errors
    /// Where the pack isn't there, or something that refers to it can't be read.
    fn delete_pack(&mut self, id: &PackId) -> Result<(), Self::Error>;

    fn delete_group(&mut self, id: &AccountGroupId) -> Result<(), Self::Error>;
}

impl Event {
    /// The pack that the event is about; none where it is about none, or about several.
    pub fn pack(&self) -> Option<&PackId> {
        match self {
            about!(releases, pack) | about!(packs, pack) | Self::Uninstalled { pack, .. } => Some(pack),
            Self::Installed { instance, .. } => Some(&instance.pack),
            about!(components)
            | about!(groups)
            | about!(approvals)
            | about!(settings)
            | Self::Imported(_)
            | Self::AccountCreated { .. }
            | Self::AccountRenamed { .. } => None,
        }
    }
}
