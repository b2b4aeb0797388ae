//! What the page remembers.

use crate::{
    engine::ScheduleEntry,
    tui::filter::{FilteredList, by_name},
};

/// The page's state.
#[derive(Debug, Default)]
pub struct SchedulePage {
    /// The earliest first; none until they have been read.
    pub(super) entries: Option<Vec<ScheduleEntry>>,
    pub(super) list: FilteredList,
}

impl SchedulePage {
    /// All scheduled releases; none until they have been read.
    #[must_use]
    pub fn entries(&self) -> &[ScheduleEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The scheduled release that the selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&ScheduleEntry> {
        self.entries().get(self.list.selected()?)
    }

    /// Takes what was read; the same pack stays selected, or what has taken its place in the list.
    pub fn show(&mut self, entries: Vec<ScheduleEntry>) {
        let same = self.selected().and_then(|old| entries.iter().position(|entry| entry.id == old.id));
        self.entries = Some(entries);
        self.list.refill(same, ranked(self.entries.as_ref()));
    }
}

/// How a text ranks the entries.
pub(super) fn ranked(entries: Option<&Vec<ScheduleEntry>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(entries.into_iter().flatten().map(|entry| entry.name.as_str()))
}
