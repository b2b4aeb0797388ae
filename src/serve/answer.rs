//! How a request is answered: the form, the token, the side, the object and the operation are looked at in turn.

use std::cmp::min;

use serde_json::{Value, json};

use super::{
    bucket::Bucket,
    context::{Context, Object, Side, read, to_value},
    ids,
    objects::ALL,
    refused::{Answer, Refused},
    tokens::{Token, Tokens},
    twin::{BASE, Twin},
};
use crate::{
    domain::{AccountId, Via},
    engine::{Engine, as_role},
    platform::{
        Media, Method, Request, Response,
        query::Filter,
        wire::{BulkRequest, BulkResponse, BulkResult, Error, QueryResult},
    },
};

/// Most rows of a page, and most ids of a bulk request.
const PAGE: usize = 100;

impl Twin {
    /// Answers a request. What it changes stands in the journal as done by its token.
    pub fn answer(&mut self, engine: &mut Engine, request: &Request) -> Response {
        let accepted = request.accept.as_deref().map_or(Some(Media::Xml), Media::of_header);
        let media = accepted.unwrap_or(Media::Xml);
        let answered = match accepted {
            Some(_) => self.try_answer(engine, request),
            None => Err(Refused::new(406, "only application/json and application/xml can be answered")),
        };
        match answered {
            Ok(value) => {
                let status = value.get("responseStatusCode").and_then(Value::as_u64);
                Response::of(status.and_then(|status| u16::try_from(status).ok()).unwrap_or(200), media, &value)
            }
            Err(refused) => refusal(media, refused),
        }
    }

    fn try_answer(&mut self, engine: &mut Engine, request: &Request) -> Answer<Value> {
        let route = Route::of(&request.path).ok_or_else(no_such_endpoint)?;
        let token = token_of(engine, request.authorization.as_deref())?;
        if self.limited && !self.bucket(&token, engine).take(engine.now()) {
            return Err(Refused::busy());
        }
        engine.refresh()?;
        let side = self.side(engine, &route, &token, &request.query)?;
        let by = self.role.as_ref().map_or_else(|| token.name.clone(), |role| as_role(role, &token.name));
        engine.speak_for(by, Via::Api);
        let object = ALL.iter().find(|object| object.name == route.object).ok_or_else(no_such_endpoint)?;
        if side != Side::Publisher && !object.for_accounts {
            return Err(Refused::forbidden());
        }
        let mut context = Context { engine, twin: self, side };
        let asks_to_delete = parameter(&request.query, "method").is_some_and(|m| m.eq_ignore_ascii_case("DELETE"));
        let method = if asks_to_delete && request.method == Method::Get { Method::Delete } else { request.method };
        let answered = operate(&mut context, object, method, &route.id, request);
        // A copy that nobody can compare is good enough to read, not to refuse by.
        let answered = answered.map_err(|refused| match engine.away() {
            Some(away) if !refused.is_open() => away.into(),
            _ => refused,
        })?;
        // The request was carried out, and an error now would make the client repeat it. Tidying can fail without loss.
        let _ = engine.tidy();
        Ok(answered)
    }

    fn bucket(&mut self, token: &Token, engine: &Engine) -> &mut Bucket {
        self.buckets.entry(token.name.clone()).or_insert_with(|| Bucket::full(engine.now()))
    }

    /// Whose side a request sees. A token that is bound to an account sees only that account's side.
    fn side(&self, engine: &Engine, route: &Route, token: &Token, query: &str) -> Answer<Side> {
        if route.partner && !self.partner {
            return Err(Refused::new(403, "the partner API is not enabled; start the twin with --partner"));
        }
        let managed = |id: &str| engine.account_entries().into_iter().find(|entry| entry.id.as_str() == id);
        let over = parameter(query, "overrideAccount").filter(|_| route.partner);
        let named = match over {
            Some(_) if route.account != self.account => return Err(Refused::forbidden()),
            Some(over) => over,
            None => route.account.clone(),
        };
        let own = |account: &AccountId| named == account.as_str() || named == self.account;
        match &token.account {
            Some(account) if own(account) => Ok(Side::Account(account.clone())),
            Some(_) => Err(Refused::forbidden()),
            None if named == self.account => Ok(Side::Publisher),
            None => managed(&named).map(|entry| Side::Account(entry.id)).ok_or_else(Refused::forbidden),
        }
    }
}

/// An error in the form of its media type.
pub(super) fn refusal(media: Media, refused: Refused) -> Response {
    let error = to_value(&Error { message: Some(refused.message) }).unwrap_or_default();
    Response { retry_after: refused.retry_after, ..Response::of(refused.status, media, &error) }
}

fn no_such_endpoint() -> Refused {
    Refused::new(404, "Endpoint is invalid or no longer exists.")
}

/// The token that a request carries in its `Authorization` header.
pub(super) fn token_of(engine: &Engine, authorization: Option<&str>) -> Answer<Token> {
    let tokens = Tokens::read(engine.dir()).map_err(|error| Refused::new(500, error.to_string()))?;
    let header = authorization.unwrap_or_default();
    let denied = || Refused::new(401, "The credentials are missing or wrong: send BOOMI_TOKEN.NAME and its token.");
    tokens.of_header(header).cloned().ok_or_else(denied)
}

/// `/api/rest/v1/{account}/{Object}[/{id}]`, decoded.
struct Route {
    partner: bool,
    account: String,
    object: String,
    /// Empty where there is none. One with slashes may be sent with them.
    id: String,
}

impl Route {
    fn of(path: &str) -> Option<Self> {
        let (partner, path) = path.strip_prefix("/partner").map_or((false, path), |rest| (true, rest));
        let mut parts = path.strip_prefix(BASE)?.trim_end_matches('/').splitn(3, '/');
        let mut next = || decoded(parts.next().unwrap_or_default());
        let (account, object, id) = (next()?, next()?, next()?);
        Some(Self { partner, account, object, id })
    }
}

fn decoded(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.as_bytes());
    while let [first, after @ ..] = rest {
        (bytes, rest) = if *first == b'%' {
            let digits = std::str::from_utf8(after.get(..2)?).ok()?;
            bytes.push(u8::from_str_radix(digits, 16).ok()?);
            (bytes, &after[2..])
        } else {
            bytes.push(*first);
            (bytes, after)
        };
    }
    String::from_utf8(bytes).ok()
}

fn parameter(query: &str, name: &str) -> Option<String> {
    let mut pairs = query.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, "")));
    pairs.find(|(key, _)| *key == name).and_then(|(_, value)| decoded(&value.replace('+', " ")))
}

fn operate(context: &mut Context, object: &Object, method: Method, id: &str, request: &Request) -> Answer<Value> {
    let none = || Err(no_such_endpoint());
    match (method, id) {
        (Method::Post, "query") if object.rows.is_some() => {
            let filter = body(request)?;
            query(context, object, &filter, 0)
        }
        (Method::Post, "queryMore") if object.rows.is_some() => query_more(context, &request.body),
        (Method::Post, "bulk") if object.get.is_some() => bulk(context, object, body(request)?),
        (Method::Post, "") => object.create.map_or_else(none, |create| create(context, body(request)?)),
        (Method::Post, id) => object.update.map_or_else(none, |update| update(context, id, body(request)?)),
        (_, "") => none(),
        (Method::Get, id) => object.get.map_or_else(none, |get| get(context, id)),
        (Method::Delete, id) => object.delete.map_or_else(none, |delete| delete(context, id).map(|()| json!(true))),
    }
}

/// What a body says, in the form that its header names.
fn body(request: &Request) -> Answer<Value> {
    let header = request.content_type.as_deref();
    let media = header.map_or(Some(Media::Xml), Media::of_header);
    let unsupported = || Refused::new(415, "only application/json and application/xml can be read");
    media.ok_or_else(unsupported)?.read(&request.body).map_err(Refused::bad)
}

fn query(context: &mut Context, object: &Object, body: &Value, from: usize) -> Answer<Value> {
    let filter = Filter::read(body, object.filters).map_err(Refused::bad)?;
    let mut rows = object.rows.map_or_else(|| Err(no_such_endpoint()), |rows| rows(context))?;
    rows.retain(|row| filter.holds(&|property: &str| property_of(row, property)));
    let (total, to) = (rows.len(), min(rows.len(), from.saturating_add(PAGE)));
    let mut result = Vec::with_capacity(PAGE);
    for row in rows.drain(min(from, to)..to) {
        result.push(match (object.get, row.get("id").and_then(Value::as_str)) {
            (Some(get), Some(id)) if !object.rows_are_whole => get(context, id)?,
            _ => row,
        });
    }
    let more = json!([object.name, to, body.get("QueryFilter")]).to_string();
    to_value(&QueryResult {
        result,
        query_token: (to < total).then(|| ids::word_of(&more)),
        number_of_results: i64::try_from(total).ok(),
    })
}

/// A property of a row, whatever the case of its name; an object's null and a missing field are the same.
fn property_of(row: &Value, property: &str) -> Option<String> {
    let found = row.as_object()?.iter().find(|(name, _)| name.eq_ignore_ascii_case(property))?.1;
    match found {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        other => Some(other.to_string()),
    }
}

/// The next page. A query token holds all that is needed to go on, so it works under any object's path and never
/// expires.
fn query_more(context: &mut Context, body: &str) -> Answer<Value> {
    let sent = body.trim();
    let told = serde_json::from_str::<Value>(sent).ok();
    let token = match &told {
        Some(Value::String(token)) => token.as_str(),
        Some(Value::Object(fields)) => fields.get("queryToken").and_then(Value::as_str).unwrap_or_default(),
        _ => sent,
    };
    let invalid = || Refused::bad("The query token is invalid. Run the query again.");
    let text = ids::text_of(token).ok_or_else(invalid)?;
    let (name, from, filter): (String, usize, Option<Value>) = serde_json::from_str(&text).map_err(|_| invalid())?;
    let object = ALL.iter().find(|object| object.name == name && object.rows.is_some()).ok_or_else(invalid)?;
    if context.side != Side::Publisher && !object.for_accounts {
        return Err(Refused::forbidden());
    }
    query(context, object, &json!({ "QueryFilter": filter }), from)
}

fn bulk(context: &mut Context, object: &Object, body: Value) -> Answer<Value> {
    let asked: BulkRequest = read(body)?;
    if asked.kind.as_deref().is_some_and(|kind| !kind.eq_ignore_ascii_case("GET")) {
        return Err(Refused::bad("a bulk request is of type GET"));
    }
    if asked.request.len() > PAGE {
        return Err(Refused::bad(format!("a bulk request has at most {PAGE} ids, not {}", asked.request.len())));
    }
    let mut response = Vec::with_capacity(asked.request.len());
    for one in asked.request {
        let id = one.id.unwrap_or_default();
        let got = object.get.map_or_else(|| Err(no_such_endpoint()), |get| get(context, &id));
        response.push(match got {
            Ok(value) => {
                let status_code = value.get("responseStatusCode").and_then(Value::as_i64).or(Some(200));
                BulkResponse { result: Some(value), status_code, ..BulkResponse::default() }
            }
            Err(refused) if refused.status >= 500 => return Err(refused),
            Err(refused) => BulkResponse {
                id: Some(id),
                status_code: Some(refused.status.into()),
                error_message: Some(refused.message),
                ..BulkResponse::default()
            },
        });
    }
    to_value(&BulkResult { response })
}
