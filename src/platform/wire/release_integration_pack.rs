//! Releases.

use serde::{Deserialize, Serialize};

use super::super::lenient;

/// A release that is asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ReleaseIntegrationPack {
    #[serde(
        rename = "ReleasePackagedComponents",
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub components: Option<ReleasePackagedComponents>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `SINGLE` or `MULTI`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub installation_type: Option<String>,
    /// `IMMEDIATELY` or `RELEASE_ON_SPECIFIED_DATE`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_schedule: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_on_date: Option<String>,
    /// Told by the platform.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Told by the platform.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_status_url: Option<String>,
}

/// How far a release has come.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ReleaseIntegrationPackStatus {
    /// The HTTP status once more: 200 or 202.
    #[serde(deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub response_status_code: Option<i64>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub integration_pack_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `SINGLE` or `MULTI`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub installation_type: Option<String>,
    /// `IMMEDIATELY` or `RELEASE_ON_SPECIFIED_DATE`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_schedule: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// `SCHEDULED`, `IN_PROGRESS`, `SUCCESS` or `ERROR`; the documents spell `INPROGRESS` too.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_status: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub release_on_date: Option<String>,
    #[serde(
        rename = "ReleasePackagedComponents",
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub components: Option<ReleasePackagedComponents>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ReleasePackagedComponents {
    #[serde(rename = "ReleasePackagedComponent", deserialize_with = "lenient::one_or_many")]
    pub components: Vec<ReleasePackagedComponent>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ReleasePackagedComponent {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_id: Option<String>,
    /// The version that is or was current.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub released_version: Option<String>,
    /// The version that the release carries.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}
