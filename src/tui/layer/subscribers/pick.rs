//! A list with check boxes: accounts or integration packs for an account group, account groups for a pack.
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
    domain::count,
    text::wrap_at_most,
    tui::{
        app::App,
        filter::{FilteredList, by_name},
        keys::{Action, Availability, Scope},
        layer::{
            move_scheduled::Verdict,
            prose::{measure, put_lines},
        },
        layout::{Constraint, Layout},
        page::list,
        subscribers::request,
        widget::{Button, Buttons, Column, Dialog, Edit, Row, Table, go_round},
        worker::subscribers::{Pick, Pickable, Verb},
    },
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Control {
    List,
    Cancel,
    Add,
}

const CONTROLS: [Control; 3] = [Control::List, Control::Cancel, Control::Add];

/// The dialog's state.
#[derive(Debug)]
pub struct State {
    pick: Pick,
    /// The name of what is added to.
    to: String,
    all: Vec<Pickable>,
    /// Indices that are checked; the filter hides them, and leaves them checked.
    checked: BTreeSet<usize>,
    list: FilteredList,
    focus: Control,
    refusal: Option<String>,
}

impl State {
    pub(in crate::tui) fn new(pick: Pick, to: String, all: Vec<Pickable>) -> Self {
        let (list, checked) = (FilteredList::new(all.len(), 0), BTreeSet::new());
        Self { pick, to, all, checked, list, focus: Control::List, refusal: None }
    }

    fn title(&self) -> String {
        match &self.pick {
            Pick::Accounts(_) => format!("Add Accounts · {}", self.to),
            Pick::Packs(_) => format!("Add Integration Packs · {}", self.to),
            Pick::Groups(_) => format!("Add to Account Groups · {}", self.to),
        }
    }

    /// `Add 3 Accounts`, `Share with 1 Account Group`.
    fn button(&self) -> String {
        let many = self.checked.len();
        match &self.pick {
            Pick::Accounts(_) => format!("Add {}", count(many, "Account")),
            Pick::Packs(_) => format!("Add {}", count(many, "Integration Pack")),
            Pick::Groups(_) => format!("Add to {}", count(many, "Account Group")),
        }
    }

    pub(super) fn refuse(&mut self, why: String) {
        self.refusal = Some(why);
    }

    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.focus {
            _ if self.list.filter().typing => vec![Scope::Filter, Scope::PickList],
            Control::List => vec![Scope::PickList],
            Control::Cancel | Control::Add => vec![Scope::Buttons, Scope::PickList],
        }
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match action {
            Action::AddChecked if self.checked.is_empty() => Availability::Unavailable("check one first".into()),
            _ => Availability::Available,
        }
    }

    pub(super) fn edit(&mut self, edit: &Edit) {
        self.refusal = None;
        self.list.edit(edit, ranked(&self.all));
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        self.refusal = None;
        if action.motion().is_some() || action == Action::Filter {
            self.focus = Control::List;
        }
        if self.list.act(action, ranked(&self.all)) {
            return Verdict::Stay;
        }
        match (action, self.focus) {
            (Action::NextControl, _) => self.turn(true),
            (Action::PreviousControl, _) => self.turn(false),
            (Action::Cancel | Action::Back, _) | (Action::Activate | Action::Choose, Control::Cancel) => {
                return Verdict::Close;
            }
            (Action::Choose, Control::List) => self.check(),
            (Action::AddChecked, _) | (Action::Activate | Action::Choose, Control::Add) => return self.add(),
            _ => {}
        }
        Verdict::Stay
    }

    fn turn(&mut self, forward: bool) {
        go_round(&mut self.focus, &CONTROLS, forward);
    }

    fn check(&mut self) {
        let Some(at) = self.list.selected() else { return };
        if !self.checked.remove(&at) {
            self.checked.insert(at);
        }
    }

    fn add(&mut self) -> Verdict {
        if self.checked.is_empty() {
            self.refusal = Some("check what is to be added first, with Space".into());
            return Verdict::Stay;
        }
        let ids = self.checked.iter().map(|at| self.all[*at].id.clone()).collect();
        Verdict::Ask(request(Verb::Add(self.pick.clone(), ids)))
    }
}

fn ranked(all: &[Pickable]) -> impl FnOnce(&str) -> Vec<usize> {
    by_name(all.iter().map(|one| one.name.as_str()))
}

pub(super) fn draw(app: &App, state: &State, screen: Rect, buf: &mut Buffer) -> Option<Position> {
    let room = measure(screen).min(64);
    let cells = |n: usize| u16::try_from(n).unwrap_or(u16::MAX);
    let size = Size::new(cells(room), cells(state.all.len() + 3).max(8));
    let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
    let inner = Dialog::new(&app.theme, state.title(), size).draw(screen, buf);
    let labels = [Button::new("Cancel"), Button::new(state.button()).primary().enabled(!state.checked.is_empty())];
    let focus = CONTROLS.iter().position(|control| *control == state.focus).and_then(|at| at.checked_sub(1));
    let buttons = Buttons::new(&app.theme, &labels, focus);
    let said = state.refusal.as_ref().map(|why| wrap_at_most(why, room, 2)).unwrap_or_default();
    let heights = [1, cells(said.len()).max(1), buttons.height(inner.width)].map(Constraint::Length);
    let [filter, table, says, row] =
        Layout::vertical([heights[0], Constraint::Fill(1), heights[1], heights[2]]).areas(inner);
    draw_table(app, state, table, buf);
    put_lines(&said, app.theme.styles.error, says, buf);
    (&buttons).render(row, buf);
    list::draw_filter(app, state.list.filter(), filter, buf)
}

fn draw_table(app: &App, state: &State, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    if state.list.shown().is_empty() {
        buf.set_stringn(area.x + 1, area.y, "No match", usize::from(area.width), app.theme.styles.quiet);
        return;
    }
    let columns = [Column::new("", 3), Column::new("", 12).grow(1), Column::new("", 14).right().drop_at(1)];
    let row = |at: usize| {
        let (index, glyphs) = (state.list.shown()[at], app.theme.glyphs);
        let mark = if state.checked.contains(&index) { glyphs.check_on } else { glyphs.check_off };
        let one = &state.all[index];
        let note = Line::styled(one.note.as_str(), app.theme.styles.quiet);
        Row::new([Line::raw(mark), Line::raw(one.name.as_str()), note])
    };
    let table = Table::new(&app.theme, &columns, state.list.scroll(), state.list.shown().len(), &row).headless().gap(1);
    (&table.focused(state.focus == Control::List && !state.list.filter().typing)).render(area, buf);
}
