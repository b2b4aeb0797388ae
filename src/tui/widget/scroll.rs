//! Which row of a list is selected, and which part of the list shows.

use std::{cell::Cell, ops::Range};

/// A step through a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    /// As many rows up as show.
    PageUp,
    /// As many rows down as show.
    PageDown,
    First,
    Last,
}

/// The selected row and the window that was last drawn around it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scroll {
    selected: usize,
    top: Cell<usize>,
    shown: Cell<usize>,
}

impl Scroll {
    pub fn at(selected: usize) -> Self {
        Self { selected, ..Self::default() }
    }

    /// The selected row; may lie past the end of a list that has shrunk, until the next [`step`](Self::step) or
    /// [`clamp`](Self::clamp).
    pub fn selected(&self) -> usize {
        self.selected
    }

    pub fn select(&mut self, row: usize) {
        self.selected = row;
    }

    /// Keeps the selection within a list of `len` rows.
    pub fn clamp(&mut self, len: usize) {
        self.selected = self.selected.min(len.saturating_sub(1));
    }

    /// Moves through a list of `len` rows, stopping at its ends; true if the selection changed.
    pub fn step(&mut self, motion: Motion, len: usize) -> bool {
        let before = self.selected;
        let page = self.shown.get().saturating_sub(1).max(1);
        let target = match motion {
            Motion::Up => before.saturating_sub(1),
            Motion::Down => before.saturating_add(1),
            Motion::PageUp => before.saturating_sub(page),
            Motion::PageDown => before.saturating_add(page),
            Motion::First => 0,
            Motion::Last => len,
        };
        self.selected = target;
        self.clamp(len);
        self.selected != before
    }

    /// The rows that show in `height` lines, the selected one whole among them; remembered for the next drawing.
    ///
    /// `tall` gives the height of a row in lines, and is asked about few more rows than show.
    pub(super) fn window(&self, len: usize, height: u16, tall: impl Fn(usize) -> u16) -> Range<usize> {
        let height = usize::from(height);
        if len == 0 || height == 0 {
            return 0..0;
        }
        let selected = self.selected.min(len - 1);
        let highest = |bottom: usize| {
            let mut used = 0;
            let mut top = bottom + 1;
            while top > 0 && used + usize::from(tall(top - 1)) <= height {
                top -= 1;
                used += usize::from(tall(top));
            }
            top.min(bottom)
        };
        let top = self.top.get().clamp(highest(selected), selected).min(highest(len - 1));
        let mut end = top;
        let mut used = 0;
        while end < len && used < height {
            used += usize::from(tall(end)).max(1);
            end += 1;
        }
        self.top.set(top);
        self.shown.set(end - top);
        top..end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_selected_row_always_shows_and_the_window_moves_least() {
        let mut scroll = Scroll::default();
        assert_eq!(scroll.window(10, 4, |_| 1), 0..4);
        assert!(scroll.step(Motion::PageDown, 10));
        assert_eq!(scroll.window(10, 4, |_| 1), 0..4);
        scroll.step(Motion::Down, 10);
        assert_eq!(scroll.window(10, 4, |_| 1), 1..5);
        scroll.step(Motion::Last, 10);
        assert_eq!(scroll.window(10, 4, |_| 1), 6..10);
        scroll.step(Motion::Up, 10);
        assert_eq!(scroll.window(10, 4, |_| 1), 6..10);
        assert_eq!(scroll.window(10, 20, |_| 1), 0..10, "no empty lines while rows are hidden");
        assert!(!Scroll::at(9).step(Motion::Down, 10));
        assert!(!Scroll::default().step(Motion::Last, 0));
    }

    #[test]
    fn tall_rows_show_whole() {
        let scroll = Scroll::at(3);
        let tall = |row| if row == 3 { 2 } else { 1 };
        assert_eq!(scroll.window(6, 3, tall), 2..4);
        assert_eq!(Scroll::at(5).window(6, 1, |_| 2), 5..6, "even where it does not fit");
    }
}
