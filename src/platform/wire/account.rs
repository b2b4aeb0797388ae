//! Accounts below the publisher's.

use serde::{Deserialize, Serialize};

use super::super::lenient;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct Account {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `trial`, `active`, `suspended`, `deleted` or `unlimited`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub status: Option<String>,
    /// A timestamp.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub date_created: Option<String>,
    /// A timestamp.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub expiration_date: Option<String>,
    /// `standard` or `premier`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub support_level: Option<String>,
    /// Whether support may enter it.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub support_access: Option<bool>,
    /// Whether it has more deployed than it paid for.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub over_deployed: Option<bool>,
    /// Whether it is an embedded one.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub widget_account: Option<bool>,
    /// Whether mapping suggestions are on.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub suggestions_enabled: Option<bool>,
}
