//! Calls to the operating system, as tests count, record and fail them.

#[cfg(debug_assertions)]
use std::fmt;
use std::path::Path;

/// One call to the operating system, with what it is about.
#[derive(Debug)]
#[cfg_attr(not(debug_assertions), expect(dead_code, reason = "only tests look at it"))]
pub(super) enum Call<'a> {
    Open(&'a Path),
    /// A file that was not there is made.
    Create(&'a Path),
    Read(&'a Path),
    /// At an offset.
    Write(&'a Path, u64, &'a [u8]),
    /// To a length.
    Cut(&'a Path, u64),
    Sync(&'a Path),
    SyncFolder(&'a Path),
    Rename(&'a Path, &'a Path),
    Remove(&'a Path),
    MakeFolder(&'a Path),
    RemoveFolder(&'a Path),
    List(&'a Path),
    Stat(&'a Path),
    Lock(&'a Path),
}

#[cfg(debug_assertions)]
impl Call<'_> {
    /// The kind, as `call=` names it and a record begins with.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Open(_) => "open",
            Self::Create(_) => "create",
            Self::Read(_) => "read",
            Self::Write(..) => "write",
            Self::Cut(..) => "cut",
            Self::Sync(_) => "sync",
            Self::SyncFolder(_) => "sync-folder",
            Self::Rename(..) => "rename",
            Self::Remove(_) => "remove",
            Self::MakeFolder(_) => "make-folder",
            Self::RemoveFolder(_) => "remove-folder",
            Self::List(_) => "list",
            Self::Stat(_) => "stat",
            Self::Lock(_) => "lock",
        }
    }

    pub(super) fn path(&self) -> &Path {
        match self {
            Self::Open(path)
            | Self::Create(path)
            | Self::Read(path)
            | Self::Write(path, ..)
            | Self::Cut(path, _)
            | Self::Sync(path)
            | Self::SyncFolder(path)
            | Self::Rename(path, _)
            | Self::Remove(path)
            | Self::MakeFolder(path)
            | Self::RemoveFolder(path)
            | Self::List(path)
            | Self::Stat(path)
            | Self::Lock(path) => path,
        }
    }
}

/// A line of the record: the kind, the path, and what else there is, with tabs between.
#[cfg(debug_assertions)]
impl fmt::Display for Call<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\t{}", self.name(), self.path().display())?;
        match self {
            Self::Rename(_, to) => write!(f, "\t{}", to.display()),
            Self::Cut(_, len) => write!(f, "\t{len}"),
            Self::Write(_, offset, bytes) => {
                write!(f, "\t{offset}\t")?;
                bytes.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
            }
            _ => Ok(()),
        }
    }
}
