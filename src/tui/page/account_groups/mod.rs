//! The Account Groups page: the groups, and the chosen one with its accounts and its Resources.

mod update;
mod view;

use crate::{
    domain::AccountGroupId,
    engine::{GroupSize, GroupView},
    tui::{
        command::{Command, Commands, Query},
        page::browser::{Browser, browsed, by_name},
        widget::Scroll,
    },
};

browsed!(GroupSize { entry.id, entry.name }, GroupView { group.id }, AccountGroupId);

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
enum Focus {
    #[default]
    List,
    /// The accounts of the chosen one.
    Accounts,
    /// The packs shared with it.
    Resources,
}

const STOPS: [Focus; 3] = [Focus::List, Focus::Accounts, Focus::Resources];

#[derive(Debug, Default)]
pub struct AccountGroupsPage {
    /// The groups by name, and the chosen one.
    pub browser: Browser<GroupSize, GroupView>,
    focus: Focus,
    accounts: Scroll,
    resources: Scroll,
}

impl AccountGroupsPage {
    /// Selects a group that may not be listed yet.
    pub(in crate::tui) fn select_next(&mut self, id: AccountGroupId) {
        self.browser.select_next(id);
    }

    fn take(&mut self, groups: Vec<GroupSize>) -> Commands {
        let selected = self.browser.take(groups.into(), by_name);
        if selected.is_none() {
            self.focus = Focus::List;
        }
        selected.map(read).into_iter().collect()
    }

    /// Shows a group that was asked for; the lists of another one start at the top.
    fn show(&mut self, view: Box<GroupView>) {
        let (accounts, resources) = (view.accounts.len(), view.packs.len());
        if self.browser.show(view) {
            (self.accounts, self.resources) = (Scroll::default(), Scroll::default());
        }
        self.accounts.clamp(accounts);
        self.resources.clamp(resources);
    }

    /// Asks for the selected group where another one is shown.
    fn ask_for_selected(&mut self) -> Commands {
        let other = self.browser.unread();
        if self.browser.selected().is_none() {
            self.focus = Focus::List;
        }
        other.map(read).into_iter().collect()
    }
}

fn read(id: AccountGroupId) -> Command {
    Query::read("read the account group", move |engine| engine.group(&id).map(Box::new))
        .shown_to(|page: &mut AccountGroupsPage, view, _| page.show(view))
}
