//! How a command fails.

use std::{io, sync::OnceLock};

use crate::{
    domain::{Refusal, first_free_words},
    engine::EngineError,
};

/// The way out where the platform has been asked for something, and nobody knows what came of it.
pub(super) const OPEN_REQUEST: &str =
    "`ipack platform requests` shows it, and `ipack platform sync` asks what came of it";

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// The engine's answer to an attempt.
    Engine {
        /// What was attempted, as it reads after "failed to".
        doing: String,
        error: EngineError,
    },
    /// Not of the form that the command line asks for: status 2.
    Usage { message: String, hint: Option<String> },
    /// The printed answer says that something needs a decision: status 3, without another message.
    Attention,
    /// The failures were printed pack by pack: the worst of their statuses, without another message.
    Reported(u8),
    /// Nobody confirmed it; nothing was done.
    Declined,
    /// The input ended before an answer; what was being asked was not done.
    InputEnded,
    /// A file could not be read, or standard output not be written.
    Io {
        /// What was attempted, as it reads after "failed to".
        doing: String,
        error: io::Error,
    },
}

impl Failure {
    pub fn status(&self) -> u8 {
        match self {
            Self::Engine { error, .. } => error.status(),
            Self::Usage { .. } => 2,
            Self::Reported(status) => *status,
            Self::Attention => 3,
            Self::Declined | Self::InputEnded | Self::Io { .. } => 1,
        }
    }

    /// What went wrong, in one line; none where that was said already.
    pub(super) fn reason(&self) -> Option<String> {
        Some(match self {
            Self::Engine { doing, error: EngineError::Documents(_) } => format!("failed to {doing}:"),
            Self::Engine { doing, error } => {
                let why = error.to_string();
                let told = READ_ONLY.get() == Some(&why);
                format!("failed to {doing}: {}", if told { "the workspace is read only" } else { &why })
            }
            Self::Usage { message, .. } => message.clone(),
            Self::Declined => "nothing was done".to_owned(),
            Self::InputEnded => "the input ended; what was being asked was not done".to_owned(),
            Self::Io { doing, error } => format!("failed to {doing}: {error}"),
            Self::Reported(_) | Self::Attention => return None,
        })
    }

    /// The engine's error; what else went wrong as one.
    pub(super) fn into_error(self) -> EngineError {
        match self {
            Self::Engine { error, .. } => error,
            other => EngineError::Platform { why: other.reason().unwrap_or_default(), hint: None },
        }
    }

    /// The way out, where there is one to name.
    pub(super) fn hint(&self) -> Option<String> {
        match self {
            Self::Engine { error, .. } => hint(error),
            Self::Usage { hint, .. } => hint.clone(),
            _ => None,
        }
    }

    /// Says what an engine's error kept from being done: `.map_err(Failure::to("import"))`.
    pub fn to(doing: impl Into<String>) -> impl FnOnce(EngineError) -> Self {
        move |error| Self::of(doing, error)
    }

    /// The same of an error that is at hand.
    pub fn of(doing: impl Into<String>, error: impl Into<EngineError>) -> Self {
        Self::Engine { doing: doing.into(), error: error.into() }
    }
}

/// The way out of an error, with the flag or the command that it takes.
pub(super) fn hint(error: &EngineError) -> Option<String> {
    let refusal = match error {
        EngineError::Refused(refusal) => refusal,
        EngineError::Unsettled { .. } => {
            return Some("`ipack platform requests` shows it; `ipack platform sync` asks what came of it".to_owned());
        }
        _ => return error.hint(),
    };
    let hint = match refusal {
        Refusal::Frozen { first_free, .. } => {
            let free = first_free_words(*first_free);
            return Some(format!("{free}; or override the freeze with --override-freeze REASON"));
        }
        Refusal::NotFound { what, like: None, .. } => {
            return lists(what).map(|command| format!("`{command}` lists what there is"));
        }
        Refusal::NothingNew { .. } => "`ipack rollback` is the way to older versions",
        Refusal::NotAPlan { .. } => "make it with `ipack release … --dry-run --plan-out FILE`",
        Refusal::NotADemo { .. } => "give the demo a folder of its own with --state-dir, or leave out --demo",
        Refusal::NotALegacyDemo { .. } => {
            "leave out --legacy, fill it anew with --reset, or give the demo a folder of its own with --state-dir"
        }
        Refusal::Mirrored { .. } => "do it on the platform, then `ipack platform sync` brings it here",
        Refusal::AskedAlready { .. } => OPEN_REQUEST,
        Refusal::NotTogetherThere => "leave out --atomic",
        Refusal::NotConnected => "connect an empty workspace with `ipack platform connect URL --account ID`",
        Refusal::ConnectedAlready { .. } => "connect another account in a folder of its own, with --state-dir",
        Refusal::NotEmpty { .. } | Refusal::DemoConnects => "connect in an empty folder, with --state-dir",
        Refusal::MuchGone { .. } => {
            "see whether it is the right account and the token may see its packs; `ipack platform sync --full` takes it \
             over as it is"
        }
        Refusal::InstanceNameNeeded { .. } => "name it with --name",
        Refusal::InstanceNameTaken { .. } => "give it another name with --name",
        _ => return refusal.hint(),
    };
    Some(hint.to_owned())
}

/// The command that lists things of a kind.
fn lists(what: &str) -> Option<&'static str> {
    Some(match what {
        "integration pack" => "ipack pack list",
        "component" => "ipack component list",
        "account" => "ipack account list",
        "account group" => "ipack group list",
        "instance" => "ipack account show ACCOUNT",
        "freeze" => "ipack freeze list --past",
        "hook" => "ipack hook list",
        "delivery" => "ipack hook deliveries",
        "request" => "ipack request list",
        "open request" => "ipack platform requests",
        "token" => "ipack token list",
        _ => return None,
    })
}

/// Why the workspace is read only, once that was printed.
static READ_ONLY: OnceLock<String> = OnceLock::new();

/// Records that the reason why the workspace is read only was printed, so that a failure need not repeat it.
pub(super) fn note_read_only(why: String) {
    // A program opens one workspace.
    let _ = READ_ONLY.set(why);
}
