//! The form of a document: named fields in camelCase, unknown ones refused, every list optional.
//!
//! What a document leaves out of a noun that the workspace has stays as it is; in a new noun it is empty. Hence the
//! options.

use serde::Deserialize;

use super::located::Located;
use crate::domain::{ComponentType, InstallationType, ReleaseKind, ReleaseSchedule};

pub(super) type Text = Located<String>;

#[derive(Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub(super) struct Document {
    pub(super) workspace: Option<Workspace>,
    pub(super) components: Vec<ComponentDoc>,
    pub(super) integration_packs: Vec<PackDoc>,
    pub(super) account_groups: Vec<GroupDoc>,
    pub(super) accounts: Vec<AccountDoc>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct Workspace {
    pub(super) name: Option<Text>,
    pub(super) scheduler_time_zone: Option<Text>,
    pub(super) late_releases: Option<Text>,
    pub(super) deployment: Option<Text>,
    pub(super) approvals: Option<Located<u8>>,
    pub(super) rollback_without_approval: Option<Located<bool>>,
    pub(super) request_days: Option<Located<u16>>,
    #[serde(default)]
    pub(super) freezes: Vec<FreezeDoc>,
    #[serde(default)]
    pub(super) hooks: Vec<HookDoc>,
    #[serde(default)]
    pub(super) requests: Vec<RequestDoc>,
}

/// What waits for approval: a release of a pack, or rules of the workspace that ask for less.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct RequestDoc {
    pub(super) id: Text,
    /// None for the workspace's rules.
    pub(super) pack: Option<Text>,
    pub(super) verb: Option<Text>,
    pub(super) on: Option<Text>,
    pub(super) time_zone: Option<Text>,
    pub(super) rollback_to: Option<Located<u32>>,
    pub(super) notes: Option<Text>,
    pub(super) override_reason: Option<Text>,
    /// The release that was current.
    pub(super) after_release: Option<Located<u32>>,
    pub(super) components: Option<Located<Vec<CarriedDoc>>>,
    pub(super) approvals: Option<Located<u8>>,
    pub(super) rollback_without_approval: Option<Located<bool>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct HookDoc {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) url: Option<Text>,
    pub(super) command: Option<Text>,
    pub(super) on: Option<Text>,
    #[serde(default)]
    pub(super) packs: Vec<Text>,
    pub(super) secret_env: Option<Text>,
    pub(super) created_by: Option<Text>,
    pub(super) created_at: Text,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct FreezeDoc {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) from: Text,
    pub(super) to: Option<Text>,
    pub(super) weekdays: Option<Text>,
    #[serde(default)]
    pub(super) packs: Vec<Text>,
    #[serde(default)]
    pub(super) groups: Vec<Text>,
    pub(super) reason: Option<Text>,
    pub(super) created_by: Option<Text>,
    pub(super) created_at: Text,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct OverrideDoc {
    pub(super) freezes: Vec<NamedDoc>,
    pub(super) reason: Text,
    pub(super) by: Option<Text>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct NamedDoc {
    pub(super) id: Text,
    pub(super) name: Text,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ComponentDoc {
    pub(super) component_id: Text,
    pub(super) name: Text,
    pub(super) component_type: Located<ComponentType>,
    pub(super) folder: Option<Text>,
    #[serde(default)]
    pub(super) packaged_components: Vec<PackageDoc>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PackageDoc {
    pub(super) package_id: Option<Text>,
    pub(super) package_version: Text,
    pub(super) created_date: Text,
    pub(super) created_by: Option<Text>,
    pub(super) notes: Option<Text>,
    pub(super) shareable: bool,
    pub(super) deleted: Option<bool>,
    pub(super) included_components: Option<Vec<IncludedDoc>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct IncludedDoc {
    pub(super) name: Text,
    #[serde(rename = "type")]
    pub(super) kind: Text,
    pub(super) folder: Option<Text>,
    pub(super) modified_by: Option<Text>,
    pub(super) modified_date: Text,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct PackDoc {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) description: Option<Text>,
    pub(super) installation_type: Located<InstallationType>,
    pub(super) components: Option<Located<Vec<Text>>>,
    pub(super) removed_components: Option<Vec<Text>>,
    #[serde(default)]
    pub(super) releases: Vec<ReleaseDoc>,
    pub(super) scheduled_release: Option<ScheduledDoc>,
    #[serde(default)]
    pub(super) early_applications: Vec<EarlyDoc>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct CarriedDoc {
    pub(super) component_id: Text,
    pub(super) version: Text,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ReleaseDoc {
    #[serde(default)]
    pub(super) emergency: bool,
    pub(super) number: Located<u32>,
    pub(super) released_at: Text,
    pub(super) released_by: Option<Text>,
    #[serde(default = "release")]
    pub(super) kind: ReleaseKind,
    #[serde(default = "immediately")]
    pub(super) release_schedule: ReleaseSchedule,
    pub(super) request_id: Option<Text>,
    pub(super) rollback_to: Option<Located<u32>>,
    pub(super) notes: Option<Text>,
    pub(super) release_on_date: Option<Text>,
    pub(super) time_zone: Option<Text>,
    pub(super) late: Option<i64>,
    pub(super) platform: Option<Text>,
    pub(super) seen_after: Option<Text>,
    pub(super) r#override: Option<OverrideDoc>,
    pub(super) components: Located<Vec<CarriedDoc>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct ScheduledDoc {
    pub(super) request_id: Text,
    pub(super) release_on_date: Text,
    pub(super) time_zone: Text,
    #[serde(default = "release")]
    pub(super) kind: ReleaseKind,
    pub(super) rollback_to: Option<Located<u32>>,
    pub(super) notes: Option<Text>,
    pub(super) scheduled_at: Text,
    pub(super) scheduled_by: Option<Text>,
    /// Where it is left out: those that are not members.
    pub(super) restored_components: Option<Vec<Text>>,
    pub(super) r#override: Option<OverrideDoc>,
    pub(super) components: Located<Vec<CarriedDoc>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct EarlyDoc {
    pub(super) account_id: Text,
    pub(super) instance_id: Text,
    pub(super) request_id: Text,
    pub(super) applied_at: Text,
    /// Where it is left out: the release that was current by then.
    pub(super) after_release: Option<Located<u32>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct GroupDoc {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) accounts: Option<Vec<Text>>,
    pub(super) integration_packs: Option<Vec<Text>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct AccountDoc {
    pub(super) id: Text,
    pub(super) name: Text,
    pub(super) instances: Option<Vec<InstanceDoc>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub(super) struct InstanceDoc {
    pub(super) instance_id: Text,
    pub(super) integration_pack_id: Text,
    pub(super) name: Text,
    pub(super) installed_at: Text,
    /// Where it is left out: the release that was current by then.
    pub(super) installed_release: Option<Located<u32>>,
}

fn release() -> ReleaseKind {
    ReleaseKind::Release
}

fn immediately() -> ReleaseSchedule {
    ReleaseSchedule::Immediately
}
