//! Sends a line to the keeper, and finds out whether it was stored where no answer comes.

use std::{
    io::Write as _,
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{READ, WHO};
use crate::{
    domain::{Event, Stamp},
    store::{
        Author, Store, StoreError,
        current::encode,
        disk,
        error::Doing,
        keeper::{Keeper, LONGEST_LINE, Put, Wait, at_most},
        lock::Guard,
    },
};

const UNSURE: &str = "unsure-";
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
pub(super) struct Unsure {
    seq: u64,
    id: Uuid,
    line: String,
}

impl Store {
    /// [`Store::commit`] where somebody keeps the journal: follow, decide, put; and again where somebody was first.
    pub(in crate::store) fn commit_shared<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        mut decide: impl FnMut(&mut Self, &Stamp) -> Result<(Vec<Event>, T), E>,
    ) -> Result<T, E> {
        let (until, mut pause) = (Instant::now() + at_most(OVERTAKEN), PAUSES.0);
        loop {
            let mut held = self.begin(&author.by)?;
            let limit = if self.away.is_some() { Wait::Poll } else { Wait::UpTo(at_most(READ)) };
            let caught_up = self.catch_up(&mut held, limit);
            self.remember(caught_up)?;
            self.check_writable()?;
            self.denied.clone().map_or(Ok(()), Err)?;
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

    pub(super) fn place_text(&self) -> String {
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
            // If the file stays, the next start tells once more what became of the line.
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
    pub(super) fn unsure(&self) -> Result<Vec<(PathBuf, Unsure)>, StoreError> {
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
    pub(super) fn settle(&mut self, unsure: &[(PathBuf, Unsure)], seq: u64, line: Option<&str>) {
        for (path, sent) in unsure.iter().filter(|(_, sent)| sent.seq == seq) {
            let was = if line == Some(&sent.line) { "was made after all" } else { "was not made" };
            self.notices.push(format!("a change of which no answer came (line {seq}) {was}"));
            // If the file stays, the same is told once more.
            let _ = disk::remove(path);
        }
    }

    /// Tells which changes are still not known. It holds the lock, so a line that another program is sending now is not
    /// among them.
    pub(super) fn tell_unsure(&mut self) -> Result<(), StoreError> {
        if self.unsure()?.is_empty() {
            return Ok(());
        }
        let _held = self.begin(WHO)?;
        for (_, sent) in self.unsure()? {
            let what = format!("nobody knows yet whether a change was made: its line {} has not come", sent.seq);
            self.notices.push(what);
        }
        Ok(())
    }
}

/// Puts a line, and the same line again while no answer comes; false where somebody else's stands there.
pub(super) fn put_until_known(keeper: &mut dyn Keeper, seq: u64, id: Uuid, line: &str) -> Result<bool, StoreError> {
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
