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

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    widgets::Widget,
};

use super::Verdict;
use super::prose::measure;
use crate::{
    domain::{count, date_words},
    engine::ScheduleEntry,
    text::wrap,
    tui::{
        date_choice::DateChoice,
        keys::{Action, Scope},
        layout::{Constraint, Layout},
        look::Look,
        model::Model,
        widget::{Button, Buttons, Edit, Frame, go_round, put_lines},
        worker::Request,
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
pub struct State {
    entry: Box<ScheduleEntry>,
    date: DateChoice,
    focus: Control,
    /// What the last key could not do.
    refusal: Option<String>,
}

impl State {
    pub(super) fn new(entry: Box<ScheduleEntry>, model: &Model) -> Self {
        let date = DateChoice::new(
            model.context.overview.settings.scheduler_time_zone,
            model.context.overview.now,
            model.context.week_start,
        );
        Self { entry, date, focus: Control::Date, refusal: None }
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            Control::Date => self.date.scopes(Scope::Confirm),
            Control::Cancel | Control::Move => vec![Scope::Buttons, Scope::Confirm],
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        if self.focus == Control::Date {
            self.date.edit(edit);
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        self.refusal = None;
        if self.focus == Control::Date && self.date.is_open() {
            self.refusal = self.date.calendar(action).err().map(|refusal| refusal.to_string());
            return Verdict::Stay;
        }
        match action {
            Action::Back | Action::Cancel => return Verdict::Close,
            Action::OpenCalendar => self.date.open(),
            Action::NextControl => self.turn(true),
            Action::PreviousControl => self.turn(false),
            Action::Activate | Action::Choose => return self.press(),
            _ => {}
        }
        Verdict::Stay
    }

    fn turn(&mut self, forward: bool) {
        go_round(&mut self.focus, &CONTROLS, forward);
    }

    fn press(&mut self) -> Verdict {
        match (self.focus, self.date.date()) {
            (Control::Cancel, _) => return Verdict::Close,
            (Control::Date, None) => self.date.open(),
            (_, Some(Err(refusal))) => self.refusal = Some(refusal.to_string()),
            (Control::Date, Some(Ok(_))) => self.focus = Control::Move,
            (Control::Move, None) => self.refusal = Some("choose a date first".into()),
            (Control::Move, Some(Ok(date))) => {
                let (pack, basis) = (self.entry.id.clone(), Box::new(self.entry.basis.clone()));
                return Verdict::Ask(Request::Move(pack, basis, date));
            }
        }
        Verdict::Stay
    }
}

/// What is scheduled, in a line.
pub(super) fn what_is_scheduled(entry: &ScheduleEntry) -> String {
    let hours = entry.window.hours_in(entry.window.zone);
    format!("Scheduled for {}, {hours}", date_words(entry.scheduled.release_on_date))
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let styles = &look.theme.styles;
    let room = measure(screen).min(60);
    let mut facts = wrap(&what_is_scheduled(&state.entry), room);
    if state.entry.applied_early > 0 {
        facts.extend(wrap(
            &format!("{} applied it early, and keep it.", count(state.entry.applied_early, "instance")),
            room,
        ));
    }
    let labels = [
        Button::new("Cancel"),
        Button::new("Move Scheduled Release").primary().enabled(matches!(state.date.date(), Some(Ok(_)))),
    ];
    let focus = CONTROLS.iter().position(|control| *control == state.focus).and_then(|at| at.checked_sub(1));
    let buttons = Buttons::new(look.theme, &labels, focus);
    let height = u16::try_from(facts.len() + 6).unwrap_or(u16::MAX);
    let size = Size::new(u16::try_from(room).unwrap_or(60), height);
    let title = format!("Move Scheduled Release · {}", state.entry.name);
    let inner = Frame::new(look.theme, title, size).draw(screen, buf);
    let heights = [u16::try_from(facts.len()).unwrap_or(u16::MAX), 1, 1, 1, 1, 1, buttons.height(inner.width)];
    let [top, _, label, field, echo, says, row] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&facts, Style::new(), top, buf);
    put_lines(&[look.words().date], styles.heading, label, buf);
    let field = Rect { x: field.x.saturating_sub(1), width: field.width + 1, ..field };
    let cursor = state.date.draw(look, state.focus == Control::Date, field, buf);
    state.date.draw_echo(look, Rect { x: echo.x.saturating_sub(1), ..echo }, buf);
    put_lines(&state.refusal.iter().collect::<Vec<_>>(), styles.error, says, buf);
    (&buttons).render(row, buf);
    if state.date.draw_calendar(look, field, screen, buf) { None } else { cursor }
}
