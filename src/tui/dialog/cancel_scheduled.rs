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

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::{
    prose::measure,
    scheduled::{self, what_is_scheduled},
};
use crate::{
    domain::{MAX_NOTES, PackId, count},
    engine::{EngineError, ScheduleEntry},
    text::{fit, wrap},
    tui::{
        command::{Command, Commands, Dialog},
        dialog::form::{Control, Form, Step},
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Field, Frame, cells, draw_field, put_lines},
    },
};

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct CancelDialog {
    entry: Box<ScheduleEntry>,
    form: Form,
}

impl CancelDialog {
    fn new(entry: Box<ScheduleEntry>) -> Self {
        let recall = (entry.applied_early > 0).then_some(("Recall", Control::Check(false)));
        let reason = ("Reason", Control::Text(Field::new(MAX_NOTES), "why it is cancelled"));
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

    /// What becomes of whoever applied it early.
    fn consequence(&self) -> Option<String> {
        let early = self.has_early().then(|| count(self.entry.applied_early, "instance"))?;
        let accounts = self.entry.early_accounts.join(", ");
        let (keep, them) = if self.entry.applied_early == 1 { ("stays", "it") } else { ("stay", "them") };
        Some(if self.recalls() {
            format!("! {early} applied it early ({accounts}); the recall brings {them} back.")
        } else {
            format!("! {early} applied it early ({accounts}) and {keep} ahead until the next release reaches {them}.")
        })
    }
}

/// Opens **Cancel Scheduled Release** for a pack.
pub(in crate::tui) fn cancel_scheduled(id: PackId) -> Command {
    scheduled::about(id, |entry, _, _| CancelDialog::new(entry))
}

impl Dialog for CancelDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes()
    }

    fn is_edited(&self) -> bool {
        self.form.is_edited()
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.edit(edit);
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if action == Action::Activate && self.form.is_on(self.reason()) {
            self.form.go_on();
            return vec![];
        }
        match self.form.act(action) {
            Step::Leave => vec![Command::Leave],
            Step::Submit => {
                let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
                let (reason, recall) = (self.form.text(self.reason()).trim().to_owned(), self.recalls());
                scheduled::change(move |engine| engine.cancel_scheduled(&pack, &basis, &reason, recall))
            }
            Step::Open | Step::Stay => vec![],
        }
    }

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let (styles, glyphs) = (&look.theme.styles, look.theme.glyphs);
        let room = measure(screen).min(64);
        let what = wrap(&what_is_scheduled(&self.entry), room);
        let early = self.consequence().map(|text| wrap(&text, room)).unwrap_or_default();
        let labels = [Button::new("Keep It"), Button::new("Cancel Scheduled Release").primary()];
        let buttons = Buttons::new(look.theme, &labels, self.form.button());
        let recall_lines = u16::from(self.has_early());
        let heights = [cells(what.len()), cells(early.len()), recall_lines, 1, 1, 1, buttons.height(cells(room))];
        let size = Size::new(cells(room), heights.iter().sum());
        let title = format!("Cancel Scheduled Release · {}", self.entry.name);
        let inner = Frame::new(look.theme, title, size).danger().draw(screen, buf);
        let [top, warning, recall, label, field, _, row] = Split::vertical(heights.map(Track::Length)).areas(inner);
        put_lines(&what, Style::new(), top, buf);
        put_lines(&early, styles.warning, warning, buf);
        let focused = self.has_early() && self.form.is_on(0);
        let mark = if self.recalls() { glyphs.check_on } else { glyphs.check_off };
        let text = format!("{mark} Recall: release the current versions again");
        let style = if focused { styles.selected } else { Style::new() };
        put_lines(&[fit(&text, usize::from(recall.width))], style, recall, buf);
        if focused && !recall.is_empty() && recall.x > 0 {
            buf.set_stringn(recall.x - 1, recall.y, glyphs.bar, 1, styles.accent);
        }
        put_lines(&["Reason"], styles.heading, label, buf);
        let view = self.form.field(look, self.reason())?;
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        let cursor = draw_field(look.theme, &view, self.form.is_on(self.reason()), field, buf);
        (&buttons).render(row, buf);
        cursor
    }
}
