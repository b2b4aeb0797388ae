//! What users hand over, and what is handed to them: pretty RON documents with named fields.
//!
//! [`read`] takes one document or several that refer to each other and to what the workspace has, and returns what is
//! new or differs. A syntax error stops at the first in its file; everything else that is wrong is reported at once,
//! each error with its line and a caret under the place. Nothing is written here.
//!
//! `shape` is the form of a document, `located` the values that know their place in it, and `components`, `packs` and
//! `accounts` check one kind of noun each, on what `resolve` provides. Packs come after components and accounts after
//! packs, because references go that way; early applications, which go back, come last. `write` is the other way:
//! what it writes, [`read`] finds known and equal.

mod accounts;
mod components;
mod error;
mod located;
mod packs;
mod resolve;
mod settings;
mod shape;
#[cfg(test)]
mod tests;
mod write;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

pub use error::{DocumentError, ImportError};
pub use write::{Exported, Saved, export_as_one, export_packs, export_workspace, import_differences, save};

use self::{
    located::{Fault, options},
    resolve::Resolver,
    shape::Document,
};
use super::{Store, error::Doing};
use crate::domain::Imported;

/// Largest document, in bytes.
const MAX_BYTES: u64 = 64 << 20;

/// One document as it was handed over.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it came from, for messages.
    pub path: PathBuf,
    /// Its text.
    pub text: String,
}

impl Source {
    /// Reads a document of at most 64 MB.
    ///
    /// # Errors
    /// [`ImportError::Store`] where it can't be read, [`ImportError::Documents`] where it is too large or not UTF-8.
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        let wrong = |bytes: &[u8], offset, message: String, hint: &str| {
            let hint = Some(hint.to_owned());
            ImportError::Documents(vec![DocumentError::at(path.to_owned(), bytes, offset, message, hint)])
        };
        if fs::metadata(path).doing("read", path)?.len() > MAX_BYTES {
            let message = "the document is larger than 64 MB".to_owned();
            return Err(wrong(&[], 0, message, "split it; references may go across files"));
        }
        let mut bytes = fs::read(path).doing("read", path)?;
        if bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(.."\u{feff}".len());
        }
        let text = String::from_utf8(bytes).map_err(|e| {
            let offset = e.utf8_error().valid_up_to();
            wrong(e.as_bytes(), offset, "the document is not UTF-8 here".to_owned(), "save it as UTF-8")
        })?;
        Ok(Self { path: path.to_owned(), text })
    }

    /// Reads a document, or every `.ron` document of a folder, by name.
    ///
    /// # Errors
    /// As [`Source::read`]; [`ImportError::Store`] where a folder holds none.
    pub fn read_all(path: &Path) -> Result<Vec<Self>, ImportError> {
        if !path.is_dir() {
            return Ok(vec![Self::read(path)?]);
        }
        let mut paths = Vec::new();
        for entry in fs::read_dir(path).doing("read", path)? {
            paths.push(entry.doing("read", path)?.path());
        }
        paths.retain(|path| path.extension().is_some_and(|extension| extension == "ron"));
        if paths.is_empty() {
            let nothing = io::Error::new(io::ErrorKind::NotFound, "the folder holds no .ron document");
            return Err(nothing).doing("read", path)?;
        }
        paths.sort();
        paths.iter().map(|path| Self::read(path)).collect()
    }

    fn parse(&self) -> Result<Document, DocumentError> {
        options().from_str(&self.text).map_err(|e| {
            let fault = Fault::of(&e, &self.text);
            let offset = fault.at.offset_in(&self.text).unwrap_or(0);
            DocumentError::at(self.path.clone(), self.text.as_bytes(), offset, fault.message, None)
        })
    }
}

/// Reads documents that may refer to each other and to what the workspace has. The result holds only what is new or
/// differs. An id twice in the documents is refused; known and equal changes nothing; known and different is an
/// update, and what a document leaves out stays as it is. Packaged versions and past releases never change.
///
/// # Errors
/// [`ImportError`].
pub fn read(sources: &[Source], known: &mut Store) -> Result<Imported, ImportError> {
    let mut all = Document::default();
    let (mut workspaces, mut errors) = (Vec::new(), Vec::new());
    for source in sources {
        match source.parse() {
            Ok(document) => {
                workspaces.extend(document.workspace);
                all.components.extend(document.components);
                all.integration_packs.extend(document.integration_packs);
                all.account_groups.extend(document.account_groups);
                all.accounts.extend(document.accounts);
            }
            Err(error) => errors.push(error),
        }
    }
    // Every reference into a document that can't be read would dangle.
    if !errors.is_empty() {
        return Err(ImportError::Documents(errors));
    }
    let mut resolver = Resolver::new(sources, known);
    resolver.settings(&workspaces);
    resolver.components(&all.components)?;
    resolver.packs(&all.integration_packs)?;
    resolver.accounts(&all.accounts)?;
    resolver.groups(&all.account_groups)?;
    resolver.check_deletions(&all.components)?;
    resolver.finish_packs(&all.integration_packs)?;
    resolver.into_result().map_err(ImportError::Documents)
}
