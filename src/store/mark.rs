//! How far the journal is known to be on the disk.
//!
//! The second line of `holder.txt` names the last line of the journal that was synced. It is written after each sync,
//! before the commit is acknowledged, and never synced itself. So wherever the mark is on the disk, the line that it
//! names is too: a journal that ends earlier, or has another line there, has lost something. A mark that is older than
//! the journal is no contradiction.
//!
//! A mark belongs to one journal. A repair writes a new journal and changes the mark only after `CURRENT.ron` names
//! that one. A mark of a later journal than the one in `CURRENT.ron` shows that the folder was restored from before the
//! repair, and that the later lines are missing.

use std::{fmt::Write as _, path::Path};

use serde::{Deserialize, Serialize};

use super::{
    StoreError,
    current::{encode, is_one, one},
    disk,
    line::{self, Digest},
};

/// The file that says who holds the lock, and how far the journal is durable.
pub(super) const HOLDER: &str = "holder.txt";
/// The bytes of its first line: who holds the lock.
pub(super) const HOLDER_WIDTH: usize = 128;
/// The bytes that a mark takes, whatever it says.
pub(super) const MARK_WIDTH: usize = 144;

/// The last line of the journal that is known to be durable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Mark {
    pub(super) seq: u64,
    pub(super) digest: Digest,
    /// The segment that its journal begins with.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub(super) first: u64,
}

impl Mark {
    /// The mark of the journal that begins with segment `first`, or of a later one; none where the mark belongs to an
    /// earlier one.
    pub(super) fn of(dir: &Path, first: u64) -> Result<Option<Self>, StoreError> {
        Ok(Self::read(dir)?.filter(|mark| mark.first >= first))
    }

    /// The mark, whatever journal it is about; none where there is none, or none that can be understood.
    pub(super) fn read(dir: &Path) -> Result<Option<Self>, StoreError> {
        // The file may be read just while the mark is written.
        for _ in 0..3 {
            let bytes = disk::read(&dir.join(HOLDER))?.unwrap_or_default();
            let Some(bytes) = bytes.get(HOLDER_WIDTH..) else { return Ok(None) };
            if let Some(mark) = Self::parse(bytes) {
                return Ok(Some(mark));
            }
        }
        Ok(None)
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let (text, _) = line::open(bytes.trim_ascii_end(), &Digest::default()).ok()?;
        ron::from_str(text).ok()
    }

    /// The line that says it.
    pub(super) fn line(&self, dir: &Path) -> Result<String, StoreError> {
        let (line, _) = line::close(encode(self, &dir.join(HOLDER))?, &Digest::default());
        let (mut padded, width) = (String::with_capacity(MARK_WIDTH), MARK_WIDTH - 1);
        // Writing to a string can't fail.
        let _ = writeln!(padded, "{:width$}", line.trim_end());
        Ok(padded)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_from_the_same_number_of_bytes() {
        for n in [0, 1, u64::MAX] {
            let mark = Mark { seq: n, digest: Digest::default().then("a line"), first: n };
            let line = mark.line(Path::new("x")).expect("a line");
            assert_eq!((line.len(), Mark::parse(line.as_bytes())), (MARK_WIDTH, Some(mark)));
            assert_eq!(Mark::parse(&line.as_bytes()[1..]), None);
        }
    }
}
