//! What keys do on the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{AccountsPage, Focus, view};
use crate::domain::Refusal;
use crate::engine::AccountView;
use crate::tui::{
    command::{Command, Commands, Query, shown_if},
    dialog::{BrowseDialog, VerbDialog},
    keys::{Action, Availability, Scope},
    look::{Context, Look},
    page::{PageState, browser::by_name},
    widget::Edit,
};

impl PageState for AccountsPage {
    fn scopes(&self) -> Vec<Scope> {
        self.browser.scopes(Scope::Accounts)
    }

    fn availability(&self, action: Action, _: &Context) -> Availability {
        let chosen = self.browser.chosen();
        match action {
            Action::ApplyPendingUpdates => match chosen {
                None => Availability::Hidden,
                Some(view) if view.instances.iter().any(|one| one.pending().is_some()) => Availability::Available,
                Some(view) => {
                    let why = Refusal::NothingPending { account: view.account.name.clone() };
                    Availability::Unavailable(why.to_string().into())
                }
            },
            Action::BrowsePacks | Action::RenameAccount | Action::CopyId => shown_if(chosen.is_some()),
            Action::Uninstall => match (self.instance(), self.focus) {
                (None, _) => Availability::Hidden,
                (Some(_), Focus::List) => {
                    Availability::Unavailable("select an integration pack of the account first".into())
                }
                (Some(_), Focus::Table) => Availability::Available,
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
            self.table.step(motion, self.browser.view().map_or(0, |view| view.instances.len()));
            return vec![];
        }
        let shows = self.browser.view().is_some();
        match action {
            Action::Back => self.focus = Focus::List,
            Action::NextControl | Action::PreviousControl if shows => {
                self.focus = if self.focus == Focus::List { Focus::Table } else { Focus::List };
            }
            Action::Activate if shows => self.focus = Focus::Table,
            Action::ApplyPendingUpdates => return self.apply(),
            Action::BrowsePacks => return self.browse(),
            Action::Uninstall => return self.uninstall(),
            Action::CreateAccount => return vec![Command::open(VerbDialog::create_account())],
            Action::RenameAccount => {
                let rename = |view: &AccountView| VerbDialog::rename_account(&view.account);
                return self.browser.about(|view| Command::open(rename(view)));
            }
            Action::CopyId => return self.browser.copy_id(),
            _ => {}
        }
        vec![]
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.browser.edit(edit, by_name);
        self.ask_for_selected()
    }

    fn ask(&self) -> Commands {
        let entries = Query::read("read the accounts", |engine| Ok(engine.account_entries()));
        vec![entries.reply_to(|page: &mut Self, entries, _| page.take(entries))]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

impl AccountsPage {
    fn apply(&self) -> Commands {
        self.browser.about(|view| {
            let (id, name) = (view.account.id.clone(), view.account.name.clone());
            let account = id.clone();
            Query::read("look for pending updates", move |engine| engine.applicable(&id, &[]))
                .then(move |found| vec![Command::open(VerbDialog::apply(account, &name, &found))])
        })
    }

    fn browse(&self) -> Commands {
        self.browser.about(|view| {
            let (id, name) = (view.account.id.clone(), view.account.name.clone());
            let account = id.clone();
            Query::read("browse the integration packs", move |engine| engine.browse(&id))
                .then(move |offers| vec![Command::open(BrowseDialog::new(account, name, offers))])
        })
    }

    fn uninstall(&self) -> Commands {
        let (Some(view), Some(one)) = (self.browser.chosen(), self.instance()) else { return vec![] };
        let dialog = VerbDialog::uninstall(view.account.id.clone(), &view.account.name, one);
        vec![Command::open(dialog)]
    }
}
