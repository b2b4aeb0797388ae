//! Shows a text over the whole screen and without a frame, so that it can be selected with the mouse where the program
//! can't copy it.

use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::Style,
    widgets::{Clear, Widget},
};

use super::prose::{ReadOnly, draw_title};
use crate::{
    engine::command_lines,
    tui::{look::Look, widget::put_lines},
};

/// A text, and what it is called in the title.
#[derive(Debug)]
pub(in crate::tui) struct SelectTextDialog {
    what: &'static str,
    text: String,
}

impl SelectTextDialog {
    pub(in crate::tui) fn new(what: &'static str, text: String) -> Self {
        Self { what, text }
    }
}

impl ReadOnly for SelectTextDialog {
    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) {
        Clear.render(screen, buf);
        let body = draw_title(look, self.what, "select it: no program can copy in this terminal", screen, buf);
        let lines: Vec<String> =
            self.text.lines().flat_map(|line| command_lines(line, usize::from(body.width))).collect();
        put_lines(&lines, Style::new(), body, buf);
    }
}
