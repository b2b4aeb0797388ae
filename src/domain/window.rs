//! The hour in which a scheduled release happens.

use chrono::{DateTime, Datelike, Duration, NaiveDate, NaiveTime, TimeZone, Utc};

use super::{Refusal, Tz, date::YEARS, date_words, instant_words, zone_words};

/// The 60 elapsed minutes from the first instant whose local date is the release date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    pub date: NaiveDate,
    /// The scheduler's zone.
    pub zone: Tz,
    /// First instant.
    pub start: DateTime<Utc>,
    /// First instant after it.
    pub end: DateTime<Utc>,
}

impl Window {
    /// The window of a date in a zone.
    ///
    /// # Errors
    /// [`Refusal::DateLacking`] where the zone lacks the date altogether (Apia, 2011-12-30), and where the date is
    /// outside the years that instants can be computed for.
    pub fn of(date: NaiveDate, zone: Tz) -> Result<Self, Refusal> {
        let start = first_instant(date, zone).ok_or(Refusal::DateLacking { date, zone })?;
        Ok(Self { date, zone, start, end: start + Duration::minutes(60) })
    }

    /// The window of a date that may be scheduled: one later than today in the scheduler's zone.
    ///
    /// # Errors
    /// [`Refusal::DateNotAfterToday`], and as [`Window::of`].
    pub fn after_today(date: NaiveDate, zone: Tz, now: DateTime<Utc>) -> Result<Self, Refusal> {
        let today = today_in(zone, now);
        if date <= today {
            return Err(Refusal::DateNotAfterToday { date, today, zone });
        }
        Self::of(date, zone)
    }

    /// Whether a release at this instant is in time.
    pub fn contains(&self, now: DateTime<Utc>) -> bool {
        self.start <= now && now < self.end
    }
}

/// The date of an instant in a zone.
pub fn today_in(zone: Tz, now: DateTime<Utc>) -> NaiveDate {
    now.with_timezone(&zone).date_naive()
}

/// The date on which what is scheduled for `date` would take effect now: that date, or today where it has passed.
pub fn takes_effect_on(date: NaiveDate, zone: Tz, now: DateTime<Utc>) -> NaiveDate {
    date.max(today_in(zone, now))
}

fn first_instant(date: NaiveDate, zone: Tz) -> Option<DateTime<Utc>> {
    if !YEARS.contains(&date.year()) {
        return None;
    }
    let midnight = date.and_time(NaiveTime::MIN);
    // Where midnight comes twice, the first one counts. Where the clocks jump over it, the day begins at that instant.
    if let Some(first) = zone.from_local_datetime(&midnight).earliest() {
        return Some(first.with_timezone(&Utc));
    }
    let (mut before, mut after) = (midnight.and_utc() - Duration::hours(30), midnight.and_utc() + Duration::hours(30));
    while after - before > Duration::seconds(1) {
        let middle = before + (after - before) / 2;
        if middle.with_timezone(&zone).naive_local() < midnight { before = middle } else { after = middle }
    }
    let whole = DateTime::from_timestamp(after.timestamp(), 0)?;
    (today_in(zone, whole) == date).then_some(whole)
}

impl Window {
    /// `00:00–01:00 EST` in a zone, with the date where it is not the window's own: `Mon 30 Nov, 21:00–22:00 PST`.
    pub fn hours_in(&self, zone: Tz) -> String {
        let (start, end) = (self.start.with_timezone(&zone), self.end.with_timezone(&zone));
        let (name, end_name) = (zone_words(self.start, zone), zone_words(self.end, zone));
        let hours = if name == end_name {
            format!("{}–{} {name}", start.format("%H:%M"), end.format("%H:%M"))
        } else {
            format!("{} {name}–{} {end_name}", start.format("%H:%M"), end.format("%H:%M"))
        };
        if start.date_naive() == self.date { hours } else { format!("{}, {hours}", start.format("%a %-d %b")) }
    }

    /// `was due between 24 Nov 2026, 00:00 EST and 01:00`, in its own zone.
    pub fn was_due(&self) -> String {
        let end = self.end.with_timezone(&self.zone).format("%H:%M");
        format!("was due between {} and {end}", instant_words(self.start, self.zone))
    }

    /// `was due between X and Y, ran at Z`, in its own zone.
    pub fn missed(&self, ran_at: DateTime<Utc>) -> String {
        format!("{}, ran at {}", self.was_due(), instant_words(ran_at, self.zone))
    }

    /// The window in the scheduler's zone with its date, then in the admin's own and in UTC where those read
    /// differently.
    pub fn zone_lines(&self, local: Tz) -> Vec<String> {
        let scheduler = self.hours_in(self.zone);
        let mut lines = vec![format!("{}, {scheduler}", date_words(self.date))];
        let own = self.hours_in(local);
        let utc = self.hours_in(Tz::UTC);
        if own != scheduler {
            lines.push(format!("{own} (your time)"));
        }
        if utc != scheduler && utc != own {
            lines.push(utc);
        }
        lines
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::tz;

    fn window(date: &str, zone: Tz) -> Result<(String, String), Refusal> {
        let date = date.parse().expect("a date");
        Window::of(date, zone).map(|w| (w.start.to_rfc3339(), w.end.to_rfc3339()))
    }

    #[test]
    fn an_ordinary_day_starts_at_midnight() {
        let (start, end) = window("2026-12-01", tz("America/New_York")).expect("a window");
        assert_eq!((start.as_str(), end.as_str()), ("2026-12-01T05:00:00+00:00", "2026-12-01T06:00:00+00:00"));
    }

    #[test]
    fn a_missing_midnight_starts_at_the_jump() {
        let (start, end) = window("2026-04-24", tz("Africa/Cairo")).expect("a window");
        assert_eq!((start.as_str(), end.as_str()), ("2026-04-23T22:00:00+00:00", "2026-04-23T23:00:00+00:00"));
    }

    #[test]
    fn a_doubled_midnight_is_taken_at_its_first_coming() {
        let (start, _) = window("2025-11-02", tz("America/Havana")).expect("a window");
        assert_eq!(start, "2025-11-02T04:00:00+00:00");
    }

    #[test]
    fn a_date_that_the_zone_lacks_is_refused() {
        let date = NaiveDate::from_ymd_opt(2011, 12, 30).expect("a date");
        assert_eq!(Window::of(date, tz("Pacific/Apia")), Err(Refusal::DateLacking { date, zone: tz("Pacific/Apia") }));
        assert!(Window::of(NaiveDate::MAX, Tz::UTC).is_err());
        assert!(Window::of(NaiveDate::MIN, Tz::UTC).is_err());
    }

    #[test]
    fn a_window_reads_in_every_zone() {
        let date = NaiveDate::from_ymd_opt(2026, 12, 1).expect("a date");
        let window = Window::of(date, tz("America/New_York")).expect("a window");
        assert_eq!(date_words(date), "Tue 1 Dec 2026");
        assert_eq!(window.hours_in(tz("America/New_York")), "00:00–01:00 EST");
        assert_eq!(window.hours_in(tz("Europe/Berlin")), "06:00–07:00 CET");
        assert_eq!(window.hours_in(tz("America/Los_Angeles")), "Mon 30 Nov, 21:00–22:00 PST");
        assert_eq!(window.hours_in(tz("America/Sao_Paulo")), "02:00–03:00 UTC-03");
    }

    #[test]
    fn an_hour_that_changes_its_offset_names_both() {
        let date = NaiveDate::from_ymd_opt(2025, 11, 2).expect("a date");
        let window = Window::of(date, tz("America/Havana")).expect("a window");
        assert_eq!(window.hours_in(tz("America/Havana")), "00:00 CDT–00:00 CST");
    }
}
