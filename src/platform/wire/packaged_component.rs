//! Versions of components.

use serde::{Deserialize, Serialize};

use super::super::lenient;

/// A packaged version of a component.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct PackagedComponent {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub package_id: Option<String>,
    /// Its label, unique for the component for ever.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub package_version: Option<String>,
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_id: Option<String>,
    /// The revision that it was made from.
    #[serde(deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub component_version: Option<i64>,
    /// `process`, `webservice`, or a type that no pack holds.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub component_type: Option<String>,
    /// A timestamp.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub created_date: Option<String>,
    /// Who made it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    /// What was said of it.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub notes: Option<String>,
    /// The name of a branch, `main` unless said otherwise.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub branch_name: Option<String>,
    /// Whether packs may carry it; fixed when it is made.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub shareable: Option<bool>,
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub deleted: Option<bool>,
    /// Whether others may use it without a pack.
    #[serde(deserialize_with = "lenient::truth", skip_serializing_if = "Option::is_none")]
    pub fully_publicly_consumable: Option<bool>,
}

/// The components that a version holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct PackagedComponentManifest {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub package_id: Option<String>,
    #[serde(deserialize_with = "lenient::one_or_many")]
    pub component_info: Vec<ComponentInfo>,
}

/// A component that a version holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct ComponentInfo {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Its revision.
    #[serde(deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}
