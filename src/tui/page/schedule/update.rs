//! What keys do on the page.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    state::{SchedulePage, ranked},
    view,
};
use crate::{
    domain::PackId,
    engine::{Engine, Purpose, ScheduleEntry},
    tui::{
        command::{Command, Commands, Place, Query, allowed, exists, propose},
        dialog::{
            cancel_scheduled, cancel_several, freezes, hooks, move_scheduled, move_several, override_freeze, requests,
        },
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::PageState,
        widget::Edit,
    },
};

impl PageState for SchedulePage {
    fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Schedule, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }

    fn availability(&self, action: Action, context: &Context) -> Availability {
        let selected = self.selected();
        match action {
            Action::GoToPack | Action::Release | Action::MoveScheduled | Action::CancelScheduled => {
                exists(selected.is_some())
            }
            Action::ChangeScheduled if context.overview.settings.deployment.check_choice().is_err() => {
                Availability::Hidden
            }
            Action::ChangeScheduled => {
                selected.map_or(Availability::Hidden, |entry| allowed(ScheduleEntry::check_changeable(entry)))
            }
            Action::ShowRequests => exists(context.overview.asks_for_approval()),
            Action::OverrideFreeze => exists(selected.is_some_and(|entry| entry.frozen.is_some())),
            Action::Filter | Action::Mark | Action::MarkAll => exists(!self.entries().is_empty()),
            Action::NextControl => exists(self.on_detail || self.detail.is_cut()),
            _ => Availability::Available,
        }
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        let other = if self.on_detail { "List" } else { "Details" };
        (action == Action::NextControl).then(|| other.into())
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match action.motion() {
            Some(motion) if self.on_detail => {
                self.detail.step(motion);
                return vec![];
            }
            _ if self.list.act(action, ranked(self.entries.as_ref())) => {
                self.go_to_list();
                return vec![];
            }
            _ => {}
        }
        match action {
            Action::NextControl | Action::PreviousControl => {
                self.on_detail = !self.on_detail && self.detail.is_cut();
                vec![]
            }
            Action::Back if self.on_detail => {
                self.on_detail = false;
                vec![]
            }
            Action::Mark => {
                self.mark();
                self.list.act(Action::MoveDown, ranked(self.entries.as_ref()));
                self.go_to_list();
                vec![]
            }
            Action::MarkAll => {
                self.mark_all();
                vec![]
            }
            Action::Back => {
                self.unmark();
                vec![]
            }
            Action::MoveScheduled if !self.marked.is_empty() => vec![move_several(self.all_marked())],
            Action::CancelScheduled if !self.marked.is_empty() => vec![cancel_several(self.all_marked())],
            Action::GoToPack => self.about(|id| Command::GoTo(Place::Pack(id))),
            Action::Release => self.about(|id| propose(id, Purpose::Release)),
            Action::ChangeScheduled => self.about(|id| propose(id, Purpose::Change)),
            Action::MoveScheduled => self.about(move_scheduled),
            Action::CancelScheduled => self.about(cancel_scheduled),
            Action::OverrideFreeze => self.about(override_freeze),
            Action::ShowFreezes => vec![freezes()],
            Action::ShowHooks => vec![hooks()],
            Action::ShowRequests => vec![requests()],
            _ => vec![],
        }
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.list.edit(edit, ranked(self.entries.as_ref()));
        self.go_to_list();
        vec![]
    }

    fn ask(&self) -> Commands {
        let entries = Query::read("read the schedule", Engine::schedule);
        vec![entries.reply_to(|page: &mut Self, entries, _| {
            page.show(entries);
            vec![]
        })]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

impl SchedulePage {
    /// Asks for something of the selected pack.
    fn about(&self, ask: impl FnOnce(PackId) -> Command) -> Commands {
        self.selected().map(|entry| ask(entry.id.clone())).into_iter().collect()
    }
}
