//! One request to look at: who asks for what, what it would change, and what the wizard says of it.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use super::{
    told::told,
    verbs::{answered, may_answer},
};
use crate::{
    domain::{ApprovalRequestId, Change},
    engine::{Engine, EngineError, RequestView, Review},
    text::wrap,
    tui::{
        changes,
        command::{Command, Commands, Dialog, Query},
        dialog::prose::{self, scroll_or_leave},
        keys::{Action, Availability, Scope},
        layout::measure,
        look::{Context, Look},
        widget::Scrolled,
    },
};

#[derive(Debug)]
struct RequestDialog {
    view: Box<RequestView>,
    review: Option<Review>,
    scroll: Scrolled,
}

/// Opens a request to look at.
pub(in crate::tui) fn show_request(id: ApprovalRequestId) -> Command {
    Query::read("look at the request", move |engine| read(engine, &id))
        .then(|(view, review)| vec![Command::open(RequestDialog { view, review, scroll: Scrolled::default() })])
}

fn read(engine: &mut Engine, id: &ApprovalRequestId) -> Result<(Box<RequestView>, Option<Review>), EngineError> {
    let view = engine.find_request(id.as_str())?;
    let review = engine.review_request(&view.request)?;
    Ok((Box::new(view), review))
}

impl Dialog for RequestDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Request]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        may_answer(action, &self.view)
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match answered(action, &self.view) {
            none if none.is_empty() => scroll_or_leave(action, &mut self.scroll),
            commands => commands,
        }
    }

    /// Others may answer it meanwhile.
    fn renewed(&self) -> Commands {
        let id = self.view.request.id.clone();
        let again = Query::read("look at the request", move |engine| read(engine, &id));
        vec![again.shown_to(|dialog: &mut Self, (view, review), _| {
            (dialog.view, dialog.review) = (view, review);
        })]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let room = measure(screen);
        let told = told(&self.view, self.review.as_ref());
        let mut lines: Vec<Line> = told.iter().flat_map(|line| wrap(line, room)).map(Line::raw).collect();
        let changed: Vec<_> = self.view.changes.iter().filter(|row| row.change != Change::Unchanged).cloned().collect();
        if !changed.is_empty() {
            lines.push(Line::default());
            lines.extend(changes::all(look.theme, &changed, room).0);
        }
        let title = format!("Request · {}", self.view.request.name);
        prose::draw(look, &title, &lines, Some(&self.scroll), screen, buf);
        None
    }
}
