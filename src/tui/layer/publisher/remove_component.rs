//! The question before a component is removed from its pack; **Keep It** has the focus.
//!
//! ```text
//! ┌ Remove · Ledger Posting ───────────────────────────────────┐
//! │ It stays listed as Deleted, and leaves Order to Cash with  │   what happens
//! │ the next release. Until then it can be undeleted.          │
//! │ ! The release scheduled for Wed 25 Nov 2026 still carries  │   what does not
//! │   it, at 2.2.                                              │
//! │                                                            │
//! │                                  [ Keep It ]  [ Remove ]   │
//! └────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Constraint, Layout, Rect, Size},
    style::Style,
    widgets::Widget,
};

use crate::{
    domain::{ComponentId, ComponentRow, Pack, PackId, date_words},
    text::wrap,
    tui::{
        app::App,
        keys::Action,
        layer::{
            move_scheduled::Verdict,
            prose::{measure, put_lines},
        },
        publishing::Deed,
        widget::{Button, Buttons, Dialog},
        worker::Request,
    },
};

/// The dialog's state.
#[derive(Debug)]
pub(super) struct State {
    pack: PackId,
    component: ComponentId,
    name: String,
    happens: String,
    scheduled: Option<String>,
    /// The button that does it has the focus.
    on_remove: bool,
}

impl State {
    pub(super) fn new(pack: &Pack, row: &ComponentRow) -> Self {
        let happens = if pack.carries(&row.component_id) {
            let name = &pack.name;
            format!(
                "It stays listed as Deleted, and leaves {name} with the next release. Until then it can be undeleted."
            )
        } else {
            format!("It leaves {} at once, as no release carries it.", pack.name)
        };
        let scheduled = pack.scheduled.as_ref().and_then(|scheduled| {
            let version = scheduled.components.get(&row.component_id)?;
            let date = date_words(scheduled.release_on_date);
            Some(format!("! The release scheduled for {date} still carries it, at {version}."))
        });
        let (component, name) = (row.component_id.clone(), row.component_name.clone());
        Self { pack: pack.id.clone(), component, name, happens, scheduled, on_remove: false }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match action {
            Action::NextControl | Action::PreviousControl => self.on_remove = !self.on_remove,
            Action::Activate | Action::Choose if self.on_remove => {
                return Verdict::Ask(Request::Publish(Deed::Remove(self.pack.clone(), self.component.clone())));
            }
            Action::Activate | Action::Choose | Action::Back | Action::Cancel => return Verdict::Close,
            _ => {}
        }
        Verdict::Stay
    }
}

pub(super) fn draw(app: &App, state: &State, screen: Rect, buf: &mut Buffer) {
    let room = measure(screen).min(60);
    let happens = wrap(&state.happens, room);
    let scheduled = state.scheduled.as_ref().map(|text| wrap(text, room)).unwrap_or_default();
    let labels = [Button::new("Keep It"), Button::new("Remove").primary()];
    let buttons = Buttons::new(&app.theme, &labels, Some(usize::from(state.on_remove)));
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let heights = [cells(happens.len()), cells(scheduled.len()), 1, buttons.height(cells(room))];
    let size = Size::new(cells(room), heights.iter().sum());
    let inner = Dialog::new(&app.theme, format!("Remove · {}", state.name), size).draw(screen, buf);
    let [top, warning, _, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&happens, Style::new(), top, buf);
    put_lines(&scheduled, app.theme.styles.warning, warning, buf);
    (&buttons).render(row, buf);
}
