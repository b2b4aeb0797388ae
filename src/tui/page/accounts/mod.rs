//! The Accounts page: the managed accounts, and the chosen one with its account groups and what is installed in it.

mod update;
mod view;

use std::collections::HashMap;

use crate::{
    domain::AccountId,
    engine::{AccountEntry, AccountView, Installed, Tally},
    tui::{
        command::{Commands, Query},
        page::browser::{Browser, browsed, by_name},
        widget::Scroll,
    },
};

browsed!(AccountEntry { id, name }, AccountView { account.id }, AccountId);

/// Rows before and after the selected one whose counts are read: more than a screen shows.
const AROUND: usize = 80;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    List,
    /// What is installed in the chosen one.
    Table,
}

#[derive(Debug, Default)]
pub struct AccountsPage {
    /// The accounts by name, and the chosen one.
    pub browser: Browser<AccountEntry, AccountView>,
    focus: Focus,
    /// What the list says of the accounts around the selected one.
    tallies: HashMap<AccountId, Tally>,
    table: Scroll,
}

impl AccountsPage {
    /// The instance that the table's selection rests on.
    fn instance(&self) -> Option<&Installed> {
        self.browser.chosen()?.instances.get(self.table.selected())
    }

    /// Selects an account that may not be listed yet.
    pub(in crate::tui) fn select_next(&mut self, id: AccountId) {
        self.browser.select_next(id);
    }

    fn take(&mut self, entries: Vec<AccountEntry>) -> Commands {
        let selected = self.browser.take(entries.into(), by_name);
        self.tallies.clear();
        self.count_around().into_iter().chain(selected.map(read)).collect()
    }

    fn show(&mut self, view: Box<AccountView>) {
        let instances = view.instances.len();
        if self.browser.show(view) {
            self.table = Scroll::default();
        }
        self.table.clamp(instances);
    }

    /// Asks for the selected account where another one is shown, and for the counts around it.
    fn ask_for_selected(&mut self) -> Commands {
        let other = self.browser.unread();
        self.count_around().into_iter().chain(other.map(read)).collect()
    }

    /// Asks for the counts of the rows that may show and are not known.
    fn count_around(&self) -> Commands {
        let from = self.browser.list.scroll().selected().saturating_sub(AROUND);
        let ids = self.browser.shown().skip(from).take(2 * AROUND).map(|entry| &entry.id);
        let ids: Vec<AccountId> = ids.filter(|id| !self.tallies.contains_key(*id)).cloned().collect();
        if ids.is_empty() {
            return vec![];
        }
        let tallies = Query::read("read the account", move |engine| engine.tallies(&ids));
        vec![tallies.shown_to(|page: &mut Self, tallies, _| {
            page.tallies.extend(tallies.into_iter().map(|tally| (tally.account.clone(), tally)));
        })]
    }
}

fn read(id: AccountId) -> crate::tui::command::Command {
    Query::read("read the account", move |engine| engine.account(&id).map(Box::new))
        .shown_to(|page: &mut AccountsPage, view, _| page.show(view))
}
