//! Checks a workspace folder: every line, every digest, and whether the caches agree with the journal.

mod caches;

use std::{
    io,
    path::{Path, PathBuf},
};

use super::{
    FailureKind, Progress, StoreError,
    checkpoint::unfinished,
    commit::halted,
    current::{self, Current},
    disk,
    error::Doing,
    follow,
    journal::{self, Position, Record},
    left_over::{cache, is_ours, left_overs},
    lock,
    mark::Mark,
    nouns::Nouns,
    tail::Next,
};

/// At most this many faults are listed.
const MOST: usize = 100;

#[derive(Debug, Default)]
pub struct Checked {
    pub segments: u64,
    pub lines: u64,
    /// Snapshots, each with its index.
    pub snapshots: usize,
    /// What is not as it must be, in the order in which it was found.
    pub faults: Vec<StoreError>,
    /// What is no fault but worth knowing, such as a last write that never finished.
    pub notices: Vec<String>,
}

impl Checked {
    /// Checks a workspace folder. It takes no lock and writes nothing; lines that are appended meanwhile are left out.
    pub fn of(dir: &Path) -> Result<Self, StoreError> {
        Self::watched(dir, &Progress::default())
    }

    /// Checks the digests alone: whether each line is the one that was written, not what it says.
    pub fn peek(dir: &Path) -> Result<Self, StoreError> {
        Check { whole: false, ..Check::of(dir, &Progress::default()) }.run()
    }

    /// Checks a workspace folder and reports progress.
    ///
    /// # Errors
    /// As [`Checked::of`]; [`StoreError::Stopped`].
    pub fn watched(dir: &Path, progress: &Progress) -> Result<Self, StoreError> {
        Check::of(dir, progress).run()
    }

    /// The exit status: 0 where all is well, 6 for damage or what a newer program wrote, else 1.
    pub fn status(&self) -> u8 {
        match self.faults.iter().map(StoreError::kind).max_by_key(|kind| *kind == FailureKind::Damaged) {
            None => 0,
            Some(FailureKind::Damaged) => 6,
            Some(_) => 1,
        }
    }
}

struct Check<'d> {
    dir: &'d Path,
    progress: &'d Progress,
    /// Whether the contents of the lines are checked as well as their digests.
    whole: bool,
    checked: Checked,
    /// What the journal says so far.
    nouns: Nouns,
    /// Up to where it was acknowledged.
    mark: Option<Mark>,
    /// Whether every line of the journal so far is what was written.
    sound: bool,
    /// In a copy, whose snapshots stand between lines: where reading starts, and the snapshot before that.
    copy: Option<(Current, u64)>,
}

impl<'d> Check<'d> {
    fn of(dir: &'d Path, progress: &'d Progress) -> Self {
        let (checked, nouns) = (Checked::default(), Nouns::default());
        Self { dir, progress, whole: true, checked, nouns, mark: None, sound: true, copy: None }
    }

    fn run(mut self) -> Result<Checked, StoreError> {
        self.displaced()?;
        if let Some(why) = disk::if_a_file(halted(self.dir))? {
            self.fault(why);
        }
        if let Some(base) = self.base()? {
            self.journal(&base)?;
        }
        Ok(self.checked)
    }

    fn fault(&mut self, fault: StoreError) {
        if self.checked.faults.len() < MOST {
            self.checked.faults.push(fault);
        }
    }

    /// What stands in the place of a file of the workspace.
    fn displaced(&mut self) -> Result<(), StoreError> {
        let names = if disk::stat(self.dir)?.is_some() { disk::list(self.dir)? } else { Vec::new() };
        for name in names.iter().filter(|name| is_ours(name)) {
            if let Some(why) = disk::displaced(&self.dir.join(name)) {
                self.fault(why);
            }
        }
        Ok(())
    }

    /// Whether a fault of the file is listed already.
    fn is_told(&self, path: &Path) -> bool {
        self.checked.faults.iter().filter_map(StoreError::place).any(|(told, ..)| told == path)
    }

    fn damaged(&mut self, path: PathBuf, line: usize, column: usize, what: &str) {
        self.fault(StoreError::Damaged { path, line, column, what: what.to_owned() });
    }

    /// `CURRENT.ron`; where it can't be used, the journal is looked at all the same. None for an empty folder.
    fn base(&mut self) -> Result<Option<Current>, StoreError> {
        let path = self.dir.join(current::NAME);
        if self.is_told(&path) {
            return Ok(Some(Current::fresh(false)));
        }
        let Some(bytes) = disk::read(&path)? else {
            let Some(missing) = follow::missing_current(self.dir)? else { return Ok(None) };
            self.fault(missing);
            return Ok(Some(Current::fresh(false)));
        };
        match Current::parse(&bytes, &path) {
            Ok(base) => {
                if let Some(newer) = base.newer(self.dir) {
                    self.fault(newer);
                }
                Ok(Some(base))
            }
            Err(why) => {
                self.fault(why);
                Ok(Some(Current::fresh(false)))
            }
        }
    }

    /// Every segment from the first, with the snapshot that stands before each.
    fn journal(&mut self, base: &Current) -> Result<(), StoreError> {
        let mut position = Position::start(&base.beginning());
        let mut goes_on = true;
        let lines = disk::if_a_file(Mark::of(self.dir, base.first))?.and_then(|mark| usize::try_from(mark.seq).ok());
        self.progress.begin("checking journal lines", lines.unwrap_or_default())?;
        let previous = self.left_overs(base)?;
        self.copy = base.copy.is_some().then(|| (base.clone(), previous));
        while goes_on {
            if base.copy.is_none() {
                self.caches_here(&position, base, previous)?;
            }
            goes_on = self.segment(&mut position)?;
        }
        if let Some(mark) = self.mark.filter(|mark| self.sound && position.misses(mark)) {
            self.fault(position.missing(&mark, self.dir));
        }
        if base.copy.is_none() {
            self.checked.notices.extend(unfinished(base.segment, position.segment));
        }
        if self.sound && position.segment < base.segment {
            let what = format!("names segment {}, and the journal ends with {}", base.segment, position.segment);
            self.damaged(self.dir.join(current::NAME), 1, 1, &what);
        }
        Ok(())
    }

    /// Reports the files that nothing refers to; returns the number of the snapshot before the newest.
    fn left_overs(&mut self, base: &Current) -> Result<u64, StoreError> {
        let names = disk::list(self.dir)?;
        let previous = names.iter().filter_map(|name| cache(name)).filter(|n| *n < base.number()).max();
        let previous = previous.unwrap_or_default();
        for name in left_overs(&names, base.number(), previous) {
            let what = "nothing points to it: a checkpoint is at work, or left it, and the next one removes it";
            self.checked.notices.push(format!("{}: {what}", self.dir.join(name).display()));
        }
        for name in names.iter().filter(|name| name.strip_prefix("damaged-").and_then(cache).is_some()) {
            let what = "a damaged file that was replaced; nothing reads it";
            self.checked.notices.push(format!("{}: {what}", self.dir.join(name).display()));
        }
        Ok(previous)
    }

    /// One segment; true where another one follows.
    fn segment(&mut self, position: &mut Position) -> Result<bool, StoreError> {
        let (path, segment) = (position.path(self.dir), position.segment);
        let file = match disk::open(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                self.damaged(path, 0, 0, journal::MISSING);
                return Ok(false);
            }
            Err(_) if self.is_told(&path) => {
                self.sound = false;
                return Ok(false);
            }
            file => file.doing("open", &path)?,
        };
        self.checked.segments += 1;
        // The mark is read before the lines, so that it can't be ahead of them.
        self.mark = disk::if_a_file(Mark::of(self.dir, position.first))?;
        let bytes = file.read_from(0).doing("read", &path)?;
        let mut left = self.durable_lines(position, &bytes)?;
        // A line that is being written right now is no fault.
        if left > 0 && position.segment == segment && lock::is_quiet(&file)? {
            let bytes = file.read_from(position.offset).doing("read", &path)?;
            left = self.last_lines(position, &bytes)?;
        }
        if left > 0 && position.segment != segment {
            self.damaged(path, 0, 0, journal::LINES_AFTER);
        }
        Ok(position.segment != segment)
    }

    /// The lines up to the one that the mark names; how many bytes come after them.
    fn durable_lines(&mut self, position: &mut Position, bytes: &[u8]) -> Result<usize, StoreError> {
        let (segment, mut rest) = (position.segment, bytes);
        while !rest.is_empty() && position.segment == segment && self.mark.is_some_and(|m| position.seq < m.seq) {
            rest = self.next(position, rest);
            self.caches_after_a_line(position)?;
            self.progress.one()?;
        }
        Ok(rest.len())
    }

    /// All lines; how many bytes come after the last.
    fn last_lines(&mut self, position: &mut Position, bytes: &[u8]) -> Result<usize, StoreError> {
        let (segment, mut rest) = (position.segment, bytes);
        while !rest.is_empty() && position.segment == segment {
            rest = self.next(position, rest);
            self.caches_after_a_line(position)?;
            self.progress.one()?;
        }
        Ok(rest.len())
    }

    /// Whatever stands at the position; what comes after it.
    fn next<'b>(&mut self, position: &mut Position, rest: &'b [u8]) -> &'b [u8] {
        let (path, number) = (position.path(self.dir), position.line + 1);
        let (line, after) = match position.next(rest) {
            Next::Line(line, after) => (line, after),
            Next::Unended(line) => {
                self.notice(&path, number, "the line is whole, but has lost its line break");
                (line, &rest[..0])
            }
            Next::Torn => {
                let what =
                    "a write that never finished: nothing acknowledged is in it, and the next write sets it aside";
                if self.mark.is_none_or(|mark| mark.seq <= position.seq) {
                    self.notice(&path, number, what);
                }
                return &rest[..0];
            }
        };
        self.line(position, line);
        after
    }

    fn notice(&mut self, path: &Path, line: usize, what: &str) {
        self.checked.notices.push(format!("{}:{line}: {what}", path.display()));
    }

    fn line(&mut self, position: &mut Position, line: &[u8]) {
        self.checked.lines += 1;
        let (path, number) = (position.path(self.dir), position.line + 1);
        let taken = if self.whole {
            position.take(line, self.dir).map(Some)
        } else {
            position.pass(line, self.dir).map(|()| None)
        };
        if taken.is_ok() && self.mark.is_some_and(|mark| position.contradicts(&mark)) {
            self.sound = false;
            self.damaged(path, number, 1, journal::NOT_ACKNOWLEDGED);
            return;
        }
        match taken {
            Ok(Some(Record::Commit(commit))) if self.sound => {
                let stamp = commit.stamp();
                if let Err(why) = self.nouns.apply(&commit.events, &stamp) {
                    self.sound = false;
                    self.damaged(path, number, 1, &why.to_string());
                }
            }
            Ok(_) => {}
            Err(why) => {
                self.sound = false;
                self.fault(why);
                position.skip(line);
            }
        }
    }
}
