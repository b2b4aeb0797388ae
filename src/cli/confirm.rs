//! Asking before something is done.

use std::io::{self, IsTerminal};

use super::{Failure, render};

/// Says on standard error what would be done, and asks.
pub(super) fn confirm_shown(
    lines: impl IntoIterator<Item = impl AsRef<str>>,
    question: &str,
    yes: bool,
) -> Result<(), Failure> {
    if !yes {
        render::aside(lines);
    }
    confirm(question, yes)
}

/// Asks on standard error and reads the answer from a terminal; without one nothing is confirmed.
///
/// # Errors
/// [`Failure::Declined`] for anything but yes; a usage failure without a terminal.
pub(super) fn confirm(question: &str, yes: bool) -> Result<(), Failure> {
    if yes {
        return Ok(());
    }
    let input = io::stdin();
    if !input.is_terminal() || !io::stderr().is_terminal() {
        return Err(Failure::Usage {
            message: "this needs a confirmation, and there is no terminal to ask at".into(),
            hint: Some("confirm it with --yes".into()),
        });
    }
    let doing = || "ask for a confirmation".to_owned();
    render::question(&format!("{question} [y/N]")).map_err(|error| Failure::Io { doing: doing(), error })?;
    let mut answer = String::new();
    input.read_line(&mut answer).map_err(|error| Failure::Io { doing: doing(), error })?;
    if matches!(answer.trim().to_lowercase().as_str(), "y" | "yes") { Ok(()) } else { Err(Failure::Declined) }
}
