//! Moving a workspace folder out of the way.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};

use tempfile::Builder;

use super::{StoreError, disk, error::Doing as _};

/// Moves the folder of a workspace aside and puts a new one in its place; returns where the old one is now. The new
/// folder is filled beside the old one first, so nothing is moved where filling it fails.
///
/// # Errors
/// What `fill` returns, or where a folder can't be made or moved; the one that was there then stays.
pub fn replace_folder<E: From<StoreError>>(
    dir: &Path,
    now: DateTime<Utc>,
    fill: impl FnOnce(&Path) -> Result<(), E>,
) -> Result<PathBuf, E> {
    let dir = std::path::absolute(dir).doing("look at", dir)?;
    let parent = dir.parent().unwrap_or(&dir);
    let fresh = Builder::new().prefix(".ipack-").tempdir_in(parent).doing("make a folder in", parent)?;
    fill(fresh.path())?;
    let aside = set_aside(&dir, now)?;
    disk::rename(fresh.path(), &dir).inspect_err(|_| {
        // Where this fails as well, the old folder keeps the name that carries the time.
        let _ = disk::rename(&aside, &dir);
    })?;
    // The folder was renamed, so there is nothing left to remove.
    let _ = fresh.keep();
    disk::sync_folder(parent)?;
    Ok(aside)
}

/// Moves a workspace folder aside, to a name beside it that carries the time.
///
/// # Errors
/// Where it can't be moved; it then stays.
fn set_aside(dir: &Path, now: DateTime<Utc>) -> Result<PathBuf, StoreError> {
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
pub fn holds_anything(dir: &Path) -> Result<bool, StoreError> {
    if !dir.exists() {
        return Ok(false);
    }
    Ok(fs::read_dir(dir).doing("read", dir)?.next().is_some())
}
