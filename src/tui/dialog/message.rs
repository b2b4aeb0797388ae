//! A message that is longer than two lines.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::prose::{self, ReadOnly};
use crate::{
    text::wrap,
    tui::{layout::measure, look::Look, widget::Tone},
};

#[derive(Debug)]
pub(in crate::tui) struct MessageDialog {
    title: String,
    tone: Tone,
    text: String,
    hint: Option<String>,
}

impl MessageDialog {
    /// Why nothing can be changed.
    pub(in crate::tui) fn read_only(why: &str) -> Self {
        let hint = "Everything can be looked at; nothing can be released until it is mended.".to_owned();
        Self::new("Read only".to_owned(), why.to_owned(), Some(hint))
    }

    /// A sentence that is too long for two lines.
    pub(in crate::tui) fn note(tone: Tone, text: String) -> Self {
        Self { title: "Note".to_owned(), tone, text, hint: None }
    }

    /// What failed, and the way out.
    pub(in crate::tui) fn new(title: String, text: String, hint: Option<String>) -> Self {
        Self { title, tone: Tone::Error, text, hint }
    }

    pub(in crate::tui) fn has_title(&self, title: &str) -> bool {
        self.title == title
    }
}

impl ReadOnly for MessageDialog {
    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) {
        let room = measure(screen);
        let paragraph = |text: &str, style: Style| -> Vec<Line<'static>> {
            text.lines().flat_map(|line| wrap(line, room)).map(|line| Line::styled(line, style)).collect()
        };
        let mut lines = paragraph(&self.text, self.tone.mark(look.theme).style);
        if let Some(hint) = &self.hint {
            lines.push(Line::default());
            lines.extend(paragraph(hint, Style::new()));
        }
        prose::draw(look, &self.title, &lines, None, screen, buf);
    }
}
