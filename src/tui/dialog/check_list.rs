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

use std::{borrow::Cow, collections::BTreeSet};

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
    text::Line,
};

use super::item_list::ItemList;
use crate::{
    text::width,
    tui::{
        form::{ListSheet, Step},
        keys::{Action, Availability, Scope},
        look::{Context, Look},
        widget::{Button, Column, Edit, Row, cells},
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
    /// Places of what is checked; the filter hides them, and leaves them checked.
    checked: BTreeSet<usize>,
    list: ItemList<Pickable>,
}

impl CheckList {
    /// A list of which at least one is to be checked.
    pub(super) fn new(title: String, button: fn(usize) -> String, all: Vec<Pickable>) -> Self {
        Self {
            title,
            button,
            or_none: false,
            checked: BTreeSet::new(),
            list: ItemList::new(all, 0, |one| &one.name, [Step::Leave, Step::Submit]),
        }
    }

    /// The button is on without any check, too.
    pub(super) fn or_none(self) -> Self {
        Self { or_none: true, ..self }
    }

    /// What is checked, in the order of the list.
    pub(super) fn checked(&self) -> impl ExactSizeIterator<Item = &Pickable> {
        self.checked.iter().map(|at| &self.list.items()[*at])
    }

    /// Whether there is anything to check.
    pub(super) fn is_empty(&self) -> bool {
        self.list.items().is_empty()
    }

    fn is_ready(&self) -> bool {
        self.or_none || !self.checked.is_empty()
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.list.refuse(why);
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        self.list.scopes(Scope::PickList)
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddChecked if !self.is_ready() => Availability::Unavailable(NOTHING_CHECKED.into()),
            _ => Availability::Available,
        }
    }

    /// The way forward is called what its button says.
    pub(super) fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        (action == Action::AddChecked).then(|| self.submit_label().into())
    }

    fn submit_label(&self) -> String {
        (self.button)(self.checked.len())
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.list.edit(edit);
    }

    pub(super) fn act(&mut self, action: Action, context: &Context) -> Step {
        match self.list.act(action, context) {
            Step::Do(Action::Choose) => self.check(),
            Step::Submit | Step::Do(Action::AddChecked) if self.is_ready() => return Step::Submit,
            Step::Submit => self.refuse(NOTHING_CHECKED.to_owned()),
            Step::Leave => return Step::Leave,
            Step::Do(_) | Step::Stay | Step::Open => {}
        }
        Step::Stay
    }

    fn check(&mut self) {
        let Some(at) = self.list.place() else { return };
        if !self.checked.remove(&at) {
            self.checked.insert(at);
        }
    }
}

pub(super) fn draw(look: &Look, state: &CheckList, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let done = state.submit_label();
    let sheet = ListSheet {
        title: &state.title,
        widest: WIDEST,
        nothing: "",
        note: "",
        buttons: &[Button::new("Cancel"), Button::new(done).primary().enabled(state.is_ready())],
    };
    let notes = cells(state.list.items().iter().map(|one| width(&one.note)).max().unwrap_or(0)).min(14);
    let columns = [Column::new("", 3), Column::new("", 12).grow(1).names(), Column::new("", notes).right().drop_at(1)];
    state.list.draw(look, &sheet, &columns, |at, one| row(look, state.checked.contains(&at), one), screen, buf)
}

fn row<'a>(look: &Look, checked: bool, one: &'a Pickable) -> Row<'a> {
    let mark = if checked { look.theme.glyphs.check_on } else { look.theme.glyphs.check_off };
    let note = Line::styled(one.note.as_str(), look.theme.styles.quiet);
    Row::new([Line::raw(mark), Line::raw(one.name.as_str()), note])
}
