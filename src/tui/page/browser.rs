//! A list of named things with a filter, and the selected one in full: the common part of the pages Integration Packs,
//! Accounts, Account Groups and Components.

use std::{cell::Cell, sync::Arc};

use crate::{
    engine::rank,
    text::width,
    tui::{
        command::{Command, Commands, copy_id},
        filter::FilteredList,
        keys::{Action, Scope},
        widget::{Edit, cells},
    },
};

/// Something in a list.
pub trait Listed {
    type Id: Clone + PartialEq + ToString;
    fn id(&self) -> &Self::Id;
    fn name(&self) -> &str;
}

/// Something that is shown in full.
pub trait Viewed {
    type Id;
    fn id(&self) -> &Self::Id;
}

/// The list, its filter and selection, and what is looked at.
///
/// What is looked at is kept while another one is on its way, so that nothing flickers.
#[derive(Debug)]
pub struct Browser<E: Listed, V> {
    /// None until they have been read.
    entries: Option<Arc<[E]>>,
    pub(super) list: FilteredList,
    view: Option<Box<V>>,
    /// What to select once it is listed.
    next: Option<E::Id>,
    /// The room that was asked about last, and the answer.
    widest: Cell<Option<(u16, Widest)>>,
}

/// How long the names of a list are.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Widest {
    /// Cells of the longest one that fits.
    pub(super) cells: u16,
    /// Whether there is one that does not fit.
    pub(super) has_longer: bool,
}

impl<E: Listed, V> Default for Browser<E, V> {
    fn default() -> Self {
        Self { entries: None, list: FilteredList::default(), view: None, next: None, widest: Cell::default() }
    }
}

impl<E: Listed, V: Viewed<Id = E::Id>> Browser<E, V> {
    /// A list that has been read already, with its first entry selected.
    pub(super) fn of(entries: Arc<[E]>) -> Self {
        Self { list: FilteredList::new(entries.len(), 0), entries: Some(entries), ..Self::default() }
    }

    /// Whether the list has been read.
    pub(super) fn is_read(&self) -> bool {
        self.entries.is_some()
    }

    /// All entries; none until they have been read.
    pub fn entries(&self) -> &[E] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// How long the names are, in a list where one may take `most` cells. Names that the filter hides
    /// count, so that nothing moves while one types.
    pub(super) fn widest(&self, most: u16) -> Widest {
        let measured = || {
            self.entries().iter().map(Listed::name).fold(Widest::default(), |widest, name| {
                // No text takes more cells than bytes, so most names need not be measured.
                let wider = name.len() > usize::from(widest.cells);
                let width = if wider { cells(width(name)) } else { 0 };
                if width > most {
                    Widest { has_longer: true, ..widest }
                } else {
                    Widest { cells: widest.cells.max(width), ..widest }
                }
            })
        };
        let known = self.widest.get().filter(|(of, _)| *of == most);
        let widest = known.map_or_else(measured, |(_, widest)| widest);
        self.widest.set(Some((most, widest)));
        widest
    }

    /// The entries that show, row by row.
    pub(super) fn shown(&self) -> impl ExactSizeIterator<Item = &E> {
        self.list.shown().iter().map(|at| &self.entries()[*at])
    }

    pub(super) fn row(&self, row: usize) -> &E {
        &self.entries()[self.list.shown()[row]]
    }

    /// The entry that the selection rests on.
    pub fn selected(&self) -> Option<&E> {
        self.entries().get(self.list.selected()?)
    }

    /// What is looked at, once it has been read.
    pub fn view(&self) -> Option<&V> {
        self.view.as_deref()
    }

    /// What verbs act on: what is looked at, unless the selection has moved on and another entry is being read.
    pub fn chosen(&self) -> Option<&V> {
        self.view().filter(|view| self.selected().is_some_and(|entry| entry.id() == view.id()))
    }

    /// Asks for something of what is chosen.
    pub(super) fn about(&self, ask: impl FnOnce(&V) -> Command) -> Commands {
        self.chosen().map(ask).into_iter().collect()
    }

    /// Puts the id of what is chosen on the clipboard.
    pub(super) fn copy_id(&self) -> Commands {
        self.chosen().map(|view| copy_id(view.id())).unwrap_or_default()
    }

    /// Selects what may not be listed yet.
    pub(super) fn select_next(&mut self, id: E::Id) {
        self.next = Some(id);
    }

    /// Selects an entry, whatever the filter lets through.
    pub(super) fn go_to(&mut self, id: &E::Id) {
        if let Some(at) = position(self.entries(), id) {
            let entries = self.entries.as_deref().unwrap_or_default();
            self.list.go_to(at, |text| by_name(entries, text));
        }
    }

    /// Takes what was read; the same entry stays selected, or what has taken its place in the list. Answers what is
    /// selected.
    pub(super) fn take(&mut self, entries: Arc<[E]>, order: impl Fn(&[E], &str) -> Vec<usize>) -> Option<E::Id> {
        let same = self.selected().and_then(|old| position(&entries, old.id()));
        let next = self.next.take().and_then(|id| position(&entries, &id));
        self.list.refill(same, |text| order(&entries, text));
        if let Some(next) = next {
            self.list.go_to(next, |text| order(&entries, text));
        }
        self.entries = Some(entries);
        self.widest.set(None);
        let selected = self.selected().map(|entry| entry.id().clone());
        if selected.is_none() {
            self.view = None;
        }
        selected
    }

    /// Puts the entries in order again; this one is selected, or what stands in the same row.
    pub(super) fn reorder(&mut self, selected: Option<usize>, order: impl FnOnce(&[E], &str) -> Vec<usize>) {
        let entries = self.entries.as_deref().unwrap_or_default();
        self.list.refill(selected, |text| order(entries, text));
    }

    /// Forgets the filter, puts the entries in order again and goes to what comes first.
    pub(super) fn restart(&mut self, order: impl FnOnce(&[E], &str) -> Vec<usize>) {
        self.list = FilteredList::default();
        self.reorder(None, order);
    }

    /// Carries out what is about the list or its filter; false for anything else.
    pub(super) fn act(&mut self, action: Action, order: impl FnOnce(&[E], &str) -> Vec<usize>) -> bool {
        let entries = self.entries.as_deref().unwrap_or_default();
        self.list.act(action, |text| order(entries, text))
    }

    /// Edits the filter; the best match is selected.
    pub(super) fn edit(&mut self, edit: &Edit, order: impl FnOnce(&[E], &str) -> Vec<usize>) {
        let entries = self.entries.as_deref().unwrap_or_default();
        self.list.edit(edit, |text| order(entries, text));
    }

    /// Shows what was asked for; true where it is another one than before.
    pub(super) fn show(&mut self, view: Box<V>) -> bool {
        let other = self.view.as_ref().is_none_or(|shown| shown.id() != view.id());
        self.view = Some(view);
        other
    }

    /// The selected entry's id where another one is shown; where nothing is selected, nothing is shown.
    pub(super) fn unread(&mut self) -> Option<E::Id> {
        let Some(id) = self.selected().map(|entry| entry.id().clone()) else {
            self.view = None;
            return None;
        };
        Some(id).filter(|id| self.view.as_ref().is_none_or(|view| view.id() != id))
    }

    /// The scopes of a page, with the filter's in front while it is typed.
    pub(super) fn scopes(&self, page: Scope) -> Vec<Scope> {
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain([page, Scope::Page]).collect()
    }
}

fn position<E: Listed>(entries: &[E], id: &E::Id) -> Option<usize> {
    entries.iter().position(|entry| entry.id() == id)
}

/// By name, or by how well that matches the filter.
pub(super) fn by_name<E: Listed>(entries: &[E], text: &str) -> Vec<usize> {
    rank(text, entries.iter().map(Listed::name))
}

/// Implements [`Listed`] and [`Viewed`] for what a page lists and what it shows.
macro_rules! browsed {
    ($entry:ty { $($entry_id:ident).+, $($name:ident).+ }, $view:ty { $($view_id:ident).+ }, $id:ty) => {
        impl $crate::tui::page::browser::Listed for $entry {
            type Id = $id;
            fn id(&self) -> &$id {
                &self.$($entry_id).+
            }
            fn name(&self) -> &str {
                &self.$($name).+
            }
        }
        impl $crate::tui::page::browser::Viewed for $view {
            type Id = $id;
            fn id(&self) -> &$id {
                &self.$($view_id).+
            }
        }
    };
}
pub(super) use browsed;
