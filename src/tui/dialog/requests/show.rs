//! One request to look at: who asks for what, what it would change, and what the wizard says of it.

use ratatui::{buffer::Buffer, layout::Rect, text::Line};

use crate::{
    domain::{Approval, Change, Requested},
    engine::{RequestView, Review},
    text::wrap,
    tui::{
        changes,
        command::{Command, Query},
        dialog::prose::{self, ReadOnly},
        layout::measure,
        look::Look,
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
pub(super) fn show(view: RequestView) -> Command {
    let view = Box::new(view);
    Query::read("look at the request", move |engine| Ok((engine.review_request(&view.request)?, view))).then(
        |(review, view)| vec![Command::Open(Box::new(RequestDialog { view, review, scroll: Scrolled::default() }))],
    )
}

/// Who asks for what, how far it is, and what it would do.
pub(super) fn told(view: &RequestView, review: Option<&Review>) -> Vec<String> {
    let request = &view.request;
    let author = Approval::person(&request.by, &request.who);
    let mut lines = vec![format!("{author} asks for {}: {}.", request.requested.words(), view.state_words())];
    let approved = request.approvals.iter().map(|one| said("Approved", one));
    lines.extend(approved);
    if let Requested::Order(order) = &request.requested {
        lines.extend((!order.notes.is_empty()).then(|| order.notes.clone()));
        lines.extend(order.overriding.iter().map(|reason| format!("! It overrides a freeze: {reason}")));
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

impl ReadOnly for RequestDialog {
    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) {
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
    }

    fn scroll(&mut self) -> Option<&mut Scrolled> {
        Some(&mut self.scroll)
    }
}
