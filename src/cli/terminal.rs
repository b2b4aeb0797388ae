//! What the environment says about the terminal.

use std::{
    env,
    io::{self, IsTerminal},
    path::PathBuf,
};

/// An environment variable that is set to something.
pub(super) fn variable(name: &str) -> Option<String> {
    env::var(name).ok().filter(|value| !value.is_empty())
}

/// An environment variable that is set to something, as it is: a path need not be text.
pub(super) fn path_variable(name: &str) -> Option<PathBuf> {
    env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from)
}

/// Makes writing past the system's limit for file sizes an error like a full disk, which is reported and undone. By
/// default a signal would end the program without a message, and leave the terminal in the state of the screens.
pub fn outlive_file_size_limit() {
    #[cfg(unix)]
    let _ = signal_hook::flag::register(signal_hook::consts::SIGXFSZ, std::sync::Arc::default());
}

/// Whether both input and output are a terminal.
pub(super) fn at_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

/// How many columns the output has; none where it is no terminal.
pub(super) fn columns() -> Option<usize> {
    if !io::stdout().is_terminal() {
        return None;
    }
    let set = variable("COLUMNS").and_then(|columns| columns.parse().ok());
    set.or_else(|| crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns)))
        .filter(|columns| *columns > 0)
}

pub(super) fn no_color() -> bool {
    variable("NO_COLOR").is_some()
}

/// Whether the terminal can be asked something without harm: old consoles of Linux would show the question.
pub(super) fn knows_questions() -> bool {
    variable("TERM").is_some_and(|term| term != "linux")
}

/// Whether the terminal can neither draw nor colour.
pub(super) fn is_dumb() -> bool {
    variable("TERM").is_some_and(|term| term == "dumb")
}
