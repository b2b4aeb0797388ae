//! Release windows agree with a table that another time-zone library made; `windows/make.py` says how.

use chrono::{Days, NaiveDate, NaiveTime, TimeDelta};
use ipack::domain::{Refusal, Tz, Window};

use crate::support::tz;

const TABLE: &str = include_str!("windows/table.csv");

/// Every day of the table: the zone, the date, and the minutes from its midnight in UTC to its window.
fn days() -> impl Iterator<Item = (Tz, NaiveDate, Option<i64>)> {
    let mut zone = Tz::UTC;
    TABLE.lines().filter(|line| !line.starts_with('#')).flat_map(move |line| {
        let Some((day, starts)) = line.split_once(',') else {
            zone = line.parse().expect("a zone");
            return Vec::new();
        };
        let day = NaiveDate::parse_from_str(day, "%y%m%d").expect("a date");
        let before = day.pred_opt().expect("a date");
        let minutes = starts.split(',').map(|cell| (!cell.is_empty()).then(|| cell.parse().expect("minutes")));
        minutes.zip(0..).map(|(minutes, n)| (zone, before + Days::new(n), minutes)).collect()
    })
}

#[test]
fn the_table_was_made_from_the_rules_that_are_compiled_in() {
    let head = TABLE.lines().next().expect("a first line");
    assert!(head.ends_with(Tz::database()), "make the table again: {head}");
}

#[test]
fn every_window_around_a_transition_begins_when_the_other_library_says() {
    let mut zones: Vec<Tz> = Vec::new();
    for (zone, date, minutes) in days() {
        let window = Window::of(date, zone);
        match minutes {
            None => assert_eq!(window, Err(Refusal::DateLacking { date, zone })),
            Some(minutes) => {
                let start = date.and_time(NaiveTime::MIN).and_utc() + TimeDelta::minutes(minutes);
                let window = window.unwrap_or_else(|refusal| panic!("{zone} {date}: {refusal}"));
                assert_eq!((window.start, window.end), (start, start + TimeDelta::hours(1)), "{zone} {date}");
            }
        }
        if zones.last() != Some(&zone) {
            zones.push(zone);
        }
    }
    assert!(zones.len() >= 60, "{} zones have transitions", zones.len());
}

#[test]
fn the_table_holds_the_days_that_are_hard() {
    let has = |zone: Tz, date: &str, minutes: Option<i64>| {
        let date: NaiveDate = date.parse().expect("a date");
        assert!(days().any(|day| day == (zone, date, minutes)), "{zone} {date} {minutes:?}");
    };
    has(tz("Africa/Cairo"), "2026-04-24", Some(-120));
    has(tz("America/Havana"), "2025-11-02", Some(240));
    has(tz("Pacific/Apia"), "2011-12-30", None);
    has(tz("Pacific/Kwajalein"), "1993-08-21", None);
    // Fell back at 00:01: the day began, lasted a minute, and began again an hour later.
    has(tz("America/St_Johns"), "2010-11-07", Some(150));
    has(tz("Australia/Lord_Howe"), "2026-04-05", Some(-660));
    let in_one_month =
        |zone: Tz, month: &str| days().filter(|d| d.0 == zone && d.1.to_string().starts_with(month)).count();
    assert!(in_one_month(tz("Africa/Cairo"), "2010-09") > 3, "two transitions in a month");
}
