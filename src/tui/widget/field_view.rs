//! A single line of text as it is drawn.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::Widget,
};

use super::Field;
use crate::text::{clean, fit, width};
use crate::tui::theme::Theme;

/// A field as drawn: `[ text            suffix ]`.
pub struct FieldView<'a> {
    theme: &'a Theme,
    field: &'a Field,
    focused: bool,
    framed: bool,
    placeholder: &'a str,
    suffix: &'a str,
    style: Style,
}

impl<'a> FieldView<'a> {
    /// The field in brackets, without the focus.
    pub fn new(theme: &'a Theme, field: &'a Field) -> Self {
        Self { theme, field, focused: false, framed: true, placeholder: "", suffix: "", style: Style::new() }
    }

    /// Whether keys go to this field.
    #[must_use]
    pub fn focused(self, focused: bool) -> Self {
        Self { focused, ..self }
    }

    /// Without the brackets.
    #[must_use]
    pub fn bare(self) -> Self {
        Self { framed: false, ..self }
    }

    /// What an empty field says.
    #[must_use]
    pub fn placeholder(self, placeholder: &'a str) -> Self {
        Self { placeholder, ..self }
    }

    /// What stands at the right end: a weekday, a drop-down mark.
    #[must_use]
    pub fn suffix(self, suffix: &'a str) -> Self {
        Self { suffix, ..self }
    }

    /// The style of the text: `error`, say.
    #[must_use]
    pub fn style(self, style: Style) -> Self {
        Self { style, ..self }
    }

    /// Where the terminal's cursor goes; `None` without the focus or without room.
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        let inner = self.inner(area);
        if !self.focused || inner.is_empty() {
            return None;
        }
        let (_, before) = self.field.window(usize::from(inner.width));
        let x = inner.x.checked_add(u16::try_from(before).ok()?)?;
        (x < inner.right()).then_some(Position::new(x, inner.y))
    }

    fn inner(&self, area: Rect) -> Rect {
        let frame = if self.framed && area.width > 4 { 2 } else { 0 };
        let inner = Rect { x: area.x + frame, width: area.width - 2 * frame, height: area.height.min(1), ..area };
        let suffix = u16::try_from(width(self.suffix)).unwrap_or(u16::MAX).saturating_add(1);
        if self.suffix.is_empty() || inner.width < suffix.saturating_add(4) {
            inner
        } else {
            Rect { width: inner.width - suffix, ..inner }
        }
    }
}

impl Widget for &FieldView<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let inner = self.inner(area);
        if inner.is_empty() {
            return;
        }
        let styles = &self.theme.styles;
        let frame = if self.focused { styles.accent } else { styles.quiet };
        if inner.x > area.x {
            buf.set_string(area.x, area.y, "[", frame);
            buf.set_string(area.right() - 1, area.y, "]", frame);
        }
        let end = if inner.x > area.x { area.right() - 2 } else { area.right() };
        if inner.right() < end {
            let x = end - u16::try_from(width(self.suffix)).unwrap_or(0);
            buf.set_string(x, area.y, self.suffix, styles.quiet);
        }
        let room = usize::from(inner.width);
        if self.field.is_empty() {
            buf.set_stringn(inner.x, inner.y, fit(self.placeholder, room), room, styles.quiet);
        } else if self.focused {
            let (text, _) = self.field.window(room);
            buf.set_stringn(inner.x, inner.y, clean(text), room, self.style);
        } else {
            buf.set_stringn(inner.x, inner.y, fit(self.field.text(), room), room, self.style);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::{
        Edit,
        testing::{drawn, sweep},
    };

    fn typed(text: &str) -> Field {
        let mut field = Field::default();
        field.edit(&Edit::Insert(text.into()));
        field
    }

    #[test]
    fn scrolls_to_its_cursor() {
        let theme = Theme::default();
        let field = typed("2026-12-01 and 顧客");
        let view = FieldView::new(&theme, &field).focused(true);
        let area = Rect::new(0, 0, 12, 1);
        let cursor = view.cursor(area);
        assert_eq!(drawn(&view, 12, 1), ["[ nd 顧客  ]"]);
        assert_eq!(cursor, Some(Position::new(9, 0)));
        assert_eq!(drawn(&FieldView::new(&theme, &field), 12, 1), ["[ 2026-12… ]"]);
        let empty = Field::default();
        let view = FieldView::new(&theme, &empty).placeholder("yyyy-MM-dd").suffix("Tue ▾");
        assert_eq!(drawn(&view, 22, 1), ["[ yyyy-MM-dd   Tue ▾ ]"]);
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        for text in ["", "short", "顧客データ連携 and a long tail"] {
            let field = typed(text);
            for framed in [true, false] {
                sweep(|area, buf| {
                    let view = FieldView::new(&theme, &field).focused(true).suffix("Tue ▾");
                    let view = if framed { view } else { view.bare() };
                    (&view).render(area, buf);
                    assert!(view.cursor(area).is_none_or(|position| area.contains(position)));
                });
            }
        }
    }
}
