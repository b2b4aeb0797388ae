//! Lines with a digest, so that every change to them shows.
//!
//! Each line ends in a RON comment of fixed width, `//` and 32 hexadecimal digits: 128 bits of SHA-256 over the digest
//! before it and the line's own text. In the journal the digest before is that of the previous line, so a line that was
//! edited, removed, inserted or moved breaks the chain. In a snapshot it is the digest of the last journal line that
//! the snapshot covers. So a line of a snapshot can be read at its offset, and a line of another snapshot does not
//! pass.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use sha2::{Digest as _, Sha256};

/// Bytes from the end of a line's text to the end of the line.
pub(super) const TRAILER: usize = 2 + 32 + 1;

/// 128 bits that stand for a line and all lines before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Digest([u8; 16]);

impl Digest {
    /// The digest of a text that follows `self`.
    pub(super) fn then(&self, text: &str) -> Self {
        let full = Sha256::new().chain_update(self.0).chain_update(text).finalize();
        let mut half = [0; 16];
        half.copy_from_slice(&full[..16]);
        Self(half)
    }

    fn parse(hex: &str) -> Option<Self> {
        let canonical = hex.len() == 32 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        canonical.then(|| u128::from_str_radix(hex, 16).ok().map(|n| Self(n.to_be_bytes())))?
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", u128::from_be_bytes(self.0))
    }
}

impl Serialize for Digest {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Digest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let hex = String::deserialize(deserializer)?;
        Self::parse(&hex).ok_or_else(|| de::Error::custom("a digest has 32 hexadecimal digits"))
    }
}

/// Why a line is not what was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Broken {
    /// From 1, in characters.
    pub(super) column: usize,
    pub(super) what: &'static str,
}

/// Ends a text with its digest and a line break.
pub(super) fn close(mut text: String, before: &Digest) -> (String, Digest) {
    let digest = before.then(&text);
    // Writing to a string can't fail.
    let _ = writeln!(text, "//{digest}");
    (text, digest)
}

/// The digest that is written at the end of a line.
pub(super) fn written(line: &str) -> Option<Digest> {
    let (_, trailer) = line.split_at_checked((line.len() + 1).checked_sub(TRAILER)?)?;
    trailer.strip_prefix("//").and_then(Digest::parse)
}

/// The text of a line, given without its line break, and its digest, where that is right.
pub(super) fn open<'a>(line: &'a [u8], before: &Digest) -> Result<(&'a str, Digest), Broken> {
    let line = std::str::from_utf8(line).map_err(|e| {
        let sound = line.get(..e.valid_up_to()).unwrap_or_default();
        Broken { column: String::from_utf8_lossy(sound).chars().count() + 1, what: "not UTF-8" }
    })?;
    let no_digest = Broken { column: line.chars().count() + 1, what: "the line does not end in its digest" };
    let (text, trailer) = line.split_at_checked((line.len() + 1).saturating_sub(TRAILER)).ok_or(no_digest)?;
    let written = trailer.strip_prefix("//").and_then(Digest::parse).ok_or(no_digest)?;
    if before.then(text) != written {
        let column = text.chars().count() + 1;
        return Err(Broken { column, what: "the digest does not fit: this line or one before it was changed" });
    }
    Ok((text, written))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_reads_back_and_shows_every_change() {
        let before = Digest::default().then("earlier");
        let (line, digest) = close("(seq:1)".into(), &before);
        assert_eq!(line.len(), "(seq:1)".len() + TRAILER);
        let bytes = line.trim_end().as_bytes();
        assert_eq!(open(bytes, &before), Ok(("(seq:1)", digest)));
        for i in 0..bytes.len() {
            let mut changed = bytes.to_vec();
            changed[i] ^= 1;
            assert!(open(&changed, &before).is_err(), "byte {i}");
            assert!(open(&bytes[..i], &before).is_err(), "cut at {i}");
        }
        assert!(open(bytes, &Digest::default()).is_err());
    }
}
