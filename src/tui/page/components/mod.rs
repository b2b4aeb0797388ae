//! The Components page: the components, and the chosen one with its versions.

mod update;
mod view;

use std::{cmp::Reverse, collections::HashMap, sync::Arc};

use crate::{
    domain::{Component, ComponentId, PackagedComponent, Version},
    engine::{ComponentEntry, ComponentView, VersionUse},
    tui::{
        command::{Command, Commands, Query},
        page::browser::{Browser, browsed, by_name},
        widget::Scroll,
    },
};

browsed!(ComponentEntry { id, name }, ComponentView { component.id }, ComponentId);

/// Rows before and after the selected one that are read whole: more than a screen shows.
const AROUND: usize = 80;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    List,
    /// The versions of the chosen one.
    Table,
}

/// What the list is sorted by; each but the first needs the components themselves.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Sort {
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

    fn word(self) -> &'static str {
        match self {
            Self::Name => "by name",
            Self::Type => "by type",
            Self::Folder => "by folder",
            Self::Packaged => "by date",
        }
    }
}

#[derive(Debug, Default)]
pub struct ComponentsPage {
    /// The components, and the chosen one.
    pub browser: Browser<ComponentEntry, ComponentView>,
    focus: Focus,
    sort: Sort,
    /// The components that were read whole.
    known: HashMap<ComponentId, Arc<Component>>,
    table: Scroll,
    /// The version to select once it is shown.
    next_version: Option<(ComponentId, Version)>,
}

impl ComponentsPage {
    /// The version that the table's selection rests on, and how it is used.
    pub fn version(&self) -> Option<(&PackagedComponent, &VersionUse)> {
        row(self.browser.chosen()?, self.table.selected())
    }

    /// Selects a component that may not be listed yet, and perhaps a version that is not shown yet.
    pub(in crate::tui) fn select_next(&mut self, id: ComponentId, version: Option<Version>) {
        self.next_version = version.map(|version| (id.clone(), version));
        self.browser.select_next(id);
    }

    fn take(&mut self, entries: Vec<ComponentEntry>) -> Commands {
        self.known.clear();
        let selected = self.browser.take(entries.into(), order(self.sort, &self.known));
        self.read_around().into_iter().chain(selected.map(read)).collect()
    }

    /// Takes components that were read whole; the list may be sorted by what they say.
    fn know(&mut self, components: Vec<Arc<Component>>) -> Commands {
        self.known.extend(components.into_iter().map(|component| (component.id.clone(), component)));
        if self.sort == Sort::Name {
            return vec![];
        }
        // What comes first once all are known is meant where what came first was.
        let selected = self.browser.list.selected().filter(|_| self.browser.list.scroll().selected() > 0);
        self.browser.reorder(selected, order(self.sort, &self.known));
        self.ask_for_selected()
    }

    /// Shows a component that was asked for; the same version stays selected.
    fn show(&mut self, view: Box<ComponentView>) {
        let id = &view.component.id;
        let same = self.browser.view().filter(|shown| shown.component.id == *id);
        let before = same.and_then(|shown| row(shown, self.table.selected())).map(|(packaged, _)| packaged);
        let wanted = self.next_version.take().filter(|(component, _)| component == id).map(|(_, version)| version);
        let wanted = wanted.or_else(|| before.map(|packaged| packaged.version.clone()));
        let place = wanted.and_then(|version| view.component.position(&version));
        let versions = view.component.versions.len();
        match place {
            Some(place) => self.table.select(versions - 1 - place),
            None => self.table = Scroll::default(),
        }
        self.browser.show(view);
    }

    /// Asks for the selected component where another one is shown, and for those around it.
    fn ask_for_selected(&mut self) -> Commands {
        let other = self.browser.unread();
        self.read_around().into_iter().chain(other.map(read)).collect()
    }

    /// Sorts by the next column, and goes to what comes first.
    fn sort_next(&mut self) -> Commands {
        self.sort = self.sort.next();
        self.browser.restart(order(self.sort, &self.known));
        self.ask_for_selected()
    }

    /// Asks for the components whose rows may show, or that the list is sorted by, and that are not known.
    fn read_around(&self) -> Commands {
        let (from, most) = match self.sort {
            Sort::Name => (self.browser.list.scroll().selected().saturating_sub(AROUND), 2 * AROUND),
            Sort::Type | Sort::Folder | Sort::Packaged => (0, usize::MAX),
        };
        let ids = self.browser.shown().skip(from).take(most).map(|entry| &entry.id);
        let ids: Vec<ComponentId> = ids.filter(|id| !self.known.contains_key(*id)).cloned().collect();
        if ids.is_empty() {
            return vec![];
        }
        let components = Query::read("read the components", move |engine| engine.components_of(&ids));
        vec![components.reply_to(|page: &mut Self, components, _| page.know(components))]
    }
}

fn read(id: ComponentId) -> Command {
    Query::read("read the component", move |engine| engine.component(&id).map(Box::new))
        .shown_to(|page: &mut ComponentsPage, view, _| page.show(view))
}

/// The best match first, and without a text as they are sorted.
fn order(
    sort: Sort,
    known: &HashMap<ComponentId, Arc<Component>>,
) -> impl Fn(&[ComponentEntry], &str) -> Vec<usize> + '_ {
    move |entries, text| {
        let mut order = by_name(entries, text);
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
fn row(view: &ComponentView, at: usize) -> Option<(&PackagedComponent, &VersionUse)> {
    let place = view.component.versions.len().checked_sub(at + 1)?;
    Some((view.component.versions.get(place)?, view.uses.get(place)?))
}
