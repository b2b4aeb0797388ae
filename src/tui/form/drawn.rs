//! How a form looks.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    Control, Form, Part, Sheet,
    part::{self, Body, Under},
};
use crate::tui::{
    keys::Action,
    look::Look,
    widget::{Button, Buttons, Choice, FieldView, TextAreaView},
};

impl Form {
    /// A text of several lines as it is drawn; none for another kind of control.
    pub(in crate::tui) fn area<'a>(&'a self, look: &Look<'a>, at: usize) -> Option<TextAreaView<'a>> {
        match &self.controls[at].1 {
            Control::Area(area, empty) => {
                Some(TextAreaView::new(look.theme, area).focused(self.is_on(at)).placeholder(empty))
            }
            _ => None,
        }
    }

    /// A field as it is drawn; none for another kind of control.
    pub(in crate::tui) fn field<'a>(&'a self, look: &Look<'a>, at: usize) -> Option<FieldView<'a>> {
        match &self.controls[at].1 {
            Control::Text(field, empty) => {
                Some(FieldView::new(look.theme, field).focused(self.is_on(at)).placeholder(empty))
            }
            _ => None,
        }
    }

    /// A control as it is drawn; the caller adds notes and faults to it.
    pub(in crate::tui) fn part(&self, at: usize) -> Part<'_> {
        let (label, control) = &self.controls[at];
        let body = match control {
            Control::Text(field, empty) => Body::Text(field, empty),
            Control::Area(area, empty) => Body::Area(area, empty),
            Control::Options(all, chosen) => {
                Body::Options(all.iter().map(|one| Choice::new(one.as_str())).collect(), *chosen)
            }
            Control::Check(is) => Body::Check(*is),
            Control::Date(date) => Body::Date(date),
            Control::List | Control::Opener(_) | Control::Fixed(_) => Body::Fixed(control.value()),
        };
        let under = match control {
            Control::Date(date) => Under::Echo(date),
            Control::Check(_) => Under::Nothing,
            _ => Under::Air,
        };
        let focused = at == self.focus && !matches!(control, Control::Fixed(_));
        Part { label: (*label).to_owned(), aside: None, body, under, focused, beside: None, span: 1 }
    }

    /// Notes what Enter does in the control that has the focus; on a button that button does.
    pub(in crate::tui) fn note_enter(&self, look: &Look) {
        let Some((_, control)) = self.controls.get(self.focus) else { return };
        look.theme.note_enter(match control {
            Control::Check(true) => "Uncheck",
            Control::Check(false) => "Check",
            Control::Date(date) if date.is_empty() => Action::OpenCalendar.label(),
            _ => self.at_once.filter(|_| self.focus + 1 == self.back()).unwrap_or("Next"),
        });
    }

    /// Draws the form; returns where the terminal's cursor goes.
    pub(in crate::tui) fn draw(
        &self,
        look: &Look,
        sheet: &Sheet,
        parts: &[Part<'_>],
        screen: Rect,
        buf: &mut Buffer,
    ) -> Option<Position> {
        let labels = [Button::new(sheet.back), sheet.submit.clone().primary()];
        let buttons = Buttons::new(look.theme, &labels, self.button());
        self.note_enter(look);
        part::draw(look, sheet, parts, &buttons, screen, buf)
    }
}
