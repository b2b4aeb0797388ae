//! What can be added: accounts or integration packs to an account group, account groups to a pack.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use crate::{
    domain::count,
    tui::{
        dialog::{
            Verdict,
            check_list::{self, Outcome},
        },
        keys::{Action, Availability, Scope},
        look::Look,
        widget::Edit,
        worker::{
            Pickable,
            subscribers::{Pick, Verb, request},
        },
    },
};

/// The dialog's state.
#[derive(Debug)]
pub struct State {
    pick: Pick,
    list: check_list::State,
}

impl State {
    pub(in crate::tui) fn new(pick: Pick, to: &str, all: Vec<Pickable>) -> Self {
        let (title, button): (_, fn(usize) -> String) = match &pick {
            Pick::Accounts(_) => (format!("Add Accounts · {to}"), |many| format!("Add {}", count(many, "Account"))),
            Pick::Packs(_) => {
                (format!("Add Integration Packs · {to}"), |many| format!("Add {}", count(many, "Integration Pack")))
            }
            Pick::Groups(_) => {
                (format!("Add to Account Groups · {to}"), |many| format!("Add to {}", count(many, "Account Group")))
            }
        };
        Self { pick, list: check_list::State::new(title, button, all) }
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.list.refuse(why);
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.list.scopes()
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        self.list.availability(action)
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.list.edit(edit);
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        match self.list.act(action) {
            Outcome::Stay => Verdict::Stay,
            Outcome::Cancel => Verdict::Close,
            Outcome::Done => {
                let ids = self.list.checked().map(|one| one.id.clone()).collect();
                Verdict::Ask(request(Verb::Add(self.pick.clone(), ids)))
            }
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    check_list::draw(look, &state.list, screen, buf)
}
