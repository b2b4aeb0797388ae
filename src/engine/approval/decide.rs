//! What a request comes to once it is approved, on the newest state and under the rules of today.

use std::sync::Arc;

use crate::{
    domain::{
        ApprovalRequest, ApprovalRules, Event, OrderVerb, Pack, Refusal, RequestId, Requested, Settings, Stamp, When,
    },
    engine::{
        EngineError,
        decision::{Decided, Deciding, Decision, decide_on_newest},
        sentences,
    },
    store::Store,
};

/// The id of a release that is only tried out.
const UNWRITTEN: &str = "none";

/// Decides what carries it out, and writes nothing: the events, and the pack as it was before.
///
/// # Errors
/// [`Refusal::RequestStale`] with what has changed since it was made; the store's.
pub(in crate::engine) fn decide_request(
    store: &mut Store,
    request: &ApprovalRequest,
    id: &RequestId,
    deciding: &Deciding,
) -> Result<(Decision, Option<Arc<Pack>>), EngineError> {
    decision_on(store, request, id, deciding).map_err(|error| match error {
        EngineError::Refused(refusal) => stale(request, refusal).into(),
        error => error,
    })
}

/// What has changed so that it can't be carried out as it is; nothing where it can.
pub(super) fn why_stale(
    store: &mut Store,
    request: &ApprovalRequest,
    deciding: &Deciding,
) -> Result<Vec<String>, EngineError> {
    match decide_request(store, request, &RequestId::from(UNWRITTEN), deciding) {
        Ok(_) => Ok(vec![]),
        Err(EngineError::Refused(Refusal::RequestStale { why, .. })) => Ok(why),
        Err(error) => Err(error),
    }
}

fn stale(request: &ApprovalRequest, refusal: Refusal) -> Refusal {
    let why = match refusal {
        Refusal::Conflict { changes, .. } => changes,
        Refusal::RequestStale { why, .. } => why,
        refusal => vec![refusal.to_string()],
    };
    Refusal::RequestStale { name: request.name.clone(), why }
}

fn decision_on(
    store: &mut Store,
    request: &ApprovalRequest,
    id: &RequestId,
    deciding: &Deciding,
) -> Result<(Decision, Option<Arc<Pack>>), EngineError> {
    match &request.requested {
        Requested::Rules { from, to } => {
            let (known, name) = (store.settings().approval, request.name.clone());
            if (known.approvals, known.rollback_without_approval) != (from.approvals, from.rollback_without_approval) {
                return Err(Refusal::RequestStale { name, why: vec![format!("it is {} now", known.words())] }.into());
            }
            let approval = ApprovalRules { request_days: known.request_days, ..*to };
            let settings = Settings { approval, ..store.settings().alone() };
            let events = vec![Event::SettingsChanged(settings)];
            Ok((Decision { events, decided: Decided::default() }, None))
        }
        Requested::Order(order) => {
            let (zone, is_new) = (deciding.zone, order.verb == OrderVerb::Release);
            if is_new && matches!(order.when, When::On(_)) && order.time_zone != zone {
                let (name, why) = (request.name.clone(), vec![sentences::scheduler_zone(zone)]);
                return Err(Refusal::RequestStale { name, why }.into());
            }
            // It is its author's release, whoever approves it.
            let stamp = Stamp { by: request.by.clone(), ..deciding.stamp.clone() };
            let deciding = Deciding { stamp: &stamp, zone, now: deciding.now };
            let (decision, pack) = decide_on_newest(store, order, id, &deciding)?;
            Ok((decision, Some(pack)))
        }
    }
}
