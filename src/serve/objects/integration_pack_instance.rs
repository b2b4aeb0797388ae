//! What an account has installed.

use serde_json::Value;

use super::super::desk::Side;
use crate::{
    domain::{InstallationType, Instance},
    platform::wire::{IntegrationPackInstance, ProcessId},
    serve::{
        desk::{Desk, Object, needed, read, told},
        ids,
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    for_accounts: true,
    filters: &["integrationPackOverrideName", "integrationPackName", "integrationPackId"],
    rows: Some(rows),
    get: Some(get),
    create: Some(create),
    delete: Some(delete),
    ..Object::named("IntegrationPackInstance")
};

fn instances(desk: &mut Desk) -> Answer<Vec<Instance>> {
    // The publisher has none.
    let Side::Account(account) = desk.side.clone() else { return Ok(Vec::new()) };
    Ok(desk.engine.account(&account)?.account.instances.clone())
}

fn rows(desk: &mut Desk) -> Answer<Vec<Value>> {
    let instances = instances(desk)?;
    instances
        .iter()
        .map(|instance| {
            let pack = desk.engine.pack_name(&instance.pack);
            // A SINGLE pack's instance has no name of its own; what it is filtered by is the pack's.
            told(&IntegrationPackInstance {
                id: Some(instance.id.to_string()),
                integration_pack_id: Some(instance.pack.to_string()),
                integration_pack_override_name: Some(instance.name.clone()),
                integration_pack_name: Some(pack),
                ..IntegrationPackInstance::default()
            })
        })
        .collect()
}

fn find(desk: &mut Desk, id: &str) -> Answer<Instance> {
    let found = instances(desk)?.into_iter().find(|instance| instance.id.as_str() == id);
    found.ok_or_else(|| Refused::unknown("integration pack instance", id))
}

fn get(desk: &mut Desk, id: &str) -> Answer<Value> {
    let instance = find(desk, id)?;
    of(desk, &instance)
}

fn of(desk: &mut Desk, instance: &Instance) -> Answer<Value> {
    let pack = desk.engine.pack(&instance.pack)?.pack;
    let multi = pack.installation_type == InstallationType::Multi;
    let contents = pack.current_contents();
    let process = |id: &crate::domain::ComponentId| ProcessId {
        original_process_id: Some(id.to_string()),
        wrapper_process_id: multi.then(|| ids::guid(&[instance.id.as_str(), id.as_str()])),
        name: Some(format!("{} - {}", instance.name, desk.engine.component_name(id))),
    };
    told(&IntegrationPackInstance {
        process_id: contents.iter().map(|(id, _)| process(id)).collect(),
        id: Some(instance.id.to_string()),
        integration_pack_id: Some(instance.pack.to_string()),
        integration_pack_override_name: multi.then(|| instance.name.clone()),
        integration_pack_name: None,
    })
}

/// Installs a pack. A MULTI pack's instance is called like the pack unless it is given a name.
fn create(desk: &mut Desk, body: Value) -> Answer<Value> {
    let account = desk.account()?;
    let asked: IntegrationPackInstance = read(body)?;
    let id = desk.pack(&needed(asked.integration_pack_id, "integrationPackId")?)?;
    let pack = desk.engine.pack(&id)?.pack;
    let named = asked.integration_pack_override_name.filter(|name| !name.trim().is_empty());
    let name = match (pack.installation_type, named) {
        (InstallationType::Single, Some(_)) => {
            return Err(Refused::bad("integrationPackOverrideName is for packs with multiple installations alone"));
        }
        (InstallationType::Single, None) => None,
        (InstallationType::Multi, named) => Some(named.unwrap_or_else(|| pack.name.clone())),
    };
    let instance = desk.engine.install(&account, &id, name.as_deref())?;
    of(desk, &instance)
}

fn delete(desk: &mut Desk, id: &str) -> Answer<()> {
    let account = desk.account()?;
    let instance = find(desk, id)?;
    Ok(desk.engine.uninstall(&account, &instance.id)?)
}
