//! What stands around objects: pages of a query, bulk reads, errors.

use serde_json::Value;

objects! {
    /// A page of a query: at most 100 rows.
    pub struct QueryResult {
        /// The rows of this page.
        pub result: Vec<Value>,
        /// For `queryMore`; absent on the last page.
        pub query_token: Option<String>,
        /// Rows that match. What it counts on a page is not documented, so nobody may rely on it.
        pub number_of_results: Option<i64>,
    }

    /// A bulk read: at most 100 ids.
    pub struct BulkRequest {
        /// `GET`; others are not known here.
        #[serde(rename = "type")]
        pub kind: Option<String>,
        /// The ids, in the order in which they are answered.
        pub request: Vec<BulkId>,
    }

    /// An id of a bulk read.
    pub struct BulkId {
        pub id: Option<String>,
    }

    /// The answer to a bulk read.
    pub struct BulkResult {
        /// One for each id, in order.
        pub response: Vec<BulkResponse>,
    }

    /// The answer for one id: an object, or the id and why there is none.
    pub struct BulkResponse {
        #[serde(rename = "Result")]
        pub result: Option<Value>,
        /// The id, where there is no object.
        pub id: Option<String>,
        /// The status that a read of this id alone would have.
        pub status_code: Option<i64>,
        /// Why there is no object.
        pub error_message: Option<String>,
    }

    /// What a refused request is answered.
    pub struct Error {
        /// Why, in a sentence.
        pub message: Option<String>,
    }
}
