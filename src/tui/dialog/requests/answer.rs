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

use super::told::told;
use crate::{
    domain::{Approval, Refusal},
    engine::{EngineError, RequestView, Review, sentences},
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
}

/// Opens the answer to a request.
pub(super) fn answer(view: RequestView, answer: Answer) -> Command {
    let view = Box::new(view);
    Query::read("look at the request", move |engine| Ok((engine.review_request(&view.request)?, view))).then(
        move |(review, view)| {
            let says = match answer {
                Answer::Approve => "what you want to say with it",
                Answer::Reject => "why it is rejected",
            };
            let form = Form::new(vec![("Comment", Control::text("", says))]).by_the_way_back();
            vec![Command::open(AnswerDialog { view, review, answer, form })]
        },
    )
}

impl AnswerDialog {
    fn submit(&mut self) -> Commands {
        if let Err(refusal) = self.check() {
            self.form.refuse(COMMENT, refusal.to_string());
            return vec![];
        }
        let (request, comment, answer) = (&self.view.request, self.form.text(COMMENT), self.answer);
        let (id, name) = (request.id.clone(), request.name.clone());
        let done = Query::change("answer the request", move |engine| match answer {
            Answer::Approve => engine.approve(&id, &comment).map(|approved| approved.happened),
            Answer::Reject => {
                let rejected = engine.reject_request(&id, &comment);
                rejected.map(|_| sentences::request_rejected(&name))
            }
        });
        vec![done.then(|happened| vec![Command::Finish, Command::Notify(Tone::Success, happened)])]
    }

    /// Whether the comment can be given with the answer.
    fn check(&self) -> Result<(), Refusal> {
        let comment = self.form.text(COMMENT);
        match self.answer {
            Answer::Approve => Approval::check_comment(&comment),
            Answer::Reject => Approval::check_reason(&comment),
        }
        .map(drop)
    }
}

impl Dialog for AnswerDialog {
    by_form!(form);

    fn refused(&mut self, doing: &'static str, error: &EngineError) -> Commands {
        vec![Command::Finish, explain(&format!("Failed to {doing}"), error), Command::Refresh]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let label = match self.answer {
            Answer::Approve => "Approve",
            Answer::Reject => "Reject",
        };
        let title = format!("{label} · {}", self.view.request.name);
        let sheet = Sheet::new(&title, Button::new(label).enabled(self.check().is_ok()));
        let text = told(&self.view, self.review.as_ref()).join("\n");
        let parts = [Part::sentence(&text, Style::new()).airy(), self.form.part(COMMENT).wrong(self.form.refused())];
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
