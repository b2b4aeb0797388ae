//! The answer to a request: what it would do, and a comment.
//!
//! ```text
//! ┌ Approve · Order to Cash ─────────────────────────────────┐
//! │ anna@desk asks for a release at once.                    │   what is asked for
//! │ 5 upgrades · 1 added                                     │
//! │ A re-release, to 42 instances in 40 accounts             │   what it does, as the wizard says it
//! │ Comment                                                  │
//! │ [                                                      ] │
//! │                            [ Cancel ]  [ Approve ]       │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::show::told;
use crate::{
    engine::{EngineError, RequestView, Review},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        dialog::by_form::by_form,
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const COMMENT: usize = 0;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Answer {
    Approve,
    Reject,
}

#[derive(Debug)]
pub(super) struct AnswerDialog {
    view: Box<RequestView>,
    review: Option<Review>,
    answer: Answer,
    form: Form,
    /// Opens the list again.
    back: fn() -> Command,
}

/// Opens the answer to a request, in the place of the list that `back` opens again.
pub(super) fn answer(view: RequestView, answer: Answer, back: fn() -> Command) -> Command {
    let view = Box::new(view);
    Query::read("look at the request", move |engine| Ok((engine.review_request(&view.request)?, view))).then(
        move |(review, view)| {
            let says = match answer {
                Answer::Approve => "what you want to say with it",
                Answer::Reject => "why it is rejected",
            };
            let form = Form::new(vec![("Comment", Control::text("", says))]).by_the_way_back();
            vec![Command::Close, Command::Open(Box::new(AnswerDialog { view, review, answer, form, back }))]
        },
    )
}

impl AnswerDialog {
    fn submit(&mut self) -> Commands {
        let (id, comment, answer, back) =
            (self.view.request.id.clone(), self.form.text(COMMENT), self.answer, self.back);
        let name = self.view.request.name.clone();
        if answer == Answer::Reject && comment.trim().is_empty() {
            self.form.refuse(COMMENT, "a rejection needs a comment".to_owned());
            return vec![];
        }
        let done = Query::change("answer the request", move |engine| match answer {
            Answer::Approve => Ok((engine.approve(&id, &comment)?.happened, engine.waiting_requests())),
            Answer::Reject => {
                engine.reject_request(&id, &comment)?;
                Ok((format!("the request about {name} is rejected"), engine.waiting_requests()))
            }
        });
        vec![done.then(move |(happened, waiting)| {
            let more = (waiting > 0).then(back);
            [Command::Close, Command::Notify(Tone::Success, happened), Command::Refresh]
                .into_iter()
                .chain(more)
                .collect()
        })]
    }
}

impl Dialog for AnswerDialog {
    by_form!(form);

    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        vec![Command::Close, explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let label = match self.answer {
            Answer::Approve => "Approve",
            Answer::Reject => "Reject",
        };
        let title = format!("{label} · {}", self.view.request.name);
        let can = self.answer == Answer::Approve || !self.form.text(COMMENT).trim().is_empty();
        let sheet = Sheet::new(&title, Button::new(label).enabled(can));
        let text = told(&self.view, self.review.as_ref()).join("\n");
        let parts = [Part::sentence(&text, Style::new()).airy(), self.form.part(COMMENT).wrong(self.form.refused())];
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
