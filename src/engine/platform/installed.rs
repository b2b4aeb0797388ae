//! What is installed in an account. The partner API tells and changes it in the account's name, where it is enabled.

use std::collections::HashSet;

use serde_json::Value;

use super::{
    request::{delete, made, send_once},
    sanitize::line,
};
use crate::{
    domain::{AccountId, Event, InstallationType, Instance, InstanceId, PackId, Refusal, Stamp, Via, check_id},
    engine::{
        Engine, EngineError,
        workspace::{require_account, require_pack},
    },
    platform::{Client, Unanswered, wire::IntegrationPackInstance},
    store::Store,
};

const INSTANCE: &str = "IntegrationPackInstance";

impl Engine {
    /// Takes over what the platform tells of an account's installations; nothing where the workspace decides alone.
    ///
    /// # Errors
    /// [`Refusal::NotFound`]; [`Refusal::NotForAccount`] where the partner API is not enabled, or not for this account;
    /// what else the platform answers; the store's.
    pub fn look_at_account(&mut self, id: &AccountId) -> Result<(), EngineError> {
        if !self.goes_out() {
            return Ok(());
        }
        let name = require_account(&mut self.store, id)?.name.clone();
        self.on_the_line(|engine, line| {
            line.progress.begin("asking what is installed", 1)?;
            let told = line.client.for_account(id.as_str(), |client| all(client, &Value::Null));
            let told = match told {
                Err(Unanswered::Denied { status: 403, message } | Unanswered::Refused { message, .. }) => {
                    return Err(Refusal::NotForAccount { account: name, why: message }.into());
                }
                told => told?,
            };
            engine.commit_via(Via::Platform, |store, stamp| {
                line.check(store)?;
                Ok((difference(id, &told, store, stamp)?, ()))
            })
        })
    }
}

fn all(client: &mut Client, filter: &Value) -> Result<Vec<IntegrationPackInstance>, Unanswered> {
    client.query(INSTANCE, filter, |one: &IntegrationPackInstance| one.id.as_deref())
}

/// How the platform's instances differ from those known here. The platform does not say when one was installed and
/// which release was current then.
fn difference(
    account: &AccountId,
    told: &[IntegrationPackInstance],
    store: &mut Store,
    stamp: &Stamp,
) -> Result<Vec<Event>, EngineError> {
    let known = require_account(store, account)?;
    let ids: HashSet<&str> = told.iter().filter_map(|one| one.id.as_deref()).collect();
    let gone = known.instances.iter().filter(|one| !ids.contains(one.id.as_str()));
    let mut events: Vec<Event> = gone
        .map(|one| Event::Uninstalled { account: account.clone(), pack: one.pack.clone(), instance: one.id.clone() })
        .collect();
    for one in told {
        let (Some(id), Some(pack)) = (one.id.as_deref(), one.integration_pack_id.as_deref()) else { continue };
        let is_new = check_id(id).is_ok() && !known.instances.iter().any(|known| known.id.as_str() == id);
        // Another publisher's pack is none of ours.
        let Some(pack) = store.pack(&PackId::from(pack))?.filter(|_| is_new) else { continue };
        let instance = Instance {
            id: InstanceId::from(id),
            pack: pack.id.clone(),
            name: line(one.integration_pack_override_name.as_deref(), &pack.name),
            installed_at: stamp.at,
            installed_release: pack.current_number(),
        };
        events.push(Event::Installed { account: account.clone(), instance });
    }
    Ok(events)
}

/// Installs a pack; the id that the platform has given to the instance.
pub(super) fn install(
    client: &mut Client,
    account: &AccountId,
    instance: &Instance,
    store: &mut Store,
) -> Result<String, EngineError> {
    let pack = require_pack(store, &instance.pack)?;
    let own_name = (pack.installation_type == InstallationType::Multi).then(|| instance.name.clone());
    let known: Vec<InstanceId> = require_account(store, account)?.instances.iter().map(|one| one.id.clone()).collect();
    let is_it = |one: &IntegrationPackInstance| {
        one.integration_pack_id.as_deref() == Some(pack.id.as_str())
            && one.id.as_deref().is_some_and(|id| known.iter().all(|known| known.as_str() != id))
            && (own_name.is_none() || one.integration_pack_override_name == own_name)
    };
    let find = |client: &mut Client| Ok(all(client, &Value::Null)?.into_iter().find(is_it));
    let body = IntegrationPackInstance {
        integration_pack_id: Some(pack.id.to_string()),
        integration_pack_override_name: own_name.clone(),
        ..IntegrationPackInstance::default()
    };
    made(client.for_account(account.as_str(), |client| send_once(client, INSTANCE, &body, find))?.id)
}

/// Takes an instance away.
pub(super) fn uninstall(client: &mut Client, account: &AccountId, instance: &InstanceId) -> Result<(), EngineError> {
    let gone = |client: &mut Client| Ok(client.get::<Value>(INSTANCE, instance.as_str())?.is_none().then_some(()));
    client.for_account(account.as_str(), |client| delete(client, INSTANCE, instance.as_str(), gone))
}
