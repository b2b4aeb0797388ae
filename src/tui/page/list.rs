//! What pages with a list at the left have in common: where it stands, and its filter.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    widgets::Widget,
};

use crate::tui::{
    app::App,
    filter::Filter,
    layout::{Constraint, Layout},
    view::inset,
    widget::FieldView,
};

/// Below this width the list and what is chosen in it take turns.
const TWO_PANES: u16 = 76;

/// The list, and what is chosen in it; in little room only the one that has the focus.
pub(super) fn panes(area: Rect, list_has_focus: bool) -> (Option<Rect>, Option<Rect>) {
    let inner = inset(area);
    if area.width < TWO_PANES {
        return if list_has_focus { (Some(inner), None) } else { (None, Some(inner)) };
    }
    let list = (area.width / 10 * 3).clamp(22, 40);
    let [left, _, right] =
        Layout::horizontal([Constraint::Length(list), Constraint::Length(1), Constraint::Fill(1)]).areas(inner);
    (Some(left), Some(right))
}

/// Draws a filter's line; answers where the terminal's cursor goes.
pub(in crate::tui) fn draw_filter(app: &App, filter: &Filter, area: Rect, buf: &mut Buffer) -> Option<Position> {
    if area.is_empty() {
        return None;
    }
    let style = if filter.typing { app.theme.styles.accent } else { app.theme.styles.quiet };
    buf.set_stringn(area.x, area.y, "/", usize::from(area.width), style);
    let field = Rect { x: area.x + 2, width: area.width.saturating_sub(2), ..area };
    let view = FieldView::new(&app.theme, &filter.field).bare().placeholder("filter").focused(filter.typing);
    (&view).render(field, buf);
    view.cursor(field)
}
