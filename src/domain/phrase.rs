//! Dates and spans of time in words, the same on screens, in commands and in plain lines.

use chrono::{DateTime, NaiveDate, Utc};

use super::Tz;

/// `Tue 1 Dec 2026`.
pub fn date_words(date: NaiveDate) -> String {
    date.format("%a %-d %b %Y").to_string()
}

/// `Tue 1 Dec` less than a year after another date, where the year is plain; with it later.
pub(super) fn short_date_words(date: NaiveDate, after: NaiveDate) -> String {
    if (date - after).num_days() < 365 { date.format("%a %-d %b").to_string() } else { date_words(date) }
}

/// `A`, `A and B`, `A, B and C`.
pub(super) fn and<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<&str> = words.collect();
    match &words[..] {
        [first @ .., last] if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        words => words.concat(),
    }
}

/// How many a sentence names.
pub(super) const MOST_NAMED: usize = 20;

/// The same of a few; of many the first ones: `A, B, C and 9997 more`.
pub(super) fn some_of(words: impl ExactSizeIterator<Item: AsRef<str>>) -> String {
    let more = words.len().saturating_sub(MOST_NAMED);
    let rest = (more > 0).then(|| format!("{more} more"));
    let named: Vec<_> = words.take(MOST_NAMED).collect();
    and(named.iter().map(AsRef::as_ref).chain(rest.as_deref()))
}

/// Where every later date is frozen.
pub(super) const NONE_FREE: &str = "no later date is free";

/// The way out of a frozen date.
pub fn first_free_words(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| NONE_FREE.to_owned(), |date| format!("the first free date is {}", date_words(date)))
}

/// `3 Nov 2026, 00:00 EST`.
pub fn instant_words(at: DateTime<Utc>, zone: Tz) -> String {
    let local = at.with_timezone(&zone);
    format!("{}, {} {}", local.format("%-d %b %Y"), local.format("%H:%M"), zone_words(at, zone))
}

/// The zone's abbreviation at an instant, `EST`; its full name where it has none but an offset.
pub fn zone_words(at: DateTime<Utc>, zone: Tz) -> String {
    let short = at.with_timezone(&zone).format("%Z").to_string();
    if short.starts_with(['+', '-']) { format!("UTC{short}") } else { short }
}

/// How far an instant lies ahead: `in 2 d 22 h`, `in 40 min`, `now`; `3 h ago` where it has passed.
pub fn countdown(from: DateTime<Utc>, to: DateTime<Utc>) -> String {
    match (to - from).num_minutes() {
        0 => "now".to_owned(),
        minutes if minutes < 0 => format!("{} ago", span(minutes)),
        minutes => format!("in {}", span(minutes)),
    }
}

/// `40 min`, `1 h 5 min`, `2 d 22 h`: minutes in two units at most.
pub fn span(minutes: i64) -> String {
    let minutes = minutes.abs();
    match (minutes / 1440, minutes % 1440 / 60, minutes % 60) {
        (0, 0, m) => format!("{m} min"),
        (0, h, 0) => format!("{h} h"),
        (0, h, m) => format!("{h} h {m} min"),
        (d, 0, _) => format!("{d} d"),
        (d, h, _) => format!("{d} d {h} h"),
    }
}

/// `1 account`, `42 accounts`.
pub fn count(n: usize, one: &str) -> String {
    if n == 1 { format!("1 {one}") } else { format!("{n} {one}s") }
}

/// `2 instances stay installed, and updates go on`: nothing is uninstalled by what happens to an account group.
pub fn staying_words(instances: usize) -> String {
    let stay = if instances == 1 { "stays" } else { "stay" };
    format!("{} {stay} installed, and updates go on", count(instances, "instance"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn countdowns_are_short() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let from = at("2026-11-21T06:00:00Z");
        assert_eq!(countdown(from, at("2026-11-24T04:10:00Z")), "in 2 d 22 h");
        assert_eq!(countdown(from, at("2026-11-21T06:40:00Z")), "in 40 min");
        assert_eq!(countdown(from, from), "now");
        assert_eq!(countdown(from, at("2026-11-21T03:00:00Z")), "3 h ago");
    }
}
