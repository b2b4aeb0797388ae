//! Files that the program writes for the user: plans, documents, manual pages.
//!
//! A file is written beside its place, under a name that can't be guessed, synced, and renamed. So it is there whole or
//! not at all, and a failure leaves nothing behind. Only a regular file is ever replaced: a link, a device or a pipe is
//! refused, but a link to a folder on the way is fine. A new file has the permissions that the umask leaves; one that
//! is replaced keeps its own.

#![expect(clippy::disallowed_methods, reason = "the files of users are no part of the state")]

use std::{
    fs::{self, OpenOptions, Permissions},
    io::{self, Write as _},
    path::Path,
};

use tempfile::{Builder, NamedTempFile};

use super::{StoreError, disk, error::Doing};

/// Why a file is left alone that stands where one is to be written.
pub(super) const NOT_EXPORTED: &str = "no export wrote that file";

/// Makes a folder for files, and those above it.
///
/// # Errors
/// Whatever the disk refuses, with the folder.
pub fn make_folder(dir: &Path) -> Result<(), StoreError> {
    fs::create_dir_all(dir).doing("create", dir)
}

/// Writes a file in the place of what is there, whole or not at all.
///
/// # Errors
/// [`StoreError::NotAFile`] over what is no regular file; whatever the disk refuses.
pub fn save(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    save_as(path, bytes, 0o666)
}

/// The same, only where nothing is there, or a file that begins with `mark`: one that was saved so before.
///
/// # Errors
/// As [`save`]; `AlreadyExists` for a file without the mark.
pub fn save_over_own(path: &Path, bytes: &[u8], mark: &[u8]) -> Result<(), StoreError> {
    let there = if save_over(path)?.is_some() { disk::read(path)? } else { None };
    if there.is_some_and(|there| !there.starts_with(mark)) {
        let error = io::Error::new(io::ErrorKind::AlreadyExists, NOT_EXPORTED);
        return Err(error).doing("replace", path);
    }
    save(path, bytes)
}

/// The same; a new file can be read by its owner alone.
pub fn save_private(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    save_as(path, bytes, 0o600)
}

fn save_as(path: &Path, bytes: &[u8], mode: u32) -> Result<(), StoreError> {
    let path = std::path::absolute(path).doing("write to", path)?;
    let before = save_over(&path)?;
    let dir = path.parent().unwrap_or(&path);
    let mut file = beside(dir, mode).doing("write to", &path)?;
    let written = file.as_file_mut().write_all(bytes);
    let written = written.and_then(|()| before.map_or(Ok(()), |kept| file.as_file().set_permissions(kept)));
    written.and_then(|()| file.as_file().sync_all()).doing("write to", &path)?;
    file.persist(&path).map_err(|failed| failed.error).doing("write to", &path)?;
    disk::sync_folder(dir)
}

/// The permissions of the regular file that [`save`] would replace; none where nothing stands there.
///
/// # Errors
/// [`StoreError::NotAFile`] where something else does.
pub(super) fn save_over(path: &Path) -> Result<Option<Permissions>, StoreError> {
    let found = match fs::symlink_metadata(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        found => found.doing("write to", path)?,
    };
    let what = match found.file_type() {
        kind if kind.is_file() => return Ok(Some(found.permissions())),
        kind if kind.is_symlink() => "a link",
        kind if kind.is_dir() => "a folder",
        _ => "no regular file",
    };
    Err(StoreError::NotAFile { doing: "write to", path: path.to_owned(), what })
}

/// A new file in a folder, gone again unless it is put in its place.
fn beside(dir: &Path, mode: u32) -> io::Result<NamedTempFile> {
    let open = |path: &Path| {
        let mut options = OpenOptions::new();
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, mode);
        #[cfg(not(unix))]
        let _ = mode;
        options.write(true).create_new(true).open(path)
    };
    // The file is opened here because the crate would put its meaningless temporary name into the errors.
    Builder::new().prefix(".ipack-").suffix(".tmp").make_in(dir, open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(dir: &Path) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(dir)
            .expect("a folder")
            .map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_replaced_and_its_neighbours_are_left_alone() {
        let dir = tempfile::tempdir().expect("a folder");
        for name in ["fri.tmp", "fri.ron.tmp"] {
            save(&dir.path().join(name), b"somebody else's").expect("written");
        }
        let path = dir.path().join("fri.ron");
        for text in ["one", "two"] {
            save(&path, text.as_bytes()).expect("written");
            assert_eq!(fs::read_to_string(&path).expect("a file"), text);
        }
        assert_eq!(names(dir.path()), ["fri.ron", "fri.ron.tmp", "fri.tmp"]);
        assert_eq!(fs::read(dir.path().join("fri.tmp")).expect("a file"), b"somebody else's");
    }

    #[test]
    fn nothing_is_left_behind_where_it_fails() {
        let dir = tempfile::tempdir().expect("a folder");
        assert!(matches!(save(dir.path(), b"x"), Err(StoreError::NotAFile { what: "a folder", .. })));
        assert!(matches!(save(&dir.path().join("none/x.ron"), b"x"), Err(StoreError::Io { .. })));
        assert_eq!(names(dir.path()), [""; 0]);
    }

    #[test]
    fn a_failure_names_the_file_that_was_asked_for_and_no_other() {
        let dir = tempfile::tempdir().expect("a folder");
        let path = dir.path().join("none/x.ron");
        let said = save(&path, b"x").expect_err("no such folder").to_string();
        assert!(said.contains("none/x.ron: ") && !said.contains(".ipack-"), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn only_a_regular_file_is_replaced() {
        use std::os::unix::{fs::symlink, net::UnixListener};
        let dir = tempfile::tempdir().expect("a folder");
        let at = |name: &str| dir.path().join(name);
        save(&at("real"), b"kept").expect("written");
        symlink(at("real"), at("link")).expect("a link");
        symlink(at("nowhere"), at("dangling")).expect("a link");
        let _socket = UnixListener::bind(at("socket")).expect("a socket");
        for (name, is) in [("link", "a link"), ("dangling", "a link"), ("socket", "no regular file")] {
            let refused = save(&at(name), b"x");
            assert!(matches!(refused, Err(StoreError::NotAFile { what, .. }) if what == is), "{name}: {refused:?}");
        }
        assert!(matches!(save(Path::new("/dev/null"), b"x"), Err(StoreError::NotAFile { .. })));
        assert_eq!(fs::read(at("real")).expect("a file"), b"kept");
        assert!(!at("nowhere").exists());
        fs::create_dir(at("folder")).expect("a folder");
        symlink(at("folder"), at("linked")).expect("a link");
        save(&at("linked/new.ron"), b"x").expect("a linked folder on the way is fine");
        assert!(at("folder/new.ron").is_file());
    }

    #[cfg(unix)]
    #[test]
    fn permissions_are_those_of_any_new_file_and_stay() {
        use std::os::unix::fs::PermissionsExt as _;
        let dir = tempfile::tempdir().expect("a folder");
        let mode = |path: &Path| fs::metadata(path).expect("a file").permissions().mode() & 0o777;
        let (ours, other) = (dir.path().join("plan.ron"), dir.path().join("other"));
        save(&ours, b"x").expect("written");
        fs::File::create_new(&other).expect("created");
        assert_eq!(mode(&ours), mode(&other));
        fs::set_permissions(&ours, Permissions::from_mode(0o640)).expect("changed");
        save(&ours, b"y").expect("written");
        assert_eq!(mode(&ours), 0o640);
    }
}
