//! What pages with a list of names at the left have in common: where it stands, and how it looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
    widgets::Widget,
};

use super::browser::{Browser, Listed, Viewed};
use crate::tui::{
    layout::{Split, Track, readable},
    look::Look,
    widget::{Column, Row, Table, inset, put_lines, put_styled},
};

/// Cells in which a table of what is chosen has all columns with their whole titles.
const WHOLE: u16 = 110;

/// Below this width the list and what is chosen in it take turns.
const TWO_PANES: u16 = 76;

/// Cells in which what is chosen says its kind, its id and its dates whole.
const BESIDE: u16 = 57;

/// From this height on there is a line of air above what a page says where it lists nothing.
const AIRY: u16 = 17;

/// The list, and what is chosen in it; in little room only the one that has the focus.
///
/// The list has `least` cells, and as many more as its names need beside `marks` cells of their own, up to two fifths of
/// the width. Once what is chosen has the focus, the list leaves it the room that it needs. Names that are too long for
/// that are cut anyway, so for their sake the list takes only the room that is left over.
pub(super) fn panes<E: Listed, V: Viewed<Id = E::Id>>(
    area: Rect,
    browser: &Browser<E, V>,
    (least, marks): (u16, u16),
    list_has_focus: bool,
) -> (Option<Rect>, Option<Rect>) {
    let inner = inset(area);
    if area.width < TWO_PANES {
        return if list_has_focus { (Some(inner), None) } else { (None, Some(inner)) };
    }
    let left = if list_has_focus { area.width } else { inner.width.saturating_sub(BESIDE + 1) };
    let most = (area.width * 2 / 5).min(left).max(least);
    let unused = inner.width.saturating_sub(WHOLE + 1);
    let names = browser.widest(most.saturating_sub(marks + 1));
    let list = names.cells.saturating_add(marks + 1).max(if names.has_longer { unused } else { 0 }).clamp(least, most);
    let [left, _, right] = Split::horizontal([Track::Length(list), Track::Length(1), Track::Fill(1)]).areas(inner);
    (Some(left), Some(readable(right)))
}

/// The least width of a list of names, where nothing else is said.
pub(super) fn least(area: Rect) -> u16 {
    (area.width / 10 * 3).clamp(22, 40)
}

/// A list of names under its filter.
///
/// ```text
///   / filter     by name    what it says of itself
///  ▌Aalto          3 ◷      names, and what stands beside them
///   Bergmann       1
/// ```
pub(super) struct NameList<'a, E: Listed, V> {
    pub(super) browser: &'a Browser<E, V>,
    /// What stands at the right of the filter.
    pub(super) says: &'a str,
    /// What stands beside the names.
    pub(super) beside: &'a [Column<'a>],
    pub(super) row: &'a dyn Fn(&'a E) -> Row<'a>,
    /// What stands above a row, where it begins something.
    pub(super) heading: &'a dyn Fn(usize) -> Option<String>,
    pub(super) focused: bool,
}

impl<E: Listed, V: Viewed<Id = E::Id>> NameList<'_, E, V> {
    /// Draws it; returns where the terminal's cursor goes.
    pub(super) fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let list = &self.browser.list;
        let [top, body] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(area);
        let cursor = list.filter().draw(look.theme, "filter", self.says, behind_air(top), buf);
        if list.shown().is_empty() {
            put_lines(&["No match"], look.theme.styles.quiet, behind_air(body), buf);
            return cursor;
        }
        let columns: Vec<Column> =
            [Column::new("", 8).grow(1).names()].into_iter().chain(self.beside.iter().cloned()).collect();
        let row = |at: usize| {
            let row = (self.row)(self.browser.row(at));
            match (self.heading)(at) {
                Some(heading) => row.above(Line::styled(heading, look.theme.styles.quiet)),
                None => row,
            }
        };
        let tall = |at: usize| 1 + u16::from((self.heading)(at).is_some());
        let table = Table::new(look.theme, &columns, list.scroll(), list.shown().len(), &row).tall(&tall);
        (&table.gap(1).focused(self.focused)).render(body, buf);
        cursor
    }
}

fn behind_air(area: Rect) -> Rect {
    Rect { x: area.x + 1, width: area.width.saturating_sub(1), ..area }
}

/// Lines of air above what a page says where it lists nothing.
pub(super) fn air(area: Rect) -> u16 {
    u16::from(area.height >= AIRY)
}

/// What a page says where it lists nothing.
pub(super) fn put_nothing(lines: &[Line], area: Rect, buf: &mut Buffer) {
    let air = air(area);
    put_styled(lines, Rect { y: area.y + air, height: area.height - air, ..area }, buf);
}
