//! Decides about an order on the newest state: what its events are, once every rule allows it.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use super::{
    EngineError,
    freezes::{judge, overriding},
    workspace::{components, lookup, require_pack},
};
use crate::{
    domain::{
        ApprovalRequestId, Contents, Event, Order, OrderVerb, Override, Pack, Refusal, Release, ReleaseSchedule,
        RequestId, ScheduledRelease, Stamp, Tz, When, Window, today_in,
    },
    store::Store,
};

pub(super) struct Decision {
    pub(super) events: Vec<Event>,
    pub(super) decided: Decided,
}

/// What an order comes to.
#[derive(Default)]
pub(super) struct Decided {
    /// The release's number, where it takes effect at once.
    pub(super) number: Option<u32>,
    pub(super) scheduled: Option<ScheduledRelease>,
    pub(super) overrides: Option<Box<Override>>,
    /// The request that it waits for, where others must approve it first.
    pub(super) request: Option<ApprovalRequestId>,
}

/// The stamp of a decision, and the clock's own time. The stamp is later than the clock where an earlier commit came
/// from a clock that was ahead.
pub(super) struct Deciding<'a> {
    pub(super) stamp: &'a Stamp,
    pub(super) zone: Tz,
    pub(super) now: DateTime<Utc>,
}

/// Decides under the lock, on the newest state.
pub(super) fn decide_on_newest(
    store: &mut Store,
    order: &Order,
    request: &RequestId,
    deciding: &Deciding,
) -> Result<(Decision, Arc<Pack>), EngineError> {
    let pack = require_pack(store, &order.pack)?;
    pack.check_basis(&order.basis)?;
    let reason = order.overriding.as_deref().map(|reason| (reason, &*deciding.stamp.by));
    let decision = match order.verb {
        OrderVerb::Release => {
            // The date is compared with the clock and not with the stamp, which may be from a clock that was ahead.
            if let When::On(date) = order.when {
                Window::after_today(date, deciding.zone, deciding.now)?;
            }
            decide_checked(store, &pack, order, request, deciding)?
        }
        OrderVerb::Move => scheduled_by(moved(store, &pack, order, reason, deciding.now)?, &pack, deciding.stamp),
        OrderVerb::Change => {
            let mut events = vec![changed(store, &pack, &order.components, &order.notes)?];
            let date = pack.pending()?.takes_effect_on(deciding.now);
            let overrides = overriding(store, &pack, date, reason)?;
            events.extend(overrides.filter(|_| reason.is_some()));
            scheduled_by(events, &pack, deciding.stamp)
        }
    };
    Ok((decision, pack))
}

/// Checks whether the pack may carry the contents of a release, and decides.
pub(super) fn decide_checked(
    store: &mut Store,
    pack: &Pack,
    order: &Order,
    request: &RequestId,
    deciding: &Deciding,
) -> Result<Decision, EngineError> {
    let ids: Vec<_> = order.components.iter().map(|(id, _)| id.clone()).collect();
    let found = components(store, &ids)?;
    pack.check_contents(&order.components, order.kind, lookup(&found))?;
    decide(store, pack, order, request, deciding)
}

/// Decides about a release of which everything but the date is checked.
pub(super) fn decide(
    store: &Store,
    pack: &Pack,
    order: &Order,
    request_id: &RequestId,
    deciding: &Deciding,
) -> Result<Decision, EngineError> {
    let (components, stamp) = (order.components.clone(), deciding.stamp);
    let (kind, rollback_to) = (order.kind, order.rollback_to);
    let restores = pack.restored_by(&components);
    let notes = order.notes.clone();
    let date = match order.when {
        When::Now => today_in(deciding.zone, deciding.now),
        When::On(date) => date,
    };
    let overrides =
        judge(store, pack, date, None, order.overriding.as_deref().map(|reason| (reason, &*stamp.by)))?.map(Box::new);
    match order.when {
        When::Now => {
            let brought_forward = pack.scheduled.as_ref().filter(|s| s.components == components);
            let own_notes = brought_forward.filter(|_| notes.is_empty()).map(|s| s.notes.clone());
            let release = Release {
                number: pack.current_number() + 1,
                request_id: brought_forward.map_or_else(|| request_id.clone(), |s| s.request_id.clone()),
                released_at: stamp.at,
                released_by: stamp.by.clone(),
                kind,
                release_schedule: ReleaseSchedule::Immediately,
                rollback_to,
                scheduled_for: None,
                notes: own_notes.unwrap_or(notes),
                late: None,
                components,
                platform: None,
                overrides: overrides.clone(),
                emergency: false,
            };
            let number = Some(release.number);
            let event = Event::Released { pack: pack.id.clone(), release: Box::new(release), restores };
            Ok(Decision { events: vec![event], decided: Decided { number, overrides, ..Decided::default() } })
        }
        When::On(date) => {
            pack.check_pending_slot()?;
            let scheduled = ScheduledRelease {
                request_id: request_id.clone(),
                release_on_date: date,
                time_zone: deciding.zone,
                kind,
                rollback_to,
                notes,
                components,
                restores,
                scheduled_at: stamp.at,
                scheduled_by: stamp.by.clone(),
                blocked: None,
                platform: None,
                overrides: overrides.clone(),
            };
            let event = Event::Scheduled { pack: pack.id.clone(), scheduled: Box::new(scheduled.clone()) };
            let decided = Decided { scheduled: Some(scheduled), overrides, ..Decided::default() };
            Ok(Decision { events: vec![event], decided })
        }
    }
}

/// The decision that changes what is scheduled by these events.
fn scheduled_by(events: Vec<Event>, pack: &Pack, stamp: &Stamp) -> Decision {
    let mut then = pack.clone();
    for event in &events {
        then.apply(event, stamp);
    }
    Decision { events, decided: Decided { scheduled: then.scheduled, ..Decided::default() } }
}

/// The move of a scheduled release to another date, once it is allowed.
pub(super) fn moved(
    store: &Store,
    pack: &Pack,
    order: &Order,
    reason: Option<(&str, &str)>,
    now: DateTime<Utc>,
) -> Result<Vec<Event>, Refusal> {
    let scheduled = pack.pending()?;
    let When::On(date) = order.when else { return Ok(vec![]) };
    let zone = order.time_zone;
    Window::after_today(date, zone, now)?;
    if (scheduled.release_on_date, scheduled.time_zone) == (date, zone) {
        return Err(Refusal::SameDate { pack: pack.name.clone(), date });
    }
    let moved = Event::ScheduleMoved { pack: pack.id.clone(), release_on_date: date, time_zone: zone };
    Ok(std::iter::once(moved).chain(overriding(store, pack, date, reason)?).collect())
}

/// The change of what a scheduled release carries, once it is allowed.
pub(super) fn changed(store: &mut Store, pack: &Pack, contents: &Contents, notes: &str) -> Result<Event, EngineError> {
    pack.check_changeable()?;
    let scheduled = pack.pending()?;
    if scheduled.components == *contents && scheduled.notes == notes {
        return Err(Refusal::SameContents { pack: pack.name.clone() }.into());
    }
    let ids: Vec<_> = contents.iter().map(|(id, _)| id.clone()).collect();
    let found = components(store, &ids)?;
    pack.check_contents(contents, scheduled.kind, lookup(&found))?;
    let restores = pack.restored_by(contents);
    let (components, notes) = (contents.clone(), notes.to_owned());
    Ok(Event::ScheduleChanged { pack: pack.id.clone(), components, restores, notes })
}
