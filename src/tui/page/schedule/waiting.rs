//! The section **Waiting for Approval**, at the head of the page: nothing while nothing waits.
//!
//! ```text
//!   Waiting for Approval  A answers
//!   ◷ Order to Cash: release on Tue 1 Dec 2026, by anna@desk · 0 of 1
//!   ────────────────────────────────────────────────────────────────────────────
//! ```

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
};

use crate::{
    domain::ApprovalRequest,
    text::fit,
    tui::{
        keys::{Action, Scope},
        layout::{Split, Track},
        look::Look,
        widget::{cells, rule},
    },
};

/// Lines that what waits for approval takes at most.
const MOST_WAITING: usize = 3;

/// Draws the section; answers what it leaves of the page.
pub(super) fn draw(look: &Look, area: Rect, buf: &mut Buffer) -> Rect {
    let waiting: Vec<&ApprovalRequest> = look.overview.waiting().collect();
    if waiting.is_empty() {
        return area;
    }
    let styles = &look.theme.styles;
    let room = usize::from(area.width).saturating_sub(1);
    let key = look.key_of(&[Scope::Schedule, Scope::Page], Action::ShowRequests);
    let mut lines = vec![Line::from(vec![
        Span::styled("Waiting for Approval", styles.heading),
        Span::styled(format!("  {key}"), styles.key),
        Span::styled(" answers", styles.quiet),
    ])];
    let said = |request: &&ApprovalRequest| {
        let (given, needed) = (request.approvals.len(), request.needed);
        let what = request.requested.words();
        format!("{} {}: {what}, by {} · {given} of {needed}", look.theme.glyphs.scheduled, request.name, request.by)
    };
    let most = if waiting.len() > MOST_WAITING { MOST_WAITING - 1 } else { MOST_WAITING };
    let rows = waiting.iter().take(most).map(said);
    lines.extend(rows.map(|text| Line::styled(fit(&text, room).into_owned(), styles.pending)));
    let more = waiting.len().saturating_sub(most);
    lines.extend((more > 0).then(|| Line::styled(format!("… {more} more"), styles.quiet)));
    let height = cells(lines.len());
    let [above, line, rest] = Split::vertical([Track::Length(height), Track::Length(1), Track::Fill(1)]).areas(area);
    for (text, y) in lines.iter().zip(above.top()..above.bottom()) {
        buf.set_line(above.x + 1, y, text, above.width.saturating_sub(1));
    }
    rule(look.theme, line, buf);
    rest
}
