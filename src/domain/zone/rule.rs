//! Rules for a zone's time, as POSIX writes them (Base Definitions, 8.3): `CET-1CEST,M3.5.0,M10.5.0/3`.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime};

/// The years in which a zone must do what a rule says to count as the rule's zone. In earlier years many zones had
/// other rules.
const YEARS: std::ops::RangeInclusive<i32> = 2008..=2037;

/// What a rule without dates for summer time means, after the C library.
const DEFAULT_DATES: &str = ",M3.2.0,M11.1.0";

/// How a zone's clocks are set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Clocks<'a> {
    /// Seconds that they are ahead of UTC.
    pub(super) offset: i32,
    pub(super) abbreviation: &'a str,
}

impl Clocks<'_> {
    pub(super) const UTC: Self = Self { offset: 0, abbreviation: "UTC" };
}

/// A rule. Offsets and times are in seconds, offsets to the east.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rule<'a> {
    abbreviation: &'a str,
    pub(super) standard: i64,
    summer: Option<Summer<'a>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Summer<'a> {
    abbreviation: &'a str,
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

impl<'a> Rule<'a> {
    /// Reads a rule; none where the text is no rule.
    pub fn read(text: &'a str) -> Option<Self> {
        let mut rest = Cursor(text);
        let abbreviation = rest.name()?;
        let standard = -rest.time(24)?;
        if rest.0.is_empty() {
            return Some(Self { abbreviation, standard, summer: None });
        }
        let of_summer = rest.name()?;
        let offset = if rest.0.is_empty() || rest.0.starts_with(',') { standard + 3600 } else { -rest.time(24)? };
        if rest.0.is_empty() {
            rest = Cursor(DEFAULT_DATES);
        }
        let (begin, end) = (rest.turn()?, rest.turn()?);
        let summer = Summer { abbreviation: of_summer, offset, begin, end };
        rest.0.is_empty().then_some(Self { abbreviation, standard, summer: Some(summer) })
    }

    /// Whether the clocks are never changed.
    pub(super) fn is_fixed(&self) -> bool {
        self.summer.is_none()
    }

    /// Instants with their offsets, by which zones are compared: the 1st of each month, and both sides of each change
    /// of the clocks.
    pub(super) fn samples(&self) -> Vec<(i64, i64)> {
        let months = YEARS.flat_map(|year| (1..=12).filter_map(move |month| NaiveDate::from_ymd_opt(year, month, 1)));
        let mut at: Vec<i64> = months.map(midnight).collect();
        let turns = YEARS.filter_map(|year| self.summer?.turns(year, self.standard));
        at.extend(turns.flat_map(|(begin, end)| [begin - 1, begin, end - 1, end]));
        at.into_iter().map(|at| (at, self.shown(at).0)).collect()
    }

    /// How the clocks are set at an instant; none where no zone's are set so.
    pub(super) fn clocks(&self, at: i64) -> Option<Clocks<'a>> {
        let (offset, abbreviation) = self.shown(at);
        Some(Clocks { offset: i32::try_from(offset).ok()?, abbreviation })
    }

    /// The offset at an instant, and what it is called.
    fn shown(&self, at: i64) -> (i64, &'a str) {
        let standard = (self.standard, self.abbreviation);
        let Some(summer) = self.summer else { return standard };
        let year = DateTime::from_timestamp(at + self.standard, 0).map(|local| local.year());
        let Some((begin, end)) = year.and_then(|year| summer.turns(year, self.standard)) else { return standard };
        let is_summer = if begin < end { (begin..end).contains(&at) } else { !(end..begin).contains(&at) };
        if is_summer { (summer.offset, summer.abbreviation) } else { standard }
    }
}

impl Summer<'_> {
    /// The instants at which it begins and ends in a year.
    fn turns(&self, year: i32, standard: i64) -> Option<(i64, i64)> {
        Some((self.begin.in_year(year)? - standard, self.end.in_year(year)? - self.offset))
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

/// What of a rule is still to be read.
#[derive(Debug)]
struct Cursor<'a>(&'a str);

impl<'a> Cursor<'a> {
    fn take(&mut self, what: char) -> bool {
        let rest = self.0.strip_prefix(what);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    /// An abbreviation: three letters or more, or `<+03>`.
    fn name(&mut self) -> Option<&'a str> {
        let quoted = self.take('<');
        let part = |c: char| c.is_ascii_alphabetic() || quoted && (c.is_ascii_digit() || matches!(c, '+' | '-'));
        let (name, rest) = self.0.split_at(self.0.find(|c| !part(c)).unwrap_or(self.0.len()));
        self.0 = rest;
        (name.len() >= 3 && (!quoted || self.take('>'))).then_some(name)
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
        // POSIX.1-2024 allows times of up to 167 hours, which may lie some days before or after.
        let time = if self.take('/') { self.time(167)? } else { 2 * 3600 };
        Some(Turn { day, time })
    }
}
