//! A list with check boxes and a filter, over a row with the way back and a button that counts.
//!
//! ```text
//! ┌ Add Accounts · Europe ───────────────────────────────────┐
//! │ / filter                                                 │
//! │▌[x] Aalto                                                │
//! │ [ ] Bergmann                                             │
//! │                          [ Cancel ]  [ Add 1 Account ]   │   counts
//! └──────────────────────────────────────────────────────────┘
//! ```

use std::collections::BTreeSet;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
    widgets::Widget,
};

use crate::{
    text::width,
    tui::{
        filter::by_name,
        form::{ListForm, ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Edit, Row, Table, cells},
    },
};

const NOTHING_CHECKED: &str = "check what is to be added first";

/// The widest that it gets.
const WIDEST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pickable {
    pub(super) id: String,
    pub(super) name: String,
    /// A note beside the name.
    note: String,
}

impl Pickable {
    pub(super) fn new(id: &impl ToString, name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { id: id.to_string(), name: name.into(), note: note.into() }
    }
}

#[derive(Debug, Clone)]
pub(super) struct CheckList {
    title: String,
    /// The button's label for how many are checked.
    button: fn(usize) -> String,
    /// The button is on without any check, too.
    or_none: bool,
    all: Vec<Pickable>,
    /// Indices that are checked; the filter hides them, and leaves them checked.
    checked: BTreeSet<usize>,
    form: ListForm,
}

impl CheckList {
    /// A list of which at least one is to be checked.
    pub(super) fn new(title: String, button: fn(usize) -> String, all: Vec<Pickable>) -> Self {
        Self {
            title,
            button,
            or_none: false,
            form: ListForm::new(all.len(), [Step::Leave, Step::Submit]),
            all,
            checked: BTreeSet::new(),
        }
    }

    /// The button is on without any check, too.
    pub(super) fn or_none(self) -> Self {
        Self { or_none: true, ..self }
    }

    /// What is checked, in the order of the list.
    pub(super) fn checked(&self) -> impl ExactSizeIterator<Item = &Pickable> {
        self.checked.iter().map(|at| &self.all[*at])
    }

    /// Whether there is anything to check.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    fn is_ready(&self) -> bool {
        self.or_none || !self.checked.is_empty()
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.form.refuse(why);
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.form.scopes(Scope::PickList)
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddChecked if !self.is_ready() => Availability::Unavailable(NOTHING_CHECKED.into()),
            _ => Availability::Available,
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.form.edit(edit, ranked(&self.all));
    }

    pub(super) fn act(&mut self, action: Action, context: &Context) -> Step {
        match self.form.act(action, context, ranked(&self.all)) {
            Step::Do(Action::Choose) => self.check(),
            Step::Submit | Step::Do(Action::AddChecked) if self.is_ready() => return Step::Submit,
            Step::Submit => self.refuse(NOTHING_CHECKED.to_owned()),
            Step::Leave => return Step::Leave,
            Step::Do(_) | Step::Stay | Step::Open => {}
        }
        Step::Stay
    }

    fn check(&mut self) {
        let Some(at) = self.form.list.selected() else { return };
        if !self.checked.remove(&at) {
            self.checked.insert(at);
        }
    }
}

fn ranked(all: &[Pickable]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(all.iter().map(|one| one.name.as_str()))
}

pub(super) fn draw(look: &Look, state: &CheckList, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let done = (state.button)(state.checked.len());
    let sheet = ListSheet {
        title: &state.title,
        widest: WIDEST,
        lines: state.all.len(),
        nothing: "",
        buttons: &[Button::new("Cancel"), Button::new(done).primary().enabled(state.is_ready())],
    };
    let (list, glyphs) = (&state.form.list, look.theme.glyphs);
    let row = |at: usize| {
        let index = list.shown()[at];
        let mark = if state.checked.contains(&index) { glyphs.check_on } else { glyphs.check_off };
        let one = &state.all[index];
        let note = Line::styled(one.note.as_str(), look.theme.styles.quiet);
        Row::new([Line::raw(mark), Line::raw(one.name.as_str()), note])
    };
    let notes = cells(state.all.iter().map(|one| width(&one.note)).max().unwrap_or(0)).min(14);
    let columns = [Column::new("", 3), Column::new("", 12).grow(1).names(), Column::new("", notes).right().drop_at(1)];
    let table = Table::new(look.theme, &columns, list.scroll(), list.shown().len(), &row).headless().gap(1);
    let table = table.focused(state.form.is_on_list());
    state.form.draw(look, &sheet, |area, buf| (&table).render(area, buf), screen, buf)
}
