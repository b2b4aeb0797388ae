//! What is wrong with a document, shown in the document.

use std::{fmt, path::PathBuf};

use thiserror::Error;
use unicode_width::UnicodeWidthChar;

use super::super::StoreError;

/// One thing wrong with a document. `Display` prints `file:line:column: message`, the line, and a caret under it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DocumentError {
    /// The document.
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// From 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// The line itself, as it stands in the document.
    pub source_line: String,
    /// The way out, where there is one.
    pub hint: Option<String>,
}

/// Why an import came to nothing.
#[derive(Debug, Clone, Error)]
pub enum ImportError {
    /// Everything that is wrong with the documents, in their order; never empty.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Documents(Vec<DocumentError>),
    /// A document can't be read, or the workspace can't.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// Most characters shown of a line on either side of the caret.
const CONTEXT: usize = 60;

impl DocumentError {
    /// An error at a byte of a text.
    pub(super) fn at(path: PathBuf, text: &[u8], offset: usize, message: String, hint: Option<String>) -> Self {
        let before = &text[..offset.min(text.len())];
        let start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let end = text[start..].iter().position(|b| *b == b'\n').map_or(text.len(), |i| start + i);
        let line = before.split(|b| *b == b'\n').count();
        let column = String::from_utf8_lossy(&before[start..]).chars().count() + 1;
        let source_line = String::from_utf8_lossy(&text[start..end]).trim_end_matches('\r').to_owned();
        Self { path, line, column, message, source_line, hint }
    }
}

impl fmt::Display for DocumentError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = visible(&self.path.display().to_string());
        writeln!(f, "{path}:{}:{}: {}", self.line, self.column, visible(&self.message))?;
        let caret = self.column - 1;
        let from = caret.saturating_sub(CONTEXT);
        let shown = visible(&self.source_line.chars().skip(from).take(2 * CONTEXT).collect::<String>());
        let cells: usize = shown.chars().take(caret - from).map(|c| c.width().unwrap_or(0)).sum();
        let cut = if from > 0 { "…" } else { "" };
        let rest = if self.source_line.chars().count() > from + 2 * CONTEXT { "…" } else { "" };
        writeln!(f, "  {cut}{shown}{rest}")?;
        write!(f, "  {:width$}^", "", width = cells + usize::from(from > 0))
    }
}

impl std::error::Error for DocumentError {}

/// The text with every character that would move the cursor or turn the writing direction in the place of one that
/// shows, one for one.
fn visible(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\t' => ' ',
            '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
            '\u{7f}' => '\u{2421}',
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
            c if c.is_control() => '\u{fffd}',
            c => c,
        })
        .collect()
}
