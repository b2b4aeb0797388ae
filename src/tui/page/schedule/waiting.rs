//! The section **Waiting for Approval**, at the head of the page: nothing while nothing waits.
//!
//! ```text
//!   Waiting for Approval  A answers
//!  ▌◐ Order to Cash   a release on Tue 1 Dec 2026             anna@desk  0 of 1
//!   ! Returns         a release at once                       ben@desk   stale
//!   ────────────────────────────────────────────────────────────────────────────
//! ```

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::Widget,
};

use super::state::SchedulePage;
use crate::{
    domain::RequestState,
    engine::RequestView,
    text::width,
    tui::{
        keys::{Action, Scope},
        layout::{Split, Track},
        look::Look,
        widget::{Column, Row, Table, cells, put_lines, rule},
    },
};

/// Lines that the requests take at least, where there are so many, and which part of the page at most.
const LEAST: u16 = 3;
const PART: u16 = 5;

/// Draws the section; answers what it leaves of the page.
pub(super) fn draw(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) -> Rect {
    let styles = &look.theme.styles;
    let rows = cells(page.requests.len()).min(LEAST.max(area.height / PART));
    let [one, rows] = [1, rows].map(Track::Length);
    let [heading, list, line, rest] = Split::vertical([one, rows, one, Track::Fill(1)]).areas(area);
    let key = look.key_of(&[Scope::Schedule, Scope::Page], Action::ShowRequests);
    let mut says = vec![Span::styled("Waiting for Approval", styles.heading)];
    if !page.is_on_requests() {
        says.extend([Span::styled(format!("  {key}"), styles.key), Span::styled(" answers", styles.quiet)]);
    }
    buf.set_line(heading.x + 1, heading.y, &Line::from(says), heading.width.saturating_sub(1));
    if page.waiting.shown().is_empty() {
        put_lines(
            &["No match"],
            styles.quiet,
            Rect { x: list.x + 1, width: list.width.saturating_sub(1), ..list },
            buf,
        );
    } else {
        draw_requests(page, look, list, buf);
    }
    rule(look.theme, line, buf);
    rest
}

fn draw_requests(page: &SchedulePage, look: &Look, area: Rect, buf: &mut Buffer) {
    let shown = || page.waiting.shown().iter().map(|at| &page.requests[*at]);
    let most = |wide: fn(&RequestView) -> usize| cells(shown().map(wide).max().unwrap_or(0));
    let columns = [
        Column::new("", 14).want(most(|view| width(&view.request.name) + 2)).grow(2).names(),
        Column::new("", 27).want(most(|view| width(&view.request.requested.words()))).grow(1),
        Column::new("", 8).want(most(|view| width(&view.request.by))).drop_at(1),
        Column::new("", 6),
    ];
    let row = |at: usize| row(look, &page.requests[page.waiting.shown()[at]]);
    let table = Table::new(look.theme, &columns, page.waiting.scroll(), page.waiting.shown().len(), &row);
    (&table.focused(page.is_on_requests())).render(area, buf);
}

fn row<'a>(look: &Look, view: &'a RequestView) -> Row<'a> {
    let (request, styles, glyphs) = (&view.request, &look.theme.styles, look.theme.glyphs);
    let given = format!("{} of {}", request.approvals.len(), request.needed);
    let is_stale = view.state == RequestState::Stale;
    let (mark, mark_style) = if is_stale { (glyphs.warning, styles.warning) } else { (glyphs.waiting, styles.pending) };
    let given = if is_stale { Line::styled("stale", styles.warning) } else { Line::raw(given) };
    Row::new([
        Line::from(vec![Span::styled(mark, mark_style), Span::raw(" "), Span::raw(request.name.as_str())]),
        Line::raw(request.requested.words()),
        Line::raw(request.by.as_str()),
        given,
    ])
}
