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
    layout::{Rect, Size},
    style::Style,
    text::Line,
    widgets::Widget,
};

use crate::{
    domain::PackId,
    engine::{Count, Installations},
    text::{width, wrap},
    tui::{
        dialog::{Verdict, prose::measure},
        keys::{Action, Availability},
        layout::{Constraint, Layout},
        look::Look,
        widget::{Column, Frame, Row, Scroll, Table, cells, put_lines},
        worker::{Request, subscribers::Ask},
    },
};

/// Cells between what is counted and the count, at least.
const GAP: usize = 8;

/// The dialog's state.
#[derive(Debug)]
pub struct State {
    counted: Box<Installations>,
    counts: Vec<Count>,
    list: Scroll,
}

impl State {
    pub(in crate::tui) fn new(counted: Box<Installations>) -> Self {
        let counts = counted.counts();
        Self { counted, counts, list: Scroll::default() }
    }

    /// Counts again; what is selected stays selected.
    pub(in crate::tui) fn renew(&mut self, counted: Box<Installations>) {
        let list = self.list.clone();
        *self = Self { list, ..Self::new(counted) };
        self.list.clamp(self.counts.len());
    }

    pub(in crate::tui) fn pack(&self) -> &PackId {
        &self.counted.pack
    }

    pub(in crate::tui) fn title(&self) -> String {
        format!("Who has it · {}", self.counted.name)
    }

    pub(super) fn availability(&self, action: Action) -> Availability {
        match (action, self.counts.get(self.list.selected())) {
            (Action::ListInstallations, None) => Availability::Hidden,
            (Action::ListInstallations, Some(Count { instances: 0, .. })) => {
                Availability::Unavailable("there is none to list".into())
            }
            _ => Availability::Available,
        }
    }

    pub(super) fn act(&mut self, action: Action) -> Verdict {
        if let Some(motion) = action.motion() {
            self.list.step(motion, self.counts.len());
            return Verdict::Stay;
        }
        match (action, self.counts.get(self.list.selected())) {
            (Action::Back, _) => Verdict::Close,
            (Action::ListInstallations, Some(count)) if count.instances > 0 => {
                let ask = Ask::Installed(self.counted.pack.clone(), count.state);
                Verdict::Ask(Request::Subscribers(ask))
            }
            _ => Verdict::Stay,
        }
    }
}

pub(super) fn draw(look: &Look, state: &State, screen: Rect, buf: &mut Buffer) {
    let labels = state.counts.iter().map(|count| width(&count.label) + GAP + count.instances.to_string().len());
    let title = state.title();
    let wanted = labels.max().unwrap_or(0).max(width(&title) + 2).max(56);
    let room = measure(screen).min(wanted);
    let says = wrap(&state.counted.shared(), room);
    let air = u16::from(!state.counts.is_empty());
    let heights = [1, 1, cells(state.counts.len()), air, cells(says.len())];
    let inner = Frame::new(look.theme, title, Size::new(cells(room), heights.iter().sum())).draw(screen, buf);
    let [installed, _, table, _, shared] = Layout::vertical(heights.map(Constraint::Length)).areas(inner);
    put_lines(&[state.counted.installed()], look.theme.styles.heading, installed, buf);
    draw_counts(look, state, table, buf);
    put_lines(&says, Style::new(), shared, buf);
}

fn draw_counts(look: &Look, state: &State, area: Rect, buf: &mut Buffer) {
    let area = Rect { x: area.x.saturating_sub(1), width: area.width + 1, ..area };
    let row = |at: usize| {
        let count = &state.counts[at];
        let row = Row::new([Line::raw(count.label.as_str()), Line::raw(count.instances.to_string())]);
        row.style(if count.instances == 0 { look.theme.styles.quiet } else { Style::new() })
    };
    let columns = [Column::new("", 12).grow(1), Column::new("", 7).right()];
    let table = Table::new(look.theme, &columns, &state.list, state.counts.len(), &row);
    (&table.headless()).render(area, buf);
}
