//! What is assumed of the platform where its documents leave it open, tried without changing anything.
//!
//! `docs/assumptions.md` says of each what it is for, and what happens where it does not hold.

use std::collections::BTreeSet;

use chrono::{DateTime, SecondsFormat, Utc};
use serde_json::{Value, json};

use super::{
    connect::address_of,
    fetch::query_versions,
    listed::{PACK, rows},
};
use crate::{
    domain::{OnPlatform, Refusal, RequestId, count},
    engine::{Engine, EngineError},
    platform::{
        Carrier, Client, Unanswered,
        wire::{AccountGroup, PackagedComponent, PublisherIntegrationPack, ReleaseIntegrationPackStatus},
    },
};

const STATUS: &str = "ReleaseIntegrationPackStatus";
/// An id that no platform gives.
const UNKNOWN: &str = "ipack-asks-for-what-is-not-there";
/// Most packs that are looked at: one page of a query.
const SAMPLE: usize = 25;

/// What came of trying one assumption.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assumption {
    /// Its name in `docs/assumptions.md`.
    pub name: &'static str,
    pub state: AssumptionState,
    /// What was seen: counts and the platform's words, no names and no secrets.
    pub seen: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AssumptionState {
    Holds,
    /// It could not be tried, or nothing depends on it.
    Open,
    Differs,
}

/// One page of what there is, to try the assumptions on.
struct Sample {
    packs: Vec<PublisherIntegrationPack>,
    /// The first component's id, its shareable versions, and the versions that packs name of it.
    component: Option<(String, Vec<PackagedComponent>, BTreeSet<String>)>,
    /// A release of ours that the platform has confirmed.
    request: Option<RequestId>,
}

type Finding = Result<(AssumptionState, String), Unanswered>;
type Try = fn(&mut Client, &Sample) -> Finding;

/// What is tried, by name.
const TRIES: [(&str, Try); 9] = [
    ("unknown-ids", unknown_ids),
    ("bulk-reads", bulk_reads),
    ("component-lists", |_, sample| Ok(component_lists(sample))),
    ("deleted-flags", |_, sample| Ok(deleted_flags(sample))),
    ("version-filters", version_filters),
    ("version-lists", |_, sample| Ok(version_lists(sample))),
    ("release-status", release_status),
    ("status-by-pack", status_by_pack),
    ("account-groups", account_groups),
];

/// The names of the assumptions that can be tried by reading.
pub fn assumption_names() -> impl Iterator<Item = &'static str> {
    TRIES.iter().map(|(name, _)| *name)
}

impl Engine {
    /// Tries what is assumed of the platform, by reading alone.
    ///
    /// # Errors
    /// [`Refusal::NotConnected`]; where the platform can't be asked at all.
    pub fn try_assumptions(&mut self, carrier: &mut dyn Carrier) -> Result<Vec<Assumption>, EngineError> {
        let connection = self.settings().platform.as_ref().ok_or(Refusal::NotConnected)?;
        let address = address_of(connection)?;
        let mut client = Client::new(&address, carrier);
        let sample = self.sample(&mut client)?;
        let mut tried = Vec::with_capacity(TRIES.len());
        for (name, try_it) in TRIES {
            let (state, seen) = match try_it(&mut client, &sample) {
                Err(why @ (Unanswered::Refused { .. } | Unanswered::Unclear(_))) => {
                    (AssumptionState::Differs, why.to_string())
                }
                Err(why @ Unanswered::Denied { status: 403, .. }) => (AssumptionState::Open, why.to_string()),
                seen => seen?,
            };
            tried.push(Assumption { name, state, seen });
        }
        Ok(tried)
    }

    fn sample(&mut self, client: &mut Client) -> Result<Sample, EngineError> {
        let ids: Vec<_> = self.store.packs().iter().take(SAMPLE).map(|entry| entry.summary.id.clone()).collect();
        let of = |id: &_| json!({"operator": "EQUALS", "property": "id", "argument": [id]});
        let packs: Vec<PublisherIntegrationPack> = match &ids[..] {
            [] => vec![],
            [one] => client.query(PACK, &of(one), |pack: &PublisherIntegrationPack| pack.id.as_deref())?,
            several => {
                let any = json!({"operator": "or", "nestedExpression": several.iter().map(of).collect::<Vec<_>>()});
                client.query(PACK, &any, |pack: &PublisherIntegrationPack| pack.id.as_deref())?
            }
        };
        let first = packs.iter().flat_map(rows).find_map(|row| row.component_id.clone());
        let component = match first {
            None => None,
            Some(id) => {
                let of_it = json!({"operator": "EQUALS", "property": "componentId", "argument": [id]});
                let named = packs.iter().flat_map(rows).filter(|row| row.component_id.as_ref() == Some(&id));
                let named = named.flat_map(|row| [&row.current_version, &row.pending_version, &row.latest_version]);
                let named = named.flatten().filter(|version| !version.is_empty()).cloned().collect();
                Some((id, query_versions(client, &of_it)?, named))
            }
        };
        let mut request = None;
        for id in &ids {
            let pack = self.require_pack(id)?;
            let told = pack.releases.iter().rev().find(|release| release.platform == Some(OnPlatform::Confirmed));
            request = request.or_else(|| told.map(|release| release.request_id.clone()));
        }
        Ok(Sample { packs, component, request })
    }
}

fn holds(is_so: bool, seen: impl Into<String>) -> (AssumptionState, String) {
    (if is_so { AssumptionState::Holds } else { AssumptionState::Differs }, seen.into())
}

fn open(why: &str) -> (AssumptionState, String) {
    (AssumptionState::Open, why.to_owned())
}

fn unknown_ids(client: &mut Client, _: &Sample) -> Finding {
    let none = client.get::<Value>(PACK, UNKNOWN)?.is_none();
    let with = if none { "400 or 404" } else { "a pack" };
    Ok(holds(none, format!("an unknown id is answered with {with}")))
}

fn bulk_reads(client: &mut Client, sample: &Sample) -> Finding {
    let Some(id) = sample.packs.first().and_then(|pack| pack.id.as_deref()) else {
        return Ok(open("no pack to ask for"));
    };
    let found: Vec<Value> = client.bulk(PACK, &[UNKNOWN, id])?;
    let is_it = found.len() == 1 && found[0].get("id").and_then(Value::as_str) == Some(id);
    Ok(holds(is_it, format!("of an unknown id and a known one {} came", count(found.len(), "pack"))))
}

fn component_lists(sample: &Sample) -> (AssumptionState, String) {
    if sample.packs.is_empty() {
        return open("no pack to look at");
    }
    let with = sample.packs.iter().filter(|pack| pack.components.is_some()).count();
    let seen = format!("{with} of {} list their components in a query", count(sample.packs.len(), "pack"));
    if with > 0 { holds(true, seen) } else { open(&seen) }
}

fn deleted_flags(sample: &Sample) -> (AssumptionState, String) {
    let all = sample.packs.iter().flat_map(rows).count();
    if all == 0 {
        return open("no component to look at");
    }
    let deleted = sample.packs.iter().flat_map(rows).filter(|row| row.deleted == Some(true)).count();
    holds(deleted < all, format!("{deleted} of {} are said to be deleted", count(all, "component")))
}

fn version_filters(client: &mut Client, sample: &Sample) -> Finding {
    let Some((id, versions, _)) = &sample.component else { return Ok(open("no component to ask for")) };
    let others = versions.iter().filter(|one| one.component_id.as_ref() != Some(id) || one.shareable == Some(false));
    let others = others.count();
    if others > 0 {
        return Ok(holds(
            false,
            format!("{others} of {} are not what was asked for", count(versions.len(), "version")),
        ));
    }
    let dates: Option<Vec<DateTime<Utc>>> = versions.iter().map(created).collect();
    let Some(dates) = dates else { return Ok(holds(false, "a version's createdDate can't be read")) };
    let Some(newest) = dates.into_iter().max() else { return Ok(open("the component has no versions")) };
    let from = newest.to_rfc3339_opts(SecondsFormat::Secs, true);
    let newer = json!({"operator": "GREATER_THAN_OR_EQUAL", "property": "createdDate", "argument": [from]});
    let of_it = json!({"operator": "EQUALS", "property": "componentId", "argument": [id]});
    let both = json!({"operator": "and", "nestedExpression": [of_it, newer]});
    let found = query_versions(client, &both)?;
    let older = found.iter().filter(|one| created(one).is_none_or(|at| at.timestamp() < newest.timestamp())).count();
    let seen = format!("{} by component, {} by date", count(versions.len(), "version"), found.len());
    Ok(holds(older == 0 && !found.is_empty(), seen))
}

fn created(version: &PackagedComponent) -> Option<DateTime<Utc>> {
    version.created_date.as_deref()?.parse().ok()
}

fn version_lists(sample: &Sample) -> (AssumptionState, String) {
    let Some((_, versions, named)) = &sample.component else { return open("no component to look at") };
    let is_listed = |label: &&String| versions.iter().any(|one| one.package_version.as_ref() == Some(label));
    let listed = named.iter().filter(is_listed).count();
    holds(listed == named.len(), format!("{listed} of {} that packs name are listed", count(named.len(), "version")))
}

fn release_status(client: &mut Client, sample: &Sample) -> Finding {
    let Some(request) = &sample.request else { return Ok(open("nothing was released through ipack yet")) };
    let (status, body): (u16, ReleaseIntegrationPackStatus) = client.status(STATUS, request.as_str())?;
    let word = body.release_status.unwrap_or_else(|| "no status".to_owned());
    Ok(holds(
        status == 200 && word == "SUCCESS",
        format!("a release that is done is answered with {status} and {word}"),
    ))
}

fn status_by_pack(client: &mut Client, sample: &Sample) -> Finding {
    let Some(id) = sample.packs.first().and_then(|pack| pack.id.as_deref()) else {
        return Ok(open("no pack to ask for"));
    };
    match client.status::<ReleaseIntegrationPackStatus>(STATUS, id) {
        Err(Unanswered::Refused { .. }) => Ok(holds(true, "a release's status is known by its request's id alone")),
        answer => {
            let (status, _) = answer?;
            Ok(open(&format!("a pack's id is answered, too, with {status}: what is scheduled elsewhere could be seen")))
        }
    }
}

fn account_groups(client: &mut Client, _: &Sample) -> Finding {
    let groups = client.query("AccountGroup", &Value::Null, |one: &AccountGroup| one.id.as_deref())?;
    Ok(holds(true, format!("{} can be seen", count(groups.len(), "account group"))))
}
