//! The platform's request for each event about packs, versions and groups, and the query that shows whether it was
//! done.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    installed,
    listed::PACK,
    pack_update,
    request::{delete, made, send_once},
};
use crate::{
    domain::{
        AccountGroupId, AccountId, ComponentId, Event, InstallationType, PackId, PackageId,
        PackagedComponent as Packaged, Refusal, Version, about, check_called,
    },
    engine::{
        EngineError,
        workspace::{require_component, require_pack},
    },
    platform::{
        Client, Unanswered,
        wire::{
            AccountGroup, AccountGroupAccount, AccountGroupIntegrationPack, PackagedComponent, PublisherIntegrationPack,
        },
    },
    store::Store,
};

const VERSION: &str = "PackagedComponent";
const GROUP: &str = "AccountGroup";
const IN_GROUP: &str = "AccountGroupAccount";
const SHARED: &str = "AccountGroupIntegrationPack";

/// Has the platform carry out an event; returns the id of what is new.
///
/// # Errors
/// Why the platform did not do it, or that nobody knows whether it did.
pub(super) fn carry_out(event: &Event, store: &mut Store, client: &mut Client) -> Result<Option<String>, EngineError> {
    match event {
        Event::PackCreated { name, description, installation_type, .. } => {
            return create_pack(client, name, description, *installation_type).map(Some);
        }
        Event::PackEdited { pack, name, description } => {
            pack_update::edit(client, &*require_pack(store, pack)?, name, description)?;
        }
        Event::PackDeleted { pack } => delete_pack(client, pack)?,
        Event::ComponentsAdded { pack, components } | Event::ComponentsUndeleted { pack, components } => {
            pack_update::add(client, &*require_pack(store, pack)?, components)?;
        }
        Event::ComponentsRemoved { pack, components } => {
            pack_update::remove(client, &*require_pack(store, pack)?, components)?;
        }
        Event::VersionPackaged { component, packaged, .. } => {
            return package(client, component.as_str(), packaged).map(Some);
        }
        Event::VersionDeleted { component, version } => {
            delete_version(client, &package_id(store, component, version)?)?;
        }
        Event::VersionRestored { component, version } => {
            restore_version(client, component, version, &package_id(store, component, version)?)?;
        }
        Event::GroupCreated { name, .. } => return create_group(client, name).map(Some),
        Event::GroupRenamed { group, from, name } => rename_group(client, group.as_str(), from, name)?,
        Event::AccountsAdded { group, accounts } => {
            accounts.iter().try_for_each(|account| add_account(client, group, account))?;
        }
        Event::AccountsRemoved { group, accounts } => accounts.iter().try_for_each(|account| {
            leave(client, IN_GROUP, |client| Ok(find_in_group(client, group, account)?.and_then(|row| row.id)))
        })?,
        Event::PacksShared { group, packs } => packs.iter().try_for_each(|pack| share(client, group, pack))?,
        Event::PacksUnshared { group, packs } => packs.iter().try_for_each(|pack| {
            leave(client, SHARED, |client| Ok(find_shared(client, group, pack)?.and_then(|row| row.id)))
        })?,
        Event::Installed { account, instance } => {
            return installed::install(client, account, instance, store).map(Some);
        }
        Event::Uninstalled { account, instance, .. } => installed::uninstall(client, account, instance)?,
        Event::Imported(_)
        | Event::ComponentCreated { .. }
        | Event::GroupDeleted { .. }
        | Event::AccountCreated { .. }
        | Event::AccountRenamed { .. }
        | about!(settings)
        | about!(releases)
        | about!(approvals) => store.settings().check_own()?,
    }
    Ok(None)
}

fn delete_pack(client: &mut Client, pack: &PackId) -> Result<(), EngineError> {
    let gone = |client: &mut Client| Ok(client.get::<Value>(PACK, pack.as_str())?.is_none().then_some(()));
    delete(client, PACK, pack.as_str(), gone)
}

fn delete_version(client: &mut Client, id: &PackageId) -> Result<(), EngineError> {
    delete(client, VERSION, id.as_str(), |client| Ok(is_deleted(client, id)?.then_some(())))
}

fn restore_version(
    client: &mut Client,
    component: &ComponentId,
    version: &Version,
    id: &PackageId,
) -> Result<(), EngineError> {
    let body = PackagedComponent {
        package_id: Some(id.to_string()),
        component_id: Some(component.to_string()),
        package_version: Some(version.to_string()),
        ..PackagedComponent::default()
    };
    let back = |client: &mut Client| Ok((!is_deleted(client, id)?).then(PackagedComponent::default));
    send_once(client, VERSION, &body, back).map(drop)
}

fn add_account(client: &mut Client, group: &AccountGroupId, account: &AccountId) -> Result<(), EngineError> {
    let body = AccountGroupAccount {
        id: None,
        account_group_id: Some(group.to_string()),
        account_id: Some(account.to_string()),
    };
    join(client, IN_GROUP, &body, |client| find_in_group(client, group, account))
}

fn share(client: &mut Client, group: &AccountGroupId, pack: &PackId) -> Result<(), EngineError> {
    let body = AccountGroupIntegrationPack {
        account_group_id: Some(group.to_string()),
        integration_pack_id: Some(pack.to_string()),
        ..AccountGroupIntegrationPack::default()
    };
    join(client, SHARED, &body, |client| find_shared(client, group, pack))
}

fn create_pack(
    client: &mut Client,
    name: &str,
    description: &str,
    kind: InstallationType,
) -> Result<String, EngineError> {
    let named = equals("name", name);
    let find = |client: &mut Client| {
        let all = client.query::<PublisherIntegrationPack>(PACK, &named, |pack| pack.id.as_deref())?;
        Ok(all.into_iter().find(|pack| pack.id.is_some()))
    };
    if find(client)?.is_some() {
        return Err(Refusal::NameTaken { what: "an integration pack", name: name.to_owned() }.into());
    }
    let body = PublisherIntegrationPack {
        name: Some(name.to_owned()),
        description: Some(description.to_owned()),
        installation_type: Some(kind.api_word().to_owned()),
        ..PublisherIntegrationPack::default()
    };
    made(send_once(client, PACK, &body, find)?.id)
}

fn create_group(client: &mut Client, name: &str) -> Result<String, EngineError> {
    let named = equals("name", name);
    let find = |client: &mut Client| {
        let all = client.query::<AccountGroup>(GROUP, &named, |group| group.id.as_deref())?;
        Ok(all.into_iter().find(|group| group.id.is_some()))
    };
    if find(client)?.is_some() {
        return Err(Refusal::NameTaken { what: "an account group", name: name.to_owned() }.into());
    }
    let body = AccountGroup { name: Some(name.to_owned()), ..AccountGroup::default() };
    made(send_once(client, GROUP, &body, find)?.id)
}

/// Renames a group. An update replaces the whole object, so what else the platform tells of it is sent back unchanged.
fn rename_group(client: &mut Client, group: &str, from: &str, name: &str) -> Result<(), EngineError> {
    let read = |client: &mut Client| client.get::<AccountGroup>(GROUP, group);
    let gone = || Refusal::NotFound { what: "account group on the platform", name: group.to_owned(), like: None };
    let there = read(client)?.ok_or_else(gone)?;
    check_called(there.name.as_deref().unwrap_or_default(), from)?;
    let body = AccountGroup { name: Some(name.to_owned()), ..there };
    let seen = |client: &mut Client| Ok(read(client)?.filter(|there| there.name.as_deref() == Some(name)));
    send_once(client, &format!("{GROUP}/{group}"), &body, seen).map(drop)
}

fn package(client: &mut Client, component: &str, packaged: &Packaged) -> Result<String, EngineError> {
    let label = packaged.version.as_str();
    let of_it = json!({"operator": "and", "nestedExpression": [equals("componentId", component), equals("packageVersion", label)]});
    let find = |client: &mut Client| {
        let all = client.query::<PackagedComponent>(VERSION, &of_it, |one| one.package_id.as_deref())?;
        Ok(all.into_iter().find(|one| one.package_id.is_some()))
    };
    if find(client)?.is_some() {
        let version = packaged.version.clone();
        return Err(Refusal::VersionTaken { component: component.to_owned(), version }.into());
    }
    let body = PackagedComponent {
        component_id: Some(component.to_owned()),
        package_version: Some(label.to_owned()),
        notes: Some(packaged.notes.clone()),
        shareable: Some(packaged.shareable),
        ..PackagedComponent::default()
    };
    made(send_once(client, VERSION, &body, find)?.package_id)
}

/// Creates the object that makes one thing part of another, unless it exists.
fn join<A: DeserializeOwned + Serialize>(
    client: &mut Client,
    object: &str,
    body: &A,
    find: impl Fn(&mut Client) -> Result<Option<A>, Unanswered>,
) -> Result<(), EngineError> {
    if find(client)?.is_none() {
        send_once(client, object, body, find)?;
    }
    Ok(())
}

/// Deletes that object, whose id `find` tells.
fn leave(
    client: &mut Client,
    object: &str,
    find: impl Fn(&mut Client) -> Result<Option<String>, Unanswered>,
) -> Result<(), EngineError> {
    match find(client)? {
        Some(id) => delete(client, object, &id, |client| Ok(find(client)?.is_none().then_some(()))),
        None => Ok(()),
    }
}

fn find_in_group(
    client: &mut Client,
    group: &AccountGroupId,
    account: &AccountId,
) -> Result<Option<AccountGroupAccount>, Unanswered> {
    let of_group = equals("accountGroupId", group.as_str());
    let all = client.query::<AccountGroupAccount>(IN_GROUP, &of_group, |row| row.id.as_deref())?;
    Ok(all.into_iter().find(|row| row.account_id.as_deref() == Some(account.as_str())))
}

fn find_shared(
    client: &mut Client,
    group: &AccountGroupId,
    pack: &PackId,
) -> Result<Option<AccountGroupIntegrationPack>, Unanswered> {
    let of_group = equals("accountGroupId", group.as_str());
    let all = client.query::<AccountGroupIntegrationPack>(SHARED, &of_group, |row| row.id.as_deref())?;
    Ok(all.into_iter().find(|row| row.integration_pack_id.as_deref() == Some(pack.as_str())))
}

fn equals(property: &str, value: &str) -> Value {
    json!({"operator": "EQUALS", "property": property, "argument": [value]})
}

fn package_id(store: &mut Store, component: &ComponentId, version: &Version) -> Result<PackageId, EngineError> {
    let component = require_component(store, component)?;
    Ok(component.packaged(version).ok_or_else(|| component.unknown_version(version))?.package_id.clone())
}

/// Whether a version is deleted, or not there at all.
fn is_deleted(client: &mut Client, id: &PackageId) -> Result<bool, Unanswered> {
    let there: Option<PackagedComponent> = client.get(VERSION, id.as_str())?;
    Ok(there.is_none_or(|one| one.deleted == Some(true)))
}
