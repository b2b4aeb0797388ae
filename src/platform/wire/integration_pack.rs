//! Packs as subscribers see them, and what they installed.

use serde::{Deserialize, Serialize};

use super::super::lenient;

/// A pack that an account may install.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct IntegrationPack {
    /// At most 500 characters.
    #[serde(rename = "Description", deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `SINGLE` or `MULTI`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub installation_type: Option<String>,
}

/// A pack as an account installed it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct IntegrationPackInstance {
    /// The processes that it brought.
    #[serde(rename = "ProcessId", deserialize_with = "lenient::one_or_many")]
    pub process_id: Vec<ProcessId>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_id: Option<String>,
    /// Its own name; for `MULTI` packs alone.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_override_name: Option<String>,
    /// The pack's name; for filters alone.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_name: Option<String>,
}

/// A process that an instance brought.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ProcessId {
    /// The publisher's component.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub original_process_id: Option<String>,
    /// The account's own; for `MULTI` packs alone.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub wrapper_process_id: Option<String>,
    /// Its name in the account.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
