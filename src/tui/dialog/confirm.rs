//! A question with two buttons; the one that changes nothing has the focus.

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    widgets::Widget,
};

use crate::{
    text::{width, wrap},
    tui::{
        dialog::prose::measure,
        keys::Action,
        layout::{Constraint, Layout},
        look::Look,
        widget::{Button, Buttons, Frame},
    },
};

const LEAVE_DIALOG: &str = "Leave the dialog?";

/// What is left where the answer is yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Leaving {
    Wizard,
    /// The dialog behind the question.
    Dialog,
}

/// The question.
#[derive(Debug)]
pub struct State {
    pub(super) leaving: Leaving,
    title: &'static str,
    question: &'static str,
    no: &'static str,
    yes: &'static str,
    focus: usize,
}

impl State {
    pub(super) fn leave_wizard(is_dialog: bool) -> Self {
        let title = if is_dialog { LEAVE_DIALOG } else { "Leave the wizard?" };
        Self::leave(Leaving::Wizard, title, "Nothing has been released. What you selected will be forgotten.")
    }

    pub(super) fn leave_dialog() -> Self {
        Self::leave(Leaving::Dialog, LEAVE_DIALOG, "Nothing has been changed. What you entered will be forgotten.")
    }

    fn leave(leaving: Leaving, title: &'static str, question: &'static str) -> Self {
        Self { leaving, title, question, no: "Stay", yes: "Leave", focus: 0 }
    }

    /// The answer, once there is one.
    pub(super) fn act(&mut self, action: Action) -> Option<bool> {
        match action {
            Action::NextControl | Action::PreviousControl => {
                self.focus = 1 - self.focus;
                None
            }
            Action::Activate | Action::Choose => Some(self.focus == 1),
            Action::Back | Action::Cancel => Some(false),
            _ => None,
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let text = wrap(state.question, measure(screen).min(60));
    let buttons = [Button::new(state.no), Button::new(state.yes).primary()];
    let buttons = Buttons::new(look.theme, &buttons, Some(state.focus));
    let widest = text.iter().map(|line| width(line)).max().unwrap_or(0).max(usize::from(buttons.width()));
    let size = Size::new(u16::try_from(widest).unwrap_or(60), u16::try_from(text.len() + 2).unwrap_or(4));
    let inner = Frame::new(look.theme, state.title, size).draw(screen, buf);
    let [body, row] = Layout::vertical([Constraint::Fill(1), Constraint::Length(1)]).areas(inner);
    for (line, y) in text.iter().zip(body.top()..body.bottom()) {
        buf.set_stringn(body.x, y, line, usize::from(body.width), ratatui::style::Style::new());
    }
    (&buttons).render(row, buf);
}
