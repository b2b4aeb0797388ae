//! What the page remembers.

use crate::{
    domain::AccountGroupId,
    engine::{GroupSize, GroupView},
    tui::{
        filter::Filter,
        keys::Scope,
        program::Effect,
        subscribers::ask,
        widget::Scroll,
        worker::{Request, subscribers::Ask},
    },
};

/// What keys act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Focus {
    /// The list of groups.
    #[default]
    List,
    /// The accounts of the chosen one.
    Accounts,
    /// The packs shared with it.
    Resources,
}

pub(super) const STOPS: [Focus; 3] = [Focus::List, Focus::Accounts, Focus::Resources];

/// The page's state.
#[derive(Debug, Default)]
pub struct State {
    /// By name; none until they have been read.
    pub(super) groups: Option<Vec<GroupSize>>,
    pub(super) focus: Focus,
    pub(super) filter: Filter,
    /// Indices into the groups that the filter lets through.
    pub(super) shown: Vec<usize>,
    pub(super) list: Scroll,
    /// The group that is looked at; kept while another is on its way.
    pub(super) view: Option<Box<GroupView>>,
    pub(super) accounts: Scroll,
    pub(super) resources: Scroll,
    /// The group to select once it is listed.
    next: Option<AccountGroupId>,
}

impl State {
    /// All groups; none until they have been read.
    #[must_use]
    pub fn groups(&self) -> &[GroupSize] {
        self.groups.as_deref().unwrap_or_default()
    }

    /// The group that the list's selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&GroupSize> {
        self.groups().get(*self.shown.get(self.list.selected())?)
    }

    /// The chosen group, once it has been read.
    #[must_use]
    pub fn view(&self) -> Option<&GroupView> {
        self.view.as_deref()
    }

    /// The chosen group, unless the selection has gone on and another is on its way: what verbs act on.
    #[must_use]
    pub fn chosen(&self) -> Option<&GroupView> {
        self.view().filter(|view| self.selected().is_some_and(|size| size.entry.id == view.group.id))
    }

    /// A group's name; its id where it is unknown.
    #[must_use]
    pub fn name_of(&self, id: &AccountGroupId) -> String {
        let found = self.groups().iter().find(|size| size.entry.id == *id);
        found.map_or_else(|| id.to_string(), |size| size.entry.name.clone())
    }

    /// Selects a group that is not listed yet.
    pub fn select_next(&mut self, id: AccountGroupId) {
        self.filter.clear();
        self.next = Some(id);
    }

    /// Takes what was read; the same group stays selected, or what has taken its place in the list.
    pub fn list(&mut self, groups: Vec<GroupSize>) -> Vec<Effect<Request>> {
        let selected = self.next.take().or_else(|| self.selected().map(|size| size.entry.id.clone()));
        self.groups = Some(groups);
        self.narrow();
        self.list.clamp(self.shown.len());
        if let Some(id) = selected {
            self.select(&id);
        }
        let chosen = self.selected().map(|size| size.entry.id.clone());
        chosen.map_or_else(|| self.nothing(), |id| ask(Ask::Group(id)))
    }

    /// Shows a group that was asked for.
    pub fn show(&mut self, view: Box<GroupView>) {
        if self.view.as_ref().is_none_or(|shown| shown.group.id != view.group.id) {
            self.accounts = Scroll::default();
            self.resources = Scroll::default();
        }
        self.accounts.clamp(view.accounts.len());
        self.resources.clamp(view.packs.len());
        self.view = Some(view);
    }

    /// Asks for the selected group where another one is shown.
    pub(super) fn look(&mut self) -> Vec<Effect<Request>> {
        let Some(id) = self.selected().map(|size| size.entry.id.clone()) else { return self.nothing() };
        if self.view.as_ref().is_some_and(|view| view.group.id == id) { vec![] } else { ask(Ask::Group(id)) }
    }

    fn nothing(&mut self) -> Vec<Effect<Request>> {
        self.view = None;
        self.focus = Focus::List;
        vec![]
    }

    pub(super) fn select(&mut self, id: &AccountGroupId) {
        if let Some(row) = self.shown.iter().position(|at| self.groups()[*at].entry.id == *id) {
            self.list.select(row);
        }
    }

    pub(super) fn narrow(&mut self) {
        self.shown = self.filter.rank(self.groups().iter().map(|size| size.entry.name.as_str()));
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::AccountGroups, Scope::Page];
        self.filter.typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}
