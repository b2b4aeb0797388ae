//! A journal in a database that speaks PostgreSQL's protocol: two plain tables, from which this program only selects
//! and into which it only inserts.
//!
//! A thread of its own holds the connection, so that a caller waits only as long as it wants to: a server that waits
//! for a lost standby answers nothing, whatever its own time limits are. Statements are sent with their types, in one
//! round trip each.

use std::{sync::mpsc as answers, thread, time::Duration};

use chrono::{DateTime, Utc};
use tokio::sync::mpsc::{UnboundedSender, unbounded_channel};
use uuid::Uuid;

use super::{
    Address, Keeper, NOTE, Put, Secrets, Tail, Wait, at_most, connect,
    session::{Answer, Ask, POLL_TIMEOUT, Question, Session},
};
use crate::store::StoreError;

/// A journal in a database.
#[derive(Debug)]
pub struct Table {
    place: String,
    asks: UnboundedSender<Ask>,
}

impl Table {
    /// A journal at an address. Nothing is asked yet.
    ///
    /// # Errors
    /// [`StoreError::Away`] where certificates can't be read, or no thread can be started.
    pub fn new(address: Address, secrets: Secrets) -> Result<Self, StoreError> {
        let place = address.to_string();
        let failed =
            |why: String| StoreError::Away { place: address.to_string(), why, hint: "mend that and start again" };
        let tls = connect::tls(&address).map_err(&failed)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.map_err(|e| failed(e.to_string()))?;
        let (asks, asked) = unbounded_channel();
        let failed =
            |e: std::io::Error| StoreError::Away { place: place.clone(), why: e.to_string(), hint: "try again" };
        let session = Session::new(address, secrets, tls);
        let named = thread::Builder::new().name("keeper".to_owned());
        named.spawn(move || runtime.block_on(session.serve(asked))).map_err(failed)?;
        Ok(Self { place, asks })
    }

    fn ask(&self, question: Question, limit: Wait) -> Result<Answer, StoreError> {
        let wait = match limit {
            Wait::Poll => POLL_TIMEOUT,
            Wait::UpTo(wait) => wait,
        };
        let (answer, answered) = answers::channel();
        let silent = || StoreError::Away {
            place: self.place.clone(),
            why: format!("no answer within {} s", wait.as_secs().max(1)),
            hint: connect::REACH,
        };
        self.asks.send(Ask { question, limit, answer }).map_err(|_| silent())?;
        // The thread stops waiting by itself; this limit is for the case that it does not.
        answered.recv_timeout(wait + Duration::from_secs(1)).unwrap_or_else(|_| Err(silent()))
    }
}

impl Keeper for Table {
    fn place(&self) -> &str {
        &self.place
    }

    fn after(&mut self, seq: u64, limit: Wait) -> Result<Tail, StoreError> {
        self.ask(Question::After(seq), limit).map(|answer| match answer {
            Answer::Tail(tail) => tail,
            _ => Tail::default(),
        })
    }

    fn put(&mut self, seq: u64, id: Uuid, line: &str, limit: Duration) -> Result<Put, StoreError> {
        let line = line.to_owned();
        self.ask(Question::Put { seq, id, line }, Wait::UpTo(limit)).map(|answer| match answer {
            Answer::Put(put) => put,
            _ => Put::Unsure("another question was answered".to_owned()),
        })
    }

    fn note(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        self.ask(Question::Note(name.to_owned()), Wait::UpTo(at_most(NOTE))).map(|answer| match answer {
            Answer::Note(note) => note,
            _ => None,
        })
    }

    fn set_note(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.ask(Question::SetNote(name.to_owned(), text.to_owned()), Wait::UpTo(at_most(NOTE))).map(drop)
    }

    fn swap_note(&mut self, name: &str, before: Option<&str>, text: &str) -> Result<bool, StoreError> {
        let (name, before, text) = (name.to_owned(), before.map(ToOwned::to_owned), text.to_owned());
        self.ask(Question::SwapNote { name, before, text }, Wait::UpTo(at_most(NOTE)))
            .map(|answer| matches!(answer, Answer::Swapped(true)))
    }

    fn clock(&mut self) -> Result<DateTime<Utc>, StoreError> {
        self.ask(Question::Clock, Wait::UpTo(at_most(NOTE))).map(|answer| match answer {
            Answer::Clock(milliseconds) => DateTime::from_timestamp_millis(milliseconds).unwrap_or_default(),
            _ => DateTime::default(),
        })
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.ask(Question::Prepare, Wait::UpTo(at_most(NOTE))).map(drop)
    }

    fn retry(&mut self) {
        let (answer, _) = answers::channel();
        // If the thread has ended, the next query reports it.
        let _ = self.asks.send(Ask { question: Question::Retry, limit: Wait::Poll, answer });
    }
}
