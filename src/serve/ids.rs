//! Ids that the twin makes up for objects that have none in a workspace, from letters, digits, `-` and `_`.

use std::fmt::Write as _;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// The id of a pair of ids. Neither holds a line break.
pub(super) fn pair(one: &str, other: &str) -> String {
    URL_SAFE_NO_PAD.encode(format!("{one}\n{other}"))
}

/// The two ids of a pair.
pub(super) fn unpair(id: &str) -> Option<(String, String)> {
    let text = text_of(id)?;
    let (one, other) = text.split_once('\n')?;
    Some((one.to_owned(), other.to_owned()))
}

/// A text as one word.
pub(super) fn word_of(text: &str) -> String {
    URL_SAFE_NO_PAD.encode(text)
}

/// The text that a word stands for.
pub(super) fn text_of(word: &str) -> Option<String> {
    String::from_utf8(URL_SAFE_NO_PAD.decode(word).ok()?).ok()
}

/// An id in the form of a GUID, always the same for the same parts.
pub(super) fn guid(parts: &[&str]) -> String {
    let hex = digest_of(&parts.join("\n"));
    [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..32]].join("-")
}

/// SHA-256 in hexadecimal digits.
pub(super) fn digest_of(text: &str) -> String {
    Sha256::digest(text).iter().fold(String::new(), |mut digits, byte| {
        // A string takes whatever is written to it.
        let _ = write!(digits, "{byte:02x}");
        digits
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_are_told_apart() {
        for (one, other) in [("1", "cd17"), ("", ""), ("a|b", "c/+=é")] {
            let id = pair(one, other);
            assert!(id.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c)), "{id}");
            assert_eq!(unpair(&id), Some((one.to_owned(), other.to_owned())));
        }
        assert_eq!(unpair("not one"), None);
        assert_eq!(guid(&["a", "b"]).len(), 36);
        assert_ne!(guid(&["a", "b"]), guid(&["a", "c"]));
    }
}
