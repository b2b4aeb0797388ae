//! The keys that answer a request, wherever it is shown.

use super::answer::{Answer, answer};
use crate::{
    engine::{RequestView, sentences},
    tui::{
        command::{Command, Commands, Query, allowed},
        keys::{Action, Availability},
        widget::Tone,
    },
};

/// Whether such a key is on; any other is.
pub(in crate::tui) fn may_answer(action: Action, view: &RequestView) -> Availability {
    let off = match action {
        Action::ApproveRequest => &view.off.approve,
        Action::RejectRequest => &view.off.reject,
        Action::WithdrawRequest => &view.off.withdraw,
        _ => &None,
    };
    allowed(off.clone().map_or(Ok(()), Err))
}

/// What such a key leads to.
pub(in crate::tui) fn answered(action: Action, view: &RequestView) -> Commands {
    match action {
        Action::ApproveRequest => vec![answer(view.clone(), Answer::Approve)],
        Action::RejectRequest => vec![answer(view.clone(), Answer::Reject)],
        Action::WithdrawRequest => vec![withdraw(view)],
        _ => vec![],
    }
}

/// Nothing is lost by it that could not be asked for again, so nobody is asked.
fn withdraw(view: &RequestView) -> Command {
    let (id, told) = (view.request.id.clone(), sentences::request_withdrawn(&view.request.name));
    Query::change("withdraw the request", move |engine| engine.withdraw_request(&id))
        .then(|_| vec![Command::Finish, Command::Notify(Tone::Success, told)])
}
