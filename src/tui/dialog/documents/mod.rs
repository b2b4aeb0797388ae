//! The workspace as code, from the screens: importing documents, and writing them.

pub(super) mod export;
pub(super) mod import;

use std::path::PathBuf;

/// A path as typed. A `~` at its start is the home folder, because no shell has expanded it.
fn at_home(path: &str) -> PathBuf {
    let path = path.trim();
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (rest, std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(path),
    }
}
