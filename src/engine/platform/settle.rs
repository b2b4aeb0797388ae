//! Settles open requests: by asking the platform, by reading the pack, or by what a person says.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{
    scheduled::changes,
    stage::{self, Stage, is_released, stage},
    verdict::{UNCHANGED, Verdict, verdict},
};
use crate::{
    domain::{Answer, Asked, Event, PackId, Refusal, RequestId, ScheduledRelease},
    engine::{Engine, EngineError, sentences, workspace::require_pack},
    platform::{Client, Unanswered},
    store::{Progress, StoreError},
};

/// How long a caller waits for a release that the platform has accepted, in seconds.
const ACCEPTED_TIMEOUT: u32 = 15 * 60;
/// How long a caller waits where nobody knows whether the platform accepted it, in seconds. What it does not show by
/// then was not done.
const UNKNOWN_TIMEOUT: u32 = 2 * 60;
/// Pauses between two looks, in seconds: at first short ones.
const PAUSES: [u64; 4] = [1, 2, 4, 8];
/// The pauses after those.
const PAUSE: u64 = 15;

/// The request that is followed.
#[derive(Clone, Copy)]
pub(super) struct Followed<'a> {
    pub(super) pack: &'a PackId,
    /// What was asked.
    pub(super) id: &'a RequestId,
    /// The platform's id for it, where it has told one.
    pub(super) request: Option<&'a RequestId>,
}

/// How a request was settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Settlement {
    /// It is released.
    Released { number: u32, at: DateTime<Utc> },
    /// It waits for its date.
    Scheduled(Box<ScheduledRelease>),
    /// Nothing was done.
    NotDone { why: String },
}

/// A request to the platform whose outcome is not known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    pub pack: PackId,
    pub name: String,
    pub asked: Asked,
}

impl OpenRequest {
    /// What is true once a person has said whether it happened; `number` is that of the release.
    pub fn settled(&self, happened: bool, number: Option<u32>) -> String {
        match (happened, number) {
            (true, Some(number)) => sentences::released(&self.name, number),
            (true, None) => format!("{} is scheduled as asked", self.name),
            (false, _) => format!("{} is as it was before it was asked", self.name),
        }
    }
}

impl Engine {
    /// The requests to the platform whose outcome is not known, the oldest first.
    pub fn open_requests(&mut self) -> Result<Vec<OpenRequest>, EngineError> {
        let mut open = Vec::new();
        for entry in self.store.packs().iter() {
            let pack = self.require_pack(&entry.summary.id)?;
            let request =
                |asked: &Asked| OpenRequest { pack: pack.id.clone(), name: pack.name.clone(), asked: asked.clone() };
            open.extend(pack.asked.as_deref().map(request));
        }
        open.sort_by_key(|request| request.asked.asked_at);
        Ok(open)
    }

    /// Settles an open request as a person says; returns it with the number of the release, where it was one.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] where nothing is open under this id, ours or the platform's; the store's.
    pub fn settle_by_hand(&mut self, request: &str, happened: bool) -> Result<(OpenRequest, Option<u32>), EngineError> {
        let is_it = |open: &OpenRequest| {
            open.asked.id.as_str() == request || open.asked.request().is_some_and(|id| id.as_str() == request)
        };
        let unknown = || Refusal::NotFound { what: "open request", name: request.to_owned(), like: None };
        let open = self.open_requests()?.into_iter().find(is_it).ok_or_else(unknown)?;
        let (pack, id) = (&open.pack, &open.asked.id);
        match (happened, open.asked.on) {
            (true, None) => {
                let released = self.released(pack, id)?;
                return Ok((open, released.map(|(number, _)| number)));
            }
            (true, Some(_)) => {
                self.write_scheduled(pack, id, None)?;
            }
            (false, _) => self.answer(pack, id, &Answer::DidNotHappen)?,
        }
        Ok((open, None))
    }

    /// Settles the open request of a pack as a person says; returns a sentence about what is true now.
    pub fn settle_asked(&mut self, pack: &PackId, happened: bool) -> Result<String, EngineError> {
        let asked = self.require_pack(pack)?.asked.as_ref().map_or_else(String::new, |asked| asked.id.to_string());
        let (open, number) = self.settle_by_hand(&asked, happened)?;
        Ok(open.settled(happened, number))
    }

    /// Looks once at everything that is open; returns what came of it, a sentence each.
    pub(super) fn settle(&mut self, client: &mut Client, progress: &Progress) -> Result<Vec<String>, EngineError> {
        let open = self.open_requests()?;
        if open.is_empty() {
            return Ok(Vec::new());
        }
        progress.begin("asking what came of requests", open.len())?;
        let mut ended = Vec::new();
        for OpenRequest { pack, name, asked } in open {
            let followed = Followed { pack: &pack, id: &asked.id, request: asked.request() };
            let told = match self.settle_one(followed, client)? {
                Observed::Unchanged if self.now() - asked.asked_at >= TimeDelta::seconds(UNKNOWN_TIMEOUT.into()) => {
                    Some(self.was_not(followed, UNCHANGED)?)
                }
                Observed::Settled(ended) => Some(ended),
                Observed::Unchanged | Observed::Open | Observed::Untold => None,
            };
            ended.extend(told.map(|ended| match ended {
                Settlement::Released { number, .. } => sentences::released(&name, number),
                Settlement::Scheduled(scheduled) => sentences::scheduled(&name, scheduled.release_on_date),
                Settlement::NotDone { why } if asked.changes.is_some() => format!("{name} is not changed: {why}"),
                Settlement::NotDone { why } => format!("{name} is not released: {why}"),
            }));
            progress.one()?;
        }
        Ok(ended)
    }

    /// Looks again and again until the outcome is known or the time is up.
    pub(super) fn follow(
        &mut self,
        followed: Followed,
        client: &mut Client,
        progress: &Progress,
    ) -> Result<Settlement, EngineError> {
        let what = self.wanted(followed)?;
        let open = |why: String| Err(EngineError::Unsettled { what: what.clone(), why });
        let ended = || open("the wait for it was ended".to_owned());
        let timeout = if followed.request.is_some() { ACCEPTED_TIMEOUT } else { UNKNOWN_TIMEOUT };
        let pauses: Vec<u64> = pauses(timeout).collect();
        if progress.begin("waiting for the platform", pauses.len()).is_err() {
            return ended();
        }
        let mut last = Ok(Observed::Open);
        for pause in pauses {
            if client.wait(Duration::from_secs(pause)).is_err() || progress.one().is_err() {
                return ended();
            }
            last = match self.settle_one(followed, client) {
                Ok(Observed::Settled(ended)) => return Ok(ended),
                Ok(Observed::Untold) => return open("the platform's API does not tell".to_owned()),
                Ok(seen) => Ok(seen),
                Err(LookError::Platform(why)) if why.may_pass() => Err("the platform does not answer"),
                Err(LookError::Platform(why)) => return open(why.to_string()),
                Err(LookError::Engine(error)) => return Err(error),
            };
        }
        match last {
            Ok(Observed::Unchanged) => self.was_not(followed, UNCHANGED),
            Ok(_) => open("the platform has not done it yet".to_owned()),
            Err(why) => open(why.to_owned()),
        }
    }

    /// What is true once it has happened: `Order to Cash is released`.
    pub(super) fn wanted(&mut self, followed: Followed) -> Result<String, EngineError> {
        let pack = self.require_pack(followed.pack)?;
        let (name, asked) = (&pack.name, pack.asked(followed.id));
        Ok(match asked.map(|asked| (asked.on, &asked.changes)) {
            Some((Some(_), Some(_))) => format!("the scheduled release of {name} is changed"),
            Some((Some((date, _)), None)) => sentences::scheduled(name, date),
            Some((None, _)) | None => format!("{name} is released"),
        })
    }

    /// Looks once at a request.
    fn settle_one(&mut self, followed: Followed, client: &mut Client) -> Result<Observed, LookError> {
        let known = require_pack(&mut self.store, followed.pack)?;
        let Some(asked) = known.asked(followed.id) else {
            return Ok(Observed::Settled(self.settled_elsewhere(followed)?));
        };
        let stage = match (asked.request(), asked.on) {
            (None, None) => Stage::NoSuch,
            _ => stage(client, stage::key(&known, asked))?,
        };
        Ok(match verdict(&known, asked, &stage) {
            Verdict::Released => self.written_released(followed)?,
            Verdict::Scheduled(request) => match self.write_scheduled(followed.pack, followed.id, request.as_ref())? {
                Some(scheduled) => Observed::Settled(Settlement::Scheduled(Box::new(scheduled))),
                None => Observed::Settled(self.settled_elsewhere(followed)?),
            },
            Verdict::Not(why) => Observed::Settled(self.was_not(followed, why)?),
            Verdict::Unchanged if asked.changes.is_none() && asked.is_due(self.now()) => {
                if is_released(client, &known, asked)? { self.written_released(followed)? } else { Observed::Unchanged }
            }
            Verdict::Unchanged => Observed::Unchanged,
            // Before its date, the pack may carry the same because somebody else released it.
            Verdict::Untold if !asked.is_due(self.now()) => Observed::Untold,
            Verdict::Untold if is_released(client, &known, asked)? => self.written_released(followed)?,
            Verdict::Open | Verdict::Untold => Observed::Open,
        })
    }

    fn written_released(&mut self, followed: Followed) -> Result<Observed, EngineError> {
        Ok(Observed::Settled(match self.released(followed.pack, followed.id)? {
            Some((number, at)) => Settlement::Released { number, at },
            None => self.settled_elsewhere(followed)?,
        }))
    }

    /// Writes down that it was not done.
    fn was_not(&mut self, followed: Followed, why: &str) -> Result<Settlement, EngineError> {
        self.answer(followed.pack, followed.id, &Answer::Refused { why: why.to_owned() })?;
        Ok(Settlement::NotDone { why: why.to_owned() })
    }

    /// Writes down that the release waits for its date, under the platform's id where that is known. None where
    /// somebody has settled the request meanwhile.
    fn write_scheduled(
        &mut self,
        pack: &PackId,
        id: &RequestId,
        told: Option<&RequestId>,
    ) -> Result<Option<ScheduledRelease>, EngineError> {
        self.commit_via(self.via(), |store, _| {
            let known = require_pack(store, pack)?;
            let asked = known.asked(id).and_then(|asked| asked.scheduled(told, known.scheduled.as_ref()));
            let Some(scheduled) = asked else { return Ok((vec![], None)) };
            let mut events =
                known.scheduled.iter().flat_map(|before| changes(&known, before, &scheduled)).collect::<Vec<_>>();
            if events.is_empty() {
                events.push(Event::Scheduled { pack: pack.clone(), scheduled: Box::new(scheduled.clone()) });
            }
            Ok((events, Some(scheduled)))
        })
    }

    /// Writes the release down; none where somebody has settled it meanwhile.
    fn released(&mut self, pack: &PackId, id: &RequestId) -> Result<Option<(u32, DateTime<Utc>)>, EngineError> {
        self.commit_via(self.via(), |store, stamp| {
            let pack = require_pack(store, pack)?;
            let Some(asked) = pack.asked(id) else { return Ok((vec![], None)) };
            let release = asked.released(pack.current_number() + 1, stamp.at);
            let done = (release.number, release.released_at);
            let event =
                Event::Released { pack: pack.id.clone(), release: Box::new(release), restores: asked.restores.clone() };
            Ok((vec![event], Some(done)))
        })
    }

    /// How somebody else has settled the request.
    fn settled_elsewhere(&mut self, followed: Followed) -> Result<Settlement, EngineError> {
        let pack = self.require_pack(followed.pack)?;
        let is_it = |id: &RequestId| id == followed.id || Some(id) == followed.request;
        if let Some(scheduled) = pack.scheduled.as_ref().filter(|scheduled| is_it(&scheduled.request_id)) {
            return Ok(Settlement::Scheduled(Box::new(scheduled.clone())));
        }
        Ok(match pack.releases.iter().rev().find(|release| is_it(&release.request_id)) {
            Some(release) => Settlement::Released { number: release.number, at: release.released_at },
            None => Settlement::NotDone { why: "somebody else has settled it meanwhile".to_owned() },
        })
    }
}

/// Why a look failed.
enum LookError {
    Platform(Unanswered),
    Engine(EngineError),
}

impl From<Unanswered> for LookError {
    fn from(why: Unanswered) -> Self {
        Self::Platform(why)
    }
}

impl From<EngineError> for LookError {
    fn from(error: EngineError) -> Self {
        Self::Engine(error)
    }
}

impl From<StoreError> for LookError {
    fn from(error: StoreError) -> Self {
        Self::Engine(error.into())
    }
}

impl From<LookError> for EngineError {
    fn from(why: LookError) -> Self {
        match why {
            LookError::Platform(why) => why.into(),
            LookError::Engine(error) => error,
        }
    }
}

/// What a look showed.
enum Observed {
    Settled(Settlement),
    /// It is not done yet.
    Open,
    /// What it should change is as it was.
    Unchanged,
    /// Nobody can tell before its date has come.
    Untold,
}

/// Pauses that take `timeout` seconds together, or a little less.
fn pauses(timeout: u32) -> impl Iterator<Item = u64> {
    let all = PAUSES.into_iter().chain(std::iter::repeat(PAUSE));
    all.scan(0, move |waited, pause| {
        *waited += pause;
        (*waited <= u64::from(timeout)).then_some(pause)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(pauses(45).collect::<Vec<_>>(), [1, 2, 4, 8, 15, 15]);
        assert_eq!(pauses(ACCEPTED_TIMEOUT).sum::<u64>(), u64::from(ACCEPTED_TIMEOUT));
        assert_eq!(pauses(UNKNOWN_TIMEOUT).sum::<u64>(), u64::from(UNKNOWN_TIMEOUT));
    }
}
