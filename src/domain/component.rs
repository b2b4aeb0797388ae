//! Components and their packaged versions.

use std::{collections::HashMap, fmt};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{ComponentId, NotChoosable, PackageId, Refusal, Version, nearest};

/// How many of the newest versions are named where the one asked for does not exist.
const NEWEST: usize = 3;

/// What a component is. The API's words are `process` and `webservice`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ComponentType {
    #[serde(rename = "process")]
    Process,
    /// An API service; never in a MULTI pack.
    #[serde(rename = "webservice")]
    ApiService,
}

impl ComponentType {
    pub fn api_word(self) -> &'static str {
        match self {
            Self::Process => "process",
            Self::ApiService => "webservice",
        }
    }
}

impl fmt::Display for ComponentType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Process => "Process",
            Self::ApiService => "API Service",
        })
    }
}

/// A component with its packaged versions, oldest first in packaging order (created date, then document order).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Component {
    pub id: ComponentId,
    pub name: String,
    pub component_type: ComponentType,
    /// Its folder, `/`-separated.
    pub folder: String,
    /// Its packaged versions, oldest first.
    pub versions: Vec<PackagedComponent>,
}

/// One immutable, versioned snapshot of a component.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackagedComponent {
    pub package_id: PackageId,
    pub version: Version,
    pub created_date: DateTime<Utc>,
    pub created_by: String,
    /// Package notes; may be empty.
    pub notes: String,
    /// Sharing: allowed or not. Fixed when packaged.
    pub shareable: bool,
    /// Status Deleted; the label stays taken.
    pub deleted: bool,
}

impl PackagedComponent {
    /// Only shareable, Active versions can be chosen.
    ///
    /// # Errors
    /// The reason why not; Deleted is named first.
    pub fn choosable(&self) -> Result<(), NotChoosable> {
        if self.deleted {
            Err(NotChoosable::Deleted)
        } else if self.shareable {
            Ok(())
        } else {
            Err(NotChoosable::NotShareable)
        }
    }
}

impl Component {
    /// The most recently packaged version that is shareable and Active.
    pub fn latest(&self) -> Option<&PackagedComponent> {
        self.versions.iter().rev().find(|v| v.choosable().is_ok())
    }

    pub fn packaged(&self, version: &Version) -> Option<&PackagedComponent> {
        self.versions.iter().find(|v| v.version == *version)
    }

    /// The refusal of a version that does not exist. It names the versions that may be meant: the most similar and the
    /// newest.
    pub fn unknown_version(&self, version: &Version) -> Refusal {
        let labels = self.versions.iter().rev().map(|packaged| &packaged.version);
        let nearest = nearest(version.as_str(), labels.clone().map(Version::as_str)).map(Version::from);
        let newest = labels.filter(|label| Some(*label) != nearest.as_ref()).take(NEWEST).cloned();
        let like = nearest.iter().cloned().chain(newest).collect();
        Refusal::UnknownVersion { component: self.name.clone(), version: version.clone(), like }
    }

    /// Where a version stands in packaging order, 0 being the oldest.
    pub fn position(&self, version: &Version) -> Option<usize> {
        self.versions.iter().position(|v| v.version == *version)
    }

    /// Where every version stands in packaging order, for callers that ask about many.
    pub fn positions(&self) -> HashMap<&Version, usize> {
        self.versions.iter().enumerate().map(|(at, packaged)| (&packaged.version, at)).collect()
    }

    /// Whether `a` was packaged before `b`; false where either is unknown.
    pub fn is_older(&self, a: &Version, b: &Version) -> bool {
        matches!((self.position(a), self.position(b)), (Some(a), Some(b)) if a < b)
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PackageContents {
    pub package_id: PackageId,
    pub included: Vec<IncludedComponent>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct IncludedComponent {
    pub name: String,
    /// Its type, in the platform's words: `process`, `transform.map`, `connector-settings`, …
    #[serde(rename = "type")]
    pub kind: String,
    pub folder: String,
    pub modified_by: String,
    /// When it was modified last.
    pub modified_date: DateTime<Utc>,
}
