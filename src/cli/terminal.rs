//! What the environment says about the terminal.

use std::{
    env,
    io::{self, IsTerminal},
};

/// An environment variable that is set to something.
pub(super) fn set(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether somebody can be asked and told at a terminal.
pub(super) fn at_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// How many columns the output has; none where it is no terminal.
pub(super) fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let set = set("COLUMNS").and_then(|columns| columns.parse().ok());
    set.or_else(|| crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)))
        .filter(|columns| *columns > 0)
}

/// Whether colours are unwanted.
pub(super) fn no_color() -> bool {
    set("NO_COLOR").is_some()
}

/// Whether the terminal can neither draw nor colour.
pub(super) fn is_dumb() -> bool {
    set("TERM").is_some_and(|term| term == "dumb")
}
