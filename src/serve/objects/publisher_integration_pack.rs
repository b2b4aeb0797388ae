//! Packs as their publisher sees them.

use serde_json::{Value, json};

use crate::{
    domain::{ComponentId, ComponentRow, InstallationType, PackId, Pending, Version},
    engine::{Engine, EngineError, MemberChange, PackUpdate},
    platform::wire::{PublisherIntegrationPack, PublisherPackagedComponent, PublisherPackagedComponents},
    serve::{
        context::{Context, Object, needed, read, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["name", "id", "installationType"],
    rows: Some(rows),
    get: Some(get),
    create: Some(create),
    update: Some(update),
    delete: Some(delete),
    ..Object::named("PublisherIntegrationPack")
};

#[expect(clippy::unnecessary_wraps, reason = "a row of the table")]
fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let row = |pack: &crate::engine::PackEntry| {
        let pack = &pack.summary;
        json!({"id": pack.id, "name": pack.name, "installationType": pack.installation_type.api_word()})
    };
    Ok(context.engine.pack_entries().iter().map(row).collect())
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let view = context.engine.pack(&context.pack(id)?)?;
    let always_deleted = context.twin.quirks.always_deleted;
    let components = view.rows.iter().map(|row| component(row, always_deleted)).collect();
    to_value(&PublisherIntegrationPack {
        description: Some(view.pack.description.clone()),
        components: Some(PublisherPackagedComponents { components }),
        id: Some(view.pack.id.to_string()),
        name: Some(view.pack.name.clone()),
        installation_type: Some(view.pack.installation_type.api_word().into()),
        operation_type: Some("ADD".into()),
    })
}

/// A version column is `""` where there is no such version; the latest version is given only where it differs.
fn component(row: &ComponentRow, always_deleted: bool) -> PublisherPackagedComponent {
    let pending = match &row.pending {
        Pending::Version(version) => Some(version),
        Pending::Nothing | Pending::Deleted => None,
    };
    let latest = row.latest.as_ref().filter(|latest| Some(*latest) != row.current.as_ref() && Some(*latest) != pending);
    let word = |version: Option<&Version>| Some(version.map(ToString::to_string).unwrap_or_default());
    PublisherPackagedComponent {
        component_id: Some(row.component_id.to_string()),
        component_name: Some(row.component_name.clone()),
        component_type: Some(row.component_type.api_word().into()),
        current_version: word(row.current.as_ref()),
        pending_version: word(pending),
        latest_version: word(latest),
        deleted: Some(always_deleted || row.deleted),
    }
}

fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: PublisherIntegrationPack = read(body)?;
    let name = needed(asked.name.clone(), "name")?;
    let kind = installation_type(asked.installation_type.as_deref())?.unwrap_or(InstallationType::Single);
    let members = listed(&asked)?.unwrap_or_default();
    let id = context.engine.create_pack_of(&name, kind, asked.description.as_deref().unwrap_or_default(), &members)?;
    get(context, id.as_str())
}

fn update(context: &mut Context, id: &str, body: Value) -> Answer<Value> {
    let asked: PublisherIntegrationPack = read(body)?;
    let pack = context.pack(id)?;
    if asked.id.as_deref().is_some_and(|named| named != id) {
        return Err(Refused::bad("the id in the body differs from the id in the path"));
    }
    let view = context.engine.pack(&pack)?;
    if installation_type(asked.installation_type.as_deref())?.is_some_and(|kind| kind != view.pack.installation_type) {
        return Err(Refused::bad("the installationType of an integration pack can't be changed"));
    }
    let members = match (listed(&asked)?, asked.operation_type.as_deref().unwrap_or("ADD")) {
        (None, _) => MemberChange::None,
        (Some(ids), word) if word.eq_ignore_ascii_case("DELETE") => MemberChange::Remove(ids),
        (Some(ids), word) if word.eq_ignore_ascii_case("ADD") => {
            if context.twin.quirks.add_merges {
                MemberChange::Add(ids)
            } else {
                MemberChange::Exactly(ids)
            }
        }
        (_, word) => return Err(Refused::bad(format!("operationType is ADD or DELETE, not {word}"))),
    };
    let change = PackUpdate { name: asked.name, description: asked.description, members };
    context.engine.update_pack(&pack, &change)?;
    get(context, id)
}

fn delete(context: &mut Context, id: &str) -> Answer<()> {
    let delete = |engine: &mut Engine, id: &PackId| -> Result<(), EngineError> {
        let basis = engine.pack(id)?.pack.basis();
        engine.delete_pack(id, &basis)
    };
    let id = context.pack(id)?;
    Ok(delete(context.engine, &id)?)
}

/// The components that a body lists; none where it says nothing of them.
fn listed(asked: &PublisherIntegrationPack) -> Answer<Option<Vec<ComponentId>>> {
    let Some(listed) = &asked.components else { return Ok(None) };
    let id = |one: &PublisherPackagedComponent| needed(one.component_id.clone(), "componentId").map(ComponentId::from);
    listed.components.iter().map(id).collect::<Answer<_>>().map(Some)
}

fn installation_type(word: Option<&str>) -> Answer<Option<InstallationType>> {
    let kinds = [InstallationType::Single, InstallationType::Multi];
    match word {
        None => Ok(None),
        Some(word) => match kinds.into_iter().find(|kind| kind.api_word().eq_ignore_ascii_case(word)) {
            Some(kind) => Ok(Some(kind)),
            None => Err(Refused::bad(format!("installationType is SINGLE or MULTI, not {word}"))),
        },
    }
}
