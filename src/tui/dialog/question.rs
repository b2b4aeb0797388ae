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

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    text::{wrap, wrap_at_most},
    tui::{
        dialog::{Verdict, prose::measure},
        keys::Action,
        layout::{Constraint, Layout},
        look::Look,
        widget::{Button, Buttons, Frame, cells, put_lines},
        worker::Request,
    },
};

/// Lines that a refusal takes at most.
const MOST_REFUSED: usize = 3;

/// The question.
#[derive(Debug)]
pub(super) struct State {
    title: String,
    happens: String,
    warning: Option<String>,
    /// The buttons: what changes nothing, and what does it.
    labels: [&'static str; 2],
    request: Request,
    /// The button that does it has the focus.
    on_yes: bool,
    refusal: Option<String>,
}

impl State {
    /// Asks whether something is to be done.
    pub(super) fn new(
        title: String,
        happens: String,
        warning: Option<String>,
        labels: [&'static str; 2],
        request: Request,
    ) -> Self {
        Self { title, happens, warning, labels, request, on_yes: false, refusal: None }
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refusal = Some(why);
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match action {
            Action::NextControl | Action::PreviousControl => self.on_yes = !self.on_yes,
            Action::Activate | Action::Choose if self.on_yes => return Verdict::Ask(self.request.clone()),
            Action::Activate | Action::Choose | Action::Back | Action::Cancel => return Verdict::Close,
            _ => {}
        }
        Verdict::Stay
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let room = measure(screen).min(60);
    let happens = wrap(&state.happens, room);
    let warning = state.warning.as_ref().map(|text| wrap(text, room)).unwrap_or_default();
    let refusal = state.refusal.as_ref().map(|text| wrap_at_most(text, room, MOST_REFUSED)).unwrap_or_default();
    let labels = [Button::new(state.labels[0]), Button::new(state.labels[1]).primary()];
    let buttons = Buttons::new(look.theme, &labels, Some(usize::from(state.on_yes)));
    let heights =
        [cells(happens.len()), cells(warning.len()), cells(refusal.len()).max(1), buttons.height(cells(room))];
    let size = Size::new(cells(room), heights.iter().sum());
    let inner = Frame::new(look.theme, state.title.as_str(), size).draw(screen, buf);
    let [top, below, says, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&happens, Style::new(), top, buf);
    put_lines(&warning, look.theme.styles.warning, below, buf);
    put_lines(&refusal, look.theme.styles.error, says, buf);
    (&buttons).render(row, buf);
}
