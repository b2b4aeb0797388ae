//! Frames as bytes: what to write to a terminal so that it shows the next one.
//!
//! What is odd: there is no ratatui `Terminal` here. Its `clear` asks the terminal where the cursor stands and may
//! wait two seconds for the answer; two buffers and their difference are all that is needed.

use std::io;

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    style::ResetColor,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::{Buffer, CellWidth},
    layout::{Position, Rect},
};

/// What a terminal shows, and the bytes that change it.
#[derive(Debug)]
pub struct Frames {
    shown: Buffer,
    next: Buffer,
    cursor: Option<Position>,
    stale: bool,
    bytes: Vec<u8>,
}

impl Default for Frames {
    /// For a terminal that nothing is known about yet.
    fn default() -> Self {
        Self { shown: Buffer::default(), next: Buffer::default(), cursor: None, stale: true, bytes: Vec::new() }
    }
}

impl Frames {
    /// Forgets what is shown, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// The bytes of the next frame on a screen of this size: what differs from the last one, none where nothing does.
    /// They count as written.
    ///
    /// `draw` fills the buffer and answers where the cursor shall stand, if it shall be seen.
    ///
    /// # Errors
    /// None that could happen: the bytes are put together in memory.
    pub fn next(&mut self, area: Rect, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<&[u8]> {
        if area != self.next.area || area != self.shown.area {
            self.next = Buffer::empty(area);
            self.stale = true;
        } else {
            self.next.reset();
        }
        let cursor = draw(area, &mut self.next).filter(|position| area.contains(*position));
        if self.stale {
            self.shown = Buffer::empty(area);
        }
        uncover(&mut self.shown, &self.next);
        self.bytes.clear();
        let changed = self.shown.diff_iter(&self.next).next().is_some();
        if changed || self.stale || cursor != self.cursor {
            self.compose(cursor)?;
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.stale = false;
        self.cursor = cursor;
        Ok(&self.bytes)
    }

    fn compose(&mut self, cursor: Option<Position>) -> io::Result<()> {
        let out = &mut self.bytes;
        queue!(out, BeginSynchronizedUpdate)?;
        if self.stale || (self.cursor.is_some() && cursor.is_none()) {
            queue!(out, Hide)?;
        }
        if self.stale {
            queue!(out, ResetColor, Clear(ClearType::All))?;
        }
        CrosstermBackend::new(&mut *out).draw(self.shown.diff_iter(&self.next))?;
        if let Some(Position { x, y }) = cursor {
            queue!(out, MoveTo(x, y))?;
            if self.stale || self.cursor.is_none() {
                queue!(out, Show)?;
            }
        }
        queue!(out, EndSynchronizedUpdate)
    }
}

/// Makes the second half of every wide character that goes away count as changed.
///
/// Terminals differ in what is left there when only the first half is written over: a blank, or nothing at all.
fn uncover(shown: &mut Buffer, next: &Buffer) {
    for at in 0..shown.content.len().min(next.content.len()) {
        if shown.content[at].cell_width() > 1
            && shown.content[at] != next.content[at]
            && let Some(second) = shown.content.get_mut(at + 1)
        {
            second.set_symbol("\u{fffd}");
        }
    }
}
