//! What the page remembers.

use crate::{
    domain::AccountGroupId,
    engine::GroupView,
    tui::{
        filter::{FilteredList, by_name},
        keys::Scope,
        widget::Scroll,
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
    pub(super) groups: Option<Vec<GroupView>>,
    pub(super) focus: Focus,
    pub(super) list: FilteredList,
    /// The group whose lists show.
    looked_at: Option<AccountGroupId>,
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
        self.groups().get(self.list.selected()?)
    }

    /// A group's name; its id where it is unknown.
    #[must_use]
    pub fn name_of(&self, id: &AccountGroupId) -> String {
        let found = self.groups().iter().find(|view| view.group.id == *id);
        found.map_or_else(|| id.to_string(), |view| view.group.name.clone())
    }

    /// Selects a group that is not listed yet.
    pub fn select_next(&mut self, id: AccountGroupId) {
        self.next = Some(id);
    }

    /// Takes what was read; the same group stays selected, or what has taken its place in the list.
    pub fn list(&mut self, groups: Vec<GroupView>) {
        let position = |id: &AccountGroupId| groups.iter().position(|view| view.group.id == *id);
        let same = self.selected().and_then(|old| position(&old.group.id));
        let next = self.next.take().and_then(|id| position(&id));
        self.groups = Some(groups);
        self.list.refill(same, ranked(self.groups.as_ref()));
        if let Some(next) = next {
            self.list.go_to(next, ranked(self.groups.as_ref()));
        }
        self.look();
    }

    /// Shows the lists of the selected group; those of another one start at the top.
    pub(super) fn look(&mut self) {
        let selected = self.selected().map(|view| (view.group.id.clone(), view.accounts.len(), view.packs.len()));
        let Some((id, accounts, packs)) = selected else {
            self.focus = Focus::List;
            return;
        };
        if self.looked_at.as_ref() != Some(&id) {
            (self.accounts, self.resources) = (Scroll::default(), Scroll::default());
            self.looked_at = Some(id);
        }
        self.accounts.clamp(accounts);
        self.resources.clamp(packs);
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::AccountGroups, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}

/// How a text ranks the groups.
pub(super) fn ranked(groups: Option<&Vec<GroupView>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(groups.into_iter().flatten().map(|view| view.group.name.as_str()))
}
