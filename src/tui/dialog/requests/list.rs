//! **Waiting for Approval**: the requests that nobody has decided on.
//!
//! ```text
//! ┌ Waiting for Approval ───────────────────────────────────────────────┐
//! │ / filter                                                            │
//! │ About           Request                         By         Approvals│
//! │▌Order to Cash   a release at once               anna@desk  0 of 1   │
//! │ Returns         a release on Tue 1 Dec 2026     ben@desk   stale    │
//! │                 [ Close ]  [ Withdraw ]  [ Reject ]  [ Approve ]    │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::Line,
    widgets::Widget,
};

use super::{
    answer::{Answer, answer},
    show::show,
};
use crate::{
    domain::{Identity, RequestState},
    engine::{Engine, EngineError, RequestView},
    tui::{
        command::{Command, Commands, Dialog, Query, exists},
        filter::by_name,
        form::{ListForm, ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Edit, Row, Table, Tone},
    },
};

const BUTTONS: [Step; 4] =
    [Step::Leave, Step::Do(Action::WithdrawRequest), Step::Do(Action::RejectRequest), Step::Do(Action::ApproveRequest)];

#[derive(Debug)]
pub(in crate::tui) struct RequestsDialog {
    views: Vec<RequestView>,
    /// Who looks at them.
    who: Identity,
    form: ListForm,
}

/// Opens **Waiting for Approval**.
pub(in crate::tui) fn requests() -> Command {
    Query::read("list what waits for approval", read)
        .then(|(views, who)| vec![Command::Open(Box::new(RequestsDialog::new(views, who)))])
}

fn read(engine: &mut Engine) -> Result<(Vec<RequestView>, Identity), EngineError> {
    Ok((engine.approval_requests(false)?, engine.who().clone()))
}

impl RequestsDialog {
    fn new(views: Vec<RequestView>, who: Identity) -> Self {
        Self { form: ListForm::new(views.len(), BUTTONS), views, who }
    }

    fn selected(&self) -> Option<&RequestView> {
        self.views.get(self.form.list.selected()?)
    }

    /// Whether the selected request is by whoever looks at it.
    fn is_mine(&self) -> Option<bool> {
        Some(self.selected()?.request.who == self.who)
    }

    fn can(&self, action: Action) -> bool {
        let is_open = self.selected().is_some_and(|view| view.state == RequestState::Open);
        match action {
            Action::WithdrawRequest => self.is_mine() == Some(true),
            Action::RejectRequest => self.is_mine() == Some(false),
            Action::ApproveRequest => self.is_mine() == Some(false) && is_open,
            Action::ShowRequest => self.selected().is_some(),
            _ => true,
        }
    }

    fn answered(&self, action: Action) -> Commands {
        let Some(view) = self.selected().cloned().filter(|_| self.can(action)) else { return vec![] };
        match action {
            Action::ShowRequest => vec![show(view)],
            Action::ApproveRequest => vec![answer(view, Answer::Approve, requests)],
            Action::RejectRequest => vec![answer(view, Answer::Reject, requests)],
            Action::WithdrawRequest => {
                let (id, name) = (view.request.id.clone(), view.request.name.clone());
                let withdrawn = Query::change("withdraw the request", move |engine| {
                    engine.withdraw_request(&id)?;
                    read(engine)
                });
                vec![withdrawn.reply_to(move |dialog: &mut Self, (views, who), _| {
                    *dialog = Self::new(views, who);
                    vec![Command::Notify(Tone::Success, format!("the request about {name} is withdrawn"))]
                })]
            }
            _ => vec![],
        }
    }
}

impl Dialog for RequestsDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes(Scope::Requests)
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        exists(self.can(action))
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.edit(edit, ranked(&self.views));
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        if action == Action::ShowRequest {
            return self.answered(action);
        }
        match self.form.act(action, context, ranked(&self.views)) {
            Step::Leave => vec![Command::Leave],
            Step::Do(action) => self.answered(action),
            Step::Stay | Step::Submit | Step::Open => vec![],
        }
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.form.refuse(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let enabled = |action| self.can(action);
        let sheet = ListSheet {
            title: "Waiting for Approval",
            widest: usize::MAX,
            lines: self.views.len() + usize::from(!self.views.is_empty()),
            nothing: "Nothing waits for approval",
            buttons: &[
                Button::new("Close"),
                Button::new("Withdraw").enabled(enabled(Action::WithdrawRequest)),
                Button::new("Reject").enabled(enabled(Action::RejectRequest)),
                Button::new("Approve").primary().enabled(enabled(Action::ApproveRequest)),
            ],
        };
        let columns = [
            Column::new("About", 14).grow(2).names(),
            Column::new("Request", 22).grow(3),
            Column::new("By", 10).grow(1).drop_at(1),
            Column::new("Approvals", 9),
        ];
        let list = &self.form.list;
        let row = |at: usize| row(look, &self.views[list.shown()[at]]);
        let table = Table::new(look.theme, &columns, list.scroll(), list.shown().len(), &row);
        let table = table.focused(self.form.is_on_list());
        self.form.draw(look, &sheet, |area, buf| (&table).render(area, buf), screen, buf)
    }
}

fn ranked(views: &[RequestView]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(views.iter().map(|view| view.request.name.as_str()))
}

fn row<'a>(look: &Look, view: &'a RequestView) -> Row<'a> {
    let request = &view.request;
    let (given, style) = match view.state {
        RequestState::Stale => ("stale".to_owned(), look.theme.styles.warning),
        _ => (format!("{} of {}", request.approvals.len(), request.needed), Style::new()),
    };
    Row::new([
        Line::raw(request.name.as_str()),
        Line::raw(request.requested.words()),
        Line::raw(request.by.as_str()),
        Line::styled(given, style),
    ])
}
