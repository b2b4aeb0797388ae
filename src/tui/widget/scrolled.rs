//! How far a text is scrolled that is longer than its place.

use std::cell::Cell;

use ratatui::{style::Style, text::Line};

use super::Motion;

/// Which line is the first that shows. What was drawn last is remembered, as only drawing knows the height.
#[derive(Debug, Clone, Default)]
pub struct Scrolled {
    top: Cell<usize>,
    height: Cell<usize>,
    lines: Cell<usize>,
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

    /// The lines that show in so many, the last of them saying which: `1–18 of 42`. All of them, where there is room.
    pub fn part<'l>(&self, mut lines: Vec<Line<'l>>, height: usize, quiet: Style) -> Vec<Line<'l>> {
        let all = lines.len();
        let room = if all <= height { height } else { height.saturating_sub(1) };
        let top = self.first(all, room);
        lines.truncate(top + room);
        lines.drain(..top);
        if all > height && height > 0 {
            lines.push(Line::styled(self.place(all), quiet));
        }
        lines
    }

    /// What showed last, of so many: `1–18 of 42`.
    pub fn place(&self, all: usize) -> String {
        format!("{}–{} of {all}", self.top.get() + 1, self.end().min(all))
    }

    /// How many lines show or lie above what shows.
    pub fn end(&self) -> usize {
        self.top.get() + self.height.get()
    }

    /// Whether some of what was drawn last does not show.
    pub fn is_cut(&self) -> bool {
        self.lines.get() > self.height.get()
    }

    /// `5–20 of 32`: the lines that show of so many, in an area of this height.
    pub fn seen(&self, lines: usize, height: usize) -> String {
        let first = self.first(lines, height);
        format!("{}–{} of {lines}", first + 1, first + height)
    }

    /// The first line that shows of so many, in an area of this height.
    pub fn first(&self, lines: usize, height: usize) -> usize {
        self.top.set(self.top.get().min(lines.saturating_sub(height)));
        self.height.set(height);
        self.lines.set(lines);
        self.top.get()
    }
}
