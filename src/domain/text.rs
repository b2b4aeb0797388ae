//! What names, ids and free text may hold.

use std::fmt;

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
            Self::Control(c) => write!(f, "holds the control character U+{:04X}", u32::from(*c)),
            Self::TooLong { is, max } => write!(f, "has {is} characters, at most {max} are allowed"),
        }
    }
}

/// Accepts a name: not empty, one line, no control characters, at most [`MAX_NAME`] characters.
///
/// # Errors
/// The first fault found.
pub fn check_name(name: &str) -> Result<(), TextFault> {
    if name.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    no_control(name, |_| false)?;
    at_most(name, MAX_NAME)
}

/// Accepts an id: as a name, without a length that could hurt an index line.
///
/// # Errors
/// The first fault found.
pub fn check_id(id: &str) -> Result<(), TextFault> {
    check_name(id)
}

/// Accepts an id that may have been made up from two others, as `component/version`: as an id, at most
/// 532 characters.
///
/// # Errors
/// The first fault found.
pub fn check_made_id(id: &str) -> Result<(), TextFault> {
    if id.trim().is_empty() {
        return Err(TextFault::Empty);
    }
    no_control(id, |_| false)?;
    at_most(id, MAX_MADE_ID)
}

/// Accepts free text of at most `max` characters: line breaks and tabs are allowed, other control characters not.
///
/// # Errors
/// The first fault found.
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
    fn descriptions_keep_their_line_breaks_up_to_500_characters() {
        assert_eq!(check_text("a\nb", 500), Ok(()));
        assert_eq!(check_text(&"é".repeat(500), 500), Ok(()));
        assert_eq!(check_text(&"é".repeat(501), 500), Err(TextFault::TooLong { is: 501, max: 500 }));
    }
}
