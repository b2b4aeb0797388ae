//! Judges the end of a segment: a whole line, the rest of a write that a crash cut short, or damage.
//!
//! A write is one line, and the line before it was synced. So a crash can leave only the beginning of a line: without
//! its line break, perhaps with sectors of zeros that never reached the disk, or with zeros from some byte on where the
//! file had already grown. Everything else is damage. A line with the right digest is whole, even where its line break
//! is missing or is another byte.

use super::{
    journal::Position,
    line::{self, TRAILER},
};

/// The smallest piece that a disk writes whole.
const SECTOR: u64 = 512;

/// What stands at a position.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Next<'b> {
    /// A line, without its line break, and what comes after it. Whether it is what was written is not yet said.
    Line(&'b [u8], &'b [u8]),
    /// The last line, whole, but without its line break.
    Unended(&'b [u8]),
    /// The rest of a write that never finished.
    Torn,
}

impl Position {
    /// What there is at this position. `rest` is what the segment holds from here on: at least one byte.
    pub(super) fn next<'b>(&self, rest: &'b [u8]) -> Next<'b> {
        let end = rest.iter().position(|byte| *byte == b'\n');
        let (line, after) = end.map_or((rest, &rest[..0]), |end| (&rest[..end], &rest[end + 1..]));
        if after.is_empty() && self.is_torn(rest) {
            return Next::Torn;
        }
        if end.is_none() {
            let without_zeros = &rest[..rest.len() - rest.iter().rev().take_while(|byte| **byte == 0).count()];
            let mut candidates = [without_zeros, &without_zeros[..without_zeros.len().saturating_sub(1)]].into_iter();
            if let Some(line) = candidates.find(|line| line::open(line, &self.digest()).is_ok()) {
                return Next::Unended(line);
            }
        }
        Next::Line(line, after)
    }

    /// Whether a crash in the middle of the write of the next line can have left this.
    fn is_torn(&self, end: &[u8]) -> bool {
        let Some(first_zero) = end.iter().position(|byte| *byte == 0) else {
            return !end.ends_with(b"\n") && self.begins(end) && !is_ended(end);
        };
        (first_zero == 0 || (self.begins(&end[..first_zero]) && !is_ended(&end[..first_zero])))
            && zeros(end).all(|(from, to)| {
                to == end.len() || ((from == 0 || self.starts_sector(from)) && self.starts_sector(to))
            })
    }

    /// Whether a line that begins like this could be the next one.
    fn begins(&self, bytes: &[u8]) -> bool {
        let seq = self.seq + 1;
        let begins = |start: String| bytes.iter().zip(start.as_bytes()).all(|(there, wanted)| there == wanted);
        begins(format!("(seq:{seq},at:")) || begins(format!("Sealed(seq:{seq},next:"))
    }

    fn starts_sector(&self, at: usize) -> bool {
        (self.offset + at as u64).is_multiple_of(SECTOR)
    }
}

/// Whether the bytes end in a digest, with or without a byte in the place of the line break.
fn is_ended(bytes: &[u8]) -> bool {
    let ended = |bytes: &[u8]| {
        let trailer = bytes.len().checked_sub(TRAILER - 1).and_then(|from| std::str::from_utf8(&bytes[from..]).ok());
        trailer.is_some_and(|trailer| line::written(trailer).is_some())
    };
    ended(bytes) || bytes.split_last().is_some_and(|(_, before)| ended(before))
}

/// Where zeros begin and end.
fn zeros(bytes: &[u8]) -> impl Iterator<Item = (usize, usize)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let from = at + bytes[at..].iter().position(|byte| *byte == 0)?;
        at = bytes[from..].iter().position(|byte| *byte != 0).map_or(bytes.len(), |len| from + len);
        Some((from, at))
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::store::{current::Current, testing::author};

    fn position_and_line() -> (Position, String) {
        let position = Position::start(&Current::fresh(false));
        let stamp = crate::domain::Stamp { at: author().now, by: "n".repeat(1_500), via: author().via };
        let (line, _) = position.commit(&stamp, &[], Path::new("x")).expect("a line");
        (position, line)
    }

    #[test]
    fn a_write_cut_anywhere_is_torn_until_its_digest_is_whole() {
        let (position, line) = position_and_line();
        let bytes = line.as_bytes();
        for cut in 1..bytes.len() {
            let whole = cut == bytes.len() - 1;
            for zeros in [0, 1, 700] {
                let end = [&bytes[..cut], &vec![0; zeros]].concat();
                let expected = if whole { Next::Unended(&bytes[..cut]) } else { Next::Torn };
                assert_eq!(position.next(&end), expected, "cut at {cut}, {zeros} zeros");
            }
        }
        assert_eq!(position.next(bytes), Next::Line(&bytes[..bytes.len() - 1], &[]));
        assert_eq!(position.next(&[0; 40]), Next::Torn);
    }

    #[test]
    fn sectors_that_never_reached_the_disk_are_torn_and_zeros_elsewhere_are_damage() {
        let (position, line) = position_and_line();
        let zeroed = |from: usize, to: usize| {
            let mut bytes = line.clone().into_bytes();
            bytes[from..to].fill(0);
            matches!(position.next(&bytes), Next::Torn)
        };
        let len = line.len();
        for (from, to) in [(0, 512), (512, 1_024), (512, len), (0, len), (1_024, 1_536)] {
            assert!(zeroed(from, to), "{from} to {to}");
        }
        for (from, to) in [(0, 1), (3, 512), (100, 101), (512, 1_000), (len - 2, len - 1)] {
            assert!(!zeroed(from, to), "{from} to {to}");
        }
    }

    #[test]
    fn a_line_that_is_whole_but_for_its_break_is_whole_and_every_other_change_is_no_crash() {
        let (position, line) = position_and_line();
        let bytes = line.as_bytes();
        let mut starred = bytes.to_vec();
        *starred.last_mut().expect("a byte") = b'*';
        assert_eq!(position.next(&starred), Next::Unended(&bytes[..bytes.len() - 1]));
        for at in 0..bytes.len() - 1 {
            let mut changed = bytes.to_vec();
            changed[at] ^= 1;
            let Next::Line(there, _) = position.next(&changed) else { panic!("byte {at}") };
            assert!(line::open(there, &position.digest()).is_err(), "byte {at}");
        }
        assert!(matches!(position.next(b"something else"), Next::Line(..)));
        assert!(matches!(position.next(b"(seq:7,at:"), Next::Line(..)), "not the next line");
    }
}
