//! All access to the file system goes through here, with its permissions and its durability.
//!
//! Folders are created with mode 0700 and files with 0600. On Windows permissions are inherited, and a folder can't be
//! synced: a power failure just after a file was created may lose its name there. In debug builds a test can make any
//! call fail, see `injected`.

#![expect(clippy::disallowed_methods, reason = "this is the door")]

use std::{
    fs::{self, DirBuilder, Metadata, OpenOptions, TryLockError},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use super::{
    StoreError,
    call::Call,
    error::{Doing, InItsPlace},
};

#[cfg(debug_assertions)]
use super::injected::around;

/// Makes a call.
#[cfg(not(debug_assertions))]
fn around<T>(_: &Call<'_>, run: impl FnOnce() -> io::Result<T>) -> io::Result<T> {
    run()
}

#[derive(Debug)]
pub(super) struct File {
    inner: fs::File,
    path: PathBuf,
    opened: FileStamp,
}

impl File {
    /// Where it was when it was opened.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The device and the number of the file.
    pub(super) fn identity(&self) -> (u64, u64) {
        self.opened.identity
    }

    /// Takes the exclusive lock, until the file is closed; false where another program holds it.
    pub(super) fn lock(&self) -> io::Result<bool> {
        around(&Call::Lock(&self.path), || taken(self.inner.try_lock()))
    }

    /// Gives the lock back at once, also where a program that is just being started has the open file, too.
    pub(super) fn unlock(&self) -> io::Result<()> {
        around(&Call::Lock(&self.path), || self.inner.unlock())
    }

    /// What a program has that is started meanwhile, until it runs.
    #[cfg(test)]
    pub(super) fn inherited(&self) -> io::Result<fs::File> {
        self.inner.try_clone()
    }

    /// Takes a shared lock, until the file is closed; false where another program holds the exclusive one.
    pub(super) fn share(&self) -> io::Result<bool> {
        around(&Call::Lock(&self.path), || taken(self.inner.try_lock_shared()))
    }

    pub(super) fn stat(&self) -> io::Result<FileStamp> {
        around(&Call::Stat(&self.path), || self.inner.metadata()).map(|metadata| FileStamp::of(&metadata))
    }

    /// Makes it durable, with its length and its times.
    pub(super) fn sync_all(&self) -> io::Result<()> {
        around(&Call::Sync(&self.path), || self.inner.sync_all())
    }

    /// Makes what it holds durable.
    pub(super) fn sync_data(&self) -> io::Result<()> {
        around(&Call::Sync(&self.path), || self.inner.sync_data())
    }

    /// Cuts it back, durably.
    pub(super) fn cut(&self, len: u64) -> io::Result<()> {
        around(&Call::Cut(&self.path, len), || self.inner.set_len(len))?;
        self.sync_all()
    }

    pub(super) fn read_range(&self, offset: u64, len: usize) -> io::Result<Vec<u8>> {
        around(&Call::Read(&self.path), || {
            let mut bytes = vec![0; len];
            (&self.inner).seek(SeekFrom::Start(offset))?;
            (&self.inner).read_exact(&mut bytes)?;
            Ok(bytes)
        })
    }

    /// Reads from an offset to the end.
    pub(super) fn read_from(&self, offset: u64) -> io::Result<Vec<u8>> {
        self.read_at_most(offset, u64::MAX)
    }

    /// Reads its first `len` bytes, or all of them where there are fewer.
    pub(super) fn read_start(&self, len: u64) -> io::Result<Vec<u8>> {
        self.read_at_most(0, len)
    }

    fn read_at_most(&self, offset: u64, len: u64) -> io::Result<Vec<u8>> {
        around(&Call::Read(&self.path), || {
            let mut bytes = Vec::new();
            let likely = self.opened.len.saturating_sub(offset).min(len);
            bytes.try_reserve_exact(usize::try_from(likely).unwrap_or(usize::MAX))?;
            (&self.inner).seek(SeekFrom::Start(offset))?;
            (&self.inner).take(len).read_to_end(&mut bytes)?;
            Ok(bytes)
        })
    }

    /// Writes over its first bytes.
    pub(super) fn overwrite(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.seek(SeekFrom::Start(0))?;
        self.write_all(bytes)
    }
}

fn taken(tried: Result<(), TryLockError>) -> io::Result<bool> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(e)) => Err(e),
    }
}

impl Write for File {
    #[cfg(debug_assertions)]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        super::injected::around_write(&self.path, &self.inner, bytes)
    }

    #[cfg(not(debug_assertions))]
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.inner.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

pub(super) fn open(path: &Path) -> io::Result<File> {
    open_with(path, OpenOptions::new().read(true))
}

/// Opens a file for reading and writing, making an empty one where there is none.
pub(super) fn open_or_create(path: &Path) -> io::Result<File> {
    match open_with(path, OpenOptions::new().read(true).write(true)) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => match create(path, private().read(true)) {
            // Another program was faster.
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {
                open_with(path, OpenOptions::new().read(true).write(true))
            }
            file => file,
        },
        file => file,
    }
}

/// Opens an existing file for reading and appending.
pub(super) fn open_to_append(path: &Path) -> io::Result<File> {
    open_with(path, OpenOptions::new().read(true).append(true))
}

/// A file that must not be there yet.
pub(super) fn create_new(path: &Path) -> io::Result<File> {
    create(path, &mut private())
}

/// Opens a regular file and nothing else. Opening a pipe would wait for its other end, and reading a device may never
/// end. Through a link, somebody who may write to the folder could make the program write to another file.
fn open_with(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let file = around(&Call::Open(path), || {
        #[cfg(unix)]
        {
            use rustix::{fs::OFlags, io::Errno};
            let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
            std::os::unix::fs::OpenOptionsExt::custom_flags(options, flags.bits().cast_signed());
            options.open(path).map_err(|error| match Errno::from_io_error(&error) {
                Some(Errno::LOOP) => InItsPlace("a link").into(),
                Some(Errno::ISDIR) => InItsPlace("a folder").into(),
                // A pipe that nobody reads, a socket.
                Some(Errno::NXIO) => InItsPlace("something that is no file").into(),
                _ => error,
            })
        }
        #[cfg(not(unix))]
        options.open(path)
    })?;
    let metadata = file.metadata()?;
    match metadata.file_type() {
        kind if kind.is_file() => Ok(File { inner: file, path: path.to_owned(), opened: FileStamp::of(&metadata) }),
        kind if kind.is_dir() => Err(InItsPlace("a folder").into()),
        _ => Err(InItsPlace("something that is no file").into()),
    }
}

fn create(path: &Path, options: &mut OpenOptions) -> io::Result<File> {
    let file = around(&Call::Create(path), || options.write(true).create_new(true).open(path))?;
    let opened = FileStamp::of(&file.metadata()?);
    Ok(File { inner: file, path: path.to_owned(), opened })
}

/// Options under which files are made readable by their owner alone.
fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// What a file holds; none where there is no such file.
pub(super) fn read(path: &Path) -> Result<Option<Vec<u8>>, StoreError> {
    match open(path).and_then(|file| file.read_from(0)) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(e).doing("read", path),
    }
}

/// What was read from a file; none where something else stands in its place, which [`displaced`] reports.
pub(super) fn if_a_file<T>(read: Result<Option<T>, StoreError>) -> Result<Option<T>, StoreError> {
    match read {
        Err(StoreError::Damaged { .. }) => Ok(None),
        read => read,
    }
}

/// What stands in the place of a file, as damage; none where a file does, or nothing.
pub(super) fn displaced(path: &Path) -> Option<StoreError> {
    open(path).doing("open", path).err().filter(|why| matches!(why, StoreError::Damaged { .. }))
}

/// A file's size and identity; none where there is no such file.
pub(super) fn stat(path: &Path) -> Result<Option<FileStamp>, StoreError> {
    match around(&Call::Stat(path), || fs::metadata(path)) {
        Ok(metadata) => Ok(Some(FileStamp::of(&metadata))),
        Err(e) if matches!(e.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(None),
        Err(e) => Err(e).doing("look at", path),
    }
}

/// What one `stat` tells: which file it is, how long, and when it was changed last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct FileStamp {
    /// The device and the number of the file: equal for one file, and different for two.
    pub(super) identity: (u64, u64),
    pub(super) len: u64,
    /// Seconds and nanoseconds since 1970. It grows with every change, but the file system's clock advances only every
    /// few milliseconds. So a new value shows that the file was changed, but the same value does not show that it was
    /// not.
    changed: (i64, i64),
}

impl FileStamp {
    fn of(metadata: &Metadata) -> Self {
        #[cfg(unix)]
        let (identity, changed) = {
            use std::os::unix::fs::MetadataExt;
            ((metadata.dev(), metadata.ino()), (metadata.ctime(), metadata.ctime_nsec()))
        };
        #[cfg(not(unix))]
        let (identity, changed) = {
            let since = |time: io::Result<std::time::SystemTime>| {
                time.ok().and_then(|t| t.duration_since(std::time::UNIX_EPOCH).ok()).unwrap_or_default()
            };
            let (made, changed) = (since(metadata.created()), since(metadata.modified()));
            let seconds = i64::try_from(changed.as_secs()).unwrap_or(i64::MAX);
            ((made.as_secs(), u64::from(made.subsec_nanos())), (seconds, i64::from(changed.subsec_nanos())))
        };
        Self { identity, len: metadata.len(), changed }
    }
}

/// Makes a folder and those above it; true if it was not there.
pub(super) fn create_folder(dir: &Path) -> Result<bool, StoreError> {
    if dir.is_dir() {
        return Ok(false);
    }
    if let Some(parent) = dir.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        create_folder(parent)?;
    }
    let mut builder = DirBuilder::new();
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    match around(&Call::MakeFolder(dir), || builder.create(dir)) {
        // Another program was faster.
        Err(_) if dir.is_dir() => Ok(false),
        made => made.map(|()| true).doing("create the folder", dir),
    }
}

/// Takes an empty folder away.
pub(super) fn remove_folder(dir: &Path) -> io::Result<()> {
    around(&Call::RemoveFolder(dir), || fs::remove_dir(dir))
}

/// The names in a folder, sorted. Names that are not Unicode are left out: the program writes none.
pub(super) fn list(dir: &Path) -> Result<Vec<String>, StoreError> {
    let names = || fs::read_dir(dir)?.map(|entry| Ok(entry?.file_name())).collect::<io::Result<Vec<_>>>();
    let names = around(&Call::List(dir), names).doing("read", dir)?;
    let mut names: Vec<String> = names.into_iter().filter_map(|name| name.into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// Makes names in a folder durable.
pub(super) fn sync_folder(dir: &Path) -> Result<(), StoreError> {
    #[cfg(unix)]
    around(&Call::SyncFolder(dir), || fs::File::open(dir).and_then(|f| f.sync_all())).doing("sync the folder", dir)?;
    #[cfg(not(unix))]
    let _ = dir;
    Ok(())
}

/// Makes the name of a folder durable, and the names of the folders above it: the program that created them may have
/// been killed before it could. A folder on another disk is a mount point, which is older.
pub(super) fn sync_names_above(dir: &Path) -> Result<(), StoreError> {
    let dir = std::path::absolute(dir).doing("look at", dir)?;
    let disk = stat(&dir)?.map(|seen| seen.identity.0);
    for above in dir.ancestors().skip(1) {
        if stat(above)?.map(|seen| seen.identity.0) != disk {
            break;
        }
        match sync_folder(above) {
            // Nobody can have created a folder inside one that they may not read.
            Err(StoreError::Io { source, .. }) if source.kind() == io::ErrorKind::PermissionDenied => break,
            synced => synced?,
        }
    }
    Ok(())
}

/// Replaces a file in one step, so that a crash leaves either the old or the new one. The bytes go to a temporary file
/// whose name can't be guessed; it is synced and then renamed.
pub(super) fn replace(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let (mut file, temporary) = temporary(dir, &name).doing("write to", path)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).doing("write to", &temporary);
    written.and_then(|()| rename(&temporary, path)).inspect_err(|_| {
        // A temporary file that is left does no harm, and the first error is the one to report.
        let _ = remove(&temporary);
    })?;
    sync_folder(dir)
}

/// A new file, named after what it will be.
fn temporary(dir: &Path, name: &str) -> io::Result<(File, PathBuf)> {
    let named = tempfile::Builder::new().prefix(&format!("{name}.")).suffix(".tmp").make_in(dir, create_new)?;
    let (file, path) = named.into_parts();
    path.keep().map(|path| (file, path)).map_err(|e| e.error)
}

/// Renames a file. On Windows a virus scanner or an indexer may hold the target for a moment, so it tries several times
/// there.
pub(super) fn rename(from: &Path, to: &Path) -> Result<(), StoreError> {
    let mut tries = if cfg!(windows) { 10 } else { 1 };
    loop {
        tries -= 1;
        match around(&Call::Rename(from, to), || fs::rename(from, to)) {
            Err(e) if tries > 0 && e.kind() == io::ErrorKind::PermissionDenied => {
                std::thread::sleep(std::time::Duration::from_millis(20));
            }
            result => return result.doing("rename to", to),
        }
    }
}

/// Takes a file's name away.
pub(super) fn remove(path: &Path) -> io::Result<()> {
    around(&Call::Remove(path), || fs::remove_file(path))
}
