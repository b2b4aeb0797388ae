//! What step 1 remembers beside the selection itself.

use crate::{
    domain::{Selection, SelectionRow},
    tui::{keys::Scope, widget::Scroll, wizard::Wizard},
};

/// The buttons, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Control {
    Table,
    Cancel,
    Details,
    Next,
}

pub(super) const CONTROLS: [Control; 4] = [Control::Table, Control::Cancel, Control::Details, Control::Next];

/// The step's state.
#[derive(Debug)]
pub(in crate::tui) struct State {
    pub(in crate::tui) table: Scroll,
    pub(in crate::tui) focus: Control,
    /// Earlier selections, the last change on top.
    pub(super) undo: Vec<Selection>,
}

impl Default for State {
    fn default() -> Self {
        Self { table: Scroll::default(), focus: Control::Table, undo: Vec::new() }
    }
}

impl State {
    /// The scopes of what has the focus.
    pub(in crate::tui) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Table => vec![Scope::SelectVersions],
            _ => vec![Scope::Buttons, Scope::SelectVersions],
        }
    }

    /// Drops what could be undone, as it belongs to another basis.
    pub(in crate::tui) fn forget_undo(&mut self) {
        self.undo.clear();
    }
}

impl Wizard {
    /// The row that the selection bar of step 1 rests on.
    pub(in crate::tui) fn row(&self) -> Option<&SelectionRow> {
        self.selection.rows().get(self.versions.table.selected())
    }

    /// Changes the selection so that it can be undone.
    pub(in crate::tui) fn change<E>(&mut self, change: impl FnOnce(&mut Selection) -> Result<(), E>) -> Result<(), E> {
        let before = self.selection.clone();
        change(&mut self.selection)?;
        if self.selection != before {
            self.versions.undo.push(before);
        }
        Ok(())
    }
}
