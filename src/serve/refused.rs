//! How a request is refused.

use crate::{domain::Refusal, engine::EngineError};

pub(super) type Answer<T> = Result<T, Refused>;

/// A status with its sentence. Nothing was changed, unless the sentence says that nobody knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Refused {
    pub(super) status: u16,
    pub(super) message: String,
    /// Seconds after which to try again.
    pub(super) retry_after: Option<u32>,
}

impl Refused {
    pub(super) fn new(status: u16, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), retry_after: None }
    }

    /// Whether nobody knows if it was done.
    pub(super) fn is_open(&self) -> bool {
        self.status == 500
    }

    /// The platform's status for everything that it does not accept, unknown ids among it.
    pub(super) fn bad(message: impl Into<String>) -> Self {
        Self::new(400, message)
    }

    pub(super) fn forbidden() -> Self {
        Self::new(403, "Access denied due to insufficient permissions.")
    }

    pub(super) fn busy() -> Self {
        let message = "The server is currently unavailable or your account's rate limits have been exceeded. \
                       Retry later.";
        Self { retry_after: Some(1), ..Self::new(503, message) }
    }

    /// An id that names nothing.
    pub(super) fn unknown(what: &str, id: &str) -> Self {
        let mut letters = what.chars();
        let first = letters.next().map(|first| first.to_uppercase().collect::<String>()).unwrap_or_default();
        let rest = letters.as_str();
        Self::bad(format!("{first}{rest} ID {id} is invalid. Provide a valid {what} ID to complete this action."))
    }
}

impl From<Refusal> for Refused {
    fn from(refusal: Refusal) -> Self {
        match &refusal {
            Refusal::NotFound { what, name, .. } => Self::unknown(what, name),
            Refusal::UnknownComponent { component } => Self::unknown("component", component),
            Refusal::NotShared { .. } => Self::new(403, refusal.to_string()),
            // Somebody else changed it first. Nothing was done, and a repetition sees the newest state.
            Refusal::Conflict { .. } => Self { message: refusal.to_string(), ..Self::busy() },
            _ => Self::bad(refusal.to_string()),
        }
    }
}

impl From<EngineError> for Refused {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Refused(refusal) => refusal.into(),
            // Whoever is told to try again would perhaps do it twice.
            error if error.leaves_it_open() => Self::new(500, error.to_string()),
            // What could not be read or written was not done.
            error if error.status() == 1 => Self { message: error.to_string(), ..Self::busy() },
            error => Self::new(500, error.to_string()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::engine::StoreError;

    /// A client that reads 503 sends its request again: nothing was done.
    #[test]
    fn only_what_was_certainly_not_done_may_be_tried_again() {
        let (place, hint) = ("postgres://db/d".to_owned(), "see that it runs");
        let away = StoreError::Away { place: place.clone(), why: "it does not answer".into(), hint };
        let away = Refused::from(EngineError::from(away));
        assert_eq!((away.status, away.retry_after), (503, Some(1)));
        let open = StoreError::NotKnown { place, why: "the connection was closed".into() };
        let open = Refused::from(EngineError::from(open));
        assert_eq!((open.status, open.retry_after), (500, None));
        assert!(open.message.contains("it is not known whether the change was made"), "{}", open.message);
    }
}
