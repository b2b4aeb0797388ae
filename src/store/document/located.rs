//! Values that remember where they stand in their document.

use ron::{Options, error::SpannedError, extensions::Extensions, value::RawValue};
use serde::{Deserialize, Deserializer, de};

use super::form_words;

/// A place in a document: the address of its first byte. The document is kept while its marks are, so the address
/// tells the document, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Mark(usize);

impl Mark {
    pub(super) fn of(text: &str) -> Self {
        Self(text.as_ptr().addr())
    }

    /// How far into a text it stands; none where it stands in another.
    pub(super) fn offset_in(self, text: &str) -> Option<usize> {
        self.0.checked_sub(text.as_ptr().addr()).filter(|offset| *offset <= text.len())
    }
}

/// A value with its place.
#[derive(Debug, Clone)]
pub(super) struct Located<T> {
    pub(super) value: T,
    pub(super) at: Mark,
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw: &'de RawValue = Deserialize::deserialize(deserializer)?;
        let text = skip_blank(raw.get_ron());
        let value = options().from_str(text).map_err(|e| de::Error::custom(Fault::of(&e, text).pack()))?;
        Ok(Self { value, at: Mark::of(text) })
    }
}

pub(super) fn options() -> Options {
    Options::default().with_default_extension(Extensions::IMPLICIT_SOME)
}

/// What is wrong with the form of a document, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Fault {
    pub(super) at: Mark,
    pub(super) message: String,
}

/// Marks a fault that is passed through serde, whose errors can carry nothing but a text.
const PACKED: char = '\u{0}';

impl Fault {
    /// The fault that RON reports about `text`.
    pub(super) fn of(error: &SpannedError, text: &str) -> Self {
        if let ron::Error::Message(packed) = &error.code
            && let Some(fault) = Self::unpack(packed)
        {
            return fault;
        }
        let place = error.span.start;
        let line_start: usize = text.split_inclusive('\n').take(place.line.saturating_sub(1)).map(str::len).sum();
        let line = text.get(line_start..).unwrap_or_default();
        let column: usize = line.chars().take(place.col.saturating_sub(1)).map(char::len_utf8).sum();
        let rest = line.get(column..).unwrap_or_default();
        Self { at: Mark::of(skip_blank(rest)), message: form_words(&error.code) }
    }

    fn pack(&self) -> String {
        format!("{PACKED}{}{PACKED}{}", self.at.0, self.message)
    }

    fn unpack(packed: &str) -> Option<Self> {
        let (at, message) = packed.strip_prefix(PACKED)?.split_once(PACKED)?;
        Some(Self { at: Mark(at.parse().ok()?), message: message.to_owned() })
    }
}

/// The text from its first character that is neither blank nor comment.
fn skip_blank(text: &str) -> &str {
    let mut rest = text.trim_start();
    loop {
        rest = if rest.starts_with("//") {
            rest.find('\n').map_or("", |end| &rest[end..])
        } else if rest.starts_with("/*") {
            &rest[comment_len(rest)..]
        } else {
            return rest;
        }
        .trim_start();
    }
}

/// The length of the block comment that the text starts with; they nest.
fn comment_len(text: &str) -> usize {
    let (mut depth, mut at) = (0_usize, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}
