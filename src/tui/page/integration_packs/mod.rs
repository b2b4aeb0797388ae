//! The Integration Packs page: the list of packs, and the chosen one with its Packaged Components.

mod update;
mod view;

use std::{cmp::Ordering, collections::BTreeSet, sync::Arc};

use crate::{
    domain::{ComponentRow, Deployment, PackId, Pending, Version},
    engine::{Overview, PackEntry, PackView},
    tui::{
        command::{Command, Commands, Query},
        keys::Action,
        look::Context,
        page::browser::{Browser, browsed, by_name},
        widget::Scroll,
    },
};

browsed!(PackEntry { summary.id, summary.name }, PackView { pack.id }, PackId);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Focus {
    List,
    /// The Packaged Components table.
    Table,
    /// **Release Integration Pack**, where it stands.
    Release,
    /// **Add Packaged Component**.
    Add,
}

/// How many columns the table can be sorted by.
const SORTS: usize = 5;

/// Whether **Release Integration Pack** stands below the table: absent with nothing to release, but in Legacy
/// deployment disabled.
fn has_release(deployment: Deployment, view: &PackView) -> bool {
    view.releasable || deployment == Deployment::Legacy
}

#[derive(Debug)]
pub struct IntegrationPacksPage {
    /// The workspace's packs, and the chosen one.
    pub browser: Browser<PackEntry, PackView>,
    focus: Focus,
    /// The view's rows in sorted order.
    order: Vec<usize>,
    table: Scroll,
    sort: usize,
    /// What is released together, in the order of the list.
    marked: BTreeSet<PackId>,
}

impl IntegrationPacksPage {
    /// The first pack selected, nothing filtered.
    pub(in crate::tui) fn new(overview: &Overview) -> Self {
        Self {
            browser: Browser::of(Arc::clone(&overview.packs)),
            focus: Focus::List,
            order: Vec::new(),
            table: Scroll::default(),
            sort: 0,
            marked: BTreeSet::new(),
        }
    }

    /// Puts the selection on a pack.
    pub(in crate::tui) fn select(&mut self, id: &PackId) {
        self.browser.go_to(id);
    }

    /// Goes to a pack's table, whatever the filter lets through.
    pub(in crate::tui) fn go_to(&mut self, id: &PackId) -> Commands {
        self.select(id);
        self.focus = Focus::Table;
        self.ask_for_selected()
    }

    /// Nothing is marked any more.
    pub(in crate::tui) fn unmark(&mut self) {
        self.marked.clear();
    }

    /// Marks these packs and no others.
    pub(in crate::tui) fn mark_all_of(&mut self, packs: impl Iterator<Item = PackId>) {
        self.marked = packs.collect();
    }

    /// Marks the selected pack, or unmarks it, and goes on to the next.
    fn mark(&mut self) {
        let Some(id) = self.browser.selected().map(|entry| entry.summary.id.clone()) else { return };
        if !self.marked.remove(&id) {
            self.marked.insert(id);
        }
        self.browser.act(Action::MoveDown, by_name);
    }

    /// Marks every pack that shows and has something to release; where all of them are marked, none.
    fn mark_all(&mut self) {
        let releasable = self.browser.shown().filter(|entry| entry.summary.releasable);
        let all: BTreeSet<PackId> = releasable.map(|entry| entry.summary.id.clone()).collect();
        if all.is_subset(&self.marked) {
            self.marked.clear();
        } else {
            self.marked.extend(all);
        }
    }

    /// The packs that are marked, in the order of the list.
    fn all_marked(&self) -> Vec<PackId> {
        let ids = self.browser.entries().iter().map(|entry| &entry.summary.id);
        ids.filter(|id| self.marked.contains(*id)).cloned().collect()
    }

    /// Asks for the selected pack where another one is shown.
    pub(in crate::tui) fn ask_for_selected(&mut self) -> Commands {
        let other = self.browser.unread();
        self.forget_rows();
        other.map(read).into_iter().collect()
    }

    /// Follows a workspace that has changed: the same pack stays selected, and is read anew.
    pub(in crate::tui) fn refresh(&mut self, context: &Context) -> Commands {
        let selected = self.browser.take(Arc::clone(&context.overview.packs), by_name);
        if !self.marked.is_empty() {
            let there: BTreeSet<&PackId> = context.overview.packs.iter().map(|entry| &entry.summary.id).collect();
            self.marked.retain(|id| there.contains(id));
        }
        self.forget_rows();
        selected.map(read).into_iter().collect()
    }

    /// Where no pack is shown, there are no rows.
    fn forget_rows(&mut self) {
        if self.browser.view().is_none() && self.browser.selected().is_none() {
            self.order.clear();
            self.focus = Focus::List;
        }
    }

    /// Shows a pack that was asked for.
    fn show(&mut self, view: Box<PackView>, context: &Context) {
        let has_release = has_release(context.overview.settings.deployment, &view);
        if self.browser.show(view) {
            self.table = Scroll::default();
        }
        self.sort_rows();
        self.table.clamp(self.order.len());
        if self.focus == Focus::Release && !has_release {
            self.focus = Focus::Table;
        }
    }

    fn sort_rows(&mut self) {
        let Some(view) = self.browser.view() else { return };
        let rows = &view.rows;
        let mut order: Vec<usize> = (0..rows.len()).collect();
        let name = |row: &ComponentRow| row.component_name.to_lowercase();
        order.sort_by_cached_key(|at| name(&rows[*at]));
        order.sort_by(|a, b| compare(self.sort, &rows[*a], &rows[*b]));
        self.order = order;
    }

    /// The row that the table's selection rests on.
    fn selected_row(&self) -> Option<&ComponentRow> {
        self.browser.view()?.rows.get(*self.order.get(self.table.selected())?)
    }
}

fn read(id: PackId) -> Command {
    Query::read("read the integration pack", move |engine| engine.pack(&id).map(Box::new))
        .shown_to(|page: &mut IntegrationPacksPage, view, context| page.show(view, context))
}

/// By the sorted column. Versions are free text, so they sort as text: it groups equals, and claims no more than that.
fn compare(column: usize, a: &ComponentRow, b: &ComponentRow) -> Ordering {
    let text = |version: &Option<Version>| version.as_ref().map(ToString::to_string);
    match column {
        1 => a.component_type.to_string().cmp(&b.component_type.to_string()),
        2 => text(&a.current).cmp(&text(&b.current)),
        // Components that would change come first.
        3 => (a.pending == Pending::Nothing).cmp(&(b.pending == Pending::Nothing)),
        4 => text(&a.latest).cmp(&text(&b.latest)),
        _ => Ordering::Equal,
    }
}
