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
    engine::{EngineError, REQUEST, ScheduleEntry, sentences},
    tui::{
        command::{Command, Commands, Dialog},
        date_choice::{DATE_FIRST, DateChoice, WHY_ALL_THE_SAME},
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::Button,
    },
};

const DATE: usize = 0;
const REASON: usize = 1;

#[derive(Debug)]
pub(in crate::tui) struct MoveDialog {
    entry: Box<ScheduleEntry>,
    form: Form,
}

impl MoveDialog {
    fn new(entry: Box<ScheduleEntry>, zone: Tz, now: DateTime<Utc>) -> Self {
        let date = DateChoice::new(zone, now).frozen_by(&entry.freezes, entry.scheduled.overrides.as_deref());
        let date = Control::Date(date.starting_on(entry.scheduled.release_on_date));
        let reason = Control::text("", WHY_ALL_THE_SAME);
        let mut form = Form::new(vec![("Release on Date", date), ("Override Reason", reason)]).by_the_way_back();
        form.ask(REASON, false);
        Self { entry, form }
    }

    /// Whether the date that is chosen is frozen.
    fn is_frozen(&self) -> bool {
        let Some(Ok(date)) = self.form.date(DATE) else { return false };
        self.form.date_choice(DATE).is_some_and(|choice| choice.frozen(date).is_some())
    }

    /// Asks for a reason where the date is frozen.
    fn ask_whether_frozen(&mut self) {
        let frozen = self.is_frozen();
        self.form.ask(REASON, frozen);
    }

    fn submit(&mut self) -> Commands {
        let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
        let why = match self.form.date(DATE) {
            Some(Ok(date)) => {
                let reason = self.is_frozen().then(|| self.form.text(REASON));
                return scheduled::change(move |engine| engine.move_scheduled(&pack, &basis, date, reason.as_deref()));
            }
            Some(Err(refusal)) => refusal.to_string(),
            None => DATE_FIRST.to_owned(),
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
    by_form!(form, after ask_whether_frozen);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let facts: Vec<String> = std::iter::once(self.entry.what()).chain(self.entry.kept()).collect();
        let title = sentences::move_scheduled(&self.entry.name);
        let can = matches!(self.form.date(DATE), Some(Ok(date)) if date != self.entry.scheduled.release_on_date);
        let frozen = self.is_frozen();
        let can = can && !(frozen && self.form.filled(REASON).is_none());
        let asks = look.overview.settings.approval.approvals > 0;
        let label = if asks { REQUEST } else { "Move Scheduled Release" };
        let sheet = Sheet::new(&title, Button::new(label).enabled(can));
        let date = self.form.part(DATE).labelled(look.words().date.to_owned());
        let mut parts = vec![Part::sentence(&facts.join("\n"), Style::new()).airy(), date.wrong(self.form.refused())];
        parts.extend(frozen.then(|| self.form.part(REASON)));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
