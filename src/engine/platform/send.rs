//! A release on the wire.

use super::{
    listed::{Listed, PACK},
    stage,
};
use crate::{
    domain::{Asked, ComponentId, Pack, PackId, ReleaseSchedule, RequestId, Version, check_id},
    platform::{
        Client, Unanswered,
        wire::{
            PublisherIntegrationPack, PublisherPackagedComponent, PublisherPackagedComponents, ReleaseIntegrationPack,
            ReleasePackagedComponent, ReleasePackagedComponents,
        },
    },
};

/// What the platform calls a release that is asked for.
const RELEASE: &str = "ReleaseIntegrationPack";

/// What is certain after sending.
pub(super) enum SendOutcome {
    Accepted(RequestId),
    Unknown(String),
    NothingDone(Unanswered),
}

/// Sends a request for a release, with every component that stays: the platform removes one that is left out.
pub(super) fn send(client: &mut Client, pack: &Pack, asked: &Asked) -> SendOutcome {
    if let Err(why) = bring_back(client, &pack.id, &asked.restores) {
        // Nothing was released. The next look tells which components came back.
        return SendOutcome::NothingDone(why);
    }
    let body = body(pack, asked);
    // The platform does not show whether a first date is set. After a busy answer, "nothing was done" is not certain.
    let is_unseen = asked.on.is_some() && asked.changes.is_none();
    let mut was_busy = false;
    let mut happened = |client: &mut Client, why: &Unanswered| {
        was_busy |= matches!(why, Unanswered::Busy(_));
        let shows = stage::shows(client, pack, asked)?;
        Ok(shows.then(|| ReleaseIntegrationPack {
            request_id: asked.changes.as_ref().map(ToString::to_string),
            ..ReleaseIntegrationPack::default()
        }))
    };
    let told = match &asked.changes {
        None => client.post_until(RELEASE, &body, &mut happened),
        // No source says whether the path takes the pack's id or the request's. The wrong one does nothing.
        Some(request) => match client.post_until(&format!("{RELEASE}/{}", pack.id), &body, &mut happened) {
            Err(Unanswered::Refused { status: 400 | 404, .. }) => {
                client.post_until(&format!("{RELEASE}/{request}"), &body, &mut happened)
            }
            told => told,
        },
    };
    match told {
        Ok(ReleaseIntegrationPack { request_id: Some(id), .. }) if check_id(&id).is_ok() => {
            SendOutcome::Accepted(RequestId::from(id))
        }
        Ok(_) => SendOutcome::Unknown("the platform told no request id".to_owned()),
        Err(why) if why.nothing_done() && !(is_unseen && was_busy) => SendOutcome::NothingDone(why),
        Err(why) => SendOutcome::Unknown(why.to_string()),
    }
}

fn body(pack: &Pack, asked: &Asked) -> ReleaseIntegrationPack {
    let one = |(id, version): (&ComponentId, &Version)| ReleasePackagedComponent {
        component_id: Some(id.to_string()),
        version: Some(version.to_string()),
        ..ReleasePackagedComponent::default()
    };
    let schedule = match asked.on {
        None => ReleaseSchedule::Immediately,
        Some(_) => ReleaseSchedule::ReleaseOnSpecifiedDate,
    };
    ReleaseIntegrationPack {
        id: Some(pack.id.to_string()),
        components: Some(ReleasePackagedComponents { components: asked.components.iter().map(one).collect() }),
        release_schedule: Some(schedule.api_word().to_owned()),
        release_on_date: asked.on.map(|(date, _)| date.to_string()),
        ..ReleaseIntegrationPack::default()
    }
}

/// Makes components members again, and reads whether they are.
fn bring_back(client: &mut Client, pack: &PackId, restores: &[ComponentId]) -> Result<(), Unanswered> {
    if restores.is_empty() {
        return Ok(());
    }
    let read = |client: &mut Client| -> Result<PublisherIntegrationPack, Unanswered> {
        let gone = || Unanswered::Refused { status: 404, message: "there is no such integration pack".to_owned() };
        client.get(PACK, pack.as_str())?.ok_or_else(gone)
    };
    let members = |there: &PublisherIntegrationPack| Listed::believed(there).members;
    let lacks = |there: &PublisherIntegrationPack| -> Option<ComponentId> {
        let members = members(there);
        restores.iter().find(|id| !members.contains(id)).cloned()
    };
    let there = read(client)?;
    if lacks(&there).is_none() {
        return Ok(());
    }
    let one = |id: &ComponentId| PublisherPackagedComponent {
        component_id: Some(id.to_string()),
        ..PublisherPackagedComponent::default()
    };
    let mut ids = members(&there);
    ids.extend(restores.iter().filter(|id| !members(&there).contains(id)).cloned());
    let body = PublisherIntegrationPack {
        components: Some(PublisherPackagedComponents { components: ids.iter().map(one).collect() }),
        operation_type: Some("ADD".to_owned()),
        ..there
    };
    let back = |client: &mut Client, _: &Unanswered| Ok(Some(read(client)?).filter(|there| lacks(there).is_none()));
    let told = client.post_until(&format!("{PACK}/{pack}"), &body, back);
    // The answer to an update is not trusted, so the pack is read.
    let lacking = match told {
        Err(why) if why.nothing_done() => return Err(why),
        _ => lacks(&read(client)?),
    };
    let message = |id: &ComponentId| format!("component {id} did not come back into the integration pack");
    lacking.map_or(Ok(()), |id| Err(Unanswered::Refused { status: 200, message: message(&id) }))
}
