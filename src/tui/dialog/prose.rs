//! A dialog that is lines of text, scrolled where it is longer than the screen.

use std::any::Any;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    text::Line,
};

use crate::{
    text::{fit, fit_line, width},
    tui::{
        command::{Command, Commands, Dialog},
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Frame, Scrolled, cells, inset, rule},
    },
};

/// A dialog that is only read: keys move through it, or leave it.
pub(super) trait ReadOnly: Any {
    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer);

    /// How far it is scrolled; none where it is never longer than the screen.
    fn scroll(&mut self) -> Option<&mut Scrolled> {
        None
    }
}

impl<T: ReadOnly> Dialog for T {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Prose]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        scroll_or_leave(action, self.scroll().unwrap_or(&mut Scrolled::default()))
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        ReadOnly::draw(self, look, screen, buf);
        None
    }
}

/// Moves through a text that is longer than its dialog, or leaves it.
pub(super) fn scroll_or_leave(action: Action, scroll: &mut Scrolled) -> Commands {
    if let Some(motion) = action.motion() {
        scroll.step(motion);
    }
    if action == Action::Back { vec![Command::Leave] } else { vec![] }
}

/// Draws lines in a dialog of at most `widest` cells.
pub(super) fn draw(
    look: &Look,
    title: &str,
    lines: &[Line],
    scroll: Option<&Scrolled>,
    screen: Rect,
    buf: &mut Buffer,
) {
    fill(look, &Frame::new(look.theme, title, size_of(title, lines)), lines, scroll, screen, buf);
}

/// Draws lines in a dialog that is framed as something dangerous.
pub(super) fn draw_danger(look: &Look, title: &str, lines: &[Line], scroll: &Scrolled, screen: Rect, buf: &mut Buffer) {
    fill(look, &Frame::new(look.theme, title, size_of(title, lines)).danger(), lines, Some(scroll), screen, buf);
}

fn size_of(title: &str, lines: &[Line]) -> Size {
    let widest = lines.iter().map(Line::width).max().unwrap_or(0).max(width(title) + 2);
    Size::new(cells(widest), cells(lines.len()))
}

fn fill(look: &Look, frame: &Frame, lines: &[Line], scroll: Option<&Scrolled>, screen: Rect, buf: &mut Buffer) {
    let inner = frame.draw(screen, buf);
    let height = usize::from(inner.height);
    let top = scroll.map_or(0, |scroll| scroll.first(lines.len(), height));
    for (line, y) in lines.iter().skip(top).zip(inner.top()..inner.bottom()) {
        buf.set_line(inner.x, y, &fit_line(line, usize::from(inner.width)), inner.width);
    }
    if let Some(scroll) = scroll.filter(|_| lines.len() > height) {
        let text = format!(" {} ", scroll.seen(lines.len(), height));
        let text = fit(&text, usize::from(inner.width));
        let x = inner.right().saturating_sub(cells(width(&text)));
        buf.set_stringn(x, inner.bottom(), &text, usize::from(inner.width), look.theme.styles.quiet);
    }
}

/// Draws the title of a layer that takes the whole screen, with the name of what it is about at its right; returns what
/// is left.
pub(super) fn draw_title(look: &Look, title: &str, name: &str, screen: Rect, buf: &mut Buffer) -> Rect {
    let [top, line, body] = Split::vertical([Track::Length(1), Track::Length(1), Track::Fill(1)]).areas(screen);
    let top = inset(top);
    buf.set_stringn(top.x, top.y, title, usize::from(top.width), look.theme.styles.heading);
    let room = usize::from(top.width).saturating_sub(width(title) + 3);
    let name = fit(name, room);
    let at = top.right().saturating_sub(cells(width(&name)));
    buf.set_stringn(at, top.y, &name, room, look.theme.styles.accent);
    rule(look.theme, inset(line), buf);
    body
}
