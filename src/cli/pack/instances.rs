//! `ipack pack instances`.

use serde::Serialize;

use crate::{
    cli::{Failure, Global, args::InstancesArgs, output::instant, render, table},
    domain::{UpdateState, instant_words},
    engine::{Engine, EngineError, Installation},
};

/// An array of `{"accountId","accountName","instanceId","name","version","pendingVersion"|null,"lastUpdateDate",
/// "state":"UP_TO_DATE|WAITING|APPLIED_EARLY|AHEAD"}`, by account, then the oldest first. How many there are of each
/// `pack show` tells.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct InstallationOut {
    account_id: String,
    account_name: String,
    instance_id: String,
    name: String,
    version: u32,
    pending_version: Option<u32>,
    last_update_date: String,
    state: UpdateState,
}

pub(super) fn list(global: &Global, engine: &mut Engine, args: &InstancesArgs) -> Result<(), Failure> {
    let wanted = [
        (args.applied_early, UpdateState::AppliedEarly),
        (args.waiting, UpdateState::Waiting),
        (args.ahead, UpdateState::Ahead),
    ];
    let state = wanted.into_iter().find_map(|(wanted, state)| wanted.then_some(state));
    let find = |engine: &mut Engine| -> Result<_, EngineError> {
        let pack = engine.find_pack(&args.pack)?;
        Ok((engine.installations(&pack)?, engine.installed(&pack, state)?))
    };
    let (counted, found) = find(engine).map_err(Failure::to(format!("tell who has {}", args.pack)))?;
    let out: Vec<InstallationOut> = found.iter().map(InstallationOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let mut lines = vec![counted.name.clone(), counted.installed()];
    lines.extend(counted.counts().iter().map(|count| format!("  {}: {}", count.label, count.instances)));
    lines.extend([counted.shared(), String::new()]);
    let zone = engine.local_zone();
    let row = |one: &Installation| {
        vec![
            one.account_name.clone(),
            one.name.clone(),
            one.version.version.to_string(),
            one.version.pending.map(|version| version.to_string()).unwrap_or_default(),
            instant_words(one.last_update, zone),
            one.state.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = found.iter().map(row).collect();
    let titles = [
        table::name("Account"),
        table::name("Instance Name"),
        table::whole("Version"),
        table::spare("Pending Version"),
        table::whole("Last Update Date"),
        table::whole("State"),
    ];
    lines.extend(table::lines(&titles, &rows));
    render::lines(lines)
}

impl InstallationOut {
    fn of(one: &Installation) -> Self {
        Self {
            account_id: one.account.to_string(),
            account_name: one.account_name.clone(),
            instance_id: one.instance.to_string(),
            name: one.name.clone(),
            version: one.version.version,
            pending_version: one.version.pending,
            last_update_date: instant(one.last_update),
            state: one.state,
        }
    }
}
