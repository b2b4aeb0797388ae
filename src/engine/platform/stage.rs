//! How far the platform is with a release that was asked for.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::listed::{Listed, PACK};
use crate::{
    domain::{Asked, ComponentId, Contents, Pack, PackId, RequestId, Version, check_id},
    platform::{
        Client, Unanswered,
        wire::{PublisherIntegrationPack, ReleaseIntegrationPackStatus, ReleasePackagedComponent},
    },
};

const STATUS: &str = "ReleaseIntegrationPackStatus";

/// Why a release failed: the platform says no more.
pub(super) const FAILED: &str = "the platform says that it failed";
/// Why a scheduled release is not changed.
pub(super) const DATE_CAME_FIRST: &str = "its date came first";

/// How far it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Stage {
    UnderWay(StatusDetails),
    /// It waits for its date.
    Scheduled(StatusDetails),
    Done(StatusDetails),
    Failed,
    /// The platform knows of none with this id.
    NoSuch,
}

/// What the answer says of the release, as far as it says anything.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct StatusDetails {
    pub(super) pack: Option<PackId>,
    pub(super) request: Option<RequestId>,
    pub(super) date: Option<NaiveDate>,
    /// What it carries; none where it is not told of every component.
    pub(super) contents: Option<Contents>,
}

impl StatusDetails {
    /// Whether it may be what is asked for; none where that is not told.
    pub(super) fn is_as(&self, asked: &Asked) -> Option<bool> {
        let date = asked.on.map(|(date, _)| date);
        let same_contents = self.contents.as_ref().is_none_or(|contents| *contents == asked.components);
        self.date.map(|told| Some(told) == date && same_contents)
    }
}

/// Asks after one.
pub(super) fn stage(client: &mut Client, id: &str) -> Result<Stage, Unanswered> {
    match client.status::<ReleaseIntegrationPackStatus>(STATUS, id) {
        Err(Unanswered::Refused { status: 400 | 404, .. }) => Ok(Stage::NoSuch),
        answer => Ok(read(answer?.1)),
    }
}

/// Asks after many, as far as the platform tells of many at once; then one by one.
pub(super) fn stages(client: &mut Client, ids: &[RequestId]) -> Result<HashMap<RequestId, Stage>, Unanswered> {
    let named: Vec<&str> = ids.iter().map(RequestId::as_str).collect();
    let mut found = HashMap::new();
    if named.len() > 1 {
        for told in client.bulk::<ReleaseIntegrationPackStatus>(STATUS, &named)? {
            if let Some(id) = told.request_id.clone().map(RequestId::from) {
                found.insert(id, read(told));
            }
        }
    }
    for id in ids {
        if !found.contains_key(id) {
            // It is asked twice, because what is scheduled is given up where there is none.
            let once = stage(client, id.as_str())?;
            let told = if once == Stage::NoSuch { stage(client, id.as_str())? } else { once };
            found.insert(id.clone(), told);
        }
    }
    Ok(found)
}

fn read(told: ReleaseIntegrationPackStatus) -> Stage {
    let word = told.release_status.unwrap_or_default();
    let is = |known: &str| word.trim().eq_ignore_ascii_case(known);
    let one = |one: &ReleasePackagedComponent| {
        let sound = |text: &Option<String>| text.clone().filter(|text| check_id(text).is_ok());
        Some((ComponentId::from(sound(&one.component_id)?), Version::from(sound(&one.version)?)))
    };
    let date = |text: String| NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok();
    let details = StatusDetails {
        pack: told.integration_pack_id.filter(|id| check_id(id).is_ok()).map(PackId::from),
        request: told.request_id.filter(|id| check_id(id).is_ok()).map(RequestId::from),
        date: told.release_on_date.and_then(date),
        contents: told.components.and_then(|listed| listed.components.iter().map(one).collect()),
    };
    if is("SUCCESS") {
        Stage::Done(details)
    } else if is("SCHEDULED") {
        Stage::Scheduled(details)
    } else if is("ERROR") {
        Stage::Failed
    } else {
        // An unknown word counts as "still going on".
        Stage::UnderWay(details)
    }
}

/// Whether the pack shows that just this was released since it was asked for.
pub(super) fn is_released(client: &mut Client, known: &Pack, asked: &Asked) -> Result<bool, Unanswered> {
    let there: Option<PublisherIntegrationPack> = client.get(PACK, known.id.as_str())?;
    let shows = there.is_some_and(|there| Listed::of(&there, |_| true).current == asked.components);
    Ok(shows && known.current_contents() != asked.components)
}

/// The id to ask for: that of the request where the platform has told one, else the pack's, for which the platform may
/// answer as well.
pub(super) fn key<'a>(known: &'a Pack, asked: &'a Asked) -> &'a str {
    let changed =
        known.scheduled.as_ref().filter(|_| asked.changes.is_some()).and_then(|scheduled| scheduled.request());
    asked.request().or(changed).map_or(known.id.as_str(), RequestId::as_str)
}

/// Whether the platform shows what was asked for; looked at before the request is sent again.
pub(super) fn shows(client: &mut Client, pack: &Pack, asked: &Asked) -> Result<bool, Unanswered> {
    match asked.on {
        None => is_released(client, pack, asked),
        Some(_) => Ok(match stage(client, key(pack, asked))? {
            Stage::Scheduled(told) => told.is_as(asked) == Some(true),
            _ => false,
        }),
    }
}
