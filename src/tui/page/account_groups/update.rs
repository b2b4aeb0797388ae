//! What keys do on the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{AccountGroupsPage, Focus, STOPS, view};
use crate::{
    domain::AccountGroupId,
    engine::GroupPart,
    tui::{
        command::{Command, Commands, Query, shown_if},
        dialog::{Pick, VerbDialog, pick},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::{PageState, browser::by_name},
        widget::{Edit, Motion, cycle_focus},
    },
};

impl PageState for AccountGroupsPage {
    fn scopes(&self) -> Vec<Scope> {
        self.browser.scopes(Scope::AccountGroups)
    }

    fn availability(&self, action: Action, _: &Context) -> Availability {
        let chosen = self.browser.chosen();
        match action {
            Action::AddAccounts | Action::AddPacks | Action::RenameGroup | Action::DeleteGroup => {
                shown_if(chosen.is_some())
            }
            Action::RemoveFromGroup => match (chosen, self.focus) {
                (None, _) => Availability::Hidden,
                (Some(_), Focus::List) => {
                    Availability::Unavailable("select an account or an integration pack first".into())
                }
                (Some(view), Focus::Accounts) => shown_if(!view.accounts.is_empty()),
                (Some(view), Focus::Resources) => shown_if(!view.packs.is_empty()),
            },
            Action::Filter => shown_if(!self.browser.entries().is_empty()),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if action == Action::Filter {
            self.focus = Focus::List;
        }
        if self.focus == Focus::List && self.browser.act(action, by_name) {
            return self.ask_for_selected();
        }
        if let Some(motion) = action.motion() {
            self.step(motion);
            return vec![];
        }
        let shows = self.browser.chosen().is_some();
        match action {
            Action::Back => self.focus = Focus::List,
            Action::NextControl | Action::PreviousControl if shows => {
                cycle_focus(&mut self.focus, &STOPS, action == Action::NextControl);
            }
            Action::Activate if shows && self.focus == Focus::List => self.focus = Focus::Accounts,
            Action::AddAccounts => return self.browser.about(|view| pick(Pick::Accounts(view.group.id.clone()))),
            Action::AddPacks => return self.browser.about(|view| pick(Pick::Packs(view.group.id.clone()))),
            Action::RemoveFromGroup => return self.remove(),
            Action::CreateGroup => return vec![Command::open(VerbDialog::create_group())],
            Action::RenameGroup => {
                return self.browser.about(|view| Command::open(VerbDialog::rename_group(&view.group)));
            }
            Action::DeleteGroup => {
                return self.browser.about(|view| ask_before(view.group.id.clone(), GroupPart::Whole));
            }
            _ => {}
        }
        vec![]
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.browser.edit(edit, by_name);
        self.ask_for_selected()
    }

    fn ask(&self) -> Commands {
        let groups = Query::read("read the account groups", |engine| Ok(engine.group_sizes()));
        vec![groups.reply_to(|page: &mut Self, groups, _| page.take(groups))]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

impl AccountGroupsPage {
    fn step(&mut self, motion: Motion) {
        let (accounts, packs) = self.browser.view().map_or((0, 0), |view| (view.accounts.len(), view.packs.len()));
        match self.focus {
            Focus::List => false,
            Focus::Accounts => self.accounts.step(motion, accounts),
            Focus::Resources => self.resources.step(motion, packs),
        };
    }

    fn remove(&self) -> Commands {
        let Some(view) = self.browser.chosen() else { return vec![] };
        let account = |at: usize| Some(GroupPart::Accounts(vec![view.accounts.get(at)?.id.clone()]));
        let pack = |at: usize| Some(GroupPart::Packs(vec![view.packs.get(at)?.0.clone()]));
        let part = match self.focus {
            Focus::List => None,
            Focus::Accounts => account(self.accounts.selected()),
            Focus::Resources => pack(self.resources.selected()),
        };
        part.map(|part| ask_before(view.group.id.clone(), part)).into_iter().collect()
    }
}

/// Asks what would stay installed if that were removed; the answer opens the question.
fn ask_before(id: AccountGroupId, part: GroupPart) -> Command {
    let removed = part.clone();
    Query::read("read the account group", move |engine| {
        let staying = engine.installed_through(&id, &removed)?;
        Ok((engine.group(&id)?, staying))
    })
    .then(move |(view, staying)| vec![Command::open(VerbDialog::part_from(&view, &part, staying))])
}
