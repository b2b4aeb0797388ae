//! Splits areas into rows and columns.
//!
//! Ratatui's own layouts solve a system of equations, which takes longer at the start than drawing the screen. The
//! screens need only parts of a fixed length beside parts that share the rest, and that needs a sum.

use ratatui::layout::Rect;

/// How much a part gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Track {
    /// This many cells, or what is left of them after the parts of a fixed length before it.
    Length(u16),
    /// A share of what those leave, by weight.
    Fill(u16),
}

/// Parts, one below or beside the other.
pub(super) struct Split<const N: usize> {
    vertical: bool,
    parts: [Track; N],
}

impl<const N: usize> Split<N> {
    /// Rows, from the top.
    pub(super) fn vertical(parts: [Track; N]) -> Self {
        Self { vertical: true, parts }
    }

    /// Columns, from the left.
    pub(super) fn horizontal(parts: [Track; N]) -> Self {
        Self { vertical: false, parts }
    }

    /// The parts of an area; together they are no larger than it is.
    pub(super) fn areas(&self, area: Rect) -> [Rect; N] {
        let mut rest = if self.vertical { area.height } else { area.width };
        let mut lengths = self.parts.map(|part| match part {
            Track::Length(length) => {
                let length = length.min(rest);
                rest -= length;
                length
            }
            Track::Fill(_) => 0,
        });
        let mut weights: u16 = self.parts.iter().map(|part| part.weight()).sum();
        for (length, part) in lengths.iter_mut().zip(&self.parts).filter(|(_, part)| part.weight() > 0) {
            *length = rest * part.weight() / weights;
            rest -= *length;
            weights -= part.weight();
        }
        let mut at = 0;
        lengths.map(|length| {
            let before = at;
            at += length;
            if self.vertical {
                Rect { y: area.y + before, height: length, ..area }
            } else {
                Rect { x: area.x + before, width: length, ..area }
            }
        })
    }
}

impl Track {
    fn weight(self) -> u16 {
        match self {
            Self::Length(_) => 0,
            Self::Fill(weight) => weight,
        }
    }
}

/// The widest that text and its buttons get: longer lines are hard to follow, and buttons would be far from what they
/// are about.
const READABLE: u16 = 132;

/// From this width on details stand beside their list.
pub(super) const DETAILS_BESIDE: u16 = 158;

/// The area, no wider than can be read.
pub(super) fn readable(area: Rect) -> Rect {
    Rect { width: area.width.min(READABLE), ..area }
}

/// Cuts notes off below what is decided: what is left, their label, and the text as wide as the pane. In little room
/// the text stands in one line, beside its label.
pub(super) fn notes_below(area: Rect) -> [Rect; 3] {
    let lines = match area.height {
        0..=12 => {
            let [rest, row] = Split::vertical([Track::Fill(1), Track::Length(1)]).areas(area);
            let [label, text] = Split::horizontal([Track::Length(7), Track::Fill(1)]).areas(row);
            return [rest, label, text];
        }
        13..=20 => 2,
        _ => 4,
    };
    Split::vertical([Track::Fill(1), Track::Length(1), Track::Length(lines)]).areas(area)
}

/// How wide the first of two parts side by side is: each gets half of the room, and what the other one leaves.
pub(super) fn share(room: u16, first: u16, second: u16) -> u16 {
    let half = room / 2;
    let left = room.saturating_sub(second);
    if first > half { first.min(left.max(half)) } else { half.min(left.max(first)) }
}

/// The width that text in a dialog is wrapped to.
pub(super) fn measure(screen: Rect) -> usize {
    usize::from(screen.width).saturating_sub(6).clamp(1, 88)
}

#[cfg(test)]
mod tests {
    use super::{Track::*, *};

    fn heights<const N: usize>(parts: [Track; N], height: u16) -> [u16; N] {
        let areas = Split::vertical(parts).areas(Rect::new(3, 5, 7, height));
        let ends = areas.iter().fold(5, |y, area| {
            assert_eq!((area.x, area.y, area.width), (3, y, 7));
            area.bottom()
        });
        assert!(ends <= 5 + height);
        areas.map(|area| area.height)
    }

    #[test]
    fn what_fixed_parts_leave_is_shared() {
        assert_eq!(heights([Length(1), Fill(1), Length(2)], 10), [1, 7, 2]);
        assert_eq!(heights([Fill(1), Length(1), Fill(1)], 10), [4, 1, 5]);
        assert_eq!(heights([Fill(1), Fill(2)], 10), [3, 7]);
        assert_eq!(heights([Length(3), Length(4)], 10), [3, 4]);
        assert_eq!(heights([Length(0), Fill(0), Fill(1)], 10), [0, 0, 10]);
    }

    #[test]
    fn in_too_little_room_the_first_parts_come_first() {
        assert_eq!(heights([Length(3), Fill(1), Length(4)], 5), [3, 0, 2]);
        assert_eq!(heights([Fill(1), Length(1)], 0), [0, 0]);
    }

    #[test]
    fn each_of_two_gets_half_and_what_the_other_leaves() {
        for ((first, second), wide) in [((10, 10), 20), ((30, 5), 30), ((38, 5), 35), ((30, 30), 20), ((5, 30), 10)] {
            assert_eq!(share(40, first, second), wide, "{first} {second}");
        }
    }

    #[test]
    fn columns_go_from_the_left() {
        let [left, right] = Split::horizontal([Length(4), Fill(1)]).areas(Rect::new(2, 1, 10, 3));
        assert_eq!((left, right), (Rect::new(2, 1, 4, 3), Rect::new(6, 1, 6, 3)));
    }
}
