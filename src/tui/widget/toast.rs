//! A notice of one line, or two.

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    text::{Line, Span},
    widgets::{Clear, Widget},
};

use super::cells;
use crate::text::{fit, fit_middle, width, wrap};
use crate::tui::theme::Theme;

/// Lines that a notice takes at most.
const MOST: usize = 2;

/// What kind of news a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    Success,
    /// Something to know.
    Info,
    /// Something to know before going on.
    Warning,
    /// It did not work.
    Error,
}

impl Tone {
    /// Its mark and blank, in its style.
    pub(in crate::tui) fn mark(self, theme: &Theme) -> Span<'static> {
        let Theme { styles, glyphs, .. } = theme;
        let (mark, style) = match self {
            Self::Success => (glyphs.done, styles.success),
            Self::Info => (glyphs.info, styles.accent),
            Self::Warning => (glyphs.warning, styles.warning),
            Self::Error => (glyphs.refused, styles.error),
        };
        Span::styled(format!("{mark} "), style)
    }
}

/// A notice, marked with its tone.
pub struct Toast<'a> {
    theme: &'a Theme,
    tone: Tone,
    text: Cow<'a, str>,
}

impl<'a> Toast<'a> {
    pub fn new(theme: &'a Theme, tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        Self { theme, tone, text: text.into() }
    }

    /// Whether a text can be read whole on a screen of this width.
    pub fn holds(text: &str, width: u16) -> bool {
        wrap(text, room(width)).len() <= MOST
    }

    /// Lines that it takes on a screen of this width.
    pub fn height(&self, width: u16) -> u16 {
        cells(self.lines(width, MOST).len())
    }

    /// The text in so many lines at most. What is too long loses its middle: that is where names stand.
    fn lines(&self, wide: u16, most: usize) -> Vec<String> {
        let room = room(wide);
        if most == 1 {
            return vec![fit(&self.text, room).into_owned()];
        }
        let mut lines = wrap(&self.text, room);
        let mut left = width(&self.text).min(room * most);
        while lines.len() > most && left > 0 {
            left -= 1;
            lines = wrap(&fit_middle(&self.text, left), room);
        }
        lines
    }
}

/// Cells that the mark leaves of a line.
fn room(width: u16) -> usize {
    usize::from(width).saturating_sub(2)
}

impl Widget for &Toast<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let mark = self.tone.mark(self.theme);
        let lines = self.lines(area.width, usize::from(area.height).min(MOST));
        for (nth, (text, y)) in lines.into_iter().zip(area.top()..area.bottom()).enumerate() {
            let line = Rect { y, height: 1, ..area };
            Clear.render(line, buf);
            let before = if nth == 0 { mark.clone() } else { Span::raw("  ") };
            let line = Line::from(vec![before, Span::styled(text, mark.style)]);
            buf.set_line(area.x, y, &line, area.width);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widget::testing::{drawn, sweep};

    #[test]
    fn shows_its_tone_and_cuts_visibly() {
        let theme = Theme::default();
        assert_eq!(drawn(&Toast::new(&theme, Tone::Success, "ID copied"), 20, 1), ["✓ ID copied"]);
        assert_eq!(drawn(&Toast::new(&theme, Tone::Error, "locked by another"), 10, 1), ["✕ locked…"]);
        let toast = Toast::new(&theme, Tone::Warning, "a long notice of many words");
        sweep(|area, buf| (&toast).render(area, buf));
    }

    #[test]
    fn two_lines_hold_what_one_does_not_and_a_longer_name_loses_its_middle() {
        let theme = Theme::default();
        let toast = Toast::new(&theme, Tone::Success, "Order to Cash is moved to Tue 1 Dec 2026");
        assert_eq!(toast.height(60), 1);
        assert_eq!(drawn(&toast, 24, toast.height(24)), ["✓ Order to Cash is moved", "  to Tue 1 Dec 2026"]);
        let long = format!("Order to {} Cash is moved to Tue 1 Dec 2026", "very ".repeat(20));
        assert!(!Toast::holds(&long, 40));
        let lines = drawn(&Toast::new(&theme, Tone::Success, long), 40, 2);
        assert!(
            lines[0].starts_with("✓ Order to very") && lines[1].ends_with("is moved to Tue 1 Dec 2026"),
            "{lines:?}"
        );
    }
}
