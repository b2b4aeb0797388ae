//! What there is in a folder, and how it can be repaired.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use super::{
    super::{
        Author, Checked, Progress, StoreError,
        commit::MARKER,
        current::{self, Current},
        disk,
        journal::{self, Record, numbered},
        left_over::{cache, is_ours},
        line::{self, Digest},
        mark::Mark,
        snapshot,
    },
    Repair, RepairStep,
    salvage::{SnapshotState, salvage},
    scan::{self, Scan, Segment, Vouched},
};

/// What there is in a folder.
pub(super) struct Inspection<'d> {
    dir: &'d Path,
    names: Vec<String>,
    faults: Vec<StoreError>,
    /// What `CURRENT.ron` says, where it can be read.
    current: Option<Current>,
    /// The segment that the journal begins with.
    first: u64,
    scan: Scan,
    /// The highest number of a segment or a snapshot.
    highest: u64,
    /// Names of files at which there is something else: a link, a folder, a socket.
    displaced: Vec<String>,
    /// The mark of a later journal, which is missing: the folder was restored from before a repair.
    later: Option<Mark>,
    progress: &'d Progress,
}

impl<'d> Inspection<'d> {
    pub(super) fn of(dir: &'d Path, progress: &'d Progress) -> Result<Self, StoreError> {
        let names = if disk::stat(dir)?.is_some() { disk::list(dir)? } else { Vec::new() };
        let faults = Checked::watched(dir, progress)?.faults;
        if let Some(newer) = faults.iter().find(|fault| matches!(fault, StoreError::Newer { .. })) {
            return Err(newer.clone());
        }
        let path = dir.join(current::NAME);
        let current = disk::if_a_file(disk::read(&path))?.and_then(|bytes| Current::parse(&bytes, &path).ok());
        let mut segments: Vec<Segment> = Vec::new();
        for number in numbers(&names, "journal-") {
            let path = journal::path(dir, number);
            segments.push((number, disk::if_a_file(disk::read(&path))?.unwrap_or_default()));
        }
        let (first, segments) = whole_journal(segments, current.as_ref());
        let mut vouched: Vouched = current.iter().map(|current| (current.covers_seq, current.digest)).collect();
        for number in numbers(&names, "snapshot-").into_iter().filter(|number| *number > first) {
            vouched.extend(header(dir, number)?.map(|header| (header.covers_seq, header.digest)));
        }
        let mark = disk::if_a_file(Mark::of(dir, first))?;
        let later = mark.filter(|mark| mark.first > first);
        vouched.extend(mark.filter(|_| later.is_none()).map(|mark| (mark.seq, mark.digest)));
        vouched.retain(|(seq, _)| *seq > 0);
        let scan = Scan::of(&segments, &vouched);
        let all = ["journal-", "snapshot-", "index-"].iter().flat_map(|kind| numbers(&names, kind));
        let highest = all.max().unwrap_or_default();
        let is_displaced = |name: &&String| is_ours(name) && disk::displaced(&dir.join(name)).is_some();
        let displaced = names.iter().filter(is_displaced).cloned().collect();
        Ok(Self { dir, names, faults, current, first, scan, highest, displaced, later, progress })
    }

    /// A name for the folder of what is set aside that is still free.
    pub(super) fn aside(&self) -> PathBuf {
        let taken = self.names.iter().filter_map(|name| name.strip_prefix("set-aside-")?.parse::<u64>().ok()).max();
        self.dir.join(format!("set-aside-{}", taken.unwrap_or_default() + 1))
    }

    pub(super) fn repair(self, author: &Author, aside: PathBuf) -> Result<Repair, StoreError> {
        let dir = self.dir.to_owned();
        let mut repair =
            Repair { dir, steps: Vec::new(), aside, journal: None, mark: None, current: None, moved: Vec::new() };
        if self.names.is_empty() {
            return Ok(repair);
        }
        let halted = self.names.iter().any(|name| name == MARKER);
        if halted && self.current.is_none() && self.highest == 0 {
            // Nothing was ever written here.
            repair.set_aside(MARKER, "writing is on again");
        } else if self.current.is_none() && self.highest == 0 {
            repair.give_up_all(disk::if_a_file(Mark::read(self.dir))?);
        } else if halted || self.later.is_some() || !self.has_a_sound_journal() {
            self.write_anew(&mut repair, author)?;
        } else if self.is_bad(current::NAME) || self.current.is_none() && self.highest > 0 {
            self.find_again(&mut repair);
        } else {
            self.make_caches_again(&mut repair);
            self.clear_up(&mut repair);
        }
        for name in self.displaced.iter().filter(|name| *name != current::NAME) {
            repair.set_aside(name, "it stands in the place of a file of the workspace");
        }
        Ok(repair)
    }

    fn has_a_sound_journal(&self) -> bool {
        self.scan.is_sound() && !self.displaced.iter().any(|name| numbered(name, "journal-").is_some())
    }

    fn is_bad(&self, name: &str) -> bool {
        let path = self.dir.join(name);
        self.faults.iter().filter_map(StoreError::place).any(|(bad, ..)| bad == path)
    }

    /// Plans to write the journal again from its good lines.
    fn write_anew(&self, repair: &mut Repair, author: &Author) -> Result<(), StoreError> {
        let known = self.known()?;
        let covered = known.as_ref().map_or(0, |known| known.current.covers_seq);
        let first = self.later.map_or(self.highest, |mark| self.highest.max(mark.first)) + 1;
        let demo = self.is_demo(known.as_ref().map(|known| &known.current))?;
        let current = Current { first, segment: first, ..Current::fresh(demo) };
        let salvaged = salvage(self.dir, &current, &self.scan, known.as_ref(), author, self.progress)?;
        let whole = if self.scan.lost.is_empty() { "" } else { ", from the lines that are good" };
        for name in self.names.iter().filter(|name| is_state(name)) {
            let what = match &**name {
                MARKER => "writing is on again".to_owned(),
                name if name.starts_with("journal-") => format!("written anew as journal-{first}.ron{whole}"),
                _ => "made again from the journal".to_owned(),
            };
            repair.set_aside(name, &what);
        }
        let kept = known.map(|known| format!("; what it changed is known from {}", name_of(&known.path)));
        let after = |seq: u64| kept.as_deref().filter(|_| seq <= covered).unwrap_or_default();
        let mut given_up = Vec::new();
        for lost in &self.scan.lost {
            let what = format!("{}{}", describe(lost), after(lost.seqs.1));
            given_up.push(((lost.segment, lost.line), what));
        }
        for line in &salvaged.given_up {
            let what = format!("{}: {} is not there any more{}", decided(&line.text), line.lacks, after(line.seq));
            given_up.push(((line.place.0, Some(line.place.1)), what));
        }
        for line in self.scan.kept.iter().filter(|kept| !kept.vouched) {
            let what = "is kept, but can't be verified, as the line before it is lost";
            given_up.push(((line.place.0, Some(line.place.1)), what.to_owned()));
        }
        given_up.sort();
        let there = |name: &str| self.names.iter().any(|there| there == name).then(|| repair.aside.join(name));
        let given_up = given_up.into_iter().map(|((segment, line), what)| {
            let file = journal::path(self.dir, segment);
            RepairStep { set_aside: there(&name_of(&file)), file, line, what, given_up: true }
        });
        let given_up: Vec<RepairStep> = given_up.collect();
        let later = self.later.map(|mark| {
            let what = format!("what was decided in the journal that began with segment {}: it is missing", mark.first);
            RepairStep { file: self.dir.join(current::NAME), line: None, what, set_aside: None, given_up: true }
        });
        repair.steps.splice(0..0, later.into_iter().chain(given_up));
        repair.mark = Some(salvaged.position.mark());
        repair.journal = Some(salvaged.journal);
        repair.replace_current(current, self.current.is_some());
        Ok(())
    }

    /// Plans to write `CURRENT.ron` again from a sound journal.
    fn find_again(&self, repair: &mut Repair) {
        let demo = self.is_demo(None).unwrap_or_default();
        repair.replace_current(Current { first: self.first, segment: self.first, ..Current::fresh(demo) }, false);
        for name in self.names.iter().filter(|name| cache(name).is_some()) {
            repair.set_aside(name, "made again from the journal");
        }
        self.clear_up(repair);
    }

    /// Plans to write damaged caches of a sound journal again. A snapshot and its index are useless without each other.
    fn make_caches_again(&self, repair: &mut Repair) {
        let places = self.faults.iter().filter_map(StoreError::place);
        let bad: BTreeSet<u64> = places.filter_map(|(path, ..)| cache(&name_of(path))).collect();
        for number in bad {
            let names = [current::snapshot_name(number), current::index_name(number)];
            let there: Vec<&String> = names.iter().filter(|name| self.names.contains(name)).collect();
            for name in &there {
                repair.set_aside(name, "the snapshot or its index is damaged; both are made again from the journal");
            }
            if there.is_empty() {
                let what = "is missing; made again from the journal".to_owned();
                let file = self.dir.join(&names[0]);
                repair.steps.push(RepairStep { file, line: None, what, set_aside: None, given_up: false });
            }
        }
    }

    /// Plans to set aside what an interrupted repair left.
    fn clear_up(&self, repair: &mut Repair) {
        let is_old = |kind: &str, name: &str| numbered(name, kind).is_some_and(|number| number < self.first);
        for name in &self.names {
            let old = ["journal-", "snapshot-", "index-"].iter().any(|kind| is_old(kind, name));
            let unfinished =
                name.strip_suffix(".tmp").is_some_and(|n| n.starts_with("journal-") || n.starts_with("CURRENT"));
            if old || unfinished {
                repair.set_aside(name, "left by an earlier repair; nothing reads it");
            }
        }
    }

    /// The state in the newest snapshot that is undamaged.
    fn known(&self) -> Result<Option<SnapshotState>, StoreError> {
        for number in numbers(&self.names, "snapshot-").into_iter().rev().filter(|number| *number > self.first) {
            let Some(current) = header(self.dir, number)? else { continue };
            let path = self.dir.join(current::snapshot_name(number));
            if let Ok(nouns) = snapshot::read_all(&path, &current) {
                return Ok(Some(SnapshotState { path, current, nouns }));
            }
        }
        Ok(None)
    }

    /// Whether the workspace is marked as a demo, by whatever still says so.
    fn is_demo(&self, snapshot: Option<&Current>) -> Result<bool, StoreError> {
        if let Some(current) = self.current.as_ref().or(snapshot) {
            return Ok(current.demo);
        }
        for number in numbers(&self.names, "snapshot-") {
            if let Some(header) = header(self.dir, number)? {
                return Ok(header.demo);
            }
        }
        let bytes = disk::if_a_file(disk::read(&self.dir.join(current::NAME)))?.unwrap_or_default();
        Ok(String::from_utf8_lossy(&bytes).contains("demo:true"))
    }
}

/// The segments that belong to the journal, and the number of the first. An interrupted repair may have left segments
/// that it replaced, and one that it had not published yet.
fn whole_journal(mut segments: Vec<Segment>, current: Option<&Current>) -> (u64, Vec<Segment>) {
    let begins = |bytes: &[u8]| {
        let line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
        line::open(line, &Digest::default()).is_ok()
    };
    let starts: Vec<u64> = segments.iter().filter(|(_, bytes)| begins(bytes)).map(|(number, _)| *number).collect();
    let lowest = segments.first().map_or(1, |(number, _)| *number);
    let first = current.map_or_else(|| starts.last().copied().unwrap_or(lowest), |current| current.first);
    segments.retain(|(number, _)| *number == first || *number > first && !starts.contains(number));
    (first, segments)
}

/// The first line of a snapshot, which says what it is a snapshot of.
fn header(dir: &Path, number: u64) -> Result<Option<Current>, StoreError> {
    let bytes = disk::if_a_file(disk::read(&dir.join(current::snapshot_name(number))))?.unwrap_or_default();
    Ok(snapshot::header(&bytes).filter(|header| header.segment == number))
}

/// A sentence about a lost line.
fn describe(lost: &scan::Lost) -> String {
    let (from, to) = lost.seqs;
    match (lost.line, lost.text.as_deref()) {
        (Some(_), Some(text)) => format!("{}: the line is not what was written", decided(text)),
        (Some(_), None) => "what was decided there: the line can't be read any more".to_owned(),
        (None, _) if from == to => format!("what was decided in line {from} of the journal: it is missing"),
        (None, _) => format!("what was decided in the lines {from} to {to} of the journal: they are missing"),
    }
}

/// A phrase with who decided, when and about what, as far as the line can be read.
fn decided(text: &str) -> String {
    let Ok(Record::Commit(commit)) = Record::read(text) else { return "what was decided there".to_owned() };
    let stamp = commit.stamp();
    let about: Vec<String> =
        commit.events.iter().filter_map(|event| event.pack()).map(|id| format!("{id:?}")).collect();
    let about = if about.is_empty() { String::new() } else { format!(" about {}", about.join(", ")) };
    format!("what {} decided at {}{about}", stamp.by, stamp.at.format("%Y-%m-%dT%H:%M:%SZ"))
}

pub(super) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn numbers(names: &[String], kind: &str) -> Vec<u64> {
    let mut numbers: Vec<u64> = names.iter().filter_map(|name| numbered(name, kind)).collect();
    numbers.sort_unstable();
    numbers
}

/// Whether the file is part of the state that a new journal replaces.
fn is_state(name: &str) -> bool {
    name == MARKER || cache(name).is_some() || numbered(name, "journal-").is_some()
}
