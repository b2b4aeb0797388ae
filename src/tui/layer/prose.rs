//! A dialog that is lines of text, scrolled where it is longer than the screen.

use std::cell::Cell;

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    style::Style,
    text::Line,
};

use crate::{
    text::{fit, fit_line, width},
    tui::{
        app::App,
        layout::{Constraint, Layout},
        view::{inset, rule},
        widget::{Dialog, Motion},
    },
};

/// Which line is the first that shows. What was drawn last is remembered, as only drawing knows the height.
#[derive(Debug, Clone, Default)]
pub(in crate::tui) struct Scrolled {
    top: Cell<usize>,
    height: Cell<usize>,
}

impl Scrolled {
    /// Moves; the drawing keeps it within the text.
    pub(in crate::tui) fn step(&mut self, motion: Motion) {
        let (top, page) = (self.top.get(), self.height.get().saturating_sub(1).max(1));
        self.top.set(match motion {
            Motion::Up => top.saturating_sub(1),
            Motion::Down => top.saturating_add(1),
            Motion::PageUp => top.saturating_sub(page),
            Motion::PageDown => top.saturating_add(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        });
    }

    /// The first line that shows of so many, in an area of this height.
    pub(in crate::tui) fn first(&self, lines: usize, height: usize) -> usize {
        self.top.set(self.top.get().min(lines.saturating_sub(height)));
        self.height.set(height);
        self.top.get()
    }
}

/// Draws lines in a dialog of at most `widest` cells.
pub(in crate::tui) fn draw(
    app: &App,
    title: &str,
    lines: &[Line],
    scroll: Option<&Scrolled>,
    screen: Rect,
    buf: &mut Buffer,
) {
    fill(app, &Dialog::new(&app.theme, title, size_of(title, lines)), lines, scroll, screen, buf);
}

/// The same, framed as something dangerous.
pub(in crate::tui) fn draw_danger(
    app: &App,
    title: &str,
    lines: &[Line],
    scroll: &Scrolled,
    screen: Rect,
    buf: &mut Buffer,
) {
    fill(app, &Dialog::new(&app.theme, title, size_of(title, lines)).danger(), lines, Some(scroll), screen, buf);
}

fn size_of(title: &str, lines: &[Line]) -> Size {
    let widest = lines.iter().map(Line::width).max().unwrap_or(0).max(width(title) + 2);
    Size::new(cells(widest), cells(lines.len()))
}

fn fill(app: &App, dialog: &Dialog, lines: &[Line], scroll: Option<&Scrolled>, screen: Rect, buf: &mut Buffer) {
    let inner = dialog.draw(screen, buf);
    let height = usize::from(inner.height);
    let most = lines.len().saturating_sub(height);
    let top = scroll.map_or(0, |scroll| scroll.first(lines.len(), height));
    for (line, y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        buf.set_line(inner.x, y, &fit_line(line, usize::from(inner.width)), inner.width);
    }
    if most > 0 {
        let text = format!(" {}–{} of {} ", top + 1, top + height, lines.len());
        let text = fit(&text, usize::from(inner.width));
        let x = inner.right().saturating_sub(cells(width(&text)));
        buf.set_stringn(x, inner.bottom(), &text, usize::from(inner.width), app.theme.styles.quiet);
    }
}

/// Puts lines into an area, a line each, as far as there is room.
pub(in crate::tui) fn put_lines<T: AsRef<str>>(lines: &[T], style: Style, area: Rect, buf: &mut Buffer) {
    for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
        let room = usize::from(area.width);
        buf.set_stringn(area.x, y, fit(line.as_ref(), room), room, style);
    }
}

/// Draws the title of a layer that takes the whole screen, with the name of what it is about at its right; answers what
/// is left.
pub(in crate::tui) fn draw_title(app: &App, title: &str, name: &str, screen: Rect, buf: &mut Buffer) -> Rect {
    let [top, line, body] =
        Layout::vertical([Constraint::Length(1), Constraint::Length(1), Constraint::Fill(1)]).areas(screen);
    let top = inset(top);
    buf.set_stringn(top.x, top.y, title, usize::from(top.width), app.theme.styles.heading);
    let room = usize::from(top.width).saturating_sub(width(title) + 3);
    let name = fit(name, room);
    let at = top.right().saturating_sub(cells(width(&name)));
    buf.set_stringn(at, top.y, &name, room, app.theme.styles.accent);
    rule(app, inset(line), buf);
    body
}

/// The width that prose in a dialog is wrapped to.
pub(in crate::tui) fn measure(screen: Rect) -> usize {
    usize::from(screen.width).saturating_sub(6).clamp(1, 88)
}

/// Lines set in by two cells: what is said under a field.
pub(in crate::tui) fn indented(lines: &[String]) -> Vec<String> {
    lines.iter().map(|line| format!("  {line}")).collect()
}

/// An area with the column before it, in which the mark of the focus stands.
pub(in crate::tui) fn wider(area: Rect) -> Rect {
    Rect { x: area.x.saturating_sub(1), width: area.width.saturating_add(1), ..area }
}

/// So many lines or cells.
pub(in crate::tui) fn cells(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
