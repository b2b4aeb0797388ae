//! The chosen release in detail.
//!
//! ```text
//!  Procure to Pay
//!  ! Overdue: was due between 24 Nov 2026, 00:00 EST and 01:00       loudly, where it is
//!    Release it now, move it to another date, or cancel it.          the ways out
//!  Tue 24 Nov 2026, 00:00–01:00 EST                                  the window in three zones
//!  06:00–07:00 CET (your time)
//!  05:00–06:00 UTC
//!  4 upgrades · 1 added · 2 unchanged                                what it changes
//!  Scheduled by a.novak, 9 Nov 2026, 15:00 CET
//!  Order changes as changes: please try it …                         notes
//!  Applied early by 3 instances: Café Montana, Compagnie …           who has it already
//!
//!  ▲ Create Invoice   1.4 → 1.5                                      every change
//! ```

use ratatui::text::{Line, Span};

use crate::{
    domain::{OnPlatform, Override, count, countdown, instant_words},
    engine::{ScheduleEntry, ScheduleStatus},
    text::{fit, wrap},
    tui::{changes, look::Look, page::status_mark},
};

/// The lines above the changes, each in at most `room` cells.
pub(super) fn about(look: &Look, entry: &ScheduleEntry, room: usize) -> Vec<Line<'static>> {
    let (styles, overview) = (&look.theme.styles, &look.overview);
    let scheduled = &entry.scheduled;
    let mut lines = vec![Line::styled(fit(&entry.name, room).into_owned(), styles.heading)];
    lines.extend(state(look, entry, room));
    let zones = entry.zone_lines(overview.local_zone);
    lines.extend(zones.iter().map(|zone| Line::raw(fit(zone, room).into_owned())));
    let kind = match scheduled.rollback_to {
        Some(to) => format!("rollback to #{to} · {}", entry.counts),
        None => entry.counts.to_string(),
    };
    lines.extend(wrap(&kind, room).into_iter().map(Line::raw));
    let at = instant_words(scheduled.scheduled_at, overview.local_zone);
    let by = match scheduled.platform {
        Some(OnPlatform::Adopted) => format!("Scheduled elsewhere, adopted {at}"),
        _ => format!("Scheduled by {}, {at}", scheduled.scheduled_by),
    };
    lines.extend(wrap(&by, room).into_iter().map(|line| Line::styled(line, styles.quiet)));
    let overrides = scheduled.overrides.as_deref().map(Override::words);
    let overrides = overrides.iter().flat_map(|words| wrap(words, room));
    lines.extend(overrides.map(|line| Line::styled(line, styles.warning)));
    if !scheduled.notes.is_empty() {
        lines.extend(wrap(&scheduled.notes, room).into_iter().map(Line::raw));
    }
    if entry.applied_early > 0 {
        let early = count(entry.applied_early, "instance");
        let text = format!("Applied early by {early}, in {}", entry.early_accounts.join(", "));
        lines.extend(wrap(&text, room).into_iter().map(|line| Line::styled(line, styles.pending)));
    }
    lines
}

/// The components that change, under a blank line.
pub(super) fn changes(look: &Look, entry: &ScheduleEntry, room: usize) -> Vec<Line<'static>> {
    let (changed, _) = changes::all(look.theme, &entry.changes, room);
    let air = (!changed.is_empty()).then(Line::default);
    air.into_iter().chain(changed).collect()
}

/// How it stands: a countdown, or what is wrong and the ways out.
fn state(look: &Look, entry: &ScheduleEntry, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let status = entry.status(look.overview);
    let mark = status_mark(look, status);
    let inner = room.saturating_sub(2);
    let marked = |text: &str| -> Vec<Line<'static>> {
        let lines = wrap(text, inner).into_iter().enumerate();
        let indented = lines.map(|(n, line)| {
            let before = if n == 0 { format!("{} ", mark.content) } else { "  ".to_owned() };
            Line::from(vec![Span::styled(before, mark.style), Span::styled(line, mark.style)])
        });
        indented.collect()
    };
    let plain = |text: &str| wrap(text, inner).into_iter().map(|line| Line::raw(format!("  {line}")));
    let blocked = entry.scheduled.blocked.as_deref();
    let or_else = if look.overview.settings.can_cancel() {
        ", move it to another date, or cancel it."
    } else {
        ", or move it to another date."
    };
    match status {
        ScheduleStatus::Ahead | ScheduleStatus::Due => {
            let mut lines = marked(&countdown(look.overview.now, entry.begins()));
            let frozen = entry.frozen.iter().flat_map(|why| wrap(why, inner));
            lines.extend(frozen.map(|line| Line::styled(format!("  {line}"), styles.warning)));
            lines
        }
        ScheduleStatus::Blocked => {
            let mut lines = marked(&format!("Blocked: {}", blocked.unwrap_or_default()));
            let mend = if entry.frozen.is_some() { "Override the freeze" } else { "Change its versions" };
            lines.extend(plain(&format!("{mend}{or_else}")));
            lines
        }
        ScheduleStatus::Overdue => {
            let mut lines = marked(&format!("Overdue: {}", entry.was_due()));
            let reason = blocked.map(|reason| wrap(reason, inner)).unwrap_or_default();
            lines.extend(reason.into_iter().map(|line| Line::styled(format!("  {line}"), styles.danger)));
            lines.extend(plain(&format!("Release it now{or_else}")));
            lines
        }
    }
}
