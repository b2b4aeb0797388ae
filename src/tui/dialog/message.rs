//! An error that has more to say than a line.

use ratatui::{buffer::Buffer, layout::Rect, style::Style, text::Line};

use super::prose;
use crate::{engine::EngineError, text::wrap, tui::look::Look};

/// What it says.
#[derive(Debug)]
pub struct State {
    title: String,
    text: String,
    hint: Option<String>,
}

impl State {
    /// Why nothing can be changed.
    pub(super) fn read_only(why: &str) -> Self {
        let hint = "Everything can be looked at; nothing can be released until it is mended.".to_owned();
        Self { title: "Read only".to_owned(), text: why.to_owned(), hint: Some(hint) }
    }

    /// A sentence that is too long for a line.
    pub(super) fn note(text: String) -> Self {
        Self { title: "Note".to_owned(), text, hint: None }
    }

    pub(super) fn new(title: String, error: &EngineError) -> Self {
        Self { title, text: error.to_string(), hint: error.hint() }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let room = prose::measure(screen);
    let paragraph = |text: &str, style: Style| -> Vec<Line<'static>> {
        text.lines().flat_map(|line| wrap(line, room)).map(|line| Line::styled(line, style)).collect()
    };
    let mut lines = paragraph(&state.text, look.theme.styles.error);
    if let Some(hint) = &state.hint {
        lines.push(Line::default());
        lines.extend(paragraph(hint, Style::new()));
    }
    prose::draw(look, &state.title, &lines, None, screen, buf);
}
