//! A change calendar in iCalendar's form (RFC 5545): its all-day events become freezes, and freezes become such events.

use std::path::Path;

use chrono::{NaiveDate, Weekday};

use super::{
    Caught, Engine, EngineError, FreezeView, Source,
    icalendar::{Calendar, Properties, date, date_digits, days, events},
};
use crate::{
    domain::{AccountGroupId, Event, Freeze, FreezeId, MAX_NAME, MAX_NOTES, PackId, Refusal, check_id},
    store::Store,
};

/// The days of the week as a rule names them, from Monday on.
const DAYS: [&str; 7] = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"];

/// What a freeze says that no property of iCalendar does: its first date, where its first day of the week comes later;
/// and whom it is for.
const FROM: &str = "X-IPACK-FROM";
const PACK: &str = "X-IPACK-PACK";
const GROUP: &str = "X-IPACK-GROUP";

/// What a calendar brings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FreezeImport {
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
    to: Option<NaiveDate>,
    /// Empty for every day.
    weekdays: Vec<Weekday>,
    packs: Vec<PackId>,
    groups: Vec<AccountGroupId>,
    reason: String,
}

impl Engine {
    /// Adds a freeze for each all-day event of a calendar. Its id is the event's, so that the same calendar brings
    /// nothing new the next time, and a newer one what differs.
    ///
    /// # Errors
    /// [`Refusal::NotACalendar`]; where the file can't be read; the store's.
    pub fn import_freezes(&mut self, path: &Path) -> Result<FreezeImport, EngineError> {
        let source = Source::given(path)?;
        let not_one = |what: &str| Refusal::NotACalendar { path: path.display().to_string(), what: what.to_owned() };
        let events = events(&source.text).map_err(not_one)?;
        let events: Vec<_> = events.iter().map(all_day).collect();
        let (freezes, mut import) = self.commit_via(self.via(), |store, stamp| {
            let (mut freezes, mut import) = (Vec::new(), FreezeImport::default());
            let mut known = store.settings().freezes.clone();
            let (mut added, mut updated) = (Vec::new(), Vec::new());
            for event in &events {
                let freeze = match event {
                    Ok(event) => event.check_whom(store).and_then(|()| event.freeze(stamp.by.clone(), stamp.at)),
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
    /// Refuses it where what it is for is not here: without that it would be for every pack.
    fn check_whom(&self, store: &Store) -> Result<(), LeftOut> {
        let pack = self.packs.iter().find(|id| store.entry(id).is_none()).map(|id| format!("integration pack {id}"));
        let group = self.groups.iter().find(|id| store.group_name(id).is_none());
        match pack.or_else(|| group.map(|id| format!("account group {id}"))) {
            None => Ok(()),
            Some(gone) => Err((self.name.clone(), format!("it is for {gone}, which is not here"))),
        }
    }

    fn freeze(&self, by: String, at: chrono::DateTime<chrono::Utc>) -> Result<Freeze, LeftOut> {
        let freeze = Freeze {
            id: FreezeId::from(self.uid.as_str()),
            name: self.name.clone(),
            from: self.from,
            to: self.to,
            weekdays: self.weekdays.clone(),
            packs: self.packs.clone(),
            groups: self.groups.clone(),
            reason: self.reason.clone(),
            created_by: by,
            created_at: at,
        };
        freeze.check().map_err(|refusal| (self.name.clone(), refusal.to_string()))?;
        Ok(freeze)
    }
}

fn all_day(event: &Properties) -> Result<AllDay, LeftOut> {
    let name: String = event.text("SUMMARY").split_whitespace().collect::<Vec<_>>().join(" ");
    let name: String = name.chars().filter(|c| !c.is_control()).take(MAX_NAME).collect();
    let left_out =
        |why: &str| (if name.is_empty() { "an event without a name".to_owned() } else { name.clone() }, why.to_owned());
    let uid = event.text("UID");
    if check_id(&uid).is_err() {
        return Err(left_out("it has no usable UID"));
    }
    if event.text("STATUS").eq_ignore_ascii_case("CANCELLED") {
        return Err(left_out("it is cancelled"));
    }
    let Some(start) = date(event.value("DTSTART").unwrap_or_default()) else {
        return Err(left_out("it is no all-day event"));
    };
    // The end of an all-day event is the first day after it.
    let last = |after: Option<NaiveDate>| after.and_then(|after| after.pred_opt());
    let to = match (event.value("DTEND"), event.value("DURATION")) {
        (Some(end), _) => last(date(end)),
        (None, Some(duration)) => days(duration).and_then(|days| last(start.checked_add_days(days))),
        (None, None) => Some(start),
    };
    let Some(to) = to else { return Err(left_out("its end can't be read")) };
    let (weekdays, to) = match event.value("RRULE") {
        None => (vec![], Some(to)),
        Some(rule) if to == start => repeated(rule, start).ok_or_else(|| left_out(REPEATED))?,
        Some(_) => return Err(left_out(REPEATED)),
    };
    if ["RDATE", "EXDATE", "EXRULE", "RECURRENCE-ID"].iter().any(|name| event.has(name)) {
        return Err(left_out(REPEATED));
    }
    let from = event.value(FROM).and_then(date).unwrap_or(start);
    let (packs, groups) = (event.texts(PACK), event.texts(GROUP));
    let packs = packs.iter().map(|id| PackId::from(id.as_str())).collect();
    let groups = groups.iter().map(|id| AccountGroupId::from(id.as_str())).collect();
    let reason: String =
        event.text("DESCRIPTION").chars().filter(|c| *c == '\n' || !c.is_control()).take(MAX_NOTES).collect();
    Ok(AllDay { uid, name: name.clone(), from, to, weekdays, packs, groups, reason: reason.trim().to_owned() })
}

/// Why a repeated event becomes no freeze.
const REPEATED: &str = "it is repeated in a way that a freeze can't be; add a freeze with --weekdays instead";

/// The days of the week and the last date of an event of one day that comes daily or weekly; none for any other rule.
fn repeated(rule: &str, start: NaiveDate) -> Option<(Vec<Weekday>, Option<NaiveDate>)> {
    let (mut is_weekly, mut weekdays, mut to) = (None, Vec::new(), None);
    for part in rule.split(';') {
        let (name, value) = part.split_once('=')?;
        match (name.to_uppercase().as_str(), value.to_uppercase().as_str()) {
            ("FREQ", "WEEKLY") => is_weekly = Some(true),
            ("FREQ", "DAILY") => is_weekly = Some(false),
            ("INTERVAL", "1") | ("WKST", _) => {}
            ("UNTIL", until) => to = Some(date(until.get(..8)?)?),
            ("BYDAY", days) => weekdays = days.split(',').map(weekday).collect::<Option<_>>()?,
            _ => return None,
        }
    }
    match (is_weekly?, weekdays.is_empty()) {
        (true, true) => weekdays.push(chrono::Datelike::weekday(&start)),
        (true, false) | (false, true) => {}
        (false, false) => return None,
    }
    weekdays.sort_by_key(Weekday::num_days_from_monday);
    Some((weekdays, to))
}

fn weekday(name: &str) -> Option<Weekday> {
    let at = DAYS.iter().position(|day| *day == name)?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// Writes a freeze as an all-day event, from which an import makes the same freeze. `sequence` says how often it has
/// changed.
pub(super) fn write(calendar: &mut Calendar, view: &FreezeView, sequence: usize) {
    let freeze = &view.freeze;
    // A weekly event begins on one of its days.
    let first = freeze.from.iter_days().take(7).find(|day| freeze.holds_on(*day)).unwrap_or(freeze.from);
    let is_span = freeze.weekdays.is_empty() && freeze.to.is_some();
    let last = if is_span { freeze.to.unwrap_or(first) } else { first };
    let days = freeze.weekdays.iter().map(|day| DAYS[day.num_days_from_monday() as usize]);
    let by_day = days.collect::<Vec<_>>().join(",");
    let until = freeze.to.map(|to| format!(";UNTIL={}", date_digits(to))).unwrap_or_default();
    calendar.event(|event| {
        event.text("UID", freeze.id.as_str());
        event.instant("DTSTAMP", freeze.created_at);
        event.put("SEQUENCE", &sequence.to_string());
        event.date("DTSTART", first);
        // The last date that there is has none after it; the event is of one day then.
        last.succ_opt().into_iter().for_each(|after| event.date("DTEND", after));
        match (freeze.weekdays.is_empty(), freeze.to) {
            (true, Some(_)) => {}
            (true, None) => event.put("RRULE", "FREQ=DAILY"),
            (false, _) => event.put("RRULE", &format!("FREQ=WEEKLY;BYDAY={by_day}{until}")),
        }
        event.text("SUMMARY", &freeze.name);
        event.text_if_any("DESCRIPTION", &freeze.reason);
        event.text("COMMENT", &format!("Nothing is released: {}. Set by {}.", view.whom(), freeze.created_by));
        event.text("CATEGORIES", "Freeze");
        event.put("TRANSP", "TRANSPARENT");
        if first != freeze.from {
            event.put(FROM, &date_digits(freeze.from));
        }
        freeze.packs.iter().for_each(|id| event.text(PACK, id.as_str()));
        freeze.groups.iter().for_each(|id| event.text(GROUP, id.as_str()));
    });
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
            BEGIN:VEVENT\r\nUID:weekly\r\nDTSTART:20270219\r\nRRULE:FREQ=WEEKLY;BYDAY=SA,FR;UNTIL=20270331T235959Z\r\n\
            SUMMARY:Weekly\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:monthly\r\nDTSTART:20270215\r\nRRULE:FREQ=MONTHLY\r\nSUMMARY:Monthly\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:gone\r\nDTSTART:20270215\r\nSTATUS:CANCELLED\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nDTSTART:20270215\r\nSUMMARY:No id\r\nEND:VEVENT\r\n\
            BEGIN:VEVENT\r\nUID:end\r\nDTSTART:20270215\r\nDTEND:soon\r\nSUMMARY:Endless\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let event = |uid: &str, name: &str, from: &str, to: &str, reason: &str| AllDay {
            uid: uid.into(),
            name: name.into(),
            from: day(from),
            to: Some(day(to)),
            weekdays: vec![],
            packs: vec![],
            groups: vec![],
            reason: reason.into(),
        };
        let weekly = AllDay {
            weekdays: vec![Weekday::Fri, Weekday::Sat],
            ..event("weekly", "Weekly", "2027-02-19", "2027-03-31", "")
        };
        let left_out = |name: &str, why: &str| Err((name.to_owned(), why.to_owned()));
        assert_eq!(
            events(text).expect("a calendar").iter().map(all_day).collect::<Vec<_>>(),
            [
                Ok(event("year-end@corp", "Year end, all", "2026-12-24", "2027-01-03", "Audit\nand holidays")),
                Ok(event("one", "One day", "2027-02-15", "2027-02-15", "")),
                Ok(event("two", "Two weeks", "2027-02-15", "2027-02-28", "")),
                left_out("Hours", "it is no all-day event"),
                Ok(weekly),
                left_out("Monthly", REPEATED),
                left_out("an event without a name", "it is cancelled"),
                left_out("No id", "it has no usable UID"),
                left_out("Endless", "its end can't be read"),
            ]
        );
    }
}
