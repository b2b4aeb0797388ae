//! Moving a workspace folder out of the way.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};

use super::{StoreError, disk};

/// Moves a workspace folder aside, to a name beside it that carries the time; where there is none, nothing happens.
///
/// # Errors
/// Where it can't be moved; it then stays.
pub fn set_aside(dir: &Path, now: DateTime<Utc>) -> Result<Option<PathBuf>, StoreError> {
    if !dir.exists() {
        return Ok(None);
    }
    let stamp = now.format("%Y%m%dT%H%M%SZ");
    let name = dir.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let mut aside = dir.with_file_name(format!("{name}.{stamp}"));
    while aside.exists() {
        aside.as_mut_os_string().push("-");
    }
    disk::rename(dir, &aside)?;
    Ok(Some(aside))
}
