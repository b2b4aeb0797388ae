//! How a request gets to the platform, and its answer back: the one place from which anything is sent.

use std::time::Duration;

use thiserror::Error;

use super::{Request, Response};

/// Carries a request. Implementations add the credentials; nothing else ever sees them.
pub trait Carrier {
    /// Carries one request, once.
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble>;

    /// Waits before a request is repeated; false where the caller should give up instead.
    fn wait(&mut self, time: Duration) -> bool;
}

/// Why a request has no answer. The texts follow "failed to …: ".
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Trouble {
    /// It was not sent: there is no such host, nobody listens, or the certificate is not trusted. Nothing was done.
    #[error("{0}")]
    NotSent(String),
    /// It was sent, or may have been. Nobody knows whether it was carried out.
    #[error("{0}")]
    Lost(String),
}
