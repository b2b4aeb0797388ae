//! The dialog that cancels a scheduled release.
//!
//! ```text
//! ┌ Cancel Scheduled Release · Procure to Pay ───────────────┐
//! │ Scheduled for Wed 25 Nov 2026, 00:00–01:00 EST           │   what is
//! │ ! 3 instances applied it early (Aalto, Bergmann, Chen)   │   what becomes of the early appliers
//! │   and stay ahead until the next release reaches them.    │
//! │ [ ] Recall: release the current versions again, as #11   │   brings them back
//! │ Reason                                                   │
//! │ [ why                                                  ] │
//! │ Override Reason                                          │   where it recalls, and today is frozen
//! │ [ why they are recalled all the same                   ] │
//! │              [ Keep It ]  [ Cancel Scheduled Release ]   │
//! └──────────────────────────────────────────────────────────┘
//! ```

use std::borrow::Cow;

use chrono::{DateTime, Utc};
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{by_form::by_form, scheduled};
use crate::{
    domain::{PackId, Refusal, Tz, today_in},
    engine::{EngineError, ScheduleEntry, sentences},
    tui::{
        command::{Command, Commands, Dialog},
        form::{Control, Form, Part, Sheet},
        keys::Action,
        look::Look,
        widget::Button,
    },
};

const KEEP: &str = "Keep It";
const CANCEL: &str = "Cancel Scheduled Release";

const RECALL: usize = 0;
const REASON: usize = 1;
const OVERRIDE: usize = 2;

#[derive(Debug)]
pub(in crate::tui) struct CancelDialog {
    entry: Box<ScheduleEntry>,
    /// Why today is frozen for the pack; none where it is free.
    frozen: Option<String>,
    form: Form,
}

impl CancelDialog {
    fn new(entry: Box<ScheduleEntry>, zone: Tz, now: DateTime<Utc>) -> Self {
        let mut form = Form::new(vec![
            (sentences::RECALL, Control::Check(false)),
            ("Reason", Control::area("", "why it is cancelled")),
            ("Override Reason", Control::text("", "why they are recalled all the same")),
        ])
        .by_the_way_back();
        form.ask(RECALL, entry.applied_early > 0);
        form.ask(OVERRIDE, false);
        form.go_to(REASON);
        Self { frozen: entry.freezes.block(today_in(zone, now), None), entry, form }
    }

    /// Whoever applied it early is to be brought back.
    fn recalls(&self) -> bool {
        self.form.is_checked(RECALL)
    }

    /// Why that can't be done today without a reason; none where it can.
    fn frozen(&self) -> Option<&str> {
        self.frozen.as_deref().filter(|_| self.recalls())
    }

    /// Asks for a reason where it recalls on a frozen day.
    fn ask_whether_frozen(&mut self) {
        let frozen = self.frozen().is_some();
        self.form.ask(OVERRIDE, frozen);
    }

    fn is_ready(&self) -> bool {
        self.frozen().is_none() || self.form.filled(OVERRIDE).is_some()
    }

    fn submit(&mut self) -> Commands {
        if !self.is_ready() {
            self.form.refuse(OVERRIDE, Refusal::ReasonNeeded.to_string());
            return vec![];
        }
        let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
        let (reason, recall) = (self.form.filled(REASON).unwrap_or_default(), self.recalls());
        let overriding = self.frozen().map(|_| self.form.text(OVERRIDE));
        scheduled::change(move |engine| engine.cancel_scheduled(&pack, &basis, &reason, recall, overriding.as_deref()))
    }
}

/// Opens **Cancel Scheduled Release** for a pack.
pub(in crate::tui) fn cancel_scheduled(id: PackId) -> Command {
    scheduled::about(id, CancelDialog::new)
}

impl Dialog for CancelDialog {
    by_form!(form, after ask_whether_frozen);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    /// In this dialog only the release is called cancelled.
    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        (action == Action::Cancel).then(|| KEEP.into())
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = sentences::cancel_scheduled(&self.entry.name);
        let sheet = Sheet::new(&title, Button::new(CANCEL).enabled(self.is_ready())).danger(KEEP);
        let warning = look.theme.styles.warning;
        let mut parts = vec![Part::sentence(&self.entry.what(), Style::new())];
        parts.extend(self.entry.consequence(self.recalls()).map(|text| Part::sentence(&text, warning)));
        parts.extend((self.entry.applied_early > 0).then(|| self.form.part(RECALL)));
        parts.push(self.form.part(REASON));
        if let Some(frozen) = self.frozen() {
            parts.push(Part::sentence(&format!("! today is {frozen}"), warning));
            parts.push(self.form.part(OVERRIDE).wrong(self.form.refused()));
        }
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
