//! A month as drawn.
//!
//! ```text
//! ┌ December 2026 ──────────────┐   ▌ the focused day     • the chosen one
//! │ Mo  Tu  We  Th  Fr  Sa  Su  │   ◷ a marked one        ◦ today
//! │     ▌1   2   3   4   5   6  │   ■ a frozen one, dim, as is what can't be chosen; the focus may rest on both
//! ```

use chrono::{Datelike, NaiveDate};
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    text::Line,
    widgets::{Block, Clear, Widget},
};

use super::Calendar;
use crate::text::fit;
use crate::tui::theme::{Kind, Theme};

/// The calendar as drawn, frame included.
pub struct Month<'a> {
    theme: &'a Theme,
    calendar: &'a Calendar,
    today: Option<NaiveDate>,
    marked: &'a dyn Fn(NaiveDate) -> bool,
    warned: &'a dyn Fn(NaiveDate) -> bool,
    frozen: &'a dyn Fn(NaiveDate) -> bool,
    /// What stands in the frame below the days.
    note: Option<&'a str>,
    /// The day that the bar stands at.
    bar: Option<NaiveDate>,
    /// Whether keys go to it.
    live: bool,
}

impl<'a> Month<'a> {
    /// Columns that it takes.
    pub const WIDTH: u16 = 31;
    /// Rows that a month of six weeks takes.
    pub const HEIGHT: u16 = 9;

    pub fn new(theme: &'a Theme, calendar: &'a Calendar) -> Self {
        Self {
            theme,
            calendar,
            today: None,
            marked: &|_| false,
            warned: &|_| false,
            frozen: &|_| false,
            note: None,
            bar: Some(calendar.focus()),
            live: true,
        }
    }

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

    /// Marks and dims the days on which nothing is released. They can be chosen all the same.
    #[must_use]
    pub fn frozen(self, frozen: &'a dyn Fn(NaiveDate) -> bool) -> Self {
        Self { frozen, ..self }
    }

    /// Says something in the frame below the days.
    #[must_use]
    pub fn note(self, note: Option<&'a str>) -> Self {
        Self { note, ..self }
    }

    /// For looking only: no key goes to it and no day has the focus, but one may be selected elsewhere.
    #[must_use]
    pub fn looked_at(self, selected: Option<NaiveDate>) -> Self {
        Self { bar: selected, live: false, ..self }
    }

    /// Rows that the focused month takes: 7 to 9.
    pub fn height(&self) -> u16 {
        u16::try_from(self.calendar.weeks().len()).unwrap_or(6) + 3
    }

    fn draw_week(&self, week: &[Option<NaiveDate>; 7], area: Rect, buf: &mut Buffer) {
        let Theme { styles, glyphs, .. } = self.theme;
        for (date, x) in week.iter().zip((area.x..area.right()).step_by(4)) {
            let Some(date) = *date else { continue };
            let focused = self.bar == Some(date);
            if self.live {
                let days = (date - self.calendar.focus()).num_days();
                self.theme.note_spot(Rect { x, y: area.y, width: 4, height: 1 }, Kind::Day(days), true);
            }
            let (mark, mark_style) = if Some(date) == self.calendar.chosen() {
                (glyphs.chosen, styles.accent)
            } else if (self.warned)(date) {
                (glyphs.warning, styles.danger)
            } else if (self.marked)(date) {
                (glyphs.scheduled, styles.pending)
            } else if (self.frozen)(date) {
                (glyphs.frozen, styles.quiet)
            } else if Some(date) == self.today {
                (glyphs.today, styles.quiet)
            } else {
                (" ", Style::new())
            };
            let style = match (focused, self.calendar.selectable(date) && !(self.frozen)(date)) {
                (true, true) if !self.live => styles.selected_idle,
                (true, true) => styles.button_focused,
                (true, false) => styles.button_focused.patch(styles.unavailable),
                (false, true) => Style::new(),
                (false, false) => styles.unavailable,
            };
            if focused && self.live {
                self.theme.note_focus(x.min(area.right() - 1), area.y);
            }
            let cells = [
                (
                    if focused { glyphs.bar } else { " " }.to_owned(),
                    if self.live { styles.accent } else { styles.quiet },
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
        let Theme { styles, glyphs, .. } = self.theme;
        let title = format!(" {} ", self.calendar.focus().format("%B %Y"));
        let title = fit(&title, usize::from(area.width.saturating_sub(2)));
        let frame = if self.live { styles.accent } else { styles.quiet };
        let block = Block::bordered().border_set(glyphs.border).border_style(frame);
        let inner = block.inner(area);
        Clear.render(area, buf);
        let mut block = block.title(Line::styled(title, styles.heading));
        if let Some(note) = self.note {
            let note = fit(note, usize::from(area.width.saturating_sub(4))).into_owned();
            block = block.title_bottom(Line::styled(format!(" {note} "), styles.warning));
        }
        block.render(area, buf);
        if inner.is_empty() {
            return;
        }
        let days = (0..7).map(|n| (0..n).fold(self.calendar.first_weekday(), |day, _| day.succ()));
        for (day, x) in days.zip((inner.x + 1..inner.right()).step_by(4)) {
            let name = day.to_string();
            let room = usize::from(inner.right() - x).min(2);
            buf.set_stringn(x, inner.y, &name[..2], room, styles.quiet);
        }
        let rows = inner.height - 1;
        let focused = weeks.iter().position(|week| week.contains(&Some(self.calendar.focus()))).unwrap_or(0);
        let skip = (focused + 1).saturating_sub(usize::from(rows));
        for (week, y) in weeks.iter().skip(skip).zip(inner.y + 1..inner.bottom()) {
            self.draw_week(week, Rect { y, height: 1, ..inner }, buf);
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::tui::widget::{
        CalendarKey,
        testing::{drawn, sweep},
    };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_as_drawn() {
        let theme = Theme::default();
        let mut calendar = Calendar::open(day("2026-11-22"), Some(day("2026-12-01")));
        calendar.handle(CalendarKey::NextDay);
        let marked = |date| date == day("2026-12-24");
        let frozen = |date| date >= day("2026-12-24");
        let month = Month::new(&theme, &calendar).today(day("2026-12-10")).marked(&marked).frozen(&frozen);
        insta::assert_snapshot!(drawn(&month, 40, 12).join("\n"), @r"
        ┌ December 2026 ──────────────┐
        │ Mo  Tu  We  Th  Fr  Sa  Su  │
        │      1•▌ 2   3   4   5   6  │
        │  7   8   9  10◦ 11  12  13  │
        │ 14  15  16  17  18  19  20  │
        │ 21  22  23  24◷ 25■ 26■ 27■ │
        │ 28■ 29■ 30■ 31■             │
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
    fn a_month_that_is_looked_at_has_no_focus_and_says_what_is_wrong() {
        let theme = Theme::default();
        let calendar = Calendar::at(day("2026-12-01"));
        let (marked, warned) = (|date| date == day("2026-12-24"), |date| date == day("2026-12-03"));
        let month = Month::new(&theme, &calendar).marked(&marked).warned(&warned);
        insta::assert_snapshot!(drawn(&month.looked_at(Some(day("2026-12-24"))), 31, 8).join("\n"), @r"
        ┌ December 2026 ──────────────┐
        │ Mo  Tu  We  Th  Fr  Sa  Su  │
        │      1   2   3!  4   5   6  │
        │  7   8   9  10  11  12  13  │
        │ 14  15  16  17  18  19  20  │
        │ 21  22  23 ▌24◷ 25  26  27  │
        │ 28  29  30  31              │
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
