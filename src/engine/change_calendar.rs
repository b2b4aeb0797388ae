//! A change calendar in iCalendar's form (RFC 5545): its all-day events become freezes.

use std::{collections::BTreeMap, path::Path};

use chrono::{Days, NaiveDate};

use super::{Caught, Engine, EngineError, FreezeView, Source};
use crate::domain::{Event, Freeze, FreezeId, MAX_NAME, MAX_NOTES, Refusal, check_id};

/// What a calendar brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FreezeImport {
    /// Freezes that are new.
    pub added: Vec<FreezeView>,
    /// Freezes that an import brought before, and that differ now.
    pub updated: Vec<FreezeView>,
    /// How many are known and equal.
    pub unchanged: usize,
    /// Events that become none, each by its name, with the reason.
    pub left_out: Vec<(String, String)>,
    /// The scheduled releases that the new freezes catch.
    pub caught: Vec<Caught>,
}

/// An all-day event.
#[derive(Debug, Clone, PartialEq, Eq)]
struct AllDay {
    uid: String,
    name: String,
    from: NaiveDate,
    to: NaiveDate,
    reason: String,
}

impl Engine {
    /// Adds a freeze for each all-day event of a calendar. Its id is the event's, so that the same calendar brings nothing
    /// new the next time, and a newer one what differs.
    ///
    /// # Errors
    /// [`Refusal::NotACalendar`]; where the file can't be read; the store's.
    pub fn import_freezes(&mut self, path: &Path) -> Result<FreezeImport, EngineError> {
        let source = Source::given(path)?;
        let not_one = |what: &str| Refusal::NotACalendar { path: path.display().to_string(), what: what.to_owned() };
        let events = read(&source.text).ok_or_else(|| not_one("it has no BEGIN:VCALENDAR"))?;
        let (freezes, mut import) = self.commit_via(self.via(), |store, stamp| {
            let (mut freezes, mut import) = (Vec::new(), FreezeImport::default());
            let mut known = store.settings().freezes.clone();
            let (mut added, mut updated) = (Vec::new(), Vec::new());
            for event in &events {
                let freeze = match event {
                    Ok(event) => event.freeze(stamp.by.clone(), stamp.at),
                    Err(left_out) => Err(left_out.clone()),
                };
                let freeze = match freeze {
                    Ok(freeze) => freeze,
                    Err(left_out) => {
                        import.left_out.push(left_out);
                        continue;
                    }
                };
                match known.get(&freeze.id) {
                    None => added.push(freeze.clone()),
                    Some(before) if is_same(before, &freeze) => {
                        import.unchanged += 1;
                        continue;
                    }
                    Some(_) => updated.push(freeze.clone()),
                }
                known.put(freeze.clone());
                freezes.push(Event::FreezeAdded(Box::new(freeze)));
            }
            Ok((freezes, ((added, updated), import)))
        })?;
        let (added, updated) = freezes;
        import.caught = self.caught_by(&[&added[..], &updated[..]].concat());
        import.added = added.iter().map(|freeze| self.freeze_view(freeze)).collect();
        import.updated = updated.iter().map(|freeze| self.freeze_view(freeze)).collect();
        Ok(import)
    }
}

/// Whether two freezes hold alike, whoever brought them and when.
fn is_same(one: &Freeze, other: &Freeze) -> bool {
    let other = Freeze { created_by: one.created_by.clone(), created_at: one.created_at, ..other.clone() };
    *one == other
}

type LeftOut = (String, String);

impl AllDay {
    fn freeze(&self, by: String, at: chrono::DateTime<chrono::Utc>) -> Result<Freeze, LeftOut> {
        let freeze = Freeze {
            id: FreezeId::from(self.uid.as_str()),
            name: self.name.clone(),
            from: self.from,
            to: Some(self.to),
            weekdays: vec![],
            packs: vec![],
            groups: vec![],
            reason: self.reason.clone(),
            created_by: by,
            created_at: at,
        };
        freeze.check().map_err(|refusal| (self.name.clone(), refusal.to_string()))?;
        Ok(freeze)
    }
}

/// The events of a calendar, each as an all-day event or as what is left out and why; none where it is no calendar.
fn read(text: &str) -> Option<Vec<Result<AllDay, LeftOut>>> {
    let text = text.trim_start_matches('\u{feff}');
    let (mut events, mut event) = (Vec::new(), None);
    // Alarms and the like stand inside of an event.
    let (mut is_calendar, mut inside) = (false, 0_usize);
    for line in unfolded(text) {
        let Some((name, value)) = property(&line) else { continue };
        match (name.as_str(), value.to_uppercase().as_str()) {
            ("BEGIN", "VCALENDAR") => is_calendar = true,
            ("BEGIN", "VEVENT") => (event, inside) = (Some(BTreeMap::new()), 0),
            ("BEGIN", _) => inside += 1,
            ("END", "VEVENT") => events.extend(event.take().as_ref().map(all_day)),
            ("END", _) => inside = inside.saturating_sub(1),
            _ if inside == 0 => {
                if let Some(event) = &mut event {
                    event.entry(name).or_insert(value);
                }
            }
            _ => {}
        }
    }
    is_calendar.then_some(events)
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

fn all_day(event: &BTreeMap<String, String>) -> Result<AllDay, LeftOut> {
    let text = |name: &str| event.get(name).map(|value| unescaped(value)).unwrap_or_default();
    let name: String = text("SUMMARY").split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let left_out =
        |why: &str| (if name.is_empty() { "an event without a name".to_owned() } else { name.clone() }, why.to_owned());
    let uid = text("UID");
    if check_id(&uid).is_err() {
        return Err(left_out("it has no usable UID"));
    }
    if event.contains_key("RRULE") || event.contains_key("RDATE") || event.contains_key("RECURRENCE-ID") {
        return Err(left_out("it is repeated; add a freeze with --weekdays for it"));
    }
    if text("STATUS").eq_ignore_ascii_case("CANCELLED") {
        return Err(left_out("it is cancelled"));
    }
    let start = event.get("DTSTART").map(String::as_str).unwrap_or_default();
    let Some(from) = date(start) else { return Err(left_out("it is no all-day event")) };
    // The end of an all-day event is the first day after it.
    let last = |after: Option<NaiveDate>| after.and_then(|after| after.pred_opt());
    let to = match (event.get("DTEND"), event.get("DURATION")) {
        (Some(end), _) => last(date(end)),
        (None, Some(duration)) => days(duration).and_then(|days| last(from.checked_add_days(days))),
        (None, None) => Some(from),
    };
    let Some(to) = to else { return Err(left_out("its end can't be read")) };
    let reason: String =
        text("DESCRIPTION").chars().filter(|c| *c == '\n' || !c.is_control()).take(MAX_NOTES).collect();
    Ok(AllDay { uid, name: name.clone(), from, to, reason: reason.trim().to_owned() })
}

/// `20261224` as a date.
fn date(text: &str) -> Option<NaiveDate> {
    let is_date = text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit());
    is_date.then(|| NaiveDate::parse_from_str(text, "%Y%m%d").ok()).flatten()
}

/// `P3D` or `P2W` as days.
fn days(text: &str) -> Option<Days> {
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
    fn all_day_events_are_read_and_others_are_left_out_with_the_reason() {
        let text = "\u{feff}BEGIN:VCALENDAR\r\nVERSION:2.0\r\n\
            BEGIN:VEVENT\r\nUID:year-end@corp\r\nDTSTART;VALUE=DATE:20261224\r\nDTEND;VALUE=DATE:20270104\r\n\
            SUMMARY:Year\r\n  end\\, all\r\nDESCRIPTION;ALTREP=\"cid:a:b\":Audit\\nand holidays\r\n\
            BEGIN:VALARM\r\nSUMMARY:Alarm\r\nDESCRIPTION:Not this\r\nEND:VALARM\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:one\r\nDTSTART:20270215\r\nSUMMARY:One day\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:two\r\nDTSTART;VALUE=DATE:20270215\r\nDURATION:P2W\r\nSUMMARY:Two weeks\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:hours\r\nDTSTART:20270215T090000Z\r\nSUMMARY:Hours\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:weekly\r\nDTSTART:20270215\r\nRRULE:FREQ=WEEKLY\r\nSUMMARY:Weekly\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:gone\r\nDTSTART:20270215\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nDTSTART:20270215\r\nSUMMARY:No id\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:end\r\nDTSTART:20270215\r\nDTEND:soon\r\nSUMMARY:Endless\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let event = |uid: &str, name: &str, from: &str, to: &str, reason: &str| AllDay {
            uid: uid.into(),
            name: name.into(),
            from: day(from),
            to: day(to),
            reason: reason.into(),
        };
        let left_out = |name: &str, why: &str| Err((name.to_owned(), why.to_owned()));
        assert_eq!(
            read(text).expect("a calendar"),
            [
                Ok(event("year-end@corp", "Year end, all", "2026-12-24", "2027-01-03", "Audit\nand holidays")),
                Ok(event("one", "One day", "2027-02-15", "2027-02-15", "")),
                Ok(event("two", "Two weeks", "2027-02-15", "2027-02-28", "")),
                left_out("Hours", "it is no all-day event"),
                left_out("Weekly", "it is repeated; add a freeze with --weekdays for it"),
                left_out("an event without a name", "it is cancelled"),
                left_out("No id", "it has no usable UID"),
                left_out("Endless", "its end can't be read"),
            ]
        );
    }

    #[test]
    fn what_is_no_calendar_is_none() {
        for text in ["", "\n\n", "BEGIN:VEVENT\nEND:VEVENT", "(integrationPacks: [])", "\u{0}\u{1}:", ":::"] {
            assert_eq!(read(text), None, "{text:?}");
        }
        assert_eq!(read("begin:vcalendar\nBEGIN:VEVENT\n é;\"x:BEGIN"), Some(vec![]), "cut short");
    }
}
