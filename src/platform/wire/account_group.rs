//! Account groups: their accounts, and the packs that are shared with them.

use serde::{Deserialize, Serialize};

use super::super::lenient;

/// A group of accounts. `Resources` is told by GET alone, and ignored where it is sent.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct AccountGroup {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The account that owns it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `none`, `info`, `warning` or `error`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub auto_subscribe_alert_level: Option<String>,
    /// Whether it is **All Accounts**.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub default_group: Option<bool>,
    /// What is shared with it.
    #[serde(rename = "Resources", deserialize_with = "lenient::object", skip_serializing_if = "Option::is_none")]
    pub resources: Option<Resources>,
}

/// The resources of a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct Resources {
    #[serde(rename = "Resource", deserialize_with = "lenient::one_or_many")]
    pub resource: Vec<Resource>,
}

/// Something that is shared with a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct Resource {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub resource_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub resource_name: Option<String>,
    /// `Integration Pack`, or another kind.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub object_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct AccountGroupAccount {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_group_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
}

/// That a pack is shared with a group.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct AccountGroupIntegrationPack {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_group_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_name: Option<String>,
    /// `SINGLE` or `MULTI`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub installation_type: Option<String>,
}
