//! What the thread of a [`super::Table`] does: it holds the connection, and sends the queries.

use std::{
    sync::mpsc as answers,
    time::{Duration, Instant},
};

use tokio::{sync::mpsc::UnboundedReceiver, task::JoinHandle, time::timeout};
use tokio_postgres::{
    Client, Row, Statement,
    error::SqlState,
    types::{ToSql, Type},
};
use tokio_postgres_rustls::MakeRustlsConnect;
use uuid::Uuid;

use super::{
    Address, MOST_LINES, Put, Secrets, Tail, Wait, connect,
    schema::{TABLES, TABLES_LOCK},
};
use crate::store::{Right, StoreError};

/// How long a screen waits for an answer over an open connection.
pub(super) const POLL_TIMEOUT: Duration = Duration::from_millis(500);
/// A connection that gives no answer for so long is taken for lost.
const SILENT: Duration = Duration::from_secs(5);
/// The first and the longest pause between two tries to connect.
const PAUSES: (Duration, Duration) = (Duration::from_secs(1), Duration::from_secs(25));
/// Seconds between two queries of a screen or a scheduler.
const ASKS_EVERY: u64 = 1;
/// After a failure, a connection is open at most half a minute after one becomes possible.
const _: () = assert!(PAUSES.1.as_secs() + ASKS_EVERY + connect::ONE.as_secs() <= 30);

/// Each row also tells why lines can't be inserted, the workspace's format, and when the platform was last looked at.
/// So a refusal is known before somebody decides.
const AFTER: &str = "\
SELECT seq, CASE WHEN seq = $2 THEN right(line, 34) ELSE line END, \
CASE WHEN current_setting('transaction_read_only') = 'on' THEN 'standby' \
WHEN NOT has_table_privilege('ipack_line', 'INSERT') THEN 'role' END, \
(SELECT value FROM ipack_note WHERE workspace = $1 AND name = 'founding'), \
(SELECT value FROM ipack_note WHERE workspace = $1 AND name = 'platform') \
FROM ipack_line WHERE workspace = $1 AND seq >= $2 ORDER BY seq LIMIT $3";
/// The query for lines is prepared when a connection sends it for this time. Planning takes three quarters of the time
/// of an answer; a command that asks once or twice is spared the round trip of preparing.
const PLANNED_FROM: u32 = 3;
const PUT: &str = "INSERT INTO ipack_line (workspace, seq, id, line) VALUES ($1, $2, $3, $4)";
const WHOSE: &str = "SELECT id FROM ipack_line WHERE workspace = $1 AND seq = $2";
const READ_NOTE: &str = "SELECT value FROM ipack_note WHERE workspace = $1 AND name = $2";
const CLOCK: &str = "SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint";
const WRITE_NOTE: &str = "\
INSERT INTO ipack_note (workspace, name, value) VALUES ($1, $2, $3) \
ON CONFLICT (workspace, name) DO UPDATE SET value = excluded.value";

const ADD_NOTE: &str = "INSERT INTO ipack_note (workspace, name, value) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";
const SWAP_NOTE: &str = "UPDATE ipack_note SET value = $3 WHERE workspace = $1 AND name = $2 AND value = $4";

#[derive(Debug)]
pub(super) enum Question {
    After(u64),
    Put { seq: u64, id: Uuid, line: String },
    Note(String),
    SetNote(String, String),
    SwapNote { name: String, before: Option<String>, text: String },
    Clock,
    Prepare,
    Retry,
}

impl Question {
    /// The right that the role needs for it.
    fn needs(&self) -> Right {
        match self {
            Self::After(_) | Self::Note(_) | Self::Clock | Self::Retry => Right::Read,
            Self::Put { .. } | Self::SetNote(..) | Self::SwapNote { .. } => Right::Write,
            Self::Prepare => Right::Make,
        }
    }
}

#[derive(Debug)]
pub(super) struct Ask {
    pub(super) question: Question,
    pub(super) limit: Wait,
    pub(super) answer: answers::Sender<Result<Answer, StoreError>>,
}

#[derive(Debug)]
pub(super) enum Answer {
    Tail(Tail),
    Put(Put),
    Note(Option<String>),
    Swapped(bool),
    Clock(i64),
    Done,
}

pub(super) struct Session {
    workspace: String,
    place: String,
    connector: connect::Connector,
    client: Option<Client>,
    plan: Plan,
    /// A connection that is being made.
    connecting: Option<JoinHandle<Result<Client, connect::Trouble>>>,
    /// Why there is no connection.
    trouble: Option<connect::Trouble>,
    next_try: Instant,
    pause: Duration,
    /// When the server answered last.
    heard: Instant,
}

/// Whether the query for lines is prepared on this connection.
enum Plan {
    /// Not yet, after this many queries.
    None { asked: u32 },
    /// It is.
    Made(Statement),
    /// It never will be: behind a pooler, the connection that answers may not be the one that prepared.
    Refused,
}

impl Plan {
    /// The rows from a line on.
    async fn rows_after(
        &mut self,
        client: &Client,
        workspace: &str,
        seq: i64,
    ) -> Result<Vec<Row>, tokio_postgres::Error> {
        let most = number(MOST_LINES as u64 + 1);
        let types = [Type::TEXT, Type::INT8, Type::INT8];
        let values: [&(dyn ToSql + Sync); 3] = [&workspace, &seq, &most];
        if let Self::None { asked } = self {
            *asked += 1;
            if *asked == PLANNED_FROM {
                *self = match client.prepare_typed(AFTER, &types).await {
                    Err(e) if is_of_plans(&e) => Self::Refused,
                    made => Self::Made(made?),
                };
            }
        }
        if let Self::Made(statement) = self {
            match client.query(&*statement, &values).await {
                Err(e) if is_of_plans(&e) => *self = Self::Refused,
                rows => return rows,
            }
        }
        let asked: Vec<_> = values.into_iter().zip(types).collect();
        client.query_typed(AFTER, &asked).await
    }
}

/// Why a query has no answer.
enum NoAnswer {
    /// What the database or the network says.
    Said(tokio_postgres::Error),
    /// Nothing came in time.
    Silence,
}

impl Session {
    pub(super) fn new(address: Address, secrets: Secrets, tls: Option<MakeRustlsConnect>) -> Self {
        Self {
            workspace: address.workspace.clone(),
            place: address.to_string(),
            connector: connect::Connector { address, secrets, tls },
            client: None,
            plan: Plan::None { asked: 0 },
            connecting: None,
            trouble: None,
            next_try: Instant::now(),
            pause: PAUSES.0,
            heard: Instant::now(),
        }
    }

    pub(super) async fn serve(mut self, mut asked: UnboundedReceiver<Ask>) {
        while let Some(Ask { question, limit, answer }) = asked.recv().await {
            let answered = self.answer(&question, limit).await;
            // The caller may have given up waiting.
            let _ = answer.send(answered);
        }
    }

    async fn answer(&mut self, question: &Question, limit: Wait) -> Result<Answer, StoreError> {
        let wait = match limit {
            Wait::Poll => POLL_TIMEOUT,
            Wait::UpTo(wait) => wait,
        };
        let until = Instant::now() + wait;
        if matches!(question, Question::Retry) {
            // A try that is under way may still wait for a server that is gone.
            self.connecting.take().into_iter().for_each(|connecting| connecting.abort());
            self.pause = PAUSES.0;
            self.begin_connecting();
            return Ok(Answer::Done);
        }
        // A query that changes nothing is sent again where the connection turns out to be lost.
        let mut again = !matches!(question, Question::Put { .. }) && limit != Wait::Poll;
        loop {
            if self.client.as_ref().is_none_or(Client::is_closed) {
                if self.client.take().is_some() {
                    self.trouble = Some(connect::Trouble::closed());
                }
                self.connect(limit, until).await?;
            }
            let left = until.saturating_duration_since(Instant::now());
            let missed = match timeout(left, self.put_question(question)).await {
                Ok(Ok(answer)) => {
                    self.heard = Instant::now();
                    return Ok(answer);
                }
                Ok(Err(said)) => NoAnswer::Said(said),
                Err(_) => NoAnswer::Silence,
            };
            let gone = matches!(&missed, NoAnswer::Said(said) if said.code().is_none() || connect::is_unsure(said));
            let told = self.missed(question, limit, missed);
            if !(gone && std::mem::take(&mut again)) {
                return told;
            }
        }
    }

    /// Waits for a connection as long as the caller does; a poll does not wait at all.
    async fn connect(&mut self, limit: Wait, until: Instant) -> Result<(), StoreError> {
        if limit != Wait::Poll || Instant::now() >= self.next_try {
            self.begin_connecting();
        }
        let left = match limit {
            Wait::Poll => Duration::ZERO,
            Wait::UpTo(_) => until.saturating_duration_since(Instant::now()),
        };
        if let Some(connecting) = &mut self.connecting {
            match timeout(left, connecting).await {
                Ok(Ok(Ok(client))) => {
                    (self.client, self.connecting, self.trouble) = (Some(client), None, None);
                    if !matches!(self.plan, Plan::Refused) {
                        self.plan = Plan::None { asked: 0 };
                    }
                    (self.pause, self.heard) = (PAUSES.0, Instant::now());
                    return Ok(());
                }
                Ok(made) => {
                    self.connecting = None;
                    self.trouble = made.ok().and_then(Result::err);
                }
                Err(_) if limit != Wait::Poll => self.trouble = Some(connect::Trouble::silence()),
                Err(_) => {}
            }
        }
        let trouble = self.trouble.clone().unwrap_or_default();
        Err(trouble.into_error(&self.place, Right::Read))
    }

    fn begin_connecting(&mut self) {
        if self.connecting.is_none() && self.client.is_none() {
            let connector = self.connector.clone();
            self.connecting = Some(tokio::spawn(async move { connector.open().await }));
            self.next_try = Instant::now() + self.pause;
            self.pause = (self.pause * 2).min(PAUSES.1);
        }
    }

    async fn put_question(&mut self, question: &Question) -> Result<Answer, tokio_postgres::Error> {
        let Some(client) = &self.client else { return Ok(Answer::Done) };
        let workspace = &self.workspace;
        match question {
            Question::After(seq) => {
                let seq = number(*seq);
                let mut tail = Tail::default();
                for row in self.plan.rows_after(client, workspace, seq).await? {
                    (tail.denied, tail.founding) = (self.denied(row.try_get(2)?), row.try_get(3)?);
                    tail.synced = row.try_get(4)?;
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
            Question::SwapNote { name, before, text } => {
                let mut asked: Vec<(&(dyn ToSql + Sync), Type)> =
                    vec![(workspace, Type::TEXT), (name, Type::TEXT), (text, Type::TEXT)];
                let changed = match before {
                    None => client.execute_typed(ADD_NOTE, &asked).await?,
                    Some(before) => {
                        asked.push((before, Type::TEXT));
                        client.execute_typed(SWAP_NOTE, &asked).await?
                    }
                };
                Ok(Answer::Swapped(changed == 1))
            }
            Question::Clock => {
                let rows = client.query_typed(CLOCK, &[]).await?;
                Ok(Answer::Clock(rows.first().map(|row| row.try_get(0)).transpose()?.unwrap_or_default()))
            }
            Question::Prepare => {
                // A role that may not create tables may use those that exist. The statements are serialised by a lock,
                // because the server refuses the second of two sessions that create the same table at once, even with
                // IF NOT EXISTS. They are one transaction, whose end releases the lock.
                let made =
                    client.batch_execute(&format!("SELECT pg_advisory_xact_lock({TABLES_LOCK});\n{TABLES}")).await;
                match made {
                    Err(e) if e.code() == Some(&SqlState::INSUFFICIENT_PRIVILEGE) => {
                        let asked = [(workspace as &(dyn ToSql + Sync), Type::TEXT), (workspace, Type::TEXT)];
                        let there = client.query_typed(READ_NOTE, &asked).await;
                        if there.is_err_and(|e| e.code() == Some(&SqlState::UNDEFINED_TABLE)) {
                            return Err(e);
                        }
                    }
                    made => made?,
                }
                Ok(Answer::Done)
            }
            Question::Retry => Ok(Answer::Done),
        }
    }

    /// The reason why lines can't be inserted, from the word in a row.
    fn denied(&self, why: Option<&str>) -> Option<StoreError> {
        let place = self.place.clone();
        Some(match why? {
            "standby" => StoreError::Standby { place },
            _ => StoreError::NotAllowed { place, lacks: Right::Write },
        })
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

    fn missed(&mut self, question: &Question, limit: Wait, missed: NoAnswer) -> Result<Answer, StoreError> {
        let trouble = match missed {
            NoAnswer::Said(e) => {
                let trouble = connect::Trouble::of(&e);
                if e.code().is_some() && !connect::is_unsure(&e) {
                    return Err(trouble.into_error(&self.place, question.needs()));
                }
                trouble
            }
            NoAnswer::Silence => {
                let trouble = connect::Trouble::silence();
                if limit == Wait::Poll && self.heard.elapsed() < SILENT {
                    return Err(trouble.into_error(&self.place, Right::Read));
                }
                trouble
            }
        };
        self.client = None;
        self.next_try = Instant::now();
        let why = trouble.why.clone();
        let told = trouble.clone().into_error(&self.place, question.needs());
        self.trouble = Some(trouble);
        if matches!(question, Question::Put { .. }) { Ok(Answer::Put(Put::Unsure(why))) } else { Err(told) }
    }
}

/// Whether the error is about a prepared statement: the server keeps none, or not this one.
fn is_of_plans(error: &tokio_postgres::Error) -> bool {
    let code = error.code();
    code == Some(&SqlState::INVALID_SQL_STATEMENT_NAME)
        || code == Some(&SqlState::DUPLICATE_PSTATEMENT)
        || code == Some(&SqlState::FEATURE_NOT_SUPPORTED)
}

/// A number as the database's type for it.
fn number(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
