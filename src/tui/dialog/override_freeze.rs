//! The dialog that lets a scheduled release go ahead although its date is frozen.
//!
//! ```text
//! ┌ Override Freeze · Procure to Pay ────────────────────────┐
//! │ Scheduled for Mon 28 Dec 2026, 00:00–01:00 EST           │   what is
//! │ ! frozen by Year end through Sun 3 Jan; first free date  │   why it would not go ahead
//! │   Mon 4 Jan                                              │
//! │ Override Reason                                          │
//! │ [ why it goes ahead all the same                       ] │
//! │                       [ Cancel ]  [ Override Freeze ]    │
//! └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{by_form::by_form, scheduled};
use crate::{
    domain::{PackId, Refusal},
    engine::{EngineError, ScheduleEntry},
    tui::{
        command::{Command, Commands, Dialog, Query},
        date_choice::WHY_ALL_THE_SAME,
        form::{Control, Form, Part, Sheet},
        look::Look,
        widget::{Button, Tone},
    },
};

const REASON: usize = 0;

#[derive(Debug)]
pub(in crate::tui) struct OverrideDialog {
    entry: Box<ScheduleEntry>,
    form: Form,
}

impl OverrideDialog {
    fn new(entry: Box<ScheduleEntry>) -> Self {
        let reason = ("Override Reason", Control::text("", WHY_ALL_THE_SAME));
        Self { entry, form: Form::new(vec![reason]).by_the_way_back() }
    }

    fn submit(&mut self) -> Commands {
        let (pack, basis, reason) = (self.entry.id.clone(), self.entry.basis.clone(), self.form.text(REASON));
        if reason.trim().is_empty() {
            self.form.refuse(REASON, Refusal::ReasonNeeded.to_string());
            return vec![];
        }
        let done =
            Query::change("override the freeze", move |engine| engine.override_scheduled(&pack, &basis, &reason));
        vec![done.then(|outcome| {
            let text = format!("the release of {} goes ahead on its date", outcome.name);
            vec![Command::Close, Command::Notify(Tone::Success, text)]
        })]
    }
}

/// Opens **Override Freeze** for a pack.
pub(in crate::tui) fn override_freeze(id: PackId) -> Command {
    scheduled::about(id, |entry, _, _| OverrideDialog::new(entry))
}

impl Dialog for OverrideDialog {
    by_form!(form);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = format!("Override Freeze · {}", self.entry.name);
        let can = self.form.filled(REASON).is_some();
        let sheet = Sheet::new(&title, Button::new("Override Freeze").enabled(can));
        let frozen = self.entry.frozen.as_deref().map(|why| format!("! {why}"));
        let mut parts = vec![Part::sentence(&self.entry.what(), Style::new())];
        parts.extend(frozen.map(|why| Part::sentence(&why, look.theme.styles.warning)));
        parts.push(self.form.part(REASON).wrong(self.form.refused()));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
