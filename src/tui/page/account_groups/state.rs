//! What the page remembers.

use crate::{
    domain::AccountGroupId,
    engine::{GroupSize, GroupView},
    tui::{
        filter::{FilteredList, by_name},
        keys::Scope,
        program::Effect,
        widget::Scroll,
        worker::{
            Request,
            subscribers::{Ask, ask},
        },
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
pub struct AccountGroupsPage {
    /// By name; none until they have been read.
    pub(super) groups: Option<Vec<GroupSize>>,
    pub(super) focus: Focus,
    pub(super) list: FilteredList,
    /// The group that is looked at; kept while another is on its way.
    pub(super) view: Option<Box<GroupView>>,
    pub(super) accounts: Scroll,
    pub(super) resources: Scroll,
    /// The group to select once it is listed.
    next: Option<AccountGroupId>,
}

impl AccountGroupsPage {
    /// All groups; none until they have been read.
    #[must_use]
    pub fn groups(&self) -> &[GroupSize] {
        self.groups.as_deref().unwrap_or_default()
    }

    /// The group that the list's selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&GroupSize> {
        self.groups().get(self.list.selected()?)
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
        self.next = Some(id);
    }

    /// Takes what was read; the same group stays selected, or what has taken its place in the list.
    pub fn list(&mut self, groups: Vec<GroupSize>) -> Vec<Effect<Request>> {
        let position = |id: &AccountGroupId| groups.iter().position(|size| size.entry.id == *id);
        let same = self.selected().and_then(|old| position(&old.entry.id));
        let next = self.next.take().and_then(|id| position(&id));
        self.groups = Some(groups);
        self.list.refill(same, ranked(self.groups.as_ref()));
        if let Some(next) = next {
            self.list.go_to(next, ranked(self.groups.as_ref()));
        }
        let chosen = self.selected().map(|size| size.entry.id.clone());
        chosen.map_or_else(|| self.show_nothing(), |id| ask(Ask::Group(id)))
    }

    /// Shows a group that was asked for; the lists of another one start at the top.
    pub fn show(&mut self, view: Box<GroupView>) {
        if self.view.as_ref().is_none_or(|shown| shown.group.id != view.group.id) {
            (self.accounts, self.resources) = (Scroll::default(), Scroll::default());
        }
        self.accounts.clamp(view.accounts.len());
        self.resources.clamp(view.packs.len());
        self.view = Some(view);
    }

    /// Asks for the selected group where another one is shown.
    pub(super) fn look(&mut self) -> Vec<Effect<Request>> {
        let Some(id) = self.selected().map(|size| size.entry.id.clone()) else { return self.show_nothing() };
        if self.view.as_ref().is_some_and(|view| view.group.id == id) { vec![] } else { ask(Ask::Group(id)) }
    }

    fn show_nothing(&mut self) -> Vec<Effect<Request>> {
        (self.view, self.focus) = (None, Focus::List);
        vec![]
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::AccountGroups, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}

/// How a text ranks the groups.
pub(super) fn ranked(groups: Option<&Vec<GroupSize>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(groups.into_iter().flatten().map(|size| size.entry.name.as_str()))
}
