//! Requests that wait for approval, for programs.

use serde::Serialize;

use super::output::{ChangeOut, instant};
use crate::{
    domain::{Approval, When},
    engine::RequestView,
};

/// `{"request","id"|null,"name","by","who","at","when":"NOW"|"yyyy-MM-dd",
/// "kind":"RELEASE|ROLLBACK|MOVE|CHANGE|SETTINGS","notes","overrideReason"|null,
/// "state":"OPEN|STALE|EXPIRED|REJECTED|WITHDRAWN|CARRIED_OUT","stale":[…],"needed","expiresAt",
/// "approvals":[{"by","who","at","comment"}],"rejection":{…}|null,"changes":[…]}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RequestOut {
    request: String,
    id: Option<String>,
    name: String,
    by: String,
    who: String,
    at: String,
    when: String,
    kind: &'static str,
    notes: String,
    override_reason: Option<String>,
    state: &'static str,
    stale: Vec<String>,
    needed: u8,
    expires_at: String,
    approvals: Vec<ApprovalOut>,
    rejection: Option<ApprovalOut>,
    changes: Vec<ChangeOut>,
}

#[derive(Debug, Serialize)]
struct ApprovalOut {
    by: String,
    who: String,
    at: String,
    comment: String,
}

impl RequestOut {
    pub(super) fn of(view: &RequestView) -> Self {
        let request = &view.request;
        Self {
            request: request.id.to_string(),
            id: request.requested.pack().map(ToString::to_string),
            name: request.name.clone(),
            by: request.by.clone(),
            who: request.who.as_str().to_owned(),
            at: instant(request.at),
            when: match request.requested.when() {
                When::Now => "NOW".to_owned(),
                When::On(date) => date.to_string(),
            },
            kind: request.requested.word(),
            notes: view.order().map_or_else(String::new, |order| order.notes.clone()),
            override_reason: view.order().and_then(|order| order.overriding.clone()),
            state: view.state.word(),
            stale: view.stale.clone(),
            needed: request.needed,
            expires_at: instant(request.expires_at),
            approvals: request.approvals.iter().map(ApprovalOut::of).collect(),
            rejection: view.rejection.as_ref().map(ApprovalOut::of),
            changes: view.changes.iter().map(ChangeOut::of).collect(),
        }
    }
}

impl ApprovalOut {
    fn of(approval: &Approval) -> Self {
        Self {
            by: approval.by.clone(),
            who: approval.who.as_str().to_owned(),
            at: instant(approval.at),
            comment: approval.comment.clone(),
        }
    }
}
