//! Nouns in the form of a document. What the reader would derive by itself is left out.

use chrono::{DateTime, SecondsFormat, Utc};

use super::value::Value;
use crate::{
    domain::{
        Account, AccountGroup, ApprovalRequest, ApprovalRules, Component, ComponentId, Contents, EarlyApplication,
        Freeze, FreezeId, Hook, HookTarget, IncludedComponent, Instance, Member, OnPlatform, OrderVerb, Override, Pack,
        PackId, PackageContents, PackagedComponent, Release, ReleaseKind, ReleaseSchedule, Requested, ScheduledRelease,
        Settings, When,
    },
    store::{Store, document::accounts::current_at},
};

type Fields = Vec<(&'static str, Value)>;

pub(super) fn settings(settings: &Settings, store: &Store) -> Value {
    let mut fields: Fields = vec![
        ("name", Value::text(&settings.name)),
        ("schedulerTimeZone", Value::text(&settings.scheduler_time_zone)),
        ("lateReleases", Value::text(&settings.late_releases.word())),
        ("deployment", Value::text(&settings.deployment.word())),
    ];
    let (rules, usual) = (settings.approval, ApprovalRules::default());
    if rules.approvals != usual.approvals {
        fields.push(("approvals", Value::word(&rules.approvals)));
    }
    if rules.rollback_without_approval {
        fields.push(("rollbackWithoutApproval", Value::word(&true)));
    }
    if rules.request_days != usual.request_days {
        fields.push(("requestDays", Value::word(&rules.request_days)));
    }
    if !settings.freezes.is_empty() {
        fields.push(("freezes", Value::List(settings.freezes.iter().map(freeze).collect())));
    }
    if !settings.hooks.is_empty() {
        fields.push(("hooks", Value::List(settings.hooks.iter().map(hook).collect())));
    }
    if !settings.requests.is_empty() {
        let requests = settings.requests.iter().map(|waiting| request(waiting, store));
        fields.push(("requests", Value::List(requests.collect())));
    }
    Value::Fields(fields)
}

/// What waits for approval, and not who asked or has approved it: whoever imports it asks anew.
fn request(request: &ApprovalRequest, store: &Store) -> Value {
    let mut fields: Fields = vec![("id", Value::text(&request.id))];
    match &request.requested {
        Requested::Rules { to, .. } => {
            fields.push(("approvals", Value::word(&to.approvals)));
            fields.push(("rollbackWithoutApproval", Value::word(&to.rollback_without_approval)));
        }
        Requested::Order(order) => {
            fields.push(("pack", noted(&order.pack, Some(&request.name))));
            fields.push(("verb", Value::text(order.verb.word())));
            if let When::On(date) = order.when {
                fields.push(("on", Value::text(&date)));
                fields.push(("timeZone", Value::text(&order.time_zone)));
            }
            fields.extend(order.rollback_to.map(|to| ("rollbackTo", Value::word(&to))));
            some_text(&mut fields, "notes", &order.notes);
            some_text(&mut fields, "overrideReason", order.overriding.as_deref().unwrap_or_default());
            fields.push(("afterRelease", Value::word(&order.basis.current())));
            if order.verb != OrderVerb::Move {
                fields.push(("components", carried(&order.components, store)));
            }
        }
    }
    Value::Fields(fields)
}

/// A hook; its secret stands nowhere, and from where on it is told begins anew in another workspace.
fn hook(hook: &Hook) -> Value {
    let target = match &hook.target {
        HookTarget::Url(url) => ("url", Value::text(url)),
        HookTarget::Command(command) => ("command", Value::text(command)),
    };
    let mut fields: Fields = vec![("id", Value::text(&hook.id)), ("name", Value::text(&hook.name)), target];
    if !hook.on.is_empty() {
        fields.push(("on", Value::text(&hook.on_words())));
    }
    if !hook.packs.is_empty() {
        fields.push(("packs", Value::List(hook.packs.iter().map(Value::text).collect())));
    }
    some_text(&mut fields, "secretEnv", hook.secret_env.as_deref().unwrap_or_default());
    some_text(&mut fields, "createdBy", &hook.created_by);
    fields.push(("createdAt", instant(hook.created_at)));
    Value::Fields(fields)
}

fn freeze(freeze: &Freeze) -> Value {
    let mut fields: Fields =
        vec![("id", Value::text(&freeze.id)), ("name", Value::text(&freeze.name)), ("from", Value::text(&freeze.from))];
    fields.extend(freeze.to.map(|to| ("to", Value::text(&to))));
    some_text(&mut fields, "weekdays", &freeze.weekdays_words());
    if !freeze.packs.is_empty() {
        fields.push(("packs", Value::List(freeze.packs.iter().map(Value::text).collect())));
    }
    if !freeze.groups.is_empty() {
        fields.push(("groups", Value::List(freeze.groups.iter().map(Value::text).collect())));
    }
    some_text(&mut fields, "reason", &freeze.reason);
    some_text(&mut fields, "createdBy", &freeze.created_by);
    fields.push(("createdAt", instant(freeze.created_at)));
    Value::Fields(fields)
}

fn overridden(overrides: &Override) -> (&'static str, Value) {
    let named =
        |(id, name): &(FreezeId, String)| Value::Fields(vec![("id", Value::text(id)), ("name", Value::text(name))]);
    let mut fields: Fields = vec![
        ("freezes", Value::List(overrides.freezes.iter().map(named).collect())),
        ("reason", Value::text(&overrides.reason)),
    ];
    some_text(&mut fields, "by", &overrides.by);
    ("override", Value::Fields(fields))
}

pub(super) fn component(component: &Component, contents: &[PackageContents]) -> Value {
    let included = |package: &PackagedComponent| {
        contents.iter().find(|c| c.package_id == package.package_id).map_or(&[][..], |c| &c.included)
    };
    Value::Fields(vec![
        ("componentId", Value::text(&component.id)),
        ("name", Value::text(&component.name)),
        ("componentType", Value::word(&component.component_type.api_word())),
        ("folder", Value::text(&component.folder)),
        ("packagedComponents", Value::List(component.versions.iter().map(|v| package(v, included(v))).collect())),
    ])
}

fn package(package: &PackagedComponent, included: &[IncludedComponent]) -> Value {
    let mut fields: Fields = vec![
        ("packageVersion", Value::text(&package.version)),
        ("packageId", Value::text(&package.package_id)),
        ("createdDate", instant(package.created_date)),
    ];
    some_text(&mut fields, "createdBy", &package.created_by);
    some_text(&mut fields, "notes", &package.notes);
    fields.push(("shareable", Value::word(&package.shareable)));
    if package.deleted {
        fields.push(("deleted", Value::word(&true)));
    }
    if !included.is_empty() {
        fields.push(("includedComponents", Value::List(included.iter().map(include).collect())));
    }
    Value::Fields(fields)
}

fn include(included: &IncludedComponent) -> Value {
    let mut fields: Fields = vec![("name", Value::text(&included.name)), ("type", Value::text(&included.kind))];
    some_text(&mut fields, "folder", &included.folder);
    some_text(&mut fields, "modifiedBy", &included.modified_by);
    fields.push(("modifiedDate", instant(included.modified_date)));
    Value::Fields(fields)
}

pub(super) fn pack(pack: &Pack, store: &Store) -> Value {
    let members = |removed: bool| {
        let of_them = pack.members.iter().filter(move |m| m.removed == removed);
        Value::List(of_them.map(|m: &Member| noted_component(&m.component_id, store)).collect())
    };
    let mut fields: Fields = vec![
        ("id", Value::text(&pack.id)),
        ("name", Value::text(&pack.name)),
        ("description", Value::text(&pack.description)),
        ("installationType", Value::word(&pack.installation_type.api_word())),
        ("components", members(false)),
        ("removedComponents", members(true)),
        ("releases", Value::List(pack.releases.iter().map(|r| release(r, store)).collect())),
    ];
    fields.extend(pack.scheduled.as_ref().map(|s| ("scheduledRelease", scheduled(pack, s, store))));
    if !pack.early.is_empty() {
        fields.push(("earlyApplications", Value::List(pack.early.iter().map(|e| early(pack, e, store)).collect())));
    }
    Value::Fields(fields)
}

fn release(release: &Release, store: &Store) -> Value {
    let mut fields: Fields =
        vec![("number", Value::word(&release.number)), ("releasedAt", instant(release.released_at))];
    some_text(&mut fields, "releasedBy", &release.released_by);
    fields.push(("kind", Value::word(&release.kind)));
    fields.push(("releaseSchedule", Value::word(&release.release_schedule.api_word())));
    if release.platform != Some(OnPlatform::Settled) {
        fields.push(("requestId", Value::text(&release.request_id)));
    }
    fields.extend(release.rollback_to.map(|to| ("rollbackTo", Value::word(&to))));
    if let (ReleaseSchedule::ReleaseOnSpecifiedDate, Some((date, zone))) =
        (release.release_schedule, release.scheduled_for)
    {
        fields.push(("releaseOnDate", Value::text(&date)));
        fields.push(("timeZone", Value::text(&zone)));
    }
    fields.extend(release.late.map(|late| ("late", Value::word(&late))));
    if let Some(told) = release.platform {
        fields.push(("platform", Value::text(&told.word())));
        if let OnPlatform::Found { after: Some(after) } = told {
            fields.push(("seenAfter", instant(after)));
        }
    }
    some_text(&mut fields, "notes", &release.notes);
    fields.extend(release.overrides.as_deref().map(overridden));
    if release.emergency {
        fields.push(("emergency", Value::word(&true)));
    }
    fields.push(("components", carried(&release.components, store)));
    Value::Fields(fields)
}

fn scheduled(pack: &Pack, scheduled: &ScheduledRelease, store: &Store) -> Value {
    let mut fields: Fields = vec![
        ("requestId", Value::text(&scheduled.request_id)),
        ("releaseOnDate", Value::text(&scheduled.release_on_date)),
        ("timeZone", Value::text(&scheduled.time_zone)),
    ];
    if scheduled.kind != ReleaseKind::Release {
        fields.push(("kind", Value::word(&scheduled.kind)));
    }
    fields.extend(scheduled.rollback_to.map(|to| ("rollbackTo", Value::word(&to))));
    some_text(&mut fields, "notes", &scheduled.notes);
    fields.push(("scheduledAt", instant(scheduled.scheduled_at)));
    some_text(&mut fields, "scheduledBy", &scheduled.scheduled_by);
    fields.extend(scheduled.overrides.as_deref().map(overridden));
    if scheduled.restores != pack.restored_by(&scheduled.components) {
        let restored = scheduled.restores.iter().map(|id| noted_component(id, store));
        fields.push(("restoredComponents", Value::List(restored.collect())));
    }
    fields.push(("components", carried(&scheduled.components, store)));
    Value::Fields(fields)
}

fn carried(contents: &Contents, store: &Store) -> Value {
    let row = |(id, version): (&ComponentId, &crate::domain::Version)| {
        let fields = vec![("componentId", Value::text(&id)), ("version", Value::text(&version))];
        Value::Noted(Box::new(Value::Fields(fields)), component_name(id, store))
    };
    Value::List(contents.iter().map(row).collect())
}

fn early(pack: &Pack, early: &EarlyApplication, store: &Store) -> Value {
    let mut fields: Fields = vec![
        ("accountId", Value::text(&early.account)),
        ("instanceId", Value::text(&early.instance)),
        ("requestId", Value::text(&early.request_id)),
        ("appliedAt", instant(early.applied_at)),
    ];
    if early.after_release != current_at(pack, early.applied_at) {
        fields.push(("afterRelease", Value::word(&early.after_release)));
    }
    let name = store.account_name(&early.account).unwrap_or_default().to_owned();
    Value::Noted(Box::new(Value::Fields(fields)), name)
}

pub(super) fn group(group: &AccountGroup, store: &Store) -> Value {
    let account = |id| noted(id, store.account_name(id));
    let pack = |id: &PackId| noted(id, store.entry(id).map(|entry| entry.summary.name.as_str()));
    Value::Fields(vec![
        ("id", Value::text(&group.id)),
        ("name", Value::text(&group.name)),
        ("accounts", Value::List(group.accounts.iter().map(account).collect())),
        ("integrationPacks", Value::List(group.packs.iter().map(pack).collect())),
    ])
}

/// An account; `pack` tells the packs that are installed in it.
pub(super) fn account(account: &Account, pack: impl Fn(&PackId) -> Option<std::sync::Arc<Pack>>) -> Value {
    let instance = |instance: &Instance| {
        let mut fields: Fields = vec![
            ("instanceId", Value::text(&instance.id)),
            ("integrationPackId", Value::text(&instance.pack)),
            ("name", Value::text(&instance.name)),
            ("installedAt", instant(instance.installed_at)),
        ];
        let derived = pack(&instance.pack).map(|pack| current_at(&pack, instance.installed_at));
        if derived != Some(instance.installed_release) {
            fields.push(("installedRelease", Value::word(&instance.installed_release)));
        }
        Value::Fields(fields)
    };
    Value::Fields(vec![
        ("id", Value::text(&account.id)),
        ("name", Value::text(&account.name)),
        ("instances", Value::List(account.instances.iter().map(instance).collect())),
    ])
}

fn instant(at: DateTime<Utc>) -> Value {
    Value::text(&at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
}

fn some_text(fields: &mut Fields, name: &'static str, text: &str) {
    if !text.is_empty() {
        fields.push((name, Value::text(&text)));
    }
}

fn noted(id: &impl ToString, name: Option<&str>) -> Value {
    Value::Noted(Box::new(Value::text(id)), name.unwrap_or_default().to_owned())
}

fn noted_component(id: &ComponentId, store: &Store) -> Value {
    noted(id, store.component_name(id))
}

fn component_name(id: &ComponentId, store: &Store) -> String {
    store.component_name(id).unwrap_or_default().to_owned()
}
