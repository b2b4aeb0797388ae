//! What keys do on the page.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    state::{Focus, SchedulePage, ranked},
    view,
};
use crate::{
    domain::PackId,
    engine::{Engine, Purpose, ScheduleEntry},
    tui::{
        command::{Command, Commands, Place, Query, allowed, propose, shown_if},
        dialog::{
            add_freeze, answered, cancel_scheduled, cancel_several, freezes, hooks, may_answer, move_scheduled,
            move_several, override_freeze, show_request,
        },
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::PageState,
        widget::Edit,
    },
};

impl PageState for SchedulePage {
    fn scopes(&self) -> Vec<Scope> {
        let front = self.list.filter().typing.then_some(Scope::Filter);
        let requests = self.is_on_requests().then_some(Scope::Requests);
        front.into_iter().chain(requests).chain([Scope::Schedule, Scope::Page]).collect()
    }

    fn availability(&self, action: Action, context: &Context) -> Availability {
        let selected = self.selected();
        match action {
            _ if self.is_on_requests() && is_about_scheduled(action) => Availability::Hidden,
            Action::ShowRequest | Action::ApproveRequest | Action::RejectRequest | Action::WithdrawRequest => {
                self.request().map_or(Availability::Hidden, |view| may_answer(action, view))
            }
            Action::ShowRequests if !context.overview.asks_for_approval() => Availability::Hidden,
            Action::ShowRequests if self.requests.is_empty() => {
                Availability::Unavailable("nothing waits for approval".into())
            }
            Action::ShowRequests if self.waiting.shown().is_empty() => {
                Availability::Unavailable("the filter hides what waits for approval".into())
            }
            Action::GoToPack | Action::Release | Action::MoveScheduled | Action::CancelScheduled => {
                shown_if(selected.is_some())
            }
            Action::ChangeScheduled if context.overview.settings.deployment.check_choice().is_err() => {
                Availability::Hidden
            }
            Action::ChangeScheduled => {
                selected.map_or(Availability::Hidden, |entry| allowed(ScheduleEntry::check_changeable(entry)))
            }
            Action::OverrideFreeze => shown_if(selected.is_some_and(|entry| entry.frozen.is_some())),
            Action::Filter => shown_if(!self.entries().is_empty() || !self.requests.is_empty()),
            Action::Mark | Action::MarkAll => shown_if(!self.entries().is_empty()),
            Action::NextControl => shown_if(self.next_focus(true) != self.focus),
            _ => Availability::Available,
        }
    }

    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        let other = match self.next_focus(true) {
            Focus::Requests => "Requests",
            Focus::List => "List",
            Focus::Detail => "Details",
        };
        (action == Action::NextControl).then(|| other.into())
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if let Some(motion) = action.motion() {
            self.step(motion, action);
            return vec![];
        }
        if self.list.act(action, ranked(self.entries.as_ref())) {
            self.narrow_requests(None);
            self.go_to_list();
            return vec![];
        }
        if let Some(view) = self.request() {
            let commands = answered(action, view);
            if is_about_scheduled(action) || !commands.is_empty() {
                return commands;
            }
        }
        match action {
            Action::NextControl | Action::PreviousControl => {
                self.focus = self.next_focus(action == Action::NextControl);
                vec![]
            }
            Action::Back if self.focus == Focus::Detail => {
                self.focus = Focus::List;
                vec![]
            }
            Action::Back if self.focus == Focus::Requests && !self.entries().is_empty() => {
                self.go_to_list();
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
            Action::AddFreeze => vec![add_freeze(&context.overview, freezes)],
            Action::ShowFreezes => vec![freezes()],
            Action::ShowHooks => vec![hooks()],
            Action::ShowRequest => {
                self.request().map(|view| show_request(view.request.id.clone())).into_iter().collect()
            }
            Action::ShowRequests => {
                self.go_to_requests();
                vec![]
            }
            _ => vec![],
        }
    }

    fn edit(&mut self, edit: &Edit, _: &Context) -> Commands {
        self.list.edit(edit, ranked(self.entries.as_ref()));
        self.narrow_requests(None);
        self.go_to_list();
        vec![]
    }

    fn ask(&self) -> Commands {
        let read = |engine: &mut Engine| Ok((engine.schedule()?, engine.approval_requests(false)?));
        vec![
            Query::read("read the schedule", read)
                .shown_to(|page: &mut Self, (entries, requests), _| page.show(entries, requests)),
        ]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}

/// Whether a key is about the selected release, so that it means nothing on a request.
fn is_about_scheduled(action: Action) -> bool {
    matches!(
        action,
        Action::GoToPack
            | Action::Release
            | Action::MoveScheduled
            | Action::ChangeScheduled
            | Action::CancelScheduled
            | Action::OverrideFreeze
            | Action::Mark
            | Action::MarkAll
    )
}

impl SchedulePage {
    /// Asks for something of the selected pack.
    fn about(&self, ask: impl FnOnce(PackId) -> Command) -> Commands {
        self.selected().map(|entry| ask(entry.id.clone())).into_iter().collect()
    }
}
