//! A text to be selected by hand, over the whole screen and without a frame, where it can't be copied.

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    widgets::{Clear, Widget},
};

use super::prose::draw_title;
use crate::{
    engine::command_lines,
    tui::{
        command::{Command, Commands, Dialog},
        keys::{Action, Scope},
        look::{Context, Look},
        widget::put_lines,
    },
};

/// What it is, and the text.
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

impl Dialog for SelectTextDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Prose]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if action == Action::Back { vec![Command::Leave] } else { vec![] }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        Clear.render(screen, buf);
        let body = draw_title(look, self.what, "select it: this terminal lets no program copy", screen, buf);
        let lines: Vec<String> =
            self.text.lines().flat_map(|line| command_lines(line, usize::from(body.width))).collect();
        put_lines(&lines, Style::new(), body, buf);
        None
    }
}
