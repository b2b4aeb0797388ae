//! Rules for a zone's time, as POSIX writes them (Base Definitions, 8.3): `CET-1CEST,M3.5.0,M10.5.0/3`.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, Offset, TimeZone};
use chrono_tz::{TZ_VARIANTS, Tz};

/// The years for which a zone must do what a rule says to be the same. Before them many zones had other rules.
const YEARS: std::ops::RangeInclusive<i32> = 2008..=2037;

/// What a rule without dates for summer time means, after the C library.
const DEFAULT_DATES: &str = ",M3.2.0,M11.1.0";

/// Where several zones follow a rule, one of these is named before others.
const KNOWN_BEST: [Tz; 13] = [
    Tz::UTC,
    Tz::Europe__London,
    Tz::Europe__Berlin,
    Tz::Europe__Helsinki,
    Tz::America__New_York,
    Tz::America__Chicago,
    Tz::America__Denver,
    Tz::America__Los_Angeles,
    Tz::America__Halifax,
    Tz::Asia__Kolkata,
    Tz::Asia__Kathmandu,
    Tz::Australia__Sydney,
    Tz::Pacific__Auckland,
];

/// A rule. Offsets and times are in seconds, offsets to the east.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Rule {
    standard: i64,
    summer: Option<Summer>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Summer {
    offset: i64,
    begin: Turn,
    end: Turn,
}

/// When the clocks are changed: a day of the year, and the time by the clock that is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Turn {
    day: Day,
    time: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Day {
    /// `Jn`: 1 to 365, 29 February is never counted.
    Julian(u32),
    /// `n`: 0 to 365.
    OfYear(u32),
    /// `Mm.w.d`: the w-th weekday of a month, 5 being the last; Sunday is 0.
    OfMonth { month: u32, week: u32, weekday: u32 },
}

impl Rule {
    /// Reads a rule; none where the text is none.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut rest = Cursor(text);
        rest.name()?;
        let standard = -rest.time(24)?;
        if rest.0.is_empty() {
            return Some(Self { standard, summer: None });
        }
        rest.name()?;
        let offset = if rest.0.is_empty() || rest.0.starts_with(',') { standard + 3600 } else { -rest.time(24)? };
        if rest.0.is_empty() {
            rest = Cursor(DEFAULT_DATES);
        }
        let (begin, end) = (rest.turn()?, rest.turn()?);
        rest.0.is_empty().then_some(Self { standard, summer: Some(Summer { offset, begin, end }) })
    }

    /// A zone that does what the rule says.
    pub(super) fn zone(self) -> Option<Tz> {
        // The names of these count to the west.
        let fixed = format!("Etc/GMT{:+}", -self.standard / 3600).parse().ok().filter(|_| self.summer.is_none());
        let mut zones = KNOWN_BEST[..1].iter().copied().chain(fixed).chain(KNOWN_BEST).chain(TZ_VARIANTS);
        let samples = self.samples();
        zones.find(|zone| samples.iter().all(|(at, offset)| offset_of(*zone, *at) == Some(*offset)))
    }

    /// Instants with their offsets, by which zones are told apart: the 1st of each month, and both sides of each turn.
    fn samples(self) -> Vec<(i64, i64)> {
        let months = YEARS.flat_map(|year| (1..=12).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 1)));
        let mut at: Vec<i64> = months.map(midnight).collect();
        let turns = YEARS.filter_map(|year| self.turns(year));
        at.extend(turns.flat_map(|(begin, end)| [begin - 1, begin, end - 1, end]));
        at.into_iter().map(|at| (at, self.offset(at))).collect()
    }

    fn offset(self, at: i64) -> i64 {
        let year = DateTime::from_timestamp(at + self.standard, 0).map(|local| local.year());
        match (self.summer, year.and_then(|year| self.turns(year))) {
            (Some(summer), Some((begin, end))) => {
                let is_summer = if begin < end { (begin..end).contains(&at) } else { !(end..begin).contains(&at) };
                if is_summer { summer.offset } else { self.standard }
            }
            _ => self.standard,
        }
    }

    /// The instants at which summer time begins and ends in a year.
    fn turns(self, year: i32) -> Option<(i64, i64)> {
        let Summer { offset, begin, end } = self.summer?;
        Some((begin.in_year(year)? - self.standard, end.in_year(year)? - offset))
    }
}

impl Turn {
    fn in_year(self, year: i32) -> Option<i64> {
        let date = match self.day {
            Day::Julian(day) => {
                let date = NaiveDate::from_yo_opt(2025, day)?;
                date.with_year(year)?
            }
            Day::OfYear(day) => NaiveDate::from_ymd_opt(year, 1, 1)?.checked_add_days(Days::new(day.into()))?,
            Day::OfMonth { month, week, weekday } => {
                let first = NaiveDate::from_ymd_opt(year, month, 1)?;
                let to_first = (7 + weekday - first.weekday().num_days_from_sunday()) % 7;
                let weeks = (0..week).rev().map(|week| to_first + 7 * week);
                let mut dates = weeks.filter_map(|days| first.checked_add_days(Days::new(days.into())));
                dates.find(|date| date.month() == month)?
            }
        };
        Some(midnight(date) + self.time)
    }
}

fn midnight(date: NaiveDate) -> i64 {
    date.and_time(NaiveTime::MIN).and_utc().timestamp()
}

fn offset_of(zone: Tz, at: i64) -> Option<i64> {
    let at = DateTime::from_timestamp(at, 0)?.naive_utc();
    Some(zone.offset_from_utc_datetime(&at).fix().local_minus_utc().into())
}

/// What of a rule is still to be read.
#[derive(Debug)]
struct Cursor<'a>(&'a str);

impl Cursor<'_> {
    fn take(&mut self, what: char) -> bool {
        let rest = self.0.strip_prefix(what);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// An abbreviation: three letters or more, or `<+03>`.
    fn name(&mut self) -> Option<()> {
        let quoted = self.take('<');
        let part = |c: char| c.is_ascii_alphabetic() || quoted && (c.is_ascii_digit() || matches!(c, '+' | '-'));
        let end = self.0.find(|c| !part(c)).unwrap_or(self.0.len());
        self.0 = &self.0[end..];
        (end >= 3 && (!quoted || self.take('>'))).then_some(())
    }

    fn number(&mut self, most: u32) -> Option<u32> {
        let end = self.0.find(|c: char| !c.is_ascii_digit()).unwrap_or(self.0.len());
        let number = self.0[..end].parse().ok().filter(|number| *number <= most)?;
        self.0 = &self.0[end..];
        Some(number)
    }

    /// `[+-]hh[:mm[:ss]]`, in seconds.
    fn time(&mut self, most_hours: u32) -> Option<i64> {
        let negative = self.take('-');
        if !negative {
            self.take('+');
        }
        let mut seconds = i64::from(self.number(most_hours)?) * 3600;
        for unit in [60, 1] {
            if self.take(':') {
                seconds += i64::from(self.number(59)?) * unit;
            } else {
                break;
            }
        }
        Some(if negative { -seconds } else { seconds })
    }

    /// `,date[/time]`; two in the morning unless said otherwise.
    fn turn(&mut self) -> Option<Turn> {
        self.take(',').then_some(())?;
        let day = if self.take('M') {
            let month = self.number(12).filter(|month| *month > 0)?;
            let week = self.take('.').then(|| self.number(5)).flatten().filter(|week| *week > 0)?;
            let weekday = self.take('.').then(|| self.number(6)).flatten()?;
            Day::OfMonth { month, week, weekday }
        } else if self.take('J') {
            Day::Julian(self.number(365).filter(|day| *day > 0)?)
        } else {
            Day::OfYear(self.number(365)?)
        };
        // POSIX of 2024 allows a time on the days around it.
        let time = if self.take('/') { self.time(167)? } else { 2 * 3600 };
        Some(Turn { day, time })
    }
}
