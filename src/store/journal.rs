//! `journal-<n>.ron`: the segments of the journal, which is the state. All other files are caches of it.

use std::path::{Path, PathBuf};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::{
    StoreError,
    current::{self, Copied, Current, encode},
    disk,
    error::Doing,
    line::{self, Digest, TRAILER},
    mark::Mark,
};
use crate::domain::{Event, Stamp, Via};

/// What can be wrong with a segment, whoever finds it.
pub(super) const MISSING: &str = "this segment of the journal is missing";
pub(super) const LINES_AFTER: &str = "lines stand after the end of the segment";
pub(super) const NOT_ACKNOWLEDGED: &str = "not the line that was acknowledged here";
pub(super) const CUT_SHORT: &str = "the segment ends before its time";

/// One commit, as it stands on a line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Commit {
    seq: u64,
    at: DateTime<Utc>,
    by: String,
    via: Via,
    pub(super) events: Vec<Event>,
}

/// The same, borrowed, for writing.
#[derive(Serialize)]
struct CommitRef<'a> {
    seq: u64,
    at: DateTime<Utc>,
    by: &'a str,
    via: Via,
    events: &'a [Event],
}

impl Commit {
    pub(super) fn stamp(&self) -> Stamp {
        Stamp { at: self.at, by: self.by.clone(), via: self.via }
    }
}

/// The last line of a segment that has a successor.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Sealed {
    seq: u64,
    next: u64,
}

pub(super) const SEALED: &str = "Sealed";

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Record {
    Commit(Commit),
    Sealed(Sealed),
}

impl Record {
    /// What a line's text says, its digest aside.
    pub(super) fn read(text: &str) -> Result<Self, ron::error::SpannedError> {
        match text.strip_prefix(SEALED) {
            Some(sealed) => ron::from_str(sealed).map(Self::Sealed),
            None => ron::from_str(text).map(Self::Commit),
        }
    }
}

/// How far the journal was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Position {
    /// The segment that the journal begins with.
    pub(super) first: u64,
    pub(super) segment: u64,
    /// Bytes of the segment read.
    pub(super) offset: u64,
    /// Lines of the segment read.
    pub(super) line: usize,
    /// Sequence number of the last line read, 0 for none.
    pub(super) seq: u64,
    digest: Digest,
    /// The last stamp; stamps never go back.
    pub(super) at: Option<DateTime<Utc>>,
}

/// What a segment holds after a position.
pub(super) struct Rest {
    /// Whether the line before it ends with its line break.
    pub(super) ended: bool,
    pub(super) bytes: Vec<u8>,
}

impl Position {
    pub(super) fn start(current: &Current) -> Self {
        let Current { first, segment, covers_seq, digest, at, .. } = *current;
        let (offset, line) = current.copy.as_ref().map_or((0, 0), |copy| (copy.offset, copy.line));
        Self { first, segment, offset, line, seq: covers_seq, digest, at }
    }

    /// The `CURRENT.ron` by which replay would start here.
    pub(super) fn as_current(&self, current: &Current) -> Current {
        let Self { segment, offset, line, seq, digest, at, .. } = *self;
        let copy = current.copy.clone().map(|copy| Copied { offset, line, ..copy });
        Current { segment, covers_seq: seq, digest, at, copy, ..current.clone() }
    }

    /// The digest of the last line read.
    pub(super) fn digest(&self) -> Digest {
        self.digest
    }

    pub(super) fn path(&self, dir: &Path) -> PathBuf {
        path(dir, self.segment)
    }

    /// The mark that names the last line read.
    pub(super) fn mark(&self) -> Mark {
        Mark { seq: self.seq, digest: self.digest, first: self.first }
    }

    /// Reads the next line, given without its line break, and steps over it.
    pub(super) fn take(&mut self, bytes: &[u8], dir: &Path) -> Result<Record, StoreError> {
        let (path, line) = (self.path(dir), self.line + 1);
        let damaged =
            |column, what: &str| StoreError::Damaged { path: path.clone(), line, column, what: what.to_owned() };
        let (text, digest) = self.open(bytes, dir)?;
        let newer = |e: ron::error::SpannedError, skipped: usize| StoreError::Newer {
            path: path.clone(),
            line,
            column: e.span.start.col + skipped,
            what: e.code.to_string(),
        };
        let record = match text.strip_prefix(SEALED) {
            Some(sealed) => Record::Sealed(ron::from_str(sealed).map_err(|e| newer(e, SEALED.len()))?),
            None => Record::Commit(ron::from_str(text).map_err(|e| newer(e, 0))?),
        };
        let (Record::Commit(Commit { seq, .. }) | Record::Sealed(Sealed { seq, .. })) = &record;
        if *seq != self.seq + 1 {
            return Err(damaged(1, "its sequence number does not follow the one before"));
        }
        if let Record::Sealed(sealed) = &record
            && sealed.next != self.segment + 1
        {
            return Err(damaged(1, "the segment after this one has another number"));
        }
        self.step(digest, bytes.len() + 1);
        match &record {
            Record::Commit(commit) => self.at = Some(commit.at),
            Record::Sealed(_) => self.turn(),
        }
        Ok(record)
    }

    /// Checks the digest of the next line and steps over it, without parsing what it says.
    pub(super) fn pass(&mut self, bytes: &[u8], dir: &Path) -> Result<(), StoreError> {
        match self.open(bytes, dir)? {
            (text, _) if text.starts_with(SEALED) => self.take(bytes, dir).map(drop),
            (_, digest) => {
                self.step(digest, bytes.len() + 1);
                Ok(())
            }
        }
    }

    /// The text and the digest of the next line, where the digest is right.
    fn open<'b>(&self, bytes: &'b [u8], dir: &Path) -> Result<(&'b str, Digest), StoreError> {
        line::open(bytes, &self.digest).map_err(|broken| StoreError::Damaged {
            path: self.path(dir),
            line: self.line + 1,
            column: broken.column,
            what: broken.what.to_owned(),
        })
    }

    /// The line of the next commit, with its line break, and the position after it.
    pub(super) fn commit(&self, stamp: &Stamp, events: &[Event], dir: &Path) -> Result<(String, Self), StoreError> {
        let commit = CommitRef { seq: self.seq + 1, at: stamp.at, by: &stamp.by, via: stamp.via, events };
        let (line, digest) = line::close(encode(&commit, &self.path(dir))?, &self.digest);
        let mut after = self.clone();
        after.step(digest, line.len());
        after.at = Some(stamp.at);
        Ok((line, after))
    }

    /// The line that ends this segment, with its line break, and the start of the next one.
    pub(super) fn seal(&self, dir: &Path) -> Result<(String, Self), StoreError> {
        let sealed = Sealed { seq: self.seq + 1, next: self.segment + 1 };
        let text = format!("{SEALED}{}", encode(&sealed, &self.path(dir))?);
        let (line, digest) = line::close(text, &self.digest);
        let mut after = self.clone();
        after.step(digest, line.len());
        after.turn();
        Ok((line, after))
    }

    /// Steps over a damaged line, so that the lines after it can be read. Its own sequence number and digest are
    /// believed.
    pub(super) fn skip(&mut self, bytes: &[u8]) {
        let text = String::from_utf8_lossy(bytes);
        let digest = line::written(&text).unwrap_or(self.digest);
        self.step(digest, bytes.len() + 1);
        let text = text.rsplit_once("//").map_or(&*text, |(text, _)| text);
        let sealed = text.strip_prefix(SEALED).map(ron::from_str::<Sealed>);
        let seq = match &sealed {
            Some(sealed) => sealed.as_ref().ok().map(|sealed| sealed.seq),
            None => ron::from_str::<Commit>(text).ok().map(|commit| commit.seq),
        };
        self.seq = seq.unwrap_or(self.seq);
        if sealed.is_some() {
            self.turn();
        }
    }

    /// What a segment holds after this position, in one short read.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where the last line that was read does not stand before it.
    pub(super) fn rest(&self, file: &disk::File, path: &Path) -> Result<Rest, StoreError> {
        let start = self.offset.saturating_sub(TRAILER as u64);
        let mut bytes = file.read_from(start).doing("read", path)?;
        if self.offset == 0 {
            return Ok(Rest { ended: true, bytes });
        }
        let trailer = format!("//{}", self.digest());
        if !bytes.starts_with(trailer.as_bytes()) {
            let what = "holds other lines than a moment ago";
            return Err(StoreError::Moved { path: path.to_owned(), what });
        }
        let ended = bytes.get(trailer.len()) == Some(&b'\n');
        bytes.drain(..TRAILER.min(bytes.len()));
        Ok(Rest { ended, bytes })
    }

    /// Whether a line that was acknowledged is not there.
    pub(super) fn misses(&self, mark: &Mark) -> bool {
        self.first < mark.first || self.seq < mark.seq || self.contradicts(mark)
    }

    /// Whether another line stands here than the one that was acknowledged.
    pub(super) fn contradicts(&self, mark: &Mark) -> bool {
        self.first == mark.first && self.seq == mark.seq && self.mark() != *mark
    }

    /// The damage, in words: which acknowledged lines are missing.
    pub(super) fn missing(&self, mark: &Mark, dir: &Path) -> StoreError {
        if self.first < mark.first {
            let what = format!(
                "names the journal from before a repair; the repaired one, which began with segment {} and held line {}, is missing",
                mark.first, mark.seq
            );
            return StoreError::Damaged { path: dir.join(current::NAME), line: 1, column: 1, what };
        }
        let what = if self.seq == mark.seq {
            "the journal's last line is not the one that was acknowledged".to_owned()
        } else if self.seq + 1 == mark.seq {
            format!("the journal ends here, and line {} of it, which was acknowledged, is missing", mark.seq)
        } else {
            let (first, last) = (self.seq + 1, mark.seq);
            format!("the journal ends here, and lines {first} to {last} of it, which were acknowledged, are missing")
        };
        StoreError::Damaged { path: self.path(dir), line: self.line + 1, column: 1, what }
    }

    fn step(&mut self, digest: Digest, len: usize) {
        self.digest = digest;
        self.seq += 1;
        self.offset += len as u64;
        self.line += 1;
    }

    fn turn(&mut self) {
        self.segment += 1;
        (self.offset, self.line) = (0, 0);
    }
}

/// So many bytes of the first line hold its sequence number, its stamp and the beginning of its events.
const ORIGIN: u64 = 256;

/// The beginning of the first line of the journal that starts with segment `first`; none where that has no line yet. A
/// repair keeps it as long as the first line is good.
pub(super) fn origin(dir: &Path, first: u64) -> Result<Option<Vec<u8>>, StoreError> {
    let path = path(dir, first);
    let file = match disk::open(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.doing("open", &path)?,
    };
    let mut bytes = file.read_start(ORIGIN).doing("read", &path)?;
    bytes.truncate(bytes.iter().position(|byte| *byte == b'\n').unwrap_or(bytes.len()));
    Ok((!bytes.is_empty()).then_some(bytes))
}

/// The number in a name such as `journal-3.ron`.
pub(super) fn numbered(name: &str, kind: &str) -> Option<u64> {
    name.strip_prefix(kind)?.strip_suffix(".ron")?.parse().ok()
}

pub(super) fn path(dir: &Path, segment: u64) -> PathBuf {
    dir.join(format!("journal-{segment}.ron"))
}
