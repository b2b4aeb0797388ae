//! What the platform has, read page by page. Nothing is changed here.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    listed::{PACK, rows},
    stage::{Stage, stages},
};
use crate::{
    domain::{RequestId, check_id},
    engine::EngineError,
    platform::{
        Client, Unanswered,
        wire::{
            Account, AccountGroup, AccountGroupAccount, AccountGroupIntegrationPack, PackagedComponent,
            PublisherIntegrationPack,
        },
    },
    store::Progress,
};

/// Most components that one query for versions names.
const AT_ONCE: usize = 25;

/// What the workspace knows already, as far as it spares requests.
#[derive(Debug, Default)]
pub(super) struct Baseline {
    pub(super) packs: BTreeSet<String>,
    /// The versions of each component.
    pub(super) versions: BTreeMap<String, HashSet<String>>,
    /// The packages of the versions that are deleted.
    pub(super) deleted: Vec<String>,
    pub(super) groups: BTreeSet<String>,
    /// The requests of scheduled releases, as the platform has told them.
    pub(super) scheduled: Vec<RequestId>,
    /// When the platform was last looked at; none asks for everything.
    pub(super) since: Option<DateTime<Utc>>,
    /// Versions that came since then are asked for, too.
    pub(super) newer: bool,
}

/// An account group with its accounts and packs.
#[derive(Debug, Default)]
pub(super) struct Group {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) accounts: Vec<String>,
    pub(super) packs: Vec<String>,
}

/// Accounts and account groups, where the token may see them.
#[derive(Debug, Default)]
pub(super) struct Subscribers {
    pub(super) accounts: Vec<Account>,
    pub(super) groups: Vec<Group>,
    pub(super) gone: Vec<String>,
}

#[derive(Debug, Default)]
pub(super) struct Fetched {
    pub(super) packs: Vec<PublisherIntegrationPack>,
    /// Packs that are known here and not there any more.
    pub(super) gone: Vec<String>,
    pub(super) versions: Vec<PackagedComponent>,
    /// How far scheduled releases are, by their requests; asked for after the packs.
    pub(super) stages: HashMap<RequestId, Stage>,
    /// The components all of whose versions were asked for.
    pub(super) complete: HashSet<String>,
    pub(super) subscribers: Option<Subscribers>,
    /// What was left out, a sentence each.
    pub(super) left_out: Vec<String>,
    pub(super) requests: usize,
}

/// Asks for one pack, with those of its versions that are new here; none where the platform has no such pack.
pub(super) fn fetch_pack(
    client: &mut Client,
    id: &str,
    known: &Baseline,
    progress: &Progress,
) -> Result<Option<Fetched>, EngineError> {
    let Some(pack) = client.get::<PublisherIntegrationPack>(PACK, id)? else { return Ok(None) };
    let mut fetched = Fetched { packs: vec![pack], stages: stages(client, &known.scheduled)?, ..Fetched::default() };
    versions(client, known, &mut fetched, progress)?;
    Ok(Some(fetched))
}

/// Asks for all of it. Whoever waits may stop it between two requests.
pub(super) fn fetch(client: &mut Client, known: &Baseline, progress: &Progress) -> Result<Fetched, EngineError> {
    let mut fetched = Fetched::default();
    progress.begin("reading integration packs", 1)?;
    packs(client, known, &mut fetched)?;
    fetched.stages = stages(client, &known.scheduled)?;
    progress.one()?;
    versions(client, known, &mut fetched, progress)?;
    match subscribers(client, known, progress) {
        Ok(found) => fetched.subscribers = Some(found),
        Err(EngineOr::Denied(why)) => fetched.left_out.push(format!("accounts and account groups: {why}")),
        Err(EngineOr::Error(error)) => return Err(error),
    }
    fetched.requests = client.requests;
    Ok(fetched)
}

/// Why subscribers were not read. A token without the right to see them still reads packs.
enum EngineOr {
    Denied(String),
    Error(EngineError),
}

impl<E: Into<EngineError>> From<E> for EngineOr {
    fn from(error: E) -> Self {
        Self::Error(error.into())
    }
}

fn packs(client: &mut Client, known: &Baseline, fetched: &mut Fetched) -> Result<(), EngineError> {
    let object = PACK;
    let mut packs: Vec<PublisherIntegrationPack> =
        client.query(object, &Value::Null, |pack: &PublisherIntegrationPack| pack.id.as_deref())?;
    let bare: Vec<String> = packs.iter().filter(|p| p.components.is_none()).filter_map(|p| p.id.clone()).collect();
    if !bare.is_empty() {
        let ids: Vec<&str> = bare.iter().map(String::as_str).collect();
        let whole: Vec<PublisherIntegrationPack> = client.bulk(object, &ids)?;
        packs.retain(|pack| pack.components.is_some());
        packs.extend(whole);
    }
    let listed: HashSet<&str> = packs.iter().filter_map(|pack| pack.id.as_deref()).collect();
    // A pack can be missing from the list because pages shifted while they were read. So each missing one is asked for.
    let missing: Vec<&String> = known.packs.iter().filter(|id| !listed.contains(id.as_str())).collect();
    let mut found = Vec::new();
    for id in missing {
        match client.get::<PublisherIntegrationPack>(object, id)? {
            Some(pack) => found.push(pack),
            None => fetched.gone.push(id.clone()),
        }
    }
    packs.extend(found);
    let sound = |pack: &PublisherIntegrationPack| pack.id.as_deref().is_some_and(|id| check_id(id).is_ok());
    let odd = packs.iter().filter(|pack| !sound(pack)).count();
    if odd > 0 {
        fetched.left_out.push(format!("{odd} integration packs whose ids are not valid"));
    }
    fetched.packs = packs.into_iter().filter(sound).collect();
    Ok(())
}

/// Versions of the components that packs hold: all of those that are new here, and what came since the last look.
fn versions(
    client: &mut Client,
    known: &Baseline,
    fetched: &mut Fetched,
    progress: &Progress,
) -> Result<(), EngineError> {
    let mut members = BTreeSet::new();
    let mut whole = BTreeSet::new();
    for row in fetched.packs.iter().flat_map(rows) {
        let Some(id) = row.component_id.as_deref().filter(|id| check_id(id).is_ok()) else { continue };
        members.insert(id);
        let named = [&row.current_version, &row.pending_version, &row.latest_version].into_iter().flatten();
        let have = known.versions.get(id).filter(|_| known.since.is_some());
        if have.is_none_or(|have| named.filter(|label| !label.is_empty()).any(|label| !have.contains(label))) {
            whole.insert(id);
        }
    }
    let all: Vec<&str> = whole.iter().copied().collect();
    progress.begin("reading versions", all.len().div_ceil(AT_ONCE) + 1)?;
    let mut found: Vec<PackagedComponent> = Vec::new();
    for ids in all.chunks(AT_ONCE) {
        found.extend(query_versions(client, &of_components(ids))?);
        progress.one()?;
    }
    // Who looks at one pack alone asks for no others. Clocks differ, and what was packaged while the last look went on
    // was not seen then. When a version was deleted or restored is not told: those that are deleted are asked for.
    if let Some(since) = known.since.filter(|_| known.newer && whole.len() < members.len()) {
        let from = (since - TimeDelta::days(1)).to_rfc3339_opts(SecondsFormat::Secs, true);
        let newer = json!({"operator": "GREATER_THAN_OR_EQUAL", "property": "createdDate", "argument": [from]});
        let deleted = json!({"operator": "EQUALS", "property": "deleted", "argument": ["true"]});
        let changed = json!({"operator": "or", "nestedExpression": [newer, deleted]});
        found.extend(match query_versions(client, &changed) {
            // No document tells which properties a filter may name.
            Err(Unanswered::Refused { .. }) => query_versions(client, &newer)?,
            told => told?,
        });
        let deleted: Vec<&str> = known.deleted.iter().map(String::as_str).collect();
        found.extend(client.bulk::<PackagedComponent>("PackagedComponent", &deleted)?);
    }
    progress.one()?;
    let of_a_member = |one: &PackagedComponent| one.component_id.as_deref().is_some_and(|id| members.contains(id));
    found.retain(of_a_member);
    fetched.complete = whole.into_iter().map(ToOwned::to_owned).collect();
    fetched.versions = found;
    Ok(())
}

/// The shareable versions that a filter finds.
pub(super) fn query_versions(client: &mut Client, of: &Value) -> Result<Vec<PackagedComponent>, Unanswered> {
    let shareable = json!({"operator": "EQUALS", "property": "shareable", "argument": ["true"]});
    let filter = json!({"operator": "and", "nestedExpression": [of, shareable]});
    client.query("PackagedComponent", &filter, |one: &PackagedComponent| one.package_id.as_deref())
}

fn of_components(ids: &[&str]) -> Value {
    let of = |id: &&str| json!({"operator": "EQUALS", "property": "componentId", "argument": [id]});
    match ids {
        [one] => of(one),
        several => json!({"operator": "or", "nestedExpression": several.iter().map(of).collect::<Vec<_>>()}),
    }
}

fn subscribers(client: &mut Client, known: &Baseline, progress: &Progress) -> Result<Subscribers, EngineOr> {
    let denied = |error: Unanswered| match error {
        Unanswered::Denied { status: 403, message } => EngineOr::Denied(message),
        other => EngineOr::from(other),
    };
    let accounts = client.query("Account", &Value::Null, |one: &Account| one.account_id.as_deref()).map_err(denied)?;
    let listed = client.query("AccountGroup", &Value::Null, |one: &AccountGroup| one.id.as_deref()).map_err(denied)?;
    progress.begin("reading account groups", listed.len())?;
    let mut groups = Vec::with_capacity(listed.len());
    for group in listed {
        let Some(id) = group.id.filter(|id| check_id(id).is_ok()) else { continue };
        let of_it = json!({"operator": "EQUALS", "property": "accountGroupId", "argument": [id]});
        let members = client.query("AccountGroupAccount", &of_it, |one: &AccountGroupAccount| one.id.as_deref());
        let accounts = members.map_err(denied)?.into_iter().filter_map(|one| one.account_id).collect();
        let object = "AccountGroupIntegrationPack";
        let shared = client.query(object, &of_it, |one: &AccountGroupIntegrationPack| one.id.as_deref());
        let packs = shared.map_err(denied)?.into_iter().filter_map(|one| one.integration_pack_id).collect();
        groups.push(Group { id, name: group.name.unwrap_or_default(), accounts, packs });
        progress.one()?;
    }
    let there: HashSet<&str> = groups.iter().map(|group| group.id.as_str()).collect();
    let mut gone = Vec::new();
    for id in known.groups.iter().filter(|id| !there.contains(id.as_str())) {
        if client.get::<AccountGroup>("AccountGroup", id).map_err(denied)?.is_none() {
            gone.push(id.clone());
        }
    }
    Ok(Subscribers { accounts, groups, gone })
}
