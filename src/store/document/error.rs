//! Errors in documents, each shown with its line and a caret.

use std::{fmt, path::PathBuf};

use thiserror::Error;
use unicode_width::UnicodeWidthChar;

use super::super::StoreError;

/// Most characters shown of a line on either side of the caret.
const CONTEXT: usize = 60;
/// Most characters of a message: it may quote a text of any length.
const LONGEST: usize = 400;

/// One thing wrong with a document. `Display` prints `file:line:column: message`, the line, and under the place a
/// caret with the way out, where there is one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    pub message: String,
    /// The way out, where there is one.
    pub hint: Option<String>,
    /// The part of the line around the place, as it can be shown.
    pub excerpt: String,
    /// Terminal cells of the excerpt before the place.
    caret: usize,
}

/// What is wrong with documents, in their order.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct DocumentErrors {
    /// The first hundred; never empty.
    pub first: Vec<DocumentError>,
    /// How many there are beyond them.
    pub more: usize,
}

/// Why an import came to nothing.
#[derive(Debug, Clone, Error)]
pub enum ImportError {
    /// The documents are not as they must be.
    #[error(transparent)]
    Documents(#[from] DocumentErrors),
    /// A document can't be read, or the workspace can't.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// A place in a document that moves forward.
#[derive(Debug, Default)]
pub(super) struct Place {
    pub(super) document: usize,
    offset: usize,
    /// Line breaks before it.
    lines: usize,
    /// Where its line begins.
    start: usize,
    /// Characters before it in its line.
    characters: usize,
}

impl Place {
    pub(super) fn go_to(&mut self, text: &[u8], offset: usize) {
        let offset = offset.min(text.len());
        for (at, byte) in (self.offset..).zip(&text[self.offset.min(offset)..offset]) {
            if *byte == b'\n' {
                (self.lines, self.start, self.characters) = (self.lines + 1, at + 1, 0);
            } else if !continues(*byte) {
                self.characters += 1;
            }
        }
        self.offset = offset;
    }

    pub(super) fn error(&self, path: PathBuf, text: &[u8], message: String, hint: Option<String>) -> DocumentError {
        let (mut from, mut before) = (self.offset, 0);
        while from > self.start && before < CONTEXT {
            from -= 1;
            while from > self.start && continues(text[from]) {
                from -= 1;
            }
            before += 1;
        }
        // No character has more than four bytes.
        let rest = &text[from..text.len().min(from + 4 * (2 * CONTEXT + 1))];
        let line = rest.split(|byte| *byte == b'\n').next().unwrap_or_default();
        let line = visible(String::from_utf8_lossy(line).trim_end_matches('\r'));
        let shown: String = line.chars().take(2 * CONTEXT).collect();
        let (cut, end) = (from > self.start, line.chars().count() > 2 * CONTEXT);
        let cells: usize = shown.chars().take(before).map(|c| c.width().unwrap_or(0)).sum();
        let excerpt = format!("{}{shown}{}", if cut { "…" } else { "" }, if end { "…" } else { "" });
        let (line, column, caret) = (self.lines + 1, self.characters + 1, cells + usize::from(cut));
        DocumentError { path, line, column, message, hint, excerpt, caret }
    }
}

/// Whether a byte continues a character in UTF-8.
fn continues(byte: u8) -> bool {
    byte & 0b1100_0000 == 0b1000_0000
}

impl DocumentErrors {
    /// One fault at a byte of a document that is not read any further.
    pub(super) fn one(path: PathBuf, bytes: &[u8], offset: usize, message: &str, hint: &str) -> Self {
        let mut place = Place::default();
        place.go_to(bytes, offset);
        let error = place.error(path, bytes, message.to_owned(), Some(hint.to_owned()));
        Self { first: vec![error], more: 0 }
    }
}

impl fmt::Display for DocumentErrors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, error) in self.first.iter().enumerate() {
            if i > 0 {
                f.write_str("\n")?;
            }
            error.fmt(f)?;
        }
        match self.more {
            0 => Ok(()),
            1 => f.write_str("\nand one more like these"),
            more => write!(f, "\nand {more} more like these"),
        }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = visible(&self.path.display().to_string());
        write!(f, "{path}:{}:{}: {}", self.line, self.column, visible(&self.message))?;
        let hint = self.hint.as_deref().map(|hint| format!(" {}", visible(hint))).unwrap_or_default();
        if self.excerpt.is_empty() {
            return if hint.is_empty() { Ok(()) } else { write!(f, "\n {hint}") };
        }
        write!(f, "\n  {}\n  {:width$}^{hint}", self.excerpt, "", width = self.caret)
    }
}

impl std::error::Error for DocumentError {}

pub(super) fn shortened(text: &str) -> String {
    let mut short: String = text.chars().take(LONGEST).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

/// The text with every character that would move the cursor or turn the writing direction in the place of one that
/// shows, one for one.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{61c}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2066}'..='\u{2069}'
            | '\u{feff}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}
