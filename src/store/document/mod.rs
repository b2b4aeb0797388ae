//! What users hand over: pretty RON documents with named fields.

use std::path::{Path, PathBuf};

use thiserror::Error;

use super::{Store, StoreError};
use crate::domain::Imported;

/// One document as it was handed over.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it came from, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

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
    /// The way out, where there is one.
    pub hint: Option<String>,
}

impl std::fmt::Display for DocumentError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}:{}: {}", self.path.display(), self.line, self.column, self.message)
    }
}

impl std::error::Error for DocumentError {}

/// Why an import came to nothing.
#[derive(Debug, Clone, Error)]
pub enum ImportError {
    /// Everything that is wrong with the documents; never empty.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Documents(Vec<DocumentError>),
    /// A document can't be read, or the workspace can't.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl Source {
    /// Reads a document of at most 64 MB.
    ///
    /// # Errors
    /// [`ImportError::Store`] where it can't be read, [`ImportError::Documents`] where it is too large or not UTF-8.
    #[allow(clippy::todo)]
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        todo!("{}", path.display())
    }
}

/// Reads documents that may refer to each other and to what the workspace has. The result holds only what is new or
/// differs. Nothing is written.
///
/// # Errors
/// [`ImportError`].
#[allow(clippy::todo)]
pub fn read(sources: &[Source], known: &mut Store) -> Result<Imported, ImportError> {
    todo!("{} {:?}", sources.len(), known)
}
