//! How a command ends when it does not end well.

use std::io;

use crate::engine::EngineError;

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The engine's answer to an attempt.
    Engine {
        /// What was attempted, as it reads after "failed to".
        doing: String,
        /// Why not.
        error: EngineError,
    },
    /// Not of the form that the command line asks for: status 2.
    Usage {
        /// What is wrong.
        message: String,
        /// The way out.
        hint: Option<String>,
    },
    /// The answer was printed, and it says that something waits for a person: status 3, and nothing more to say.
    Attention,
    /// What went wrong was told already, pack by pack: the worst of its statuses, and nothing more to say.
    Told(u8),
    /// Nobody confirmed it; nothing was done.
    Declined,
    /// The input ended before an answer; what was being asked was not done.
    InputEnded,
    /// Standard output went away, as under `| head`: nothing to say to anybody.
    ClosedPipe,
    /// A file could not be read, or standard output not be written.
    Io {
        /// What was attempted, as it reads after "failed to".
        doing: String,
        /// Why not.
        error: io::Error,
    },
}

impl Failure {
    /// The exit status.
    #[must_use]
    pub fn status(&self) -> u8 {
        match self {
            Self::Engine { error, .. } => error.status(),
            Self::Usage { .. } => 2,
            Self::Told(status) => *status,
            Self::Attention => 3,
            Self::Declined | Self::InputEnded | Self::Io { .. } => 1,
            Self::ClosedPipe => 0,
        }
    }

    /// Says what an engine's error kept from being done: `.map_err(Failure::to("import"))`.
    pub fn to(doing: impl Into<String>) -> impl FnOnce(EngineError) -> Self {
        let doing = doing.into();
        move |error| Self::Engine { doing, error }
    }
}

/// The lines for standard error; none where there is nothing to say.
#[must_use]
pub fn report(failure: &Failure) -> Option<String> {
    let (message, hint) = match failure {
        Failure::Engine { doing, error } => {
            let message = error.to_string();
            let place = if matches!(error, EngineError::Documents(_)) { "\n" } else { " " };
            (format!("failed to {doing}:{place}{message}"), error.hint())
        }
        Failure::Usage { message, hint } => (message.clone(), hint.clone()),
        Failure::Declined => ("nothing was done".to_owned(), None),
        Failure::InputEnded => ("the input ended; what was being asked was not done".to_owned(), None),
        Failure::Told(_) | Failure::Attention | Failure::ClosedPipe => return None,
        Failure::Io { doing, error } => (format!("failed to {doing}: {error}"), None),
    };
    let hint = hint.map(|hint| format!("\nhint: {hint}")).unwrap_or_default();
    Some(format!("ipack: {message}{hint}"))
}
