//! Turns frames into the bytes that make a terminal show them.
//!
//! Ratatui's `Terminal` is not used: its `clear` asks the terminal for the cursor and may wait two seconds for the
//! answer. Two buffers and their difference are enough.

use std::io;

use crossterm::{
    cursor::{Hide, MoveTo, Show},
    queue,
    style::ResetColor,
    terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate},
};
use ratatui::{
    backend::{Backend, CrosstermBackend},
    buffer::{Buffer, Cell, CellWidth},
    layout::{Position, Rect},
    style::Modifier,
};

/// Cells that cost more to write than to jump over.
const JUMP: usize = 10;

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
    /// For a terminal whose content is not known.
    fn default() -> Self {
        Self { shown: Buffer::default(), next: Buffer::default(), cursor: None, stale: true, bytes: Vec::new() }
    }
}

impl Frames {
    /// Forgets what is shown, so that the next frame is drawn whole.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// The bytes of the next frame on a screen of this size: what differs from the last frame, none where nothing does.
    /// They count as written.
    ///
    /// `draw` fills the buffer and returns where the cursor is shown, if it is.
    ///
    /// # Errors
    /// None that could happen: the bytes are put together in memory.
    pub fn next(&mut self, area: Rect, draw: impl FnOnce(Rect, &mut Buffer) -> Option<Position>) -> io::Result<&[u8]> {
        self.stale |= area != self.shown.area;
        if area == self.next.area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let cursor = draw(area, &mut self.next).filter(|position| area.contains(*position));
        self.bytes.clear();
        if self.stale {
            self.compose_whole(cursor)?;
        } else {
            uncover(&mut self.shown, &self.next);
            spare_blanks(&mut self.shown, &self.next);
            if cursor != self.cursor || self.shown.diff_iter(&self.next).next().is_some() {
                self.compose_changes(cursor)?;
            }
        }
        std::mem::swap(&mut self.shown, &mut self.next);
        self.stale = false;
        self.cursor = cursor;
        Ok(&self.bytes)
    }

    /// Clears the screen, and writes all that is not blank.
    fn compose_whole(&mut self, cursor: Option<Position>) -> io::Result<()> {
        let out = &mut self.bytes;
        queue!(out, BeginSynchronizedUpdate, Hide, ResetColor, Clear(ClearType::All))?;
        CrosstermBackend::new(&mut *out).draw(marks(&self.next))?;
        if let Some(Position { x, y }) = cursor {
            queue!(out, MoveTo(x, y), Show)?;
        }
        queue!(out, EndSynchronizedUpdate)
    }

    /// Writes what differs from what is shown.
    fn compose_changes(&mut self, cursor: Option<Position>) -> io::Result<()> {
        let out = &mut self.bytes;
        queue!(out, BeginSynchronizedUpdate)?;
        if self.cursor.is_some() && cursor.is_none() {
            queue!(out, Hide)?;
        }
        CrosstermBackend::new(&mut *out).draw(self.shown.diff_iter(&self.next))?;
        if let Some(Position { x, y }) = cursor {
            queue!(out, MoveTo(x, y))?;
            if self.cursor.is_none() {
                queue!(out, Show)?;
            }
        }
        queue!(out, EndSynchronizedUpdate)
    }
}

/// Every cell that is not blank; what the first half of a wide character covers is passed over.
fn marks(buffer: &Buffer) -> impl Iterator<Item = (u16, u16, &Cell)> {
    let mut covered = 0;
    let cells = buffer.content.iter().enumerate().filter(move |(at, cell)| {
        let free = *at >= covered;
        if free {
            covered = at + usize::from(cell.cell_width());
        }
        free && **cell != Cell::EMPTY
    });
    cells.map(|(at, cell)| {
        let (x, y) = buffer.pos_of(at);
        (x, y, cell)
    })
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
            // What no frame holds.
            second.set_symbol("");
        }
    }
}

/// Makes long rows of blanks count as shown where nothing of them would look different: the selection bar gives them a
/// colour, which no blank shows.
fn spare_blanks(shown: &mut Buffer, next: &Buffer) {
    let all = shown.content.len().min(next.content.len());
    let mut from = 0;
    for at in 0..=all {
        let spared =
            at < all && shown.content[at] != next.content[at] && look_alike(&shown.content[at], &next.content[at]);
        if spared {
            continue;
        }
        if at - from > JUMP {
            shown.content[from..at].clone_from_slice(&next.content[from..at]);
        }
        from = at + 1;
    }
}

/// Whether both are blanks, and nothing of their styles shows on a blank.
fn look_alike(one: &Cell, other: &Cell) -> bool {
    let on_blanks = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
    let blank = |cell: &Cell| cell.symbol() == " " && !cell.modifier.intersects(on_blanks);
    blank(one) && blank(other) && one.bg == other.bg
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use ratatui::style::Style;

    use super::*;
    use crate::tui::harness::text_of;

    const AREA: Rect = Rect::new(0, 0, 12, 3);

    fn drawn(frames: &mut Frames, lines: &[String], cursor: Option<Position>) -> Vec<u8> {
        let draw = |area: Rect, buf: &mut Buffer| {
            for (line, y) in lines.iter().zip(area.top()..area.bottom()) {
                let style = if line.len().is_multiple_of(2) { Style::new() } else { Modifier::REVERSED.into() };
                buf.set_stringn(0, y, line, usize::from(area.width), style);
            }
            cursor
        };
        frames.next(AREA, draw).expect("drawn").to_vec()
    }

    proptest! {
        #![proptest_config(crate::domain::cases(256))]

        #[test]
        fn a_terminal_shows_every_frame_as_it_was_drawn(
            all in prop::collection::vec(prop::collection::vec("[a-c 顧客é]{0,8}", 3), 1..6),
            forget in 0_usize..6,
        ) {
            let mut frames = Frames::default();
            let (rows, columns) = (AREA.height.try_into().expect("rows"), AREA.width.try_into().expect("columns"));
            let mut terminal = vt100::Parser::new(rows, columns, 0);
            for (at, lines) in all.iter().enumerate() {
                if at == forget {
                    frames.forget();
                }
                terminal.process(&drawn(&mut frames, lines, None));
                let shown: Vec<String> = terminal.screen().rows(0, AREA.width).collect();
                let shown: Vec<&str> = shown.iter().map(|line| line.trim_end()).collect();
                let drawn = text_of(&frames.shown);
                prop_assert_eq!(shown.join("\n"), drawn);
            }
        }
    }

    #[test]
    fn a_replaced_character_shows_where_a_wide_one_ended() {
        let mut frames = Frames::default();
        drawn(&mut frames, &["顧b".to_owned()], None);
        let bytes = drawn(&mut frames, &["a\u{fffd}".to_owned()], None);
        let written = String::from_utf8_lossy(&bytes).into_owned();
        assert!(written.contains("a\u{fffd}"), "{written:?}");
    }

    #[test]
    fn blanks_that_look_the_same_are_not_written_again() {
        let mut frames = Frames::default();
        let area = Rect::new(0, 0, 60, 1);
        let mut blanks = |style: Style| {
            let draw = |area: Rect, buf: &mut Buffer| {
                buf.set_stringn(0, 0, format!("name{:50}1.5", ""), usize::from(area.width), style);
                None
            };
            frames.next(area, draw).expect("drawn").windows(20).any(|part| part == [b' '; 20])
        };
        blanks(Style::new());
        assert!(!blanks(Style::new().red().bold()));
        assert!(blanks(Style::new().reversed()), "this shows");
        assert!(blanks(Style::new()));
        assert!(blanks(Style::new().on_blue()));
    }

    #[test]
    fn not_a_byte_where_nothing_differs() {
        let mut frames = Frames::default();
        let lines = ["one".to_owned(), "two".to_owned()];
        let cursor = Some(Position::new(1, 1));
        assert!(!drawn(&mut frames, &lines, None).is_empty());
        assert!(drawn(&mut frames, &lines, None).is_empty());
        assert!(drawn(&mut frames, &lines, cursor).ends_with(b"\x1b[2;2H\x1b[?25h\x1b[?2026l"));
        assert!(drawn(&mut frames, &lines, cursor).is_empty());
        assert!(drawn(&mut frames, &lines, None).starts_with(b"\x1b[?2026h\x1b[?25l"));
        frames.forget();
        assert!(drawn(&mut frames, &lines, None).windows(4).any(|part| part == b"\x1b[2J"));
    }
}
