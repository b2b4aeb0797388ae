//! Asks the platform for a release, at once or on a date, or for another date or other versions of what is scheduled. A
//! request is written down before it is sent, sent once, and followed until its outcome is known.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    line::Line,
    send::{SendOutcome, send},
    settle::{Followed, Settlement},
    stage::DATE_CAME_FIRST,
};
use crate::{
    domain::{
        Answer, Approval, ApprovalRequestId, Asked, AskedState, Event, Order, OrderVerb, Pack, PackId, Refusal,
        Release, RequestId, Requested, ScheduledRelease, Stamp,
    },
    engine::{
        Approved, Engine, EngineError, Outcome, ReleaseOrder, ScheduleOutcome,
        approval::{approval_of, as_emergency_where_it_is, check_approved, decide_request, unless_approval_is_needed},
        decision::{Decided, Deciding, Decision, decide_on_newest},
        schedule,
        workspace::require_pack,
    },
    platform::Unanswered,
    store::{Store, StoreError},
};

/// The approval that an order goes out with.
struct Approving<'a> {
    id: &'a ApprovalRequestId,
    comment: &'a str,
}

/// What is about to be asked, the pack that it is about, and what is written down with it.
struct Unsent {
    asked: Asked,
    pack: Arc<Pack>,
    before: Vec<Event>,
}

impl Engine {
    /// Releases on the platform, then here; or schedules a release; or asks for the approval of that.
    pub(in crate::engine) fn release_or_request_there(&mut self, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        self.check_choices(&order.selection)?;
        order.check(self.scheduler_zone(), self.now())?;
        let wanted = order.wanted(self.scheduler_zone());
        if self.settings().approval.needed(&wanted, order.selection.pack()).count() > 0 {
            let (decided, pack) = self.request_there(&wanted)?;
            return Ok(self.outcome(order, decided, &pack, self.now()));
        }
        let (decided, pack, at) = self.send_order(&wanted, None)?;
        let is_on_its_way = decided.number.is_none() && decided.scheduled.is_none();
        Ok(Outcome { is_on_its_way, ..self.outcome(order, decided, &pack, at) })
    }

    /// Changes what is scheduled on the platform, then here; or asks for the approval of that.
    pub(in crate::engine) fn change_or_request_there(&mut self, order: &Order) -> Result<ScheduleOutcome, EngineError> {
        let pack = self.require_pack(&order.pack)?;
        if self.settings().approval.needed(order, &pack).count() > 0 {
            let (decided, pack) = self.request_there(order)?;
            return Ok(ScheduleOutcome { request: decided.request, ..schedule::outcome(&pack) });
        }
        let (decided, pack, _) = self.send_order(order, None)?;
        match decided.scheduled {
            Some(_) => Ok(schedule::outcome(&*self.require_pack(&order.pack)?)),
            None => Ok(ScheduleOutcome { is_on_its_way: true, ..schedule::outcome(&pack) }),
        }
    }

    /// The last approval of a request: it is written down together with what is about to be asked, and then sent.
    pub(in crate::engine) fn approve_there(
        &mut self,
        id: &ApprovalRequestId,
        comment: &str,
    ) -> Result<Approved, EngineError> {
        let request = self.settings().requests.get(id).cloned();
        let Some((request, Requested::Order(order))) = request.as_ref().map(|request| (request, &request.requested))
        else {
            return Err(Refusal::NotFound { what: "request", name: id.to_string(), like: None }.into());
        };
        let (decided, ..) = self.send_order(order, Some(&Approving { id, comment }))?;
        let approval =
            Approval { by: self.by.clone(), who: self.who.clone(), at: self.now(), comment: comment.to_owned() };
        Ok(Approved::of(request, approval, Some(&decided)))
    }

    /// Asks for approval, against what the platform has now. Nothing is sent.
    fn request_there(&mut self, order: &Order) -> Result<(Decided, Arc<Pack>), EngineError> {
        let (id, asking, zone, clock) = (self.request_id(), self.asking(), self.scheduler_zone(), self.clock());
        self.on_the_line(|engine, line| {
            engine.look_at(&order.pack, line)?;
            engine.commit_via(engine.via(), |store, stamp| {
                line.check(store)?;
                let deciding = Deciding { stamp, zone, now: clock.now() };
                let (decision, pack) = decide_on_newest(store, order, &id, &deciding)?;
                pack.check_nothing_asked()?;
                let decision = unless_approval_is_needed(store, (order, &pack), decision, &asking, &deciding)?;
                if decision.decided.request.is_none() {
                    let (pack, last) = (pack.name.clone(), pack.last_change.clone());
                    let changes = vec!["no approval is needed any more".to_owned()];
                    return Err(Refusal::Conflict { pack, changes, last }.into());
                }
                Ok((decision.events, (decision.decided, pack)))
            })
        })
    }

    /// Sends an order to the platform, and follows it: what it comes to, of the pack as it was before.
    fn send_order(
        &mut self,
        order: &Order,
        approving: Option<&Approving>,
    ) -> Result<(Decided, Arc<Pack>, DateTime<Utc>), EngineError> {
        let (id, who, zone, clock) = (self.request_id(), self.who.clone(), self.scheduler_zone(), self.clock());
        self.on_the_line(|engine, line| {
            engine.look_at(&order.pack, line)?;
            let (asked, pack) = engine.ask(line, |store, stamp| {
                require_pack(store, &order.pack)?.check_nothing_asked()?;
                let deciding = Deciding { stamp, zone, now: clock.now() };
                let Some(Approving { id: request, comment }) = approving else {
                    let (decision, pack) = decide_on_newest(store, order, &id, &deciding)?;
                    let decision = as_emergency_where_it_is(store, (order, &pack), decision);
                    return Ok(Unsent { asked: asked_by(decision, &pack, order, &id, stamp)?, pack, before: vec![] });
                };
                let (waiting, approval) = approval_of(store, request, &who, comment, &deciding)?;
                let (decision, pack) = decide_request(store, &waiting, &id, &deciding)?;
                let pack = pack.ok_or(Refusal::NothingAnywhere)?;
                let author = Stamp { by: waiting.by.clone(), ..stamp.clone() };
                let asked = asked_by(decision, &pack, order, &id, &author)?;
                let approved = Event::Approved { request: (*request).clone(), approval: Box::new(approval) };
                Ok(Unsent { asked, pack, before: vec![approved] })
            })?;
            let decided = Decided { overrides: asked.overrides.clone(), ..Decided::default() };
            let not_done = |why: String| match order.verb {
                OrderVerb::Release => EngineError::Platform { why, hint: Some("nothing was released; ask again") },
                OrderVerb::Move | OrderVerb::Change => not_changed(why),
            };
            match engine.send_and_follow(&pack, &asked, line)? {
                Some(Settlement::Released { .. }) if order.verb != OrderVerb::Release => {
                    Err(not_changed(DATE_CAME_FIRST.to_owned()))
                }
                Some(Settlement::Released { number, at }) => {
                    Ok((Decided { number: Some(number), ..decided }, pack, at))
                }
                Some(Settlement::Scheduled(scheduled)) => {
                    Ok((Decided { scheduled: Some(*scheduled), ..decided }, pack, asked.asked_at))
                }
                None => Ok((decided, pack, asked.asked_at)),
                Some(Settlement::NotDone { why }) => Err(not_done(why)),
            }
        })
    }

    /// Writes down the request before it is sent, if the rules allow it on the newest state.
    fn ask(
        &mut self,
        line: &Line,
        mut decide: impl FnMut(&mut Store, &Stamp) -> Result<Unsent, EngineError>,
    ) -> Result<(Asked, Arc<Pack>), EngineError> {
        self.commit_via(self.via(), |store, stamp| {
            line.check(store)?;
            let Unsent { asked, pack, before } = decide(store, stamp)?;
            let mut events = before;
            events.push(Event::Asked { pack: pack.id.clone(), asked: Box::new(asked.clone()) });
            check_approved(store, &events)?;
            Ok((events, (asked, pack)))
        })
    }

    /// Sends the request that is written down, writes down the answer, and follows the request until its outcome is
    /// known. None where the platform has taken it and nobody waits for the outcome.
    fn send_and_follow(
        &mut self,
        pack: &Pack,
        asked: &Asked,
        line: &mut Line,
    ) -> Result<Option<Settlement>, EngineError> {
        let what = self.wanted(Followed { pack: &pack.id, id: &asked.id, request: None })?;
        let (answer, request) = match send(line.client, pack, asked) {
            SendOutcome::Accepted(request) => (Answer::Accepted { request: request.clone() }, Some(request)),
            SendOutcome::Unknown(why) => (Answer::Unknown { why }, None),
            SendOutcome::NothingDone(why) => {
                self.answer(&pack.id, &asked.id, &Answer::Refused { why: why.to_string() })?;
                return Err(not_done(why));
            }
        };
        let followed = Followed { pack: &pack.id, id: &asked.id, request: request.as_ref() };
        let followed = self.answer(&pack.id, &asked.id, &answer).and_then(|()| match request {
            Some(_) if !self.waits => Ok(None),
            _ => self.follow(followed, line.client, line.progress).map(Some),
        });
        followed.map_err(|error| match error {
            EngineError::Store(why) => {
                EngineError::Unsettled { what, why: format!("what the platform says can't be written down: {why}") }
            }
            error => error,
        })
    }

    /// Writes down the answer to a request. Where somebody has settled the request meanwhile, nothing is written.
    pub(super) fn answer(&mut self, pack: &PackId, asked: &RequestId, answer: &Answer) -> Result<(), EngineError> {
        self.commit_via(self.via(), |store, _| {
            let open = store.pack(pack)?.is_some_and(|pack| pack.asked(asked).is_some());
            let event = Event::Answered { pack: pack.clone(), asked: asked.clone(), answer: answer.clone() };
            Ok((if open { vec![event] } else { vec![] }, ()))
        })
    }
}

/// What is asked, as the decision has it.
fn asked_by(
    decision: Decision,
    pack: &Pack,
    order: &Order,
    id: &RequestId,
    stamp: &Stamp,
) -> Result<Asked, EngineError> {
    let changes = match order.verb {
        OrderVerb::Release => None,
        OrderVerb::Move | OrderVerb::Change => Some(pack.pending()?.request_id.clone()),
    };
    let released = decision.events.into_iter().find_map(|event| match event {
        Event::Released { release, restores, .. } => Some((*release, restores)),
        _ => None,
    });
    match (released, decision.decided.scheduled) {
        (Some((release, restores)), _) => Ok(of_release(release, restores, id, stamp)),
        (None, Some(scheduled)) => Ok(of_scheduled(scheduled, id, changes, stamp)),
        (None, None) => Err(Refusal::NothingScheduled { pack: pack.name.clone() }.into()),
    }
}

fn of_release(release: Release, restores: Vec<crate::domain::ComponentId>, id: &RequestId, stamp: &Stamp) -> Asked {
    Asked {
        id: id.clone(),
        on: None,
        changes: None,
        kind: release.kind,
        rollback_to: release.rollback_to,
        notes: release.notes,
        components: release.components,
        restores,
        asked_at: stamp.at,
        asked_by: stamp.by.clone(),
        overrides: release.overrides,
        emergency: release.emergency,
        state: AskedState::Intent,
    }
}

fn of_scheduled(scheduled: ScheduledRelease, id: &RequestId, changes: Option<RequestId>, stamp: &Stamp) -> Asked {
    Asked {
        id: id.clone(),
        on: Some((scheduled.release_on_date, scheduled.time_zone)),
        changes,
        kind: scheduled.kind,
        rollback_to: scheduled.rollback_to,
        notes: scheduled.notes,
        components: scheduled.components,
        restores: scheduled.restores,
        asked_at: stamp.at,
        asked_by: stamp.by.clone(),
        overrides: scheduled.overrides,
        emergency: false,
        state: AskedState::Intent,
    }
}

fn not_changed(why: String) -> EngineError {
    EngineError::Platform { why, hint: Some("nothing was changed; look at the pack, and ask again") }
}

/// The error where the platform certainly did nothing.
pub(super) fn not_done(why: Unanswered) -> EngineError {
    match why {
        Unanswered::Refused { message, .. } => Refusal::RefusedThere { why: message }.into(),
        Unanswered::Stopped => StoreError::Stopped.into(),
        why => why.into(),
    }
}
