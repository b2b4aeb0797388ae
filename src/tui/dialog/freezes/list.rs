//! **Freezes**: the dates on which nothing is released.
//!
//! ```text
//! ┌ Freezes ────────────────────────────────────────────────────────────┐
//! │ / filter                                                            │
//! │ Freeze      From             To               On        For         │
//! │▌Year end    Thu 24 Dec 2026  Sun 3 Jan 2027             every pack  │
//! │ Weekends    Sat 21 Nov 2026  until removed    Sat, Sun  Order to …  │
//! │                               [ Close ]  [ Remove ]  [ Add Freeze ] │
//! └─────────────────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
    widgets::Widget,
};

use super::add::add_freeze;
use crate::{
    domain::date_words,
    engine::{FreezeView, sentences},
    tui::{
        command::{Command, Commands, Dialog, Query, shown_if},
        filter::by_name,
        form::{ListForm, ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Edit, Row, Table, Tone},
    },
};

const BUTTONS: [Step; 3] = [Step::Leave, Step::Do(Action::RemoveFreeze), Step::Do(Action::AddFreeze)];

#[derive(Debug)]
pub(in crate::tui) struct FreezesDialog {
    views: Vec<FreezeView>,
    form: ListForm,
}

/// Opens **Freezes**.
pub(in crate::tui) fn freezes() -> Command {
    Query::read("list the freezes", |engine| Ok(engine.freezes(false)))
        .then(|views| vec![Command::Open(Box::new(FreezesDialog::new(views)))])
}

impl FreezesDialog {
    fn new(views: Vec<FreezeView>) -> Self {
        Self { form: ListForm::new(views.len(), BUTTONS), views }
    }

    fn selected(&self) -> Option<&FreezeView> {
        self.views.get(self.form.list.selected()?)
    }

    fn remove(&self) -> Commands {
        let Some(view) = self.selected() else { return vec![] };
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
    fn scopes(&self) -> Vec<Scope> {
        self.form.scopes(Scope::Freezes)
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        match action {
            Action::RemoveFreeze => shown_if(self.selected().is_some()),
            _ => Availability::Available,
        }
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.form.edit(edit, ranked(&self.views));
    }

    fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.form.act(action, context, ranked(&self.views)) {
            Step::Leave => vec![Command::Leave],
            Step::Do(Action::RemoveFreeze) => self.remove(),
            // The list is read anew once there is another one.
            Step::Do(Action::AddFreeze) => vec![Command::Close, add_freeze(&context.overview, freezes)],
            Step::Do(_) | Step::Stay | Step::Submit | Step::Open => vec![],
        }
    }

    fn refuse(&mut self, why: String) -> Commands {
        self.form.refuse(why);
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let can = self.selected().is_some();
        let sheet = ListSheet {
            title: "Freezes",
            widest: usize::MAX,
            lines: self.views.len() + usize::from(!self.views.is_empty()),
            nothing: sentences::NOTHING_FROZEN,
            buttons: &[Button::new("Close"), Button::new("Remove").enabled(can), Button::new("Add Freeze").primary()],
        };
        let columns = [
            Column::new("Freeze", 10).grow(2).names(),
            Column::new("From", 15),
            Column::new("To", 15),
            Column::new("On", 13).drop_at(1),
            Column::new("For", 10).grow(2).drop_at(2),
        ];
        let list = &self.form.list;
        let row = |at: usize| row(&self.views[list.shown()[at]]);
        let table = Table::new(look.theme, &columns, list.scroll(), list.shown().len(), &row);
        let table = table.focused(self.form.is_on_list());
        self.form.draw(look, &sheet, |area, buf| (&table).render(area, buf), screen, buf)
    }
}

fn ranked(views: &[FreezeView]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(views.iter().map(|view| view.freeze.name.as_str()))
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
