//! What shows in a terminal too small for anything else.

use ratatui::{
    buffer::Buffer,
    layout::{Rect, Size},
    widgets::Widget,
};

use crate::text::{width, wrap};

/// Says how large the terminal is and how large it has to be, in the middle of the area.
pub struct TooSmall {
    needed: Size,
}

impl TooSmall {
    /// The smallest size at which the real thing can be drawn.
    pub fn new(needed: Size) -> Self {
        Self { needed }
    }

    pub fn applies(&self, area: Rect) -> bool {
        area.width < self.needed.width || area.height < self.needed.height
    }
}

impl Widget for &TooSmall {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        let Size { width: columns, height: rows } = self.needed;
        let full = format!("needs at least {columns}x{rows}\nthis terminal is {}x{}", area.width, area.height);
        let mut lines = wrap(&full, usize::from(area.width));
        if lines.len() > usize::from(area.height) {
            lines = wrap(&format!("needs {columns}x{rows}"), usize::from(area.width));
        }
        let spare = usize::from(area.height).saturating_sub(lines.len());
        let top = area.y + u16::try_from(spare / 2).unwrap_or(0);
        for (line, y) in lines.iter().zip(top..area.bottom()) {
            let indent = usize::from(area.width).saturating_sub(width(line)) / 2;
            buf.set_string(area.x + u16::try_from(indent).unwrap_or(0), y, line, ratatui::style::Style::new());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    #[test]
    fn says_what_is_needed() {
        let page = TooSmall::new(Size::new(60, 16));
        assert!(page.applies(Rect::new(0, 0, 59, 40)) && page.applies(Rect::new(0, 0, 80, 15)));
        assert!(!page.applies(Rect::new(0, 0, 60, 16)));
        assert_eq!(drawn(&page, 30, 4), ["", "     needs at least 60x16", "    this terminal is 30x4"]);
        assert_eq!(drawn(&page, 12, 1), ["needs 60x16"]);
        sweep(|area, buf| (&page).render(area, buf));
    }
}
