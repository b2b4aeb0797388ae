//! Releasing, and changing what is scheduled.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde_json::Value;

use super::release_status::RequestedRelease;
use crate::{
    domain::{ComponentId, Origin, Pack, PackId, Refusal, ReleaseSchedule, RequestId, Selection, Version},
    engine::{ReleaseOrder, When},
    platform::wire::{ReleaseIntegrationPack, ReleasePackagedComponents},
    serve::{
        context::{Context, Object, needed, read, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object =
    Object { create: Some(create), update: Some(update), ..Object::named("ReleaseIntegrationPack") };

fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: ReleaseIntegrationPack = read(body)?;
    let id = context.pack(&needed(asked.id.clone(), "id")?)?;
    let when = when(&asked)?.ok_or_else(|| Refused::bad("releaseSchedule is required"))?;
    let order = order(context, &id, &asked, when, String::new())?;
    let outcome = context.engine.release(&order)?;
    if let Some(scheduled) = outcome.scheduled {
        return told_of(context, &scheduled.request_id);
    }
    let pack = context.engine.pack(&id)?.pack;
    let released = outcome.number.and_then(|number| pack.release(number));
    let request = released.map(|release| release.request_id.clone()).ok_or_else(Refused::busy)?;
    context.twin.remember(request.as_str());
    told_of(context, &request)
}

/// Changes the scheduled release: to another date, to other versions, or to a release at once. It keeps its request id.
fn update(context: &mut Context, id: &str, body: Value) -> Answer<Value> {
    let asked: ReleaseIntegrationPack = read(body)?;
    let pack = scheduled_pack(context, id)?;
    let (id, scheduled) = (pack.id.clone(), pack.pending()?.clone());
    let request = scheduled.request_id.clone();
    if asked.id.as_deref().is_some_and(|named| named != id.as_str() && named != request.as_str()) {
        return Err(Refused::bad("the id in the body is not that of the integration pack"));
    }
    let when = when(&asked)?.unwrap_or(When::On(scheduled.release_on_date));
    let order = order(context, &id, &asked, when, scheduled.notes)?;
    context.engine.update_scheduled(&order)?;
    if when == When::Now {
        context.twin.remember(request.as_str());
    }
    told_of(context, &request)
}

fn scheduled_pack(context: &mut Context, id: &str) -> Answer<std::sync::Arc<Pack>> {
    if let Some(pack) = context.engine.pack_of_request(&RequestId::from(id))? {
        return Ok(pack);
    }
    if context.twin.quirks.update_by_request_only {
        return Err(Refused::unknown("request", id));
    }
    Ok(context.engine.pack(&context.pack(id)?)?.pack)
}

/// The order for the newest proposal with the versions that are asked for.
fn order(
    context: &mut Context,
    id: &PackId,
    asked: &ReleaseIntegrationPack,
    when: When,
    notes: String,
) -> Answer<ReleaseOrder> {
    let mut proposal = context.engine.propose_again(id, Origin::Latest)?;
    choose(&mut proposal.selection, asked.components.as_ref())?;
    let (basis, selection) = (proposal.basis, proposal.selection);
    Ok(ReleaseOrder { basis, selection, when, notes, overriding: None })
}

/// When a release is asked for; none where nothing is said of it.
fn when(asked: &ReleaseIntegrationPack) -> Answer<Option<When>> {
    let date = asked.release_on_date.as_deref().filter(|date| !date.trim().is_empty()).map(date).transpose()?;
    let is = |schedule: ReleaseSchedule, word: &str| schedule.api_word().eq_ignore_ascii_case(word.trim());
    match (asked.release_schedule.as_deref(), date) {
        (Some(word), _) if is(ReleaseSchedule::Immediately, word) => Ok(Some(When::Now)),
        (Some(word), Some(date)) if is(ReleaseSchedule::ReleaseOnSpecifiedDate, word) => Ok(Some(When::On(date))),
        (Some(word), None) if is(ReleaseSchedule::ReleaseOnSpecifiedDate, word) => {
            Err(Refused::bad("releaseOnDate is required for a release on a specified date"))
        }
        (Some(word), _) => {
            Err(Refused::bad(format!("releaseSchedule is IMMEDIATELY or RELEASE_ON_SPECIFIED_DATE, not {word}")))
        }
        (None, date) => Ok(date.map(When::On)),
    }
}

fn date(text: &str) -> Answer<NaiveDate> {
    let wrong = |_| Refused::bad(format!("releaseOnDate is a date like 2026-12-01, not {text}"));
    NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").map_err(wrong)
}

/// Chooses the listed versions and leaves out every other component; what is proposed where nothing is listed.
fn choose(selection: &mut Selection, listed: Option<&ReleasePackagedComponents>) -> Answer<()> {
    let Some(listed) = listed else { return Ok(()) };
    let mut wanted = BTreeMap::new();
    for one in &listed.components {
        let id = ComponentId::from(needed(one.component_id.clone(), "componentId")?);
        let version = one.version.clone().filter(|version| !version.trim().is_empty()).map(Version::from);
        if wanted.insert(id.clone(), version).is_some() {
            return Err(Refused::bad(format!("component {id} is listed twice")));
        }
    }
    for (id, version) in &wanted {
        let chosen = selection.row(id).map(|row| row.chosen.clone());
        match (chosen, version) {
            (None, _) => {
                let pack = selection.pack().name.clone();
                return Err(Refusal::NotInPack { component: id.to_string(), pack }.into());
            }
            (Some(chosen), Some(version)) if chosen.as_ref() != Some(version) => selection.choose(id, version)?,
            (Some(None), None) => selection.latest(id)?,
            _ => {}
        }
    }
    let carried: Vec<ComponentId> = selection.contents().iter().map(|(id, _)| id.clone()).collect();
    for id in carried.iter().filter(|id| !wanted.contains_key(*id)) {
        selection.leave_out(id)?;
    }
    Ok(())
}

fn told_of(context: &mut Context, request: &RequestId) -> Answer<Value> {
    let pack = context.engine.pack_of_request(request)?.ok_or_else(Refused::busy)?;
    let asked = RequestedRelease::of(&pack, request).ok_or_else(Refused::busy)?;
    to_value(&ReleaseIntegrationPack {
        components: Some(asked.components()),
        id: Some(pack.id.to_string()),
        name: Some(pack.name.clone()),
        installation_type: Some(pack.installation_type.api_word().into()),
        release_schedule: Some(asked.schedule.api_word().into()),
        release_on_date: asked.date.map(|date| date.to_string()),
        request_id: Some(request.to_string()),
        release_status_url: Some(format!("{}/ReleaseIntegrationPackStatus/{request}", context.twin.url())),
    })
}
