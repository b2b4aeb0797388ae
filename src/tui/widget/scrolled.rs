//! How far a text is scrolled that is longer than its place.

use std::cell::Cell;

use super::Motion;

/// Which line is the first that shows. What was drawn last is remembered, as only drawing knows the height.
#[derive(Debug, Clone, Default)]
pub struct Scrolled {
    top: Cell<usize>,
    height: Cell<usize>,
}

impl Scrolled {
    /// Moves; the drawing keeps it within the text.
    pub fn step(&mut self, motion: Motion) {
        let (top, page) = (self.top.get(), self.height.get().saturating_sub(1).max(1));
        self.top.set(match motion {
            Motion::Up => top.saturating_sub(1),
            Motion::Down => top.saturating_add(1),
            Motion::PageUp => top.saturating_sub(page),
            Motion::PageDown => top.saturating_add(page),
            Motion::First => 0,
            Motion::Last => usize::MAX,
        });
    }

    /// The first line that shows of so many, in an area of this height.
    pub fn first(&self, lines: usize, height: usize) -> usize {
        self.top.set(self.top.get().min(lines.saturating_sub(height)));
        self.height.set(height);
        self.top.get()
    }
}
