//! What the page remembers.

use crate::{
    domain::AccountGroupId,
    engine::GroupView,
    tui::{filter::Filter, keys::Scope, widget::Scroll},
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
    pub(super) groups: Option<Vec<GroupView>>,
    pub(super) focus: Focus,
    pub(super) filter: Filter,
    /// Indices into the groups that the filter lets through.
    pub(super) shown: Vec<usize>,
    pub(super) list: Scroll,
    pub(super) accounts: Scroll,
    pub(super) resources: Scroll,
    /// The group to select once it is listed.
    next: Option<AccountGroupId>,
}

impl State {
    /// All groups; none until they have been read.
    #[must_use]
    pub fn groups(&self) -> &[GroupView] {
        self.groups.as_deref().unwrap_or_default()
    }

    /// The group that the list's selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&GroupView> {
        self.groups().get(*self.shown.get(self.list.selected())?)
    }

    /// A group's name; its id where it is unknown.
    #[must_use]
    pub fn name_of(&self, id: &AccountGroupId) -> String {
        let found = self.groups().iter().find(|view| view.group.id == *id);
        found.map_or_else(|| id.to_string(), |view| view.group.name.clone())
    }

    /// Selects a group that is not listed yet.
    pub fn select_next(&mut self, id: AccountGroupId) {
        self.filter.clear();
        self.next = Some(id);
    }

    /// Takes what was read; the same group stays selected, or what has taken its place in the list.
    pub fn list(&mut self, groups: Vec<GroupView>) {
        let selected = self.selected().map(|view| view.group.id.clone());
        let wanted = self.next.take().or_else(|| selected.clone());
        self.groups = Some(groups);
        self.narrow();
        self.list.clamp(self.shown.len());
        if let Some(id) = wanted {
            self.select(&id);
        }
        let now = self.selected().map(|view| (view.group.id.clone(), view.accounts.len(), view.packs.len()));
        match now {
            Some((id, accounts, packs)) if Some(&id) == selected.as_ref() => {
                self.accounts.clamp(accounts);
                self.resources.clamp(packs);
            }
            _ => self.moved(),
        }
    }

    /// Another group is selected: its lists start at the top.
    pub(super) fn moved(&mut self) {
        self.accounts = Scroll::default();
        self.resources = Scroll::default();
        if self.selected().is_none() {
            self.focus = Focus::List;
        }
    }

    pub(super) fn select(&mut self, id: &AccountGroupId) {
        if let Some(row) = self.shown.iter().position(|at| self.groups()[*at].group.id == *id) {
            self.list.select(row);
        }
    }

    pub(super) fn narrow(&mut self) {
        self.shown = self.filter.rank(self.groups().iter().map(|view| view.group.name.as_str()));
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::AccountGroups, Scope::Page];
        self.filter.typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}
