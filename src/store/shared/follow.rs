//! Follows what others commit: the copy fetches the lines that it lacks.

use std::{path::PathBuf, time::Duration};

use super::{READ, WHO, commit::Unsure};
use crate::{
    domain::Stamp,
    store::{
        Store, StoreError,
        commit::start_segment,
        current::FORMAT,
        disk,
        journal::{self, Position, Record},
        keeper::{Founding, MOST_LINES, Tail, Wait, at_most},
        lock::Guard,
    },
};

/// How long a screen waits for the lock of the copy.
const PEEK_WAIT: Duration = Duration::from_millis(50);

impl Store {
    /// A look at the journal's end that waits for nobody; true if lines came, or there is another reason why none can.
    /// That is remembered.
    pub(in crate::store) fn peek(&mut self) -> Result<bool, StoreError> {
        if self.keeper.is_none() || self.read_only.is_some() {
            return Ok(false);
        }
        let was_away = self.away.take();
        match self.follow_keeper(Wait::Poll) {
            Err(why @ StoreError::Away { .. }) => {
                let told = was_away.is_some_and(|before| before.to_string() == why.to_string());
                self.away = Some(why);
                Ok(!told)
            }
            // Another program holds the copy's lock, and writes the same lines to it.
            Err(StoreError::Locked { .. }) => Ok(false),
            Err(why @ StoreError::WentBack { .. }) => {
                self.read_only = Some(why);
                Ok(true)
            }
            followed => followed.map(|came| came || was_away.is_some()),
        }
    }

    /// Follows the journal; true if lines came.
    pub(super) fn follow_keeper(&mut self, limit: Wait) -> Result<bool, StoreError> {
        if self.read_only.is_some() {
            return Ok(false);
        }
        let tail = self.ask_after(limit)?;
        if tail.lines.is_empty() && self.unsure()?.is_empty() {
            return Ok(false);
        }
        let wait = self.lock_wait;
        if limit == Wait::Poll {
            self.lock_wait = PEEK_WAIT;
        }
        let held = self.begin(WHO);
        self.lock_wait = wait;
        let mut held = held?;
        // Lines that somebody else wrote to the copy meanwhile are not asked for again.
        self.catch_up(&mut held, limit)?;
        Ok(true)
    }

    /// What stands after the last line that is known, where that line still stands there.
    fn ask_after(&mut self, limit: Wait) -> Result<Tail, StoreError> {
        let Some(keeper) = &mut self.keeper else { return Ok(Tail::default()) };
        let mut tail = keeper.after(self.position.seq, limit)?;
        let newer = || tail.founding.as_deref().and_then(|founding| newer(founding, keeper.place()));
        self.denied = tail.denied.take().or_else(newer);
        self.synced = tail.synced.take().and_then(|text| ron::from_str(&text).ok());
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
            let there = self.keeper.as_mut().map(|keeper| keeper.after(*seq, Wait::UpTo(at_most(READ))));
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
    pub(super) fn each_line(
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
                let what = journal::CUT_SHORT.to_owned();
                return Err(StoreError::Damaged { path, line: position.line + 1, column: 1, what });
            }
        }
        Ok(())
    }

    /// Writes the lines that came to the copy, whose lock is held, until none is left.
    pub(super) fn catch_up(&mut self, held: &mut Guard, limit: Wait) -> Result<(), StoreError> {
        loop {
            let tail = self.ask_after(limit)?;
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
                    // A line must not stay applied in part.
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
    pub(super) fn reload_held(&mut self) -> Result<(), StoreError> {
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
}

/// That the workspace is of a later format than this program's, and not written to.
fn newer(founding: &str, place: &str) -> Option<StoreError> {
    let Founding { format, .. } =
        ron::from_str(founding).ok().filter(|founding: &Founding| founding.format > FORMAT)?;
    let what = format!("its format is {format}, this program's is {FORMAT}");
    Some(StoreError::Newer { path: PathBuf::from(place), line: 0, column: 0, what })
}

fn lines(n: usize) -> String {
    if n == 1 { "1 line".to_owned() } else { format!("{n} lines") }
}
