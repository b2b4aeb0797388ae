//! What the page remembers.

use std::collections::HashMap;

use crate::{
    domain::AccountId,
    engine::{AccountEntry, AccountView, Installed, Tally},
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

/// Rows before and after the selected one whose counts are read: more than a screen shows.
const AROUND: usize = 80;

/// What keys act on.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Focus {
    /// The list of accounts.
    #[default]
    List,
    /// What is installed in the chosen one.
    Table,
}

/// The page's state.
#[derive(Debug, Default)]
pub struct AccountsPage {
    /// By name; none until they have been read.
    pub(super) entries: Option<Vec<AccountEntry>>,
    pub(super) focus: Focus,
    pub(super) list: FilteredList,
    /// What the list says of the accounts around the selected one.
    pub(super) tallies: HashMap<AccountId, Tally>,
    /// The account that is looked at; kept while another is on its way.
    pub(super) view: Option<Box<AccountView>>,
    pub(super) table: Scroll,
    /// The account to select once it is listed.
    next: Option<AccountId>,
}

impl AccountsPage {
    /// All accounts; none until they have been read.
    #[must_use]
    pub fn entries(&self) -> &[AccountEntry] {
        self.entries.as_deref().unwrap_or_default()
    }

    /// The account that the list's selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&AccountEntry> {
        self.entries().get(self.list.selected()?)
    }

    /// The chosen account, once it has been read.
    #[must_use]
    pub fn view(&self) -> Option<&AccountView> {
        self.view.as_deref()
    }

    /// The chosen account, unless the selection has gone on and another is on its way: what verbs act on.
    #[must_use]
    pub fn chosen(&self) -> Option<&AccountView> {
        self.view().filter(|view| self.selected().is_some_and(|entry| entry.id == view.account.id))
    }

    /// The instance that the table's selection rests on.
    #[must_use]
    pub fn instance(&self) -> Option<&Installed> {
        self.chosen()?.instances.get(self.table.selected())
    }

    /// An account's name; its id where it is unknown.
    #[must_use]
    pub fn name_of(&self, id: &AccountId) -> String {
        self.entries().iter().find(|entry| entry.id == *id).map_or_else(|| id.to_string(), |entry| entry.name.clone())
    }

    /// Selects an account that is not listed yet.
    pub fn select_next(&mut self, id: AccountId) {
        self.next = Some(id);
    }

    /// Takes what was read; the same account stays selected, or what has taken its place in the list.
    pub fn list(&mut self, entries: Vec<AccountEntry>) -> Vec<Effect<Request>> {
        let position = |id: &AccountId| entries.iter().position(|entry| entry.id == *id);
        let same = self.selected().and_then(|old| position(&old.id));
        let next = self.next.take().and_then(|id| position(&id));
        self.entries = Some(entries);
        self.tallies.clear();
        self.list.refill(same, ranked(self.entries.as_ref()));
        if let Some(next) = next {
            self.list.go_to(next, ranked(self.entries.as_ref()));
        }
        let chosen = self.selected().map(|entry| entry.id.clone());
        let mut effects = self.count_around();
        match chosen {
            Some(id) => effects.extend(ask(Ask::Account(id))),
            None => self.view = None,
        }
        effects
    }

    /// Takes what the list says of some accounts.
    pub fn tally(&mut self, tallies: Vec<Tally>) {
        self.tallies.extend(tallies.into_iter().map(|tally| (tally.account.clone(), tally)));
    }

    /// Shows an account that was asked for.
    pub fn show(&mut self, view: Box<AccountView>) {
        if self.view.as_ref().is_none_or(|shown| shown.account.id != view.account.id) {
            self.table = Scroll::default();
        }
        self.table.clamp(view.instances.len());
        self.view = Some(view);
    }

    /// Asks for the selected account where another one is shown, and for the counts around it.
    pub(super) fn look(&mut self) -> Vec<Effect<Request>> {
        let Some(id) = self.selected().map(|entry| entry.id.clone()) else {
            self.view = None;
            return vec![];
        };
        let mut effects = self.count_around();
        if self.view.as_ref().is_none_or(|view| view.account.id != id) {
            effects.extend(ask(Ask::Account(id)));
        }
        effects
    }

    /// Asks for the counts of the rows that may show and are not known.
    fn count_around(&self) -> Vec<Effect<Request>> {
        let at = self.list.scroll().selected();
        let rows = self.list.shown().iter().skip(at.saturating_sub(AROUND)).take(2 * AROUND);
        let ids = rows.map(|row| &self.entries()[*row].id).filter(|id| !self.tallies.contains_key(*id));
        let ids: Vec<AccountId> = ids.cloned().collect();
        if ids.is_empty() { vec![] } else { ask(Ask::Tallies(ids)) }
    }

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Accounts, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }
}

/// How a text ranks the entries.
pub(super) fn ranked(entries: Option<&Vec<AccountEntry>>) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(entries.into_iter().flatten().map(|entry| entry.name.as_str()))
}
