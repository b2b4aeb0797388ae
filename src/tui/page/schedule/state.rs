//! What the page remembers.

use crate::{
    domain::PackId,
    engine::ScheduleEntry,
    tui::{filter::Filter, keys::Scope, widget::Scroll},
};

/// The page's state.
#[derive(Debug, Default)]
pub struct State {
    /// The earliest first; none until they have been read.
    pub(super) entries: Option<Vec<ScheduleEntry>>,
    pub(super) filter: Filter,
    /// Indices into the entries that the filter lets through.
    pub(super) shown: Vec<usize>,
    pub(super) list: Scroll,
}

impl State {
    /// All scheduled releases; none until they have been read.
    #[must_use]
    pub fn entries(&self) -> &[ScheduleEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The scheduled release that the selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&ScheduleEntry> {
        self.entries().get(*self.shown.get(self.list.selected())?)
    }

    /// Takes what was read; the same pack stays selected, or what has taken its place in the list.
    pub fn show(&mut self, entries: Vec<ScheduleEntry>) {
        let selected = self.selected().map(|entry| entry.id.clone());
        self.entries = Some(entries);
        self.narrow();
        self.list.clamp(self.shown.len());
        if let Some(id) = selected {
            self.select(&id);
        }
    }

    pub(super) fn select(&mut self, id: &PackId) {
        if let Some(row) = self.shown.iter().position(|at| self.entries()[*at].id == *id) {
            self.list.select(row);
        }
    }

    pub(super) fn narrow(&mut self) {
        self.shown = self.filter.rank(self.entries().iter().map(|entry| entry.name.as_str()));
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Schedule, Scope::Page];
        self.filter.typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}
