//! How the page looks.
//!
//! ```text
//!   / filter            Order to Cash                                                filter · the chosen pack
//!  ▌Order to Cash  ●    Single Attachment · 19440978-ba6f-4246-8181-8bfc3ddbdcd8     list with marks · details
//!   Procure to Pay   ◷  Current release #7, 3 Nov 2026 · installed in 42 accounts
//!   HR Onboarding
//!                       ◷ Scheduled for Tue 24 Nov 2026 · in 2 d 22 h                above the table, where scheduled
//!                         00:00–01:00 EST · 06:00–07:00 CET (your time)
//!
//!                       Packaged Components (12)                    sorted by name
//!                       Component Name △        Type     Current  Pending   Latest
//!                      ▌Create Invoice          Process  1.4      1.5 ▲     1.5
//!                       [ Release Integration Pack ]  [ Add Packaged Component ]    Release: absent with nothing to release
//! ```
//!
//! In Legacy deployment the words are others, and the first button is disabled instead of absent.
//!
//! Below 76 columns the list and the pack take turns: whichever has the focus fills the page.

use std::collections::HashSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use super::{Focus, IntegrationPacksPage, SORTS, has_release};
use crate::{
    domain::{ComponentRow, PackId, Pending, Version, count, countdown, date_words, instant_words},
    engine::{PackEntry, PackView, ScheduleStatus, sentences},
    text::{fit, width, wrap, wrap_at_most},
    tui::{
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Look, type_word},
        page::{
            landing,
            list::{self, NameList},
            status_mark,
        },
        widget::{Button, Buttons, Column, Row, Table, inset, put_styled},
    },
};

/// The widest that a version gets before the names of components do.
const LONG_VERSION: u16 = 16;

/// The fewest cells that the names of components keep beside their versions.
const LEAST_NAME: u16 = 16;

/// Lines that the table keeps whatever stands above it: its title, its header and a few rows.
const LEAST_TABLE: u16 = 7;

/// Draws the page; returns where the terminal's cursor goes.
pub(super) fn draw(page: &IntegrationPacksPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if look.overview.packs.is_empty() {
        landing::draw(look, inset(area), buf);
        return None;
    }
    let (left, right) =
        list::panes(area, &page.browser, ((area.width / 4).clamp(19, 36), 4), page.focus == Focus::List);
    let cursor = left.and_then(|left| draw_list(page, look, left, buf));
    if let (Some(right), Some(view)) = (right, page.browser.view()) {
        draw_pack(page, look, view, right, buf);
    }
    cursor
}

fn draw_list(page: &IntegrationPacksPage, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let marked = page.marked.len();
    let waiting: HashSet<&PackId> = look.overview.waiting().filter_map(|request| request.requested.pack()).collect();
    // Where nothing waits, names have the room of its mark.
    let marks = if waiting.is_empty() { 2 } else { 3 };
    let list = NameList {
        browser: &page.browser,
        says: &if marked == 0 { String::new() } else { format!("{marked} marked") },
        beside: &vec![Column::new("", 1); marks],
        row: &|entry| entry_row(page, look, entry, waiting.contains(&entry.summary.id)),
        heading: &|_| None,
        focused: page.focus == Focus::List,
    };
    list.draw(look, area, buf)
}

fn entry_row<'a>(page: &IntegrationPacksPage, look: &Look, entry: &'a PackEntry, waits: bool) -> Row<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    let (mark, style) = match page.marked.contains(&entry.summary.id) {
        true => (glyphs.marked, styles.accent),
        false if entry.summary.releasable => (glyphs.releasable, styles.upgrade),
        false => (" ", Style::new()),
    };
    let overview = &look.overview;
    let scheduled = match overview.overdue_rule.status_of(&entry.summary, overview.now) {
        Some(status) => status_mark(look, status),
        None => Span::raw(" "),
    };
    let request = waits.then(|| Line::styled(glyphs.waiting, styles.pending));
    let cells = [Line::from(entry.summary.name.as_str()), Line::styled(mark, style), Line::from(scheduled)];
    Row::new(cells.into_iter().chain(request))
}

fn draw_pack(page: &IntegrationPacksPage, look: &Look, view: &PackView, area: Rect, buf: &mut Buffer) {
    let deployment = look.overview.settings.deployment;
    let words = deployment.words();
    let full = view.pack.check_room(1).is_err();
    let mut buttons = vec![(Focus::Add, Button::new(words.add).enabled(!full))];
    if has_release(deployment, view) {
        let release = Button::new(words.release)
            .primary()
            .enabled(view.check_release(deployment).is_ok() && view.pack.asked.is_none());
        buttons.insert(0, (Focus::Release, release));
    }
    let focus = buttons.iter().position(|(focus, _)| *focus == page.focus);
    let buttons: Vec<Button> = buttons.into_iter().map(|(_, button)| button).collect();
    let row = Buttons::new(look.theme, &buttons, focus);
    let below = row.height(area.width) + u16::from(hold_needs_a_line(view, area, row.width()));
    let facts = facts(look, view, area.width, area.height.saturating_sub(below));
    let above = u16::try_from(facts.len()).unwrap_or(u16::MAX);
    let [top, table, bottom] =
        Split::vertical([Track::Length(above), Track::Fill(1), Track::Length(below)]).areas(area);
    put_styled(&facts, top, buf);
    draw_components(page, look, view, table, buf);
    let beside = if bottom.height > row.height(area.width) { 0 } else { row.width() };
    draw_hold(page, look, Rect { width: bottom.width.saturating_sub(beside), ..bottom }, buf);
    let up = bottom.height.saturating_sub(row.height(area.width));
    (&row).render(Rect { y: bottom.y + up, height: bottom.height - up, ..bottom }, buf);
}

/// Whether what is to be known of a row has to stand above the buttons. Asked of all rows, so that nothing moves as the
/// selection does.
fn hold_needs_a_line(view: &PackView, area: Rect, buttons: u16) -> bool {
    let beside = usize::from(area.width.saturating_sub(buttons)).saturating_sub(2);
    view.rows.iter().filter_map(ComponentRow::warning).any(|text| width(&text) > beside)
}

/// What is to be known of the selected component's latest version, where a release stepped back from it; left of the
/// buttons or above them, where it fits there whole.
fn draw_hold(page: &IntegrationPacksPage, look: &Look, area: Rect, buf: &mut Buffer) {
    let Some(text) = page.selected_row().and_then(ComponentRow::warning) else { return };
    let room = usize::from(area.width).saturating_sub(2);
    if width(&text) <= room {
        buf.set_stringn(area.x + 1, area.y, &text, room, look.theme.styles.rollback);
    }
}

/// The lines above the table: as much of the description, and as much air, as leaves the table its room.
fn facts(look: &Look, view: &PackView, width: u16, height: u16) -> Vec<Line<'static>> {
    let room = usize::from(width).saturating_sub(1);
    let most = usize::from(height.saturating_sub(LEAST_TABLE.max(height / 2)));
    let candidates = [(4, true), (2, true), (0, true), (0, false)];
    let fitting = candidates.map(|(text, air)| lines_above(look, view, room, text, air)).into_iter();
    let mut lines = fitting
        .min_by_key(|lines| if lines.len() > most { (1, lines.len()) } else { (0, usize::MAX - lines.len()) })
        .unwrap_or_default();
    lines.truncate(most.max(1));
    lines
}

/// The lines above the table, with at most `text` lines of description, and blank lines between or not.
fn lines_above(look: &Look, view: &PackView, room: usize, text: usize, air: bool) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let pack = &view.pack;
    let mut lines = vec![
        Line::styled(fit(&pack.name, room).into_owned(), styles.heading),
        Line::styled(fit(&format!("{} · {}", pack.installation_type, pack.id), room).into_owned(), styles.quiet),
        Line::raw(fit(&current_release(look, view, room), room).into_owned()),
    ];
    if text > 0 && !pack.description.is_empty() {
        lines.extend(description(look, &pack.description, room, text));
    }
    lines.extend(asked(look, view, room));
    lines.extend(waiting(look, view, room));
    let scheduled = scheduled(look, view, room, air);
    if air && !scheduled.is_empty() {
        lines.push(Line::default());
    }
    lines.extend(scheduled);
    if air {
        lines.push(Line::default());
    }
    lines
}

/// As many lines of the description; where there are more, the last one says the key that shows them.
fn description(look: &Look, text: &str, room: usize, most: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let mut whole = wrap(text, room);
    let rest = if whole.len() > most { whole.split_off(most - 1) } else { vec![] };
    let mut lines: Vec<Line> = whole.into_iter().map(|line| Line::styled(line, styles.quiet)).collect();
    if !rest.is_empty() {
        let key = look.key_of(&[Scope::IntegrationPacks, Scope::Page], Action::ViewPack);
        let says = " reads on";
        let last = fit(&rest.join(" "), room.saturating_sub(width(&key) + width(says) + 2)).into_owned();
        let last = Span::styled(format!("{last}  "), styles.quiet);
        lines.push(Line::from(vec![last, Span::styled(key, styles.key), Span::styled(says, styles.quiet)]));
    }
    lines
}

fn current_release(look: &Look, view: &PackView, room: usize) -> String {
    let installed = match view.reach.in_accounts() {
        None => "in — accounts".to_owned(),
        Some(0) => "not installed anywhere".to_owned(),
        Some(accounts) => format!("in {}", count(accounts as usize, "account")),
    };
    match view.pack.current() {
        None => "Never released".to_owned(),
        Some(release) => {
            let zone = look.overview.local_zone;
            let day = release.released_at.with_timezone(&zone).format("%-d %b %Y");
            let says = |what: &str| format!("{what} #{}, {day} · {installed}", release.number);
            Some(says("Current release")).filter(|whole| width(whole) <= room).unwrap_or_else(|| says("Current"))
        }
    }
}

/// The open request to the platform.
fn asked(look: &Look, view: &PackView, room: usize) -> Option<Line<'static>> {
    let asked = view.pack.asked.as_ref()?;
    let (at, styles) = (instant_words(asked.asked_at, look.overview.local_zone), &look.theme.styles);
    let text = format!("{} Asked {at}: {}", look.theme.glyphs.warning, asked.state.words());
    Some(Line::styled(fit(&text, room).into_owned(), styles.warning))
}

/// What waits for approval.
fn waiting(look: &Look, view: &PackView, room: usize) -> Vec<Line<'static>> {
    let mut waiting = look.overview.waiting();
    let about = waiting.find(|request| request.requested.pack() == Some(&view.pack.id));
    let Some(request) = about else { return vec![] };
    let (what, given, needed) = (request.requested.words(), request.approvals.len(), request.needed);
    let mark = look.theme.glyphs.waiting;
    let text = format!("{mark} Waits for approval: {what}, by {} · {given} of {needed}", request.by);
    wrap_at_most(&text, room, 2).into_iter().map(|line| Line::styled(line, look.theme.styles.pending)).collect()
}

/// The release date with its window in both zones. Without air they share a line, and the countdown goes.
fn scheduled(look: &Look, view: &PackView, room: usize, air: bool) -> Vec<Line<'static>> {
    let (Some(scheduled), Some(window)) = (&view.pack.scheduled, &view.window) else { return vec![] };
    let overview = &look.overview;
    let styles = &look.theme.styles;
    let status = overview.overdue_rule.status(Some(window), scheduled.blocked.is_some(), overview.now);
    let mark = status_mark(look, status);
    let day = date_words(scheduled.release_on_date);
    let counted = countdown(overview.now, window.start);
    // What comes first is said where there is room for it.
    let (heads, style) = match status {
        ScheduleStatus::Overdue => {
            ([format!("Overdue: was due on {day} · {counted}"), format!("Overdue: {day} · {counted}")], styles.danger)
        }
        ScheduleStatus::Blocked => {
            ([format!("Blocked: scheduled for {day}"), format!("Blocked: {day}")], styles.danger)
        }
        ScheduleStatus::Ahead | ScheduleStatus::Due if !air => {
            let (own, local) = (window.hours_in(window.zone), window.hours_in(overview.local_zone));
            let local = if own == local { String::new() } else { format!(" · {local}") };
            ([format!("{day}, {own}{local}"), format!("{day}, {own}")], styles.pending)
        }
        ScheduleStatus::Ahead | ScheduleStatus::Due => {
            ([format!("Scheduled for {day} · {counted}"), format!("{day} · {counted}")], styles.pending)
        }
    };
    let [long, short] = heads.map(|head| format!("{} {head}", mark.content));
    let head = if width(&long) <= room { long } else { short };
    let mut lines = vec![Line::styled(fit(&head, room).into_owned(), style)];
    if let Some(reason) = &scheduled.blocked {
        lines.push(Line::styled(fit(&format!("  {reason}"), room).into_owned(), styles.danger));
    }
    if !air {
        return lines;
    }
    let (own, local) = (window.hours_in(window.zone), window.hours_in(overview.local_zone));
    let both = format!("  {own} · {local}");
    let hours = match format!("{both} (your time)") {
        _ if own == local => format!("  {own}"),
        whole if width(&whole) <= room => whole,
        _ => both,
    };
    lines.push(Line::raw(fit(&hours, room).into_owned()));
    if view.pack.applied_early() > 0 {
        let early = format!("  {}", sentences::applied_early(view.pack.applied_early()));
        lines.push(Line::styled(fit(&early, room).into_owned(), styles.quiet));
    }
    lines
}

fn draw_components(page: &IntegrationPacksPage, look: &Look, view: &PackView, area: Rect, buf: &mut Buffer) {
    let [title, body] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(area);
    let words = look.words();
    let heading = format!("{} ({})", words.components, view.rows.len());
    buf.set_stringn(title.x + 1, title.y, &heading, usize::from(title.width), look.theme.styles.heading);
    let latest = words.latest.to_lowercase();
    let sorts: [&str; SORTS] = ["name", "type", "current version", "pending version", &latest];
    let sorted = format!("sorted by {}", sorts[page.sort]);
    let at = title.right().saturating_sub(cells(&sorted));
    if at > title.x + cells(&heading) + 2 {
        buf.set_stringn(at, title.y, &sorted, width(&sorted), look.theme.styles.quiet);
    }
    if view.rows.is_empty() {
        let text = "No components yet.";
        buf.set_stringn(body.x + 1, body.y, text, usize::from(body.width), look.theme.styles.quiet);
        return;
    }
    // Names come before types, which details tell, too; versions before names, as far as they are not long.
    let longest = view.rows.iter().map(|row| cells(&row.component_name)).max().unwrap_or(0);
    let version =
        |row: &ComponentRow| [&row.current, &row.latest].into_iter().flatten().map(|v| cells(v.as_str())).max();
    let versions = view.rows.iter().filter_map(version).max().unwrap_or(0);
    let waiting = view.rows.iter().map(|row| cells_of(&self::pending(look, row))).max().unwrap_or(0);
    let (current, pending) = (versions.clamp(7, LONG_VERSION), waiting.clamp(9, LONG_VERSION));
    let latest = cells(words.latest_short).max(current);
    // In little room the columns stand closer, then the latest version gives way, before the others are cut.
    let gap = if area.width > current + pending + latest + LEAST_NAME + 6 { 2 } else { 1 };
    let (current, pending) =
        if area.width > current + pending + LEAST_NAME + 2 * gap { (current, pending) } else { (7, 9) };
    let names =
        longest.clamp(LEAST_NAME, area.width.saturating_sub(current + pending + latest + 3 * gap + 1).max(LEAST_NAME));
    let columns = [
        Column::new("Component Name", names).want(longest).grow(3).names(),
        Column::new("Component Type", 7).short("Type").drop_at(2),
        Column::new("Current Version", current).short("Current").want(versions).grow(1),
        Column::new("Pending Version", pending).short("Pending").want(waiting).grow(1),
        Column::new(words.latest, latest).short(words.latest_short).want(versions).grow(1).drop_at(1),
    ];
    let row = |at: usize| component_row(look, &view.rows[page.order[at]]);
    let table = Table::new(look.theme, &columns, &page.table, page.order.len(), &row);
    let table = table.gap(gap).sorted(page.sort).focused(page.focus == Focus::Table);
    (&table).render(body, buf);
}

fn component_row<'a>(look: &Look, row: &'a ComponentRow) -> Row<'a> {
    let version = |version: &'a Option<Version>| match version {
        Some(version) => Line::raw(version.as_str()),
        None => Line::styled(look.theme.glyphs.none, look.theme.styles.quiet),
    };
    Row::new([
        Line::raw(row.component_name.as_str()),
        Line::raw(type_word(row.component_type)),
        version(&row.current),
        pending(look, row),
        version(&row.latest),
    ])
}

fn pending<'a>(look: &Look, row: &'a ComponentRow) -> Line<'a> {
    let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
    // What was removed and is in the scheduled release unchanged is dropped by the release after that.
    let dropped = row.pending == Pending::Deleted || row.deleted && row.pending == Pending::Nothing;
    let (mark, text, style): (&str, &str, Style) = match (&row.pending, row.held_back) {
        _ if dropped => (glyphs.removed, "Deleted", styles.removed),
        (Pending::Version(version), _) if row.current.is_none() => (glyphs.added, version.as_str(), styles.added),
        (Pending::Version(version), _) if row.direction.is_lt() => (glyphs.down, version.as_str(), styles.rollback),
        (Pending::Version(version), _) => (glyphs.up, version.as_str(), styles.upgrade),
        (_, Some(held)) => return Line::styled(format!("held #{}", held.by), styles.rollback),
        (_, None) => return Line::default(),
    };
    let warning =
        row.warning().filter(|_| !dropped).map(|_| Span::styled(format!(" {}", glyphs.warning), styles.warning));
    let pending = [Span::styled(mark, style), Span::raw(" "), Span::styled(text, style)];
    Line::from(pending.into_iter().chain(warning).collect::<Vec<_>>())
}

fn cells_of(line: &Line) -> u16 {
    u16::try_from(line.width()).unwrap_or(u16::MAX)
}

fn cells(text: &str) -> u16 {
    u16::try_from(width(text)).unwrap_or(u16::MAX)
}
