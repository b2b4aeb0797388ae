//! What pages with a list at the left have in common: where it stands.

use ratatui::layout::Rect;

use crate::tui::{
    layout::{Split, Track},
    widget::inset,
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
    let [left, _, right] = Split::horizontal([Track::Length(list), Track::Length(1), Track::Fill(1)]).areas(inner);
    (Some(left), Some(right))
}
