//! `snapshot-<n>.ron`: every noun as it was before journal segment n, one compact RON value per line.
//!
//! `Snapshot(…)` first, then `Settings(…)`, `Pack(…)`, `Component(…)`, `Contents(…)`, `Account(…)`, `AccountGroup(…)`,
//! and `End(lines: …)` last, so that a file cut short at a line break shows.

use std::{
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::{
    Progress, StoreError,
    current::{Current, encode},
    disk::{self, File},
    error::Doing,
    line::{self, Digest},
};
use crate::domain::{Account, AccountGroup, Component, ComponentId, Event, Imported, Pack, PackageContents, Stamp};

/// Its first line, the settings and its last line.
const LINES_BESIDES: usize = 3;

/// Where a line stands in a snapshot, in bytes, without its line break.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) offset: u64,
    pub(super) len: usize,
}

/// Something that has a line of its own in a snapshot: `Tag(value)`.
pub(super) trait Noun: Clone + Serialize + DeserializeOwned {
    const TAG: &'static str;
    fn id(&self) -> &str;

    /// Applies a deferred event.
    fn apply(&mut self, _: &Event, _: &Stamp) {}
}

impl Noun for Pack {
    const TAG: &'static str = "Pack";
    fn id(&self) -> &str {
        self.id.as_str()
    }

    fn apply(&mut self, event: &Event, stamp: &Stamp) {
        Self::apply(self, event, stamp);
    }
}

impl Noun for Component {
    const TAG: &'static str = "Component";
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Noun for Account {
    const TAG: &'static str = "Account";
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

impl Noun for AccountGroup {
    const TAG: &'static str = "AccountGroup";
    fn id(&self) -> &str {
        self.id.as_str()
    }
}

/// What a component's versions include. It is kept apart from the component because it is large and rarely needed.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ComponentContents {
    pub(super) component: ComponentId,
    pub(super) packages: Arc<Vec<PackageContents>>,
}

impl Noun for ComponentContents {
    const TAG: &'static str = "Contents";
    fn id(&self) -> &str {
        self.component.as_str()
    }
}

/// A snapshot that lines are read from.
#[derive(Debug)]
pub(super) struct Snapshot {
    path: PathBuf,
    file: File,
    before: Digest,
}

#[derive(Debug, Serialize, Deserialize)]
struct End {
    lines: usize,
}

impl Snapshot {
    /// The snapshot that `CURRENT.ron` names, with its length; none where it is missing.
    pub(super) fn open(path: PathBuf, current: &Current) -> Result<Option<(Self, u64)>, StoreError> {
        let file = match disk::open(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            file => file.doing("open", &path)?,
        };
        let len = file.stat().doing("look at", &path)?.len;
        Ok(Some((Self { path, file, before: current.digest }, len)))
    }

    /// The text of a line, its digest checked.
    pub(super) fn text(snapshot: Option<&Self>, at: Span) -> Result<String, StoreError> {
        let Some(this) = snapshot else {
            let what = "a noun has neither a value nor a snapshot".to_owned();
            return Err(StoreError::Damaged { path: PathBuf::from("snapshot"), line: 0, column: 0, what });
        };
        let bytes = this
            .file
            .read_range(at.offset, at.len)
            .map_err(|e| this.damaged(at, 1, format!("its line can't be read: {e}")))?;
        let (text, _) = line::open(&bytes, &this.before).map_err(|b| this.damaged(at, b.column, b.what.into()))?;
        Ok(text.to_owned())
    }

    /// The noun on a line, which must have this id.
    pub(super) fn noun<T: Noun>(snapshot: Option<&Self>, at: Span, id: &str) -> Result<T, StoreError> {
        let text = Self::text(snapshot, at)?;
        let noun: Result<T, _> = value_of(&text, T::TAG);
        match (noun, snapshot) {
            (Ok(noun), _) if noun.id() == id => Ok(noun),
            (Err((column, what)), Some(this)) => Err(this.damaged(at, column, what)),
            (_, this) => {
                let path = this.map(|s| s.path.clone()).unwrap_or_default();
                Err(StoreError::Damaged {
                    path,
                    line: 0,
                    column: 0,
                    what: format!("{} {id:?} is not where the index says", T::TAG),
                })
            }
        }
    }

    fn damaged(&self, at: Span, column: usize, what: String) -> StoreError {
        let before = usize::try_from(at.offset).ok().and_then(|len| self.file.read_range(0, len).ok());
        let line = before.map_or(0, |bytes| bytes.split(|b| *b == b'\n').count());
        StoreError::Damaged { path: self.path.clone(), line, column, what }
    }
}

/// The line of a noun, without digest.
pub(super) fn line_of<T: Noun>(noun: &T) -> Result<String, StoreError> {
    Ok(format!("{}({})", T::TAG, encode(noun, Path::new("snapshot"))?))
}

/// The value in `Tag(value)`, or the column and what is wrong there.
fn value_of<T: DeserializeOwned>(text: &str, tag: &str) -> Result<T, (usize, String)> {
    let inside = text.strip_prefix(tag).and_then(|t| t.strip_prefix('(')).and_then(|t| t.strip_suffix(')'));
    let inside = inside.ok_or_else(|| (1, format!("a line of another kind than {tag}")))?;
    ron::from_str(inside).map_err(|e| (e.span.start.col + tag.len() + 1, e.code.to_string()))
}

/// Everything in a snapshot, where its index can't be used.
pub(super) fn read_all(path: &Path, current: &Current) -> Result<Imported, StoreError> {
    let mut all = Imported::default();
    each_line(path, current, take, &mut all, |_, _, fault| fault.map_or(Ok(()), Err))?;
    Ok(all)
}

/// Adds the text of a line, with its number, to what is known; true for the last line, else the column and what is
/// wrong there.
pub(super) type Take = fn(&str, usize, &Current, &mut Imported) -> Result<bool, (usize, String)>;

/// Reads a snapshot line by line into `all`, by `take`; `seen` is told after each which line it was, and what is wrong
/// with it.
pub(super) fn each_line(
    path: &Path,
    current: &Current,
    take: Take,
    all: &mut Imported,
    mut seen: impl FnMut(&mut Imported, usize, Option<StoreError>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let damaged = |line, column, what| StoreError::Damaged { path: path.to_owned(), line, column, what };
    let bytes = disk::read(path)?.ok_or_else(|| damaged(0, 0, "is missing".to_owned()))?;
    let (mut lines, mut ended) = (0, false);
    for bytes in bytes.split_inclusive(|b| *b == b'\n') {
        lines += 1;
        let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
        let taken = line::open(bytes, &current.digest).map_err(|b| damaged(lines, b.column, b.what.into())).and_then(
            |(text, _)| take(text, lines, current, all).map_err(|(column, what)| damaged(lines, column, what)),
        );
        ended = matches!(taken, Ok(true));
        seen(all, lines, taken.err())?;
    }
    if ended { Ok(()) } else { seen(all, lines, Some(damaged(lines, 1, "the file is cut short".to_owned()))) }
}

/// Only tells whether it is the last line: the digest has confirmed what it says.
pub(super) fn is_end(text: &str, lines: usize, _: &Current, _: &mut Imported) -> Result<bool, (usize, String)> {
    let end = text.starts_with("End(").then(|| value_of::<End>(text, "End")).transpose()?;
    Ok(end.is_some_and(|end| end.lines == lines))
}

/// Adds what one line says.
pub(super) fn take(text: &str, lines: usize, current: &Current, all: &mut Imported) -> Result<bool, (usize, String)> {
    let tag = text.split('(').next().unwrap_or_default();
    match tag {
        "Snapshot" => {
            let header: Current = value_of(text, tag)?;
            if header != *current {
                return Err((1, "belongs to another CURRENT.ron".to_owned()));
            }
        }
        "Settings" => all.settings = Some(value_of(text, tag)?),
        "Pack" => all.packs.push(value_of(text, tag)?),
        "Component" => all.components.push(value_of(text, tag)?),
        "Contents" => {
            let contents: ComponentContents = value_of(text, tag)?;
            all.contents.push((contents.component, Arc::unwrap_or_clone(contents.packages)));
        }
        "Account" => all.accounts.push(value_of(text, tag)?),
        "AccountGroup" => all.groups.push(value_of(text, tag)?),
        "End" => return Ok(value_of::<End>(text, tag)?.lines == lines),
        _ => return Err((1, "a kind of line that this program does not know".to_owned())),
    }
    Ok(false)
}

/// Writes a snapshot, line by line.
pub(super) struct Writer {
    path: PathBuf,
    out: BufWriter<File>,
    before: Digest,
    offset: u64,
    lines: usize,
    progress: Progress,
}

impl Writer {
    /// Starts the snapshot that `current` will name. One that is there already under this name was never published.
    /// So many `nouns` will be written.
    pub(super) fn start(dir: &Path, current: &Current, nouns: usize, progress: &Progress) -> Result<Self, StoreError> {
        progress.begin("shortening the journal", nouns + LINES_BESIDES)?;
        let path = dir.join(super::current::snapshot_name(current.number()));
        let file = disk::create_new(&path).doing("write to", &path)?;
        let (out, progress) = (BufWriter::new(file), progress.clone());
        let mut writer = Self { path, out, before: current.digest, offset: 0, lines: 0, progress };
        let header = encode(current, &writer.path)?;
        writer.line(format!("Snapshot({header})"))?;
        Ok(writer)
    }

    /// Writes a line; where it stands.
    ///
    /// # Errors
    /// Whatever the disk refuses; [`StoreError::Stopped`] where the work is to stop.
    pub(super) fn line(&mut self, text: String) -> Result<Span, StoreError> {
        let (line, _) = line::close(text, &self.before);
        self.out.write_all(line.as_bytes()).doing("write to", &self.path)?;
        let at = Span { offset: self.offset, len: line.len() - 1 };
        self.offset += line.len() as u64;
        self.lines += 1;
        self.progress.one()?;
        Ok(at)
    }

    /// Ends it and makes it durable; its length.
    pub(super) fn finish(mut self) -> Result<u64, StoreError> {
        let lines = self.lines + 1;
        self.line(format!("End({})", encode(&End { lines }, &self.path)?))?;
        let file = self.out.into_inner().map_err(io::IntoInnerError::into_error).doing("write to", &self.path)?;
        file.sync_all().doing("sync", &self.path)?;
        Ok(self.offset)
    }
}

/// What a snapshot says that it is a snapshot of, where its first line is sound.
pub(super) fn header(bytes: &[u8]) -> Option<Current> {
    let first = bytes.split(|byte| *byte == b'\n').next()?;
    let header: Current =
        value_of(std::str::from_utf8(first.get(..(first.len() + 1).checked_sub(line::TRAILER)?)?).ok()?, "Snapshot")
            .ok()?;
    line::open(first, &header.digest).is_ok().then_some(header)
}
