//! The audit log.

use serde::{Deserialize, Serialize};

use super::super::lenient;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct AuditLog {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub document_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// What it happened to.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub container_id: Option<String>,
    /// Who did it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub user_id: Option<String>,
    /// A timestamp.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The kind of noun, such as `as.ipack`.
    #[serde(rename = "type", deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The verb, such as `UPDATE`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// More about the verb, such as `MANUAL`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// `DEBUG`, `INFO`, `WARNING` or `ERROR`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub level: Option<String>,
    /// `API`, `UI`, `INTERNAL`, `MOBILE` or `UNKNOWN`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// What happened, in words.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What changed.
    #[serde(rename = "AuditLogProperty", deserialize_with = "lenient::one_or_many")]
    pub properties: Vec<AuditLogProperty>,
}

/// A value that changed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct AuditLogProperty {
    /// What it is the value of.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub value: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub previous_value: Option<String>,
}
