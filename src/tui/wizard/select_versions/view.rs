//! How step 1 looks.
//!
//! ```text
//!    / component                                                     only changes  where the rows are narrowed
//!    Component Name          Type     Current   Pending Version
//!  ▌ Create Invoice          Process  1.4     ▲ 1.5      Select another version    link in the pending column
//!    Dunning Letters         Process  3.1     ✕ Deleted  removed by this release   or why there is none
//!    …
//!                                                                         5 of 12
//!    1 upgrade · 1 rollback · 1 added · 1 removed · 8 unchanged                    what would change
//!
//!                                         [ Cancel ]  [ View Details ]  [ Next ]
//! ```
//!
//! Names and versions have the room before the link: where all of them leave none for it, it stands on the selected row
//! alone, behind its version.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
    widgets::Widget,
};

use crate::{
    domain::{Change, Refusal, SelectionRow},
    text::{width, wrap},
    tui::{
        changes,
        keys::Action,
        layout::{Split, Track},
        look::{Look, type_word},
        widget::{Button, Buttons, Column, Row, Table, cells, put_lines, put_styled},
        wizard::{Wizard, frame},
    },
};

const LINK: &str = "Select another version";

/// Cells of a version at most, where the names need the room.
const VERSION: u16 = 20;

fn labels(wizard: &Wizard) -> Vec<Cow<'static, str>> {
    ["Cancel", "View Details", wizard.way_on()].map(Cow::from).to_vec()
}

/// Draws the step; returns where the terminal's cursor goes.
pub(in crate::tui::wizard) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let body = frame::draw(look, wizard, area, buf);
    let buttons = Button::row(labels(wizard), wizard.draft.selection.check().is_ok());
    let buttons = Buttons::new(look.theme, &buttons, wizard.versions.form.button());
    let lines = summary(look, wizard, usize::from(body.width).saturating_sub(1));
    let (filter, only) = (wizard.versions.form.list.filter(), wizard.versions.shows_only_changes());
    let [narrowed, table, summary, _, row] = Split::vertical([
        Track::Length(u16::from(filter.typing || filter.is_active() || only)),
        Track::Fill(1),
        Track::Length(u16::try_from(lines.len()).unwrap_or(1)),
        Track::Length(u16::from(body.height > 12)),
        Track::Length(buttons.height(body.width)),
    ])
    .areas(body);
    draw_table(look, wizard, table, buf);
    put_styled(&lines, summary, buf);
    (&buttons).render(row, buf);
    let narrowed = Rect { x: narrowed.x + 1, width: narrowed.width.saturating_sub(1), ..narrowed };
    filter.draw(look.theme, "component", if only { "only changes" } else { "" }, narrowed, buf)
}

fn draw_table(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) {
    let (rows, list) = (wizard.draft.selection.rows(), &wizard.versions.form.list);
    if list.shown().is_empty() {
        put_lines(&["No match"], look.theme.styles.quiet, Rect { x: area.x + 1, ..area }, buf);
        return;
    }
    let room = Room::of(rows, area.width);
    let columns = room.columns();
    let selected = list.scroll().selected();
    let row = |at: usize| row(look, wizard, &room, &rows[list.shown()[at]], at == selected);
    let said = |row: &SelectionRow| wizard.draft.warning(row).is_some() || room.newer_below(row).is_some();
    let tall = |at: usize| 1 + u16::from(said(&rows[list.shown()[at]]));
    let table = Table::new(look.theme, &columns, list.scroll(), list.shown().len(), &row);
    (&table.tall(&tall).focused(wizard.versions.form.is_on_list())).render(area, buf);
}

/// How the rows share the width: names and versions first.
struct Room {
    name: u16,
    current: u16,
    pending: u16,
    /// Cells of the last column: of the link, and of what is newer beside it. None where the link stands on the
    /// selected row alone, behind its version.
    aside: Option<u16>,
    /// Cells of the longest reason why a row has no link; it gets them where there are any to spare.
    why: u16,
}

impl Room {
    fn of(rows: &[SelectionRow], room: u16) -> Self {
        let widest = |text: &dyn Fn(&SelectionRow) -> usize| cells(rows.iter().map(text).max().unwrap_or(0));
        let name = widest(&|row| width(&row.component.name)).max(16);
        let current = widest(&|row| row.current.as_ref().map_or(0, |version| width(version.as_str()))).max(7);
        let pending = widest(&|row| 2 + width(row.pending())).max(7);
        let newer = widest(&|row| newer(row).map_or(0, |text| 2 + width(&text)));
        let why = widest(&|row| row.why_fixed().map_or(0, width));
        let link = cells(width(LINK));
        let spare = room.checked_sub(name + 7 + current + pending + link + 9);
        let aside = spare.map(|spare| if spare < newer { link } else { link + newer });
        if aside.is_some() {
            return Self { name, current, pending, aside, why };
        }
        let (current, pending) = (current.min(VERSION), pending.min(VERSION));
        let name = name.min(room.saturating_sub(current + pending + 5)).max(16);
        // What the last column gets; the type goes where it would take the room of the link.
        let rest = room.saturating_sub(name + current + 5);
        let pending = if rest >= 9 + pending + 2 + link { rest - 9 } else { rest };
        Self { name, current, pending, aside, why }
    }

    /// The newer version that was left behind, where it has no room beside the pending one. A rollback is left
    /// out, because its mark tells it already.
    fn newer_below(&self, row: &SelectionRow) -> Option<String> {
        let newer = newer(row).filter(|_| self.aside.is_none() && row.change() != Change::Rollback)?;
        (2 + width(row.pending()) + 2 + width(&newer) > usize::from(self.pending)).then_some(newer)
    }

    fn columns(&self) -> Vec<Column<'static>> {
        let Self { name, current, pending, .. } = *self;
        let Some(aside) = self.aside else {
            return vec![
                Column::new("Component Name", name).names(),
                Column::new("Type", 7).drop_at(1),
                Column::new("Current", current),
                Column::new("Pending", pending),
            ];
        };
        vec![
            Column::new("Component Name", name).grow(3).names(),
            Column::new("Component Type", 7).short("Type"),
            Column::new("Current Version", current).short("Current").grow(1),
            Column::new("Pending Version", pending).short("Pending").grow(2),
            Column::new("", aside).want(self.why),
        ]
    }
}

fn row<'a>(look: &Look, wizard: &Wizard, room: &Room, row: &'a SelectionRow, selected: bool) -> Row<'a> {
    let styles = &look.theme.styles;
    let none = || Line::styled(look.theme.glyphs.none, styles.quiet);
    let current = row.current.as_ref().map_or_else(none, |version| Line::raw(version.as_str()));
    let warning = warning(look, wizard, row);
    let (sign, style) = changes::mark(look.theme, row.change());
    let mut pending = Line::from(vec![Span::styled(sign, style), Span::raw(" "), Span::styled(row.pending(), style)]);
    let links = room.aside.is_some() || pending.width() + 2 + width(LINK) <= usize::from(room.pending);
    let mut aside = aside(look, room, row, selected && links, warning.is_some());
    if room.aside.is_none() && pending.width() + 2 + aside.width() <= usize::from(room.pending) {
        pending.spans.push(Span::raw("  "));
        pending.spans.append(&mut aside.spans);
    }
    let name = Line::raw(row.component.name.as_str());
    let cells = Row::new([name, Line::raw(type_word(row.component.component_type)), current, pending, aside]);
    match warning {
        Some(warning) => cells.below(Line::styled(warning, styles.rollback)),
        None => match room.newer_below(row) {
            Some(newer) => cells.below(Line::styled(newer, styles.quiet)),
            None => cells,
        },
    }
}

/// What stands beside the pending version: the link, or why there is none, and the newer version that was left behind.
fn aside(look: &Look, room: &Room, row: &SelectionRow, selected: bool, warned: bool) -> Line<'static> {
    let styles = &look.theme.styles;
    if let Some(why) = row.why_fixed() {
        let removed = matches!(row.can_select(), Err(Refusal::RemovedFromPack { .. }));
        return Line::styled(why, if removed { styles.quiet } else { styles.error });
    }
    let newer = newer(row).filter(|_| !warned).map(|text| Span::styled(text, styles.quiet));
    let link = Span::styled(LINK, styles.accent);
    let has_room_for_both = room.aside.is_some_and(|cells| usize::from(cells) > width(LINK));
    match newer {
        Some(newer) if has_room_for_both => Line::from(vec![link, Span::raw("  "), newer]),
        Some(newer) if !selected => Line::from(newer),
        _ if selected || room.aside.is_some() => Line::from(link),
        _ => Line::default(),
    }
}

/// `1.5 is newer`, where an older version is chosen.
fn newer(row: &SelectionRow) -> Option<String> {
    row.newer().map(|version| format!("{version} is newer"))
}

/// What to know about a row, with the key that mends it.
fn warning(look: &Look, wizard: &Wizard, row: &SelectionRow) -> Option<String> {
    let warning = wizard.draft.warning(row)?;
    if !warning.restorable {
        return Some(warning.text);
    }
    Some(format!("{}; {} restores it", warning.text, look.key_of(&wizard.scopes(), Action::RestoreVersion)))
}

/// What would change; where nothing can be released, why not and the way out.
fn summary(look: &Look, wizard: &Wizard, room: usize) -> Vec<Line<'static>> {
    let (text, style) = match wizard.draft.selection.check() {
        Ok(()) => (wizard.draft.selection.counts().to_string(), Style::new()),
        Err(refusal) => (refusal.with_hint(), look.theme.styles.error),
    };
    wrap(&text, room).into_iter().map(|line| Line::styled(line, style)).collect()
}
