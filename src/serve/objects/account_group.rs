//! Account groups.

use serde_json::Value;

use crate::{
    engine::GroupView,
    platform::wire::{AccountGroup, Resource, Resources},
    serve::{
        context::{Context, Object, needed, read, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["id", "accountId", "name", "defaultGroup", "autoSubscribeAlertLevel"],
    rows: Some(rows),
    rows_are_whole: true,
    get: Some(get),
    create: Some(create),
    update: Some(update),
    ..Object::named("AccountGroup")
};

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    let groups = context.engine.groups()?;
    groups.iter().map(|view| to_value(&AccountGroup { resources: None, ..of(context, view) })).collect()
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let group = context.group(id)?;
    let view = context.engine.group(&group)?;
    to_value(&of(context, &view))
}

fn of(context: &Context, view: &GroupView) -> AccountGroup {
    let resource = |(id, name): &(crate::domain::PackId, String)| Resource {
        resource_id: Some(id.to_string()),
        resource_name: Some(name.clone()),
        object_type: Some("Integration Pack".into()),
    };
    AccountGroup {
        id: Some(view.group.id.to_string()),
        account_id: Some(context.twin.account.clone()),
        name: Some(view.group.name.clone()),
        auto_subscribe_alert_level: Some("none".into()),
        default_group: Some(false),
        resources: Some(Resources { resource: view.packs.iter().map(resource).collect() }),
    }
}

fn create(context: &mut Context, body: Value) -> Answer<Value> {
    let asked: AccountGroup = read(body)?;
    let id = context.engine.create_group(&needed(asked.name, "name")?)?;
    get(context, id.as_str())
}

fn update(context: &mut Context, id: &str, body: Value) -> Answer<Value> {
    let asked: AccountGroup = read(body)?;
    let group = context.group(id)?;
    if asked.id.as_deref().is_some_and(|named| named != id) {
        return Err(Refused::bad("the id in the body differs from the id in the path"));
    }
    if let Some(name) = asked.name {
        let seen = context.engine.group(&group)?.group.name.clone();
        context.engine.rename_group(&group, &seen, &name)?;
    }
    get(context, id)
}
