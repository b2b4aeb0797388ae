//! What the history remembers.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::view;
use crate::{
    domain::{ChangeRow, PackId},
    engine::{Diff, History, HistoryEntry, Purpose},
    tui::{
        command::{Command, Commands, Dialog, Query, exists, propose},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Scroll, Scrolled},
    },
};

#[derive(Debug)]
pub(in crate::tui) struct HistoryDialog {
    pub(super) history: Box<History>,
    pub(super) list: Scroll,
    /// The selected release compared with the current one, where that was asked for.
    pub(super) diff: Option<Box<Diff>>,
    /// How far the changes of the selected release are scrolled.
    pub(super) changes: Scrolled,
    /// Keys move through the changes, not through the releases.
    pub(super) on_changes: bool,
}

/// Opens the history of a pack.
pub(in crate::tui) fn history(id: PackId) -> Command {
    Query::read("read the history", move |engine| engine.history(&id))
        .then(|history| vec![Command::Open(Box::new(HistoryDialog::new(Box::new(history))))])
}

impl HistoryDialog {
    fn new(history: Box<History>) -> Self {
        Self { history, list: Scroll::default(), diff: None, changes: Scrolled::default(), on_changes: false }
    }

    /// The release that the selection bar rests on.
    pub(super) fn selected(&self) -> Option<&HistoryEntry> {
        self.history.entries.get(self.list.selected())
    }

    /// Compares a release with the current one. The selection may have moved when the answer comes.
    fn compare(&self, number: u32) -> Command {
        let id = self.history.pack.id.clone();
        Query::read("compare the releases", move |engine| {
            let current = engine.pack(&id)?.pack.current_number();
            engine.diff(&id, Some(number), Some(current))
        })
        .reply_to(move |dialog: &mut Self, diff, _| {
            if dialog.selected().is_some_and(|entry| entry.release.number == number) {
                dialog.diff = Some(Box::new(diff));
            }
            vec![]
        })
    }

    /// The rows at the right: differences from the release before, or from the current one.
    pub(super) fn rows(&self) -> &[ChangeRow] {
        match (&self.diff, self.selected()) {
            (Some(diff), _) => &diff.changes,
            (None, Some(entry)) => &entry.changes,
            (None, None) => &[],
        }
    }
}

impl Dialog for HistoryDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::History]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        let selected = self.selected().map(|entry| entry.release.number);
        match action {
            Action::RollBack | Action::CompareWithCurrent if selected == Some(self.history.pack.current_number()) => {
                Availability::Unavailable("this release is the current one: select an earlier one".into())
            }
            Action::RollBack | Action::CompareWithCurrent => exists(selected.is_some()),
            Action::Filter => Availability::Hidden,
            _ => Availability::Available,
        }
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        let other = if self.on_changes { "Releases" } else { "Changes" };
        (action == Action::NextControl).then(|| other.into())
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if let Some(motion) = action.motion() {
            if self.on_changes {
                self.changes.step(motion);
                return vec![];
            }
            (self.diff, self.changes) = (None, Scrolled::default());
            self.list.step(motion, self.history.entries.len());
            return vec![];
        }
        let number = self.selected().map(|entry| entry.release.number);
        match action {
            Action::Back => vec![Command::Leave],
            Action::NextControl | Action::PreviousControl => {
                self.on_changes = !self.on_changes;
                vec![]
            }
            Action::CompareWithCurrent if self.diff.take().is_some() => vec![],
            Action::CompareWithCurrent => number.map(|number| self.compare(number)).into_iter().collect(),
            Action::RollBack => {
                vec![propose(self.history.pack.id.clone(), Purpose::RollBack(number))]
            }
            _ => vec![],
        }
    }

    /// Reads the releases again; the same one stays selected.
    fn renewed(&self) -> Commands {
        let id = self.history.pack.id.clone();
        let history = Query::read("read the history", move |engine| engine.history(&id));
        vec![history.reply_to(|dialog: &mut Self, history, _| {
            let selected = dialog.selected().map(|entry| entry.release.number);
            *dialog.history = history;
            let same = dialog.history.entries.iter().position(|entry| Some(entry.release.number) == selected);
            dialog.list.select(same.unwrap_or(0));
            vec![]
        })]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(look, self, screen, buf);
        None
    }
}
