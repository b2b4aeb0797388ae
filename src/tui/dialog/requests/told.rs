//! What is said of a request.

use crate::{
    domain::{Approval, Requested},
    engine::{RequestView, Review},
};

/// Who asks for what, how far it is, and what it would do.
pub(super) fn told(view: &RequestView, review: Option<&Review>) -> Vec<String> {
    let request = &view.request;
    let author = Approval::person(&request.by, &request.who);
    let mut lines = vec![format!("{author} asks for {}: {}.", request.requested.words(), view.state_words())];
    let approved = request.approvals.iter().map(|one| said("Approved", one));
    lines.extend(approved);
    if let Requested::Order(order) = &request.requested {
        lines.extend((!order.notes.is_empty()).then(|| order.notes.clone()));
        lines.extend(view.overrides());
        lines.push(view.counts().to_string());
    }
    if let Some(review) = review {
        lines.push(review.headline.clone());
        lines.extend(review.window.iter().chain(&review.delivery).cloned());
        lines.extend(review.warnings.iter().map(|warning| format!("! {warning}")));
    }
    lines
}

fn said(what: &str, one: &Approval) -> String {
    let comment = if one.comment.is_empty() { String::new() } else { format!(": {}", one.comment) };
    format!("{what} by {}{comment}", Approval::person(&one.by, &one.who))
}
