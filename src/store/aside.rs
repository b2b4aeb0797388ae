//! Moving a workspace folder out of the way.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use super::{Store, StoreError, disk, error::Doing as _};

/// Moves a workspace folder aside, to a name beside it that carries the time.
///
/// # Errors
/// Where it can't be moved; it then stays.
pub fn set_aside(dir: &Path, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut aside = dir.with_file_name(format!("{name}.{stamp}"));
    while fs::symlink_metadata(&aside).is_ok() {
        aside.as_mut_os_string().push("-");
    }
    disk::rename(dir, &aside)?;
    Ok(aside)
}

/// Whether a folder is there and holds anything at all.
///
/// # Errors
/// Where it can't be looked into.
pub fn holds_anything(dir: &Path) -> Result<bool, StoreError> {
    if !dir.exists() {
        return Ok(false);
    }
    Ok(fs::read_dir(dir).doing("read", dir)?.next().is_some())
}

impl Store {
    /// Adds to what is told once, beside the first answer.
    pub fn tell(&mut self, notice: String) {
        self.notices.push(notice);
    }
}
