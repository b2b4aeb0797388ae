//! A journal in a database that speaks PostgreSQL's protocol: two plain tables, of which this program only selects from
//! and inserts into.
//!
//! A thread of its own holds the connection, so that whoever asks waits as long as they have patience for: a server that
//! waits for a lost standby answers nothing, whatever its own time limits say. Statements are sent with their types, in
//! one round trip each.

use std::{
    sync::mpsc as answers,
    thread,
    time::{Duration, Instant},
};

use tokio::{
    sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel},
    task::JoinHandle,
    time::timeout,
};
use tokio_postgres::{
    Client,
    error::SqlState,
    types::{ToSql, Type},
};
use uuid::Uuid;

use super::{Address, Keeper, MOST_LINES, Patience, Put, Secrets, Tail, at_most, connect};
use crate::store::StoreError;

/// How long a screen waits for an answer over a connection that there is.
const GLANCE: Duration = Duration::from_millis(500);
/// A connection that has been silent for so long while it was asked is none any more.
const SILENT: Duration = Duration::from_secs(5);
/// Longest wait for a note.
const NOTE: Duration = Duration::from_secs(10);
/// The first and the longest pause before a connection is tried again by itself.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(30));

/// What makes the tables.
const TABLES: &str = "\
CREATE TABLE IF NOT EXISTS ipack_line (
    workspace text NOT NULL, seq bigint NOT NULL, id uuid NOT NULL, line text NOT NULL, PRIMARY KEY (workspace, seq));
CREATE TABLE IF NOT EXISTS ipack_note (
    workspace text NOT NULL, name text NOT NULL, value text NOT NULL, PRIMARY KEY (workspace, name));
";
const AFTER: &str = "\
SELECT seq, CASE WHEN seq = $2 THEN right(line, 34) ELSE line END FROM ipack_line \
WHERE workspace = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
const PUT: &str = "INSERT INTO ipack_line (workspace, seq, id, line) VALUES ($1, $2, $3, $4)";
const WHOSE: &str = "SELECT id FROM ipack_line WHERE workspace = $1 AND seq = $2";
const READ_NOTE: &str = "SELECT value FROM ipack_note WHERE workspace = $1 AND name = $2";
const WRITE_NOTE: &str = "\
INSERT INTO ipack_note (workspace, name, value) VALUES ($1, $2, $3) \
ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value";

/// The statements that make what a workspace is kept in, for whoever administers the database; with the rights of a role
/// where one is named.
#[must_use]
pub fn schema(role: Option<(&str, Rights)>) -> String {
    let Some((role, rights)) = role else { return TABLES.to_owned() };
    let role = format!("\"{}\"", role.replace('"', "\"\""));
    let (lines, notes) = match rights {
        Rights::Reads => ("SELECT", "SELECT"),
        Rights::Writes => ("SELECT, INSERT", "SELECT, INSERT, UPDATE"),
    };
    format!("{TABLES}GRANT {lines} ON ipack_line TO {role};\nGRANT {notes} ON ipack_note TO {role};\n")
}

/// What a role may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rights {
    /// Read.
    Reads,
    /// Decide, and perform what is due.
    Writes,
}

/// A journal in a database.
#[derive(Debug)]
pub struct Table {
    place: String,
    asks: UnboundedSender<Ask>,
}

#[derive(Debug)]
enum Question {
    After(u64),
    Put { seq: u64, id: Uuid, line: String },
    Note(String),
    SetNote(String, String),
    Prepare,
    Retry,
}

#[derive(Debug)]
struct Ask {
    question: Question,
    patience: Patience,
    answer: answers::Sender<Result<Answer, StoreError>>,
}

#[derive(Debug)]
enum Answer {
    Tail(Tail),
    Put(Put),
    Note(Option<String>),
    Done,
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
        let desk = Desk {
            workspace: address.workspace.clone(),
            place: place.clone(),
            door: connect::Door { address, secrets, tls },
            client: None,
            knocking: None,
            trouble: None,
            next_try: Instant::now(),
            pause: PAUSES.0,
            heard: Instant::now(),
        };
        let named = thread::Builder::new().name("keeper".to_owned());
        named.spawn(move || runtime.block_on(desk.serve(asked))).map_err(failed)?;
        Ok(Self { place, asks })
    }

    fn ask(&self, question: Question, patience: Patience) -> Result<Answer, StoreError> {
        let wait = match patience {
            Patience::Glance => GLANCE,
            Patience::Wait(wait) => wait,
        };
        let (answer, answered) = answers::channel();
        let silent = || StoreError::Away {
            place: self.place.clone(),
            why: format!("no answer within {} s", wait.as_secs().max(1)),
            hint: connect::REACH,
        };
        self.asks.send(Ask { question, patience, answer }).map_err(|_| silent())?;
        // The thread has the same patience; this is for the day on which it has not.
        answered.recv_timeout(wait + Duration::from_secs(1)).unwrap_or_else(|_| Err(silent()))
    }
}

impl Keeper for Table {
    fn place(&self) -> &str {
        &self.place
    }

    fn after(&mut self, seq: u64, patience: Patience) -> Result<Tail, StoreError> {
        self.ask(Question::After(seq), patience).map(|answer| match answer {
            Answer::Tail(tail) => tail,
            _ => Tail::default(),
        })
    }

    fn put(&mut self, seq: u64, id: Uuid, line: &str, patience: Duration) -> Result<Put, StoreError> {
        let line = line.to_owned();
        self.ask(Question::Put { seq, id, line }, Patience::Wait(patience)).map(|answer| match answer {
            Answer::Put(put) => put,
            _ => Put::Unsure("another question was answered".to_owned()),
        })
    }

    fn note(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        self.ask(Question::Note(name.to_owned()), Patience::Wait(at_most(NOTE))).map(|answer| match answer {
            Answer::Note(note) => note,
            _ => None,
        })
    }

    fn set_note(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.ask(Question::SetNote(name.to_owned(), text.to_owned()), Patience::Wait(at_most(NOTE))).map(drop)
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.ask(Question::Prepare, Patience::Wait(at_most(NOTE))).map(drop)
    }

    fn retry(&mut self) {
        let (answer, _) = answers::channel();
        // Where the thread is gone, the next question says so.
        let _ = self.asks.send(Ask { question: Question::Retry, patience: Patience::Glance, answer });
    }
}

/// What the thread has.
struct Desk {
    workspace: String,
    place: String,
    door: connect::Door,
    client: Option<Client>,
    /// A connection that is being made.
    knocking: Option<JoinHandle<Result<Client, connect::Trouble>>>,
    /// Why there is no connection.
    trouble: Option<connect::Trouble>,
    next_try: Instant,
    pause: Duration,
    /// When the server answered last.
    heard: Instant,
}

/// Why a question has no answer.
enum Missed {
    /// What the database, or the way to it, says.
    Said(tokio_postgres::Error),
    /// Nothing came in time.
    Silence,
}

impl Desk {
    async fn serve(mut self, mut asked: UnboundedReceiver<Ask>) {
        while let Some(Ask { question, patience, answer }) = asked.recv().await {
            let answered = self.answer(&question, patience).await;
            // Whoever asked may have lost patience.
            let _ = answer.send(answered);
        }
    }

    async fn answer(&mut self, question: &Question, patience: Patience) -> Result<Answer, StoreError> {
        let wait = match patience {
            Patience::Glance => GLANCE,
            Patience::Wait(wait) => wait,
        };
        let until = Instant::now() + wait;
        if matches!(question, Question::Retry) {
            (self.next_try, self.pause) = (Instant::now(), PAUSES.0);
            self.knock();
            return Ok(Answer::Done);
        }
        // Over a connection that turns out to be gone, what changes nothing is asked once more.
        let mut again = !matches!(question, Question::Put { .. }) && patience != Patience::Glance;
        loop {
            if self.client.as_ref().is_none_or(Client::is_closed) {
                self.client = None;
                self.connect(patience, until).await?;
            }
            let left = until.saturating_duration_since(Instant::now());
            let missed = match timeout(left, self.put_question(question)).await {
                Ok(Ok(answer)) => {
                    self.heard = Instant::now();
                    return Ok(answer);
                }
                Ok(Err(said)) => Missed::Said(said),
                Err(_) => Missed::Silence,
            };
            let gone = matches!(&missed, Missed::Said(said) if said.code().is_none() || connect::is_unsure(said));
            let told = self.missed(question, patience, missed);
            if !(gone && std::mem::take(&mut again)) {
                return told;
            }
        }
    }

    /// Waits for a connection as long as there is patience; who only glances waits for none.
    async fn connect(&mut self, patience: Patience, until: Instant) -> Result<(), StoreError> {
        if patience != Patience::Glance || Instant::now() >= self.next_try {
            self.knock();
        }
        let left = match patience {
            Patience::Glance => Duration::ZERO,
            Patience::Wait(_) => until.saturating_duration_since(Instant::now()),
        };
        if let Some(knocking) = &mut self.knocking {
            match timeout(left, knocking).await {
                Ok(Ok(Ok(client))) => {
                    (self.client, self.knocking, self.trouble) = (Some(client), None, None);
                    (self.pause, self.heard) = (PAUSES.0, Instant::now());
                    return Ok(());
                }
                Ok(made) => {
                    self.knocking = None;
                    self.trouble = made.ok().and_then(Result::err);
                    self.next_try = Instant::now() + self.pause;
                    self.pause = (self.pause * 2).min(PAUSES.1);
                }
                Err(_) if patience != Patience::Glance => self.trouble = Some(connect::Trouble::silence()),
                Err(_) => {}
            }
        }
        let trouble = self.trouble.clone().unwrap_or_default();
        Err(trouble.told(&self.place))
    }

    fn knock(&mut self) {
        if self.knocking.is_none() && self.client.is_none() {
            let door = self.door.clone();
            self.knocking = Some(tokio::spawn(async move { door.open().await }));
        }
    }

    async fn put_question(&self, question: &Question) -> Result<Answer, tokio_postgres::Error> {
        let Some(client) = &self.client else { return Ok(Answer::Done) };
        let workspace = &self.workspace;
        match question {
            Question::After(seq) => {
                let (seq, most) = (number(*seq), number(MOST_LINES as u64 + 1));
                let asked: [(&(dyn ToSql + Sync), Type); 3] =
                    [(workspace, Type::TEXT), (&seq, Type::INT8), (&most, Type::INT8)];
                let mut tail = Tail::default();
                for row in client.query_typed(AFTER, &asked).await? {
                    if row.try_get::<_, i64>(0)? == seq {
                        tail.end = row.try_get(1)?;
                    } else if tail.lines.len() < MOST_LINES {
                        tail.lines.push(row.try_get(1)?);
                    }
                }
                Ok(Answer::Tail(tail))
            }
            Question::Put { seq, id, line } => self.put(client, number(*seq), *id, line).await.map(Answer::Put),
            Question::Note(name) => {
                let rows = client.query_typed(READ_NOTE, &[(workspace, Type::TEXT), (name, Type::TEXT)]).await?;
                Ok(Answer::Note(rows.first().map(|row| row.try_get(0)).transpose()?))
            }
            Question::SetNote(name, text) => {
                let asked: [(&(dyn ToSql + Sync), Type); 3] =
                    [(workspace, Type::TEXT), (name, Type::TEXT), (text, Type::TEXT)];
                client.execute_typed(WRITE_NOTE, &asked).await.map(|_| Answer::Done)
            }
            Question::Prepare => {
                // Who may not make tables may use those that are there.
                match client.batch_execute(TABLES).await {
                    Err(e) if e.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                        client.query_typed(READ_NOTE, &[(workspace, Type::TEXT), (workspace, Type::TEXT)]).await?;
                    }
                    made => made?,
                }
                Ok(Answer::Done)
            }
            Question::Retry => Ok(Answer::Done),
        }
    }

    async fn put(&self, client: &Client, seq: i64, id: Uuid, line: &str) -> Result<Put, tokio_postgres::Error> {
        let line = line.to_owned();
        let asked: [(&(dyn ToSql + Sync), Type); 4] =
            [(&self.workspace, Type::TEXT), (&seq, Type::INT8), (&id, Type::UUID), (&line, Type::TEXT)];
        match client.execute_typed(PUT, &asked).await {
            Ok(_) => Ok(Put::Done),
            Err(e) if e.code() == Some(&SqlState::UNIQUE_VIOLATION) => {
                let asked: [(&(dyn ToSql + Sync), Type); 2] = [(&self.workspace, Type::TEXT), (&seq, Type::INT8)];
                let rows = client.query_typed(WHOSE, &asked).await?;
                let whose: Option<Uuid> = rows.first().map(|row| row.try_get(0)).transpose()?;
                Ok(if whose == Some(id) { Put::Done } else { Put::Taken })
            }
            Err(e) if e.code() == Some(&SqlState::T_R_SERIALIZATION_FAILURE) => Ok(Put::Taken),
            Err(e) => Err(e),
        }
    }

    fn missed(&mut self, question: &Question, patience: Patience, missed: Missed) -> Result<Answer, StoreError> {
        let trouble = match missed {
            Missed::Said(e) => {
                let trouble = connect::Trouble::of(&e);
                if e.code().is_some() && !connect::is_unsure(&e) {
                    return Err(trouble.told(&self.place));
                }
                trouble
            }
            Missed::Silence => {
                let trouble = connect::Trouble::silence();
                if patience == Patience::Glance && self.heard.elapsed() < SILENT {
                    return Err(trouble.told(&self.place));
                }
                trouble
            }
        };
        self.client = None;
        self.next_try = Instant::now();
        let why = trouble.why.clone();
        let told = trouble.clone().told(&self.place);
        self.trouble = Some(trouble);
        if matches!(question, Question::Put { .. }) { Ok(Answer::Put(Put::Unsure(why))) } else { Err(told) }
    }
}

/// A number as the database has it.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
