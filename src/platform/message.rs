//! A request and its response, without the sockets between them.

use serde_json::Value;

use super::{lenient, xml};

/// What a request does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// Reads.
    Get,
    /// Creates, updates or queries.
    Post,
    Delete,
}

/// How a body is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Media {
    /// `application/json`.
    Json,
    /// `application/xml`, what the platform speaks unless it is asked otherwise.
    Xml,
}

impl Media {
    /// The media type as a header says it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Json => "application/json",
            Self::Xml => "application/xml",
        }
    }

    /// What a header names: the first media type of a list that is known, whatever its parameters. None where it
    /// names others alone.
    pub fn of_header(header: &str) -> Option<Self> {
        header.split(',').find_map(|one| {
            let name = one.split(';').next().unwrap_or_default().trim();
            match name.to_ascii_lowercase().as_str() {
                "application/json" => Some(Self::Json),
                "application/xml" | "text/xml" | "*/*" | "application/*" | "" => Some(Self::Xml),
                _ => None,
            }
        })
    }

    /// The text of a value in this form.
    pub fn write(self, value: &Value) -> String {
        match self {
            Self::Json => value.to_string(),
            Self::Xml => xml::write(value),
        }
    }

    /// The value that a text in this form stands for, rid of known oddities. An empty text is `null`.
    ///
    /// # Errors
    /// What is wrong with the text, in a sentence that names the line and column.
    pub fn read(self, text: &str) -> Result<Value, String> {
        if text.trim().is_empty() {
            return Ok(Value::Null);
        }
        let value = match self {
            Self::Json => serde_json::from_str(text)
                .map_err(|e| format!("the body is not valid JSON: line {}, column {}", e.line(), e.column()))?,
            Self::Xml => xml::read(text)?,
        };
        Ok(lenient::tidy(value))
    }
}

/// What a client asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    pub method: Method,
    /// The path, percent-encoded, without the query string.
    pub path: String,
    /// The query string without its `?`, percent-encoded; empty where there is none.
    pub query: String,
    /// The `Accept` header; none where it was not sent.
    pub accept: Option<String>,
    /// The `Content-Type` header; none where it was not sent.
    pub content_type: Option<String>,
    /// The `Authorization` header; none where it was not sent.
    pub authorization: Option<String>,
    pub body: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub status: u16,
    /// How the body is written.
    pub media: Media,
    /// Seconds after which to try again, in the header `Retry-After`.
    pub retry_after: Option<u32>,
    pub body: String,
}

impl Response {
    /// A response that carries a value.
    pub fn of(status: u16, media: Media, value: &Value) -> Self {
        Self { status, media, retry_after: None, body: media.write(value) }
    }
}
