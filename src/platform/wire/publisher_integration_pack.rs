//! Packs as their publisher sees them.

use serde::{Deserialize, Serialize};

use super::super::lenient;

/// A pack. `Description` is always told, and so is a component list that is not empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct PublisherIntegrationPack {
    /// At most 500 characters.
    #[serde(rename = "Description", deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// What it holds.
    #[serde(
        rename = "PublisherPackagedComponents",
        deserialize_with = "lenient::object",
        skip_serializing_if = "Option::is_none"
    )]
    pub components: Option<PublisherPackagedComponents>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// `SINGLE` or `MULTI`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub installation_type: Option<String>,
    /// What an update does with the components that it lists: `ADD` or `DELETE`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub operation_type: Option<String>,
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct PublisherPackagedComponents {
    #[serde(rename = "PublisherPackagedComponent", deserialize_with = "lenient::one_or_many")]
    pub components: Vec<PublisherPackagedComponent>,
}

/// A component of a pack with its three versions, each `""` where there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct PublisherPackagedComponent {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_id: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_name: Option<String>,
    /// `process` or `webservice`.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_type: Option<String>,
    /// Its version in the current release.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub current_version: Option<String>,
    /// Its version in the next release.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub pending_version: Option<String>,
    /// The latest version that could be released.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub latest_version: Option<String>,
    /// Whether the next release goes without it.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
}
