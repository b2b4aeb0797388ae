//! iCalendar's form (RFC 5545): lines that are folded, texts that are escaped, events with their properties.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, NaiveDate, Utc};

/// How a calendar of ours begins: nothing else is replaced by one.
pub(super) const MARK: &str = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//ipack//ipack//EN\r\n";

/// Bytes of a line at most, without its end.
const LINE: usize = 75;

/// A calendar as it is written.
pub(super) struct Calendar(String);

impl Calendar {
    pub(super) fn new(name: &str) -> Self {
        let mut calendar = Self(MARK.to_owned());
        calendar.text("X-WR-CALNAME", name);
        calendar
    }

    /// An event: what `write` writes stands in it.
    pub(super) fn event(&mut self, write: impl FnOnce(&mut Self)) {
        self.0.push_str("BEGIN:VEVENT\r\n");
        write(self);
        self.0.push_str("END:VEVENT\r\n");
    }

    /// A property whose value is a text.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        self.put(name, &escaped(value));
    }

    /// A text that is left out where it is empty.
    pub(super) fn text_if_any(&mut self, name: &str, value: &str) {
        if !value.is_empty() {
            self.text(name, value);
        }
    }

    /// A property whose value is an instant.
    pub(super) fn instant(&mut self, name: &str, at: DateTime<Utc>) {
        self.put(name, &at.format("%Y%m%dT%H%M%SZ").to_string());
    }

    /// A property whose value is a date.
    pub(super) fn date(&mut self, name: &str, date: NaiveDate) {
        self.put(&format!("{name};VALUE=DATE"), &date_digits(date));
    }

    /// A property whose value stands as it is. A line of more than 75 bytes goes on in the next, behind a blank.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let mut used = 0;
        for c in format!("{name}:{value}").chars() {
            if used + c.len_utf8() > LINE {
                self.0.push_str("\r\n ");
                used = 1;
            }
            self.0.push(c);
            used += c.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    /// The whole text.
    pub(super) fn end(mut self) -> String {
        self.0.push_str("END:VCALENDAR\r\n");
        self.0
    }
}

/// `20261224`.
pub(super) fn date_digits(date: NaiveDate) -> String {
    date.format("%Y%m%d").to_string()
}

/// A text in which nothing ends its value or its line.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | ';' | ',' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push(c),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// An event as it was read: its properties by name, in capitals, each with its values.
#[derive(Debug, Default)]
pub(super) struct Properties(BTreeMap<String, Vec<String>>);

impl Properties {
    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains_key(name)
    }

    /// The first value of a property, as it stands.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.first().map(String::as_str)
    }

    /// Its first value as a text; empty where there is none.
    pub(super) fn text(&self, name: &str) -> String {
        self.value(name).map(unescaped).unwrap_or_default()
    }

    /// All its values as texts.
    pub(super) fn texts(&self, name: &str) -> Vec<String> {
        self.0.get(name).into_iter().flatten().map(|value| unescaped(value)).collect()
    }
}

/// The events of a calendar, or why it is none. One that was cut short would leave out dates.
pub(super) fn events(text: &str) -> Result<Vec<Properties>, &'static str> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut events, mut event) = (Vec::new(), None);
    // Alarms and the like stand inside of an event.
    let (mut is_whole, mut inside) = (None, 0_usize);
    for line in unfolded(text) {
        let Some((name, value)) = property(&line) else { continue };
        match (name.as_str(), value.to_uppercase().as_str()) {
            ("BEGIN", "VCALENDAR") => is_whole = Some(false),
            ("END", "VCALENDAR") => is_whole = is_whole.map(|_| true),
            ("BEGIN", "VEVENT") => (event, inside) = (Some(Properties::default()), 0),
            ("BEGIN", _) => inside += 1,
            ("END", "VEVENT") => events.extend(event.take()),
            ("END", _) => inside = inside.saturating_sub(1),
            _ if inside == 0 => {
                if let Some(Properties(known)) = &mut event {
                    known.entry(name).or_default().push(value);
                }
            }
            _ => {}
        }
    }
    match is_whole {
        None => Err("it has no BEGIN:VCALENDAR"),
        Some(false) => Err("it ends before END:VCALENDAR"),
        Some(true) => Ok(events),
    }
}

/// Its lines: one that begins with a blank goes on with the line before it.
fn unfolded(text: &str) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for line in text.lines() {
        match (line.strip_prefix([' ', '\t']), lines.last_mut()) {
            (Some(more), Some(last)) => last.push_str(more),
            _ => lines.push(line.to_owned()),
        }
    }
    lines
}

/// `NAME;PARAMETER="a:b":value` as its name, in capitals, and its value.
fn property(line: &str) -> Option<(String, String)> {
    let mut is_quoted = false;
    let colon = line.find(|c: char| {
        is_quoted ^= c == '"';
        c == ':' && !is_quoted
    })?;
    let name = line[..colon].split(';').next().unwrap_or_default();
    Some((name.trim().to_uppercase(), line[colon + 1..].trim().to_owned()))
}

/// `20261224` as a date.
pub(super) fn date(text: &str) -> Option<NaiveDate> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok()).flatten()
}

/// `P3D` or `P2W` as days.
pub(super) fn days(text: &str) -> Option<Days> {
    let text = text.strip_prefix('+').unwrap_or(text).strip_prefix('P')?;
    match (text.strip_suffix('D'), text.strip_suffix('W')) {
        (Some(days), _) => days.parse().ok().map(Days::new),
        (None, Some(weeks)) => weeks.parse::<u64>().ok()?.checked_mul(7).map(Days::new),
        (None, None) => None,
    }
}

/// A text without the backslashes that stand before commas, semicolons and line breaks.
fn unescaped(text: &str) -> String {
    let (mut out, mut chars) = (String::with_capacity(text.len()), text.chars());
    while let Some(c) = chars.next() {
        match (c, if c == '\\' { chars.next() } else { None }) {
            ('\\', Some('n' | 'N')) => out.push('\n'),
            ('\\', Some(escaped)) => out.push(escaped),
            (c, _) => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_whatever_stands_in_it() {
        for text in ["a, b; c\\n\\", "one\ntwo\n\n", "€".repeat(60).as_str(), &"x".repeat(75), "END:VEVENT", ""] {
            let mut calendar = Calendar::new("a\r\nb:c");
            calendar.event(|event| event.text("SUMMARY", text));
            let calendar = calendar.end();
            assert!(calendar.lines().all(|line| line.len() <= LINE), "{calendar}");
            assert_eq!(calendar.matches('\n').count(), calendar.matches("\r\n").count(), "{calendar:?}");
            let events = events(&calendar).expect("a calendar");
            assert_eq!(events.iter().map(|event| event.text("SUMMARY")).collect::<Vec<_>>(), [text]);
        }
    }

    #[test]
    fn what_is_no_calendar_is_none() {
        for text in ["", "\n\n", "BEGIN:VEVENT\nEND:VEVENT", "(integrationPacks: [])", "\u{0}\u{1}:", ":::"] {
            assert!(events(text).is_err(), "{text:?}");
        }
        assert!(
            events("begin:vcalendar\nBEGIN:VEVENT\n é;\"x:BEGIN\nend:vcalendar").is_ok_and(|events| events.is_empty())
        );
        assert!(events("begin:vcalendar\nBEGIN:VEVENT\n é;\"x:BEGIN").is_err(), "it is cut short");
    }
}
