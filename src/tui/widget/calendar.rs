//! A calendar: which day has the focus, moved by the W3C date-picker pattern.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

/// A move through the calendar, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarKey {
    PreviousDay,
    NextDay,
    /// Seven days back.
    PreviousWeek,
    /// Seven days on.
    NextWeek,
    /// The first day of the week.
    WeekStart,
    /// The last day of the week.
    WeekEnd,
    /// The same day of the month before, or its last day.
    PreviousMonth,
    /// The same day of the next month, or its last day.
    NextMonth,
    /// The same day a year before.
    PreviousYear,
    /// The same day a year on.
    NextYear,
    /// The first day that can be chosen.
    FirstPossible,
    /// Choose the focused day.
    Choose,
    /// Close without a choice.
    Close,
}

/// What came of a [`CalendarKey`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOutcome {
    /// The focus moved, or could not.
    Moved,
    /// The day was chosen.
    Chosen(NaiveDate),
    /// The day can't be chosen: it lies before the first possible one or after the last.
    Refused(NaiveDate),
    /// Closed without a choice.
    Closed,
}

/// Which day has the focus and which can be chosen. Days run from year 1 to year 9999.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    focus: NaiveDate,
    chosen: Option<NaiveDate>,
    first: NaiveDate,
    last: NaiveDate,
    week_start: Weekday,
}

const YEARS: std::ops::RangeInclusive<i32> = 1..=9999;

impl Calendar {
    /// Opens on the chosen day, else on `first`, the first day that can be chosen.
    pub fn open(first: NaiveDate, chosen: Option<NaiveDate>) -> Self {
        let focus = [chosen, Some(first)].into_iter().flatten().find(|date| YEARS.contains(&date.year()));
        let focus = focus.unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(NaiveDate::MAX);
        Self { focus, chosen, first, last, week_start: Weekday::Mon }
    }

    /// For looking only: at this day.
    pub fn at(day: NaiveDate) -> Self {
        let first = NaiveDate::from_ymd_opt(*YEARS.start(), 1, 1).unwrap_or(NaiveDate::MIN);
        let open = Self::open(first, Some(day));
        Self { chosen: None, ..open }
    }

    /// The last day that can be chosen.
    #[must_use]
    pub fn until(self, last: NaiveDate) -> Self {
        Self { last, ..self }
    }

    /// The day that weeks start with; Monday unless said otherwise.
    #[must_use]
    pub fn week_start(self, week_start: Weekday) -> Self {
        Self { week_start, ..self }
    }

    pub fn focus(&self) -> NaiveDate {
        self.focus
    }

    /// Whether a day can be chosen.
    pub fn selectable(&self, date: NaiveDate) -> bool {
        (self.first..=self.last).contains(&date)
    }

    /// Carries out a key.
    pub fn handle(&mut self, key: CalendarKey) -> CalendarOutcome {
        let day = self.focus;
        let column = u64::from(day.weekday().days_since(self.week_start));
        let target = match key {
            CalendarKey::PreviousDay => day.checked_sub_days(Days::new(1)),
            CalendarKey::NextDay => day.checked_add_days(Days::new(1)),
            CalendarKey::PreviousWeek => day.checked_sub_days(Days::new(7)),
            CalendarKey::NextWeek => day.checked_add_days(Days::new(7)),
            CalendarKey::WeekStart => day.checked_sub_days(Days::new(column)),
            CalendarKey::WeekEnd => day.checked_add_days(Days::new(6 - column)),
            CalendarKey::PreviousMonth => day.checked_sub_months(Months::new(1)),
            CalendarKey::NextMonth => day.checked_add_months(Months::new(1)),
            CalendarKey::PreviousYear => day.checked_sub_months(Months::new(12)),
            CalendarKey::NextYear => day.checked_add_months(Months::new(12)),
            CalendarKey::FirstPossible => Some(self.first),
            CalendarKey::Choose if self.selectable(day) => return CalendarOutcome::Chosen(day),
            CalendarKey::Choose => return CalendarOutcome::Refused(day),
            CalendarKey::Close => return CalendarOutcome::Closed,
        };
        if let Some(target) = target.filter(|date| YEARS.contains(&date.year())) {
            self.focus = target;
        }
        CalendarOutcome::Moved
    }

    /// The day that was chosen before.
    pub(super) fn chosen(&self) -> Option<NaiveDate> {
        self.chosen
    }

    /// The day that weeks start with.
    pub(super) fn first_weekday(&self) -> Weekday {
        self.week_start
    }

    /// The weeks of the focused month, each a row of seven days; `None` where a day belongs to another month.
    pub(super) fn weeks(&self) -> Vec<[Option<NaiveDate>; 7]> {
        let mut weeks: Vec<[Option<NaiveDate>; 7]> = Vec::with_capacity(6);
        let (year, month) = (self.focus.year(), self.focus.month());
        for date in (1..=31).map_while(|day| NaiveDate::from_ymd_opt(year, month, day)) {
            let column = date.weekday().days_since(self.week_start) as usize;
            if column == 0 || weeks.is_empty() {
                weeks.push([None; 7]);
            }
            if let Some(week) = weeks.last_mut() {
                week[column] = Some(date);
            }
        }
        weeks
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn after(start: &str, keys: &[CalendarKey]) -> String {
        let mut calendar = Calendar::open(day("2026-11-22"), Some(day(start)));
        for key in keys {
            calendar.handle(*key);
        }
        calendar.focus().to_string()
    }

    #[test]
    fn every_key_moves_as_the_pattern_says() {
        use CalendarKey::*;
        for (key, expected) in [
            (PreviousDay, "2026-12-01"),
            (NextDay, "2026-12-03"),
            (PreviousWeek, "2026-11-25"),
            (NextWeek, "2026-12-09"),
            (WeekStart, "2026-11-30"),
            (WeekEnd, "2026-12-06"),
            (PreviousMonth, "2026-11-02"),
            (NextMonth, "2027-01-02"),
            (PreviousYear, "2025-12-02"),
            (NextYear, "2027-12-02"),
            (FirstPossible, "2026-11-22"),
        ] {
            assert_eq!(after("2026-12-02", &[key]), expected, "{key:?}");
        }
        assert_eq!(after("2027-01-31", &[NextMonth]), "2027-02-28");
        assert_eq!(after("2028-02-29", &[NextYear]), "2029-02-28");
        assert_eq!(after("2026-03-31", &[PreviousMonth]), "2026-02-28");
    }

    #[test]
    fn the_years_end_without_a_panic() {
        use CalendarKey::*;
        for (edge, keys) in [
            ("0001-01-01", [PreviousDay, PreviousWeek, PreviousMonth, PreviousYear, WeekStart]),
            ("9999-12-31", [NextDay, NextWeek, NextMonth, NextYear, WeekEnd]),
        ] {
            assert_eq!(after(edge, &keys), edge);
        }
        assert_eq!(Calendar::open(NaiveDate::MIN, Some(NaiveDate::MAX)).focus(), NaiveDate::default());
    }

    #[test]
    fn only_a_possible_day_is_chosen() {
        let mut calendar = Calendar::open(day("2026-11-22"), None).until(day("2026-11-23"));
        assert_eq!(calendar.handle(CalendarKey::Choose), CalendarOutcome::Chosen(day("2026-11-22")));
        calendar.handle(CalendarKey::PreviousDay);
        assert_eq!(calendar.handle(CalendarKey::Choose), CalendarOutcome::Refused(day("2026-11-21")));
        calendar.handle(CalendarKey::NextWeek);
        assert_eq!(calendar.handle(CalendarKey::Choose), CalendarOutcome::Refused(day("2026-11-28")));
        assert_eq!(calendar.handle(CalendarKey::Close), CalendarOutcome::Closed);
    }
}
