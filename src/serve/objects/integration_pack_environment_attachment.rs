//! Environments: a workspace has none, and every request says so.

use serde_json::Value;

use crate::serve::{
    context::{Context, Object},
    refused::{Answer, Refused},
};

pub(super) const OBJECT: Object = Object {
    for_accounts: true,
    rows: Some(|_| none()),
    create: Some(|_: &mut Context, _: Value| none()),
    delete: Some(|_, _| none()),
    ..Object::named("IntegrationPackEnvironmentAttachment")
};

fn none<T>() -> Answer<T> {
    Err(Refused::bad("There are no environments here: a workspace knows packs, accounts and installations alone."))
}
