//! What the page remembers.

use std::cmp::Ordering;

use crate::{
    domain::{ComponentRow, Deployment, PackId, Pending},
    engine::{Overview, PackEntry, PackView},
    tui::{
        filter::{FilteredList, by_name},
        keys::Scope,
        program::Effect,
        widget::Scroll,
        worker::Request,
    },
};

/// What keys act on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Focus {
    /// The list of packs.
    List,
    /// The Packaged Components table.
    Table,
    /// **Release Integration Pack**, where it stands.
    Release,
    /// **Add Packaged Component**.
    Add,
}

/// How many columns the table can be sorted by.
pub(super) const SORTS: usize = 5;

/// Whether **Release Integration Pack** stands below the table: absent with nothing to release, but in Legacy deployment
/// disabled.
pub(super) fn has_release(deployment: Deployment, view: &PackView) -> bool {
    view.releasable || deployment == Deployment::Legacy
}

/// The page's state.
#[derive(Debug)]
pub struct IntegrationPacksPage {
    pub(super) focus: Focus,
    /// Of the overview's packs.
    pub(super) list: FilteredList,
    /// The pack that is looked at; kept while another is on its way.
    pub(super) view: Option<Box<PackView>>,
    /// The view's rows in sorted order.
    pub(super) order: Vec<usize>,
    pub(super) table: Scroll,
    pub(super) sort: usize,
}

impl IntegrationPacksPage {
    /// The first pack selected, nothing filtered.
    #[must_use]
    pub fn new(overview: &Overview) -> Self {
        Self {
            focus: Focus::List,
            list: FilteredList::new(overview.packs.len(), 0),
            view: None,
            order: Vec::new(),
            table: Scroll::default(),
            sort: 0,
        }
    }

    /// The pack that the list's selection rests on.
    #[must_use]
    pub fn selected<'a>(&self, overview: &'a Overview) -> Option<&'a PackEntry> {
        overview.packs.get(self.list.selected()?)
    }

    /// The chosen pack, once it has been read.
    #[must_use]
    pub fn view(&self) -> Option<&PackView> {
        self.view.as_deref()
    }

    /// Puts the selection on a pack.
    pub fn select(&mut self, overview: &Overview, id: &PackId) {
        if let Some(at) = position(overview, id) {
            self.list.select(at);
        }
    }

    /// Goes to a pack's table, whatever the filter lets through.
    pub fn go_to(&mut self, overview: &Overview, id: &PackId) -> Vec<Effect<Request>> {
        if let Some(at) = position(overview, id) {
            self.list.go_to(at, ranked(overview));
        }
        self.focus = Focus::Table;
        self.look(overview)
    }

    /// Asks for the selected pack where another one is shown.
    pub fn look(&mut self, overview: &Overview) -> Vec<Effect<Request>> {
        match self.selected(overview) {
            None => {
                self.view = None;
                self.order.clear();
                self.focus = Focus::List;
                vec![]
            }
            Some(entry) if self.view.as_ref().is_some_and(|view| view.pack.id == entry.summary.id) => vec![],
            Some(entry) => vec![Effect::Ask(Request::Pack(entry.summary.id.clone()))],
        }
    }

    /// Shows a pack that was asked for.
    pub fn show(&mut self, overview: &Overview, id: &PackId, view: Box<PackView>) {
        let same = self.view.as_ref().is_some_and(|shown| shown.pack.id == *id);
        if !same {
            self.table = Scroll::default();
        }
        self.view = Some(view);
        self.sort_rows();
        self.table.clamp(self.order.len());
        let deployment = overview.settings.deployment;
        if self.focus == Focus::Release && !self.view.as_ref().is_some_and(|view| has_release(deployment, view)) {
            self.focus = Focus::Table;
        }
    }

    /// Follows a workspace that has changed: the same pack stays selected, and is read anew.
    pub fn refresh(&mut self, overview: &Overview) -> Vec<Effect<Request>> {
        let same = self.view.as_ref().and_then(|view| position(overview, &view.pack.id));
        self.list.refill(same, ranked(overview));
        match self.selected(overview) {
            Some(entry) => vec![Effect::Ask(Request::Pack(entry.summary.id.clone()))],
            None => self.look(overview),
        }
    }

    pub(super) fn sort_rows(&mut self) {
        let Some(view) = &self.view else { return };
        let rows = &view.rows;
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let name = |row: &ComponentRow| row.component_name.to_lowercase();
        order.sort_by_cached_key(|at| name(&rows[*at]));
        order.sort_by(|a, b| compare(self.sort, &rows[*a], &rows[*b]));
        self.order = order;
    }

    /// The row that the table's selection rests on.
    #[must_use]
    pub fn selected_row(&self) -> Option<&ComponentRow> {
        self.view()?.rows.get(*self.order.get(self.table.selected())?)
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::IntegrationPacks, Scope::Page];
        let front = match self.focus {
            _ if self.list.filter().typing => Some(Scope::Filter),
            Focus::Release | Focus::Add => Some(Scope::Buttons),
            Focus::List | Focus::Table => None,
        };
        front.into_iter().chain(page).collect()
    }
}

fn position(overview: &Overview, id: &PackId) -> Option<usize> {
    overview.packs.iter().position(|entry| entry.summary.id == *id)
}

/// How a text ranks the packs.
pub(super) fn ranked(overview: &Overview) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(overview.packs.iter().map(|entry| entry.summary.name.as_str()))
}

/// By the sorted column. Versions are free text, so they sort as text: it groups equals, and claims no more than that.
fn compare(column: usize, a: &ComponentRow, b: &ComponentRow) -> Ordering {
    let text = |version: &Option<crate::domain::Version>| version.as_ref().map(ToString::to_string);
    match column {
        1 => a.component_type.to_string().cmp(&b.component_type.to_string()),
        2 => text(&a.current).cmp(&text(&b.current)),
        // What would change comes first: that is what one looks for.
        3 => (a.pending == Pending::Nothing).cmp(&(b.pending == Pending::Nothing)),
        4 => text(&a.latest).cmp(&text(&b.latest)),
        _ => Ordering::Equal,
    }
}
