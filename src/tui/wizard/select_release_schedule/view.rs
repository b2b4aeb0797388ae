//! How step 2 looks.
//!
//! ```text
//!    Select a Release Option                 What will happen                       choices · review
//!    ( ) Release immediately                 A re-release, to 42 instances …
//!    (•) Release on specified date           ▲ Create Invoice   1.4 → 1.5
//!                                            = 8 unchanged
//!    Release on Date
//!   ▌[ 2026-12-01  Tue            ▾ ]        Tue 1 Dec 2026, 00:00–01:00 EST        the date, echoed
//!    ┌ December 2026 ──────────────┐         06:00–07:00 CET (your time)            drop-down calendar
//!    …                                       Until then each of the 42 accounts …
//!    Notes [                        ]
//!             [ Back ]  [ Cancel ]  [ Schedule Integration Pack Release ]
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::{
    state::{Control, ReleaseOption},
    update::{date_unavailable, ready},
};
use crate::{
    domain::{Change, ChangeRow},
    engine::Review,
    text::{fit, pad, width, wrap},
    tui::{
        app::App,
        view::inset,
        widget::{Button, Buttons, Choice, FieldView, Month, Radio},
        wizard::{Wizard, frame, select_versions},
    },
};

/// Width of the left column: as wide as the calendar, with a cell for the selection bar.
const LEFT: u16 = Month::WIDTH + 1;

/// Draws the step; answers where the terminal's cursor goes.
pub(in crate::tui) fn draw(app: &App, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let body = inset(frame::draw(app, wizard, area, buf));
    let labels = buttons(wizard);
    let focus = match wizard.schedule.focus {
        Control::Back => Some(0),
        Control::Cancel => Some(1),
        Control::Primary => Some(2),
        Control::Options | Control::Date | Control::Notes => None,
    };
    let buttons = Buttons::new(&app.theme, &labels, focus);
    let [content, row] =
        Layout::vertical([Constraint::Fill(1), Constraint::Length(buttons.height(body.width))]).areas(body);
    let [left, _, right] =
        Layout::horizontal([Constraint::Length(LEFT), Constraint::Length(3), Constraint::Fill(1)]).areas(content);
    draw_review(app, wizard, right, buf);
    let cursor = draw_choices(app, wizard, left, buf);
    (&buttons).render(row, buf);
    cursor
}

fn buttons(wizard: &Wizard) -> [Button<'static>; 3] {
    let label = match wizard.schedule.option {
        ReleaseOption::Immediately => "Release Integration Pack",
        ReleaseOption::OnSpecifiedDate => "Schedule Integration Pack Release",
    };
    let primary = Button::new(label).primary().enabled(ready(wizard).is_ok());
    [Button::new("Back"), Button::new("Cancel"), primary]
}

fn draw_choices(app: &App, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &app.theme.styles;
    let schedule = &wizard.schedule;
    let dated = schedule.option == ReleaseOption::OnSpecifiedDate;
    let [title, options, why, _, label, date, echo, notes_label, notes] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(2),
        Constraint::Length(u16::from(date_unavailable(wizard).is_some())),
        Constraint::Length(u16::from(area.height > 10)),
        Constraint::Length(u16::from(dated)),
        Constraint::Length(u16::from(dated)),
        Constraint::Length(u16::from(dated)),
        Constraint::Length(1),
        Constraint::Length(1),
    ])
    .areas(area);
    let put = |text: &str, area: Rect, style: Style, buf: &mut Buffer| {
        let room = usize::from(area.width).saturating_sub(1);
        buf.set_stringn(area.x + 1, area.y, fit(text, room), room, style);
    };
    put("Select a Release Option", title, styles.heading, buf);
    let on_date = Choice::new("Release on specified date");
    let on_date = if date_unavailable(wizard).is_some() { on_date.unavailable("") } else { on_date };
    let choices = [Choice::new("Release immediately"), on_date];
    let radio = Radio::new(&app.theme, &choices, usize::from(dated));
    (&radio.focused(schedule.focus == Control::Options)).render(options, buf);
    if date_unavailable(wizard).is_some() {
        put("    one is scheduled: move or cancel it", why, styles.unavailable, buf);
    }
    let mut cursor = None;
    if dated && date.height > 0 {
        put("Release on Date", label, styles.heading, buf);
        cursor = draw_date(app, wizard, date, buf);
        match schedule.echo() {
            Some(Ok(words)) => put(&format!("  {words}"), echo, styles.pending, buf),
            Some(Err(why)) => put(&format!("  {why}"), echo, styles.error, buf),
            None => put("  type it, or ↓ for the calendar", echo, styles.quiet, buf),
        }
    }
    if notes.height > 0 {
        put("Notes (optional)", notes_label, styles.heading, buf);
        cursor = cursor.or(draw_notes(app, wizard, notes, buf));
    }
    if let Some(calendar) = &schedule.calendar {
        let month = Month::new(&app.theme, calendar).today(wizard.proposal.today);
        let drop_down = below(date, month.height(), area);
        (&month).render(drop_down, buf);
        return None;
    }
    cursor
}

/// Where the drop-down goes: under its field, or as far above as it must to show whole.
fn below(field: Rect, height: u16, area: Rect) -> Rect {
    let height = height.min(area.height);
    let y = (field.y + 1).min(area.bottom().saturating_sub(height)).max(area.y);
    Rect { x: field.x + 1, y, width: field.width.saturating_sub(1), height }
}

fn draw_date(app: &App, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let schedule = &wizard.schedule;
    let day = schedule.date().and_then(Result::ok).map(|date| date.format("%a").to_string()).unwrap_or_default();
    let suffix = format!("{day} {}", app.theme.glyphs.drop_down);
    let focused = schedule.focus == Control::Date;
    let style = if matches!(schedule.date(), Some(Err(_))) { app.theme.styles.error } else { Style::new() };
    let view = FieldView::new(&app.theme, &schedule.date)
        .focused(focused)
        .placeholder("yyyy-MM-dd")
        .suffix(suffix.trim())
        .style(style);
    draw_field(app, &view, focused, area, buf)
}

fn draw_notes(app: &App, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let focused = wizard.schedule.focus == Control::Notes;
    let view = FieldView::new(&app.theme, &wizard.schedule.notes).focused(focused).placeholder("why this release");
    draw_field(app, &view, focused, area, buf)
}

fn draw_field(app: &App, view: &FieldView, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if focused {
        buf.set_stringn(area.x, area.y, app.theme.glyphs.bar, 1, app.theme.styles.accent);
    }
    let field = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    view.render(field, buf);
    view.cursor(field)
}

fn draw_review(app: &App, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let styles = &app.theme.styles;
    let room = usize::from(area.width);
    let contents = wizard.selection.contents();
    let review = Review::of(&wizard.proposal, &contents, wizard.when());
    let prose = |text: &str, style: Style| -> Vec<Line<'static>> {
        wrap(text, room).into_iter().map(|line| Line::styled(line, style)).collect()
    };
    let mut tail: Vec<Line> = Vec::new();
    if !review.window.is_empty() {
        tail.push(Line::default());
        tail.push(Line::raw("Released automatically on"));
        let mut lines = review.window.iter();
        tail.extend(
            lines.next().map(|first| Line::styled(format!("{} {first}", app.theme.glyphs.scheduled), styles.pending)),
        );
        tail.extend(lines.map(|line| Line::styled(format!("  {line}"), styles.quiet)));
    }
    tail.extend(review.delivery.iter().flat_map(|text| prose(text, Style::new())));
    tail.extend(review.warnings.iter().flat_map(|text| prose(&format!("! {text}"), styles.warning)));
    let mut lines = vec![Line::styled("What will happen", styles.heading)];
    lines.extend(prose(&review.headline, Style::new()));
    let left = usize::from(area.height).saturating_sub(lines.len() + tail.len());
    lines.extend(changes(app, wizard, room, left));
    lines.extend(tail);
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
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
