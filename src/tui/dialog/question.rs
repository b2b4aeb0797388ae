//! A question before something is done; the button that changes nothing has the focus.
//!
//! ```text
//! ┌ Remove · Ledger Posting ───────────────────────────────────┐
//! │ It stays listed as Deleted, and leaves Order to Cash with  │   what happens
//! │ the next release. Until then it can be undeleted.          │
//! │ ! The release scheduled for Wed 25 Nov 2026 still carries  │   what to know before
//! │   it, at 2.2.                                              │
//! │                                                            │   or what was refused
//! │                                  [ Keep It ]  [ Remove ]   │
//! └────────────────────────────────────────────────────────────┘
//! ```

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    engine::EngineError,
    text::{width, wrap, wrap_at_most},
    tui::{
        command::{Command, Commands, Dialog, failed, outdated},
        keys::{Action, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Button, Buttons, Frame, cells, put_lines},
    },
};

/// Lines that a refusal takes at most.
const MOST_REFUSED: usize = 3;

pub(in crate::tui) struct QuestionDialog {
    title: String,
    happens: String,
    warning: Option<String>,
    /// The buttons: what changes nothing, and behind it what does something, the last one by the key for yes.
    labels: Vec<&'static str>,
    /// What the buttons behind the first do.
    effects: Vec<Box<dyn Fn() -> Commands>>,
    /// The button that has the focus.
    at: usize,
    refusal: Option<String>,
}

impl QuestionDialog {
    /// Asks whether something is to be done.
    pub(super) fn new(
        title: String,
        happens: String,
        warning: Option<String>,
        labels: [&'static str; 2],
        does: impl Fn() -> Commands + 'static,
    ) -> Self {
        let (labels, effects): (_, Vec<Box<dyn Fn() -> Commands>>) = (labels.to_vec(), vec![Box::new(does)]);
        Self { title, happens, warning, labels, effects, at: 0, refusal: None }
    }

    /// A question with a third answer, which stands before the last.
    pub(super) fn or(mut self, label: &'static str, does: impl Fn() -> Commands + 'static) -> Self {
        self.labels.insert(self.effects.len(), label);
        self.effects.insert(self.effects.len() - 1, Box::new(does));
        self
    }

    /// What the button at a place does.
    fn press(&self, at: usize) -> Commands {
        at.checked_sub(1).and_then(|at| self.effects.get(at)).map_or_else(|| vec![Command::Leave], |does| does())
    }
}

impl Dialog for QuestionDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Buttons, Scope::Question]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match action {
            Action::NextControl => self.at = (self.at + 1) % self.labels.len(),
            Action::PreviousControl => self.at = (self.at + self.effects.len()) % self.labels.len(),
            Action::Yes => return self.press(self.effects.len()),
            Action::Activate | Action::Choose => return self.press(self.at),
            Action::No => return self.press(0),
            _ => {}
        }
        vec![]
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        match action {
            Action::Yes => self.labels.last(),
            Action::No => self.labels.first(),
            _ => None,
        }
        .map(|label| (*label).into())
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.refusal = Some(why);
        vec![]
    }

    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        outdated(doing, error).unwrap_or_else(|| match error {
            EngineError::Refused(refusal) => self.refuse(refusal.to_string()),
            _ => failed(doing, error),
        })
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let room = measure(screen).min(60);
        let happens: Vec<String> = self.happens.split('\n').flat_map(|text| hanging(text, room)).collect();
        let warning = self.warning.as_ref().map(|text| wrap(text, room)).unwrap_or_default();
        let refusal = self.refusal.as_ref().map(|text| wrap_at_most(text, room, MOST_REFUSED)).unwrap_or_default();
        let button = |(at, label): (usize, &&'static str)| {
            if at == self.effects.len() { Button::new(*label).primary() } else { Button::new(*label) }
        };
        let labels: Vec<Button> = self.labels.iter().enumerate().map(button).collect();
        let buttons = Buttons::new(look.theme, &labels, Some(self.at));
        let heights =
            [cells(happens.len()), cells(warning.len()), cells(refusal.len()).max(1), buttons.height(cells(room))];
        let lines = happens.iter().chain(&warning).chain(&refusal).map(|line| width(line));
        let widest = lines.max().unwrap_or(0).max(usize::from(buttons.width())).max(width(&self.title) + 2);
        let size = Size::new(cells(widest.min(room)), heights.iter().sum());
        let inner = Frame::new(look.theme, self.title.as_str(), size).draw(screen, buf);
        let [top, below, says, row] = Split::vertical(heights.map(Track::Length)).areas(inner);
        put_lines(&happens, Style::new(), top, buf);
        put_lines(&warning, look.theme.styles.warning, below, buf);
        put_lines(&refusal, look.theme.styles.error, says, buf);
        (&buttons).render(row, buf);
        None
    }
}

/// A paragraph, wrapped. The lines of a point (`· …`) stand below its first word.
fn hanging(text: &str, room: usize) -> Vec<String> {
    let Some(point) = text.strip_prefix("· ") else { return wrap(text, room) };
    let lines = wrap(point, room.saturating_sub(2).max(1)).into_iter().enumerate();
    lines.map(|(at, line)| format!("{} {line}", if at == 0 { "·" } else { " " })).collect()
}
