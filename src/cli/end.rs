//! How a command ends.

use super::{Failure, progress::with_progress, render};
use crate::engine::{Engine, EngineError};

/// Prints on standard error why the program failed; returns the exit status.
pub fn end(ended: Result<u8, Failure>) -> u8 {
    ended.unwrap_or_else(|failure| {
        render::aside(report(&failure));
        failure.status()
    })
}

/// Prints the answer of a command that has changed something, and keeps the journal short.
///
/// The change stands, so a failure from here on is only a warning: a script that reads "failed" and tries again would
/// make the change twice.
pub(super) fn done(engine: &mut Engine, tell: impl FnOnce(&mut Engine) -> Result<(), Failure>) {
    let told = tell(engine).err().and_then(|failure| failure.reason());
    let untidied = with_progress(|progress| engine.watched(progress, Engine::tidy)).and_then(|why| match why {
        why if why.is_stopped() => Some("shortening the journal was stopped".to_owned()),
        why => Failure::of("shorten the journal", why).reason(),
    });
    render::aside(told.into_iter().chain(untidied).map(|reason| format!("ipack: warning: done, but {reason}")));
}

/// The lines for standard error; empty where everything was printed.
pub(super) fn report(failure: &Failure) -> Vec<String> {
    let Some(reason) = failure.reason() else { return Vec::new() };
    let places = match failure {
        Failure::Engine { error: EngineError::Documents(errors), .. } => {
            errors.to_string().lines().map(ToOwned::to_owned).collect()
        }
        _ => Vec::new(),
    };
    let hint = failure.hint().map(|hint| format!("hint: {hint}"));
    [format!("ipack: {reason}")].into_iter().chain(places).chain(hint).collect()
}
