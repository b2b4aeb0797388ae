//! A twin in memory, and a client that speaks to it.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ipack::{
    domain::AccountId,
    engine::Engine,
    platform::{Media, Method, Request, Response},
    serve::{Tokens, Twin},
};
use serde_json::{Value, json};

use crate::support::Workspace;

/// A twin over a workspace, and a client that speaks to it in one form.
pub(crate) struct Stage {
    pub(crate) engine: Engine,
    pub(crate) twin: Twin,
    pub(crate) authorization: String,
    pub(crate) media: Media,
}

impl Stage {
    pub(crate) fn over(workspace: &Workspace, media: Media) -> Self {
        Self::with(workspace, media, None)
    }

    pub(crate) fn with(workspace: &Workspace, media: Media, account: Option<AccountId>) -> Self {
        let (engine, mut twin) = (workspace.engine(), Twin::new("acme", "http://127.0.0.1:8017"));
        (twin.limited, twin.partner) = (false, true);
        let mut tokens = Tokens::read(engine.dir()).expect("the tokens");
        let name = format!("ci-{}", tokens.all().len());
        let (token, secret) = tokens.create(&name, account).expect("a token");
        let authorization = format!("Basic {}", STANDARD.encode(format!("{}:{secret}", token.user())));
        Self { engine, twin, authorization, media }
    }

    pub(crate) fn raw(&mut self, method: Method, path: &str, body: &str) -> Response {
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = Request {
            method,
            path: path.to_owned(),
            query: query.to_owned(),
            accept: Some(self.media.name().to_owned()),
            content_type: Some(self.media.name().to_owned()),
            authorization: Some(self.authorization.clone()),
            body: body.to_owned(),
        };
        self.twin.answer(&mut self.engine, &request)
    }

    /// The status, and the body as a value.
    pub(crate) fn ask(&mut self, method: Method, path: &str, kind: &str, body: &Value) -> (u16, Value) {
        let mut body = body.clone();
        if let Some(fields) = body.as_object_mut() {
            fields.insert("@type".into(), kind.into());
        }
        let text = if body.is_null() { String::new() } else { self.media.write(&body) };
        let base = if path.contains("overrideAccount") { "/partner/api/rest/v1" } else { "/api/rest/v1" };
        let response = self.raw(method, &format!("{base}/acme/{path}"), &text);
        assert_eq!(response.media, self.media);
        (response.status, self.media.read(&response.body).expect("what can be read"))
    }

    pub(crate) fn good(&mut self, method: Method, path: &str, kind: &str, body: &Value) -> Value {
        let (status, value) = self.ask(method, path, kind, body);
        assert_eq!(status, 200, "{path}: {value}");
        value
    }

    pub(crate) fn get(&mut self, path: &str) -> Value {
        self.good(Method::Get, path, "", &Value::Null)
    }

    pub(crate) fn post(&mut self, path: &str, body: &Value) -> Value {
        let kind = match path.split(['/', '?']).nth(1) {
            Some("query") => "QueryConfig",
            Some("bulk") => "BulkRequest",
            _ => path.split(['/', '?']).next().unwrap_or_default(),
        };
        self.good(Method::Post, path, kind, body)
    }

    pub(crate) fn delete(&mut self, path: &str) {
        self.good(Method::Delete, path, "", &Value::Null);
    }

    /// All rows, page by page.
    pub(crate) fn rows(&mut self, object: &str, filter: &Value, over: &str) -> Vec<Value> {
        let mut page = self.post(&format!("{object}/query{over}"), &json!({ "QueryFilter": filter }));
        let mut rows = Vec::new();
        loop {
            rows.extend(match page.get("result") {
                Some(Value::Array(rows)) => rows.clone(),
                Some(row) => vec![row.clone()],
                None => vec![],
            });
            let Some(token) = page.get("queryToken").and_then(Value::as_str).map(str::to_owned) else { return rows };
            let (path, query) = (format!("/api/rest/v1/acme/{object}/queryMore"), over);
            let path = if query.is_empty() { path } else { format!("/partner{path}{query}") };
            let response = self.raw(Method::Post, &path, &token);
            assert_eq!(response.status, 200, "{}", response.body);
            page = self.media.read(&response.body).expect("a page");
        }
    }

    /// Reads one by its id, alone and in bulk, and asks for one that there is not.
    pub(crate) fn read(&mut self, object: &str, id: &str, over: &str) {
        let alone = self.get(&format!("{object}/{id}{over}"));
        let asked = json!({"type": "GET", "request": [{"id": id}, {"id": "none-such"}]});
        let bulk = self.post(&format!("{object}/bulk{over}"), &asked);
        let both = bulk.get("response").expect("answers");
        let result = both[0].get("Result").cloned().expect("one");
        let fields = |value: &Value| value.as_object().map(|fields| fields.keys().cloned().collect::<Vec<_>>());
        assert_eq!(fields(&result).map(|f| f.len()), fields(&alone).map(|f| f.len()), "{object}");
        assert_eq!(text(&both[1], "statusCode"), "400", "{object}");
        assert!(text(&both[1], "errorMessage").contains("none-such is invalid"), "{object}: {bulk}");
    }
}

/// A scalar as its text, whichever form it came in.
pub(crate) fn text(value: &Value, field: &str) -> String {
    match &value[field] {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

pub(crate) fn list(value: &Value) -> Vec<Value> {
    match value {
        Value::Array(all) => all.clone(),
        Value::Null => vec![],
        one => vec![one.clone()],
    }
}

pub(crate) fn equals(property: &str, argument: &str) -> Value {
    json!({"expression": {"operator": "EQUALS", "property": property, "argument": [argument]}})
}
