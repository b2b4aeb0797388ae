//! What step 1 remembers beside the selection itself.

use crate::{
    domain::Selection,
    tui::{keys::Scope, widget::Scroll},
};

/// The buttons, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::wizard) enum Control {
    Table,
    Cancel,
    Details,
    Next,
}

pub(super) const CONTROLS: [Control; 4] = [Control::Table, Control::Cancel, Control::Details, Control::Next];

/// The step's state.
#[derive(Debug)]
pub(in crate::tui::wizard) struct State {
    pub(in crate::tui::wizard) table: Scroll,
    pub(in crate::tui::wizard) focus: Control,
    /// Earlier selections, the last change on top.
    pub(in crate::tui::wizard) undo: Vec<Selection>,
}

impl Default for State {
    fn default() -> Self {
        Self { table: Scroll::default(), focus: Control::Table, undo: Vec::new() }
    }
}

impl State {
    /// The scopes of what has the focus.
    pub(in crate::tui::wizard) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Table => vec![Scope::SelectVersions],
            _ => vec![Scope::Buttons, Scope::SelectVersions],
        }
    }
}
