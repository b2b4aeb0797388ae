//! The one way out: a request is carried to the platform, and its answer back.

use std::time::Duration;

use thiserror::Error;

use super::{Request, Response};

/// Carries a request. Implementations add the credentials; nothing else ever sees them.
pub trait Carrier {
    /// Carries one request, once.
    ///
    /// # Errors
    /// Why there is no answer.
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble>;

    /// Lets time pass before a request is repeated or something is asked for again; false where it is not to be
    /// waited for any longer.
    fn wait(&mut self, time: Duration) -> bool;
}

/// Why a request has no answer. The texts follow "failed to …: ".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// It was not sent: there is no such host, nobody listens, the certificate does not hold. Nothing was done.
    #[error("{0}")]
    NotSent(String),
    /// It was sent, or may have been: whether it was carried out is not known.
    #[error("{0}")]
    Lost(String),
}
