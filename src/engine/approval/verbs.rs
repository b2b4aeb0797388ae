//! Approving, rejecting and withdrawing.

use std::sync::Arc;

use super::{decide::decide_request, view::logged_requests};
use crate::{
    domain::{
        Approval, ApprovalRequest, ApprovalRequestId, Event, Identity, OrderVerb, Refusal, Requested, Stamp, count,
        date_words,
    },
    engine::{
        Engine, EngineError,
        decision::{Decided, Deciding},
        sentences,
    },
    store::Store,
};

/// What came of an approval.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Approved {
    pub request: ApprovalRequest,
    /// `Order to Cash #7 is released`; how many approvals it still needs, where it is not carried out.
    pub happened: String,
}

impl Approved {
    /// What is so once an approval is written down.
    pub(in crate::engine) fn of(request: &ApprovalRequest, approval: Approval, decided: Option<&Decided>) -> Self {
        let mut request = request.clone();
        request.approvals.push(approval);
        let happened = decided.map_or_else(
            || format!("{} needs {} more", request.name, count(request.missing(), "approval")),
            |decided| happened(&request, decided),
        );
        Self { request, happened }
    }
}

fn happened(request: &ApprovalRequest, decided: &Decided) -> String {
    let name = &request.name;
    let order = match &request.requested {
        Requested::Rules { to, .. } => return format!("The settings are {}", to.words()),
        Requested::Order(order) => order,
    };
    match (decided.number, &decided.scheduled, order.verb) {
        (Some(number), ..) => match order.rollback_to {
            Some(to) => sentences::rolled_back(name, to, number),
            None => sentences::released(name, number),
        },
        (None, Some(scheduled), OrderVerb::Change) => {
            format!("The release of {name} scheduled for {} is changed", date_words(scheduled.release_on_date))
        }
        (None, Some(scheduled), _) => sentences::scheduled(name, scheduled.release_on_date),
        (None, None, _) => format!("{name} is asked of the platform, which has taken it"),
    }
}

impl Engine {
    /// Approves a request. The last approval that it needs carries it out in the same commit.
    ///
    /// # Errors
    /// [`ApprovalRequest::check_approver`]; [`Refusal::RequestStale`] with what has changed;
    /// [`Refusal::RequestClosed`], [`Refusal::NotFound`]; the store's.
    pub fn approve(&mut self, id: &ApprovalRequestId, comment: &str) -> Result<Approved, EngineError> {
        let comment = Approval::check_comment(comment)?;
        #[cfg(feature = "platform")]
        if self.goes_out() && self.is_last_and_goes_out(id) {
            return self.approve_there(id, comment);
        }
        let (who, zone, clock, release) = (self.who.clone(), self.scheduler_zone(), self.clock(), self.request_id());
        self.commit_via(self.via(), |store, stamp| {
            let deciding = Deciding { stamp, zone, now: clock.now() };
            let (request, approval) = approval_of(store, id, &who, comment, &deciding)?;
            let approved = Event::Approved { request: id.clone(), approval: Box::new(approval.clone()) };
            let (decision, _) = decide_request(store, &request, &release, &deciding)?;
            if request.missing() > 1 {
                return Ok((vec![approved], Approved::of(&request, approval, None)));
            }
            if request.requested.pack().is_some() {
                store.settings().check_own()?;
            }
            let outcome = Approved::of(&request, approval, Some(&decision.decided));
            Ok((std::iter::once(approved).chain(decision.events).collect(), outcome))
        })
    }

    #[cfg(feature = "platform")]
    fn is_last_and_goes_out(&self, id: &ApprovalRequestId) -> bool {
        let request = self.settings().requests.get(id);
        request.is_some_and(|request| request.missing() <= 1 && request.requested.pack().is_some())
    }

    /// Refuses a request for others; nothing of it is done.
    ///
    /// # Errors
    /// [`ApprovalRequest::check_rejecter`], [`Approval::check_reason`], [`Refusal::RequestClosed`],
    /// [`Refusal::NotFound`]; the store's.
    pub fn reject_request(&mut self, id: &ApprovalRequestId, comment: &str) -> Result<ApprovalRequest, EngineError> {
        let who = self.who.clone();
        self.commit_via(self.via(), |store, stamp| {
            let request = waiting(store, id)?;
            request.check_rejecter(&who)?;
            let comment = Approval::check_reason(comment)?;
            let rejection = Box::new(said(&who, comment, stamp));
            Ok((vec![Event::Rejected { request: id.clone(), rejection }], (*request).clone()))
        })
    }

    /// Takes a request back.
    ///
    /// # Errors
    /// [`ApprovalRequest::check_author`], [`Refusal::RequestClosed`], [`Refusal::NotFound`]; the store's.
    pub fn withdraw_request(&mut self, id: &ApprovalRequestId) -> Result<ApprovalRequest, EngineError> {
        let who = self.who.clone();
        self.commit_via(self.via(), |store, _| {
            let request = waiting(store, id)?;
            request.check_author(&who)?;
            Ok((vec![Event::Withdrawn { request: id.clone() }], (*request).clone()))
        })
    }
}

/// The request and its next approval, where that is allowed.
pub(in crate::engine) fn approval_of(
    store: &Store,
    id: &ApprovalRequestId,
    who: &Identity,
    comment: &str,
    deciding: &Deciding,
) -> Result<(Arc<ApprovalRequest>, Approval), EngineError> {
    let request = waiting(store, id)?;
    request.check_approver(who, deciding.now)?;
    Ok((request, said(who, comment, deciding.stamp)))
}

fn said(who: &Identity, comment: &str, stamp: &Stamp) -> Approval {
    Approval { by: stamp.by.clone(), who: who.clone(), at: stamp.at, comment: comment.to_owned() }
}

/// A request that nobody has decided on.
fn waiting(store: &Store, id: &ApprovalRequestId) -> Result<Arc<ApprovalRequest>, EngineError> {
    match store.settings().requests.get(id) {
        Some(request) => Ok(Arc::clone(request)),
        None => Err(closed(store, id)?.into()),
    }
}

/// What became of a request that waits no more, as the journal tells it.
pub(super) fn closed(store: &Store, id: &ApprovalRequestId) -> Result<Refusal, EngineError> {
    let told = logged_requests(&store.log()?).into_iter().find(|told| told.request.id == *id);
    Ok(match told.and_then(|told| Some(told.closed?.refusal(&told.request.name))) {
        Some(refusal) => refusal,
        None => Refusal::NotFound { what: "request", name: id.to_string(), like: None },
    })
}
