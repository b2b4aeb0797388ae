//! Packs, components, releases and changes as lines of text.

use chrono::{DateTime, Utc};

use crate::{
    domain::{
        Change, ChangeCounts, ChangeRow, ComponentRow, Deployment, Pending, ReleaseKind, SelectionRow, Tz, Version,
        count, countdown, date_words, instant_words,
    },
    engine::{HistoryEntry, PackView, sentences},
};

/// A version, or `none`.
pub(super) fn version(version: Option<&Version>) -> String {
    version.map_or_else(|| "none".to_owned(), ToString::to_string)
}

/// `Create Invoice, Process: current 1.4, pending 1.5, upgrade`.
pub(super) fn row(row: &SelectionRow) -> String {
    let why = row.why_fixed().map(|why| format!(", {why}")).unwrap_or_default();
    let pending = row.pending();
    let (name, kind, current) = (&row.component.name, row.component.component_type, version(row.current.as_ref()));
    format!("{name}, {kind}: current {current}, pending {pending}, {}{why}", row.change())
}

/// What the pack is and where it stands, as above its table.
pub(super) fn standing(view: &PackView, zone: Tz, now: DateTime<Utc>) -> Vec<String> {
    let pack = &view.pack;
    let mut lines = vec![format!("{} · {}", pack.installation_type, pack.id)];
    lines.extend((!pack.description.is_empty()).then(|| pack.description.clone()));
    let installed = match view.reach.in_accounts() {
        None => sentences::HOLDERS_UNKNOWN.to_owned(),
        Some(0) => "not installed anywhere".to_owned(),
        Some(accounts) => format!("installed in {}", count(accounts as usize, "account")),
    };
    lines.push(match pack.current() {
        None => "Never released".to_owned(),
        Some(release) => {
            let day = release.released_at.with_timezone(&zone).format("%-d %b %Y");
            format!("Current release #{}, {day} · {installed}", release.number)
        }
    });
    let Some(scheduled) = &pack.scheduled else { return lines };
    lines.push(format!("Scheduled for {}", date_words(scheduled.release_on_date)));
    if let Some(window) = &view.window {
        lines.extend(window.zone_lines(zone).into_iter().map(|line| format!("  {line}")));
        lines.push(format!("  {}", countdown(now, window.start)));
    }
    lines.extend(scheduled.blocked.as_ref().map(|reason| format!("BLOCKED: {reason}")));
    if pack.applied_early() > 0 {
        lines.push(format!("  {}", sentences::applied_early(pack.applied_early())));
    }
    lines
}

/// A row of the Packaged Components table.
pub(super) fn component(deployment: Deployment, row: &ComponentRow) -> String {
    let pending = match &row.pending {
        Pending::Version(version) => version.to_string(),
        Pending::Deleted => "Deleted".to_owned(),
        Pending::Nothing => "none".to_owned(),
    };
    let warning = row.warning().map(|warning| format!(", {warning}")).unwrap_or_default();
    let (current, latest) = (version(row.current.as_ref()), version(row.latest.as_ref()));
    let (name, kind) = (&row.component_name, row.component_type);
    let latest = format!("{} {latest}", deployment.words().latest_short.to_lowercase());
    format!("{name}, {kind}: current {current}, pending {pending}{warning}, {latest}")
}

pub(super) fn release(entry: &HistoryEntry, zone: Tz) -> Vec<String> {
    let release = &entry.release;
    let kind = match (release.kind, release.rollback_to) {
        (ReleaseKind::Rollback, Some(to)) => format!("ROLLBACK to #{to}"),
        (kind, _) => kind.to_string(),
    };
    let when = instant_words(release.released_at, zone);
    let mut lines = vec![format!("#{} · {kind} · {when} · by {}", release.number, release.released_by)];
    let facts = release.emergency_words().into_iter().chain(release.lateness()).chain(release.found(zone));
    let more = facts.chain((!release.notes.is_empty()).then(|| release.notes.clone()));
    lines.extend(more.chain(changes(&entry.changes)).map(|line| format!("  {line}")));
    lines
}

/// What changes, a line a component, and how many stay.
pub(super) fn changes(rows: &[ChangeRow]) -> Vec<String> {
    let changed = rows.iter().filter(|row| row.change != Change::Unchanged);
    let line = |row: &ChangeRow| {
        let versions = match (&row.from, &row.to) {
            (Some(from), Some(to)) => format!("{from} → {to}"),
            (None, Some(only)) | (Some(only), None) => only.to_string(),
            (None, None) => String::new(),
        };
        format!("{}: {versions}, {}", row.component_name, row.change)
    };
    let mut lines: Vec<String> = changed.map(line).collect();
    let unchanged = ChangeCounts::of(rows.iter().map(|row| row.change)).unchanged;
    lines.extend((unchanged > 0).then(|| format!("{unchanged} unchanged")));
    lines
}
