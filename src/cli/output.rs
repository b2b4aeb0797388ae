//! What json and ron print: field names and values of the interface contract, absent values null, times in UTC.

use chrono::{DateTime, SecondsFormat, Utc};
use serde::Serialize;

use crate::{
    domain::{
        ChangeRow, ComponentId, ComponentRow, Contents, Override, Pack, PackId, Pending, Release, ScheduledRelease,
        Window,
    },
    engine::{Outcome, PackView, ScheduleEntry},
};

/// Tells the names of components.
pub(super) type Names<'a> = &'a dyn Fn(&ComponentId) -> String;

/// An instant as RFC 3339 in UTC, to the second.
pub(super) fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PackOut {
    id: String,
    name: String,
    description: String,
    installation_type: &'static str,
    releasable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    components: Option<Vec<PackComponentOut>>,
    current_release: Option<CurrentReleaseOut>,
    scheduled_release: Option<ScheduledOut>,
    accounts: Option<u32>,
    instances: Option<u32>,
    /// Null where that is not known, as in a connected workspace.
    applied_early: Option<usize>,
    ahead: Option<usize>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct PackComponentOut {
    component_id: String,
    component_name: String,
    component_type: &'static str,
    current_version: Option<String>,
    pending_version: Option<String>,
    latest_version: Option<String>,
    deleted: bool,
    held_back_by: Option<u32>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CurrentReleaseOut {
    number: u32,
    released_at: String,
    /// Null where somebody released elsewhere.
    released_by: Option<String>,
    kind: String,
    late: Option<i64>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScheduledOut {
    request_id: String,
    release_on_date: String,
    time_zone: String,
    kind: String,
    blocked: Option<String>,
    #[serde(rename = "override")]
    overrides: Option<OverrideOut>,
    window_start: Option<String>,
    window_end: Option<String>,
    components: Vec<CarriedOut>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CarriedOut {
    component_id: String,
    component_name: String,
    version: String,
}

/// The fields of [`ScheduledOut`] with the pack's; written out, as ron can't flatten.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScheduleEntryOut {
    id: String,
    name: String,
    request_id: String,
    release_on_date: String,
    time_zone: String,
    kind: String,
    blocked: Option<String>,
    #[serde(rename = "override")]
    overrides: Option<OverrideOut>,
    window_start: Option<String>,
    window_end: Option<String>,
    components: Vec<CarriedOut>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct HistoryOut {
    number: u32,
    released_at: String,
    released_by: Option<String>,
    kind: String,
    release_schedule: &'static str,
    request_id: Option<String>,
    rollback_to: Option<u32>,
    notes: String,
    late: Option<i64>,
    platform: Option<OnPlatformOut>,
    #[serde(rename = "override")]
    overrides: Option<OverrideOut>,
    emergency: bool,
    components: Vec<CarriedOut>,
}

/// What lets a release go ahead on a frozen date: `{"freezes":[{"id","name"}],"reason","by"}`.
#[derive(Debug, Serialize)]
struct OverrideOut {
    freezes: Vec<NamedOut>,
    reason: String,
    by: String,
}

impl OverrideOut {
    fn of(overrides: &Override) -> Self {
        Self {
            freezes: overrides.freezes.iter().map(|(id, name)| NamedOut::of(id, name)).collect(),
            reason: overrides.reason.clone(),
            by: overrides.by.clone(),
        }
    }
}

/// Something by its id and name.
#[derive(Debug, Serialize)]
pub(super) struct NamedOut {
    pub(super) id: String,
    pub(super) name: String,
}

impl NamedOut {
    pub(super) fn of(id: &impl ToString, name: &str) -> Self {
        Self { id: id.to_string(), name: name.to_owned() }
    }
}

/// What the platform has told of a release: `{"requestId"|null,"state":"SUCCESS|SEEN"}`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct OnPlatformOut {
    request_id: Option<String>,
    state: &'static str,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WindowOut {
    release_on_date: String,
    time_zone: String,
    window_start: String,
    window_end: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OutcomeOut {
    id: String,
    number: Option<u32>,
    request: Option<String>,
    scheduled_release: Option<ScheduledOut>,
    #[serde(rename = "override")]
    overrides: Option<OverrideOut>,
    command: String,
    changes: Vec<ChangeOut>,
}

/// The fields of [`OutcomeOut`] for one pack of several, with why it was refused and the status of that; written out,
/// as ron can't flatten.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct BatchOutcomeOut {
    id: Option<String>,
    number: Option<u32>,
    request: Option<String>,
    scheduled_release: Option<ScheduledOut>,
    #[serde(rename = "override")]
    overrides: Option<OverrideOut>,
    command: Option<String>,
    changes: Vec<ChangeOut>,
    refusal: Option<String>,
    status: u8,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ChangeOut {
    component_id: String,
    component_name: String,
    from: Option<String>,
    to: Option<String>,
    change: crate::domain::Change,
}

impl PackOut {
    /// A pack, with its components where they are asked for.
    pub(super) fn of(view: &PackView, names: Names, with_components: bool) -> Self {
        let pack: &Pack = &view.pack;
        let instances = view.reach.in_instances();
        Self {
            id: pack.id.to_string(),
            name: pack.name.clone(),
            description: pack.description.clone(),
            installation_type: pack.installation_type.api_word(),
            releasable: view.releasable,
            components: with_components.then(|| view.rows.iter().map(PackComponentOut::of).collect()),
            current_release: pack.current().map(CurrentReleaseOut::of),
            scheduled_release: pack.scheduled.as_ref().map(|s| ScheduledOut::of(s, view.window, names)),
            accounts: view.reach.in_accounts(),
            instances,
            applied_early: instances.map(|_| pack.applied_early()),
            ahead: instances.map(|_| pack.ahead()),
        }
    }
}

impl PackComponentOut {
    fn of(row: &ComponentRow) -> Self {
        Self {
            component_id: row.component_id.to_string(),
            component_name: row.component_name.clone(),
            component_type: row.component_type.api_word(),
            current_version: row.current.as_ref().map(ToString::to_string),
            pending_version: match &row.pending {
                Pending::Version(version) => Some(version.to_string()),
                Pending::Nothing | Pending::Deleted => None,
            },
            latest_version: row.latest.as_ref().map(ToString::to_string),
            deleted: row.deleted,
            held_back_by: row.held_back.map(|h| h.by),
        }
    }
}

impl CurrentReleaseOut {
    fn of(release: &Release) -> Self {
        Self {
            number: release.number,
            released_at: instant(release.released_at),
            released_by: release.author(),
            kind: release.kind.to_string(),
            late: release.late,
        }
    }
}

fn carried(contents: &Contents, names: Names) -> Vec<CarriedOut> {
    let one = |(id, version): (&ComponentId, &crate::domain::Version)| CarriedOut {
        component_id: id.to_string(),
        component_name: names(id),
        version: version.to_string(),
    };
    contents.iter().map(one).collect()
}

impl ScheduledOut {
    pub(super) fn of(scheduled: &ScheduledRelease, window: Option<Window>, names: Names) -> Self {
        Self {
            request_id: scheduled.request_id.to_string(),
            release_on_date: scheduled.release_on_date.to_string(),
            time_zone: scheduled.time_zone.to_string(),
            kind: scheduled.kind.to_string(),
            blocked: scheduled.blocked.clone(),
            overrides: scheduled.overrides.as_deref().map(OverrideOut::of),
            window_start: window.map(|w| instant(w.start)),
            window_end: window.map(|w| instant(w.end)),
            components: carried(&scheduled.components, names),
        }
    }
}

impl ScheduleEntryOut {
    pub(super) fn of(entry: &ScheduleEntry, names: Names) -> Self {
        Self::of_scheduled(&entry.id, &entry.name, &entry.scheduled, names)
    }

    pub(super) fn of_scheduled(id: &PackId, name: &str, scheduled: &ScheduledRelease, names: Names) -> Self {
        let scheduled = ScheduledOut::of(scheduled, scheduled.window().ok(), names);
        Self {
            id: id.to_string(),
            name: name.to_owned(),
            request_id: scheduled.request_id,
            release_on_date: scheduled.release_on_date,
            time_zone: scheduled.time_zone,
            kind: scheduled.kind,
            blocked: scheduled.blocked,
            overrides: scheduled.overrides,
            window_start: scheduled.window_start,
            window_end: scheduled.window_end,
            components: scheduled.components,
        }
    }
}

impl HistoryOut {
    pub(super) fn of(release: &Release, names: Names) -> Self {
        Self {
            number: release.number,
            released_at: instant(release.released_at),
            released_by: release.author(),
            kind: release.kind.to_string(),
            release_schedule: release.release_schedule.api_word(),
            request_id: release.request().map(ToString::to_string),
            rollback_to: release.rollback_to,
            notes: release.notes.clone(),
            late: release.late,
            platform: release.platform.map(|told| OnPlatformOut {
                request_id: release.request().map(ToString::to_string),
                state: told.word(),
            }),
            overrides: release.overrides.as_deref().map(OverrideOut::of),
            emergency: release.emergency,
            components: carried(&release.components, names),
        }
    }
}

impl WindowOut {
    pub(super) fn of(window: &Window) -> Self {
        Self {
            release_on_date: window.date.to_string(),
            time_zone: window.zone.to_string(),
            window_start: instant(window.start),
            window_end: instant(window.end),
        }
    }
}

impl OutcomeOut {
    pub(super) fn of(outcome: &Outcome, names: Names) -> Self {
        Self {
            id: outcome.id.to_string(),
            number: outcome.number,
            request: outcome.request.as_ref().map(ToString::to_string),
            scheduled_release: outcome.scheduled.as_ref().map(|s| ScheduledOut::of(s, outcome.window, names)),
            overrides: outcome.overrides.as_deref().map(OverrideOut::of),
            command: outcome.command.clone(),
            changes: outcome.changes.iter().map(ChangeOut::of).collect(),
        }
    }
}

impl BatchOutcomeOut {
    pub(super) fn done(outcome: OutcomeOut) -> Self {
        let OutcomeOut { id, number, request, scheduled_release, overrides, command, changes } = outcome;
        let (id, command) = (Some(id), Some(command));
        Self { id, number, request, scheduled_release, overrides, command, changes, refusal: None, status: 0 }
    }

    pub(super) fn is_done(&self) -> bool {
        self.refusal.is_none()
    }

    pub(super) fn refused(id: Option<&PackId>, refusal: String, status: u8) -> Self {
        Self {
            id: id.map(ToString::to_string),
            number: None,
            request: None,
            scheduled_release: None,
            overrides: None,
            command: None,
            changes: Vec::new(),
            refusal: Some(refusal),
            status,
        }
    }
}

impl ChangeOut {
    pub(super) fn of(row: &ChangeRow) -> Self {
        Self {
            component_id: row.component_id.to_string(),
            component_name: row.component_name.clone(),
            from: row.from.as_ref().map(ToString::to_string),
            to: row.to.as_ref().map(ToString::to_string),
            change: row.change,
        }
    }
}
