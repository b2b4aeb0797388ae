//! The errors of verbs.

use std::fmt;

use crate::{
    domain::{Refusal, RefusalKind},
    store::{
        FailureKind, StoreError,
        document::{DocumentErrors, ImportError},
    },
};

/// Why a verb failed. Nothing was changed, unless [`EngineError::leaves_it_open`].
#[derive(Debug)]
pub enum EngineError {
    /// A rule forbids it.
    Refused(Refusal),
    /// The state folder could not be read or written.
    Store(StoreError),
    /// Documents are not as they must be; every fault that was found, in the order of the files.
    Documents(DocumentErrors),
    /// The credentials for the platform are missing or wrong.
    Credentials {
        /// What is missing or wrong; never a secret.
        why: String,
        hint: &'static str,
    },
    /// The platform refuses the credentials, or allows them less than this.
    Denied { why: String, hint: &'static str },
    /// A request to the platform is still going on, or may have been carried out. It is recorded as open.
    Unsettled {
        /// What may have happened: `Order to Cash is released`.
        what: String,
        /// Why nobody knows.
        why: String,
    },
    /// A hook was not told.
    NotDelivered {
        /// What the receiver answered, or why it could not be reached.
        why: String,
    },
    /// The platform could not be asked, or refused.
    Platform {
        /// Why, in the platform's words where it said something.
        why: String,
        hint: Option<&'static str>,
    },
}

impl EngineError {
    /// The exit status: 1 failed, 2 bad input, 3 refused by a rule, 4 not found, 5 changed by somebody else, 6 state
    /// damaged or newer than this program, 130 stopped.
    pub fn status(&self) -> u8 {
        match self {
            Self::Refused(refusal) => match refusal.kind() {
                RefusalKind::Input => 2,
                RefusalKind::Rule => 3,
                RefusalKind::NotFound => 4,
                RefusalKind::Conflict => 5,
            },
            Self::Store(error) => match error.kind() {
                FailureKind::Failed => 1,
                FailureKind::Damaged => 6,
                FailureKind::Stopped => 130,
                FailureKind::NotFound => 4,
                FailureKind::Refused => 3,
            },
            Self::Documents(_) => 3,
            Self::Credentials { .. } => 2,
            Self::Denied { .. } | Self::Unsettled { .. } | Self::NotDelivered { .. } | Self::Platform { .. } => 1,
        }
    }

    /// Whether it is not known if the change was made: whoever does it again may do it twice.
    pub fn leaves_it_open(&self) -> bool {
        match self {
            Self::Unsettled { .. } => true,
            Self::Store(error) => error.leaves_it_open(),
            Self::Refused(_)
            | Self::Documents(_)
            | Self::Credentials { .. }
            | Self::Denied { .. }
            | Self::NotDelivered { .. }
            | Self::Platform { .. } => false,
        }
    }

    pub fn is_stopped(&self) -> bool {
        matches!(self, Self::Store(StoreError::Stopped))
    }

    /// The error with the way out: `nothing to release; …`.
    pub fn with_hint(&self) -> String {
        self.hint().map_or_else(|| self.to_string(), |hint| format!("{self}; {hint}"))
    }

    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Refused(refusal) => refusal.hint(),
            Self::Store(error) => error.hint(),
            Self::Credentials { hint, .. } | Self::Denied { hint, .. } => Some((*hint).to_owned()),
            Self::Unsettled { .. } => Some("it is written down; a synchronisation asks what came of it".to_owned()),
            Self::Platform { hint, .. } => hint.map(ToOwned::to_owned),
            Self::NotDelivered { .. } => None,
            Self::Documents(_) => Some("nothing was imported; mend the places named and import again".into()),
        }
    }
}

impl fmt::Display for EngineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(refusal) => refusal.fmt(f),
            Self::Store(error) => error.fmt(f),
            Self::Documents(errors) => errors.fmt(f),
            Self::Credentials { why, .. }
            | Self::Denied { why, .. }
            | Self::NotDelivered { why }
            | Self::Platform { why, .. } => f.write_str(why),
            Self::Unsettled { what, why } => write!(f, "it is not known whether {what}: {why}"),
        }
    }
}

impl std::error::Error for EngineError {}

impl From<Refusal> for EngineError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<ImportError> for EngineError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Documents(errors) => Self::Documents(errors),
            ImportError::Store(error) => Self::Store(error),
        }
    }
}

impl From<StoreError> for EngineError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}
