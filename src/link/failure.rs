//! Why a request over HTTP came to nothing, in words.

use std::{error::Error as _, io};

/// A refused certificate is reported as invalid data, before anything is sent.
pub(super) fn is_certificate(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<rustls::Error>())
}

pub(super) fn words(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) if is_certificate(error) => {
            format!("the certificate does not hold: {error}; a private authority goes into SSL_CERT_FILE")
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the connection was dropped before the answer".to_owned()
        }
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Timeout(_) => "there was no answer in time".to_owned(),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::ConnectProxyFailed(why) => format!("the proxy refused: {why}"),
        other => other.source().map_or_else(|| other.to_string(), ToString::to_string),
    }
}
