//! Managed accounts, account groups, and instances with their derived versions.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{AccountGroupId, AccountId, InstanceId, Pack, PackId, RequestId};

/// A managed account with what is installed in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
    /// Its instances, oldest first.
    pub instances: Vec<Instance>,
}

/// One installation of a pack in one account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Instance {
    /// Its id.
    pub id: InstanceId,
    /// The pack installed.
    pub pack: PackId,
    /// Its name, unique per account.
    pub name: String,
    /// When it was installed.
    pub installed_at: DateTime<Utc>,
    /// The release that was current then.
    pub installed_release: u32,
}

/// A named set of managed accounts and the packs shared with them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AccountGroup {
    /// Its id.
    pub id: AccountGroupId,
    /// Its name.
    pub name: String,
    /// Its accounts.
    pub accounts: Vec<AccountId>,
    /// The packs shared with it, its resources.
    pub packs: Vec<PackId>,
}

/// The record that an instance applied a pending update before its date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EarlyApplication {
    /// The account.
    pub account: AccountId,
    /// The instance in it.
    pub instance: InstanceId,
    /// The scheduled release that was applied.
    pub request_id: RequestId,
    /// When.
    pub applied_at: DateTime<Utc>,
    /// The number of the release that was current then, 0 for none.
    pub after_release: u32,
}

/// How far a pack reaches. Counts, derived from accounts and groups.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reach {
    /// Accounts with at least one instance.
    pub accounts: u32,
    /// Instances.
    pub instances: u32,
    /// Account groups it is shared with.
    pub groups: u32,
}

/// An instance's version numbers, derived and never stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InstanceVersion {
    /// 1 + deliveries since installation.
    pub version: u32,
    /// The version it would get from the pending update; none where there is none or it has been applied.
    pub pending: Option<u32>,
}

impl Pack {
    /// The version numbers of one of this pack's instances.
    ///
    /// A delivery is an early application, or a release taking effect that the instance had not already applied
    /// early under the same request.
    #[must_use]
    pub fn instance_version(&self, instance: &Instance) -> InstanceVersion {
        let released = self.current_number().saturating_sub(instance.installed_release);
        let early = self.early.iter().filter(|e| e.instance == instance.id);
        let beyond = early.clone().filter(|e| !self.took_effect(&e.request_id)).count();
        let version = 1 + released + u32::try_from(beyond).unwrap_or(u32::MAX);
        let held = early.clone().any(|e| e.after_release == self.current_number());
        let pending = (self.scheduled.is_some() && !held).then_some(version + 1);
        InstanceVersion { version, pending }
    }

    /// How many instances have applied the scheduled release early.
    #[must_use]
    pub fn applied_early(&self) -> usize {
        let Some(scheduled) = &self.scheduled else { return 0 };
        self.early.iter().filter(|e| e.request_id == scheduled.request_id).count()
    }

    /// How many instances are ahead: they applied an update that was cancelled or superseded, and no release has
    /// reached them since.
    #[must_use]
    pub fn ahead(&self) -> usize {
        let pending = self.scheduled.as_ref().map(|s| &s.request_id);
        self.early.iter().filter(|e| e.after_release == self.current_number() && Some(&e.request_id) != pending).count()
    }

    fn took_effect(&self, request: &RequestId) -> bool {
        self.releases.iter().any(|r| r.request_id == *request)
    }
}
