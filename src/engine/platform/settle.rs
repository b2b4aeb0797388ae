//! What was asked and is not settled: it is asked after, read from the pack, or told by a person.

use std::time::Duration;

use chrono::{DateTime, Utc};

use super::ask::{PACK, is_current};
use crate::{
    domain::{Answer, Asked, Event, PackId, Refusal, RequestId},
    engine::{Engine, EngineError, workspace::require_pack},
    platform::{
        Client, Unanswered,
        wire::{PublisherIntegrationPack, ReleaseIntegrationPackStatus},
    },
    store::{Progress, StoreError},
};

/// How long somebody who waits is kept waiting for a release that the platform works on, in seconds.
const PATIENCE: u64 = 15 * 60;
/// The same where nobody knows whether the platform works on it.
const DOUBT: u64 = 2 * 60;
/// Pauses between two looks, in seconds: at first short ones.
const PAUSES: [u64; 4] = [1, 2, 4, 8];
/// The pauses after those.
const PAUSE: u64 = 15;

/// What somebody waits for.
#[derive(Clone, Copy)]
pub(super) struct Mark<'a> {
    pub(super) pack: &'a PackId,
    /// What was asked.
    pub(super) id: &'a RequestId,
    /// The platform's id for it, where it has told one.
    pub(super) request: Option<&'a RequestId>,
}

/// What came of what was asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Ended {
    /// It is released.
    Released { number: u32, at: DateTime<Utc> },
    /// It is not.
    Not { why: String },
}

/// Something that was asked of the platform and is not settled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenRequest {
    pub pack: PackId,
    /// The pack's name.
    pub name: String,
    /// What is asked, and how far it is.
    pub asked: Asked,
}

impl Engine {
    /// What was asked of the platform and is not settled, the oldest first.
    ///
    /// # Errors
    /// Where the state can't be read.
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

    /// A person says what came of a request that nobody else can tell of; answers what is so from now on.
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
        let number = if happened {
            self.released(pack, id)?.map(|(number, _)| number)
        } else {
            self.answer(pack, id, &Answer::DidNotHappen)?;
            None
        };
        Ok((open, number))
    }

    /// Looks once at everything that is open; answers what came of it, a sentence each.
    pub(super) fn settle(&mut self, client: &mut Client, progress: &Progress) -> Result<Vec<String>, EngineError> {
        let open = self.open_requests()?;
        if open.is_empty() {
            return Ok(Vec::new());
        }
        progress.begin("asking what came of requests", open.len())?;
        let mut ended = Vec::new();
        for OpenRequest { pack, name, asked } in open {
            let mark = Mark { pack: &pack, id: &asked.id, request: asked.request() };
            ended.extend(match self.settle_one(mark, client)? {
                Some(Ended::Released { number, .. }) => Some(format!("{name} #{number} is released")),
                Some(Ended::Not { why }) => Some(format!("{name} is not released: {why}")),
                None => None,
            });
            progress.one()?;
        }
        Ok(ended)
    }

    /// Looks again and again until it is known what came of it, or whoever waits has waited enough.
    pub(super) fn follow(
        &mut self,
        mark: Mark,
        client: &mut Client,
        progress: &Progress,
    ) -> Result<Ended, EngineError> {
        let open = |engine: &Self, why: String| Err(EngineError::Unsettled { pack: engine.pack_name(mark.pack), why });
        let patience = if mark.request.is_some() { PATIENCE } else { DOUBT };
        let pauses: Vec<u64> = pauses(patience).collect();
        if progress.begin("waiting for the platform", pauses.len()).is_err() {
            return open(self, "nobody waits for it any more".to_owned());
        }
        let mut last = "the platform has not done it yet";
        for pause in pauses {
            if client.wait(Duration::from_secs(pause)).is_err() || progress.one().is_err() {
                return open(self, "nobody waits for it any more".to_owned());
            }
            match self.settle_one(mark, client) {
                Ok(Some(ended)) => return Ok(ended),
                Ok(None) => last = "the platform has not done it yet",
                Err(Looked::Unread(why)) if why.may_pass() => last = "the platform does not answer",
                Err(Looked::Unread(why)) => return open(self, why.to_string()),
                Err(Looked::Error(error)) => return Err(error),
            }
        }
        open(self, last.to_owned())
    }

    /// Looks once; none where it is not known yet.
    fn settle_one(&mut self, mark: Mark, client: &mut Client) -> Result<Option<Ended>, Looked> {
        let Mark { pack, id, .. } = mark;
        let known = require_pack(&mut self.store, pack)?;
        let Some(asked) = known.asked(id) else { return Ok(Some(self.settled_elsewhere(mark)?)) };
        let accepted = match asked.request() {
            Some(request) => Some(stage(client, request)?),
            None => None,
        };
        match accepted {
            Some(Stage::Done) => {}
            Some(Stage::Failed) => {
                let why = "the platform says that it failed".to_owned();
                self.answer(pack, id, &Answer::Refused { why: why.clone() })?;
                return Ok(Some(Ended::Not { why }));
            }
            Some(Stage::UnderWay) => return Ok(None),
            // Nobody tells: only the pack itself may show it.
            Some(Stage::NoSuch) | None => {
                let there: Option<PublisherIntegrationPack> = client.get(PACK, pack.as_str())?;
                let shows = there.is_some_and(|there| is_current(&there, asked));
                if !shows || known.current_contents() == asked.components {
                    return Ok(None);
                }
            }
        }
        match self.released(pack, id)? {
            Some((number, at)) => Ok(Some(Ended::Released { number, at })),
            None => Ok(Some(self.settled_elsewhere(mark)?)),
        }
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

    /// What somebody else has written down of it.
    fn settled_elsewhere(&mut self, mark: Mark) -> Result<Ended, EngineError> {
        let pack = self.require_pack(mark.pack)?;
        let of_it = |release: &&std::sync::Arc<crate::domain::Release>| {
            release.request_id == *mark.id || Some(&release.request_id) == mark.request
        };
        Ok(match pack.releases.iter().rev().find(of_it) {
            Some(release) => Ended::Released { number: release.number, at: release.released_at },
            None => Ended::Not { why: "somebody else has settled it meanwhile".to_owned() },
        })
    }
}

/// Why a look brought nothing.
enum Looked {
    Unread(Unanswered),
    Error(EngineError),
}

impl From<Unanswered> for Looked {
    fn from(why: Unanswered) -> Self {
        Self::Unread(why)
    }
}

impl From<EngineError> for Looked {
    fn from(error: EngineError) -> Self {
        Self::Error(error)
    }
}

impl From<StoreError> for Looked {
    fn from(error: StoreError) -> Self {
        Self::Error(error.into())
    }
}

impl From<Looked> for EngineError {
    fn from(why: Looked) -> Self {
        match why {
            Looked::Unread(why) => why.into(),
            Looked::Error(error) => error,
        }
    }
}

/// How far the platform is with a request that it has taken.
enum Stage {
    UnderWay,
    Done,
    Failed,
    /// It knows of none with this id.
    NoSuch,
}

fn stage(client: &mut Client, request: &RequestId) -> Result<Stage, Unanswered> {
    let asked = client.status::<ReleaseIntegrationPackStatus>("ReleaseIntegrationPackStatus", request.as_str());
    let told = match asked {
        Err(Unanswered::Refused { status: 400 | 404, .. }) => return Ok(Stage::NoSuch),
        answer => answer?.1,
    };
    let word = told.release_status.unwrap_or_default();
    let is = |known: &str| word.trim().eq_ignore_ascii_case(known);
    Ok(if is("SUCCESS") {
        Stage::Done
    } else if is("ERROR") {
        Stage::Failed
    } else {
        // Words that nobody has heard of say that it goes on.
        Stage::UnderWay
    })
}

/// Pauses that take so many seconds together, or a little less.
fn pauses(patience: u64) -> impl Iterator<Item = u64> {
    let all = PAUSES.into_iter().chain(std::iter::repeat(PAUSE));
    all.scan(0, move |waited, pause| {
        *waited += pause;
        (*waited <= patience).then_some(pause)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_and_end() {
        assert_eq!(pauses(45).collect::<Vec<_>>(), [1, 2, 4, 8, 15, 15]);
        assert_eq!(pauses(PATIENCE).sum::<u64>(), PATIENCE);
        assert_eq!(pauses(DOUBT).sum::<u64>(), DOUBT);
    }
}
