//! Exporting documents: the workspace as code.

use std::path::Path;

use super::{Engine, EngineError};
use crate::{
    domain::PackId,
    store::document::{self, Exported},
};

pub use crate::store::document::Saved;

impl Engine {
    /// The documents that describe some packs; the whole workspace where none is named. Importing them changes
    /// nothing.
    pub fn documents(&mut self, packs: &[PackId]) -> Result<Vec<Exported>, EngineError> {
        Ok(match packs {
            [] => document::export_workspace(&mut self.store)?,
            packs => document::export_packs(&mut self.store, packs)?,
        })
    }

    /// The same as one document.
    pub fn document(&mut self, packs: &[PackId]) -> Result<String, EngineError> {
        Ok(document::export_as_one(&mut self.store, packs)?)
    }

    /// Writes those documents into a folder, over those of an earlier export.
    ///
    /// # Errors
    /// Where the state can't be read, or the folder not be written; a file in the way that no export wrote.
    pub fn export(&mut self, packs: &[PackId], dir: &Path) -> Result<Saved, EngineError> {
        let documents = self.documents(packs)?;
        Ok(document::save(dir, &documents, packs.is_empty())?)
    }
}
