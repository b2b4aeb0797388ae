//! Managed accounts, account groups, and instances with their derived versions.

use std::{collections::HashMap, fmt};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AccountGroupId, AccountId, EarlyApplication, InstallationType, InstanceId, Pack, PackId, RequestId};

/// A managed account with what is installed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    pub id: AccountId,
    pub name: String,
    /// Its instances, oldest first.
    pub instances: Vec<Instance>,
}

/// One installation of a pack in one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    pub id: InstanceId,
    pub pack: PackId,
    /// Its name, unique per account.
    pub name: String,
    pub installed_at: DateTime<Utc>,
    /// The release that was current then.
    pub installed_release: u32,
}

/// A named set of managed accounts and the packs shared with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountGroup {
    pub id: AccountGroupId,
    pub name: String,
    pub accounts: Vec<AccountId>,
    /// The packs shared with it, its resources.
    pub packs: Vec<PackId>,
}

/// How many accounts, instances and groups have a pack, counted from the accounts and groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Accounts with at least one instance.
    pub accounts: u32,
    pub instances: u32,
    /// Account groups it is shared with.
    pub groups: u32,
    /// The platform does not say who has a pack, so in a connected workspace `accounts` and `instances` mean nothing.
    pub untold: bool,
}

impl Reach {
    /// In how many accounts it is installed; none where that is not known.
    pub fn in_accounts(&self) -> Option<u32> {
        (!self.untold).then_some(self.accounts)
    }

    /// How many instances there are; none where that is not known.
    pub fn in_instances(&self) -> Option<u32> {
        (!self.untold).then_some(self.instances)
    }
}

/// An instance's version numbers, derived and never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceVersion {
    /// 1 + deliveries since installation.
    pub version: u32,
    /// The version that the pending update gives it; none where no update is pending, or it has been applied.
    pub pending: Option<u32>,
}

/// How an instance stands between the current release of its pack and a scheduled one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum UpdateState {
    /// It has the current release, and none is scheduled.
    UpToDate,
    /// It has the current release, and gets the scheduled one on its date.
    Waiting,
    /// It has applied the scheduled release early.
    AppliedEarly,
    /// It applied an update that was cancelled or superseded, and no release has reached it since.
    Ahead,
}

impl fmt::Display for UpdateState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::UpToDate => "up to date",
            Self::Waiting => "waiting",
            Self::AppliedEarly => "applied early",
            Self::Ahead => "ahead",
        })
    }
}

/// How many instances stand where, counted from the pack alone: no account is read.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Holders {
    /// Accounts with at least one instance.
    pub accounts: usize,
    /// All instances: those at the current release, those that have applied the scheduled one, and those ahead.
    pub instances: usize,
    /// Instances at the current release.
    pub at_current: usize,
    /// Those of them that get the scheduled release on its date: all, where one is scheduled.
    pub waiting: usize,
    /// Instances that have applied the scheduled release early.
    pub applied_early: usize,
    /// Instances that applied an update that was cancelled or superseded.
    pub ahead: usize,
}

/// The accounts that account groups share a pack with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Audience {
    /// How many there are.
    pub accounts: usize,
    /// How many of them have it.
    pub with_it: usize,
}

impl Pack {
    /// The version numbers of one of this pack's instances.
    ///
    /// A delivery is an early application, or a release taking effect that the instance had not already applied
    /// early under the same request.
    pub fn instance_version(&self, instance: &Instance) -> InstanceVersion {
        self.version_after(instance, &self.early_of(instance))
    }

    /// When one of this pack's instances was last updated: by an early application or by a release that reached it,
    /// or when it was installed.
    pub fn last_update(&self, instance: &Instance) -> DateTime<Utc> {
        self.updated_after(instance, &self.early_of(instance))
    }

    /// How many instances have applied the scheduled release early.
    pub fn applied_early(&self) -> usize {
        self.count_early(UpdateState::AppliedEarly)
    }

    /// How many instances are ahead: they applied an update that was cancelled or superseded, and no release has
    /// reached them since.
    pub fn ahead(&self) -> usize {
        self.count_early(UpdateState::Ahead)
    }

    /// How its instances stand; `reach` says how many there are.
    pub fn holders(&self, reach: Reach) -> Holders {
        let [accounts, instances] = [reach.accounts, reach.instances].map(|n| usize::try_from(n).unwrap_or(usize::MAX));
        let (applied_early, ahead) = (self.applied_early(), self.ahead());
        let at_current = instances.saturating_sub(applied_early + ahead);
        let waiting = if self.scheduled.is_some() { at_current } else { 0 };
        Holders { accounts, instances, at_current, waiting, applied_early, ahead }
    }

    /// How many of the accounts that it is shared with can still install it.
    pub fn could_install(&self, audience: Audience) -> usize {
        match self.installation_type {
            _ if self.current().is_none() => 0,
            InstallationType::Single => audience.accounts.saturating_sub(audience.with_it),
            InstallationType::Multi => audience.accounts,
        }
    }

    fn count_early(&self, state: UpdateState) -> usize {
        self.early.iter().filter(|e| self.left_at(e) == Some(state)).count()
    }

    /// How an early application has left its instance; none once a release has reached the instance.
    fn left_at(&self, early: &EarlyApplication) -> Option<UpdateState> {
        if self.scheduled.as_ref().is_some_and(|s| s.request_id == early.request_id) {
            Some(UpdateState::AppliedEarly)
        } else {
            (early.after_release == self.current_number()).then_some(UpdateState::Ahead)
        }
    }

    fn early_of(&self, instance: &Instance) -> Vec<&EarlyApplication> {
        self.early.iter().filter(|e| e.instance == instance.id).collect()
    }

    fn version_after(&self, instance: &Instance, early: &[&EarlyApplication]) -> InstanceVersion {
        let released = self.current_number().saturating_sub(instance.installed_release);
        let beyond = early.iter().filter(|e| !self.took_effect(&e.request_id)).count();
        let version = 1 + released + u32::try_from(beyond).unwrap_or(u32::MAX);
        let held = early.iter().any(|e| e.after_release == self.current_number());
        let pending = (self.scheduled.is_some() && !held).then_some(version + 1);
        InstanceVersion { version, pending }
    }

    fn updated_after(&self, instance: &Instance, early: &[&EarlyApplication]) -> DateTime<Utc> {
        let reached = self
            .releases
            .iter()
            .filter(|r| r.number > instance.installed_release)
            .filter(|r| !early.iter().any(|e| e.request_id == r.request_id))
            .map(|r| r.released_at);
        early.iter().map(|e| e.applied_at).chain(reached).fold(instance.installed_at, Ord::max)
    }

    fn state_after(&self, early: &[&EarlyApplication]) -> UpdateState {
        let otherwise = if self.scheduled.is_some() { UpdateState::Waiting } else { UpdateState::UpToDate };
        early.iter().find_map(|e| self.left_at(e)).unwrap_or(otherwise)
    }

    fn took_effect(&self, request: &RequestId) -> bool {
        self.releases.iter().any(|r| r.request_id == *request)
    }
}

/// A pack with its early applications sorted by instance, so that each of very many instances is answered at once.
#[derive(Debug)]
pub struct Deliveries<'p> {
    pack: &'p Pack,
    early: HashMap<&'p InstanceId, Vec<&'p EarlyApplication>>,
}

impl<'p> Deliveries<'p> {
    pub fn of(pack: &'p Pack) -> Self {
        let mut early: HashMap<_, Vec<_>> = HashMap::new();
        for application in &pack.early {
            early.entry(&application.instance).or_default().push(application);
        }
        Self { pack, early }
    }

    /// As [`Pack::instance_version`].
    pub fn version(&self, instance: &Instance) -> InstanceVersion {
        self.pack.version_after(instance, self.early(instance))
    }

    /// As [`Pack::last_update`].
    pub fn last_update(&self, instance: &Instance) -> DateTime<Utc> {
        self.pack.updated_after(instance, self.early(instance))
    }

    pub fn state(&self, instance: &Instance) -> UpdateState {
        self.pack.state_after(self.early(instance))
    }

    fn early(&self, instance: &Instance) -> &[&'p EarlyApplication] {
        self.early.get(&instance.id).map_or(&[], |all| &all[..])
    }
}
