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
//! │              [ Keep It ]  [ Cancel Scheduled Release ]   │
//! └──────────────────────────────────────────────────────────┘
//! ```

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    style::Style,
};

use super::{by_form::by_form, scheduled};
use crate::{
    domain::PackId,
    engine::{EngineError, ScheduleEntry},
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

#[derive(Debug)]
pub(in crate::tui) struct CancelDialog {
    entry: Box<ScheduleEntry>,
    form: Form,
}

impl CancelDialog {
    fn new(entry: Box<ScheduleEntry>) -> Self {
        let recall =
            (entry.applied_early > 0).then_some(("Recall: release the current versions again", Control::Check(false)));
        let reason = ("Reason", Control::area("", "why it is cancelled"));
        let mut form = Form::new(recall.into_iter().chain([reason]).collect()).by_the_way_back();
        form.go_to(usize::from(entry.applied_early > 0));
        Self { entry, form }
    }

    /// Somebody applied it early, and can be brought back.
    fn has_early(&self) -> bool {
        self.entry.applied_early > 0
    }

    /// The place of the reason: behind the recall, where somebody could be brought back.
    fn reason(&self) -> usize {
        usize::from(self.has_early())
    }

    fn recalls(&self) -> bool {
        self.has_early() && self.form.is_checked(0)
    }

    fn submit(&self) -> Commands {
        let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
        let (reason, recall) = (self.form.text(self.reason()).trim().to_owned(), self.recalls());
        scheduled::change(move |engine| engine.cancel_scheduled(&pack, &basis, &reason, recall))
    }
}

/// Opens **Cancel Scheduled Release** for a pack.
pub(in crate::tui) fn cancel_scheduled(id: PackId) -> Command {
    scheduled::about(id, |entry, _, _| CancelDialog::new(entry))
}

impl Dialog for CancelDialog {
    by_form!(form);

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    /// In this dialog only the release is called cancelled.
    fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        (action == Action::Cancel).then(|| KEEP.into())
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let title = format!("Cancel Scheduled Release · {}", self.entry.name);
        let sheet = Sheet::new(&title, Button::new(CANCEL)).danger(KEEP);
        let mut parts = vec![Part::sentence(&self.entry.what(), Style::new())];
        parts.extend(
            self.entry.consequence(self.recalls()).map(|text| Part::sentence(&text, look.theme.styles.warning)),
        );
        parts.extend((0..=self.reason()).map(|at| self.form.part(at)));
        self.form.draw(look, &sheet, &parts, screen, buf)
    }
}
