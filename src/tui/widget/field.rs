//! A single line of text being typed.

use std::cell::Cell;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::{clean, grapheme_width, width};

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
    pub fn new(limit: usize) -> Self {
        Self { text: String::new(), cursor: 0, limit, line_breaks: false, first: Cell::new(0) }
    }

    /// One whose text may have line breaks.
    #[must_use]
    pub(super) fn with_line_breaks(self) -> Self {
        Self { line_breaks: true, ..self }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

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
    pub(super) fn window(&self, cells: usize) -> (&str, usize) {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
