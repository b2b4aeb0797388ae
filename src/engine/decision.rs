//! Decides about an order on the newest state: what its event is, once every rule allows it.

use std::sync::Arc;

use super::{
    EngineError, ReleaseOrder, When,
    freezes::judge,
    workspace::{components, lookup, require_pack},
};
use crate::{
    domain::{Event, Override, Pack, Release, ReleaseSchedule, RequestId, ScheduledRelease, Stamp, Tz, today_in},
    store::Store,
};

pub(super) struct Decision {
    pub(super) event: Event,
    pub(super) decided: Decided,
}

/// What an order comes to.
#[derive(Default)]
pub(super) struct Decided {
    /// The release's number, where it takes effect at once.
    pub(super) number: Option<u32>,
    pub(super) scheduled: Option<ScheduledRelease>,
    pub(super) overrides: Option<Box<Override>>,
}

/// The stamp of a decision, and the clock's own time. The stamp is later than the clock where an earlier commit came
/// from a clock that was ahead.
pub(super) struct Deciding<'a> {
    pub(super) stamp: &'a Stamp,
    pub(super) zone: Tz,
    pub(super) now: chrono::DateTime<chrono::Utc>,
}

/// Decides under the lock, on the newest state.
pub(super) fn decide_on_newest(
    store: &mut Store,
    order: &ReleaseOrder,
    request: RequestId,
    deciding: &Deciding,
) -> Result<(Decision, Arc<Pack>), EngineError> {
    let pack = require_pack(store, &order.selection.pack().id)?;
    pack.check_basis(&order.basis)?;
    let decision = decide_checked(store, &pack, order, request, deciding)?;
    Ok((decision, pack))
}

/// Checks whether the pack may carry the contents, and decides.
pub(super) fn decide_checked(
    store: &mut Store,
    pack: &Pack,
    order: &ReleaseOrder,
    request: RequestId,
    deciding: &Deciding,
) -> Result<Decision, EngineError> {
    let contents = order.selection.contents();
    let ids: Vec<_> = contents.iter().map(|(id, _)| id.clone()).collect();
    let found = components(store, &ids)?;
    pack.check_contents(&contents, order.selection.kind().0, lookup(&found))?;
    decide(store, pack, order, request, deciding)
}

/// Decides about an order of which everything but the date is checked.
pub(super) fn decide(
    store: &Store,
    pack: &Pack,
    order: &ReleaseOrder,
    request_id: RequestId,
    deciding: &Deciding,
) -> Result<Decision, EngineError> {
    let (components, stamp) = (order.selection.contents(), deciding.stamp);
    let (kind, rollback_to) = order.selection.kind();
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
                request_id: brought_forward.map_or(request_id, |s| s.request_id.clone()),
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
            };
            let number = Some(release.number);
            let event = Event::Released { pack: pack.id.clone(), release: Box::new(release), restores };
            Ok(Decision { event, decided: Decided { number, scheduled: None, overrides } })
        }
        When::On(date) => {
            pack.check_pending_slot()?;
            let scheduled = ScheduledRelease {
                request_id,
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
            Ok(Decision { event, decided: Decided { number: None, scheduled: Some(scheduled), overrides } })
        }
    }
}
