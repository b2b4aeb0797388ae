//! What the page remembers.

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use crate::{
    domain::{Component, ComponentId, PackagedComponent, Version},
    engine::{ComponentEntry, ComponentView, VersionUse, rank},
    tui::{
        filter::FilteredList,
        keys::Scope,
        program::Effect,
        widget::Scroll,
        worker::{
            Request,
            components::{Ask, ask},
        },
    },
};

/// Rows before and after the selected one that are read whole: more than a screen shows.
const AROUND: usize = 80;

/// What keys act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Focus {
    /// The list of components.
    #[default]
    List,
    /// The versions of the chosen one.
    Table,
}

/// What the list is sorted by; each but the first needs the components themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Sort {
    #[default]
    Name,
    Type,
    Folder,
    /// What was packaged last comes first.
    Packaged,
}

impl Sort {
    fn next(self) -> Self {
        match self {
            Self::Name => Self::Type,
            Self::Type => Self::Folder,
            Self::Folder => Self::Packaged,
            Self::Packaged => Self::Name,
        }
    }

    /// In a word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Name => "by name",
            Self::Type => "by type",
            Self::Folder => "by folder",
            Self::Packaged => "by date",
        }
    }
}

/// The page's state.
#[derive(Debug, Default)]
pub struct ComponentsPage {
    /// By name; none until they have been read.
    pub(super) entries: Option<Vec<ComponentEntry>>,
    pub(super) focus: Focus,
    pub(super) sort: Sort,
    pub(super) list: FilteredList,
    /// The components that were read whole.
    pub(super) known: HashMap<ComponentId, Arc<Component>>,
    /// The component that is looked at; kept while another is on its way.
    pub(super) view: Option<Box<ComponentView>>,
    pub(super) table: Scroll,
    /// The component to select once it is listed.
    next: Option<ComponentId>,
    /// The version to select once it is shown.
    next_version: Option<(ComponentId, Version)>,
}

impl ComponentsPage {
    /// All components; none until they have been read.
    #[must_use]
    pub fn entries(&self) -> &[ComponentEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The component that the list's selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&ComponentEntry> {
        self.entries().get(self.list.selected()?)
    }

    /// The chosen component, once it has been read.
    #[must_use]
    pub fn view(&self) -> Option<&ComponentView> {
        self.view.as_deref()
    }

    /// The chosen component, unless the selection has gone on and another is on its way: what verbs act on.
    #[must_use]
    pub fn chosen(&self) -> Option<&ComponentView> {
        self.view().filter(|view| self.selected().is_some_and(|entry| entry.id == view.component.id))
    }

    /// The version that the table's selection rests on, and how it is used.
    #[must_use]
    pub fn version(&self) -> Option<(&PackagedComponent, &VersionUse)> {
        row(self.chosen()?, self.table.selected())
    }

    /// Selects a component that may not be listed yet, and perhaps a version that is not shown yet.
    pub fn select_next(&mut self, id: ComponentId, version: Option<Version>) {
        self.next_version = version.map(|version| (id.clone(), version));
        self.next = Some(id);
    }

    /// Takes what was read; the same component stays selected, or what has taken its place in the list.
    pub fn list(&mut self, entries: Vec<ComponentEntry>) -> Vec<Effect<Request>> {
        let position = |id: &ComponentId| entries.iter().position(|entry| entry.id == *id);
        let same = self.selected().and_then(|old| position(&old.id));
        let next = self.next.take().and_then(|id| position(&id));
        self.entries = Some(entries);
        self.known.clear();
        self.list.refill(same, ranked(self.sort, self.entries.as_ref(), &self.known));
        if let Some(next) = next {
            self.list.go_to(next, ranked(self.sort, self.entries.as_ref(), &self.known));
        }
        let chosen = self.selected().map(|entry| entry.id.clone());
        let mut effects = self.read_around();
        match chosen {
            Some(id) => effects.extend(ask(Ask::One(id))),
            None => self.view = None,
        }
        effects
    }

    /// Takes components that were read whole; the list may be sorted by what they say.
    pub fn know(&mut self, components: Vec<Arc<Component>>) -> Vec<Effect<Request>> {
        self.known.extend(components.into_iter().map(|component| (component.id.clone(), component)));
        if self.sort == Sort::Name {
            return vec![];
        }
        // What comes first once all are known is meant where what came first was.
        let selected = self.list.selected().filter(|_| self.list.scroll().selected() > 0);
        self.list.refill(selected, ranked(self.sort, self.entries.as_ref(), &self.known));
        self.look()
    }

    /// Shows a component that was asked for; the same version stays selected.
    pub fn show(&mut self, view: Box<ComponentView>) {
        let id = &view.component.id;
        let same = self.view.as_ref().filter(|shown| shown.component.id == *id);
        let before = same.and_then(|shown| row(shown, self.table.selected())).map(|(packaged, _)| packaged);
        let wanted = self.next_version.take().filter(|(component, _)| component == id).map(|(_, version)| version);
        let wanted = wanted.or_else(|| before.map(|packaged| packaged.version.clone()));
        let place = wanted.and_then(|version| view.component.position(&version));
        let versions = view.component.versions.len();
        match place {
            Some(place) => self.table.select(versions - 1 - place),
            None => self.table = Scroll::default(),
        }
        self.view = Some(view);
    }

    /// Asks for the selected component where another one is shown, and for those around it.
    pub(super) fn look(&mut self) -> Vec<Effect<Request>> {
        let Some(id) = self.selected().map(|entry| entry.id.clone()) else {
            self.view = None;
            return vec![];
        };
        let mut effects = self.read_around();
        if self.view.as_ref().is_none_or(|view| view.component.id != id) {
            effects.extend(ask(Ask::One(id)));
        }
        effects
    }

    /// Sorts by the next column, and goes to what comes first.
    pub(super) fn sort_next(&mut self) -> Vec<Effect<Request>> {
        self.sort = self.sort.next();
        self.list = FilteredList::default();
        self.list.refill(None, ranked(self.sort, self.entries.as_ref(), &self.known));
        self.look()
    }

    /// Asks for the components whose rows may show, or that the list is sorted by, and that are not known.
    fn read_around(&self) -> Vec<Effect<Request>> {
        let (from, most) = match self.sort {
            Sort::Name => (self.list.scroll().selected().saturating_sub(AROUND), 2 * AROUND),
            Sort::Type | Sort::Folder | Sort::Packaged => (0, usize::MAX),
        };
        let ids = self.list.shown().iter().skip(from).take(most).map(|row| &self.entries()[*row].id);
        let ids: Vec<ComponentId> = ids.filter(|id| !self.known.contains_key(*id)).cloned().collect();
        if ids.is_empty() { vec![] } else { ask(Ask::Some(ids)) }
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Components, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}

/// How a text ranks the entries: the best match first, and without a text as they are sorted.
pub(super) fn ranked(
    sort: Sort,
    entries: Option<&Vec<ComponentEntry>>,
    known: &HashMap<ComponentId, Arc<Component>>,
) -> impl FnOnce(&str) -> Vec<usize> {
    move |text| {
        let entries = entries.map_or(&[][..], Vec::as_slice);
        let mut order = rank(text, entries.iter().map(|entry| entry.name.as_str()));
        if text.trim().is_empty() {
            let known = |at: &usize| known.get(&entries[*at].id);
            let packaged = |one: &Arc<Component>| Some(one.versions.last()?.created_date);
            match sort {
                Sort::Name => {}
                Sort::Type => order.sort_by_cached_key(|at| known(at).map(|one| one.component_type.api_word())),
                Sort::Folder => order.sort_by_cached_key(|at| known(at).map(|one| one.folder.to_lowercase())),
                Sort::Packaged => order.sort_by_cached_key(|at| Reverse(known(at).and_then(packaged))),
            }
        }
        order
    }
}

/// A row of the table, which shows the newest version first.
pub(super) fn row(view: &ComponentView, at: usize) -> Option<(&PackagedComponent, &VersionUse)> {
    let place = view.component.versions.len().checked_sub(at + 1)?;
    Some((view.component.versions.get(place)?, view.uses.get(place)?))
}
