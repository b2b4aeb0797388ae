//! A question with two buttons; the one that changes nothing has the focus.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    widgets::Widget,
};

use crate::{
    engine::LEAVE,
    text::{width, wrap},
    tui::{
        command::{Command, Commands, Dialog},
        keys::{Action, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Button, Buttons, Frame},
    },
};

const LEAVE_DIALOG: &str = "Leave the dialog?";

/// What is left where the answer is yes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Leaving {
    Wizard,
    /// The dialog behind the question.
    Dialog,
}

/// The question.
#[derive(Debug)]
pub(in crate::tui) struct LeaveDialog {
    leaving: Leaving,
    title: &'static str,
    question: &'static str,
    no: &'static str,
    yes: &'static str,
    focus: usize,
}

impl LeaveDialog {
    pub(in crate::tui) fn wizard(is_dialog: bool) -> Self {
        let [wizard, lost] = LEAVE;
        Self::leave(Leaving::Wizard, if is_dialog { LEAVE_DIALOG } else { wizard }, lost)
    }

    pub(in crate::tui) fn dialog() -> Self {
        Self::leave(Leaving::Dialog, LEAVE_DIALOG, "Nothing has been changed. What you entered will be forgotten.")
    }

    fn leave(leaving: Leaving, title: &'static str, question: &'static str) -> Self {
        Self { leaving, title, question, no: "Stay", yes: "Leave", focus: 0 }
    }

    fn yes(&self) -> Commands {
        match self.leaving {
            Leaving::Wizard => vec![Command::Close, Command::EndWizard],
            Leaving::Dialog => vec![Command::Close, Command::CloseFront],
        }
    }
}

impl Dialog for LeaveDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Buttons, Scope::Question]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match action {
            Action::NextControl | Action::PreviousControl => {
                self.focus = 1 - self.focus;
                vec![]
            }
            Action::Yes => self.yes(),
            Action::Activate | Action::Choose if self.focus == 1 => self.yes(),
            Action::No | Action::Activate | Action::Choose => vec![Command::Close],
            _ => vec![],
        }
    }

    fn label(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Activate => Some(if self.focus == 1 { self.yes } else { self.no }),
            Action::Yes => Some(self.yes),
            Action::No => Some(self.no),
            _ => None,
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let text = wrap(self.question, measure(screen).min(60));
        let buttons = [Button::new(self.no), Button::new(self.yes).primary()];
        let buttons = Buttons::new(look.theme, &buttons, Some(self.focus));
        let widest = text.iter().map(|line| width(line)).max().unwrap_or(0).max(usize::from(buttons.width()));
        let size = Size::new(u16::try_from(widest).unwrap_or(60), u16::try_from(text.len() + 2).unwrap_or(4));
        let inner = Frame::new(look.theme, self.title, size).draw(screen, buf);
        let [body, row] = Split::vertical([Track::Fill(1), Track::Length(1)]).areas(inner);
        for (line, y) in text.iter().zip(body.top()..body.bottom()) {
            buf.set_stringn(body.x, y, line, usize::from(body.width), ratatui::style::Style::new());
        }
        (&buttons).render(row, buf);
        None
    }
}
