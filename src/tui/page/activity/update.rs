//! What keys do on the page.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{
    state::{ActivityFilter, ActivityPage},
    view,
};
use crate::{
    engine::Engine,
    tui::{
        command::{Command, Commands, Place, Query, shown_if},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        page::PageState,
        widget::Edit,
    },
};

impl PageState for ActivityPage {
    fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Activity, Scope::Page];
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain(page).collect()
    }

    fn availability(&self, action: Action, _: &Context) -> Availability {
        let of_pack = self.selected().is_some_and(|activity| activity.pack.is_some());
        match action {
            Action::GoToPack => shown_if(of_pack),
            Action::OnlyPack => shown_if(self.only.pack.is_some() || of_pack),
            Action::OnlyPerson => shown_if(self.only.person.is_some() || self.selected().is_some()),
            Action::Filter | Action::FilterKind | Action::Since => shown_if(!self.activities().is_empty()),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        let overview = &context.overview;
        if action != Action::Back && self.go(action, overview) {
            return vec![];
        }
        let selected = self.selected().cloned();
        let only = &mut self.only;
        match action {
            Action::GoToPack => {
                let id = selected.and_then(|activity| activity.pack).map(|(id, _)| id);
                return id.map(|id| Command::GoTo(Place::Pack(id))).into_iter().collect();
            }
            Action::Back => {
                *only = ActivityFilter::default();
                self.go(Action::ClearFilter, overview);
            }
            Action::FilterKind => self.next_kind(),
            Action::Since => only.since = only.since.next(),
            Action::OnlyPack if only.pack.is_some() => only.pack = None,
            Action::OnlyPack => only.pack = selected.and_then(|activity| activity.pack),
            Action::OnlyPerson if only.person.is_some() => only.person = None,
            Action::OnlyPerson => only.person = selected.map(|activity| activity.by),
            _ => return vec![],
        }
        self.narrow(self.list.selected(), overview);
        vec![]
    }

    fn edit(&mut self, edit: &Edit, context: &Context) -> Commands {
        self.filter(edit, &context.overview);
        vec![]
    }

    fn ask(&self) -> Commands {
        let told = Query::read("read the journal", Engine::activity);
        vec![told.shown_to(|page: &mut Self, told, context| page.show(told, &context.overview))]
    }

    fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        view::draw(self, look, area, buf)
    }
}
