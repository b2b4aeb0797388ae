//! The twin's state: what it was started with, and what it remembers between requests.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::bucket::Bucket;
use crate::platform::wire::AuditLog;

/// Most releases that are remembered until somebody asks for their status.
const MOST_REQUESTS: usize = 10_000;
/// The path prefix of every request.
pub(super) const BASE: &str = "/api/rest/v1/";

/// How the twin behaves where the platform's documents leave it open.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of its own")]
pub struct Quirks {
    /// An update of a pack with `ADD` adds to its components; else they become those that it lists.
    pub add_merges: bool,
    /// The status of a release can be asked for by the pack's id, too.
    pub status_by_pack: bool,
    /// A scheduled release is changed by its request's id alone; else by the pack's, too.
    pub update_by_request_only: bool,
    /// Every component of a pack says `deleted: true`, as in all of the document's examples.
    pub always_deleted: bool,
}

/// A stand-in for the platform's API, answering from a workspace.
#[derive(Debug)]
pub struct Twin {
    /// The publisher's account, as paths name it.
    pub account: String,
    /// The address before `/api`, without a slash at its end.
    pub origin: String,
    /// The partner API is there.
    pub partner: bool,
    /// A token's requests are limited.
    pub limited: bool,
    /// What the documents leave open.
    pub quirks: Quirks,
    /// The role of a database that keeps the workspace: tokens speak as it.
    pub role: Option<String>,
    pub(super) buckets: HashMap<String, Bucket>,
    /// Releases whose status nobody has asked for: the first answer is that it is in progress.
    pub(super) fresh: HashSet<String>,
    /// The audit log, with the workspace's revision that it was built from.
    pub(super) audit: Option<(u64, Arc<[AuditLog]>)>,
}

/// An account id made of a workspace's name: lower case, with dashes.
pub fn account_of(name: &str) -> String {
    let words: Vec<String> = name
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
        .collect();
    if words.is_empty() { "workspace".to_owned() } else { words.join("-") }
}

impl Twin {
    /// A twin for an account, at an address such as `http://127.0.0.1:8017`.
    pub fn new(account: impl Into<String>, origin: impl Into<String>) -> Self {
        Self {
            account: account.into(),
            origin: origin.into(),
            partner: false,
            limited: true,
            quirks: Quirks::default(),
            role: None,
            buckets: HashMap::new(),
            fresh: HashSet::new(),
            audit: None,
        }
    }

    /// Where the publisher's objects are.
    pub fn url(&self) -> String {
        format!("{}{BASE}{}", self.origin, self.account)
    }

    /// Remembers that a release was made, so that its status begins with `IN_PROGRESS`.
    pub(super) fn remember(&mut self, request: &str) {
        if self.fresh.len() >= MOST_REQUESTS {
            self.fresh.clear();
        }
        self.fresh.insert(request.to_owned());
    }
}
