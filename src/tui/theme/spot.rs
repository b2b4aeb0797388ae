//! What stands where on the screen: where the focus is, what Enter does there, and, for those who point, what a click
//! is for.

use ratatui::layout::{Position, Rect};

/// What a click can be for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A row of a list or of a table, or an option: so many steps from the one that is selected.
    Row(i64),
    /// A day of the calendar: so many days from the one that has the focus.
    Day(i64),
    Button,
    /// A text, a check box: something that takes the focus.
    Control,
    /// The name of a page, by its place among them.
    Page(usize),
}

/// A place that can be clicked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub area: Rect,
    pub kind: Kind,
    /// Keys go to it, or to the list that it is a row of.
    pub focused: bool,
}

/// What was drawn where, layer by layer. Only the focus is kept, unless somebody points.
#[derive(Clone, Debug, Default)]
pub(super) struct Spots {
    pub(super) focus: Option<Position>,
    pub(super) enter: Option<String>,
    pub(super) all: Option<Vec<Spot>>,
}
