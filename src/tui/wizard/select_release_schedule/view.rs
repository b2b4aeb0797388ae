//! How step 2 looks.
//!
//! ```text
//!    Select a Release Option                 What will happen                       choices · review
//!    ( ) Release immediately                 A re-release, to 42 instances …
//!    (•) Release on specified date           ▲ Create Invoice   1.4 → 1.5
//!                                            = 8 unchanged
//!    Release on Date
//!   ▌[ 2026-12-01  Tue            ▾ ]        Tue 1 Dec 2026, 00:00–01:00 EST        the date, echoed
//!    ┌ December 2026 ──────────────┐         06:00–07:00 CET (your time)            drop-down calendar
//!    …                                       Until then each of the 42 accounts …
//!    Notes
//!   [                                                                               ]   as wide as the pane
//!             [ Back ]  [ Cancel ]  [ Schedule Integration Pack Release ]
//! ```
//!
//! In Legacy deployment the same in a dialog, in its own words, with **Cancel** and **OK**.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::Widget,
};

use super::{
    review,
    state::{DATE, NOTES, OPTIONS, REASON, ReleaseOption},
    update::{date_unavailable, is_dated, ready},
};
use crate::{
    engine::{DATE_TAKEN, sentences},
    text::{fit, wrap},
    tui::{
        layout::{Split, Track, notes_below},
        look::Look,
        widget::{Button, Buttons, Choice, Month, Radio, draw_field, marked},
        wizard::{Wizard, frame},
    },
};

/// Width of the left column: as wide as the calendar, with a cell for the selection bar.
const LEFT: u16 = Month::WIDTH + 1;

/// Below this width the review stands under the choices.
const TWO_COLUMNS: u16 = 74;

/// Draws the step; returns where the terminal's cursor goes.
pub(in crate::tui::wizard) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let body = frame::draw(look, wizard, area, buf);
    let height = Buttons::new(look.theme, &Button::row(labels(wizard), true), None).height(body.width);
    let [content, row] = Split::vertical([Track::Fill(1), Track::Length(height)]).areas(body);
    wizard.schedule.form.note_enter(look);
    let cursor = draw_content(look, wizard, content, buf);
    // Whether the way forward is on goes by what showed.
    let labels = Button::row(labels(wizard), ready(wizard, look.context).is_ok());
    (&Buttons::new(look.theme, &labels, wizard.schedule.form.button())).render(row, buf);
    cursor
}

fn draw_content(look: &Look, wizard: &Wizard, content: Rect, buf: &mut Buffer) -> Option<Position> {
    let dated = is_dated(wizard);
    let (taken, frozen) = (date_unavailable(wizard).is_some(), wizard.frozen().is_some());
    if content.width < TWO_COLUMNS {
        let places = narrow_places(content, dated, taken, frozen);
        // An open calendar leaves no room beside it for anything to be read.
        if calendar(look, wizard, places.date, content, buf) {
            return None;
        }
        let y = places.notes.bottom().min(content.bottom());
        let rest = Rect { x: content.x + 1, y, width: content.width.saturating_sub(1), height: content.bottom() - y };
        review::draw(look, wizard, true, rest, buf);
        draw_choices(look, wizard, &places, content, buf)
    } else {
        let [above, notes_label, notes] = notes_below(content);
        let [left, _, right] = Split::horizontal([Track::Length(LEFT), Track::Length(3), Track::Fill(1)]).areas(above);
        review::draw(look, wizard, false, right, buf);
        let date = wizard.schedule.form.date_choice(DATE).filter(|_| dated);
        let echo = date.map_or(0, |date| date.echo_height(look, left.width));
        let places = Places { notes_label, notes, ..places(left, echo, taken, frozen) };
        draw_choices(look, wizard, &places, content, buf)
    }
}

/// Draws the calendar where it is open; true then.
fn calendar(look: &Look, wizard: &Wizard, field: Rect, area: Rect, buf: &mut Buffer) -> bool {
    let date = wizard.schedule.form.date_choice(DATE);
    date.is_some_and(|date| date.draw_calendar(look, field, area, buf))
}

fn labels(wizard: &Wizard) -> Vec<Cow<'static, str>> {
    let on_date = wizard.schedule.option() == ReleaseOption::OnSpecifiedDate;
    let back = (!wizard.is_dialog()).then(|| "Back".into());
    back.into_iter().chain(["Cancel".into(), wizard.draft.button(on_date)]).collect()
}

/// Where the controls go.
struct Places {
    title: Rect,
    options: Rect,
    why: Rect,
    label: Rect,
    date: Rect,
    echo: Rect,
    reason_label: Rect,
    reason: Rect,
    notes_label: Rect,
    notes: Rect,
}

/// Why no date can be specified, in lines as wide as the choices leave for it.
fn taken_lines(width: u16) -> Vec<String> {
    wrap(DATE_TAKEN, usize::from(width).saturating_sub(5))
}

fn why_height(taken: bool, width: u16) -> u16 {
    if taken { u16::try_from(taken_lines(width).len()).unwrap_or(1) } else { 0 }
}

/// One under the other, each with its label above it. What is said of a date takes so many lines, where they are left.
fn places(area: Rect, echo: u16, taken: bool, frozen: bool) -> Places {
    let (dated, frozen) = (echo.min(1), u16::from(frozen));
    let mut lines =
        [1, 2, why_height(taken, area.width), u16::from(area.height > 8), dated, dated, dated, frozen, frozen];
    let spare = area.height.saturating_sub(lines.iter().sum());
    lines[6] += spare.min(echo - dated);
    let [title, options, why, _, label, date, echo, reason_label, reason] =
        Split::vertical(lines.map(Track::Length)).areas(area);
    let (notes_label, notes) = (Rect::ZERO, Rect::ZERO);
    Places { title, options, why, label, date, echo, reason_label, reason, notes_label, notes }
}

/// In little room: the date's echo beside its field, the notes beside their label.
fn narrow_places(area: Rect, dated: bool, taken: bool, frozen: bool) -> Places {
    let lines = [1, 2, why_height(taken, area.width), u16::from(dated), u16::from(frozen), 1];
    let [title, options, why, date_row, reason_row, notes_row] = Split::vertical(lines.map(Track::Length)).areas(area);
    let [reason_label, reason] = Split::horizontal([Track::Length(17), Track::Fill(1)]).areas(reason_row);
    let [date, echo] = Split::horizontal([Track::Length(LEFT), Track::Fill(1)]).areas(date_row);
    let [notes_label, notes] = Split::horizontal([Track::Length(7), Track::Fill(1)]).areas(notes_row);
    Places { title, options, why, label: Rect::ZERO, date, echo, reason_label, reason, notes_label, notes }
}

fn draw_choices(look: &Look, wizard: &Wizard, places: &Places, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &look.theme.styles;
    let (schedule, words) = (&wizard.schedule, wizard.draft.words());
    let dated = is_dated(wizard);
    let put = |text: &str, area: Rect, style: Style, buf: &mut Buffer| {
        if !area.is_empty() {
            let room = usize::from(area.width).saturating_sub(1);
            buf.set_stringn(area.x + 1, area.y, fit(text, room), room, style);
        }
    };
    if let Some(date) = wizard.draft.as_scheduled() {
        put(words.date, places.title, styles.heading, buf);
        put(&date, places.options, styles.pending, buf);
    } else {
        put(sentences::RELEASE_OPTION, places.title, styles.heading, buf);
        let on_date = Choice::new(words.on_date);
        let taken = date_unavailable(wizard).is_some();
        let choices = [Choice::new(words.immediately), if taken { on_date.unavailable("") } else { on_date }];
        let radio = Radio::new(look.theme, &choices, schedule.form.chosen(OPTIONS));
        (&radio.focused(schedule.form.is_on(OPTIONS))).render(places.options, buf);
        for (line, y) in taken_lines(places.why.width).iter().zip(places.why.top()..places.why.bottom()) {
            put(&format!("    {line}"), Rect { y, height: 1, ..places.why }, styles.unavailable, buf);
        }
    }
    let mut cursor = None;
    if let Some(date) = schedule.form.date_choice(DATE).filter(|_| dated && !places.date.is_empty()) {
        put(words.date, places.label, styles.heading, buf);
        cursor = date.draw(look, schedule.form.is_on(DATE), places.date, buf);
        date.draw_echo(look, places.echo, buf);
    }
    if let Some(reason) = schedule.form.field(look, REASON).filter(|_| !places.reason.is_empty()) {
        put("Override Reason", places.reason_label, styles.heading, buf);
        cursor = cursor.or(draw_field(look.theme, &reason, schedule.form.is_on(REASON), places.reason, buf));
    }
    put("Notes", places.notes_label, styles.heading, buf);
    if !places.notes.is_empty() {
        cursor = cursor.or(draw_notes(look, wizard, places.notes, buf));
    }
    let open = dated && calendar(look, wizard, places.date, area, buf);
    cursor.filter(|_| !open)
}

fn draw_notes(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    let view = wizard.schedule.form.area(look, NOTES)?;
    let area = marked(look.theme, wizard.schedule.form.is_on(NOTES), area, buf);
    (&view).render(area, buf);
    view.cursor(area)
}
