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
use chrono_tz::Tz;
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
    domain::{PackId, count},
    engine::{EngineError, ScheduleEntry},
    text::wrap,
    tui::{
        command::{Command, Commands, Dialog},
        date_choice::DateChoice,
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Button, Buttons, Edit, Frame, cycle_focus, put_lines},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    Date,
    Cancel,
    Move,
}

const CONTROLS: [Control; 3] = [Control::Date, Control::Cancel, Control::Move];

/// The dialog's state.
#[derive(Debug)]
pub(in crate::tui) struct MoveDialog {
    entry: Box<ScheduleEntry>,
    date: DateChoice,
    focus: Control,
    /// What the last key could not do.
    refusal: Option<String>,
}

impl MoveDialog {
    fn new(entry: Box<ScheduleEntry>, zone: Tz, now: DateTime<Utc>) -> Self {
        Self { entry, date: DateChoice::new(zone, now), focus: Control::Date, refusal: None }
    }

    fn turn(&mut self, forward: bool) {
        cycle_focus(&mut self.focus, &CONTROLS, forward);
    }

    fn press(&mut self, context: &Context) -> Commands {
        match (self.focus, self.date.date()) {
            (Control::Cancel, _) => return vec![Command::Leave],
            (Control::Date, None) => self.date.open(context),
            (_, Some(Err(refusal))) => self.refusal = Some(refusal.to_string()),
            (Control::Date, Some(Ok(_))) => self.focus = Control::Move,
            (Control::Move, None) => self.refusal = Some("choose a date first".into()),
            (Control::Move, Some(Ok(date))) => {
                let (pack, basis) = (self.entry.id.clone(), self.entry.basis.clone());
                return scheduled::change(move |engine| engine.move_scheduled(&pack, &basis, date));
            }
        }
        vec![]
    }
}

/// Opens **Move Scheduled Release** for a pack.
pub(in crate::tui) fn move_scheduled(id: PackId) -> Command {
    scheduled::about(id, MoveDialog::new)
}

impl Dialog for MoveDialog {
    fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Date => self.date.scopes(Scope::Confirm),
            Control::Cancel | Control::Move => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    fn is_edited(&self) -> bool {
        !self.date.is_empty()
    }

    fn edit(&mut self, edit: &Edit, context: &Context) {
        self.refusal = None;
        if self.focus == Control::Date {
            self.date.edit(edit, context);
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        self.refusal = None;
        if self.focus == Control::Date && self.date.is_open() {
            self.refusal = self.date.calendar(action).err().map(|refusal| refusal.to_string());
            return vec![];
        }
        match action {
            Action::Back | Action::Cancel => return vec![Command::Leave],
            Action::OpenCalendar => self.date.open(context),
            Action::NextControl => self.turn(true),
            Action::PreviousControl => self.turn(false),
            Action::Activate | Action::Choose => return self.press(context),
            _ => {}
        }
        vec![]
    }

    fn refused(&mut self, _: &'static str, error: &EngineError) -> Commands {
        scheduled::refused(error)
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let styles = &look.theme.styles;
        let room = measure(screen).min(60);
        let mut facts = wrap(&what_is_scheduled(&self.entry), room);
        if self.entry.applied_early > 0 {
            facts.extend(wrap(
                &format!("{} applied it early, and keep it.", count(self.entry.applied_early, "instance")),
                room,
            ));
        }
        let labels = [
            Button::new("Cancel"),
            Button::new("Move Scheduled Release").primary().enabled(matches!(self.date.date(), Some(Ok(_)))),
        ];
        let focus = CONTROLS.iter().position(|control| *control == self.focus).and_then(|at| at.checked_sub(1));
        let buttons = Buttons::new(look.theme, &labels, focus);
        let height = u16::try_from(facts.len() + 6).unwrap_or(u16::MAX);
        let size = Size::new(u16::try_from(room).unwrap_or(60), height);
        let title = format!("Move Scheduled Release · {}", self.entry.name);
        let inner = Frame::new(look.theme, title, size).draw(screen, buf);
        let heights = [u16::try_from(facts.len()).unwrap_or(u16::MAX), 1, 1, 1, 1, 1, buttons.height(inner.width)];
        let [top, _, label, field, echo, says, row] = Split::vertical(heights.map(Track::Length)).areas(inner);
        put_lines(&facts, Style::new(), top, buf);
        put_lines(&[look.words().date], styles.heading, label, buf);
        let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
        let cursor = self.date.draw(look, self.focus == Control::Date, field, buf);
        self.date.draw_echo(look, Rect { x: echo.x.saturating_sub(1), ..echo }, buf);
        put_lines(&self.refusal.iter().collect::<Vec<_>>(), styles.error, says, buf);
        (&buttons).render(row, buf);
        if self.date.draw_calendar(look, field, screen, buf) { None } else { cursor }
    }
}
