//! The report of a release: what is pasted into a mail or a ticket.
//!
//! ```text
//! ┌ Report · Order to Cash #7 ────────────────────────────────────┐
//! │ # Order to Cash: release 7                                    │
//! │                                                               │
//! │ Released 4 Nov 2026, 06:00 CET by m.ruiz.                     │
//! │ …                                                             │
//! └─────────────────────────────────────────────────── 1–20 of 32 ┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use crate::{
    domain::PackId,
    text::wrap,
    tui::{
        command::{Command, Commands, Dialog, Query},
        dialog::prose::{self, scroll_or_leave},
        keys::{Action, Scope},
        layout::measure,
        look::{Context, Look},
        widget::Scrolled,
    },
};

#[derive(Debug)]
struct ReportDialog {
    title: String,
    /// In markdown.
    text: String,
    scroll: Scrolled,
}

/// Opens the report of a release.
pub(super) fn report(id: PackId, number: u32) -> Command {
    Query::read("write the report", move |engine| Ok((engine.pack_name(&id), engine.report(&id, number)?))).then(
        move |(pack, notes)| {
            let (title, text) = (format!("Report · {pack} #{number}"), notes.markdown());
            vec![Command::open(ReportDialog { title, text, scroll: Scrolled::default() })]
        },
    )
}

impl Dialog for ReportDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::Report]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        match action {
            Action::CopyReport => vec![Command::Copy("Report", self.text.clone())],
            _ => scroll_or_leave(action, &mut self.scroll),
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let room = measure(screen);
        let lines: Vec<Line> = self.text.lines().flat_map(|line| wrap(line, room)).map(Line::raw).collect();
        prose::draw(look, &self.title, &lines, Some(&self.scroll), screen, buf);
        None
    }
}
