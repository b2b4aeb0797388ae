//! Requests as people look at them.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};

use super::decide::why_stale;
use crate::{
    domain::{
        Approval, ApprovalRequest, ApprovalRequestId, ChangeCounts, ChangeRow, ComponentId, Event, Order, Origin, Pack,
        PackId, Refusal, RequestState, Requested, Stamp, Via, about, count,
    },
    engine::{
        Engine, EngineError, Review,
        decision::Deciding,
        find::pick,
        workspace::{components, lookup},
    },
    store::Logged,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestView {
    pub request: ApprovalRequest,
    pub state: RequestState,
    /// What has changed since it was made, where it is stale.
    pub stale: Vec<String>,
    /// Who refused it, when and why.
    pub rejection: Option<Approval>,
    /// What the release would change.
    pub changes: Vec<ChangeRow>,
    /// What whoever looks at it may not do with it.
    pub off: RequestOff,
}

/// Why somebody may not approve, reject or withdraw a request; none where they may.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RequestOff {
    pub approve: Option<Refusal>,
    pub reject: Option<Refusal>,
    pub withdraw: Option<Refusal>,
}

impl RequestView {
    /// The order, where it is about a pack.
    pub fn order(&self) -> Option<&Order> {
        match &self.request.requested {
            Requested::Order(order) => Some(order),
            Requested::Rules { .. } => None,
        }
    }

    /// A warning, where it overrides a freeze.
    pub fn overrides(&self) -> Option<String> {
        self.order()?.overriding.as_ref().map(|reason| format!("! It overrides a freeze: {reason}"))
    }

    /// How many components change in which way.
    pub fn counts(&self) -> ChangeCounts {
        ChangeCounts::of(self.changes.iter().map(|row| row.change))
    }

    /// `open, 1 of 2 approvals`; `stale: release #8 is current`.
    pub fn state_words(&self) -> String {
        let (request, given) = (&self.request, self.request.approvals.len());
        match self.state {
            RequestState::Open => format!("open, {given} of {}", count(usize::from(request.needed), "approval")),
            RequestState::Stale => format!("stale: {}", self.stale.join(", ")),
            state => match &self.rejection {
                Some(rejection) => format!("rejected by {}: {}", rejection.by, rejection.comment),
                None => state.phrase().to_owned(),
            },
        }
    }
}

impl RequestOff {
    /// All is off, for the same reason.
    fn all(why: Refusal) -> Self {
        Self { approve: Some(why.clone()), reject: Some(why.clone()), withdraw: Some(why) }
    }
}

/// A request in the journal, and what became of it.
pub(super) struct LoggedRequest {
    pub(super) request: ApprovalRequest,
    /// None while it waits.
    pub(super) closed: Option<Closed>,
}

/// What became of a request.
pub(super) struct Closed {
    state: RequestState,
    /// What was done with it: `carried out`.
    how: &'static str,
    /// Who did that, and when.
    by: Stamp,
    /// Who refused it, when and why.
    rejection: Option<Approval>,
}

impl Closed {
    /// Why nothing can be done with the request any more.
    pub(super) fn refusal(&self, name: &str) -> Refusal {
        Refusal::RequestClosed { name: name.to_owned(), how: self.how, by: Some(self.by.clone()) }
    }
}

impl Engine {
    /// The requests that nobody has decided on and that have not expired, the oldest first; with `past` every request
    /// that was ever made.
    pub fn approval_requests(&mut self, past: bool) -> Result<Vec<RequestView>, EngineError> {
        let now = self.now();
        let told: Vec<LoggedRequest> = if past {
            logged_requests(&self.store.log()?)
        } else {
            let waiting = self.settings().requests.iter().filter(|request| !request.is_expired(now));
            waiting.map(|request| LoggedRequest { request: (**request).clone(), closed: None }).collect()
        };
        let mut views = Vec::with_capacity(told.len());
        for one in told {
            views.push(self.request_view(one)?);
        }
        views.sort_by_key(|view| view.request.at);
        Ok(views)
    }

    /// How many requests wait for approval. Nothing is read for it.
    pub fn waiting_requests(&self) -> usize {
        let now = self.now();
        self.settings().requests.iter().filter(|request| !request.is_expired(now)).count()
    }

    /// The request that a name names: its id, a prefix of it, or the pack that it is about. One that waits no more is
    /// found where no other is meant.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Ambiguous`]; the store's.
    pub fn find_request(&mut self, name: &str) -> Result<RequestView, EngineError> {
        let waiting: Vec<(ApprovalRequestId, String)> =
            self.settings().requests.iter().map(|request| (request.id.clone(), request.name.clone())).collect();
        let pack = waiting.iter().position(|(id, _)| {
            let about = self.settings().requests.get(id).and_then(|request| request.requested.pack());
            about.is_some_and(|pack| pack.as_str() == name)
        });
        let found = match pack {
            Some(at) => Ok(&waiting[at]),
            None => pick("request", name, &waiting, |(id, name)| (id.as_str(), name)),
        };
        match found {
            Ok((id, _)) => {
                let request = self.settings().requests.get(id).map(|request| (**request).clone());
                let unknown = || Refusal::NotFound { what: "request", name: name.to_owned(), like: None };
                self.request_view(LoggedRequest { request: request.ok_or_else(unknown)?, closed: None })
            }
            Err(refusal @ Refusal::NotFound { .. }) => {
                let mut all = logged_requests(&self.store.log()?);
                let one = all.iter().rposition(|told| told.request.id.as_str() == name);
                let one = one.or_else(|| {
                    let is_it = |told: &&LoggedRequest| name.len() >= 12 && told.request.id.as_str().starts_with(name);
                    Some(all.iter().filter(is_it).count()).filter(|found| *found == 1)?;
                    all.iter().position(|told| is_it(&told))
                });
                match one {
                    Some(at) => self.request_view(all.swap_remove(at)),
                    None => Err(refusal.into()),
                }
            }
            Err(refusal) => Err(refusal.into()),
        }
    }

    /// What carrying out a request would do, as the wizard says it; none for the workspace's settings, and where the
    /// pack is gone.
    pub fn review_request(&mut self, request: &ApprovalRequest) -> Result<Option<Review>, EngineError> {
        let Requested::Order(order) = &request.requested else { return Ok(None) };
        if !self.has_pack(&order.pack) {
            return Ok(None);
        }
        let origin = order.rollback_to.map_or(Origin::Latest, Origin::Rollback);
        let proposal = self.propose_again(&order.pack, origin)?;
        Ok(Some(Review::of(&proposal, &order.components, Some(order.when))))
    }

    fn request_view(&mut self, told: LoggedRequest) -> Result<RequestView, EngineError> {
        let LoggedRequest { request, closed } = told;
        let (now, zone) = (self.now(), self.scheduler_zone());
        let changes = match &request.requested {
            Requested::Order(order) => self.changes_of(order)?,
            Requested::Rules { .. } => vec![],
        };
        let (mut why, mut rejection) = (vec![], None);
        let all_off = closed.as_ref().map(|closed| RequestOff::all(closed.refusal(&request.name)));
        let state = match closed {
            Some(closed) => {
                rejection = closed.rejection;
                closed.state
            }
            None if request.is_expired(now) => RequestState::Expired,
            None => {
                let stamp = Stamp { at: now, by: request.by.clone(), via: Via::Cli };
                why = why_stale(&mut self.store, &request, &Deciding { stamp: &stamp, zone, now })?;
                if why.is_empty() { RequestState::Open } else { RequestState::Stale }
            }
        };
        let off = all_off.unwrap_or_else(|| self.off(&request, &why));
        Ok(RequestView { request, state, stale: why, rejection, changes, off })
    }

    /// What may not be done with a request that waits, and is stale for these reasons.
    fn off(&self, request: &ApprovalRequest, stale: &[String]) -> RequestOff {
        let who = self.who();
        let refusal = || Refusal::RequestStale { name: request.name.clone(), why: stale.to_vec() };
        let is_stale = (!stale.is_empty()).then(refusal);
        RequestOff {
            approve: request.check_approver(who, self.now()).err().or(is_stale),
            reject: request.check_rejecter(who).err(),
            withdraw: request.check_author(who).err(),
        }
    }

    /// What the release would change, against the one that was current when it was asked for.
    fn changes_of(&mut self, order: &Order) -> Result<Vec<ChangeRow>, EngineError> {
        let pack = self.store.pack(&order.pack)?;
        let before = pack.as_deref().and_then(|pack: &Pack| pack.release(order.basis.current()));
        let before = before.map(|release| release.components.clone()).unwrap_or_default();
        let gone = before.iter().map(|(id, _)| id).filter(|id| order.components.get(id).is_none());
        let ids: Vec<ComponentId> = order.components.iter().map(|(id, _)| id).chain(gone).cloned().collect();
        let mut found = components(&mut self.store, &ids)?;
        found.sort_by_cached_key(|component| component.name.to_lowercase());
        let row = |id: &ComponentId| {
            let component = lookup(&found)(id)?;
            Some(ChangeRow::between(component, before.get(id), order.components.get(id)))
        };
        Ok(found.iter().filter_map(|component| row(&component.id)).collect())
    }
}

/// Every request that the journal tells of, in its order. What closes a request counts once: what comes later is about
/// another one.
// A new kind of event must make the compiler name this place.
#[deny(clippy::wildcard_enum_match_arm)]
pub(super) fn logged_requests(log: &[Logged]) -> Vec<LoggedRequest> {
    let mut all: Vec<LoggedRequest> = Vec::new();
    let mut at: BTreeMap<ApprovalRequestId, usize> = BTreeMap::new();
    let mut about: BTreeMap<Option<PackId>, usize> = BTreeMap::new();
    let events = log.iter().flat_map(|logged| logged.events.iter().map(|event| (&logged.stamp, event)));
    for (stamp, event) in events {
        let closed = |state, how, rejection| Closed { state, how, by: stamp.clone(), rejection };
        let (id, closed) = match event {
            Event::ApprovalRequested(request) => {
                let (id, pack) = (request.id.clone(), request.requested.pack().cloned());
                if let Some(before) = about.insert(pack, all.len()).map(|before| &mut all[before]) {
                    let state = replaced(&before.request, request.at);
                    before.closed.get_or_insert_with(|| closed(state, "replaced by another", None));
                }
                at.insert(id, all.len());
                all.push(LoggedRequest { request: (**request).clone(), closed: None });
                continue;
            }
            Event::Approved { request, approval } => {
                let Some(told) = at.get(request).map(|at| &mut all[*at]) else { continue };
                told.request.approvals.push((**approval).clone());
                if told.request.missing() > 0 {
                    continue;
                }
                (request, closed(RequestState::CarriedOut, RequestState::CarriedOut.phrase(), None))
            }
            Event::Rejected { request, rejection } => {
                (request, closed(RequestState::Rejected, RequestState::Rejected.phrase(), Some((**rejection).clone())))
            }
            Event::Withdrawn { request } => {
                (request, closed(RequestState::Withdrawn, RequestState::Withdrawn.phrase(), None))
            }
            Event::Imported(_) | about!(settings) | about!(releases) | about!(nouns) => continue,
        };
        if let Some(told) = at.get(id).map(|at| &mut all[*at]) {
            told.closed.get_or_insert(closed);
        }
    }
    all
}

/// How a request stands that another took the place of.
fn replaced(request: &ApprovalRequest, at: DateTime<Utc>) -> RequestState {
    if request.is_expired(at) { RequestState::Expired } else { RequestState::Withdrawn }
}
