//! A journal that is kept in memory, and does what a test wants of it.

use std::{
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{Keeper, MOST_LINES, NOTE, Put, Tail, Wait};
use crate::store::StoreError;

/// What happens to the next thing that is put.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It is put, and no answer comes.
    DoneUnheard,
    /// It is lost, and no answer comes.
    LostUnheard,
    /// This line is there first.
    After(String),
    /// It is certain that it was not put.
    Refused,
}

/// What all who share the workspace have in common.
#[derive(Debug, Default)]
pub(crate) struct Kept {
    pub(crate) lines: Vec<(Uuid, String)>,
    pub(crate) notes: BTreeMap<String, String>,
    pub(crate) fates: VecDeque<Fate>,
    /// Nothing is answered.
    pub(crate) away: bool,
    pub(crate) asked: usize,
    /// How long answers would have been waited for while none came.
    pub(crate) waited: Duration,
}

/// One who shares it; clones share the same.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scripted(Arc<Mutex<Kept>>);

impl Scripted {
    pub(crate) fn kept(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn reach(&self, limit: Wait) -> Result<MutexGuard<'_, Kept>, StoreError> {
        let mut kept = self.kept();
        kept.asked += 1;
        if kept.away {
            kept.waited += match limit {
                Wait::Poll => Duration::from_millis(500),
                Wait::UpTo(wait) => wait,
            };
            let (place, why) = (self.place().to_owned(), "connection refused".to_owned());
            return Err(StoreError::Away { place, why, hint: "see that it runs" });
        }
        Ok(kept)
    }

    /// As long as somebody waits for a note.
    fn reach_for_a_note(&self) -> Result<MutexGuard<'_, Kept>, StoreError> {
        self.reach(Wait::UpTo(NOTE))
    }

    fn place_line(&self, seq: u64, id: Uuid, line: &str, limit: Duration) -> Result<Put, StoreError> {
        let mut kept = self.reach(Wait::UpTo(limit))?;
        let at = usize::try_from(seq - 1).expect("a small number");
        assert!(at <= kept.lines.len(), "a gap before line {seq}");
        Ok(match kept.lines.get(at) {
            Some((there, _)) if *there == id => Put::Done,
            Some(_) => Put::Taken,
            None => {
                kept.lines.push((id, line.to_owned()));
                Put::Done
            }
        })
    }
}

impl Keeper for Scripted {
    fn place(&self) -> &'static str {
        "scripted://desk"
    }

    fn after(&mut self, seq: u64, limit: Wait) -> Result<Tail, StoreError> {
        let kept = self.reach(limit)?;
        let seq = usize::try_from(seq).expect("a small number");
        let end = seq.checked_sub(1).and_then(|at| kept.lines.get(at));
        let end = end.map(|(_, line)| line[line.len() - 34..].to_owned());
        Ok(Tail {
            end,
            lines: kept.lines.iter().skip(seq).take(MOST_LINES).map(|(_, line)| line.clone()).collect(),
            founding: None,
            synced: kept.notes.get("platform").cloned(),
            denied: None,
        })
    }

    fn put(&mut self, seq: u64, id: Uuid, line: &str, limit: Duration) -> Result<Put, StoreError> {
        let fate = self.kept().fates.pop_front();
        let unheard = || Put::Unsure("the connection was closed".to_owned());
        match fate {
            Some(Fate::Refused) => {
                let (place, why) = (self.place().to_owned(), "the disk is full".to_owned());
                return Err(StoreError::Away { place, why, hint: "make room" });
            }
            Some(Fate::LostUnheard) => return Ok(unheard()),
            Some(Fate::DoneUnheard) => {
                self.place_line(seq, id, line, limit)?;
                return Ok(unheard());
            }
            Some(Fate::After(other)) => self.kept().lines.push((Uuid::now_v7(), other)),
            None => {}
        }
        self.place_line(seq, id, line, limit)
    }

    fn note(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.reach_for_a_note()?.notes.get(name).cloned())
    }

    fn set_note(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.reach_for_a_note()?.notes.insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn swap_note(&mut self, name: &str, before: Option<&str>, text: &str) -> Result<bool, StoreError> {
        let mut shared = self.reach_for_a_note()?;
        let is_it = shared.notes.get(name).map(String::as_str) == before;
        if is_it {
            shared.notes.insert(name.to_owned(), text.to_owned());
        }
        Ok(is_it)
    }

    fn clock(&mut self) -> Result<DateTime<Utc>, StoreError> {
        self.reach_for_a_note().map(|_| DateTime::default())
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.reach_for_a_note().map(|_| ())
    }
}
