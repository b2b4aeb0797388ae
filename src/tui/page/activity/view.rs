//! How the page looks.
//!
//! ```text
//!   / filter                                                       12 of 214   text filter · how many show
//!   Only RELEASE · Order to Cash · the last 7 days, the newest first           the other filters, in words
//!   Time          Kind      Integration Pack   Who       What happened
//!   21 Nov 19:00  RELEASE   Order to Cash      m.ruiz    #8 released: …        the newest first
//!  ▌20 Nov 09:12  CANCEL    Procure to Pay     a.novak   the release schedule…
//!   …
//!   ────────────────────────────────────────────────────────────────────────────
//!   CANCEL · Procure to Pay                                                    the chosen row, whole
//!   20 Nov 2026, 09:12 CET · a.novak, in the screens
//!   the release scheduled for Tue 24 Nov 2026 is cancelled: not ready
//! ```

use chrono::{DateTime, Datelike, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use crate::{
    domain::{Via, instant_words},
    engine::{Activity, ActivityKind},
    text::{fit, wrap_at_most},
    tui::{
        app::App,
        layout::{Constraint, Layout},
        view::{inset, rule},
        widget::{Column, Row, Table},
    },
};

/// Lines of the chosen row's details: two of facts, the rest its text.
const DETAILS: u16 = 5;

/// Draws the page; answers where the terminal's cursor goes.
pub(in crate::tui) fn draw(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let page = &app.model.activity;
    let area = inset(area);
    if page.told().is_empty() {
        let text = if page.told.is_none() { "Reading the journal…" } else { "Nothing has happened yet." };
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), app.theme.styles.quiet);
        return None;
    }
    let details = DETAILS + u16::from(area.height > 24) * 2;
    let [filter, words, list, line, detail] = Layout::vertical([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
        Constraint::Length(1),
        Constraint::Length(details.min(area.height / 3)),
    ])
    .areas(area);
    let cursor = draw_filter(app, filter, buf);
    draw_words(app, words, buf);
    draw_list(app, list, buf);
    rule(app, line, buf);
    draw_detail(app, detail, buf);
    cursor
}

fn draw_filter(app: &App, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let page = &app.model.activity;
    let says = match (page.list.shown().len(), page.told().len()) {
        (shown, all) if shown < all => format!("{shown} of {all}"),
        (_, all) => all.to_string(),
    };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    page.list.filter().draw(&app.theme, "filter", &says, area, buf)
}

fn draw_words(app: &App, area: Rect, buf: &mut Buffer) {
    let styles = &app.theme.styles;
    let page = &app.model.activity;
    let order = if page.list.filter().is_active() { "best matches first" } else { "the newest first" };
    let (text, style) = match page.only.words() {
        Some(words) => (format!("Only {words}, {order}"), styles.accent),
        None => (format!("Everything that happened, {order}"), styles.quiet),
    };
    let room = usize::from(area.width).saturating_sub(1);
    buf.set_stringn(area.x + 1, area.y, fit(&text, room), room, style);
}

fn draw_list(app: &App, area: Rect, buf: &mut Buffer) {
    let page = &app.model.activity;
    if page.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), app.theme.styles.quiet);
        return;
    }
    let columns = [
        Column::new("Time", 12),
        Column::new("Kind", 9),
        Column::new("Integration Pack", 16).short("Pack").grow(1),
        Column::new("Who", 9).grow(1).drop_at(1),
        Column::new("What happened", 14).grow(4),
    ];
    let gap = if area.width < 72 { 1 } else { 2 };
    let row = |at: usize| row(app, &page.told()[page.list.shown()[at]]);
    let table = Table::new(&app.theme, &columns, page.list.scroll(), page.list.shown().len(), &row);
    (&table.gap(gap).focused(!page.list.filter().typing)).render(area, buf);
}

fn row<'a>(app: &App, activity: &'a Activity) -> Row<'a> {
    let pack = match &activity.pack {
        Some((_, name)) => Line::raw(name.as_str()),
        None => Line::styled(app.theme.glyphs.none, app.theme.styles.quiet),
    };
    Row::new([
        Line::raw(short_time(app, activity.at)),
        Line::styled(activity.kind.to_string(), kind_style(app, activity.kind)),
        pack,
        Line::raw(activity.by.as_str()),
        Line::raw(activity.text.as_str()),
    ])
}

/// ` 3 Nov 19:00` in the admin's zone; ` 3 Nov  2025` in another year than this.
fn short_time(app: &App, at: DateTime<Utc>) -> String {
    let overview = &app.model.overview;
    let local = at.with_timezone(&overview.local_zone);
    let this_year = overview.now.with_timezone(&overview.local_zone).year() == local.year();
    local.format(if this_year { "%e %b %H:%M" } else { "%e %b  %Y" }).to_string()
}

fn kind_style(app: &App, kind: ActivityKind) -> Style {
    let styles = &app.theme.styles;
    match kind {
        ActivityKind::Release => styles.upgrade,
        ActivityKind::Rollback => styles.rollback,
        ActivityKind::Schedule | ActivityKind::Move | ActivityKind::Change | ActivityKind::Apply => styles.pending,
        ActivityKind::Block => styles.danger,
        ActivityKind::Cancel
        | ActivityKind::Supersede
        | ActivityKind::Delete
        | ActivityKind::Remove
        | ActivityKind::Unshare
        | ActivityKind::Uninstall => styles.removed,
        _ => Style::new(),
    }
}

fn draw_detail(app: &App, area: Rect, buf: &mut Buffer) {
    let Some(activity) = app.model.activity.selected() else { return };
    let room = usize::from(area.width).saturating_sub(1);
    let mut head = vec![Span::styled(activity.kind.to_string(), kind_style(app, activity.kind))];
    if let Some((_, name)) = &activity.pack {
        let name = fit(name, room.saturating_sub(13)).into_owned();
        head.extend([Span::raw(" · "), Span::styled(name, app.theme.styles.heading)]);
    }
    let at = instant_words(activity.at, app.model.overview.local_zone);
    let facts = format!("{at} · {}, {}", activity.by, via_words(activity.via));
    let mut lines = vec![Line::from(head), Line::styled(fit(&facts, room).into_owned(), app.theme.styles.quiet)];
    let most = usize::from(area.height).saturating_sub(lines.len()).max(1);
    lines.extend(wrap_at_most(&activity.text, room, most).into_iter().map(Line::raw));
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x + 1, y, line, area.width.saturating_sub(1));
    }
}

/// The interface that it came through, in words.
fn via_words(via: Option<Via>) -> &'static str {
    match via {
        Some(Via::Tui) => "on the screens",
        Some(Via::Cli) => "by a command",
        Some(Via::Scheduler) => "by the scheduler",
        None => "imported",
    }
}
