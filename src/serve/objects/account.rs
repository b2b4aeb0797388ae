//! Accounts below the publisher's.

use serde_json::Value;

use crate::{
    platform::wire::Account,
    serve::{
        context::{Context, Object, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["accountId", "dateCreated", "expirationDate", "name", "status", "widgetAccount", "overDeployed"],
    rows: Some(rows),
    rows_are_whole: true,
    get: Some(get),
    ..Object::named("Account")
};

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    context.engine.account_entries().iter().map(|entry| of(entry.id.as_str(), &entry.name)).collect()
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    if id == context.twin.account {
        return of(id, &context.engine.settings().name);
    }
    let entries = context.engine.account_entries();
    let found = entries.iter().find(|entry| entry.id.as_str() == id);
    found.map_or_else(|| Err(Refused::unknown("account", id)), |entry| of(id, &entry.name))
}

/// A workspace knows an account's id and name; the rest is that of any account.
fn of(id: &str, name: &str) -> Answer<Value> {
    to_value(&Account {
        account_id: Some(id.to_owned()),
        name: Some(name.to_owned()),
        status: Some("active".into()),
        support_level: Some("standard".into()),
        support_access: Some(false),
        over_deployed: Some(false),
        widget_account: Some(false),
        suggestions_enabled: Some(false),
        ..Account::default()
    })
}
