//! What an account has installed.

use serde_json::Value;

use super::super::context::Side;
use crate::{
    domain::{InstallationType, Instance},
    platform::wire::{IntegrationPackInstance, ProcessId},
    serve::{
        context::{Context, Object, needed, read, to_value},
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

fn instances(context: &mut Context) -> Answer<Vec<Instance>> {
    // The publisher has none.
    let Side::Account(account) = context.side.clone() else { return Ok(Vec::new()) };
    Ok(context.engine.account(&account)?.account.instances.clone())
}

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let instances = instances(context)?;
    instances
        .iter()
        .map(|instance| {
            let pack = context.engine.pack_name(&instance.pack);
            // An instance of a SINGLE pack has no name of its own, so it is filtered by the pack's name.
            to_value(&IntegrationPackInstance {
                id: Some(instance.id.to_string()),
                integration_pack_id: Some(instance.pack.to_string()),
                integration_pack_override_name: Some(instance.name.clone()),
                integration_pack_name: Some(pack),
                ..IntegrationPackInstance::default()
            })
        })
        .collect()
}

fn find(context: &mut Context, id: &str) -> Answer<Instance> {
    let found = instances(context)?.into_iter().find(|instance| instance.id.as_str() == id);
    found.ok_or_else(|| Refused::unknown("integration pack instance", id))
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let instance = find(context, id)?;
    of(context, &instance)
}

fn of(context: &mut Context, instance: &Instance) -> Answer<Value> {
    let pack = context.engine.pack(&instance.pack)?.pack;
    let multi = pack.installation_type == InstallationType::Multi;
    let contents = pack.current_contents();
    let process = |id: &crate::domain::ComponentId| ProcessId {
        original_process_id: Some(id.to_string()),
        wrapper_process_id: multi.then(|| ids::guid(&[instance.id.as_str(), id.as_str()])),
        name: Some(format!("{} - {}", instance.name, context.engine.component_name(id))),
    };
    to_value(&IntegrationPackInstance {
        process_id: contents.iter().map(|(id, _)| process(id)).collect(),
        id: Some(instance.id.to_string()),
        integration_pack_id: Some(instance.pack.to_string()),
        integration_pack_override_name: multi.then(|| instance.name.clone()),
        integration_pack_name: None,
    })
}

/// Installs a pack. A MULTI pack's instance is called like the pack unless it is given a name.
fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let account = context.account()?;
    let asked: IntegrationPackInstance = read(body)?;
    let id = context.pack(&needed(asked.integration_pack_id, "integrationPackId")?)?;
    let pack = context.engine.pack(&id)?.pack;
    let named = asked.integration_pack_override_name.filter(|name| !name.trim().is_empty());
    let name = match (pack.installation_type, named) {
        (InstallationType::Single, Some(_)) => {
            return Err(Refused::bad("integrationPackOverrideName is for packs with multiple installations alone"));
        }
        (InstallationType::Single, None) => None,
        (InstallationType::Multi, named) => Some(named.unwrap_or_else(|| pack.name.clone())),
    };
    let instance = context.engine.install(&account, &id, name.as_deref())?;
    of(context, &instance)
}

fn delete(context: &mut Context, id: &str) -> Answer<()> {
    let account = context.account()?;
    let instance = find(context, id)?;
    Ok(context.engine.uninstall(&account, &instance.id)?)
}
