//! What the history remembers.

use crate::{
    domain::ChangeRow,
    engine::{Diff, History, HistoryEntry},
    tui::{
        keys::{Action, Availability},
        widget::{Motion, Scroll},
    },
};

/// The history's state.
#[derive(Debug)]
pub struct State {
    pub(super) history: Box<History>,
    pub(super) list: Scroll,
    /// The selected release compared with the current one, where that was asked for.
    pub(super) diff: Option<Box<Diff>>,
}

impl State {
    pub(in crate::tui) fn new(history: Box<History>) -> Self {
        Self { history, list: Scroll::default(), diff: None }
    }

    /// The release that the selection bar rests on.
    pub(super) fn selected(&self) -> Option<&HistoryEntry> {
        self.history.entries.get(self.list.selected())
    }

    pub(super) fn step(&mut self, motion: Motion) {
        self.diff = None;
        self.list.step(motion, self.history.entries.len());
    }

    pub(in crate::tui) fn compare(&mut self, diff: Box<Diff>) {
        self.diff = Some(diff);
    }

    /// The rows at the right: differences from the release before, or from the current one.
    pub(super) fn rows(&self) -> &[ChangeRow] {
        match (&self.diff, self.selected()) {
            (Some(diff), _) => &diff.changes,
            (None, Some(entry)) => &entry.changes,
            (None, None) => &[],
        }
    }

    pub(in crate::tui) fn availability(&self, action: Action) -> Availability {
        let earlier = self.selected().is_some_and(|entry| entry.release.number < self.history.pack.current_number());
        match action {
            Action::RollBack | Action::CompareWithCurrent if !earlier => Availability::Hidden,
            Action::Filter => Availability::Hidden,
            _ => Availability::Available,
        }
    }
}
