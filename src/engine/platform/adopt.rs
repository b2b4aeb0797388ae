//! Takes over a release that somebody scheduled elsewhere. No list of the platform's has it, so its request's id is
//! needed.

use super::stage::{FAILED, Stage, StatusDetails, stage};
use crate::{
    domain::{
        ELSEWHERE, Event, OnPlatform, Pack, PackId, Refusal, ReleaseKind, RequestId, ScheduledRelease, Stamp, Tz,
        check_id,
    },
    engine::{Engine, EngineError, ScheduleOutcome, schedule::outcome, workspace::require_pack},
    store::Store,
};

impl Engine {
    /// Takes over what is scheduled on the platform under a request's id. A request that was made here and whose answer
    /// was lost is found in this way, too; it stays the decision of whoever made it.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where the platform knows no such request; [`Refusal::NotAdopted`];
    /// [`Refusal::AlreadyScheduled`]; [`Refusal::AskedAlready`]; what the platform answers; the store's.
    pub fn adopt_scheduled(&mut self, id: &PackId, request: &RequestId) -> Result<ScheduleOutcome, EngineError> {
        check_id(request.as_str()).map_err(|fault| Refusal::Text { what: "the request's id".into(), fault })?;
        let zone = self.scheduler_zone();
        self.on_the_line(|engine, line| {
            engine.look_at(id, line)?;
            let told = waits(stage(line.client, request.as_str())?, request)?;
            let request = told.request.clone().unwrap_or_else(|| request.clone());
            if let Some(other) = told.pack.as_ref().filter(|pack| *pack != id) {
                let why = format!("it is a release of {}", engine.pack_name(other));
                return Err(Refusal::NotAdopted { request, why }.into());
            }
            engine.commit_via(engine.via(), |store, stamp| {
                line.check(store)?;
                let pack = require_pack(store, id)?;
                if pack.scheduled.as_ref().is_some_and(|known| known.request_id == request) {
                    return Ok((vec![], outcome(&pack)));
                }
                pack.check_pending_slot()?;
                let scheduled = match pack.asked.as_deref() {
                    None => adopted(&pack, &told, &request, zone, store, stamp)?,
                    Some(asked) => {
                        let is_it = asked.changes.is_none() && told.is_as(asked) == Some(true);
                        let ours = asked.scheduled(Some(&request), None).filter(|_| is_it);
                        ours.ok_or_else(|| Refusal::AskedAlready { pack: pack.name.clone() })?
                    }
                };
                let event = Event::Scheduled { pack: id.clone(), scheduled: Box::new(scheduled) };
                let mut then = (*pack).clone();
                then.apply(&event, stamp);
                Ok((vec![event], outcome(&then)))
            })
        })
    }
}

/// What waits for its date.
fn waits(stage: Stage, request: &RequestId) -> Result<StatusDetails, Refusal> {
    let why = match stage {
        Stage::Scheduled(told) => return Ok(told),
        Stage::NoSuch => {
            let (what, name) = ("scheduled release on the platform", request.to_string());
            return Err(Refusal::NotFound { what, name, like: None });
        }
        Stage::UnderWay(_) => "the platform releases it now",
        Stage::Done(_) => "it is released",
        Stage::Failed => FAILED,
    };
    Err(Refusal::NotAdopted { request: request.clone(), why: why.to_owned() })
}

/// The scheduled release that it becomes here.
fn adopted(
    pack: &Pack,
    told: &StatusDetails,
    request: &RequestId,
    time_zone: Tz,
    store: &mut Store,
    stamp: &Stamp,
) -> Result<ScheduledRelease, EngineError> {
    let not = |why: String| Refusal::NotAdopted { request: request.clone(), why };
    let untold = |what: &str| not(format!("the platform does not tell {what}"));
    let components = told.contents.clone().ok_or_else(|| untold("what it carries"))?;
    for (id, version) in components.iter() {
        if store.component(id)?.is_none_or(|known| known.packaged(version).is_none()) {
            return Err(not(format!("it carries version {version} of {id}, which is not known here")).into());
        }
    }
    Ok(ScheduledRelease {
        request_id: request.clone(),
        release_on_date: told.date.ok_or_else(|| untold("its date"))?,
        time_zone,
        kind: ReleaseKind::Release,
        rollback_to: None,
        notes: String::new(),
        restores: pack.restored_by(&components),
        components,
        scheduled_at: stamp.at,
        scheduled_by: ELSEWHERE.to_owned(),
        blocked: None,
        platform: Some(OnPlatform::Adopted),
        overrides: None,
    })
}
