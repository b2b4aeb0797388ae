//! Narrowing a list by typing.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use super::{
    theme::Theme,
    widget::{Edit, Field, FieldView},
};
use crate::{engine::rank, text::width};

/// A list's filter: its text, and whether keys go to it.
#[derive(Debug, Clone, Default)]
pub(super) struct Filter {
    /// The text.
    pub field: Field,
    /// Keys go to the text.
    pub typing: bool,
}

impl Filter {
    /// Starts typing, from an empty text.
    pub(super) fn open(&mut self) {
        self.field.clear();
        self.typing = true;
    }

    /// Keeps the text and gives the keys back to the list.
    pub(super) fn keep(&mut self) {
        self.typing = false;
    }

    /// Forgets the text; true if there was any.
    pub(super) fn clear(&mut self) -> bool {
        self.typing = false;
        let had = !self.field.is_empty();
        self.field.clear();
        had
    }

    /// Edits the text; true if it changed.
    pub(super) fn edit(&mut self, edit: &Edit) -> bool {
        self.typing && self.field.edit(edit)
    }

    /// Whether it narrows anything.
    #[must_use]
    pub(super) fn is_active(&self) -> bool {
        !self.field.text().trim().is_empty()
    }

    /// Draws it as `/ text`, with what it says at the right; answers where the terminal's cursor goes.
    pub(super) fn draw(
        &self,
        theme: &Theme,
        placeholder: &str,
        says: &str,
        area: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        if area.is_empty() {
            return None;
        }
        let wide = u16::try_from(width(says)).unwrap_or(u16::MAX).min(area.width);
        buf.set_stringn(area.right() - wide, area.y, says, usize::from(wide), theme.styles.quiet);
        let style = if self.typing { theme.styles.accent } else { theme.styles.quiet };
        buf.set_stringn(area.x, area.y, "/", 1, style);
        let field = Rect { x: area.x + 2, width: area.width.saturating_sub(wide + 3), height: 1, ..area };
        let view = FieldView::new(theme, &self.field).bare().placeholder(placeholder).focused(self.typing);
        (&view).render(field, buf);
        view.cursor(field)
    }

    /// Indices of the names that match, the best first and equals in their order; all of them without a text.
    #[must_use]
    pub(super) fn rank<'a>(&self, names: impl Iterator<Item = &'a str>) -> Vec<usize> {
        rank(self.field.text(), names)
    }
}
