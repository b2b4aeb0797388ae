//! Asks the platform for a release, at once or on a date, or for another date or other versions of what is scheduled. A
//! request is written down before it is sent, sent once, and followed until its outcome is known.

use std::sync::Arc;

use super::{
    line::Line,
    send::{SendOutcome, send},
    settle::{Mark, Settlement},
};
use crate::{
    domain::{
        Answer, Asked, AskedState, Basis, Event, Pack, PackId, Refusal, Release, RequestId, ScheduledRelease, Stamp,
    },
    engine::{
        Engine, EngineError, Outcome, ReleaseOrder, ScheduleOutcome,
        decision::{Decided, Deciding, decide_on_newest},
        schedule::{self, pending_pack},
        workspace::require_pack,
    },
    platform::Unanswered,
    store::{Store, StoreError},
};

impl Engine {
    /// Releases on the platform, then here; or schedules a release.
    pub(in crate::engine) fn release_there(&mut self, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        self.check_choices(&order.selection)?;
        order.check(self.scheduler_zone(), self.now())?;
        let (id, zone, clock) = (self.request_id(), self.scheduler_zone(), self.clock());
        self.on_the_line(|engine, line| {
            engine.look_at(&order.selection.pack().id, line)?;
            let (asked, pack) = engine.ask(line, |store, stamp| {
                require_pack(store, &order.selection.pack().id)?.check_nothing_asked()?;
                let deciding = Deciding { stamp, zone, now: clock.now() };
                let (decision, pack) = decide_on_newest(store, order, id.clone(), &deciding)?;
                let asked = match decision.event {
                    Event::Released { release, restores, .. } => of_release(*release, restores, &id, stamp),
                    Event::Scheduled { scheduled, .. } => of_scheduled(*scheduled, &id, None, stamp),
                    _ => return Err(Refusal::Mirrored { account: line.connection.account.clone() }.into()),
                };
                Ok((asked, pack))
            })?;
            let decided = Decided { overrides: asked.overrides.clone(), ..Decided::default() };
            match engine.send_and_follow(&pack, &asked, line)? {
                Some(Settlement::Released { number, at }) => {
                    Ok(engine.outcome(order, Decided { number: Some(number), ..decided }, &pack, at))
                }
                Some(Settlement::Scheduled(scheduled)) => {
                    let decided = Decided { scheduled: Some(*scheduled), ..decided };
                    Ok(engine.outcome(order, decided, &pack, asked.asked_at))
                }
                None => Ok(Outcome { is_taken: true, ..engine.outcome(order, decided, &pack, asked.asked_at) }),
                Some(Settlement::NotDone { why }) => {
                    Err(EngineError::Platform { why, hint: Some("nothing was released; ask again") })
                }
            }
        })
    }

    /// Changes what is scheduled on the platform, then here, as `decide` says of the newest state.
    pub(in crate::engine) fn change_there(
        &mut self,
        id: &PackId,
        basis: &Basis,
        mut decide: impl FnMut(&mut Store, &Pack, &Stamp) -> Result<Vec<Event>, EngineError>,
    ) -> Result<ScheduleOutcome, EngineError> {
        let own = self.request_id();
        self.on_the_line(|engine, line| {
            engine.look_at(id, line)?;
            let (asked, pack) = engine.ask(line, |store, stamp| {
                let pack = pending_pack(store, id, basis)?;
                pack.check_nothing_asked()?;
                let events = decide(store, &pack, stamp)?;
                let mut then = (*pack).clone();
                for event in &events {
                    then.apply(event, stamp);
                }
                let changes = pack.pending()?.request_id.clone();
                Ok((of_scheduled(then.pending()?.clone(), &own, Some(changes), stamp), pack))
            })?;
            match engine.send_and_follow(&pack, &asked, line)? {
                Some(Settlement::Scheduled(_)) => Ok(schedule::outcome(&*engine.require_pack(id)?)),
                None => Ok(ScheduleOutcome { is_taken: true, ..schedule::outcome(&pack) }),
                Some(Settlement::Released { .. }) => Err(not_changed("its date came first".to_owned())),
                Some(Settlement::NotDone { why }) => Err(not_changed(why)),
            }
        })
    }

    /// Writes down the request before it is sent, if the rules allow it on the newest state.
    fn ask(
        &mut self,
        line: &Line,
        mut decide: impl FnMut(&mut Store, &Stamp) -> Result<(Asked, Arc<Pack>), EngineError>,
    ) -> Result<(Asked, Arc<Pack>), EngineError> {
        self.commit_via(self.via(), |store, stamp| {
            line.check(store)?;
            let (asked, pack) = decide(store, stamp)?;
            let event = Event::Asked { pack: pack.id.clone(), asked: Box::new(asked.clone()) };
            Ok((vec![event], (asked, pack)))
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
        let what = self.wanted(Mark { pack: &pack.id, id: &asked.id, request: None })?;
        let (answer, request) = match send(line.client, pack, asked) {
            SendOutcome::Accepted(request) => (Answer::Accepted { request: request.clone() }, Some(request)),
            SendOutcome::Unknown(why) => (Answer::Unknown { why }, None),
            SendOutcome::NothingDone(why) => {
                self.answer(&pack.id, &asked.id, &Answer::Refused { why: why.to_string() })?;
                return Err(not_done(why));
            }
        };
        let mark = Mark { pack: &pack.id, id: &asked.id, request: request.as_ref() };
        let followed = self.answer(&pack.id, &asked.id, &answer).and_then(|()| match request {
            Some(_) if !self.waits => Ok(None),
            _ => self.follow(mark, line.client, line.progress).map(Some),
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
