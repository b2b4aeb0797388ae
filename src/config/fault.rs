//! Errors in a config, with their place and in words for the person who wrote it.

use std::{
    io,
    path::{Path, PathBuf},
    string::FromUtf8Error,
};

use thiserror::Error;

use crate::{domain::nearest, tui::keys::KeymapError};

#[derive(Debug, Error)]
pub enum ConfigError {
    /// It can't be read.
    #[error("can't read {}: {source}", .path.display())]
    Io { path: PathBuf, source: io::Error },
    /// A place in it is not as it must be.
    #[error("{}:{line}:{column}: {message}", .path.display())]
    Fault {
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        message: String,
    },
}

impl ConfigError {
    /// Where it is no text.
    pub(super) fn no_text(path: &Path, error: &FromUtf8Error) -> Self {
        let before = String::from_utf8_lossy(&error.as_bytes()[..error.utf8_error().valid_up_to()]).into_owned();
        Self::at(path, &before, before.len(), "this is no UTF-8 text".to_owned())
    }

    /// What the parser found.
    pub(super) fn of_text(path: &Path, error: &ron::error::SpannedError) -> Self {
        let (line, column) = (error.span.start.line, error.span.start.col);
        Self::Fault { path: path.to_owned(), line, column, message: in_our_words(&error.code) }
    }

    /// An error about keys. Its place is the first of their names that stands in quotes in the text.
    pub(super) fn of_keys(path: &Path, text: &str, error: &KeymapError) -> Self {
        let keys = text.find("keys").unwrap_or(0);
        let place = |word: &str| text[keys..].find(&format!("\"{word}\"")).map(|at| keys + at);
        let at = error.words().into_iter().find_map(place).unwrap_or(keys);
        Self::at(path, text, at, error.to_string())
    }

    fn at(path: &Path, text: &str, byte: usize, message: String) -> Self {
        let before = &text[..byte];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        Self::Fault { path: path.to_owned(), line, column, message }
    }

    /// The place, where there is one: line and column, from 1.
    pub fn place(&self) -> Option<(usize, usize)> {
        match self {
            Self::Io { .. } => None,
            Self::Fault { line, column, .. } => Some((*line, *column)),
        }
    }
}

/// A name that is not there, with the one that was meant, or with all that are.
fn choice(found: &str, expected: &[&str]) -> String {
    match nearest(found, expected.iter().copied()) {
        Some(name) => format!("did you mean `{name}`?"),
        None => format!("there are {}", expected.join(", ")),
    }
}

/// The message for a setting that is wrong. The parser's own messages are for programmers.
fn in_our_words(error: &ron::Error) -> String {
    use ron::Error;
    match error {
        Error::NoSuchStructField { expected, found, .. } => {
            format!("there is no setting `{found}`; {}", choice(found, expected))
        }
        Error::NoSuchEnumVariant { expected, found, .. } => {
            format!("`{found}` can't be chosen here; {}", choice(found, expected))
        }
        // A setting's own words for what it does not take.
        Error::Message(why) => why.clone(),
        Error::DuplicateStructField { field, .. } => format!("`{field}` is set twice"),
        Error::ExceededRecursionLimit => "brackets are nested too deeply".to_owned(),
        Error::Eof => "the text ends too early: a bracket or a quote is not closed".to_owned(),
        Error::ExpectedIdentifier => "a word without quotes belongs here".to_owned(),
        Error::ExpectedInteger | Error::IntegerOutOfBounds => "a whole number from 0 on belongs here".to_owned(),
        Error::ExpectedBoolean => "true or false belongs here".to_owned(),
        Error::ExpectedString | Error::ExpectedStringEnd => "a text in quotes belongs here".to_owned(),
        Error::ExpectedArray => "a list in square brackets belongs here".to_owned(),
        Error::ExpectedMap | Error::ExpectedMapColon => "a list as {\"action\": [\"key\"]} belongs here".to_owned(),
        Error::ExpectedComma | Error::ExpectedMapEnd | Error::ExpectedArrayEnd | Error::ExpectedStructLikeEnd => {
            "a comma or a closing bracket is missing before this".to_owned()
        }
        Error::ExpectedStructLike | Error::ExpectedNamedStructLike(_) => {
            "settings stand in round brackets: (weekStart: Sunday)".to_owned()
        }
        Error::TrailingCharacters => "nothing may follow the settings".to_owned(),
        _ => "this can't be read as a setting".to_owned(),
    }
}
