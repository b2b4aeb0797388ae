//! A pack's releases, over the whole screen: the list at the left and the selected release at the right.

mod report;
mod update;
mod view;

use crate::{
    domain::{ChangeRow, PackId},
    engine::{Diff, History, HistoryEntry},
    tui::{
        command::{Command, Query},
        widget::{Scroll, Scrolled},
    },
};

#[derive(Debug)]
pub(in crate::tui) struct HistoryDialog {
    history: Box<History>,
    list: Scroll,
    /// The selected release compared with the current one, where that was asked for.
    diff: Option<Box<Diff>>,
    /// How far the selected release is scrolled.
    detail: Scrolled,
    /// Keys move through the selected release, not through the list.
    on_detail: bool,
}

/// Opens the history of a pack.
pub(in crate::tui) fn history(id: PackId) -> Command {
    Query::read("read the history", move |engine| engine.history(&id))
        .then(|history| vec![Command::open(HistoryDialog::new(Box::new(history)))])
}

impl HistoryDialog {
    fn new(history: Box<History>) -> Self {
        Self { history, list: Scroll::default(), diff: None, detail: Scrolled::default(), on_detail: false }
    }

    /// The release that the selection bar rests on.
    fn selected(&self) -> Option<&HistoryEntry> {
        self.history.entries.get(self.list.selected())
    }

    /// Compares a release with the current one. The selection may have moved when the answer comes.
    fn compare(&self, number: u32) -> Command {
        let id = self.history.pack.id.clone();
        Query::read("compare the releases", move |engine| {
            let current = engine.pack(&id)?.pack.current_number();
            engine.diff(&id, Some(number), Some(current))
        })
        .shown_to(move |dialog: &mut Self, diff, _| {
            if dialog.selected().is_some_and(|entry| entry.release.number == number) {
                dialog.diff = Some(Box::new(diff));
            }
        })
    }

    /// The rows at the right: differences from the release before, or from the current one.
    fn rows(&self) -> &[ChangeRow] {
        match (&self.diff, self.selected()) {
            (Some(diff), _) => &diff.changes,
            (None, Some(entry)) => &entry.changes,
            (None, None) => &[],
        }
    }
}
