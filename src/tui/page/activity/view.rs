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
//!
//! From 160 columns on the chosen row stands beside the list.

use chrono::{DateTime, Datelike, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::state::ActivityPage;
use crate::{
    domain::{Via, instant_words},
    engine::{Activity, ActivityKind},
    text::{fit, width, wrap_at_most},
    tui::{
        layout::{DETAILS_BESIDE, Split, Track},
        look::Look,
        widget::{Column, Row, Table, cells, inset, put_styled, rule},
    },
};

/// Lines of the chosen row's details: two of facts, the rest its text.
const DETAILS: u16 = 5;

/// Cells of a time and of a kind.
const TIME: u16 = 12;
const KIND: u16 = 9;

/// Cells of the details where they stand beside the list, and between both.
const BESIDE: u16 = 56;
const GAP: u16 = 3;

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &ActivityPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let area = inset(area);
    if page.activities().is_empty() {
        let text = if page.activities.is_none() { "Reading the journal…" } else { "Nothing has happened yet." };
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return None;
    }
    let beside = area.width >= DETAILS_BESIDE;
    let (left, right) = if beside {
        let columns = [Track::Fill(1), Track::Length(GAP), Track::Length(BESIDE)];
        let [left, _, right] = Split::horizontal(columns).areas(area);
        (left, Rect { y: right.y + 2, height: right.height.saturating_sub(2), ..right })
    } else {
        let details = DETAILS + u16::from(area.height > 24) * 2;
        let below = Track::Length(details.min(area.height / 3));
        let [left, line, below] = Split::vertical([Track::Fill(1), Track::Length(1), below]).areas(area);
        rule(look.theme, line, buf);
        (left, below)
    };
    let lines = [Track::Length(1), Track::Length(1), Track::Fill(1)];
    let [filter, words, list] = Split::vertical(lines).areas(left);
    let cursor = draw_filter(page, look, filter, buf);
    draw_words(page, look, words, buf);
    draw_list(page, look, list, buf);
    draw_detail(page, look, right, buf);
    cursor
}

fn draw_filter(page: &ActivityPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let says = match (page.list.shown().len(), page.activities().len()) {
        (shown, all) if shown < all => format!("{shown} of {all}"),
        (_, all) => all.to_string(),
    };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    page.list.filter().draw(look.theme, "filter", &says, area, buf)
}

fn draw_words(page: &ActivityPage, look: &Look, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    let order = if page.list.filter().is_active() { "best matches first" } else { "the newest first" };
    let place = look.overview.sharing.as_ref().map(|sharing| format!(", shared in {}", sharing.place));
    let (text, style) = match page.only.words() {
        Some(words) => (format!("Only {words}, {order}"), styles.accent),
        None => (format!("Everything that happened, {order}{}", place.unwrap_or_default()), styles.quiet),
    };
    let room = usize::from(area.width).saturating_sub(1);
    buf.set_stringn(area.x + 1, area.y, fit(&text, room), room, style);
}

fn draw_list(page: &ActivityPage, look: &Look, area: Rect, buf: &mut Buffer) {
    if page.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let shown = || page.list.shown().iter().map(|at| &page.activities()[*at]);
    let pack = shown().filter_map(|activity| Some(width(&activity.pack.as_ref()?.1))).max().unwrap_or(0);
    let who = shown().map(|activity| width(&activity.by)).max().unwrap_or(0);
    let text = shown().map(|activity| width(&activity.text)).max().unwrap_or(0);
    // Names get a quarter, and what no text needs.
    let beside = cells(who.max(9) + text).saturating_add(TIME + KIND + 9);
    let names = (area.width / 4).max(area.width.saturating_sub(beside));
    // What happened says the kind, too.
    let columns = [
        Column::new("Time", TIME),
        Column::new("Kind", KIND).drop_at(1),
        Column::new("Integration Pack", 16).short("Pack").want(cells(pack).min(names)).names(),
        Column::new("Who", 9).want(cells(who)).drop_at(2),
        Column::new("What happened", 27).grow(4),
    ];
    let gap = if area.width < 72 { 1 } else { 2 };
    let row = |at: usize| row(look, &page.activities()[page.list.shown()[at]]);
    let table = Table::new(look.theme, &columns, page.list.scroll(), page.list.shown().len(), &row);
    (&table.gap(gap).focused(!page.list.filter().typing)).render(area, buf);
}

fn row<'a>(look: &Look, activity: &'a Activity) -> Row<'a> {
    let pack = match &activity.pack {
        Some((_, name)) => Line::raw(name.as_str()),
        None => Line::styled(look.theme.glyphs.none, look.theme.styles.quiet),
    };
    Row::new([
        Line::raw(short_time(look, activity.at)),
        Line::styled(activity.kind.to_string(), kind_style(look, activity.kind)),
        pack,
        Line::raw(activity.by.as_str()),
        Line::raw(activity.text.as_str()),
    ])
}

/// ` 3 Nov 19:00` in the admin's zone; ` 3 Nov  2025` in another year than this.
fn short_time(look: &Look, at: DateTime<Utc>) -> String {
    let overview = &look.overview;
    let local = at.with_timezone(&overview.local_zone);
    let this_year = overview.now.with_timezone(&overview.local_zone).year() == local.year();
    local.format(if this_year { "%e %b %H:%M" } else { "%e %b  %Y" }).to_string()
}

fn kind_style(look: &Look, kind: ActivityKind) -> Style {
    let styles = &look.theme.styles;
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

fn draw_detail(page: &ActivityPage, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(activity) = page.selected() else { return };
    let room = usize::from(area.width).saturating_sub(1);
    let mut head = vec![Span::styled(activity.kind.to_string(), kind_style(look, activity.kind))];
    if let Some((_, name)) = &activity.pack {
        let name = fit(name, room.saturating_sub(13)).into_owned();
        head.extend([Span::raw(" · "), Span::styled(name, look.theme.styles.heading)]);
    }
    let at = instant_words(activity.at, look.overview.local_zone);
    let facts = format!("{at} · {}, {}", activity.by, via_words(activity.via));
    let mut lines = vec![Line::from(head), Line::styled(fit(&facts, room).into_owned(), look.theme.styles.quiet)];
    let most = usize::from(area.height).saturating_sub(lines.len()).max(1);
    lines.extend(wrap_at_most(&activity.text, room, most).into_iter().map(Line::raw));
    put_styled(&lines, area, buf);
}

/// The interface that it came through, in words.
fn via_words(via: Option<Via>) -> &'static str {
    match via {
        Some(Via::Tui) => "on the screens",
        Some(Via::Cli) => "by a command",
        Some(Via::Scheduler) => "by the scheduler",
        Some(Via::Api) => "through the API",
        Some(Via::Platform) => "told by the platform",
        None => "imported",
    }
}
