//! A document as a tree, the way it is written: stable, and so that a change to one thing changes few lines.
//!
//! What holds nothing but plain values stands on one line; everything else has a line for each of its parts.

use std::fmt::Write as _;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Value {
    /// A text in quotes.
    Text(String),
    /// A number, a variant, `true` or `false`.
    Word(String),
    /// Named fields, in their order.
    Fields(Vec<(&'static str, Value)>),
    List(Vec<Value>),
    /// A value with a comment for eyes.
    Noted(Box<Value>, String),
}

impl Value {
    pub(super) fn text(text: &(impl ToString + ?Sized)) -> Self {
        Self::Text(text.to_string())
    }

    pub(super) fn word(word: &(impl ToString + ?Sized)) -> Self {
        Self::Word(word.to_string())
    }

    /// The whole document, with its comment on the first line.
    pub(super) fn document(&self, comment: &str) -> String {
        let mut out = format!("{comment}\n");
        self.write(&mut out, 0);
        out.push('\n');
        out
    }

    /// How many bytes it takes as a part of a document's list.
    pub(super) fn length(&self) -> usize {
        let mut out = String::new();
        indent(&mut out, 2);
        self.write(&mut out, 2);
        out.len() + ",\n".len()
    }

    /// Whether it stands on one line wherever it stands.
    fn is_plain(&self) -> bool {
        match self {
            Self::Text(_) | Self::Word(_) => true,
            Self::List(items) => items.is_empty(),
            Self::Fields(_) | Self::Noted(..) => false,
        }
    }

    fn is_one_line(&self) -> bool {
        match self {
            Self::Fields(fields) => fields.iter().all(|(_, value)| value.is_plain()),
            Self::Noted(value, _) => value.is_one_line(),
            _ => self.is_plain(),
        }
    }

    /// On one line, whatever it holds; comments are left out.
    pub(super) fn inline(&self) -> String {
        match self {
            Self::Text(text) => quoted(text),
            Self::Word(word) => word.clone(),
            Self::Noted(value, _) => value.inline(),
            Self::List(items) => format!("[{}]", items.iter().map(Self::inline).collect::<Vec<_>>().join(", ")),
            Self::Fields(fields) => {
                let field = |(name, value): &(&str, Self)| format!("{name}: {}", value.inline());
                format!("({})", fields.iter().map(field).collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// The same with its comment, for eyes.
    fn shown(&self) -> String {
        match self {
            Self::Noted(value, note) if !note.is_empty() => format!("{} // {}", value.inline(), escaped(note)),
            _ => self.inline(),
        }
    }

    fn write(&self, out: &mut String, depth: usize) {
        match self {
            _ if self.is_one_line() => out.push_str(&self.inline()),
            Self::Noted(value, _) => value.write(out, depth),
            Self::List(items) => {
                out.push_str("[\n");
                for item in items {
                    indent(out, depth + 1);
                    item.write(out, depth + 1);
                    out.push(',');
                    if let Self::Noted(_, note) = item {
                        // Writing to a string can't fail.
                        let _ = write!(out, " // {}", escaped(note));
                    }
                    out.push('\n');
                }
                indent(out, depth);
                out.push(']');
            }
            Self::Fields(fields) => {
                out.push_str("(\n");
                for (name, value) in fields {
                    indent(out, depth + 1);
                    let _ = write!(out, "{name}: ");
                    value.write(out, depth + 1);
                    out.push_str(",\n");
                }
                indent(out, depth);
                out.push(')');
            }
            Self::Text(_) | Self::Word(_) => {}
        }
    }

    fn field(&self, name: &str) -> Option<&Self> {
        match self {
            Self::Fields(fields) => fields.iter().find(|(field, _)| *field == name).map(|(_, value)| value),
            Self::Noted(value, _) => value.field(name),
            _ => None,
        }
    }

    /// What tells it from its neighbours in a list: its first field, or all of it.
    fn key(&self) -> String {
        match self {
            Self::Fields(fields) => fields.first().map(|(_, value)| value.inline()).unwrap_or_default(),
            _ => self.inline(),
        }
    }
}

/// How `new` differs from `old`, a line a difference: `name: "A" → "B"`, `components: + "c1" // Create Invoice`.
pub(super) fn differences(path: &str, old: &Value, new: &Value, lines: &mut Vec<String>) {
    if old.inline() == new.inline() {
        return;
    }
    match (old, new) {
        (Value::Fields(was), Value::Fields(is)) => {
            let dot = if path.is_empty() { "" } else { "." };
            for (name, value) in is {
                let path = format!("{path}{dot}{name}");
                match old.field(name) {
                    Some(before) => differences(&path, before, value, lines),
                    None => lines.push(format!("{path}: + {}", value.inline())),
                }
            }
            let gone = was.iter().filter(|(name, _)| new.field(name).is_none());
            lines.extend(gone.map(|(name, value)| format!("{path}{dot}{name}: - {}", value.inline())));
        }
        (Value::List(was), Value::List(is)) => list_differences(path, was, is, lines),
        _ => lines.push(format!("{path}: {} → {}", old.inline(), new.inline())),
    }
}

fn list_differences(path: &str, was: &[Value], is: &[Value], lines: &mut Vec<String>) {
    let count = lines.len();
    for item in is {
        match was.iter().find(|old| old.key() == item.key()) {
            Some(old) => differences(&format!("{path}[{}]", item.key()), old, item, lines),
            None => lines.push(format!("{path}: + {}", item.shown())),
        }
    }
    let gone = was.iter().filter(|old| !is.iter().any(|item| item.key() == old.key()));
    lines.extend(gone.map(|old| format!("{path}: - {}", old.shown())));
    if lines.len() == count {
        lines.push(format!("{path}: in another order"));
    }
}

fn indent(out: &mut String, depth: usize) {
    out.extend(std::iter::repeat_n("  ", depth));
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// What a RON text reads back, on one line and without a character that turns the writing direction.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {
                out.extend(c.escape_unicode());
            }
            c if c.is_control() => out.extend(c.escape_unicode()),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_reads_back() {
        for text in ["", "a \"b\" \\ c", "two\nlines\t", "顧客 🚀 \u{202e}\u{feff}", "\u{0}\u{1b}[31m\r\u{85}"] {
            let written = quoted(text);
            assert!(!written.contains('\n'), "{written}");
            assert_eq!(ron::from_str::<String>(&written).as_deref(), Ok(text));
        }
    }

    #[test]
    fn differences_name_the_place() {
        let item = |id: &str, n: u32| Value::Fields(vec![("id", Value::text(id)), ("n", Value::word(&n))]);
        let noted = |id: &str, note: &str| Value::Noted(Box::new(Value::text(id)), note.into());
        let old = Value::Fields(vec![
            ("name", Value::text("A")),
            ("ids", Value::List(vec![noted("x", "X"), noted("y", "Y")])),
            ("items", Value::List(vec![item("a", 1), item("b", 2)])),
        ]);
        let new = Value::Fields(vec![
            ("name", Value::text("B")),
            ("ids", Value::List(vec![noted("y", "other"), noted("z", "Z")])),
            ("items", Value::List(vec![item("a", 3)])),
        ]);
        let mut lines = Vec::new();
        differences("", &old, &new, &mut lines);
        let wanted = [
            "name: \"A\" → \"B\"",
            "ids: + \"z\" // Z",
            "ids: - \"x\" // X",
            "items[\"a\"].n: 1 → 3",
            "items: - (id: \"b\", n: 2)",
        ];
        assert_eq!(lines, wanted);
    }
}
