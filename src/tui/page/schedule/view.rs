//! How the page looks.
//!
//! ```text
//!   / filter                                             3 scheduled releases   filter · how many
//!   Date             When         Pack                 Changes     By     Early
//!   Fri 20 Nov 2026  overdue    ! Order to Cash        ▲2          m.ruiz     —   the list, the earliest first
//!  ▌Tue 24 Nov 2026  in 2 d 11 h ◷ Procure to Pay      ▲4 +1       a.novak    3
//!   …
//!   ────────────────────────────────────────────────────────────────────────────
//!   Procure to Pay                                ┌ November 2026 ──────────────┐
//!   ◷ in 2 d 11 h                                 │ Mo  Tu  We  Th  Fr  Sa  Su  │   the chosen one ·
//!   Tue 24 Nov 2026, 00:00–01:00 EST              │                          1  │   its month
//!   06:00–07:00 CET (your time)                   │  2   3   4   5   6   7   8  │
//!   …                                             …
//! ```
//!
//! From 100 columns on the month stands at the right of both; below 74 there is none. From 160 on the selected release
//! stands beside the list, over its month.

use chrono::Datelike;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::{Line, Span},
    widgets::Widget,
};

use super::state::{Focus, SchedulePage};
use super::{detail, freezes, waiting};
use crate::{
    domain::{YEARS, count, countdown, date_words},
    engine::{ScheduleEntry, ScheduleStatus, sentences},
    text::{width, wrap},
    tui::{
        changes,
        keys::{Action, Scope},
        layout::{DETAILS_BESIDE, Split, Track},
        look::Look,
        page::{list, status_mark},
        widget::{Calendar, Column, Month, Row, Table, cells, inset, put_lines, rule},
    },
};

/// From this width on the month stands beside the list.
const MONTH_BESIDE: u16 = 100;

/// From this width on there is a month.
const MONTH_BELOW: u16 = 74;

/// Months that show at most.
const MONTHS: u32 = 3;

/// Cells that the list takes beside the names of its packs, where details stand beside it.
const LIST_WITHOUT_NAMES: u16 = 74;

/// Cells between the list and details beside it, and cells of these, at least and at most.
const GAP: u16 = 3;
const DETAIL: u16 = 48;
const DETAIL_WIDEST: u16 = 72;

/// The least that shows of the list: its header, two rows, and where in the list they are.
const LEAST_LIST: u16 = 4;

/// Cells that the names leave to dates and changes.
const BESIDE_NAMES: u16 = 46;

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let (area, cursor) = draw_waiting(page, look, inset(area), buf);
    let area = freezes::draw(look, area, buf);
    if page.entries().is_empty() {
        draw_nothing(page, look, area, buf);
        return cursor;
    }
    if area.width >= DETAILS_BESIDE {
        return draw_beside(page, look, area, buf).or(cursor);
    }
    let (left, beside) = if area.width >= MONTH_BESIDE {
        let columns = [Track::Fill(1), Track::Length(3), Track::Length(Month::WIDTH)];
        let [left, _, right] = Split::horizontal(columns).areas(area);
        (left, Some(right))
    } else {
        (area, None)
    };
    // The list gives way to what is said of the selected release, its changes not counted, up to half of the page.
    let about = page.selected().map_or(0, |entry| detail::about(look, entry, detail_width(left, beside)).len());
    let month = if beside.is_none() { usize::from(Month::HEIGHT) } else { 0 };
    let below = about.min(usize::from(left.height / 2)).max(month);
    let rows = u16::try_from(page.list.shown().len() + 1).unwrap_or(u16::MAX).max(3);
    let most = left.height.saturating_sub(2 + u16::try_from(below).unwrap_or(0)).max(LEAST_LIST);
    let [filter, list, line] = [own_filter(page), rows.min(most), 1].map(Track::Length);
    let [filter, list, line, rest] = Split::vertical([filter, list, line, Track::Fill(1)]).areas(left);
    let cursor = draw_filter(page, look, filter, buf).or(cursor);
    draw_list(page, look, list, buf);
    rule(look.theme, line, buf);
    let Some(entry) = page.selected() else { return cursor };
    let wide = cells(detail_width(rest, beside)).min(rest.width);
    draw_detail(page, look, entry, Rect { x: rest.x + 1, width: wide, ..rest }, buf);
    match beside {
        Some(right) => draw_months(page, look, entry, Rect { y: right.y + 1, height: right.height - 1, ..right }, buf),
        None if rest.width >= MONTH_BELOW => {
            let x = rest.right() - Month::WIDTH;
            draw_months(page, look, entry, Rect { x, width: Month::WIDTH, ..rest }, buf);
        }
        None => {}
    }
    cursor
}

/// What waits for approval, under the filter, which narrows it too; nothing while nothing waits. Answers what it leaves
/// of the page, and where the cursor is.
fn draw_waiting(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) -> (Rect, Option<Position>) {
    if page.requests.is_empty() {
        return (area, None);
    }
    let [filter, rest] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(area);
    let cursor = draw_filter(page, look, filter, buf);
    (waiting::draw(page, look, rest, buf), cursor)
}

/// Lines of the list's own filter, which stands above what waits for approval where something does.
fn own_filter(page: &SchedulePage) -> u16 {
    u16::from(page.requests.is_empty())
}

/// The list, and beside it the selected release over its month.
fn draw_beside(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let longest = page.entries().iter().map(|entry| cells(width(&entry.name))).max().unwrap_or(0);
    let list = LIST_WITHOUT_NAMES.saturating_add(longest).min(area.width - GAP - DETAIL);
    let parts = [Track::Length(list), Track::Length(GAP), Track::Fill(1)];
    let [left, _, right] = Split::horizontal(parts).areas(area);
    let [filter, list] = Split::vertical([Track::Length(own_filter(page)), Track::Fill(1)]).areas(left);
    let cursor = draw_filter(page, look, filter, buf);
    draw_list(page, look, list, buf);
    let Some(entry) = page.selected() else { return cursor };
    let right = Rect { y: right.y + 1, height: right.height - 1, width: right.width.min(DETAIL_WIDEST), ..right };
    let most = right.height.saturating_sub(Month::HEIGHT + 2);
    let used = draw_detail(page, look, entry, Rect { height: most, ..right }, buf) + 1;
    draw_months(page, look, entry, Rect { y: right.y + used, height: right.height - used, ..right }, buf);
    cursor
}

/// What is said of a release and what it changes, scrolled: in the line above stands which lines show, and left of them
/// a bar where keys move through them. Answers how many lines it took.
fn draw_detail(page: &SchedulePage, look: &Look, entry: &ScheduleEntry, area: Rect, buf: &mut Buffer) -> u16 {
    let room = usize::from(area.width);
    let mut lines = detail::about(look, entry, room);
    lines.extend(detail::changes(look, entry, room));
    let top = page.detail.first(lines.len(), usize::from(area.height));
    let shown = &lines[top..];
    for (line, y) in shown.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x, y, line, area.width);
    }
    let used = cells(shown.len()).min(area.height);
    if page.detail.is_cut() {
        let key = look.key_of(&[Scope::Schedule], Action::NextControl);
        let place = format!(" {} · {key} ", page.detail.place(lines.len()));
        let at = area.right().saturating_sub(cells(width(&place)));
        buf.set_stringn(at, area.y - 1, &place, room, look.theme.styles.quiet);
    }
    if page.focus == Focus::Detail {
        look.theme.note_focus(area.x - 1, area.y);
        let bar = Rect { x: area.x - 1, width: 1, height: used, ..area };
        put_lines(&vec![look.theme.glyphs.bar; usize::from(used)], look.theme.styles.accent, bar, buf);
    }
    used
}

/// Cells of a line of details in an area that a month may take its part of.
fn detail_width(area: Rect, beside: Option<Rect>) -> usize {
    let month = if beside.is_none() && area.width >= MONTH_BELOW { Month::WIDTH + 2 } else { 0 };
    usize::from(area.width.saturating_sub(1 + month))
}

fn draw_nothing(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) {
    let styles = &look.theme.styles;
    if page.entries.is_none() {
        return;
    }
    let room = usize::from(area.width).saturating_sub(2).min(76);
    let mut lines = vec![Line::styled(sentences::NOTHING_SCHEDULED, styles.heading), Line::default()];
    let text = "A release that waits for its date stands here, with the hour in which it happens and a countdown. \
                To schedule one, release an integration pack and choose Release on specified date.";
    lines.extend(wrap(text, room).into_iter().map(Line::raw));
    list::put_nothing(&lines, area, buf);
}

fn draw_filter(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let all = count(page.entries().len(), "scheduled release");
    let says = match page.list.shown().len() {
        _ if !page.marked.is_empty() => format!("{} marked", page.marked.len()),
        shown if shown < page.entries().len() => format!("{shown} of {all}"),
        _ => all,
    };
    let area = Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area };
    page.list.filter().draw(look.theme, "filter", &says, area, buf)
}

fn draw_list(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) {
    if page.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let shown = || page.list.shown().iter().map(|at| &page.entries()[*at]);
    let mark = if page.marked.is_empty() { 0 } else { 2 };
    let longest = shown().map(|entry| cells(width(&entry.name))).max().unwrap_or(0) + mark;
    let by = shown().map(|entry| cells(width(&entry.scheduled.scheduled_by))).max().unwrap_or(0);
    let columns = [
        Column::new("Date", 15),
        Column::new("When", 16),
        Column::new("Integration Pack", longest.clamp(15, area.width.saturating_sub(BESIDE_NAMES).max(15)))
            .short("Pack")
            .want(longest)
            .grow(3)
            .names(),
        Column::new("Changes", 8).grow(1),
        Column::new("Scheduled By", 8).short("By").want(by).grow(1).drop_at(2),
        Column::new("Early", 5).right().drop_at(1),
    ];
    let gap = if area.width < 78 { 1 } else { 2 };
    let row = |at: usize| {
        let entry = &page.entries()[page.list.shown()[at]];
        row(look, entry, page.marked.contains(&entry.id))
    };
    let table = Table::new(look.theme, &columns, page.list.scroll(), page.list.shown().len(), &row);
    (&table.gap(gap).focused(!page.list.filter().typing && page.focus == Focus::List)).render(area, buf);
}

/// `◷ in 2 d 11 h`, `! overdue`.
pub(super) fn when(look: &Look, entry: &ScheduleEntry) -> Line<'static> {
    let status = entry.status(look.overview);
    let mark = status_mark(look, status);
    let text = match status {
        ScheduleStatus::Overdue => "overdue".to_owned(),
        ScheduleStatus::Blocked => "blocked".to_owned(),
        ScheduleStatus::Ahead | ScheduleStatus::Due => countdown(look.overview.now, entry.begins()),
    };
    Line::styled(format!("{} {text}", mark.content), mark.style)
}

fn row<'a>(look: &Look, entry: &'a ScheduleEntry, marked: bool) -> Row<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let early = match entry.applied_early {
        0 => Line::styled(glyphs.none, styles.quiet),
        many => Line::raw(many.to_string()),
    };
    let mark = marked.then(|| Span::styled(format!("{} ", glyphs.marked), styles.accent));
    let name: Line = mark.into_iter().chain([Span::raw(entry.name.as_str())]).collect();
    Row::new([
        Line::raw(date_words(entry.scheduled.release_on_date)),
        when(look, entry),
        name,
        changes::in_short(look.theme, entry.counts),
        Line::raw(entry.scheduled.scheduled_by.as_str()),
        early,
    ])
}

/// The month of the selected release with every scheduled date marked, and the months after it as far as they fit.
fn draw_months(page: &SchedulePage, look: &Look, entry: &ScheduleEntry, mut area: Rect, buf: &mut Buffer) {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let (ill, well): (Vec<&ScheduleEntry>, Vec<&ScheduleEntry>) = page
        .entries()
        .iter()
        .partition(|entry| matches!(entry.status(look.overview), ScheduleStatus::Blocked | ScheduleStatus::Overdue));
    let marked = |day| well.iter().any(|entry| entry.scheduled.release_on_date == day);
    let warned = |day| ill.iter().any(|entry| entry.scheduled.release_on_date == day);
    // Its own alone: what is frozen for another pack does not keep this one from being moved there.
    let frozen = |day| entry.freezes.is_frozen(day);
    let selected = entry.scheduled.release_on_date;
    for after in 0..MONTHS {
        let Some(day) = selected.checked_add_months(chrono::Months::new(after)) else { break };
        if !YEARS.contains(&day.year()) {
            break;
        }
        let calendar = Calendar::at(day).week_start(look.context.week_start);
        let month = Month::new(look.theme, &calendar).today(look.overview.today).looked_at(Some(selected));
        let month = month.marked(&marked).warned(&warned).frozen(&frozen);
        if after > 0 && month.height() >= area.height {
            break;
        }
        (&month).render(area, buf);
        let height = month.height().min(area.height);
        area = Rect { y: area.y + height, height: area.height - height, ..area };
    }
    let is_any_frozen = entry.freezes.is_any_ahead(look.overview.today);
    let (mark, style, means) = match (ill.is_empty(), is_any_frozen) {
        (false, _) => (glyphs.warning, styles.danger, " needs you"),
        (true, true) => (glyphs.frozen, styles.quiet, " frozen for it"),
        (true, false) => (glyphs.today, styles.quiet, " today"),
    };
    let last = [Span::styled(mark, style), Span::styled(means, styles.quiet)];
    let legend = [Span::styled(glyphs.scheduled, styles.pending), Span::styled(" scheduled  ", styles.quiet)];
    if area.height > 0 {
        let legend: Line = legend.into_iter().chain(last).collect();
        buf.set_line(area.x + 2, area.y, &legend, area.width.saturating_sub(2));
    }
}
