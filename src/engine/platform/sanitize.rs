//! What the platform tells, made into names and texts that the workspace takes.

use crate::domain::MAX_NAME;

/// A name as the workspace takes it; the id where there is none.
pub(super) fn line(told: Option<&str>, id: &str) -> String {
    let name = cut(told.unwrap_or_default(), MAX_NAME, |_| false);
    if name.is_empty() { id.to_owned() } else { name }
}

/// A text of several lines as the workspace takes it.
pub(super) fn text(told: &str, most: usize) -> String {
    cut(told, most, |c| matches!(c, '\n' | '\t'))
}

fn cut(text: &str, most: usize, allowed: fn(char) -> bool) -> String {
    let sound = text.chars().map(|c| if c.is_control() && !allowed(c) { ' ' } else { c });
    sound.take(most).collect::<String>().trim().to_owned()
}
