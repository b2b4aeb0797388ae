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
    layout::{Position, Rect, Size},
    text::Line,
    widgets::Widget,
};

use crate::{
    text::wrap_at_most,
    tui::{
        dialog::prose::measure,
        filter::{FilteredList, by_name},
        keys::{Action, Availability, Scope},
        layout::{Split, Track},
        look::Look,
        widget::{Button, Buttons, Column, Edit, Frame, Row, Table, cells, cycle_focus, put_lines},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    List,
    Cancel,
    Done,
}

const CONTROLS: [Control; 3] = [Control::List, Control::Cancel, Control::Done];

/// One line of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pickable {
    pub(super) id: String,
    pub(super) name: String,
    /// What else there is to say of it.
    note: String,
}

impl Pickable {
    pub(super) fn new(id: &impl ToString, name: impl Into<String>, note: impl Into<String>) -> Self {
        Self { id: id.to_string(), name: name.into(), note: note.into() }
    }
}

/// What a key led to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Outcome {
    Stay,
    Cancel,
    Done,
}

/// The list's state.
#[derive(Debug, Clone)]
pub(super) struct CheckList {
    title: String,
    /// The button's label for how many are checked.
    button: fn(usize) -> String,
    /// None of them can be meant, too.
    or_none: bool,
    all: Vec<Pickable>,
    /// Indices that are checked; the filter hides them, and leaves them checked.
    checked: BTreeSet<usize>,
    list: FilteredList,
    focus: Control,
    refusal: Option<String>,
}

impl CheckList {
    /// A list of which at least one is to be checked.
    pub(super) fn new(title: String, button: fn(usize) -> String, all: Vec<Pickable>) -> Self {
        Self {
            title,
            button,
            or_none: false,
            list: FilteredList::new(all.len(), 0),
            all,
            checked: BTreeSet::new(),
            focus: Control::List,
            refusal: None,
        }
    }

    /// None of them can be meant, too.
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
        self.refusal = Some(why);
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            _ if self.list.filter().typing => vec![Scope::Filter, Scope::PickList],
            Control::List => vec![Scope::PickList],
            Control::Cancel | Control::Done => vec![Scope::Buttons, Scope::PickList],
        }
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddChecked if !self.is_ready() => {
                Availability::Unavailable("check what is to be added first, with Space".into())
            }
            _ => Availability::Available,
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        self.list.edit(edit, ranked(&self.all));
    }

    pub(super) fn act(&mut self, action: Action) -> Outcome {
        self.refusal = None;
        if action.motion().is_some() || action == Action::Filter {
            self.focus = Control::List;
        }
        if self.list.act(action, ranked(&self.all)) {
            return Outcome::Stay;
        }
        match (action, self.focus) {
            (Action::NextControl, _) => cycle_focus(&mut self.focus, &CONTROLS, true),
            (Action::PreviousControl, _) => cycle_focus(&mut self.focus, &CONTROLS, false),
            (Action::Cancel | Action::Back, _) | (Action::Activate | Action::Choose, Control::Cancel) => {
                return Outcome::Cancel;
            }
            (Action::Choose, Control::List) => self.check(),
            (Action::AddChecked, _) | (Action::Activate | Action::Choose, Control::Done) => return self.done(),
            _ => {}
        }
        Outcome::Stay
    }

    fn check(&mut self) {
        let Some(at) = self.list.selected() else { return };
        if !self.checked.remove(&at) {
            self.checked.insert(at);
        }
    }

    fn done(&mut self) -> Outcome {
        if self.is_ready() {
            return Outcome::Done;
        }
        self.refusal = Some("check what is to be added first, with Space".into());
        Outcome::Stay
    }
}

fn ranked(all: &[Pickable]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(all.iter().map(|one| one.name.as_str()))
}

pub(super) fn draw(look: &Look, state: &CheckList, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let room = measure(screen).min(64);
    let size = Size::new(cells(room), cells(state.all.len() + 3).max(8));
    let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
    let inner = Frame::new(look.theme, state.title.as_str(), size).draw(screen, buf);
    let done = (state.button)(state.checked.len());
    let labels = [Button::new("Cancel"), Button::new(done).primary().enabled(state.is_ready())];
    let focus = CONTROLS.iter().position(|control| *control == state.focus).and_then(|at| at.checked_sub(1));
    let buttons = Buttons::new(look.theme, &labels, focus);
    let said = state.refusal.as_ref().map(|why| wrap_at_most(why, room, 2)).unwrap_or_default();
    let heights = [1, cells(said.len()).max(1), buttons.height(inner.width)].map(Track::Length);
    let [filter, table, says, row] = Split::vertical([heights[0], Track::Fill(1), heights[1], heights[2]]).areas(inner);
    draw_table(look, state, table, buf);
    put_lines(&said, look.theme.styles.error, says, buf);
    (&buttons).render(row, buf);
    state.list.filter().draw(look.theme, "filter", "", filter, buf)
}

fn draw_table(look: &Look, state: &CheckList, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    if state.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    let columns = [Column::new("", 3), Column::new("", 12).grow(1), Column::new("", 14).right().drop_at(1)];
    let row = |at: usize| {
        let (index, glyphs) = (state.list.shown()[at], look.theme.glyphs);
        let mark = if state.checked.contains(&index) { glyphs.check_on } else { glyphs.check_off };
        let one = &state.all[index];
        let note = Line::styled(one.note.as_str(), look.theme.styles.quiet);
        Row::new([Line::raw(mark), Line::raw(one.name.as_str()), note])
    };
    let table = Table::new(look.theme, &columns, state.list.scroll(), state.list.shown().len(), &row).headless().gap(1);
    (&table.focused(state.focus == Control::List && !state.list.filter().typing)).render(area, buf);
}
