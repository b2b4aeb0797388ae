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
    /// The buttons: what changes nothing, and what does it.
    labels: [&'static str; 2],
    does: Box<dyn Fn() -> Commands>,
    /// The button that does it has the focus.
    on_yes: bool,
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
        Self { title, happens, warning, labels, does: Box::new(does), on_yes: false, refusal: None }
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
            Action::NextControl | Action::PreviousControl => self.on_yes = !self.on_yes,
            Action::Yes => return (self.does)(),
            Action::Activate | Action::Choose if self.on_yes => return (self.does)(),
            Action::No | Action::Activate | Action::Choose => return vec![Command::Leave],
            _ => {}
        }
        vec![]
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        match action {
            Action::Activate => Some(self.labels[usize::from(self.on_yes)].into()),
            Action::Yes => Some(self.labels[1].into()),
            Action::No => Some(self.labels[0].into()),
            _ => None,
        }
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
        let labels = [Button::new(self.labels[0]), Button::new(self.labels[1]).primary()];
        let buttons = Buttons::new(look.theme, &labels, Some(usize::from(self.on_yes)));
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
