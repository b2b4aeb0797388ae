//! The changes between two releases, a line for each component. The wizard's review and the history use it.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::{theme::Theme, widget::Scrolled};
use crate::{
    domain::{Change, ChangeCounts, ChangeRow},
    text::{fit, fit_middle, pad, width},
};

pub(super) fn mark(theme: &Theme, change: Change) -> (&'static str, Style) {
    let (styles, glyphs) = (&theme.styles, theme.glyphs);
    match change {
        Change::Upgrade => (glyphs.up, styles.upgrade),
        Change::Rollback => (glyphs.down, styles.rollback),
        Change::Added => (glyphs.added, styles.added),
        Change::Removed => (glyphs.removed, styles.removed),
        Change::Unchanged => (glyphs.unchanged, styles.quiet),
    }
}

/// The changes, scrolled. The last line says which of them show: `1–18 of 42 changes`.
pub(super) fn part(
    theme: &Theme,
    rows: &[ChangeRow],
    room: usize,
    height: usize,
    scroll: &Scrolled,
) -> Vec<Line<'static>> {
    let (mut lines, unchanged) = all(theme, rows, room);
    let (changed, stay) = (lines.len(), staying(theme, unchanged));
    if changed + usize::from(unchanged > 0) <= height {
        scroll.first(changed, height);
        lines.extend(stay);
        return lines;
    }
    let shown = height.saturating_sub(1);
    let top = scroll.first(changed, shown);
    lines = lines.into_iter().skip(top).take(shown).collect();
    let place = if shown == 0 { changed.to_string() } else { scroll.place(changed) };
    let place = Span::styled(format!("{place} changes"), theme.styles.quiet);
    let stay = stay
        .into_iter()
        .flat_map(|line| line.spans)
        .map(|span| Span::styled(format!(" · {}", span.content), theme.styles.quiet));
    lines.push([place].into_iter().chain(stay).collect());
    lines
}

/// A line for each row that changes, and how many stay.
pub(super) fn all(theme: &Theme, rows: &[ChangeRow], room: usize) -> (Vec<Line<'static>>, usize) {
    let changed: Vec<&ChangeRow> = rows.iter().filter(|row| row.change != Change::Unchanged).collect();
    let widest = |text: &dyn Fn(&ChangeRow) -> usize| changed.iter().map(|row| text(row)).max().unwrap_or(0);
    let names = widest(&|row| width(&row.component_name));
    let names =
        names.min(room.saturating_sub(4 + widest(&|row| width(&versions(row)))).max(room.saturating_sub(4) / 3));
    (changed.iter().map(|row| line(theme, row, names, room)).collect(), rows.len() - changed.len())
}

/// `= 9 unchanged`.
pub(super) fn staying(theme: &Theme, unchanged: usize) -> Option<Line<'static>> {
    let text = || format!("{} {unchanged} unchanged", theme.glyphs.unchanged);
    (unchanged > 0).then(|| Line::styled(text(), theme.styles.quiet))
}

/// `▲4 +1`: what is zero is left out.
pub(super) fn in_short(theme: &Theme, counts: ChangeCounts) -> Line<'static> {
    let (styles, glyphs) = (&theme.styles, theme.glyphs);
    let parts = [
        (counts.upgrades, glyphs.up, styles.upgrade),
        (counts.rollbacks, glyphs.down, styles.rollback),
        (counts.added, glyphs.added, styles.added),
        (counts.removed, glyphs.removed, styles.removed),
    ];
    let mut spans = Vec::new();
    for (n, mark, style) in parts.into_iter().filter(|(n, ..)| *n > 0) {
        spans.extend((!spans.is_empty()).then(|| Span::raw(" ")));
        spans.push(Span::styled(format!("{mark}{n}"), style));
    }
    if spans.is_empty() { Line::styled(glyphs.unchanged, styles.quiet) } else { Line::from(spans) }
}

fn versions(row: &ChangeRow) -> String {
    match (&row.from, &row.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(only)) | (Some(only), None) => only.to_string(),
        (None, None) => String::new(),
    }
}

fn line(theme: &Theme, row: &ChangeRow, names: usize, room: usize) -> Line<'static> {
    let (sign, style) = mark(theme, row.change);
    Line::from(vec![
        Span::styled(format!("{sign} "), style),
        Span::raw(pad(&fit_middle(&row.component_name, names), names)),
        Span::raw("  "),
        Span::styled(fit(&versions(row), room.saturating_sub(names + 4)).into_owned(), style),
    ])
}
