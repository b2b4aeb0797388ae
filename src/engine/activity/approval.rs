//! Describes who asked for approval, and what others said to it.

use super::{ActivityKind as Kind, Teller, noted};
use crate::domain::{Approval, ApprovalRequest, ApprovalRequestId, PackId, Stamp};

impl Teller<'_> {
    pub(super) fn add_request(&mut self, request: &ApprovalRequest, stamp: &Stamp) {
        let text = format!("approval is asked for {}", request.requested.words());
        self.requests.insert(request.id.clone(), request.clone());
        self.push(stamp, Kind::Request, request.requested.pack(), text);
    }

    pub(super) fn add_approval(&mut self, request: &ApprovalRequestId, approval: &Approval, stamp: &Stamp) {
        let given = self.requests.get_mut(request).map_or_else(String::new, |request| {
            request.approvals.push(approval.clone());
            format!(" ({} of {})", request.approvals.len(), request.needed)
        });
        let (pack, what) = self.requested(request);
        let text = format!("{what} is approved{given}{}", noted(&approval.comment));
        self.push(stamp, Kind::Approve, pack.as_ref(), text);
    }

    pub(super) fn add_rejection(&mut self, request: &ApprovalRequestId, rejection: &Approval, stamp: &Stamp) {
        let (pack, what) = self.requested(request);
        self.push(stamp, Kind::Reject, pack.as_ref(), format!("{what} is rejected{}", noted(&rejection.comment)));
    }

    pub(super) fn add_withdrawal(&mut self, request: &ApprovalRequestId, stamp: &Stamp) {
        let (pack, what) = self.requested(request);
        self.push(stamp, Kind::Withdraw, pack.as_ref(), format!("the request for {what} is withdrawn"));
    }

    /// What a request is about.
    fn requested(&self, id: &ApprovalRequestId) -> (Option<PackId>, String) {
        let request = self.requests.get(id).map(|request| &request.requested);
        let pack = request.and_then(|requested| requested.pack().cloned());
        (pack, request.map_or_else(|| id.to_string(), crate::domain::Requested::words))
    }
}
