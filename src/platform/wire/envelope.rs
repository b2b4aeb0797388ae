//! What stands around objects: pages of a query, bulk reads, errors.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::super::lenient;

/// A page of a query: at most 100 rows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct QueryResult {
    /// The rows of this page.
    #[serde(deserialize_with = "lenient::one_or_many")]
    pub result: Vec<Value>,
    /// For `queryMore`; absent on the last page.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub query_token: Option<String>,
    /// Rows that match. What it counts on a page is not documented, so nobody may rely on it.
    #[serde(deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub number_of_results: Option<i64>,
}

/// A bulk read: at most 100 ids.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct BulkRequest {
    /// `GET`; others are not known here.
    #[serde(rename = "type", deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// The ids, in the order in which they are answered.
    #[serde(deserialize_with = "lenient::one_or_many")]
    pub request: Vec<BulkId>,
}

/// An id of a bulk read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct BulkId {
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
}

/// The answer to a bulk read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct BulkResult {
    /// One for each id, in order.
    #[serde(deserialize_with = "lenient::one_or_many")]
    pub response: Vec<BulkResponse>,
}

/// The answer for one id: an object, or the id and why there is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct BulkResponse {
    #[serde(rename = "Result", skip_serializing_if = "Option::is_none")]
    pub result: Option<Value>,
    /// The id, where there is no object.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The status that a read of this id alone would have.
    #[serde(deserialize_with = "lenient::number", skip_serializing_if = "Option::is_none")]
    pub status_code: Option<i64>,
    /// Why there is no object.
    #[serde(deserialize_with = "lenient::text", skip_serializing_if = "Option::is_none")]
    pub error_message: Option<String>,
}

/// What a refused request is answered.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "@type", rename_all = "camelCase", default)]
pub struct Error {
    /// Why, in a sentence.
    pub message: String,
}
