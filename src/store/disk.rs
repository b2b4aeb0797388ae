//! The few things the store asks of the file system, each with its permissions and its durability.
//!
//! Folders are made 0700 and files 0600. On Windows permissions are inherited and a folder can't be synced: there, a
//! power failure right after a file was made may lose its name.

use std::{
    fs::{self, DirBuilder, File, Metadata, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::Path,
};

use super::{StoreError, error::Doing};

/// Options under which files are made readable by their owner alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a folder and those above it; true if it was not there.
pub(super) fn create_folder(dir: &Path) -> Result<bool, StoreError> {
    if dir.is_dir() {
        return Ok(false);
    }
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(dir).doing("create the folder", dir)?;
    if let Some(parent) = dir.parent().filter(|p| !p.as_os_str().is_empty()) {
        sync_folder(parent)?;
    }
    Ok(true)
}

/// Makes names in a folder durable.
pub(super) fn sync_folder(dir: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    File::open(dir).and_then(|f| f.sync_all()).doing("sync the folder", dir)?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// What a file holds; none where there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e).doing("read", path),
    }
}

/// A file's size and identity; none where there is no such file.
pub(super) fn stat(path: &Path) -> Result<Option<Seen>, StoreError> {
    match fs::metadata(path) {
        Ok(metadata) => Ok(Some(Seen::of(&metadata))),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e).doing("look at", path),
    }
}

/// What one `stat` tells: which file it is, and how long.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Seen {
    /// Two files with the same one are the same file.
    pub(super) identity: (u64, u64),
    pub(super) len: u64,
}

impl Seen {
    pub(super) fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let identity = {
            use std::os::unix::fs::MetadataExt;
            (metadata.dev(), metadata.ino())
        };
        #[cfg(not(unix))]
        let identity = {
            let since = metadata.created().ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok());
            since.map_or((0, 0), |d| (d.as_secs(), u64::from(d.subsec_nanos())))
        };
        Self { identity, len: metadata.len() }
    }
}

/// Opens a file for reading and writing, making an empty one where there is none.
pub(super) fn open_or_create(path: &Path) -> io::Result<File> {
    private().read(true).write(true).create(true).truncate(false).open(path)
}

/// Opens an existing file for reading and appending.
pub(super) fn open_to_append(path: &Path) -> io::Result<File> {
    private().read(true).append(true).open(path)
}

/// A file that must not be there yet.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    private().write(true).create_new(true).open(path)
}

/// Writes a file in the place of another, in one step that a crash can't halve: a temporary file, synced, renamed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let temporary = path.with_extension("tmp");
    let mut file = private().write(true).create(true).truncate(true).open(&temporary).doing("write to", &temporary)?;
    file.write_all(bytes).and_then(|()| file.sync_all()).doing("write to", &temporary)?;
    drop(file);
    rename(&temporary, path)?;
    path.parent().map_or(Ok(()), sync_folder)
}

/// Renames; on Windows a virus scanner or an indexer may hold the target for a moment, so there it is retried.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut tries = if cfg!(windows) { 10 } else { 1 };
    loop {
        tries -= 1;
        match fs::rename(from, to) {
            Err(e) if tries > 0 && e.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            result => return result.doing("rename to", to),
        }
    }
}

/// Reads a range of a file.
pub(super) fn read_range(mut file: &File, offset: u64, len: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![0; len];
    file.seek(SeekFrom::Start(offset))?;
    file.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Reads a file from an offset to its end.
pub(super) fn read_from(mut file: &File, offset: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(offset))?;
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a commit does to the end of a segment. Tests put failing ones in the place of a file.
pub(super) trait Segment {
    /// Appends in one write.
    fn append(&mut self, bytes: &[u8]) -> io::Result<()>;
    /// Makes what was appended durable.
    fn sync(&mut self) -> io::Result<()>;
    /// Cuts the file back.
    fn cut(&mut self, len: u64) -> io::Result<()>;
}

impl Segment for File {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.write_all(bytes)
    }

    fn sync(&mut self) -> io::Result<()> {
        self.sync_data()
    }

    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.set_len(len)?;
        self.sync_all()
    }
}
