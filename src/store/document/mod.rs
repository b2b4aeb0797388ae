//! What users hand over, and what is handed to them: pretty RON documents with named fields.
//!
//! [`read`] takes one document or several that refer to each other and to what the workspace has, and returns what is
//! new or differs. A syntax error stops at the first in its file; everything else that is wrong is reported at once,
//! each error with its line and a caret under the place: the first hundred in full, the rest counted. Nothing is
//! written here.
//!
//! `source` reads documents within bounds, `shape` is their form, `located` the values that know their place in it, and
//! `components`, `packs` and `accounts` check one kind of noun each, on what `resolve` provides. Packs come after
//! components and accounts after packs, because references go that way; early applications, which go back, come last.
//! `write` is the other way: what it writes, [`read`] finds known and equal.

mod accounts;
mod components;
mod error;
mod faults;
mod freezes;
mod hooks;
mod located;
mod packs;
mod requests;
mod resolve;
mod settings;
mod shape;
mod source;
#[cfg(test)]
mod tests;
mod words;
mod write;

pub use error::{DocumentError, DocumentErrors, ImportError};
pub use requests::DocumentRequest;
pub use source::Source;
pub use words::form_words;
pub use write::{Exported, Saved, export_as_one, export_packs, export_workspace, import_differences, save};

use self::{faults::Faults, resolve::Resolver, shape::Document, source::MAX_BYTES};
use super::Store;
use crate::domain::Imported;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Documents {
    pub imported: Imported,
    /// What waits for approval in the workspace that they come from.
    pub requests: Vec<DocumentRequest>,
}

/// [`read_all`] without the requests.
pub fn read(sources: &[Source], known: &mut Store) -> Result<Imported, ImportError> {
    Ok(read_all(sources, known)?.imported)
}

/// Reads documents that may refer to each other and to what the workspace has. The result holds only what is new or
/// differs. An id twice in the documents is refused; known and equal changes nothing; known and different is an
/// update, and what a document leaves out stays as it is. Packaged versions and past releases never change.
///
/// # Errors
/// [`ImportError`]; [`StoreError::Stopped`](super::StoreError::Stopped) where the store's progress says so.
pub fn read_all(sources: &[Source], known: &mut Store) -> Result<Documents, ImportError> {
    let mut all = Document::default();
    let (mut workspaces, mut faults) = (Vec::new(), Faults::default());
    let progress = known.progress.clone();
    progress.begin("reading documents", sources.len())?;
    for (number, source) in sources.iter().enumerate() {
        match source.parse() {
            Ok(document) => {
                workspaces.extend(document.workspace);
                all.components.extend(document.components);
                all.integration_packs.extend(document.integration_packs);
                all.account_groups.extend(document.account_groups);
                all.accounts.extend(document.accounts);
            }
            Err(fault) => {
                let offset = fault.at.offset_in(&source.text).unwrap_or(0);
                faults.add(number, offset, &fault.message, None);
            }
        }
        progress.one()?;
    }
    // A document that can't be read would make every reference into it an error as well.
    if !faults.is_empty() {
        return Err(faults.into_errors(sources).into());
    }
    let lists = [all.components.len(), all.integration_packs.len(), all.accounts.len(), all.account_groups.len()];
    progress.begin("checking", lists.iter().sum())?;
    let mut resolver = Resolver::new(sources, known);
    resolver.settings(&workspaces);
    resolver.components(&mut all.components)?;
    resolver.packs(&mut all.integration_packs)?;
    resolver.accounts(&mut all.accounts)?;
    resolver.groups(&all.account_groups)?;
    let groups: Vec<_> = all.account_groups.iter().map(|group| group.id.clone()).collect();
    resolver.freezes(&workspaces, &groups)?;
    resolver.hooks(&workspaces);
    resolver.check_deletions(&all.components)?;
    let requests = resolver.requests(&workspaces)?;
    resolver.finish_packs(&all.integration_packs)?;
    Ok(Documents { imported: resolver.into_result()?, requests })
}
