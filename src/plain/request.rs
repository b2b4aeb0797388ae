//! Answering a request that waits for approval.

use super::{Session, Stop, ask::ask_text, describe, voice::Choice};
use crate::{
    domain::{Approval, ApprovalRequestId, MAX_NOTES, PackId, RequestState},
    engine::{RequestView, Review, sentences},
    text::capital,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Answer {
    Approve,
    Reject,
    Withdraw,
    Back,
}

/// The request about a pack that nobody has decided on.
pub(super) fn about(session: &Session, pack: &PackId) -> Option<ApprovalRequestId> {
    session.engine.settings().requests.about(Some(pack)).map(|request| request.id.clone())
}

/// Says what is requested and what it would do, and asks for an answer.
pub(super) fn talk(session: &mut Session, pack: &PackId) -> Result<(), Stop> {
    let Some(id) = about(session, pack) else { return Ok(()) };
    let view = session.engine.find_request(id.as_str())?;
    let review = session.engine.review_request(&view.request)?;
    session.voice.title(&format!("Request · {}", view.request.name))?;
    session.voice.say_all(lines(&view, review))?;
    let off = &view.off;
    let all = [
        (Answer::Approve, "a", "Approve", off.approve.is_none()),
        (Answer::Reject, "x", "Reject", off.reject.is_none()),
        (Answer::Withdraw, "w", "Withdraw", off.withdraw.is_none()),
        (Answer::Back, "q", "Back", true),
    ];
    let offered = all.into_iter().filter(|(.., offered)| *offered);
    let choices: Vec<Choice<Answer>> =
        offered.map(|(value, key, label, _)| Choice { value, key, label: label.to_owned() }).collect();
    match session.voice.choose("What to do", &choices, None)? {
        Answer::Back => return Ok(()),
        Answer::Approve => {
            let comment = ask_text(session, "Comment", "", MAX_NOTES)?;
            let approved = session.engine.approve(&id, &comment);
            let approved = session.done(approved)?;
            session.voice.say(&approved.happened)?;
        }
        Answer::Reject => {
            let comment = ask_text(session, "Comment, why it is rejected", "", MAX_NOTES)?;
            let rejected = session.engine.reject_request(&id, &comment);
            session.done(rejected)?;
            session.voice.say(&capital(&sentences::request_rejected(&view.request.name)))?;
        }
        Answer::Withdraw => {
            let withdrawn = session.engine.withdraw_request(&id);
            session.done(withdrawn)?;
            session.voice.say(&capital(&sentences::request_withdrawn(&view.request.name)))?;
        }
    }
    session.tidy()
}

fn lines(view: &RequestView, review: Option<Review>) -> Vec<String> {
    let request = &view.request;
    let author = Approval::person(&request.by, &request.who);
    let mut lines = vec![format!("{author} asks for {}.", request.requested.words()), view.state_words()];
    lines.extend(request.approvals.iter().map(|one| format!("approved by {}", Approval::person(&one.by, &one.who))));
    lines.extend(describe::changes(&view.changes));
    if let Some(review) = review.filter(|_| view.state == RequestState::Open) {
        lines.push(review.headline);
        lines.extend(review.window.into_iter().chain(review.delivery).chain(review.warnings));
    }
    lines
}
