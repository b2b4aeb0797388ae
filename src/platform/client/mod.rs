//! A client of the API: one account's objects, through any [`Carrier`].

use std::{collections::HashSet, time::Duration};

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use thiserror::Error;

use super::{
    Address, Carrier, Media, Method, Request, Response, Trouble,
    wire::{BulkId, BulkRequest, BulkResult, QueryResult},
};

/// Most ids of a bulk read, and most rows of a page.
pub const PAGE: usize = 100;
/// Pauses before each repetition of a request, in seconds.
const PAUSES: [u64; 5] = [1, 2, 4, 8, 16];
/// The longest pause that an answer can ask for, in seconds.
const LONGEST_PAUSE: u64 = 60;
/// Most characters that are quoted of an answer that the API can't have given.
const QUOTED: usize = 200;

/// Why a request failed. The texts follow "failed to …: ".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unanswered {
    /// There was no answer.
    #[error(transparent)]
    Trouble(#[from] Trouble),
    /// The platform was busy, or the account over its rate limit, at every repetition. Nothing was done.
    #[error("the platform is busy: {0}")]
    Busy(String),
    /// The credentials are wrong, or do not allow this.
    #[error("the platform answered {status}: {message}")]
    Denied {
        /// 401 or 403.
        status: u16,
        /// The platform's words.
        message: String,
    },
    /// The platform refused it with 400: it does not know an id, or its rules forbid it. Nothing was done.
    #[error("the platform refused it: {message}")]
    Refused {
        status: u16,
        /// The platform's words.
        message: String,
    },
    /// The answer does not say whether it was done: 500, 502, 504, or a body that can't be read.
    #[error("{0}")]
    Unclear(String),
    /// The caller asked to stop.
    #[error("stopped; nothing was done")]
    Stopped,
}

impl Unanswered {
    /// Whether nothing was done for certain.
    pub fn nothing_done(&self) -> bool {
        match self {
            Self::Trouble(trouble) => matches!(trouble, Trouble::NotSent(_)),
            Self::Busy(_) | Self::Denied { .. } | Self::Refused { .. } | Self::Stopped => true,
            Self::Unclear(_) => false,
        }
    }

    /// Whether the same request may succeed later.
    pub fn may_pass(&self) -> bool {
        matches!(self, Self::Trouble(_) | Self::Busy(_) | Self::Unclear(_))
    }
}

pub struct Client<'a> {
    address: &'a Address,
    carrier: &'a mut dyn Carrier,
    /// Requests that were sent, for a report.
    pub requests: usize,
    /// Whether there was an answer to any of them.
    answered: bool,
    /// The managed account that it acts for, over the partner API.
    acts_for: Option<String>,
}

impl<'a> Client<'a> {
    pub fn new(address: &'a Address, carrier: &'a mut dyn Carrier) -> Self {
        Self { address, carrier, requests: 0, answered: false, acts_for: None }
    }

    /// Asks in the name of a managed account, over the partner API.
    pub fn for_account<T>(&mut self, account: &str, ask: impl FnOnce(&mut Self) -> T) -> T {
        self.acts_for = Some(account.to_owned());
        let answer = ask(self);
        self.acts_for = None;
        answer
    }

    /// Reads an object by its id; none where the platform knows no such id.
    pub fn get<T: DeserializeOwned>(&mut self, object: &str, id: &str) -> Result<Option<T>, Unanswered> {
        let asked = self.reading(Method::Get, &format!("{object}/{}", encoded(id)), "");
        match asked {
            Err(Unanswered::Refused { status: 400 | 404, .. }) => Ok(None),
            answer => object_of(answer?).map(Some),
        }
    }

    /// Every row of a query, page by page, each once. `filter` is an expression, or null for all.
    pub fn query<T: DeserializeOwned>(
        &mut self,
        object: &str,
        filter: &Value,
        id: fn(&T) -> Option<&str>,
    ) -> Result<Vec<T>, Unanswered> {
        let body = if filter.is_null() { json!({}) } else { json!({"QueryFilter": {"expression": filter}}) };
        let (mut rows, mut known, mut tokens) = (Vec::new(), HashSet::new(), HashSet::new());
        let mut answer = self.reading(Method::Post, &format!("{object}/query"), &body.to_string())?;
        loop {
            let page: QueryResult = object_of(answer)?;
            for row in page.result {
                let row: T = object_of(row)?;
                // Pages are no snapshot: a row can move from one to the next meanwhile.
                if id(&row).is_none_or(|id| known.insert(id.to_owned())) {
                    rows.push(row);
                }
            }
            let Some(token) = page.query_token.filter(|token| !token.is_empty()) else { return Ok(rows) };
            if !tokens.insert(token.clone()) {
                return Err(Unanswered::Unclear("the platform's pages go round in a circle".to_owned()));
            }
            answer = self.reading(Method::Post, &format!("{object}/queryMore"), &token)?;
        }
    }

    /// Reads objects by their ids, 100 at a time; what the platform does not know is left out.
    pub fn bulk<T: DeserializeOwned>(&mut self, object: &str, ids: &[&str]) -> Result<Vec<T>, Unanswered> {
        let mut found = Vec::with_capacity(ids.len());
        for ids in ids.chunks(PAGE) {
            let request = ids.iter().map(|id| BulkId { id: Some((*id).to_owned()) }).collect();
            let body = text_of(&BulkRequest { kind: Some("GET".into()), request })?;
            let answer: BulkResult = object_of(self.reading(Method::Post, &format!("{object}/bulk"), &body)?)?;
            for value in answer.response.into_iter().filter_map(|one| one.result) {
                found.push(object_of(value)?);
            }
        }
        Ok(found)
    }

    /// Asks for something to be created or changed. The request is repeated only while the answer says that nothing was
    /// done and that a later request may succeed. Such answers are not trusted: before each repetition, and at the end,
    /// `seen` gets the answer and looks whether it was done after all.
    ///
    /// # Errors
    /// [`Unanswered`]; [`Unanswered::nothing_done`] says whether it is certain that nothing was done.
    pub fn post_until<A: DeserializeOwned>(
        &mut self,
        path: &str,
        body: &impl Serialize,
        seen: impl FnMut(&mut Self, &Unanswered) -> Result<Option<A>, Unanswered>,
    ) -> Result<A, Unanswered> {
        self.until((Method::Post, path), &text_of(body)?, object_of, seen)
    }

    /// Asks for something to be deleted, as [`Client::post_until`] asks for something to be changed.
    pub fn delete_until(
        &mut self,
        object: &str,
        id: &str,
        seen: impl FnMut(&mut Self, &Unanswered) -> Result<Option<()>, Unanswered>,
    ) -> Result<(), Unanswered> {
        // What comes with the answer says nothing.
        self.until((Method::Delete, &format!("{object}/{}", encoded(id))), "", |_| Ok(()), seen)
    }

    fn until<A>(
        &mut self,
        (method, path): (Method, &str),
        body: &str,
        read: impl Fn(Value) -> Result<A, Unanswered>,
        mut seen: impl FnMut(&mut Self, &Unanswered) -> Result<Option<A>, Unanswered>,
    ) -> Result<A, Unanswered> {
        let mut pauses = PAUSES.into_iter();
        loop {
            let (why, after) = match self.attempt(method, path, body.to_owned()) {
                Ok((_, value)) => return read(value),
                Err((why, after)) if why.may_pass() && why.nothing_done() => (why, after),
                Err((why, _)) => return Err(why),
            };
            let pause = pauses.next();
            if let Some(pause) = pause {
                self.wait(pause_of(after, pause))?;
            }
            match seen(self, &why) {
                Ok(Some(done)) => return Ok(done),
                Ok(None) if pause.is_some() => {}
                Ok(None) => return Err(why),
                Err(unread) => return Err(Unanswered::Unclear(format!("{why}; and then: {unread}"))),
            }
        }
    }

    /// Reads the status and body of something that may still be in progress: the body of a 202 may be empty.
    pub fn status<T: DeserializeOwned + Default>(&mut self, object: &str, id: &str) -> Result<(u16, T), Unanswered> {
        let path = format!("{object}/{}", encoded(id));
        let (status, value) = self.with_retries(|client| client.attempt(Method::Get, &path, String::new()))?;
        // The status alone says that it is still in progress, whatever the body is.
        let body = if value.is_object() { object_of(value) } else { Ok(T::default()) };
        Ok((status, if status == 202 { body.unwrap_or_default() } else { body? }))
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: Duration) -> Result<(), Unanswered> {
        if self.carrier.wait(time) { Ok(()) } else { Err(Unanswered::Stopped) }
    }

    /// What changes nothing may be asked for again.
    fn reading(&mut self, method: Method, path: &str, body: &str) -> Result<Value, Unanswered> {
        self.with_retries(|client| client.attempt(method, path, body.to_owned())).map(|(_, value)| value)
    }

    fn with_retries<T>(
        &mut self,
        mut ask: impl FnMut(&mut Self) -> Result<T, (Unanswered, Option<u32>)>,
    ) -> Result<T, Unanswered> {
        for pause in PAUSES {
            match ask(self) {
                // Where no request was ever answered, there may be no platform at this address. The caller hears so at
                // once.
                Err((why @ Unanswered::Trouble(Trouble::NotSent(_)), _)) if !self.answered => return Err(why),
                Err((why, after)) if why.may_pass() => {
                    self.wait(pause_of(after, pause))?;
                }
                answer => return answer.map_err(|(why, _)| why),
            }
        }
        ask(self).map_err(|(why, _)| why)
    }

    /// Sends a request once. With the failure comes the time after which to try again, where the answer names it.
    fn attempt(&mut self, method: Method, path: &str, body: String) -> Result<(u16, Value), (Unanswered, Option<u32>)> {
        let json = Some(Media::Json.name().to_owned());
        let content_type = if path.ends_with("/queryMore") { Some("text/plain".to_owned()) } else { json.clone() };
        let (path, query) = match &self.acts_for {
            None => (self.address.path(path), String::new()),
            Some(account) => (self.address.partner_path(path), format!("overrideAccount={}", encoded(account))),
        };
        let request = Request {
            method,
            path,
            query,
            accept: json,
            content_type: content_type.filter(|_| !body.is_empty()),
            authorization: None,
            body,
        };
        self.requests += 1;
        let response = self.carrier.carry(&request).map_err(|trouble| (trouble.into(), None))?;
        self.answered = true;
        let after = response.retry_after;
        told(&response).map_err(|why| (why, after))
    }
}

impl From<(Unanswered, Option<u32>)> for Unanswered {
    fn from((why, _): (Unanswered, Option<u32>)) -> Self {
        why
    }
}

/// The pause that an answer asks for, within reason; else the usual one, in seconds.
fn pause_of(asked: Option<u32>, usual: u64) -> Duration {
    Duration::from_secs(asked.map_or(usual, |seconds| u64::from(seconds).clamp(1, LONGEST_PAUSE)))
}

/// What an answer says.
fn told(response: &Response) -> Result<(u16, Value), Unanswered> {
    let status = response.status;
    let unclear = |what: &str| Unanswered::Unclear(format!("the platform answered {status}, {what}"));
    match status {
        200 | 201 | 202 | 204 => match response.media.read(&response.body) {
            Ok(value) => Ok((status, value)),
            Err(_) if status == 202 => Ok((status, Value::Null)),
            Err(why) => Err(unclear(&format!("and {why}"))),
        },
        301 | 302 | 307 | 308 => Err(Unanswered::Refused {
            status,
            message: "the address leads elsewhere; connect to where the API is now".to_owned(),
        }),
        401 | 403 => Err(Unanswered::Denied { status, message: message(response) }),
        429 | 503 => Err(Unanswered::Busy(message(response))),
        408 | 500..=599 => Err(unclear(&message(response))),
        _ => Err(Unanswered::Refused { status, message: message(response) }),
    }
}

/// The platform's words in any of the four forms that are known; else the text itself, cut.
fn message(response: &Response) -> String {
    let value = response.media.read(&response.body).unwrap_or_default();
    let inner = value.get("error").unwrap_or(&value);
    let found = inner.get("message").or_else(|| inner.as_str().map(|_| inner)).and_then(Value::as_str);
    let text = found.unwrap_or(&response.body).trim();
    let cut: String = text.chars().take(QUOTED).map(|c| if c.is_control() { ' ' } else { c }).collect();
    match cut.trim() {
        "" => "without a word".to_owned(),
        words => words.trim_end_matches('.').to_owned(),
    }
}

/// An object of the wire. A list in its place would be read as one without fields.
fn object_of<T: DeserializeOwned>(value: Value) -> Result<T, Unanswered> {
    if !value.is_object() {
        return Err(Unanswered::Unclear("the platform's answer is not as it must be: no object".to_owned()));
    }
    serde_json::from_value(value)
        .map_err(|error| Unanswered::Unclear(format!("the platform's answer is not as it must be: {error}")))
}

fn text_of(body: &impl Serialize) -> Result<String, Unanswered> {
    serde_json::to_string(body).map_err(|error| Trouble::NotSent(error.to_string()).into())
}

/// An id as a part of a path: only letters, digits, `-`, `_`, `.` and `~` stand for themselves.
fn encoded(id: &str) -> String {
    use std::fmt::Write as _;
    id.bytes().fold(String::with_capacity(id.len()), |mut text, byte| {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            // A string takes whatever is written to it.
            let _ = write!(text, "%{byte:02X}");
        }
        text
    })
}

#[cfg(test)]
mod tests;
