//! Scheduled releases whose window was missed while nothing was there to perform them.
//!
//! ```text
//! ┌ Overdue ──────────────────────────────────────────────────────────┐
//! │ Nothing was running to perform 2 scheduled releases:              │
//! │                                                                   │
//! │ ! Order to Cash                                                   │   each with its window
//! │   was due between 24 Nov 2026, 00:00 EST and 01:00                │
//! │ …                                                                 │
//! │                                                                   │
//! │ Release them now, move or cancel them on the Schedule page.       │
//! └───────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
    text::{Line, Span},
};

use super::prose::{self, scroll_or_leave};
use crate::{
    domain::count,
    engine::Missed,
    text::{fit, wrap},
    tui::{
        command::{Command, Commands, Dialog, Page, Place},
        keys::{Action, Scope},
        layout::measure,
        look::{Context, Look},
        widget::Scrolled,
    },
};

#[derive(Debug)]
pub(in crate::tui) struct MissedDialog {
    missed: Vec<Missed>,
    scroll: Scrolled,
}

impl MissedDialog {
    pub(in crate::tui) fn new(missed: Vec<Missed>) -> Self {
        Self { missed, scroll: Scrolled::default() }
    }
}

impl Dialog for MissedDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Missed]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match action {
            Action::ShowSchedule => vec![Command::Close, Command::GoTo(Place::Page(Page::Schedule))],
            _ => scroll_or_leave(action, &mut self.scroll),
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
        let room = measure(screen).min(64);
        let paragraph = |text: &str| wrap(text, room).into_iter().map(|line| Line::styled(line, Style::new()));
        let (which, them) = match self.missed.len() {
            1 => ("this scheduled release".to_owned(), "it"),
            many => (count(many, "scheduled release"), "them"),
        };
        let (why, ways) = if look.overview.settings.platform.is_some() {
            (format!("The platform has not performed {which}:"), format!("Release {them} now, or move {them}"))
        } else {
            (format!("Nothing was running to perform {which}:"), format!("Release {them} now, move or cancel {them}"))
        };
        let mut lines: Vec<Line> = paragraph(&why).collect();
        lines.push(Line::default());
        for one in &self.missed {
            let name = fit(&one.name, room.saturating_sub(2)).into_owned();
            lines.push(Line::from(vec![
                Span::styled(format!("{} ", glyphs.warning), styles.danger),
                Span::styled(name, styles.heading),
            ]));
            lines.push(Line::styled(fit(&format!("  {}", one.window.was_due()), room).into_owned(), styles.danger));
        }
        lines.push(Line::default());
        lines.extend(paragraph(&format!("{ways} on the Schedule page.")));
        prose::draw_danger(look, "Overdue", &lines, &self.scroll, screen, buf);
        None
    }
}
