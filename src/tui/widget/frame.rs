//! The frame of a modal dialog.

use std::borrow::Cow;

use ratatui::{
    buffer::{Buffer, CellWidth},
    layout::{Rect, Size},
    style::Style,
    text::Line,
    widgets::{Block, Clear, Widget},
};

use crate::text::fit;
use crate::tui::theme::Theme;

/// A centred frame around content of a given size.
pub struct Frame<'a> {
    theme: &'a Theme,
    title: Cow<'a, str>,
    content: Size,
    style: Style,
}

impl<'a> Frame<'a> {
    /// A dialog for content of this size, which the frame and a cell of air at either side are added to.
    pub fn new(theme: &'a Theme, title: impl Into<Cow<'a, str>>, content: Size) -> Self {
        Self { theme, title: title.into(), content, style: theme.styles.accent }
    }

    /// Framed as something dangerous.
    #[must_use]
    pub fn danger(self) -> Self {
        Self { style: self.theme.styles.danger, ..self }
    }

    /// Where the dialog stands on a screen: centred, and clamped to the screen last.
    pub fn area(&self, screen: Rect) -> Rect {
        let width = self.content.width.saturating_add(4).min(screen.width);
        let height = self.content.height.saturating_add(2).min(screen.height);
        let x = screen.x + (screen.width - width) / 2;
        let y = screen.y + (screen.height - height) / 2;
        Rect { x, y, width, height }
    }

    /// Clears what lies beneath, draws the frame, and answers where the content goes; perhaps smaller than asked for.
    ///
    /// A wide character that the left edge cuts in half is blanked: terminals draw it over the frame otherwise.
    pub fn draw(&self, screen: Rect, buf: &mut Buffer) -> Rect {
        let screen = screen.intersection(buf.area);
        let area = self.area(screen);
        for y in area.top()..area.bottom() {
            if let Some(cell) =
                area.x.checked_sub(1).and_then(|x| buf.cell_mut((x, y))).filter(|cell| cell.cell_width() > 1)
            {
                cell.set_symbol(" ");
            }
        }
        Clear.render(area, buf);
        let room = usize::from(area.width).saturating_sub(4);
        let mut block = Block::bordered().border_set(self.theme.glyphs.border).border_style(self.style);
        if room > 0 && !self.title.is_empty() {
            let title = format!(" {} ", fit(&self.title, room));
            block = block.title(Line::styled(title, self.theme.styles.heading));
        }
        let inner = block.inner(area);
        block.render(area, buf);
        if inner.width > 2 { Rect { x: inner.x + 1, width: inner.width - 2, ..inner } } else { inner }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{lines, sweep};

    #[test]
    fn is_centred_and_clamped() {
        let theme = Theme::default();
        let frame = Frame::new(&theme, "Select Version", Size::new(20, 3));
        let mut buf = Buffer::empty(Rect::new(0, 0, 30, 7));
        for y in 0..7 {
            buf.set_string(0, y, "携".repeat(15), Style::new());
        }
        let inner = frame.draw(buf.area, &mut buf);
        assert_eq!(inner, Rect::new(5, 2, 20, 3));
        assert_eq!(buf[(2, 1)].symbol(), " ", "half a character is none");
        assert!(lines(&buf)[1].contains("┌ Select Version ──────┐"), "{:?}", lines(&buf));
        assert_eq!(frame.area(Rect::new(0, 0, 10, 4)), Rect::new(0, 0, 10, 4));
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        sweep(|area, buf| {
            let inner = Frame::new(&theme, "A title", Size::new(12, 4)).danger().draw(area, buf);
            assert!(inner.is_empty() || area.intersection(inner) == inner);
        });
    }
}
