//! Requests that wait for approval, from documents.

use std::collections::HashSet;

use super::{
    resolve::Resolver,
    shape::{RequestDoc, Workspace},
};
use crate::{
    domain::{ApprovalRequestId, ApprovalRules, Order, OrderVerb, PackId, ReleaseKind, Requested, When},
    store::StoreError,
};

/// What somebody asked for in the workspace that a document comes from. Whoever imports it asks for it anew, so nothing
/// is said of who that was, nor of who has approved it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentRequest {
    pub id: ApprovalRequestId,
    /// The pack's name; `approval` for the workspace's own rules.
    pub name: String,
    /// An order for the pack as it is after the import.
    pub requested: Requested,
    /// The release that was current when it was asked for, 0 for none.
    pub after: u32,
}

impl Resolver<'_> {
    /// Reads what waits for approval, once packs are read.
    pub(super) fn requests(&mut self, workspaces: &[Workspace]) -> Result<Vec<DocumentRequest>, StoreError> {
        let (mut requests, mut seen) = (Vec::new(), HashSet::new());
        for doc in workspaces.iter().flat_map(|workspace| &workspace.requests) {
            let id: ApprovalRequestId = self.id("a request's id", &doc.id);
            if self.is_first(&mut seen, "request", &id, &doc.id) {
                requests.extend(self.request(id, doc)?);
            }
        }
        Ok(requests)
    }

    fn request(&mut self, id: ApprovalRequestId, doc: &RequestDoc) -> Result<Option<DocumentRequest>, StoreError> {
        let after = doc.after_release.as_ref().map_or(0, |number| number.value);
        let Some(pack) = &doc.pack else {
            let from = self.known.settings().approval;
            let approvals = doc.approvals.as_ref().map_or(from.approvals, |written| written.value);
            let exempt = doc.rollback_without_approval.as_ref().map(|written| written.value);
            let rollback_without_approval = exempt.unwrap_or(from.rollback_without_approval);
            let to = ApprovalRules { approvals, rollback_without_approval, ..from };
            if let Err(refusal) = to.check() {
                self.refuse(doc.id.at, &refusal);
            }
            return Ok(Some(DocumentRequest {
                id,
                name: Requested::RULES.into(),
                requested: Requested::Rules { from, to },
                after,
            }));
        };
        let verbs = [OrderVerb::Release, OrderVerb::Move, OrderVerb::Change];
        let verb =
            doc.verb.as_ref().map_or(Some(OrderVerb::Release), |text| self.one_of(text, &verbs, OrderVerb::word));
        let Some(known) = self.pack(&PackId::from(pack.value.as_str()))? else {
            self.dangling("integration pack", pack);
            return Ok(None);
        };
        let components = match &doc.components {
            Some(carried) => self.carried(&known, carried)?,
            // What is moved stays what it is.
            None => known.scheduled.as_ref().map(|scheduled| scheduled.components.clone()).unwrap_or_default(),
        };
        let date = doc.on.as_ref().map(|on| self.date(on));
        let zone = match &doc.time_zone {
            Some(zone) => self.zone(zone),
            None => Some(self.scheduler_zone()),
        };
        let notes = self.notes(doc.notes.as_ref());
        let overriding = doc.override_reason.as_ref().map(|reason| self.notes(Some(reason)));
        let rollback_to = self.rollback_to(doc.rollback_to.as_ref(), after.saturating_add(1));
        let when = match date {
            None => When::Now,
            Some(None) => return Ok(None),
            Some(Some(date)) => When::On(date),
        };
        let (Some(verb), Some(time_zone)) = (verb, zone) else { return Ok(None) };
        let kind = if rollback_to.is_some() { ReleaseKind::Rollback } else { ReleaseKind::Release };
        let (pack, basis) = (known.id.clone(), known.basis());
        let order = Order { verb, pack, when, time_zone, kind, rollback_to, notes, overriding, components, basis };
        let requested = Requested::Order(Box::new(order));
        Ok(Some(DocumentRequest { id, name: known.name.clone(), requested, after }))
    }
}
