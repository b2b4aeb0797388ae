//! A workspace whose journal somebody else keeps for several computers: the folder is a copy of it.
//!
//! Whoever writes to the copy holds its lock, as in any folder; so a line that was sent is settled by the one that sent
//! it, or by the next one after it was killed. What is sent stands in a file of the copy before: should no answer come,
//! whoever writes to the copy next learns from the journal's lines whether it was put.

use std::{
    io::Write as _,
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    Author, Store, StoreError,
    commit::{MARKER, start_segment},
    current::{Current, FORMAT, encode},
    disk,
    error::Doing,
    journal::{self, Position, Record},
    keeper::{Founding, Keeper, LONGEST_LINE, MOST_LINES, Patience, Put, Tail, at_most},
    lock::Guard,
};
use crate::domain::{Event, Stamp};

/// The note that says what is known of the workspace.
pub(super) const FOUNDING: &str = "founding";
/// Says when the copy was last as new as what it is a copy of.
const FOLLOWED: &str = "followed.ron";
const UNSURE: &str = "unsure-";
const WHO: &str = "a reader";
/// How long a screen waits for the lock of the copy.
const GLANCE: Duration = Duration::from_millis(50);
/// How long a verb waits for the newest state.
const READ: Duration = Duration::from_secs(10);
/// How long the same line is put again while no answer comes.
const PUT: Duration = Duration::from_secs(10);
/// Between two tries of that.
const PUT_AGAIN: Duration = Duration::from_millis(20);
/// How long others may be first.
const OVERTAKEN: Duration = Duration::from_secs(5);
/// The longest first pause after somebody was first, and the longest later one.
const PAUSES: (Duration, Duration) = (Duration::from_micros(200), Duration::from_millis(3));

/// A line that was sent, until it is known what became of it.
#[derive(Debug, Serialize, Deserialize)]
struct Unsure {
    seq: u64,
    id: Uuid,
    line: String,
}

impl Store {
    /// Opens a workspace that somebody keeps, with the copy of it in `copy`, and follows it. Where the one who keeps it
    /// can't be asked, the copy is opened as it is ([`Store::away`]); where it can be, a copy that is damaged is moved
    /// aside and made anew.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`]; [`StoreError::Away`] where there is no copy either; [`StoreError::WentBack`], and
    /// the copy is moved aside then; where the copy can't be read or written.
    pub fn open_shared(mut keeper: Box<dyn Keeper>, copy: &Path) -> Result<Self, StoreError> {
        let mut store = Self::open_folder(copy)?;
        if store.is_worthless()? {
            let founding = founding(&mut *keeper)?;
            let aside = move_aside(copy)?;
            store = Self { keeper: Some(keeper), ..Self::open_folder(copy)? };
            store.notices.push(format!("the copy was damaged and is fetched anew; it is kept in {}", aside.display()));
            store.found_copy(founding)?;
        } else if store.current.is_none() {
            let founding = founding(&mut *keeper)?;
            store.keeper = Some(keeper);
            store.found_copy(founding)?;
        } else {
            store.keeper = Some(keeper);
        }
        match store.follow_keeper(Patience::Wait(at_most(READ))) {
            Err(StoreError::WentBack { place, what }) => {
                let aside = move_aside(copy)?;
                Err(StoreError::WentBack { place, what: format!("{what}; the copy is kept in {}", aside.display()) })
            }
            Err(why @ StoreError::Away { .. }) => {
                store.away = Some(why);
                Ok(store)
            }
            followed => {
                if followed? {
                    // It makes the next start cheap, no more.
                    let _ = store.checkpoint_if_due();
                }
                store.tell_unsure()?;
                Ok(store)
            }
        }
    }

    /// Makes a workspace where none is kept yet: an empty one, or with everything that a folder's has. The folder stays
    /// as it is.
    ///
    /// # Errors
    /// [`StoreError::IsKept`]; what keeps the folder from being written to, or is no workspace; [`StoreError::Away`],
    /// and what was put is used when it is tried again.
    pub fn create_shared(keeper: &mut dyn Keeper, from: Option<&Path>) -> Result<(), StoreError> {
        keeper.prepare()?;
        if keeper.note(FOUNDING)?.is_some() {
            return Err(StoreError::IsKept { place: keeper.place().to_owned() });
        }
        let mut founding = Founding { format: FORMAT, demo: false, first: 1 };
        if let Some(from) = from {
            let folder = Self::open(from)?;
            folder.writable()?;
            if folder.is_empty() {
                return Err(StoreError::NoWorkspace { place: from.display().to_string() });
            }
            founding = Founding { demo: folder.base.demo, first: folder.base.first, ..founding };
            folder.each_line(|position, line, _| put_copy(keeper, position.seq, line))?;
        }
        keeper.set_note(FOUNDING, &encode(&founding, Path::new(FOUNDING))?)
    }

    /// Writes the whole journal to a folder, which becomes a workspace of its own.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; whatever keeps the folder from being written to.
    pub fn copy_to(&self, folder: &Path) -> Result<(), StoreError> {
        self.check_writable()?;
        let mut there = Self::open(folder)?;
        let held = there.begin(WHO)?;
        if there.current.is_some() {
            return Err(StoreError::Exists { path: folder.to_owned(), demo: there.base.demo });
        }
        let (first, last) = (self.base.first, self.position.segment);
        for segment in first..=last {
            let path = journal::path(&self.dir, segment);
            let mut bytes = disk::read(&path)?.unwrap_or_default();
            if segment == last {
                bytes.truncate(usize::try_from(self.position.offset).unwrap_or(usize::MAX));
            }
            disk::replace(&journal::path(folder, segment), &bytes)?;
        }
        Current { segment: first, first, ..Current::fresh(self.base.demo) }.publish(folder)?;
        disk::sync_names_above(folder)?;
        drop(held);
        // It makes the next start cheap, no more.
        let _ = Self::open(folder).and_then(|mut copied| copied.checkpoint());
        Ok(())
    }

    /// Why the one who keeps a shared workspace could not be asked the last time; none where that went well, or where
    /// the folder is all there is.
    #[must_use]
    pub fn away(&self) -> Option<&StoreError> {
        self.away.as_ref()
    }

    /// When the copy was last known to be as new as what it is a copy of, to the minute.
    #[must_use]
    pub fn followed_at(&self) -> Option<DateTime<Utc>> {
        let bytes = disk::read(&self.dir.join(FOLLOWED)).ok().flatten()?;
        ron::de::from_bytes(&bytes).ok()
    }

    /// Writes down that the copy is as new as what it is a copy of, at most once a minute.
    ///
    /// # Errors
    /// Where the file can't be written.
    pub fn note_followed(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let fresh = |at: DateTime<Utc>| (at..at + TimeDelta::minutes(1)).contains(&now);
        if self.keeper.is_none() || self.away.is_some() || self.followed_at().is_some_and(fresh) {
            return Ok(());
        }
        let path = self.dir.join(FOLLOWED);
        disk::replace(&path, encode(&now, &path)?.as_bytes())
    }

    /// Where a shared workspace is kept.
    #[must_use]
    pub fn kept_in(&self) -> Option<&str> {
        self.keeper.as_deref().map(Keeper::place)
    }

    /// Makes a connection as soon as it can be made, where a shared workspace has none.
    pub fn retry(&mut self) {
        self.keeper.iter_mut().for_each(|keeper| keeper.retry());
    }

    /// Whether nothing of it can be used: it is damaged, or writing to it failed. A newer program's lines are no damage.
    fn is_worthless(&self) -> Result<bool, StoreError> {
        let damaged = self.read_only.as_ref().is_some_and(|why| matches!(why, StoreError::Damaged { .. }));
        let elsewhere = self.current.is_some() && self.base.copy.is_none();
        Ok(damaged || elsewhere || disk::stat(&self.dir.join(MARKER))?.is_some())
    }

    fn found_copy(&mut self, founding: Founding) -> Result<(), StoreError> {
        let mut held = self.begin(WHO)?;
        if self.current.is_none() {
            let fresh = Current::fresh_copy(founding.demo, founding.first, self.place_text());
            let current = Current { format: founding.format, ..fresh };
            self.found(&mut held, &current)?;
        }
        Ok(())
    }

    /// A look at the journal's end that waits for nobody; true if lines came. What keeps it from that is remembered.
    pub(super) fn glance(&mut self) -> Result<bool, StoreError> {
        if self.keeper.is_none() || self.read_only.is_some() {
            return Ok(false);
        }
        let was_away = self.away.take().is_some();
        match self.follow_keeper(Patience::Glance) {
            Err(why @ StoreError::Away { .. }) => {
                self.away = Some(why);
                Ok(!was_away)
            }
            // The lock of the copy is somebody's who writes the same lines to it.
            Err(StoreError::Locked { .. }) => Ok(false),
            Err(why @ StoreError::WentBack { .. }) => {
                self.read_only = Some(why);
                Ok(true)
            }
            followed => followed.map(|came| came || was_away),
        }
    }

    /// Follows the journal; true if lines came.
    fn follow_keeper(&mut self, patience: Patience) -> Result<bool, StoreError> {
        if self.read_only.is_some() {
            return Ok(false);
        }
        let tail = self.ask_after(patience)?;
        if tail.lines.is_empty() && self.unsure()?.is_empty() {
            return Ok(false);
        }
        let wait = self.lock_wait;
        if patience == Patience::Glance {
            self.lock_wait = GLANCE;
        }
        let held = self.begin(WHO);
        self.lock_wait = wait;
        let mut held = held?;
        // Lines that somebody else wrote to the copy meanwhile are not asked for again.
        self.catch_up(&mut held, patience)?;
        Ok(true)
    }

    /// What stands after the last line that is known, where that line still stands there.
    fn ask_after(&mut self, patience: Patience) -> Result<Tail, StoreError> {
        let Some(keeper) = &mut self.keeper else { return Ok(Tail::default()) };
        let tail = keeper.after(self.position.seq, patience)?;
        let ours = format!("//{}", self.position.digest());
        if self.position.seq == 0 || tail.end.as_deref() == Some(&*ours) { Ok(tail) } else { Err(self.went_back()) }
    }

    /// What the journal has lost: the lines of the copy after the last one that both have. Whoever has the same line at
    /// a place has the same lines before it.
    fn went_back(&mut self) -> StoreError {
        let place = self.kept_in().unwrap_or_default().to_owned();
        let Ok(logged) = self.digests() else {
            return StoreError::WentBack { place, what: "it does not hold the last line of the copy".to_owned() };
        };
        let (mut same, mut other) = (0, logged.len());
        while other - same > 1 {
            let middle = usize::midpoint(same, other);
            let (seq, digest, _) = &logged[middle - 1];
            let there = self.keeper.as_mut().map(|keeper| keeper.after(*seq, Patience::Wait(at_most(READ))));
            match there {
                Some(Ok(tail)) if tail.end.as_deref() == Some(&**digest) => same = middle,
                Some(Ok(_)) => other = middle,
                Some(Err(why)) => return why,
                None => break,
            }
        }
        let lost = &logged[same.min(logged.len())..];
        let told: Vec<&str> = lost.iter().take(5).map(|(_, _, told)| told.as_str()).collect();
        let more = if lost.len() > told.len() { ", …" } else { "" };
        let what = format!("{} of this copy are not in it any more: {}{more}", lines(lost.len()), told.join(", "));
        StoreError::WentBack { place, what }
    }

    /// Each line of the copy: its number, the end of it, and who wrote it when.
    fn digests(&self) -> Result<Vec<(u64, String, String)>, StoreError> {
        let mut all = Vec::new();
        self.each_line(|position, _, record| {
            let told = match record {
                Record::Commit(commit) => {
                    let Stamp { at, by, .. } = commit.stamp();
                    format!("line {} by {by} at {}", position.seq, at.format("%Y-%m-%d %H:%M:%S UTC"))
                }
                Record::Sealed(_) => format!("line {}", position.seq),
            };
            all.push((position.seq, format!("//{}", position.digest()), told));
            Ok(())
        })?;
        Ok(all)
    }

    /// Every line of the folder's journal that was read, the oldest first, with the position after it.
    fn each_line(
        &self,
        mut see: impl FnMut(&Position, &str, &Record) -> Result<(), StoreError>,
    ) -> Result<(), StoreError> {
        let mut position = Position::start(&self.base.beginning());
        while position.seq < self.position.seq {
            let (path, before) = (position.path(&self.dir), position.seq);
            let bytes = disk::read(&path)?.unwrap_or_default();
            for line in bytes.split(|byte| *byte == b'\n').take_while(|line| !line.is_empty()) {
                let record = position.take(line, &self.dir)?;
                see(&position, &String::from_utf8_lossy(line), &record)?;
                if position.seq == self.position.seq {
                    return Ok(());
                }
            }
            if position.seq == before {
                let what = "the segment ends before its time".to_owned();
                return Err(StoreError::Damaged { path, line: position.line + 1, column: 1, what });
            }
        }
        Ok(())
    }

    /// Writes the lines that came to the copy, whose lock is held, until none is left.
    fn catch_up(&mut self, held: &mut Guard, patience: Patience) -> Result<(), StoreError> {
        loop {
            let tail = self.ask_after(patience)?;
            let (came, settled) = (tail.lines.len(), self.unsure()?);
            if let Err(why) = self.take_in(held, &tail.lines, &settled) {
                self.reload_held()?;
                return Err(why);
            }
            if came < MOST_LINES {
                break;
            }
        }
        self.away = None;
        Ok(())
    }

    /// Applies lines and writes them to the copy, those of a segment in one go. What can't be read stays out: a later
    /// program may know it.
    fn take_in(&mut self, held: &mut Guard, lines: &[String], unsure: &[(PathBuf, Unsure)]) -> Result<(), StoreError> {
        let (mut text, mut after) = (String::new(), self.position.clone());
        for line in lines {
            let before = after.clone();
            let read = after.take(line.as_bytes(), &self.dir).and_then(|record| match &record {
                Record::Commit(commit) => self.nouns.apply(&commit.events, &commit.stamp()).map(|()| record),
                Record::Sealed(_) => Ok(record),
            });
            match read {
                Ok(record) => {
                    self.settle(unsure, after.seq, Some(line));
                    text += line;
                    text.push('\n');
                    if matches!(record, Record::Sealed(_)) {
                        start_segment(&self.dir, after.segment)?;
                        self.write(held, &std::mem::take(&mut text), after.clone())?;
                        held.hold(&self.position.path(&self.dir))?;
                    }
                }
                Err(fault) => {
                    if !text.is_empty() {
                        self.write(held, &text, before.clone())?;
                    }
                    // A line that was applied in part must not stay so.
                    self.reload_held()?;
                    self.read_only = Some(self.in_the_table(fault, before.seq + 1));
                    return Ok(());
                }
            }
        }
        self.nouns.settle()?;
        if text.is_empty() { Ok(()) } else { self.write(held, &text, after) }
    }

    /// Reads the copy anew while its lock is held: whatever stands there is all that was written.
    fn reload_held(&mut self) -> Result<(), StoreError> {
        self.reload()?;
        self.follow(true)
    }

    /// What is wrong with a line, told of the place where everybody's stands.
    fn in_the_table(&self, fault: StoreError, seq: u64) -> StoreError {
        let path = PathBuf::from(self.kept_in().unwrap_or_default());
        let line = usize::try_from(seq).unwrap_or(usize::MAX);
        match fault {
            StoreError::Damaged { column, what, .. } => StoreError::Damaged { path, line, column, what },
            StoreError::Newer { column, what, .. } => StoreError::Newer { path, line, column, what },
            fault => StoreError::Damaged { path, line, column: 1, what: fault.to_string() },
        }
    }

    /// [`Store::commit`] where somebody keeps the journal: follow, decide, put; and again where somebody was first.
    pub(super) fn commit_shared<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        mut decide: impl FnMut(&mut Self, &Stamp) -> Result<(Vec<Event>, T), E>,
    ) -> Result<T, E> {
        let (until, mut pause) = (Instant::now() + at_most(OVERTAKEN), PAUSES.0);
        loop {
            let mut held = self.begin(&author.by)?;
            let patience = if self.away.is_some() { Patience::Glance } else { Patience::Wait(at_most(READ)) };
            let caught_up = self.catch_up(&mut held, patience);
            self.remember(caught_up)?;
            self.check_writable()?;
            let at = self.position.at.map_or(author.now, |last| last.max(author.now));
            let stamp = Stamp { at, by: author.by.clone(), via: author.via };
            let (events, value) = decide(self, &stamp)?;
            if events.is_empty() || self.send(&mut held, &events, &stamp)? {
                return Ok(value);
            }
            drop(held);
            if Instant::now() >= until {
                let by = self.log()?.pop().map_or_else(String::new, |last| last.stamp.by);
                return Err(StoreError::Overtaken { place: self.place_text(), by }.into());
            }
            thread::sleep(pause.mul_f64(f64::from(Uuid::now_v7().as_bytes()[15]) / 255.0));
            pause = (pause * 2).min(PAUSES.1);
        }
    }

    /// Remembers that the one who keeps the journal can't be asked.
    fn remember(&mut self, asked: Result<(), StoreError>) -> Result<(), StoreError> {
        match asked {
            Err(why @ StoreError::Away { .. }) => {
                self.away = Some(why.clone());
                Err(why)
            }
            Err(why @ StoreError::WentBack { .. }) => {
                self.read_only = Some(why.clone());
                Err(why)
            }
            asked => asked,
        }
    }

    fn place_text(&self) -> String {
        self.kept_in().unwrap_or_default().to_owned()
    }

    /// Puts the line of a decision; false where somebody else's line came first.
    fn send(&mut self, held: &mut Guard, events: &[Event], stamp: &Stamp) -> Result<bool, StoreError> {
        let (line, after) = self.position.commit(stamp, events, &self.dir)?;
        if line.len() > LONGEST_LINE {
            let place = self.place_text();
            return Err(StoreError::TooLong { place, bytes: line.len(), most: LONGEST_LINE });
        }
        let applied = self.nouns.apply(events, stamp).and_then(|()| self.nouns.settle());
        let put = applied.and_then(|()| self.put(after.seq, line.trim_end_matches('\n')));
        if !matches!(put, Ok(true)) {
            self.reload_held()?;
            return self.remember(put.map(|_| ())).map(|()| false);
        }
        if let Err(why) = self.write(held, &line, after) {
            // It is done, wherever this copy is: the next one who opens it fetches what it lacks.
            self.notices.push(format!("done, but the copy in {} can't be written: {why}", self.dir.display()));
            self.reload_held()?;
        }
        Ok(true)
    }

    /// Puts a line; false where somebody else's stands there. What is not known of it stays written down.
    fn put(&mut self, seq: u64, line: &str) -> Result<bool, StoreError> {
        let (before, id) = (self.unsure()?, Uuid::now_v7());
        let note = self.note_unsure(&Unsure { seq, id, line: line.to_owned() })?;
        let Some(keeper) = &mut self.keeper else { return Ok(false) };
        let put = put_until_known(&mut **keeper, seq, id, line);
        if !matches!(put, Err(StoreError::NotKnown { .. })) {
            // Should it stay, the next start tells what everybody knows.
            let _ = disk::remove(&note);
        }
        if matches!(put, Ok(true)) {
            self.settle(&before, seq, None);
        }
        put
    }

    /// Writes down what is about to be sent. It outlives this program, not a power failure: what is true stands in the
    /// journal.
    fn note_unsure(&self, unsure: &Unsure) -> Result<PathBuf, StoreError> {
        let path = self.dir.join(format!("{UNSURE}{}.ron", unsure.id));
        let text = encode(unsure, &path)?;
        disk::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes())).doing("write to", &path)?;
        Ok(path)
    }

    /// The lines of which it is not known what became of them.
    fn unsure(&self) -> Result<Vec<(PathBuf, Unsure)>, StoreError> {
        let names = disk::list(&self.dir)?.into_iter().filter(|name| name.starts_with(UNSURE));
        let read = |name: String| {
            let path = self.dir.join(name);
            let bytes = disk::read(&path).ok().flatten()?;
            // One that was cut short was never sent.
            let unsure = ron::de::from_bytes(&bytes).inspect_err(|_| drop(disk::remove(&path))).ok()?;
            Some((path, unsure))
        };
        Ok(names.filter_map(read).collect())
    }

    /// Tells what became of lines that were sent for the place `seq`, where `line` stands now; ours where it is none.
    fn settle(&mut self, unsure: &[(PathBuf, Unsure)], seq: u64, line: Option<&str>) {
        for (path, sent) in unsure.iter().filter(|(_, sent)| sent.seq == seq) {
            let was = if line == Some(&sent.line) { "was made after all" } else { "was not made" };
            self.notices.push(format!("a change of which no answer came (line {seq}) {was}"));
            // Told twice is better than never.
            let _ = disk::remove(path);
        }
    }

    /// Tells what is still not known. The lock is held for it: what another program is sending now is none of that.
    fn tell_unsure(&mut self) -> Result<(), StoreError> {
        if self.unsure()?.is_empty() {
            return Ok(());
        }
        let _held = self.begin(WHO)?;
        for (_, sent) in self.unsure()? {
            let what =
                format!("it is still not known whether a change was made (line {}): it is not there yet", sent.seq);
            self.notices.push(what);
        }
        Ok(())
    }
}

/// What is known of a workspace, which must be there.
fn founding(keeper: &mut dyn Keeper) -> Result<Founding, StoreError> {
    let Some(text) = keeper.note(FOUNDING)? else {
        return Err(StoreError::NoWorkspace { place: keeper.place().to_owned() });
    };
    ron::from_str(&text).map_err(|e| StoreError::Newer {
        path: PathBuf::from(keeper.place()),
        line: 0,
        column: 0,
        what: e.code.to_string(),
    })
}

/// Puts a line, and the same line again while no answer comes; false where somebody else's stands there.
fn put_until_known(keeper: &mut dyn Keeper, seq: u64, id: Uuid, line: &str) -> Result<bool, StoreError> {
    let until = Instant::now() + at_most(PUT);
    let mut unknown: Option<String> = None;
    loop {
        match keeper.put(seq, id, line, until.saturating_duration_since(Instant::now())) {
            Ok(Put::Done) => return Ok(true),
            Ok(Put::Taken) => return Ok(false),
            Ok(Put::Unsure(why)) => unknown = Some(why),
            // Certain only while nothing was sent before.
            Err(why) if unknown.is_none() => return Err(why),
            Err(_) => {}
        }
        if Instant::now() >= until {
            let place = keeper.place().to_owned();
            return Err(StoreError::NotKnown { place, why: unknown.unwrap_or_default() });
        }
        thread::sleep(PUT_AGAIN.min(until.saturating_duration_since(Instant::now())));
    }
}

/// Puts a line of a folder's journal, which may have been put by a try before.
fn put_copy(keeper: &mut dyn Keeper, seq: u64, line: &str) -> Result<(), StoreError> {
    if put_until_known(keeper, seq, Uuid::now_v7(), line)? {
        return Ok(());
    }
    let there = keeper.after(seq, Patience::Wait(at_most(READ)))?.end;
    if there.is_some_and(|end| line.ends_with(&end)) {
        Ok(())
    } else {
        Err(StoreError::IsKept { place: keeper.place().to_owned() })
    }
}

/// Moves a copy to a name beside it that is free.
fn move_aside(copy: &Path) -> Result<PathBuf, StoreError> {
    let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = |number: usize| copy.with_file_name(format!("{name}.aside-{number}"));
    let mut number = 1;
    while aside(number).exists() {
        number += 1;
    }
    let aside = aside(number);
    disk::rename(copy, &aside)?;
    Ok(aside)
}

fn lines(n: usize) -> String {
    if n == 1 { "1 line".to_owned() } else { format!("{n} lines") }
}
