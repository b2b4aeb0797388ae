//! The instances of a pack, or those of them that stand in one way; then there is no column for that. Only the rows
//! that show are built.
//!
//! ```text
//! ┌ Who has it · Order to Cash ──────────────────────────────────────────────────┐
//! │ / filter                                               42, sorted by account │
//! │ Account ▲    Instance Name    Version  Pending Version  Last Update    State │
//! │▌Aalto        Order to Cash          3                4  3 Nov 2026   waiting │
//! │ Bergmann     Order to Cash          4                   20 Nov 2026    ahead │
//! └──────────────────────────────────────────────────────────────────────────────┘
//! ```

use std::cmp::Ordering;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::UpdateState,
    engine::{Installation, rank},
    tui::{
        command::{Command, Commands, Dialog},
        filter::FilteredList,
        keys::{Action, Scope},
        layout::{Split, Track},
        look::{Context, Look},
        widget::{Column, Edit, Frame, Row, Table, cells},
    },
};

/// Cells that the rows take at most.
const WIDEST: u16 = 112;

/// Lines that the list takes at least: it covers the dialog that it was opened from.
const LOWEST: u16 = 13;

/// Columns that the list can be sorted by: their places in the table, and in words. The last only where it is one.
const SORTS: [(usize, &str); 4] = [(0, "account"), (2, "version"), (4, "last update"), (5, "state")];

#[derive(Debug)]
pub(in crate::tui) struct InstallationsDialog {
    title: String,
    /// How all of them stand; none where they stand differently.
    stands: Option<UpdateState>,
    all: Vec<Installation>,
    /// What the filter looks at, for each.
    names: Vec<String>,
    list: FilteredList,
    /// The place in [`SORTS`] of what they are sorted by.
    sort: usize,
}

impl InstallationsDialog {
    pub(in crate::tui) fn new(title: String, stands: Option<UpdateState>, all: Vec<Installation>) -> Self {
        let names = all.iter().map(|one| format!("{} {}", one.account_name, one.name)).collect();
        let list = FilteredList::new(all.len(), 0);
        Self { title, stands, all, names, list, sort: 0 }
    }

    /// `42 waiting, sorted by account`, `3 of 42 waiting`.
    fn summary(&self) -> String {
        let stands = self.stands.map(|state| format!(" {state}")).unwrap_or_default();
        if self.list.filter().is_active() {
            format!("{} of {}{stands}", self.list.shown().len(), self.all.len())
        } else {
            format!("{}{stands}, sorted by {}", self.all.len(), SORTS[self.sort].1)
        }
    }
}

impl Dialog for InstallationsDialog {
    fn scopes(&self) -> Vec<Scope> {
        self.list.filter().typing.then_some(Scope::Filter).into_iter().chain([Scope::Installations]).collect()
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn edit(&mut self, edit: &Edit, _: &Context) {
        self.list.edit(edit, ranked(&self.names, &self.all, self.sort));
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if self.list.act(action, ranked(&self.names, &self.all, self.sort)) {
            return vec![];
        }
        match action {
            Action::Back => return vec![Command::Leave],
            Action::Sort => {
                self.sort = (self.sort + 1) % (SORTS.len() - usize::from(self.stands.is_some()));
                self.list.refill(self.list.selected(), ranked(&self.names, &self.all, self.sort));
            }
            _ => {}
        }
        vec![]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let room = screen.width.saturating_sub(6).clamp(1, WIDEST);
        let size = Size::new(room, cells(self.all.len() + 2).max(LOWEST));
        let screen = Rect { y: screen.y + 1, height: screen.height.saturating_sub(1), ..screen };
        let inner = Frame::new(look.theme, self.title.as_str(), size).draw(screen, buf);
        let [top, table] = Split::vertical([Track::Length(1), Track::Fill(1)]).areas(inner);
        draw_table(look, self, table, buf);
        self.list.filter().draw(look.theme, "filter", &self.summary(), top, buf)
    }
}

/// Ranks by the filter, then sorts. They came by account, and the best match first where there is a filter: that
/// settles what the sorted column leaves open.
fn ranked(names: &[String], all: &[Installation], sort: usize) -> impl FnOnce(&str) -> Vec<usize> {
    move |text| {
        let mut found = rank(text, names.iter().map(String::as_str));
        found.sort_by(|a, b| compare(sort, &all[*a], &all[*b]));
        found
    }
}

/// By the sorted column: the lowest version, what was updated longest ago, and who is up to date first.
fn compare(sort: usize, a: &Installation, b: &Installation) -> Ordering {
    match sort {
        1 => a.version.version.cmp(&b.version.version),
        2 => a.last_update.cmp(&b.last_update),
        3 => a.state.cmp(&b.state),
        _ => Ordering::Equal,
    }
}

fn draw_table(look: &Look, state: &InstallationsDialog, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    if state.list.shown().is_empty() {
        let text = if state.all.is_empty() { "None" } else { "No match" };
        buf.set_stringn(area.x + 1, area.y, text, usize::from(area.width), look.theme.styles.quiet);
        return;
    }
    // Names have more need of the room than titles.
    let title = |whole, short| if area.width < WIDEST { short } else { whole };
    // What they are sorted by stays.
    let rank = |column: usize, rank: u8| if SORTS[state.sort].0 == column { 0 } else { rank };
    let mut columns = vec![
        Column::new("Account", 19).grow(2).names(),
        Column::new(title("Instance Name", "Instance"), 12).grow(3).drop_at(2),
        Column::new("Version", 9).right(),
        Column::new(title("Pending Version", "Pending"), 7).right(),
        Column::new(title("Last Update Date", "Last Update"), 11).drop_at(rank(4, 3)),
    ];
    columns.extend(state.stands.is_none().then(|| Column::new("State", 13).drop_at(rank(5, 1))));
    let row = |at: usize| row(look, &state.all[state.list.shown()[at]]);
    let mut table = Table::new(look.theme, &columns, state.list.scroll(), state.list.shown().len(), &row);
    if state.sort > 0 || !state.list.filter().is_active() {
        table = table.sorted(SORTS[state.sort].0);
    }
    (&table.focused(!state.list.filter().typing)).render(area, buf);
}

fn row<'a>(look: &Look, one: &'a Installation) -> Row<'a> {
    let styles = &look.theme.styles;
    let day = look.day(one.last_update);
    let pending = one.version.pending.map(|version| version.to_string()).unwrap_or_default();
    let style = match one.state {
        UpdateState::UpToDate | UpdateState::Waiting => Style::new(),
        UpdateState::AppliedEarly => styles.pending,
        UpdateState::Ahead => styles.warning,
    };
    Row::new([
        Line::raw(one.account_name.as_str()),
        Line::raw(one.name.as_str()),
        Line::raw(one.version.version.to_string()),
        Line::styled(pending, styles.pending),
        Line::raw(day),
        Line::styled(one.state.to_string(), style),
    ])
}
