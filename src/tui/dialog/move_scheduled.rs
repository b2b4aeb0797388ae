//! The dialog that moves a scheduled release to another date.
//!
//! ```text
//! ┌ Move Scheduled Release · Procure to Pay ─────────────────┐
//! │ Scheduled for Wed 25 Nov 2026, 00:00–01:00 EST           │   what is
//! │ 3 instances applied it early and keep it.                │
//! │                                                          │
//! │ Release on Date                                          │
//! │ [ 2026-12-01                                      Tue ▾ ]│   field with its calendar
//! │   Tue 1 Dec 2026                                         │   echoed
//! │                                                          │
//! │                  [ Cancel ]  [ Move Scheduled Release ]  │
//! └──────────────────────────────────────────────────────────┘
//! ```

use chrono::{DateTime, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{by_form::by_form, scheduled};
use crate::{
    domain::{PackId, Tz},
    engine::{EngineError, ScheduleEntry},
    tui::{
        command::{Command, Commands, Dialog},
        date_choice::DateChoice,
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::Button,
    },
};

const DATE: usize = 0;

#[derive(Debug)]
pub(in crate::tui) struct MoveDialog {
    entry: Box<ScheduleEntry>,
    form: Form,
}

impl MoveDialog {
    fn new(entry: Box<ScheduleEntry>, zone: Tz, now: DateTime<Utc>) -> Self {
        let date = Control::Date(DateChoice::new(zone, now).starting_on(entry.scheduled.release_on_date));
        Self { entry, form: Form::new(vec![("Release on Date", date)]).by_the_way_back() }
    }

    fn submit(&mut self) -> Commands {
        let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
        let why = match self.form.date(DATE) {
            Some(Ok(date)) => return scheduled::change(move |engine| engine.move_scheduled(&pack, &basis, date, None)),
            Some(Err(refusal)) => refusal.to_string(),
            None => "choose a date first".to_owned(),
        };
        self.form.refuse(DATE, why);
        vec![]
    }
}

/// Opens **Move Scheduled Release** for a pack.
pub(in crate::tui) fn move_scheduled(id: PackId) -> Command {
    scheduled::about(id, MoveDialog::new)
}

impl Dialog for MoveDialog {
    by_form!(form);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let facts: Vec<String> = std::iter::once(self.entry.what()).chain(self.entry.kept()).collect();
        let title = format!("Move Scheduled Release · {}", self.entry.name);
        let can = matches!(self.form.date(DATE), Some(Ok(date)) if date != self.entry.scheduled.release_on_date);
        let sheet = Sheet::new(&title, Button::new("Move Scheduled Release").enabled(can));
        let date = self.form.part(DATE).labelled(look.words().date.to_owned());
        let parts = [Part::sentence(&facts.join("\n"), Style::new()).airy(), date.wrong(self.form.refused())];
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
