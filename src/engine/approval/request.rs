//! Makes a request of a decision that others must approve first.

use super::{asking::Asking, decide::why_stale};
use crate::{
    domain::{ApprovalRequest, ApprovalRequestId, ApprovalRules, Event, Needed, Order, Pack, Refusal, Requested},
    engine::{
        EngineError,
        decision::{Decided, Deciding, Decision},
    },
    store::Store,
};

/// The decision as it is where nobody needs to approve it; else one that asks for approval.
///
/// # Errors
/// [`Refusal::RequestWaits`]; the store's.
pub(in crate::engine) fn unless_approval_is_needed(
    store: &mut Store,
    (order, pack): (&Order, &Pack),
    decision: Decision,
    asking: &Asking,
    deciding: &Deciding,
) -> Result<Decision, EngineError> {
    match store.settings().approval.needed(order, pack) {
        Needed::Nothing | Needed::Emergency => Ok(as_emergency_where_it_is(store, (order, pack), decision)),
        Needed::Approvals(needed) => {
            let requested = Requested::Order(Box::new(order.clone()));
            let (events, id) = request(store, (requested, &pack.name, needed), asking, deciding)?;
            let overrides = decision.decided.overrides;
            Ok(Decision { events, decided: Decided { request: Some(id), overrides, ..Decided::default() } })
        }
    }
}

/// The decision, whose release says that it is an emergency rollback where it is.
pub(in crate::engine) fn as_emergency_where_it_is(
    store: &Store,
    (order, pack): (&Order, &Pack),
    mut decision: Decision,
) -> Decision {
    let is_emergency = store.settings().approval.needed(order, pack) == Needed::Emergency;
    for event in &mut decision.events {
        if let Event::Released { release, .. } = event {
            release.emergency = is_emergency;
        }
    }
    decision
}

/// Asks for rules that ask for less.
pub(in crate::engine) fn request_rules(
    store: &mut Store,
    to: ApprovalRules,
    asking: &Asking,
    deciding: &Deciding,
) -> Result<(Vec<Event>, ApprovalRequestId), EngineError> {
    let from = store.settings().approval;
    request(store, (Requested::Rules { from, to }, Requested::RULES, from.approvals), asking, deciding)
}

/// A new request, in the place of an earlier one of the same author or of one that nobody can approve any more. The
/// very same request is not made twice, so that its approvals stay.
fn request(
    store: &mut Store,
    (requested, name, needed): (Requested, &str, u8),
    asking: &Asking,
    deciding: &Deciding,
) -> Result<(Vec<Event>, ApprovalRequestId), EngineError> {
    if let Some(before) = store.settings().requests.about(requested.pack()).cloned()
        && !before.is_expired(deciding.now)
    {
        if before.who == asking.who && before.requested == requested {
            return Ok((vec![], before.id.clone()));
        }
        if before.who != asking.who && why_stale(store, &before, deciding)?.is_empty() {
            return Err(Refusal::RequestWaits { name: before.name.clone(), by: before.by.clone() }.into());
        }
    }
    let made = new_request(store, (requested, name, needed), asking, deciding);
    Ok((vec![Event::ApprovalRequested(Box::new(made))], asking.id.clone()))
}

/// A request of somebody, as it begins: nobody has approved it.
pub(super) fn new_request(
    store: &Store,
    (requested, name, needed): (Requested, &str, u8),
    asking: &Asking,
    deciding: &Deciding,
) -> ApprovalRequest {
    let (now, days) = (deciding.now, store.settings().approval.request_days);
    ApprovalRequest {
        id: asking.id.clone(),
        expires_at: requested.expires_at(now, days),
        requested,
        name: name.to_owned(),
        by: deciding.stamp.by.clone(),
        who: asking.who.clone(),
        at: deciding.stamp.at,
        needed,
        approvals: vec![],
    }
}
