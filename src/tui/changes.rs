//! What changes between two releases, a line a component: the wizard's review and the history show it alike.

use ratatui::{
    style::Style,
    text::{Line, Span},
};

use super::theme::Theme;
use crate::{
    domain::{Change, ChangeRow},
    text::{fit, pad, width},
};

/// A change's mark and style.
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

/// The rows that change, as many as fit in `height` lines, then how many do not show or stay.
pub(super) fn lines(theme: &Theme, rows: &[ChangeRow], room: usize, height: usize) -> Vec<Line<'static>> {
    let changed: Vec<&ChangeRow> = rows.iter().filter(|row| row.change != Change::Unchanged).collect();
    let unchanged = rows.len() - changed.len();
    let footer = usize::from(unchanged > 0);
    let shown = if changed.len() + footer <= height { changed.len() } else { height.saturating_sub(1 + footer) };
    let names = changed.iter().take(shown).map(|row| width(&row.component_name)).max().unwrap_or(0);
    let names = names.min(room.saturating_sub(2) / 2);
    let mut lines: Vec<Line> = changed.iter().take(shown).map(|row| line(theme, row, names, room)).collect();
    let quiet = theme.styles.quiet;
    if shown < changed.len() {
        lines.push(Line::styled(format!("… {} more changes", changed.len() - shown), quiet));
    }
    if unchanged > 0 {
        lines.push(Line::styled(format!("{} {unchanged} unchanged", theme.glyphs.unchanged), quiet));
    }
    lines
}

fn line(theme: &Theme, row: &ChangeRow, names: usize, room: usize) -> Line<'static> {
    let (sign, style) = mark(theme, row.change);
    let versions = match (&row.from, &row.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(only)) | (Some(only), None) => only.to_string(),
        (None, None) => String::new(),
    };
    Line::from(vec![
        Span::styled(format!("{sign} "), style),
        Span::raw(pad(&row.component_name, names)),
        Span::raw("  "),
        Span::styled(fit(&versions, room.saturating_sub(names + 4)).into_owned(), style),
    ])
}
