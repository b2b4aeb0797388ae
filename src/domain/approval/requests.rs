//! The requests that a workspace keeps: at most one of each pack, and one of its own rules.

use std::{collections::BTreeMap, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{Approval, ApprovalRequest};
use crate::domain::{ApprovalRequestId, PackId};

/// Requests by id that nobody has decided on. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApprovalRequests(Arc<BTreeMap<ApprovalRequestId, Arc<ApprovalRequest>>>);

impl ApprovalRequests {
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<ApprovalRequest>> {
        self.0.values()
    }

    pub fn get(&self, id: &ApprovalRequestId) -> Option<&Arc<ApprovalRequest>> {
        self.0.get(id)
    }

    /// That of a pack; of the workspace's own rules for none.
    pub fn about(&self, pack: Option<&PackId>) -> Option<&Arc<ApprovalRequest>> {
        self.iter().find(|request| request.requested.pack() == pack)
    }

    /// Adds one, in the place of the one that is about the same.
    pub(in crate::domain) fn put(&mut self, request: ApprovalRequest) {
        let before = self.about(request.requested.pack()).map(|before| before.id.clone());
        let requests = Arc::make_mut(&mut self.0);
        before.map(|before| requests.remove(&before));
        requests.insert(request.id.clone(), Arc::new(request));
    }

    /// Takes one away on which somebody has decided.
    pub(in crate::domain) fn remove(&mut self, id: &ApprovalRequestId) {
        if self.get(id).is_some() {
            Arc::make_mut(&mut self.0).remove(id);
        }
    }

    /// Adds an approval; the last one that is needed takes the request away, as it is carried out with it.
    pub(in crate::domain) fn approve(&mut self, id: &ApprovalRequestId, approval: &Approval) {
        match self.get(id).map(|request| request.missing()) {
            None => {}
            Some(0 | 1) => self.remove(id),
            Some(_) => {
                if let Some(request) = Arc::make_mut(&mut self.0).get_mut(id) {
                    Arc::make_mut(request).approvals.push(approval.clone());
                }
            }
        }
    }
}
