//! The audit log: Activity, in the platform's form.

use std::{collections::HashMap, sync::Arc};

use chrono::SecondsFormat;
use serde_json::Value;

use crate::{
    domain::Via,
    engine::{Activity, ActivityKind},
    platform::wire::AuditLog,
    serve::{
        context::{Context, Object, to_value},
        ids,
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object {
    filters: &["containerId", "userId", "date", "type", "action", "modifier", "level", "source", "documentId"],
    rows: Some(rows),
    rows_are_whole: true,
    get: Some(get),
    ..Object::named("AuditLog")
};

fn rows(context: &mut Context) -> Answer<Vec<Value>> {
    all(context)?.iter().map(to_value).collect()
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let logs = all(context)?;
    let found = logs.iter().find(|log| log.document_id.as_deref() == Some(id));
    found.map_or_else(|| Err(Refused::unknown("audit log", id)), to_value)
}

/// Every line, the newest first. The lines are kept until the workspace changes: else each page and each bulk read
/// would read the whole journal.
fn all(context: &mut Context) -> Answer<Arc<[AuditLog]>> {
    let revision = context.engine.revision();
    if let Some((_, logs)) = context.twin.audit.as_ref().filter(|(read, _)| *read == revision) {
        return Ok(Arc::clone(logs));
    }
    let account = context.twin.account.clone();
    let mut alike: HashMap<String, usize> = HashMap::new();
    let activity = context.engine.activity()?;
    // Equal lines are counted from the oldest on, so that an id stays the same when another equal line is added.
    let logs = activity.iter().rev().map(|one| {
        let at = one.at.to_rfc3339_opts(SecondsFormat::Nanos, true);
        let mut id = ids::guid(&[&at, &one.by, &one.kind.to_string(), &one.text]);
        let before = alike.entry(id.clone()).or_default();
        if *before > 0 {
            id = ids::guid(&[&id, &before.to_string()]);
        }
        *before += 1;
        of(one, id, &account)
    });
    let mut logs: Vec<AuditLog> = logs.collect();
    logs.reverse();
    let logs: Arc<[AuditLog]> = logs.into();
    context.twin.audit = Some((revision, Arc::clone(&logs)));
    Ok(logs)
}

fn of(one: &Activity, id: String, account: &str) -> AuditLog {
    AuditLog {
        document_id: Some(id),
        account_id: Some(account.to_owned()),
        container_id: Some(one.pack.as_ref().map_or_else(|| account.to_owned(), |(pack, _)| pack.to_string())),
        user_id: Some(one.by.clone()),
        date: Some(one.at.to_rfc3339_opts(SecondsFormat::Secs, true)),
        kind: Some(noun(one).into()),
        action: Some(one.kind.to_string()),
        modifier: Some(if one.kind == ActivityKind::Apply { "MANUAL" } else { "" }.into()),
        level: Some(if one.kind == ActivityKind::Block { "ERROR" } else { "INFO" }.into()),
        source: Some(source(one.via).into()),
        message: Some(one.text.clone()),
        properties: Vec::new(),
    }
}

/// The platform's word for what it happened to.
fn noun(one: &Activity) -> &'static str {
    match one.kind {
        ActivityKind::Share | ActivityKind::Unshare => "as.accountgroup.resource",
        ActivityKind::Package | ActivityKind::Restore => "as.packaged.component",
        ActivityKind::Settings | ActivityKind::Import => "as.account",
        _ if one.pack.is_some() => "as.ipack",
        _ => "as.accountgroup",
    }
}

fn source(via: Option<Via>) -> &'static str {
    match via {
        Some(Via::Api) => "API",
        Some(Via::Tui | Via::Cli) => "UI",
        Some(Via::Scheduler | Via::Platform) => "INTERNAL",
        None => "UNKNOWN",
    }
}
