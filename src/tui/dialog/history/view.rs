//! How the history looks.
//!
//! ```text
//!  History                                                          Order to Cash
//!  ──────────────────────────────────────────────────────────────────────────────
//!  ▌#7  4 Nov 2026  RELEASE      3 changed   #7 · RELEASE · by m.ruiz              the releases · the selected one
//!   #6  1 Oct 2026  ROLLBACK #4  1 changed   4 Nov 2026, 06:00 CET
//!   #5  …                                    Retry on 409
//!                                            ▲ Create Invoice   1.3 → 1.4          differences from the one before
//!                                            = 9 unchanged
//! ```
//!
//! In little room the selected release stands below the list.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::{Line, Span},
    widgets::{Clear, Widget},
};

use super::HistoryDialog;
use crate::{
    domain::{ChangeCounts, Override, ReleaseKind, instant_words},
    engine::HistoryEntry,
    text::{width, wrap},
    tui::{
        changes,
        dialog::prose::draw_title,
        layout::{Split, Track, readable},
        look::Look,
        widget::{Column, Row, Table, cells, inset, put_lines, put_styled, rule},
    },
};

/// Below this width the selected release stands under the list.
const TWO_COLUMNS: u16 = 96;

/// The list's least width beside the selected release.
const LIST: u16 = 58;

/// Its cells beside the kinds and those who released.
const LIST_BESIDE: u16 = 35;

/// What the selected release keeps beside longer names.
const DETAIL: u16 = 52;

/// Draws it over the whole screen.
pub(super) fn draw(look: &Look, state: &HistoryDialog, screen: Rect, buf: &mut Buffer) {
    Clear.render(screen, buf);
    let screen = readable(screen);
    let body = inset(draw_title(look, "History", &state.history.pack.name, screen, buf));
    if state.history.entries.is_empty() {
        buf.set_stringn(body.x + 1, body.y, "Never released", usize::from(body.width), look.theme.styles.quiet);
        return;
    }
    let listed = u16::try_from(state.history.entries.len()).unwrap_or(u16::MAX);
    let (list, detail) = if body.width >= TWO_COLUMNS {
        let most = body.width.saturating_sub(DETAIL).max(LIST);
        let list = Track::Length(wanted(look, state).clamp(LIST, most));
        let [list, _, detail] = Split::horizontal([list, Track::Length(2), Track::Fill(1)]).areas(body);
        (list, detail)
    } else {
        // The title and the selected release stay where it is gone through.
        let most = if state.on_detail { 2 } else { (body.height / 2).max(3) };
        let [list, line, detail] =
            Split::vertical([Track::Length(listed.saturating_add(1).min(most)), Track::Length(1), Track::Fill(1)])
                .areas(body);
        rule(look.theme, line, buf);
        (list, detail)
    };
    draw_list(look, state, list, buf);
    draw_detail(look, state, detail, buf);
}

fn draw_list(look: &Look, state: &HistoryDialog, area: Rect, buf: &mut Buffer) {
    let columns = [
        Column::new("Release", 7),
        Column::new("Released", 11),
        Column::new("Kind", 7).want(kinds(look, state)),
        Column::new("Changed", 7).right(),
        Column::new("By", 8).want(authors(state)).grow(1).drop_at(1),
    ];
    let gap = if wanted(look, state) <= area.width { 2 } else { 1 };
    let row = |at: usize| row(look, &state.history.entries[at]);
    let table = Table::new(look.theme, &columns, &state.list, state.history.entries.len(), &row);
    (&table.gap(gap).focused(!state.on_detail)).render(area, buf);
}

/// Cells in which the list has all its columns whole.
fn wanted(look: &Look, state: &HistoryDialog) -> u16 {
    LIST_BESIDE.saturating_add(kinds(look, state)).saturating_add(authors(state))
}

/// Cells of the widest kind.
fn kinds(look: &Look, state: &HistoryDialog) -> u16 {
    cells(state.history.entries.iter().map(|entry| kind(look, entry).width()).max().unwrap_or(0))
}

/// Cells of the widest name of who released.
fn authors(state: &HistoryDialog) -> u16 {
    cells(state.history.entries.iter().map(|entry| width(&entry.release.released_by)).max().unwrap_or(0))
}

fn row<'a>(look: &Look, entry: &'a HistoryEntry) -> Row<'a> {
    let release = &entry.release;
    let day = look.day(release.released_at);
    let changed = ChangeCounts::of(entry.changes.iter().map(|row| row.change)).changed();
    Row::new([
        Line::raw(format!("#{}", release.number)),
        Line::raw(day),
        kind(look, entry),
        Line::raw(changed.to_string()),
        Line::raw(release.released_by.as_str()),
    ])
}

/// `RELEASE`, `ROLLBACK to #4`, with a mark where it ran late.
fn kind(look: &Look, entry: &HistoryEntry) -> Line<'static> {
    let styles = &look.theme.styles;
    let release = &entry.release;
    let (text, style) = match (release.kind, release.rollback_to) {
        (ReleaseKind::Rollback, Some(to)) => (format!("ROLLBACK to #{to}"), styles.rollback),
        (ReleaseKind::Rollback, None) => ("ROLLBACK".to_owned(), styles.rollback),
        (ReleaseKind::Release, _) => ("RELEASE".to_owned(), Style::new()),
    };
    let late = release.late.map(|_| Span::styled(" late", styles.warning));
    Line::from([Span::styled(text, style)].into_iter().chain(late).collect::<Vec<_>>())
}

fn draw_detail(look: &Look, state: &HistoryDialog, area: Rect, buf: &mut Buffer) {
    let Some(entry) = state.selected() else { return };
    let room = usize::from(area.width).saturating_sub(1);
    let mut lines = about(look, entry, room);
    let heading = match &state.diff {
        Some(_) => {
            format!("#{} compared with the current #{}", entry.release.number, state.history.pack.current_number())
        }
        None if entry.release.number == 1 => "The first release".to_owned(),
        None => format!("Changes from #{}", entry.release.number.saturating_sub(1)),
    };
    lines.push(Line::styled(heading, look.theme.styles.heading));
    let (changes, unchanged) = changes::all(look.theme, state.rows(), room);
    lines.extend(changes.into_iter().chain(changes::staying(look.theme, unchanged)));
    let lines = state.detail.part(lines, usize::from(area.height), look.theme.styles.quiet);
    if state.on_detail {
        look.theme.note_focus(area.x, area.y);
        let bar = Rect { width: 1, ..area };
        put_lines(&vec![look.theme.glyphs.bar; lines.len()], look.theme.styles.accent, bar, buf);
    }
    put_styled(&lines, area, buf);
}

fn about(look: &Look, entry: &HistoryEntry, room: usize) -> Vec<Line<'static>> {
    let styles = &look.theme.styles;
    let release = &entry.release;
    let when = instant_words(release.released_at, look.overview.local_zone);
    let mut lines: Vec<Line> = wrap(&format!("#{} · {when} · by {}", release.number, release.released_by), room)
        .into_iter()
        .map(Line::raw)
        .collect();
    let emergency = release.emergency_words();
    lines.extend(emergency.iter().flat_map(|words| wrap(words, room)).map(|line| Line::styled(line, styles.warning)));
    let late = release.lateness();
    lines.extend(late.iter().flat_map(|late| wrap(late, room)).map(|line| Line::styled(line, styles.warning)));
    let overrides = release.overrides.as_deref().map(Override::words);
    let overrides = overrides.iter().flat_map(|words| wrap(words, room));
    lines.extend(overrides.map(|line| Line::styled(line, styles.warning)));
    let found = release.found(look.overview.local_zone);
    lines.extend(found.iter().flat_map(|found| wrap(found, room)).map(|line| Line::styled(line, styles.quiet)));
    lines.extend(wrap(&release.notes, room).into_iter().map(|line| Line::styled(line, styles.quiet)));
    lines
}
