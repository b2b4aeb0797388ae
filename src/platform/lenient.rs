//! Bodies are made regular before a struct is read from them.
//!
//! Clients and the live platform send type names that do not exist, nulls, numbers as `["Long", 3496]`, scalars as
//! text, and a single object where a list belongs. All of them are meant in one way only, so all of them are read.

use serde::{Deserialize, Deserializer, de::DeserializeOwned, de::Error as _};
use serde_json::Value;

/// Names of Java's types that stand before a number or text in a list of two.
const JAVA_TYPES: [&str; 9] =
    ["BigInteger", "BigDecimal", "Long", "Integer", "Short", "Double", "Float", "Boolean", "String"];

/// The value without nulls, and with its wrapped scalars unwrapped.
#[must_use]
pub fn tidy(value: Value) -> Value {
    match value {
        Value::Array(mut items) => match items.as_slice() {
            [Value::String(java), Value::Number(_) | Value::String(_) | Value::Bool(_)]
                if JAVA_TYPES.contains(&java.as_str()) =>
            {
                items.swap_remove(1)
            }
            _ => items.into_iter().filter(|item| !item.is_null()).map(tidy).collect(),
        },
        Value::Object(fields) => {
            fields.into_iter().filter(|(_, value)| !value.is_null()).map(|(name, value)| (name, tidy(value))).collect()
        }
        scalar => scalar,
    }
}

/// A list, or the only entry of one.
///
/// # Errors
/// Where an entry is not of its type.
pub fn one_or_many<'de, D: Deserializer<'de>, T: DeserializeOwned>(deserializer: D) -> Result<Vec<T>, D::Error> {
    let entries = match Value::deserialize(deserializer)? {
        Value::Array(entries) => entries,
        // An empty element of XML.
        Value::String(text) if text.trim().is_empty() => Vec::new(),
        entry => vec![entry],
    };
    entries.into_iter().map(|entry| serde_json::from_value(entry).map_err(D::Error::custom)).collect()
}

/// An object; an empty element of XML is one without fields.
///
/// # Errors
/// Where it is not of its type.
pub fn object<'de, D: Deserializer<'de>, T: DeserializeOwned + Default>(
    deserializer: D,
) -> Result<Option<T>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) if text.trim().is_empty() => Ok(Some(T::default())),
        value => serde_json::from_value(value).map(Some).map_err(D::Error::custom),
    }
}

/// Text, or a number or truth value that was meant as text.
///
/// # Errors
/// Where it is a list or an object.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::String(text) => Ok(Some(text)),
        Value::Bool(truth) => Ok(Some(truth.to_string())),
        Value::Number(number) => Ok(Some(number.to_string())),
        Value::Array(_) | Value::Object(_) => Err(D::Error::custom("a text was expected")),
    }
}

/// A truth value, or its word.
///
/// # Errors
/// Where it is neither.
pub fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Null => Ok(None),
        Value::Bool(truth) => Ok(Some(truth)),
        Value::String(empty) if empty.trim().is_empty() => Ok(None),
        Value::String(word) if word.trim().eq_ignore_ascii_case("true") => Ok(Some(true)),
        Value::String(word) if word.trim().eq_ignore_ascii_case("false") => Ok(Some(false)),
        _ => Err(D::Error::custom("true or false was expected")),
    }
}

/// A whole number, or its digits; `2.0` counts as 2.
///
/// # Errors
/// Where it is neither.
pub fn number<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let whole = |digits: &str| {
        let digits = digits.trim();
        digits.strip_suffix(".0").unwrap_or(digits).parse().ok()
    };
    let found = match Value::deserialize(deserializer)? {
        Value::Null => return Ok(None),
        Value::String(empty) if empty.trim().is_empty() => return Ok(None),
        Value::Number(number) => whole(&number.to_string()),
        Value::String(digits) => whole(&digits),
        _ => None,
    };
    found.map(Some).ok_or_else(|| D::Error::custom("a whole number was expected"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn wrapped_scalars_are_unwrapped_and_nulls_are_gone() {
        let received = json!({"numberOfResults": ["BigInteger", 2575], "a": null, "argument": ["Long", "x", "y"],
            "result": [null, {"version": ["Long", 3], "words": ["Long"]}]});
        let tidied = json!({"numberOfResults": 2575, "argument": ["Long", "x", "y"],
            "result": [{"version": 3, "words": ["Long"]}]});
        assert_eq!(tidy(received), tidied);
    }

    #[test]
    fn scalars_are_read_from_their_words() {
        #[derive(Debug, PartialEq, Deserialize)]
        struct Odd {
            #[serde(default, deserialize_with = "truth")]
            deleted: Option<bool>,
            #[serde(default, deserialize_with = "number")]
            version: Option<i64>,
            #[serde(default, deserialize_with = "text")]
            name: Option<String>,
            #[serde(default, deserialize_with = "one_or_many")]
            list: Vec<String>,
        }
        let read = |value| serde_json::from_value::<Odd>(value).map_err(|e| e.to_string());
        let all = Odd { deleted: Some(true), version: Some(2), name: Some("7".into()), list: vec!["x".into()] };
        assert_eq!(read(json!({"deleted": "TRUE", "version": "2.0", "name": 7, "list": "x"})), Ok(all));
        let none = Odd { deleted: None, version: None, name: None, list: Vec::new() };
        assert_eq!(read(json!({"list": " "})), Ok(none));
        assert!(read(json!({"deleted": "yes"})).is_err());
        assert!(read(json!({"version": "x"})).is_err());
        assert!(read(json!({"name": []})).is_err());
    }
}
