//! What the page remembers.

use std::collections::BTreeSet;

use crate::{
    domain::PackId,
    engine::ScheduleEntry,
    tui::{
        filter::{FilteredList, by_name},
        widget::Scrolled,
    },
};

#[derive(Debug, Default)]
pub struct SchedulePage {
    /// The earliest first; none until they have been read.
    pub(super) entries: Option<Vec<ScheduleEntry>>,
    pub(super) list: FilteredList,
    /// What is moved or cancelled together.
    pub(super) marked: BTreeSet<PackId>,
    /// How far the details of the selected one are scrolled.
    pub(super) detail: Scrolled,
    /// Keys move through the details, not through the list.
    pub(super) on_detail: bool,
}

impl SchedulePage {
    /// All scheduled releases; none until they have been read.
    pub fn entries(&self) -> &[ScheduleEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The scheduled release that the selection rests on.
    pub fn selected(&self) -> Option<&ScheduleEntry> {
        self.entries().get(self.list.selected()?)
    }

    /// Nothing is marked any more.
    pub(in crate::tui) fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Marks the selected release, or unmarks it.
    pub(super) fn mark(&mut self) {
        let Some(id) = self.selected().map(|entry| entry.id.clone()) else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
    }

    /// Marks all that show; where all of them are marked, none.
    pub(super) fn mark_all(&mut self) {
        let all: BTreeSet<PackId> = self.list.shown().iter().map(|at| self.entries()[*at].id.clone()).collect();
        if all.is_subset(&self.marked) {
            self.marked.clear();
        } else {
            self.marked.extend(all);
        }
    }

    /// The packs that are marked, the earliest first.
    pub(super) fn all_marked(&self) -> Vec<PackId> {
        let ids = self.entries().iter().map(|entry| &entry.id);
        ids.filter(|id| self.marked.contains(*id)).cloned().collect()
    }

    /// Takes what was read; the same pack stays selected, or what has taken its place in the list.
    pub fn show(&mut self, entries: Vec<ScheduleEntry>) {
        let same = self.selected().and_then(|old| entries.iter().position(|entry| entry.id == old.id));
        self.marked.retain(|id| entries.iter().any(|entry| entry.id == *id));
        self.entries = Some(entries);
        self.list.refill(same, ranked(self.entries.as_ref()));
        if same.is_none() {
            self.go_to_list();
        }
    }

    /// Gives the keys to the list; what is selected in it shows from its start.
    pub(super) fn go_to_list(&mut self) {
        (self.detail, self.on_detail) = (Scrolled::default(), false);
    }
}

/// How a text ranks the entries.
pub(super) fn ranked(entries: Option<&Vec<ScheduleEntry>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(entries.into_iter().flatten().map(|entry| entry.name.as_str()))
}
