//! **Release on Date**: a field that takes a date as people type it, with a drop-down calendar.
//!
//! Used by the wizard's second step and by the dialog that moves a scheduled release. Whether a date may be chosen is
//! the domain's answer.

use chrono::{DateTime, NaiveDate, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::Widget,
};

use super::{
    keys::{Action, Scope},
    look::{Context, Look},
    widget::{Calendar, CalendarOutcome, Edit, Field, FieldView, Month, cells, draw_field, put_lines},
};
use crate::{
    domain::{Override, PackFreezes, Refusal, Tz, Window, date_words, parse_release_date, today_in},
    text::wrap_at_most,
};

/// Why the button is off while no date is given.
pub(super) const DATE_FIRST: &str = "choose a date first";

/// Why nothing can be decided on a frozen date yet.
pub(super) const REASON_FIRST: &str = "the date is frozen: give an override reason first";

/// What the field for an override reason says while it is empty.
pub(super) const WHY_ALL_THE_SAME: &str = "why it goes ahead all the same";

/// The date as typed or chosen.
#[derive(Debug, Clone)]
pub(super) struct DateChoice {
    field: Field,
    /// The date in the field, or why it is none; none while the field is empty.
    chosen: Option<Result<NaiveDate, Refusal>>,
    calendar: Option<Calendar>,
    zone: Tz,
    now: DateTime<Utc>,
    /// The field still holds the date that it started with, so typing replaces it.
    is_given: bool,
    /// The freezes that are for the pack, and what overrides them already.
    freezes: PackFreezes,
    overrides: Option<Box<Override>>,
}

/// The most lines that the sentence under the field may take.
const MOST_ECHOED: usize = 4;

/// Cells that the sentence under the field has, behind its air.
fn echo_room(wide: u16) -> usize {
    usize::from(wide).saturating_sub(3)
}

impl DateChoice {
    /// No date yet; dates count from `now` in the scheduler's zone.
    pub(super) fn new(zone: Tz, now: DateTime<Utc>) -> Self {
        let (freezes, overrides) = (PackFreezes::default(), None);
        Self { field: Field::new(40), chosen: None, calendar: None, zone, now, is_given: false, freezes, overrides }
    }

    /// Marks the frozen dates, except where the freezes are overridden already.
    pub(super) fn frozen_by(mut self, freezes: &PackFreezes, overrides: Option<&Override>) -> Self {
        (self.freezes, self.overrides) = (freezes.clone(), overrides.cloned().map(Box::new));
        self
    }

    /// Why a date is frozen; none where it is free.
    pub(super) fn frozen(&self, date: NaiveDate) -> Option<String> {
        self.freezes.block(date, self.overrides.as_deref())
    }

    pub(super) fn starting_on(mut self, start: NaiveDate) -> Self {
        self.set(start);
        Self { is_given: true, ..self }
    }

    /// Puts a date into the field.
    pub(super) fn set(&mut self, date: NaiveDate) {
        self.type_in(&date.to_string());
    }

    /// Puts a text into the field.
    pub(super) fn type_in(&mut self, text: &str) {
        self.field.set(text);
        self.read();
    }

    /// The date, or why what was typed is none that can be chosen.
    pub(super) fn date(&self) -> Option<Result<NaiveDate, &Refusal>> {
        self.chosen.as_ref().map(|chosen| chosen.as_ref().copied())
    }

    pub(super) fn text(&self) -> &str {
        self.field.text()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.field.is_empty()
    }

    pub(super) fn is_open(&self) -> bool {
        self.calendar.is_some()
    }

    /// The scopes of the field, before that of its surroundings. An open calendar gets all keys.
    pub(super) fn scopes(&self, around: Scope) -> Vec<Scope> {
        if self.is_open() { vec![Scope::Calendar] } else { vec![Scope::DateField, around] }
    }

    fn today(&self) -> NaiveDate {
        today_in(self.zone, self.now)
    }

    fn read(&mut self) {
        let text = self.field.text().trim();
        self.chosen = (!text.is_empty()).then(|| {
            let date = parse_release_date(text, self.today())?;
            Window::after_today(date, self.zone, self.now).map(|window| window.date)
        });
    }

    /// Edits the field. A blank can't begin a date: it opens the calendar, as it would on any empty drop-down.
    /// True if the text changed.
    pub(super) fn edit(&mut self, edit: &Edit, context: &Context) -> bool {
        if self.is_open() {
            return false;
        }
        if self.is_empty() && *edit == Edit::Insert(" ".into()) {
            self.open(context);
            return false;
        }
        if std::mem::take(&mut self.is_given) && matches!(edit, Edit::Insert(_)) {
            self.field.clear();
        }
        let changed = self.field.edit(edit);
        if changed {
            self.read();
        }
        changed
    }

    /// Carries out an action that is about the date; false where it is not.
    pub(super) fn act(&mut self, action: Action, context: &Context) -> Result<bool, Refusal> {
        match (action, &self.chosen) {
            _ if self.is_open() => self.calendar(action)?,
            (Action::OpenCalendar, _) | (Action::Activate | Action::Choose, None) => self.open(context),
            (Action::Activate, Some(Err(refusal))) => return Err(refusal.clone()),
            (Action::Choose, _) => {}
            _ => return Ok(false),
        }
        Ok(true)
    }

    /// Opens the calendar on the chosen date, else where it starts, else on the first day that can be chosen.
    pub(super) fn open(&mut self, context: &Context) {
        let first = self.today().succ_opt().unwrap_or(self.today());
        let calendar = Calendar::open(first, self.date().and_then(Result::ok));
        self.calendar = Some(calendar.week_start(context.week_start));
    }

    /// Carries out a key of the open calendar.
    pub(super) fn calendar(&mut self, action: Action) -> Result<(), Refusal> {
        let (Some(key), Some(calendar)) = (action.calendar_key(), &mut self.calendar) else { return Ok(()) };
        match calendar.handle(key) {
            CalendarOutcome::Moved => {}
            CalendarOutcome::Closed => self.calendar = None,
            CalendarOutcome::Chosen(date) | CalendarOutcome::Refused(date) => {
                self.set(Window::after_today(date, self.zone, self.now)?.date);
                self.calendar = None;
            }
        }
        Ok(())
    }

    /// Draws the field; returns where the terminal's cursor goes.
    pub(super) fn draw(&self, look: &Look, focused: bool, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let day = self.date().and_then(Result::ok).map(|date| date.format("%a").to_string()).unwrap_or_default();
        let suffix = format!("{day} {}", look.theme.glyphs.drop_down);
        let style = if matches!(self.date(), Some(Err(_))) { look.theme.styles.error } else { Style::new() };
        let view = FieldView::new(look.theme, &self.field)
            .focused(focused)
            .placeholder("yyyy-MM-dd")
            .suffix(suffix.trim())
            .style(style);
        draw_field(look.theme, &view, focused, area, buf)
    }

    /// A line about the field: the date, why it is none, or how to enter one.
    pub(super) fn echo(&self, look: &Look) -> (String, Style) {
        let styles = &look.theme.styles;
        match self.date() {
            Some(Ok(date)) => match self.frozen(date) {
                Some(why) => (format!("{}: {why}", date_words(date)), styles.warning),
                None => (date_words(date), styles.pending),
            },
            Some(Err(refusal)) => (refusal.to_string(), styles.error),
            None => {
                let key = look.key_of(&[Scope::DateField], Action::OpenCalendar);
                (format!("{key} opens the calendar"), styles.quiet)
            }
        }
    }

    /// How many lines the sentence under the field takes at this width.
    pub(super) fn echo_height(&self, look: &Look, wide: u16) -> u16 {
        cells(wrap_at_most(&self.echo(look).0, echo_room(wide), MOST_ECHOED).len())
    }

    /// Draws what the field says.
    pub(super) fn draw_echo(&self, look: &Look, area: Rect, buf: &mut Buffer) {
        let (text, style) = self.echo(look);
        let (room, most) = (echo_room(area.width), usize::from(area.height).min(MOST_ECHOED));
        if most > 0 && room > 0 {
            let inner = Rect { x: area.x + 3, width: area.width - 3, ..area };
            put_lines(&wrap_at_most(&text, room, most), style, inner, buf);
        }
    }

    /// Draws the open calendar under its field, or as far above as it must to show whole; true if it is open.
    pub(super) fn draw_calendar(&self, look: &Look, field: Rect, area: Rect, buf: &mut Buffer) -> bool {
        let Some(calendar) = &self.calendar else { return false };
        let why = self.frozen(calendar.focus());
        let frozen = |day| self.freezes.is_blocked(day, self.overrides.as_deref());
        let month = Month::new(look.theme, calendar).today(self.today()).frozen(&frozen).note(why.as_deref());
        let height = month.height().min(area.height);
        let y = (field.y + 1).min(area.bottom().saturating_sub(height)).max(area.y);
        let place = Rect { x: field.x + 1, y, width: Month::WIDTH.min(field.width.saturating_sub(1)), height };
        (&month).render(place, buf);
        true
    }
}
