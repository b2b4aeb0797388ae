//! What will happen, and to whom: the right-hand side of step 2.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
};

use super::update::ready;
use crate::{
    domain::{Change, ChangeRow},
    engine::Review,
    text::{fit, pad, width, wrap},
    tui::{
        app::App,
        wizard::{Wizard, select_versions, success::command_lines},
    },
};

/// Draws the review; `brief` counts the changes instead of listing them.
pub(super) fn draw(app: &App, wizard: &Wizard, brief: bool, area: Rect, buf: &mut Buffer) {
    let (room, height) = (usize::from(area.width), usize::from(area.height));
    let review = Review::of(&wizard.proposal, &wizard.selection.contents(), wizard.when());
    let consequences = consequences(app, wizard, &review, room);
    let mut lines = Vec::new();
    if brief {
        lines.extend(prose(&review.headline, room, Style::new()));
        lines.extend(prose(&wizard.selection.counts().to_string(), room, Style::new()));
        // The counts stand in step 1, too; what is to be known before goes first.
        lines.truncate(height.saturating_sub(consequences.len()));
    } else {
        lines.push(Line::styled("What will happen", app.theme.styles.heading));
        lines.extend(prose(&review.headline, room, Style::new()));
        let left = height.saturating_sub(lines.len() + consequences.len() + 1);
        lines.extend(changes(app, wizard, room, left));
        lines.push(Line::default());
    }
    lines.extend(consequences);
    let command = command(app, wizard, room);
    if lines.len() + command.len() <= height && command.iter().all(|line| line.width() <= room) {
        lines.extend(command);
    }
    if lines.len() > height {
        lines.truncate(height.saturating_sub(1));
        lines.push(Line::styled("…", app.theme.styles.quiet));
    }
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
}

fn prose(text: &str, room: usize, style: Style) -> Vec<Line<'static>> {
    wrap(text, room).into_iter().map(|line| Line::styled(line, style)).collect()
}

/// When it takes effect, who gets it, and what to know before; what a date must look like where it is none.
fn consequences(app: &App, wizard: &Wizard, review: &Review, room: usize) -> Vec<Line<'static>> {
    let styles = &app.theme.styles;
    let mut lines = Vec::new();
    // Step 1 lets nothing through that can't be released, but after a conflict it may have become so.
    if let Err(refusal) = wizard.selection.check() {
        return prose(&refusal.to_string(), room, styles.error);
    }
    if let Some(Err(refusal)) = wizard.schedule.date() {
        let hint = refusal.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        lines.extend(prose(&format!("{refusal}{hint}"), room, styles.error));
    }
    let mut window = review.window.iter();
    if let Some(first) = window.next() {
        let mark = app.theme.glyphs.scheduled;
        lines.extend(prose(&format!("{mark} {first}"), room, styles.pending));
        lines.extend(window.flat_map(|line| prose(&format!("  {line}"), room, styles.quiet)));
    }
    lines.extend(review.warnings.iter().flat_map(|text| prose(&format!("! {text}"), room, styles.warning)));
    lines.extend(review.delivery.iter().flat_map(|text| prose(text, room, Style::new())));
    lines
}

/// The command that does the same.
fn command(app: &App, wizard: &Wizard, room: usize) -> Vec<Line<'static>> {
    let Some(order) = wizard.order().filter(|_| ready(wizard).is_ok()) else { return vec![] };
    let styles = &app.theme.styles;
    let mut lines = vec![Line::default(), Line::styled("The same from the command line:", styles.quiet)];
    let command = command_lines(&order.command(), room.saturating_sub(2));
    lines.extend(command.into_iter().map(|line| Line::styled(format!("  {line}"), styles.quiet)));
    lines
}

/// The rows that change, as many as fit, then how many do not show or stay.
fn changes(app: &App, wizard: &Wizard, room: usize, height: usize) -> Vec<Line<'static>> {
    let rows = wizard.selection.changes();
    let changed: Vec<&ChangeRow> = rows.iter().filter(|row| row.change != Change::Unchanged).collect();
    let unchanged = rows.len() - changed.len();
    let footer = usize::from(unchanged > 0);
    let shown = if changed.len() + footer <= height { changed.len() } else { height.saturating_sub(1 + footer) };
    let names = changed.iter().take(shown).map(|row| width(&row.component_name)).max().unwrap_or(0);
    let names = names.min(room.saturating_sub(2) / 2);
    let mut lines: Vec<Line> = changed.iter().take(shown).map(|row| change_line(app, row, names, room)).collect();
    if shown < changed.len() {
        lines.push(Line::styled(format!("… {} more changes", changed.len() - shown), app.theme.styles.quiet));
    }
    if unchanged > 0 {
        let text = format!("{} {unchanged} unchanged", app.theme.glyphs.unchanged);
        lines.push(Line::styled(text, app.theme.styles.quiet));
    }
    lines
}

fn change_line(app: &App, row: &ChangeRow, names: usize, room: usize) -> Line<'static> {
    let (sign, style) = select_versions::mark(&app.theme, row.change);
    let versions = match (&row.from, &row.to) {
        (Some(from), Some(to)) => format!("{from} → {to}"),
        (None, Some(only)) | (Some(only), None) => only.to_string(),
        (None, None) => String::new(),
    };
    let versions = fit(&versions, room.saturating_sub(names + 4)).into_owned();
    Line::from(vec![
        Span::styled(format!("{sign} "), style),
        Span::raw(pad(&row.component_name, names)),
        Span::raw("  "),
        Span::styled(versions, style),
    ])
}
