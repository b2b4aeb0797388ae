//! Account groups.

use serde_json::Value;

use crate::{
    engine::GroupView,
    platform::wire::{AccountGroup, Resource, Resources},
    serve::{
        desk::{Desk, Object, needed, read, told},
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

fn rows(desk: &mut Desk) -> Answer<Vec<Value>> {
    let groups = desk.engine.groups()?;
    groups.iter().map(|view| told(&AccountGroup { resources: None, ..of(desk, view) })).collect()
}

fn get(desk: &mut Desk, id: &str) -> Answer<Value> {
    let group = desk.group(id)?;
    let view = desk.engine.group(&group)?;
    told(&of(desk, &view))
}

fn of(desk: &Desk, view: &GroupView) -> AccountGroup {
    let resource = |(id, name): &(crate::domain::PackId, String)| Resource {
        resource_id: Some(id.to_string()),
        resource_name: Some(name.clone()),
        object_type: Some("Integration Pack".into()),
    };
    AccountGroup {
        id: Some(view.group.id.to_string()),
        account_id: Some(desk.twin.account.clone()),
        name: Some(view.group.name.clone()),
        auto_subscribe_alert_level: Some("none".into()),
        default_group: Some(false),
        resources: Some(Resources { resource: view.packs.iter().map(resource).collect() }),
    }
}

fn create(desk: &mut Desk, body: Value) -> Answer<Value> {
    let asked: AccountGroup = read(body)?;
    let id = desk.engine.create_group(&needed(asked.name, "name")?)?;
    get(desk, id.as_str())
}

fn update(desk: &mut Desk, id: &str, body: Value) -> Answer<Value> {
    let asked: AccountGroup = read(body)?;
    let group = desk.group(id)?;
    let view = desk.engine.group(&group)?;
    if asked.id.as_deref().is_some_and(|named| named != id) {
        return Err(Refused::bad("the id in the body is another one than that in the path"));
    }
    if asked.name.as_deref().is_some_and(|name| name != view.group.name) {
        return Err(Refused::bad("the name of an account group can't be changed in a workspace"));
    }
    told(&of(desk, &view))
}
