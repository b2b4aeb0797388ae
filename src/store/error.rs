//! What can go wrong with a workspace on disk.

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use thiserror::Error;

use super::keeper::Address;

/// Which exit status a failure has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FailureKind {
    /// The disk, a file or the lock: status 1.
    Failed,
    /// The state is damaged, or newer than this program: status 6.
    Damaged,
    /// Somebody stopped it: status 130.
    Stopped,
    /// There is no such workspace: status 4.
    NotFound,
    /// The database that keeps a shared workspace refuses: status 3.
    Refused,
}

/// A right that a role of a database can lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Right {
    /// To read the workspace.
    Read,
    /// To change it.
    Write,
    /// To make the tables that workspaces are kept in.
    Make,
}

impl Right {
    /// Says that the right is missing, in words that follow the name of the database.
    fn lacking(self) -> &'static str {
        match self {
            Self::Read => "may not be read by this role",
            Self::Write => "may only be read by this role",
            Self::Make => "has no tables for workspaces, and this role may not make them",
        }
    }

    fn way_out(self) -> &'static str {
        match self {
            Self::Read => {
                "ask whoever administers the database to run what `ipack workspace schema --grants ROLE` prints"
            }
            Self::Write => {
                "reading works; ask whoever administers the database to run what `ipack workspace schema --grants ROLE` prints"
            }
            Self::Make => "ask whoever administers the database to run what `ipack workspace schema` prints",
        }
    }
}

const UNDONE: &str = "the change was taken back";
const UNKNOWN: &str = "whether the change was made is not known";

/// A failure of the workspace folder. Sentences are fragments that follow "failed to …: ".
#[derive(Debug, Clone, Error)]
pub enum StoreError {
    /// The operating system refused.
    #[error("can't {doing} {}: {source}", .path.display())]
    Io {
        /// What was tried, as a verb: `read`, `write to`, …
        doing: &'static str,
        /// The file or folder.
        path: PathBuf,
        source: Arc<io::Error>,
    },
    /// A document is to be read from, or written to, what is no regular file.
    #[error("can't {doing} {}: it is {what}", .path.display())]
    NotAFile {
        /// What was tried, as a verb: `read`, `write to`.
        doing: &'static str,
        path: PathBuf,
        /// What stands there: `a link`, `a folder`, …
        what: &'static str,
    },
    /// Another program has held the lock for longer than a commit takes.
    #[error("{} is locked by {holder}", .path.display())]
    Locked {
        path: PathBuf,
        /// Who holds it, as it wrote itself down.
        holder: String,
    },
    /// The folder holds a workspace already.
    #[error("{} holds {} already", .path.display(), if *.demo { "a demo workspace" } else { "a workspace" })]
    Exists { path: PathBuf, demo: bool },
    /// An earlier write failed in a way that leaves it open what is on the disk.
    #[error("writing is off since an earlier failure: {why} ({})", .path.display())]
    Halted {
        path: PathBuf,
        /// What happened then.
        why: String,
    },
    /// A write failed, and what of it is on the disk can't be known: nothing is written from now on.
    #[error("can't {doing} {}: {source}; {}, and writing is off from now on", .path.display(), if *.undone { UNDONE } else { UNKNOWN })]
    Unsure {
        /// What was tried, as a verb: `write to`, `sync`.
        doing: &'static str,
        path: PathBuf,
        source: Arc<io::Error>,
        /// Whether the change could be taken back.
        undone: bool,
    },
    /// The folder or a file in it is not the one that it was a moment ago.
    #[error("{} {what}", .path.display())]
    Moved {
        /// The folder or the file.
        path: PathBuf,
        /// What happened to it, as it reads after its name.
        what: &'static str,
    },
    /// A line is not what was written.
    #[error("{}: {what}", place(.path, *.line, *.column))]
    Damaged {
        path: PathBuf,
        /// From 1; 0 for the file as a whole.
        line: usize,
        /// From 1, in characters.
        column: usize,
        what: String,
    },
    /// A whole, undamaged line that this program does not understand.
    #[error("{}: written by a newer ipack: {what}", place(.path, *.line, *.column))]
    Newer {
        path: PathBuf,
        /// From 1.
        line: usize,
        /// From 1, in characters.
        column: usize,
        /// What it does not understand.
        what: String,
    },
    /// The database that keeps a shared workspace can't be reached, or fails.
    #[error("can't use {place}: {why}")]
    Away {
        /// Where the workspace is kept, without a password.
        place: String,
        why: String,
        hint: &'static str,
    },
    /// No workspace is kept there.
    #[error("there is no workspace in {place}")]
    NoWorkspace {
        /// Where it would be kept.
        place: String,
    },
    /// A workspace is kept there already.
    #[error("{place} holds a workspace already")]
    IsKept { place: String },
    /// The database does not allow this role to do what was asked.
    #[error("{place} {}", .lacks.lacking())]
    NotAllowed {
        /// Where the workspace is kept.
        place: String,
        lacks: Right,
    },
    /// The database takes no changes.
    #[error("{place} is a standby, or set to read only, and takes no changes")]
    Standby {
        /// Where the workspace is kept.
        place: String,
    },
    /// A change is too long for one line of a shared workspace.
    #[error("the change takes {bytes} bytes in one line, and {place} takes {most} at most")]
    TooLong {
        /// Where the workspace is kept.
        place: String,
        /// How long the line is.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// Others kept writing first.
    #[error("others kept writing to {place} first, {by} last")]
    Overtaken {
        /// Where the workspace is kept.
        place: String,
        /// Who wrote the last line.
        by: String,
    },
    /// A line was sent, and no answer came.
    #[error("{place} did not answer: it is not known whether the change was made ({why})")]
    NotKnown {
        /// Where the workspace is kept.
        place: String,
        /// What happened instead of an answer.
        why: String,
    },
    /// The journal has lost lines that were read from it.
    #[error("{place} went back: {what}")]
    WentBack {
        /// Where the workspace is kept.
        place: String,
        /// What it does not have any more, and where it is.
        what: String,
    },
    /// A folder is the copy of a workspace that is kept elsewhere.
    #[error("{} is a copy of {of}, and only read", .path.display())]
    Copy {
        path: PathBuf,
        /// Where the workspace is kept.
        of: String,
    },
    /// Long work was stopped on request.
    #[error("stopped; nothing was done")]
    Stopped,
    /// An event names something that the workspace does not have.
    #[error("the journal names {what} {id:?}, which it does not have")]
    NoSuchNoun {
        /// What it should be: `an integration pack`.
        what: &'static str,
        id: String,
    },
}

/// A file, with a line and a column of it where one is meant.
fn place(path: &Path, line: usize, column: usize) -> String {
    let path = path.display();
    if line == 0 { path.to_string() } else { format!("{path}:{line}:{column}") }
}

impl StoreError {
    /// Which exit status it has.
    pub fn kind(&self) -> FailureKind {
        match self {
            Self::Damaged { .. } | Self::Newer { .. } | Self::NoSuchNoun { .. } | Self::WentBack { .. } => {
                FailureKind::Damaged
            }
            Self::Stopped => FailureKind::Stopped,
            Self::NoWorkspace { .. } => FailureKind::NotFound,
            Self::IsKept { .. }
            | Self::NotAllowed { .. }
            | Self::Standby { .. }
            | Self::TooLong { .. }
            | Self::Copy { .. } => FailureKind::Refused,
            _ => FailureKind::Failed,
        }
    }

    /// Whether it is not known if the change was made.
    pub fn leaves_it_open(&self) -> bool {
        matches!(self, Self::NotKnown { .. } | Self::Unsure { undone: false, .. })
    }

    /// The file, the line and the column that it is about, from 1; 0 for a file as a whole.
    pub fn place(&self) -> Option<(&Path, usize, usize)> {
        match self {
            Self::Damaged { path, line, column, .. } | Self::Newer { path, line, column, .. } => {
                Some((path, *line, *column))
            }
            Self::Io { path, .. }
            | Self::NotAFile { path, .. }
            | Self::Locked { path, .. }
            | Self::Exists { path, .. }
            | Self::Moved { path, .. }
            | Self::Unsure { path, .. }
            | Self::Copy { path, .. }
            | Self::Halted { path, .. } => Some((path, 0, 0)),
            Self::NoSuchNoun { .. }
            | Self::Stopped
            | Self::Away { .. }
            | Self::NoWorkspace { .. }
            | Self::IsKept { .. }
            | Self::NotAllowed { .. }
            | Self::Standby { .. }
            | Self::TooLong { .. }
            | Self::Overtaken { .. }
            | Self::NotKnown { .. }
            | Self::WentBack { .. } => None,
        }
    }

    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Io { source, .. } => match source.kind() {
                io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => "make room on the disk and try again",
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                    "see that you may read and write there, or choose another place"
                }
                io::ErrorKind::NotADirectory | io::ErrorKind::AlreadyExists => {
                    "a file is in the way; choose another place"
                }
                _ => return None,
            },
            Self::Stopped => return None,
            Self::Away { hint, .. } => hint,
            Self::NoWorkspace { .. } => "see that the address is right; `ipack workspace create` makes a new one there",
            Self::IsKept { .. } => "open it with --workspace, or name another one with `?workspace=NAME`",
            Self::NotAllowed { lacks, .. } => lacks.way_out(),
            Self::Standby { .. } => "reading works; name the server that may be written to, or all of them with commas",
            Self::TooLong { .. } => "import in parts: a few documents at a time",
            Self::Overtaken { .. } => "nothing was changed; try again",
            Self::NotKnown { .. } => "the next start says whether it was; look before you do it again",
            Self::WentBack { .. } => "ask whoever administers the database; `ipack workspace copy` keeps what is there",
            Self::Copy { .. } => "name the workspace itself with --workspace, or copy it with `ipack workspace copy`",
            Self::NotAFile { doing: "read", .. } => "name a regular file; for a command `-` is standard input",
            Self::NotAFile { .. } => "name a new or a regular file; for a command `-` is standard output",
            Self::Locked { .. } => "wait until it is done and try again",
            Self::Exists { .. } => "choose another folder",
            Self::Halted { .. } | Self::Unsure { .. } => "see that the disk is sound, then run `ipack check --repair`",
            Self::Moved { .. } => "see who moves or replaces files there, and start again",
            Self::Damaged { path, .. } if path.to_str().is_some_and(Address::is_meant) => {
                "what stands before that row can be read; restore the row from a backup of the database"
            }
            Self::Damaged { .. } | Self::NoSuchNoun { .. } => {
                "keep a copy of the folder, then run `ipack check --repair`"
            }
            Self::Newer { .. } => "reading still works; update ipack to write",
        };
        Some(hint.to_owned())
    }
}

/// Something else stands where the workspace has a file.
#[derive(Debug, thiserror::Error)]
#[error("{0} stands in its place")]
pub(super) struct InItsPlace(pub(super) &'static str);

impl From<InItsPlace> for io::Error {
    fn from(what: InItsPlace) -> Self {
        Self::new(io::ErrorKind::InvalidInput, what)
    }
}

/// What stands in the place of a file, where that is why it can't be opened.
fn in_its_place(error: &io::Error) -> Option<String> {
    error.get_ref()?.downcast_ref::<InItsPlace>().map(ToString::to_string)
}

/// Adds to an error of the operating system what was being done to which path. Something else in the place of a file of
/// the workspace is damage.
pub(super) trait Doing<T> {
    fn doing(self, what: &'static str, path: &Path) -> Result<T, StoreError>;
}

impl<T> Doing<T> for io::Result<T> {
    fn doing(self, doing: &'static str, path: &Path) -> Result<T, StoreError> {
        self.map_err(|source| match in_its_place(&source) {
            Some(what) => StoreError::Damaged { path: path.to_owned(), line: 0, column: 0, what },
            None => StoreError::Io { doing, path: path.to_owned(), source: Arc::new(source) },
        })
    }
}
