//! Documents that the program hands out.

use std::path::Path;

use super::{StoreError, disk, error::Doing};

/// Writes a document in the place of what is there, whole or not at all.
///
/// # Errors
/// Whatever the disk refuses.
pub fn save(path: &Path, text: &str) -> Result<(), StoreError> {
    let path = std::path::absolute(path).doing("write to", path)?;
    disk::replace(&path, text.as_bytes())
}
