//! Requests that come with an import. Whoever imports one asks for it: without the approvals that it had, under the
//! rules of this workspace, on the packs as they are now. Else an import would be a way around approval.

use super::{asking::Asking, decide::why_stale, request::new_request, verbs::closed};
use crate::{
    domain::{ApprovalRules, Event, Refusal, Requested},
    engine::{Engine, EngineError, decision::Deciding},
    store::{Store, document::DocumentRequest},
};

/// What became of a request in a document.
pub(in crate::engine) enum ImportedRequest {
    /// It waits for approval.
    Asked,
    /// It waited already.
    Known,
    /// It would be asked for, unless the import finds something against it.
    Planned,
    /// Why it is left out.
    LeftOut(String),
}

/// Why a request is left out where nobody has to agree.
pub(in crate::engine) const NOBODY: &str = "nobody needs to approve it here";

impl Engine {
    /// Asks for what a document asks for.
    pub(in crate::engine) fn ask_for_imported(
        &mut self,
        doc: &DocumentRequest,
    ) -> Result<ImportedRequest, EngineError> {
        let (asking, zone, clock) = (self.asking(), self.scheduler_zone(), self.clock());
        let asking = Asking { id: doc.id.clone(), ..asking };
        self.commit_via(self.via(), |store, stamp| {
            decide(store, doc, &asking, &Deciding { stamp, zone, now: clock.now() })
        })
    }
}

fn decide(
    store: &mut Store,
    doc: &DocumentRequest,
    asking: &Asking,
    deciding: &Deciding,
) -> Result<(Vec<Event>, ImportedRequest), EngineError> {
    let left_out = |why: String| Ok((vec![], ImportedRequest::LeftOut(why)));
    let rules = store.settings().approval;
    if store.settings().requests.get(&doc.id).is_some() {
        return Ok((vec![], ImportedRequest::Known));
    }
    if let Refusal::RequestClosed { how, .. } = closed(store, &doc.id)? {
        return left_out(format!("it is {how} already"));
    }
    if let Some(before) = store.settings().requests.about(doc.requested.pack())
        && !before.is_expired(deciding.now)
    {
        return left_out(format!("another request about it waits, by {}", before.by));
    }
    let (requested, needed) = match &doc.requested {
        Requested::Rules { to, .. } if rules.are_loosened_by(to) => {
            let to = ApprovalRules { request_days: rules.request_days, ..*to };
            (Requested::Rules { from: rules, to }, rules.approvals)
        }
        Requested::Rules { .. } => return left_out(NOBODY.to_owned()),
        Requested::Order(order) => {
            let Some(pack) = store.pack(&order.pack)? else { return left_out("the pack is gone".to_owned()) };
            let (current, after) = (pack.current_number(), doc.after);
            if current != after {
                return left_out(format!("it was asked for after release #{after}, and #{current} is current"));
            }
            (doc.requested.clone(), rules.needed(order, &pack).count())
        }
    };
    if needed == 0 {
        return left_out(NOBODY.to_owned());
    }
    let request = new_request(store, (requested, &doc.name, needed), asking, deciding);
    let stale = why_stale(store, &request, deciding)?;
    if !stale.is_empty() {
        return left_out(stale.join(", "));
    }
    Ok((vec![Event::ApprovalRequested(Box::new(request))], ImportedRequest::Asked))
}
