//! A notice of one line.

use std::borrow::Cow;

use ratatui::{buffer::Buffer, layout::Rect, widgets::Widget};

use crate::text::fit;
use crate::tui::theme::Theme;

/// What kind of news a notice is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// It worked.
    Success,
    /// Something to know.
    Info,
    /// Something to know before going on.
    Warning,
    /// It did not work.
    Error,
}

/// A notice of one line, marked with its tone.
pub struct Toast<'a> {
    theme: &'a Theme,
    tone: Tone,
    text: Cow<'a, str>,
}

impl<'a> Toast<'a> {
    /// A notice; `text` is cut where the line ends.
    #[must_use]
    pub fn new(theme: &'a Theme, tone: Tone, text: impl Into<Cow<'a, str>>) -> Self {
        Self { theme, tone, text: text.into() }
    }
}

impl Widget for &Toast<'_> {
    fn render(self, area: Rect, buf: &mut Buffer) {
        let area = area.intersection(buf.area);
        if area.is_empty() {
            return;
        }
        let Theme { styles, glyphs, .. } = self.theme;
        let (mark, style) = match self.tone {
            Tone::Success => (glyphs.done, styles.success),
            Tone::Info => (glyphs.info, styles.accent),
            Tone::Warning => (glyphs.warning, styles.warning),
            Tone::Error => (glyphs.refused, styles.error),
        };
        let line = Rect { height: 1, ..area };
        ratatui::widgets::Clear.render(line, buf);
        let room = usize::from(area.width);
        buf.set_stringn(area.x, area.y, fit(&format!("{mark} {}", self.text), room), room, style);
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
}
