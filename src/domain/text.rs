//! What names, ids and free text may hold.

use std::fmt;

use unicode_normalization::UnicodeNormalization;

/// Longest name, in characters.
pub const MAX_NAME: usize = 255;
/// Longest notes, in characters.
pub const MAX_NOTES: usize = 10_000;

/// Longest id that is made up from two others, in characters: both, and what stands between and beside them.
pub(super) const MAX_MADE_ID: usize = 2 * MAX_NAME + 22;

/// Why a text is not accepted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TextFault {
    /// Nothing but blanks.
    Empty,
    /// Holds nothing that can be seen.
    Unseen,
    /// Holds this control character.
    Control(char),
    /// Has more characters than it may.
    TooLong {
        /// Characters it has.
        is: usize,
        /// Characters it may have.
        max: usize,
    },
}

impl fmt::Display for TextFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("is empty"),
            Self::Unseen => f.write_str("holds nothing that can be seen"),
            Self::Control(c) => write!(f, "holds the control character U+{:04X}", u32::from(*c)),
            Self::TooLong { is, max } => write!(f, "has {is} characters, at most {max} are allowed"),
        }
    }
}

/// Accepts a name: not empty, one line, no control characters, at most [`MAX_NAME`] characters.
pub fn check_name(name: &str) -> Result<(), TextFault> {
    if name.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    no_control(name, |_| false)?;
    at_most(name, MAX_NAME)
}

/// Accepts a name as a person gives it: as [`check_name`], with something in it that can be seen.
pub fn check_new_name(name: &str) -> Result<(), TextFault> {
    check_name(name)?;
    if seen_as(name).is_empty() { Err(TextFault::Unseen) } else { Ok(()) }
}

/// A form of a text that is the same for all texts that look the same: composed and compatible characters are written
/// in one way, invisible ones are left out, and several blanks become one.
pub fn seen_as(text: &str) -> String {
    let blanks_once = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_ascii() {
        return blanks_once(text);
    }
    let seen: String = text.nfkc().filter(|c| !is_unseen(*c)).collect();
    blanks_once(&seen.nfkc().collect::<String>())
}

/// The same for names, where case does not matter.
pub fn named_as(name: &str) -> String {
    seen_as(&seen_as(name).to_lowercase())
}

/// Whether nothing is drawn for a character, or only room: joiners, marks of direction, fillers, selectors and tags.
fn is_unseen(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}' | '\u{1bca0}'..='\u{1bca3}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// Accepts an id, by the rules for a name: its length is bounded, too, because an index line holds it.
pub fn check_id(id: &str) -> Result<(), TextFault> {
    check_name(id)
}

/// Accepts an id that may have been made up from two others, as `component/version`: as an id, at most
/// 532 characters.
pub fn check_made_id(id: &str) -> Result<(), TextFault> {
    if id.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    no_control(id, |_| false)?;
    at_most(id, MAX_MADE_ID)
}

/// Accepts free text of at most `max` characters: line breaks and tabs are allowed, other control characters not.
pub fn check_text(text: &str, max: usize) -> Result<(), TextFault> {
    no_control(text, |c| matches!(c, '\n' | '\t'))?;
    at_most(text, max)
}

fn no_control(text: &str, allowed: impl Fn(char) -> bool) -> Result<(), TextFault> {
    match text.chars().find(|c| c.is_control() && !allowed(*c)) {
        Some(c) => Err(TextFault::Control(c)),
        None => Ok(()),
    }
}

fn at_most(text: &str, max: usize) -> Result<(), TextFault> {
    let is = text.chars().count();
    if is > max { Err(TextFault::TooLong { is, max }) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_one_line_of_visible_text() {
        assert_eq!(check_name("顧客データ連携 🚀"), Ok(()));
        assert_eq!(check_name("  "), Err(TextFault::Empty));
        assert_eq!(check_name("a\u{1b}[2J"), Err(TextFault::Control('\u{1b}')));
        assert_eq!(check_name("two\nlines"), Err(TextFault::Control('\n')));
        assert_eq!(check_name(&"x".repeat(256)), Err(TextFault::TooLong { is: 256, max: 255 }));
    }

    #[test]
    fn names_that_look_alike_are_alike() {
        for (a, b) in [
            ("Caf\u{e9}", "Cafe\u{301}"),
            ("CAF\u{c9}", "cafe\u{301}"),
            ("a b", "a\u{a0}b"),
            ("ab", "a\u{200b}b"),
            ("ab", "a\u{ad}b"),
            ("ab", "a\u{180e}b"),
            ("ab", "ab\u{e0041}"),
            ("\u{fb01}x", "fix"),
            ("a  b", "a b"),
        ] {
            assert_eq!(named_as(a), named_as(b), "{a:?} {b:?}");
        }
        assert_ne!(seen_as("rc"), seen_as("RC"));
        for nothing in ["\u{3164}", "\u{2800}", "\u{200b}", "\u{ad}\u{e0041} "] {
            assert_eq!(check_new_name(nothing), Err(TextFault::Unseen), "{nothing:?}");
        }
        assert_eq!(check_new_name("顧客 👩\u{200d}💻"), Ok(()));
    }

    #[test]
    fn descriptions_keep_their_line_breaks_up_to_500_characters() {
        assert_eq!(check_text("a\nb", 500), Ok(()));
        assert_eq!(check_text(&"é".repeat(500), 500), Ok(()));
        assert_eq!(check_text(&"é".repeat(501), 500), Err(TextFault::TooLong { is: 501, max: 500 }));
    }
}
