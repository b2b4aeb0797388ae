//! **Freezes**: the dates on which nothing is released.
//!
//! ```text
//! ┌ Freezes ────────────────────────────────────────────────────────────┐
//! │ / filter                                                            │
//! │ Freeze      From             To               On        For         │
//! │▌Year end    Thu 24 Dec 2026  Sun 3 Jan 2027             every pack  │
//! │ Weekends    Sat 21 Nov 2026  until removed    Sat, Sun  Order to …  │
//! │                                [ Back ]  [ Remove ]  [ Add Freeze ] │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use super::add::add_freeze;
use crate::{
    domain::date_words,
    engine::{FreezeView, sentences},
    tui::{
        command::{Command, Commands, Dialog, Query, shown_if},
        dialog::item_list::{ItemList, by_list},
        form::{ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Row, Tone},
    },
};

const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::RemoveFreeze), Step::Do(Action::AddFreeze)];

#[derive(Debug)]
pub(in crate::tui) struct FreezesDialog {
    list: ItemList<FreezeView>,
}

/// Opens **Freezes**.
pub(in crate::tui) fn freezes() -> Command {
    Query::read("list the freezes", |engine| Ok(engine.freezes(false)))
        .then(|views| vec![Command::open(FreezesDialog::new(views))])
}

impl FreezesDialog {
    fn new(views: Vec<FreezeView>) -> Self {
        Self { list: ItemList::new(views, 0, |view| &view.freeze.name, BUTTONS) }
    }

    fn remove(&self) -> Commands {
        let Some(view) = self.list.selected() else { return vec![] };
        let (id, name) = (view.freeze.id.clone(), view.freeze.name.clone());
        let removed = Query::change("remove the freeze", move |engine| {
            engine.remove_freeze(&id)?;
            Ok(engine.freezes(false))
        });
        vec![removed.reply_to(move |dialog: &mut Self, views, _| {
            *dialog = Self::new(views);
            vec![Command::Notify(Tone::Success, sentences::freeze_removed(&name))]
        })]
    }
}

impl Dialog for FreezesDialog {
    by_list!(list, Scope::Freezes);

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::RemoveFreeze => shown_if(self.list.selected().is_some()),
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.list.act(action, context) {
            Step::Leave => vec![Command::Leave],
            Step::Do(Action::RemoveFreeze) => self.remove(),
            // The list is read anew once there is another one.
            Step::Do(Action::AddFreeze) => vec![Command::Close, add_freeze(&context.overview, freezes)],
            Step::Do(_) | Step::Stay | Step::Submit | Step::Open => vec![],
        }
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let can = self.list.selected().is_some();
        let sheet = ListSheet {
            title: "Freezes",
            widest: usize::MAX,
            nothing: sentences::NOTHING_FROZEN,
            note: &self.list.selected().map(note).unwrap_or_default(),
            buttons: &[Button::new("Back"), Button::new("Remove").enabled(can), Button::new("Add Freeze").primary()],
        };
        let columns = [
            Column::new("Freeze", 10).grow(2).names(),
            Column::new("From", 15),
            Column::new("To", 15),
            Column::new("On", 13).drop_at(1),
            Column::new("For", 10).grow(2).drop_at(2),
        ];
        self.list.draw(look, &sheet, &columns, |_, view| row(view), screen, buf)
    }
}

/// Its dates, what it is for, and why.
fn note(view: &FreezeView) -> String {
    let reason = Some(view.freeze.reason.clone()).filter(|reason| !reason.is_empty());
    let said: Vec<String> = [view.freeze.span_words(), view.whom()].into_iter().chain(reason).collect();
    said.join("; ")
}

fn row(view: &FreezeView) -> Row<'_> {
    let freeze = &view.freeze;
    Row::new([
        Line::raw(freeze.name.as_str()),
        Line::raw(date_words(freeze.from)),
        Line::raw(freeze.to_words()),
        Line::raw(freeze.weekdays_words()),
        Line::raw(view.whom()),
    ])
}
