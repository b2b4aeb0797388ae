//! **Who has it**: the instances of a pack in numbers, which no account is read for; each can be listed.
//!
//! ```text
//! ┌ Who has it · Order to Cash ───────────────────────────────┐
//! │ Installed in 40 accounts                                  │
//! │                                                           │
//! │▌Instances                                             42  │
//! │ At the current release #7                             38  │
//! │ Waiting for Wed 25 Nov 2026                           38  │   where a release is scheduled
//! │ Applied early                                          3  │
//! │ Ahead of the current release                           1  │   where there is one
//! │                                                           │
//! │ Shared with 3 account groups; 12 accounts could still     │
//! │ install it.                                               │
//! └───────────────────────────────────────────────────────────┘
//! ```

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::{PackId, UpdateState},
    engine::{Count, Installations},
    text::{width, wrap},
    tui::{
        command::{Command, Commands, Dialog, Query},
        dialog::InstallationsDialog,
        keys::{Action, Availability, Scope},
        layout::{Split, Track, measure},
        look::{Context, Look},
        widget::{Column, Frame, Row, Scroll, Table, cells, put_lines},
    },
};

/// Cells between what is counted and the count, at least.
const GAP: usize = 8;

#[derive(Debug)]
pub(in crate::tui) struct WhoHasItDialog {
    counted: Box<Installations>,
    counts: Vec<Count>,
    list: Scroll,
}

/// Opens **Who has it** for a pack.
pub(in crate::tui) fn who_has_it(id: PackId) -> Command {
    count_instances(id).then(|counted| vec![Command::open(WhoHasItDialog::new(counted))])
}

fn count_instances(id: PackId) -> Query<Box<Installations>> {
    Query::read("tell who has it", move |engine| engine.installations(&id).map(Box::new))
}

fn list(id: PackId, title: String, stands: Option<UpdateState>) -> Command {
    Query::read("tell who has it", move |engine| engine.installed(&id, stands))
        .then(move |found| vec![Command::open(InstallationsDialog::new(title, stands, found))])
}

impl WhoHasItDialog {
    fn new(counted: Box<Installations>) -> Self {
        let counts = counted.counts();
        Self { counted, counts, list: Scroll::default() }
    }

    /// Counts again; what is selected stays selected.
    fn renew(&mut self, counted: Box<Installations>) {
        let list = self.list.clone();
        *self = Self { list, ..Self::new(counted) };
        self.list.clamp(self.counts.len());
    }

    fn title(&self) -> String {
        format!("Who has it · {}", self.counted.name)
    }
}

impl Dialog for WhoHasItDialog {
    fn scopes(&self) -> Vec<Scope> {
        vec![Scope::WhoHasIt]
    }

    fn is_edited(&self) -> bool {
        false
    }

    fn availability(&self, action: Action) -> Availability {
        match (action, self.counts.get(self.list.selected())) {
            (Action::ListInstallations, None) => Availability::Hidden,
            (Action::ListInstallations, Some(Count { instances: 0, .. })) => {
                Availability::Unavailable("there is none to list".into())
            }
            _ => Availability::Available,
        }
    }

    fn act(&mut self, action: Action, _: &Context) -> Commands {
        if let Some(motion) = action.motion() {
            self.list.step(motion, self.counts.len());
            return vec![];
        }
        match (action, self.counts.get(self.list.selected())) {
            (Action::Back, _) => vec![Command::Leave],
            (Action::ListInstallations, Some(count)) if count.instances > 0 => {
                vec![list(self.counted.pack.clone(), self.title(), count.state)]
            }
            _ => vec![],
        }
    }

    fn renewed(&self) -> Commands {
        let counted = count_instances(self.counted.pack.clone());
        vec![counted.shown_to(|dialog: &mut Self, counted, _| dialog.renew(counted))]
    }

    fn draw(&self, look: &Look, screen: Rect, buf: &mut Buffer) -> Option<Position> {
        let labels = self.counts.iter().map(|count| width(&count.label) + GAP + count.instances.to_string().len());
        let title = self.title();
        let wanted = labels.max().unwrap_or(0).max(width(&title) + 2).max(56);
        let room = measure(screen).min(wanted);
        let says = wrap(&self.counted.shared(), room);
        let air = u16::from(!self.counts.is_empty());
        let heights = [1, 1, cells(self.counts.len()), air, cells(says.len())];
        let inner = Frame::new(look.theme, title, Size::new(cells(room), heights.iter().sum())).draw(screen, buf);
        let [installed, _, table, _, shared] = Split::vertical(heights.map(Track::Length)).areas(inner);
        put_lines(&[self.counted.installed()], look.theme.styles.heading, installed, buf);
        draw_counts(look, self, table, buf);
        put_lines(&says, Style::new(), shared, buf);
        None
    }
}

fn draw_counts(look: &Look, state: &WhoHasItDialog, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    let row = |at: usize| {
        let count = &state.counts[at];
        let row = Row::new([Line::raw(count.label.as_str()), Line::raw(count.instances.to_string())]);
        row.style(if count.instances == 0 { look.theme.styles.quiet } else { Style::new() })
    };
    let columns = [Column::new("", 12).grow(1).names(), Column::new("", 7).right()];
    let table = Table::new(look.theme, &columns, &state.list, state.counts.len(), &row);
    (&table).render(area, buf);
}
