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

/// What a field of an object holds.
pub trait Field: Sized {
    /// # Errors
    /// Where it holds what can't be meant so.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Whether it is left out where the object is written.
    fn is_absent(&self) -> bool;
}

/// A list, or the only entry of one.
impl<T: DeserializeOwned> Field for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let entries = match Value::deserialize(deserializer)? {
            Value::Array(entries) => entries,
            empty if is_blank(&empty) => Vec::new(),
            entry => vec![entry],
        };
        entries.into_iter().map(|entry| serde_json::from_value(entry).map_err(D::Error::custom)).collect()
    }

    fn is_absent(&self) -> bool {
        false
    }
}

impl<T: Lenient> Field for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            Value::Null => Ok(None),
            value => T::meant_by(value).map_err(D::Error::custom),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

/// What is read from whatever is meant as one.
pub trait Lenient: Sized {
    /// # Errors
    /// What was expected in its place.
    fn meant_by(value: Value) -> Result<Option<Self>, String>;
}

/// As it is.
impl Lenient for Value {
    fn meant_by(value: Value) -> Result<Option<Self>, String> {
        Ok(Some(value))
    }
}

/// Text, or a number or truth value that was meant as text.
impl Lenient for String {
    fn meant_by(value: Value) -> Result<Option<Self>, String> {
        match value {
            Value::String(text) => Ok(Some(text)),
            Value::Bool(_) | Value::Number(_) => Ok(Some(value.to_string())),
            _ => Err("a text was expected".into()),
        }
    }
}

/// A truth value, or its word.
impl Lenient for bool {
    fn meant_by(value: Value) -> Result<Option<Self>, String> {
        match value {
            Value::Bool(truth) => Ok(Some(truth)),
            empty if is_blank(&empty) => Ok(None),
            Value::String(word) if word.trim().eq_ignore_ascii_case("true") => Ok(Some(true)),
            Value::String(word) if word.trim().eq_ignore_ascii_case("false") => Ok(Some(false)),
            _ => Err("true or false was expected".into()),
        }
    }
}

/// A whole number, or its digits; `2.0` counts as 2.
impl Lenient for i64 {
    fn meant_by(value: Value) -> Result<Option<Self>, String> {
        let digits = match &value {
            empty if is_blank(empty) => return Ok(None),
            Value::String(digits) => digits.trim().to_owned(),
            value => value.to_string(),
        };
        digits.strip_suffix(".0").unwrap_or(&digits).parse().map(Some).map_err(|_| "a whole number was expected".into())
    }
}

/// An object; an empty element of XML is one without fields.
pub fn object<T: DeserializeOwned + Default>(value: Value) -> Result<Option<T>, String> {
    if is_blank(&value) {
        return Ok(Some(T::default()));
    }
    serde_json::from_value(value).map(Some).map_err(|error| error.to_string())
}

/// An empty element of XML.
fn is_blank(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.trim().is_empty())
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
            #[serde(default, deserialize_with = "Field::read")]
            deleted: Option<bool>,
            #[serde(default, deserialize_with = "Field::read")]
            version: Option<i64>,
            #[serde(default, deserialize_with = "Field::read")]
            name: Option<String>,
            #[serde(default, deserialize_with = "Field::read")]
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
