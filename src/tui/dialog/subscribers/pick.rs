//! What can be added: accounts or integration packs to an account group, account groups to a pack.

use std::{borrow::Cow, sync::Arc};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    form::VerbDialog,
    verbs::{self, Pick},
};
use crate::{
    domain::{Summary, count},
    engine::{AccountEntry, Engine, EngineError, GroupSize},
    tui::{
        command::{Command, Commands, Dialog, Query, warn},
        dialog::check_list::{self, Pickable},
        form::Step,
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::Edit,
    },
};

impl Pick {
    /// What is not there already, and the name of where it is added.
    fn pickable(&self, engine: &mut Engine) -> Result<(String, Vec<Pickable>), EngineError> {
        Ok(match self {
            Self::Accounts(group) => {
                let group = engine.group(group)?.group;
                let free = engine.account_entries().into_iter().filter(|entry| !group.accounts.contains(&entry.id));
                let row = |entry: AccountEntry| Pickable::new(&entry.id, entry.name, "");
                (group.name.clone(), free.map(row).collect())
            }
            Self::Packs(group) => {
                let group = engine.group(group)?.group;
                let entries = engine.overview().packs;
                let free = entries.iter().map(|entry| &entry.summary).filter(|one| !group.packs.contains(&one.id));
                let note = |current| match current {
                    0 => "never released".to_owned(),
                    number => format!("release #{number}"),
                };
                let row = |one: &Arc<Summary>| Pickable::new(&one.id, &*one.name, note(one.current));
                (group.name.clone(), free.map(row).collect())
            }
            Self::Groups(pack) => {
                let row =
                    |size: GroupSize| Pickable::new(&size.entry.id, size.entry.name, count(size.accounts, "account"));
                (engine.pack_name(pack), engine.groups_without(pack).into_iter().map(row).collect())
            }
        })
    }

    fn nothing(&self) -> &'static str {
        match self {
            Self::Accounts(_) => "every account is in the group already",
            Self::Packs(_) => "every integration pack is shared with the group already",
            Self::Groups(_) => "it is shared with every account group already",
        }
    }
}

/// Offers what can be added, where there is anything.
pub(in crate::tui) fn pick(pick: Pick) -> Command {
    let wanted = pick.clone();
    Query::read("look for what can be added", move |engine| wanted.pickable(engine)).then(move |(to, all)| {
        match &pick {
            Pick::Groups(shared) if all.is_empty() => {
                return vec![Command::open(VerbDialog::create_group_for(shared.clone(), &to))];
            }
            _ if all.is_empty() => return warn(pick.nothing()),
            _ => {}
        }
        vec![Command::open(PickDialog::new(pick, &to, all))]
    })
}

#[derive(Debug)]
pub(in crate::tui) struct PickDialog {
    pick: Pick,
    list: check_list::CheckList,
}

impl PickDialog {
    fn new(pick: Pick, to: &str, all: Vec<Pickable>) -> Self {
        let (title, button): (_, fn(usize) -> String) = match &pick {
            Pick::Accounts(_) => (format!("Add Accounts · {to}"), |many| format!("Add {}", count(many, "Account"))),
            Pick::Packs(_) => {
                (format!("Add Integration Packs · {to}"), |many| format!("Add {}", count(many, "Integration Pack")))
            }
            Pick::Groups(_) => {
                (format!("Add to Account Groups · {to}"), |many| format!("Add to {}", count(many, "Account Group")))
            }
        };
        Self { pick, list: check_list::CheckList::new(title, button, all) }
    }
}

impl Dialog for PickDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.list.scopes()
    }

    fn is_edited(&self) -> bool {
        self.list.checked().len() > 0
    }

    fn availability(&self, action: Action) -> Availability {
        self.list.availability(action)
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        self.list.label(action)
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.list.edit(edit);
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.list.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Submit => {
                let ids = self.list.checked().map(|one| one.id.clone()).collect();
                vec![verbs::add(self.pick.clone(), ids)]
            }
            Step::Do(_) | Step::Stay | Step::Open => vec![],
        }
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.list.refuse(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        check_list::draw(look, &self.list, screen, buf)
    }
}
