//! A calendar that shows one month and moves by the W3C date-picker pattern.
//!
//! ```text
//! ┌ December 2026 ──────────────┐   ▌ the focused day     ✓ the chosen one
//! │ Mo  Tu  We  Th  Fr  Sa  Su  │   ◷ a marked one        · today
//! │     ▌1   2   3   4   5   6  │   dim: can't be chosen; the focus may rest there all the same
//! ```

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::Line,
    widgets::{Block, Clear, Widget},
};

use crate::text::fit;
use crate::tui::theme::Theme;

/// A move through the calendar, or its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarKey {
    /// One day back.
    PreviousDay,
    /// One day on.
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
    #[must_use]
    pub fn open(first: NaiveDate, chosen: Option<NaiveDate>) -> Self {
        let focus = [chosen, Some(first)].into_iter().flatten().find(|date| YEARS.contains(&date.year()));
        let focus = focus.unwrap_or_default();
        let last = NaiveDate::from_ymd_opt(*YEARS.end(), 12, 31).unwrap_or(NaiveDate::MAX);
        Self { focus, chosen, first, last, week_start: Weekday::Mon }
    }

    /// For looking only: at this day.
    #[must_use]
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

    /// The focused day.
    #[must_use]
    pub fn focus(&self) -> NaiveDate {
        self.focus
    }

    /// Whether a day can be chosen.
    #[must_use]
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

    /// The weeks of the focused month, each a row of seven days; `None` where a day belongs to another month.
    fn weeks(&self) -> Vec<[Option<NaiveDate>; 7]> {
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

/// The calendar as drawn, frame included.
pub struct Month<'a> {
    theme: &'a Theme,
    calendar: &'a Calendar,
    today: Option<NaiveDate>,
    marked: &'a dyn Fn(NaiveDate) -> bool,
    warned: &'a dyn Fn(NaiveDate) -> bool,
    idle: bool,
}

impl<'a> Month<'a> {
    /// Columns that it takes.
    pub const WIDTH: u16 = 31;
    /// Rows that a month of six weeks takes.
    pub const HEIGHT: u16 = 9;

    /// The focused month of a calendar.
    #[must_use]
    pub fn new(theme: &'a Theme, calendar: &'a Calendar) -> Self {
        Self { theme, calendar, today: None, marked: &|_| false, warned: &|_| false, idle: false }
    }

    /// Marks today.
    #[must_use]
    pub fn today(self, today: NaiveDate) -> Self {
        Self { today: Some(today), ..self }
    }

    /// Marks the days on which something is scheduled.
    #[must_use]
    pub fn marked(self, marked: &'a dyn Fn(NaiveDate) -> bool) -> Self {
        Self { marked, ..self }
    }

    /// Marks the days on which something is wrong.
    #[must_use]
    pub fn warned(self, warned: &'a dyn Fn(NaiveDate) -> bool) -> Self {
        Self { warned, ..self }
    }

    /// For looking only: no key goes to it, and its frame says so.
    #[must_use]
    pub fn idle(self) -> Self {
        Self { idle: true, ..self }
    }

    /// Rows that the focused month takes: 7 to 9.
    #[must_use]
    pub fn height(&self) -> u16 {
        u16::try_from(self.calendar.weeks().len()).unwrap_or(6) + 3
    }

    fn draw_week(&self, week: &[Option<NaiveDate>; 7], area: Rect, buf: &mut Buffer) {
        let Theme { styles, glyphs } = self.theme;
        for (date, x) in week.iter().zip((area.x..area.right()).step_by(4)) {
            let Some(date) = *date else { continue };
            let focused = date == self.calendar.focus;
            let (mark, mark_style) = if Some(date) == self.calendar.chosen {
                (glyphs.done, styles.accent)
            } else if (self.warned)(date) {
                (glyphs.warning, styles.danger)
            } else if (self.marked)(date) {
                (glyphs.scheduled, styles.pending)
            } else if Some(date) == self.today {
                (glyphs.dot, styles.quiet)
            } else {
                (" ", Style::new())
            };
            let style = match (focused, self.calendar.selectable(date)) {
                (true, true) if self.idle => styles.selected_idle,
                (true, true) => styles.button_focused,
                (true, false) => styles.button_focused.patch(styles.unavailable),
                (false, true) => Style::new(),
                (false, false) => styles.unavailable,
            };
            let cells = [
                (
                    if focused { glyphs.bar } else { " " }.to_owned(),
                    if self.idle { styles.quiet } else { styles.accent },
                ),
                (format!("{:>2}", date.day()), style),
                (mark.to_owned(), mark_style),
            ];
            let mut at = x;
            for (text, style) in cells {
                let room = usize::from(area.right().saturating_sub(at));
                if room > 0 {
                    at = buf.set_stringn(at, area.y, text, room, style).0;
                }
            }
        }
    }
}

impl Widget for &Month<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let weeks = self.calendar.weeks();
        let area = Rect { width: area.width.min(Month::WIDTH), height: area.height.min(self.height()), ..area };
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let Theme { styles, glyphs } = self.theme;
        let title = format!(" {} ", self.calendar.focus.format("%B %Y"));
        let title = fit(&title, usize::from(area.width.saturating_sub(2)));
        let frame = if self.idle { styles.quiet } else { styles.accent };
        let block = Block::bordered().border_set(glyphs.border).border_style(frame);
        let inner = block.inner(area);
        Clear.render(area, buf);
        block.title(Line::styled(title, styles.heading)).render(area, buf);
        if inner.is_empty() {
            return;
        }
        let days = (0..7).map(|n| (0..n).fold(self.calendar.week_start, |day, _| day.succ()));
        for (day, x) in days.zip((inner.x + 1..inner.right()).step_by(4)) {
            let name = day.to_string();
            let room = usize::from(inner.right() - x).min(2);
            buf.set_stringn(x, inner.y, &name[..2], room, styles.quiet);
        }
        let rows = inner.height - 1;
        let focused = weeks.iter().position(|week| week.contains(&Some(self.calendar.focus))).unwrap_or(0);
        let skip = (focused + 1).saturating_sub(usize::from(rows));
        for (week, y) in weeks.iter().skip(skip).zip(inner.y + 1..inner.bottom()) {
            self.draw_week(week, Rect { y, height: 1, ..inner }, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

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

    #[test]
    fn a_month_as_drawn() {
        let theme = Theme::default();
        let mut calendar = Calendar::open(day("2026-11-22"), Some(day("2026-12-01")));
        calendar.handle(CalendarKey::NextDay);
        let marked = |date| date == day("2026-12-24");
        let month = Month::new(&theme, &calendar).today(day("2026-12-10")).marked(&marked);
        insta::assert_snapshot!(drawn(&month, 40, 12).join("\n"), @r"
        ┌ December 2026 ──────────────┐
        │ Mo  Tu  We  Th  Fr  Sa  Su  │
        │      1✓▌ 2   3   4   5   6  │
        │  7   8   9  10· 11  12  13  │
        │ 14  15  16  17  18  19  20  │
        │ 21  22  23  24◷ 25  26  27  │
        │ 28  29  30  31              │
        └─────────────────────────────┘
        ");
        let calendar = Calendar::open(day("2026-11-22"), None).week_start(Weekday::Sun);
        insta::assert_snapshot!(drawn(&Month::new(&theme, &calendar), 31, 5).join("\n"), @r"
        ┌ November 2026 ──────────────┐
        │ Su  Mo  Tu  We  Th  Fr  Sa  │
        │ 15  16  17  18  19  20  21  │
        │▌22  23  24  25  26  27  28  │
        └─────────────────────────────┘
        ");
    }

    #[test]
    fn every_month_of_four_hundred_years_fits() {
        let theme = Theme::default();
        let mut calendar = Calendar::open(day("1900-01-31"), None);
        for _ in 0..4800 {
            calendar.handle(CalendarKey::NextMonth);
            let month = Month::new(&theme, &calendar);
            assert!((7..=Month::HEIGHT).contains(&month.height()));
        }
    }

    #[test]
    fn nothing_is_drawn_outside() {
        let theme = Theme::default();
        for start in [Weekday::Mon, Weekday::Sun] {
            let calendar = Calendar::open(day("2026-08-31"), None).week_start(start);
            sweep(|area, buf| (&Month::new(&theme, &calendar)).render(area, buf));
        }
    }
}
