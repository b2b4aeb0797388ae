//! Documents as they are handed over: read whole, and never more of them than there may be.
//!
//! Regular files are read wherever documents are named; a command also takes pipes, and `-` for standard input. What
//! counts is what was read, not what a file says of itself. Devices, sockets and, for the screens, pipes are refused
//! before they are opened.

#![expect(clippy::disallowed_methods, reason = "the files of users are no part of the state")]

use std::{
    fs::{self, File, Metadata},
    io::{self, Read},
    path::{Path, PathBuf},
};

use super::{
    DocumentErrors, ImportError,
    located::{Fault, options},
    shape::Document,
};
use crate::store::{Progress, StoreError, error::Doing};

/// Largest document, in bytes.
pub(super) const MAX_BYTES: u64 = 64 << 20;
/// Most bytes that documents have together.
const MAX_TOTAL: u64 = 1 << 30;
/// Most documents.
const MAX_DOCUMENTS: usize = 500_000;

/// One document as it was handed over.
#[derive(Debug, Clone)]
pub struct Source {
    /// Where it came from, for messages.
    pub path: PathBuf,
    pub text: String,
}

impl Source {
    /// Reads a document of at most 64 MB from a regular file.
    ///
    /// # Errors
    /// [`ImportError::Store`] where it can't be read, [`ImportError::Documents`] where it is too large or not UTF-8.
    pub fn read(path: &Path) -> Result<Self, ImportError> {
        Self::file(path, false)
    }

    /// Reads a document that a command names: a file, a pipe, or `-` for standard input.
    pub fn given(path: &Path) -> Result<Self, ImportError> {
        if path == Path::new("-") {
            return Self::whole(Path::new("standard input"), io::stdin().lock());
        }
        Self::file(path, true)
    }

    /// Reads a document, or every `.ron` document of a folder, by name.
    ///
    /// # Errors
    /// As [`Source::read`]; [`ImportError::Store`] where a folder holds none, or too many.
    pub fn read_all(path: &Path, progress: &Progress) -> Result<Vec<Self>, ImportError> {
        all(&[path.to_owned()], Self::read, progress)
    }

    /// Reads the documents that a command names, each as [`Source::given`] or from a folder.
    pub fn all_given(paths: &[PathBuf], progress: &Progress) -> Result<Vec<Self>, ImportError> {
        all(paths, Self::given, progress)
    }

    fn file(path: &Path, pipes: bool) -> Result<Self, ImportError> {
        // The file is checked before it is opened, because opening a pipe waits for its writer.
        check(path, &fs::metadata(path).doing("read", path)?, pipes)?;
        let file = File::open(path).doing("read", path)?;
        check(path, &file.metadata().doing("read", path)?, pipes)?;
        Self::whole(path, file)
    }

    fn whole(path: &Path, from: impl Read) -> Result<Self, ImportError> {
        let mut bytes = Vec::new();
        from.take(MAX_BYTES + 1).read_to_end(&mut bytes).doing("read", path)?;
        let wrong = |bytes: &[u8], offset, message: &str, hint: &str| {
            Err(DocumentErrors::one(path.to_owned(), bytes, offset, message, hint).into())
        };
        if bytes.len() as u64 > MAX_BYTES {
            return wrong(&[], 0, "the document is larger than 64 MB", "split it; references may go across documents");
        }
        if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") || bytes.iter().take(2).any(|b| *b == 0) {
            return wrong(&[], 0, "the document is not UTF-8 but UTF-16, it seems", "save it as UTF-8");
        }
        if bytes.starts_with("\u{feff}".as_bytes()) {
            bytes.drain(.."\u{feff}".len());
        }
        match String::from_utf8(bytes) {
            Ok(text) => Ok(Self { path: path.to_owned(), text }),
            Err(e) => {
                let offset = e.utf8_error().valid_up_to();
                wrong(e.as_bytes(), offset, "the document is not UTF-8 here", "save it as UTF-8")
            }
        }
    }

    pub(super) fn parse(&self) -> Result<Document, Fault> {
        options().from_str(&self.text).map_err(|e| Fault::of(&e, &self.text))
    }
}

/// Refuses what is no regular file, or no pipe where `pipes` are read.
fn check(path: &Path, metadata: &Metadata, pipes: bool) -> Result<(), StoreError> {
    let is_pipe = is_pipe(metadata);
    if metadata.is_file() || (is_pipe && pipes) {
        return Ok(());
    }
    let what = match () {
        () if metadata.is_dir() => "a folder",
        () if is_pipe => "a pipe",
        () => "a device or a socket",
    };
    Err(StoreError::NotAFile { doing: "read", path: path.to_owned(), what })
}

#[cfg(unix)]
fn is_pipe(metadata: &Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_: &Metadata) -> bool {
    false
}

fn all(
    paths: &[PathBuf],
    read: impl Fn(&Path) -> Result<Source, ImportError>,
    progress: &Progress,
) -> Result<Vec<Source>, ImportError> {
    let (mut sources, mut total) = (Vec::new(), 0);
    for path in paths {
        let is_folder = path.is_dir();
        let documents = if is_folder { folder(path)? } else { vec![path.clone()] };
        progress.begin("opening documents", documents.len())?;
        for document in documents {
            // A pipe is read only where the user names it, not where it just lies in a folder.
            let source = if is_folder { Source::read(&document)? } else { read(&document)? };
            total += source.text.len() as u64;
            sources.push(source);
            if total > MAX_TOTAL || sources.len() > MAX_DOCUMENTS {
                return Err(too_much(path).into());
            }
            progress.one()?;
        }
    }
    Ok(sources)
}

/// The documents of a folder, by name.
fn folder(path: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(path).doing("read", path)? {
        let document = entry.doing("read", path)?.path();
        if document.extension().is_some_and(|extension| extension == "ron") {
            paths.push(document);
        }
        if paths.len() > MAX_DOCUMENTS {
            return Err(too_much(path));
        }
    }
    if paths.is_empty() {
        return Err(io::Error::new(io::ErrorKind::NotFound, "the folder holds no .ron document")).doing("read", path);
    }
    paths.sort();
    Ok(paths)
}

fn too_much(path: &Path) -> StoreError {
    let what = format!("documents of more than {} MB, or more than {MAX_DOCUMENTS}, at once", MAX_TOTAL >> 20);
    StoreError::Io { doing: "read", path: path.to_owned(), source: io::Error::other(what).into() }
}
