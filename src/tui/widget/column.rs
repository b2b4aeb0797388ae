//! The columns of a table, and how they share its width.

use ratatui::layout::Alignment;

use crate::text::width;

/// One column and the room it wants.
#[derive(Clone, Debug)]
pub struct Column<'a> {
    pub(super) title: &'a str,
    pub(super) short: &'a str,
    min: u16,
    want: u16,
    grow: u16,
    priority: u8,
    pub(super) align: Alignment,
    pub(super) names: bool,
}

impl<'a> Column<'a> {
    /// A column at least `min` cells wide, left aligned, never dropped.
    pub const fn new(title: &'a str, min: u16) -> Self {
        Self { title, short: title, min, want: 0, grow: 0, priority: 0, align: Alignment::Left, names: false }
    }

    pub const fn is_titled(&self) -> bool {
        !self.title.is_empty()
    }

    /// The title where the whole titles don't fit.
    #[must_use]
    pub const fn short(self, short: &'a str) -> Self {
        Self { short, ..self }
    }

    /// Shows its texts whole with this many cells: it gets them, if it can, before any column takes spare room.
    #[must_use]
    pub const fn want(self, cells: u16) -> Self {
        Self { want: cells, ..self }
    }

    /// Takes part of the spare room, `weight` shares of it.
    #[must_use]
    pub const fn grow(self, weight: u16) -> Self {
        Self { grow: weight, ..self }
    }

    /// Dropped where the columns don't fit, the highest `rank` first; 0 is never dropped.
    #[must_use]
    pub const fn drop_at(self, rank: u8) -> Self {
        Self { priority: rank, ..self }
    }

    /// Holds names: where one has no room and would look like the one beside it, its middle is cut out.
    #[must_use]
    pub const fn names(self) -> Self {
        Self { names: true, ..self }
    }

    /// Aligned right, as numbers are.
    #[must_use]
    pub const fn right(self) -> Self {
        Self { align: Alignment::Right, ..self }
    }
}

/// Where the columns that show stand.
pub(super) struct FittedColumns {
    /// Index of the column, offset from the left, width in cells.
    pub(super) places: Vec<(usize, u16, u16)>,
}

impl FittedColumns {
    /// Shares `room` cells out: columns that don't fit go, then columns get what they want, then whole titles come as
    /// far as they fit, and the rest is spare.
    ///
    /// `sorted` is the column with a sort mark; titles count only where `titled`.
    pub(super) fn of(columns: &[Column<'_>], sorted: Option<usize>, titled: bool, gap: u16, room: u16) -> Self {
        let wanted = |column: usize, whole: bool| {
            let mark = if sorted == Some(column) { 2 } else { 0 };
            let title = if whole && titled { width(columns[column].title) + mark } else { 0 };
            title.max(usize::from(columns[column].min))
        };
        let need = |shown: &[usize]| {
            let cells: usize = shown.iter().map(|&column| wanted(column, false)).sum();
            cells + usize::from(gap) * shown.len().saturating_sub(1)
        };
        let mut shown: Vec<usize> = (0..columns.len()).collect();
        while need(&shown) > usize::from(room) {
            let dropped = shown.iter().copied().filter(|&column| columns[column].priority > 0);
            let Some(first) = dropped.max_by_key(|&column| columns[column].priority) else { break };
            shown.retain(|&column| column != first);
        }
        let mut spare = usize::from(room).saturating_sub(need(&shown));
        let mut widths: Vec<usize> = shown.iter().map(|&column| wanted(column, false)).collect();
        while spare > 0 {
            let lacking = (0..shown.len()).filter(|&at| widths[at] < usize::from(columns[shown[at]].want));
            let Some(narrowest) = lacking.min_by_key(|&at| widths[at]) else { break };
            widths[narrowest] += 1;
            spare -= 1;
        }
        for (at, &column) in shown.iter().enumerate() {
            let lacks = wanted(column, true).saturating_sub(widths[at]);
            if lacks <= spare {
                widths[at] += lacks;
                spare -= lacks;
            }
        }
        let mut shares: usize = shown.iter().map(|&column| usize::from(columns[column].grow)).sum();
        let mut at = 0u16;
        let place = |(column, width): (usize, usize)| {
            let grow = usize::from(columns[column].grow);
            let extra = (spare * grow).checked_div(shares).unwrap_or(0);
            spare -= extra;
            shares -= grow;
            let wide = u16::try_from(width + extra).unwrap_or(u16::MAX);
            let place = (column, at.min(room), wide.min(room.saturating_sub(at)));
            at = at.saturating_add(wide).saturating_add(gap);
            place
        };
        Self { places: shown.into_iter().zip(widths).map(place).collect() }
    }
}
