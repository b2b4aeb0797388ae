//! What stands at the edges: air at the sides, rules, and the bar before what has the focus.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::Line,
    widgets::Widget,
};

use super::FieldView;
use crate::{
    text::fit,
    tui::theme::{Kind, Theme},
};

/// The area without its first and last column: every screen keeps a cell of air at its sides.
pub fn inset(area: Rect) -> Rect {
    Rect { x: area.x + u16::from(area.width > 2), width: area.width.saturating_sub(2), ..area }
}

/// The area with the column before it, in which the mark of the focus stands.
pub fn wider(area: Rect) -> Rect {
    Rect { x: area.x.saturating_sub(1), width: area.width.saturating_add(1), ..area }
}

/// So many lines or cells.
pub fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// A horizontal rule across an area's first line.
pub fn rule(theme: &Theme, area: Rect, buf: &mut Buffer) {
    let line = theme.glyphs.rule.repeat(usize::from(area.width));
    buf.set_stringn(area.x, area.y, line, usize::from(area.width), theme.styles.quiet);
}

/// Puts lines into an area, a line each, as far as there is room.
pub fn put_lines<T: AsRef<str>>(lines: &[T], style: Style, area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let room = usize::from(area.width);
        buf.set_stringn(area.x, y, fit(line.as_ref(), room), room, style);
    }
}

/// Puts styled lines into an area, behind a cell of air, as far as there is room.
pub fn put_styled(lines: &[Line], area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        buf.set_line(area.x + 1, y, line, area.width.saturating_sub(1));
    }
}

/// Draws the selection bar before what has the focus; returns where that goes.
pub fn marked(theme: &Theme, focused: bool, area: Rect, buf: &mut Buffer) -> Rect {
    let area = area.intersection(buf.area);
    theme.note_spot(area, Kind::Control, focused);
    if focused && !area.is_empty() {
        theme.note_focus(area.x, area.y);
        for y in area.top()..area.bottom() {
            buf.set_stringn(area.x, y, theme.glyphs.bar, 1, theme.styles.accent);
        }
    }
    Rect { x: area.x + u16::from(area.width > 0), width: area.width.saturating_sub(1), ..area }
}

/// Draws a field with the selection bar before it where it has the focus; returns where the cursor goes.
pub fn draw_field(theme: &Theme, view: &FieldView, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let field = marked(theme, focused, area, buf);
    view.render(field, buf);
    view.cursor(field)
}
