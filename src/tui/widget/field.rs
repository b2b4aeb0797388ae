//! A single line of text being typed.

use std::cell::Cell;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::Widget,
};
use unicode_segmentation::UnicodeSegmentation;

use crate::text::{clean, fit, grapheme_width, width};
use crate::tui::theme::Theme;

/// One change to a field, or one move of its cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// Text at the cursor, typed or pasted whole; tabs become spaces, and line breaks where there may be none.
    Insert(String),
    /// Another text in the place of all, cleaned as one that is inserted.
    Replace(String),
    /// The grapheme before the cursor goes.
    DeleteBefore,
    /// The grapheme after the cursor goes.
    DeleteAfter,
    /// The word before the cursor goes.
    DeleteWordBefore,
    /// The word after the cursor goes.
    DeleteWordAfter,
    /// All before the cursor goes.
    DeleteToStart,
    /// All after the cursor goes.
    DeleteToEnd,
    /// One grapheme to the left.
    Left,
    /// One grapheme to the right.
    Right,
    /// To the start of the word before.
    WordLeft,
    /// To the end of the word after.
    WordRight,
    /// Before everything.
    Start,
    /// After everything.
    End,
}

/// The text and its cursor, which always stands between two graphemes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// In bytes.
    cursor: usize,
    /// In characters, as the limits on what is stored are.
    limit: usize,
    line_breaks: bool,
    /// First byte that the last drawing showed.
    first: Cell<usize>,
}

impl Default for Field {
    fn default() -> Self {
        Self::new(usize::MAX)
    }
}

impl Field {
    /// An empty field that takes at most `limit` characters.
    #[must_use]
    pub fn new(limit: usize) -> Self {
        Self { text: String::new(), cursor: 0, limit, line_breaks: false, first: Cell::new(0) }
    }

    /// One whose text may have line breaks.
    #[must_use]
    pub(super) fn with_line_breaks(self) -> Self {
        Self { line_breaks: true, ..self }
    }

    /// The text as typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Replaces the text and puts the cursor behind it.
    pub fn set(&mut self, text: &str) {
        self.text.clear();
        self.cursor = 0;
        self.insert(text);
    }

    /// The cursor, in bytes.
    pub(super) fn cursor(&self) -> usize {
        self.cursor
    }

    /// Puts the cursor before this byte, or behind the grapheme that the byte is in.
    pub(super) fn put_cursor(&mut self, at: usize) {
        self.cursor = at;
        self.settle();
    }

    pub fn clear(&mut self) {
        self.set("");
    }

    /// Carries out an edit; true if the text changed.
    pub fn edit(&mut self, edit: &Edit) -> bool {
        match edit {
            Edit::Insert(text) => self.insert(text),
            Edit::Replace(text) => {
                let before = self.text.clone();
                self.set(text);
                self.text != before
            }
            Edit::DeleteBefore => self.delete(self.before(), self.cursor),
            Edit::DeleteAfter => self.delete(self.cursor, self.after()),
            Edit::DeleteWordBefore => self.delete(self.word_before(), self.cursor),
            Edit::DeleteWordAfter => self.delete(self.cursor, self.word_after()),
            Edit::DeleteToStart => self.delete(0, self.cursor),
            Edit::DeleteToEnd => self.delete(self.cursor, self.text.len()),
            Edit::Left => self.go(self.before()),
            Edit::Right => self.go(self.after()),
            Edit::WordLeft => self.go(self.word_before()),
            Edit::WordRight => self.go(self.word_after()),
            Edit::Start => self.go(0),
            Edit::End => self.go(self.text.len()),
        }
    }

    fn insert(&mut self, text: &str) -> bool {
        let room = self.limit.saturating_sub(self.text.chars().count());
        let text = text.replace("\r\n", "\n");
        // A line break by itself divides words; at the end of a pasted line it was only copied along.
        let line = if text == "\n" { " " } else { text.trim_end_matches(['\r', '\n']) };
        let text = if self.line_breaks { &text } else { line };
        let breaks = |c: char| c == '\n' && self.line_breaks;
        let taken: String = text
            .chars()
            .map(|c| if c.is_whitespace() && !breaks(c) { ' ' } else { c })
            .filter(|c| !c.is_control() || breaks(*c))
            .take(room)
            .collect();
        self.text.insert_str(self.cursor, &taken);
        self.cursor += taken.len();
        self.settle();
        !taken.is_empty()
    }

    fn delete(&mut self, from: usize, to: usize) -> bool {
        self.text.replace_range(from..to, "");
        self.cursor = from;
        self.settle();
        from != to
    }

    fn go(&mut self, to: usize) -> bool {
        self.cursor = to;
        false
    }

    /// Moves the cursor out of a grapheme that an edit has joined around it.
    fn settle(&mut self) {
        let inside = self.text.grapheme_indices(true).map(|(at, _)| at).find(|at| *at >= self.cursor);
        self.cursor = inside.unwrap_or(self.text.len());
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn after(&self) -> usize {
        self.text[self.cursor..].graphemes(true).next().map_or(self.cursor, |grapheme| self.cursor + grapheme.len())
    }

    fn word_before(&self) -> usize {
        let words = self.text[..self.cursor].split_word_bound_indices();
        words.rev().find(|(_, word)| !word.trim().is_empty()).map_or(0, |(at, _)| at)
    }

    fn word_after(&self) -> usize {
        let mut words = self.text[self.cursor..].split_word_bound_indices();
        let found = words.find(|(_, word)| !word.trim().is_empty());
        found.map_or(self.text.len(), |(at, word)| self.cursor + at + word.len())
    }

    /// The part that shows in `cells` cells, with the cursor in it, and the cells before the cursor.
    fn window(&self, cells: usize) -> (&str, usize) {
        let shown = |text: &str| width(&clean(text));
        let mut first = self.first.get().min(self.cursor);
        if !self.text.is_char_boundary(first) {
            first = 0;
        }
        let mut graphemes = self.text[first..self.cursor].grapheme_indices(true);
        let mut before = shown(&self.text[first..self.cursor]);
        let mut start = first;
        while before >= cells.max(1) {
            let Some((_, grapheme)) = graphemes.next() else {
                break;
            };
            before -= grapheme_width(grapheme).min(before);
            start += grapheme.len();
        }
        self.first.set(start);
        (&self.text[start..], before)
    }
}

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
    #[must_use]
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
    #[must_use]
    pub fn cursor(&self, area: Rect) -> Option<Position> {
        let inner = self.inner(area);
        if !self.focused || inner.is_empty() {
            return None;
        }
        let (_, before) = self.field.window(usize::from(inner.width));
        let x = inner.x.checked_add(u16::try_from(before).ok()?)?;
        (x < inner.right()).then_some(Position::new(x, inner.y))
    }

    /// Where the text goes.
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
    use crate::tui::widget::testing::{drawn, sweep};

    fn typed(text: &str) -> Field {
        let mut field = Field::default();
        field.edit(&Edit::Insert(text.into()));
        field
    }

    #[test]
    fn edits_go_by_grapheme_and_word() {
        let mut field = typed("fix 👩‍👩‍👧 e\u{301}");
        field.edit(&Edit::DeleteBefore);
        field.edit(&Edit::DeleteBefore);
        field.edit(&Edit::DeleteBefore);
        assert_eq!(field.text(), "fix ");
        field.edit(&Edit::Insert("the invoices".into()));
        field.edit(&Edit::WordLeft);
        field.edit(&Edit::DeleteWordBefore);
        assert_eq!(field.text(), "fix invoices");
        field.edit(&Edit::Start);
        field.edit(&Edit::DeleteAfter);
        field.edit(&Edit::WordRight);
        field.edit(&Edit::DeleteToEnd);
        assert_eq!(field.text(), "ix");
        assert!(!field.edit(&Edit::DeleteAfter) && !field.edit(&Edit::Left));
    }

    #[test]
    fn a_paste_is_one_line_within_the_limit() {
        let mut field = Field::new(8);
        assert!(field.edit(&Edit::Insert("a\r\nb\tc\u{1b}[d\n".into())));
        assert_eq!(field.text(), "a b c[d");
        field.edit(&Edit::Insert("xyz".into()));
        assert_eq!(field.text(), "a b c[dx");
    }

    #[test]
    fn the_cursor_never_splits_a_grapheme() {
        let mut field = typed("e");
        field.edit(&Edit::Insert("\u{301}".into()));
        field.edit(&Edit::Start);
        field.edit(&Edit::Insert("a".into()));
        assert_eq!(field.text(), "ae\u{301}");
        field.edit(&Edit::DeleteAfter);
        assert_eq!(field.text(), "a");
        let mut joined = typed("\u{301}");
        joined.edit(&Edit::Start);
        joined.edit(&Edit::Insert("e".into()));
        joined.edit(&Edit::DeleteBefore);
        assert_eq!(joined.text(), "", "joined into one grapheme");
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
