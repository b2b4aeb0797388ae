//! Why a request over HTTP came to nothing, in words.

use std::{error::Error as _, io};

/// A refused certificate is reported as invalid data, before anything is sent.
pub(super) fn is_certificate(error: &io::Error) -> bool {
    matches!(error.get_ref(), Some(inner) if inner.is::<rustls::Error>())
}

/// Whether a host's name leads nowhere: that has no kind of its own, but is found before anything is sent.
pub(super) fn is_unknown_host(error: &io::Error) -> bool {
    error.to_string().starts_with("failed to lookup address information")
}

pub(super) fn words(error: &ureq::Error) -> String {
    match error {
        ureq::Error::Io(error) if is_certificate(error) => {
            format!("the certificate does not hold: {error}; a private authority goes into SSL_CERT_FILE")
        }
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::UnexpectedEof => {
            "the connection was dropped before the answer".to_owned()
        }
        ureq::Error::Io(error) if is_unknown_host(error) => "the host's name can't be looked up".to_owned(),
        ureq::Error::Io(error) => error.to_string(),
        ureq::Error::Timeout(_) => "there was no answer in time".to_owned(),
        ureq::Error::HostNotFound => "there is no such host".to_owned(),
        ureq::Error::ConnectProxyFailed(why) => format!("the proxy refused: {why}"),
        other => other.source().map_or_else(|| other.to_string(), ToString::to_string),
    }
}

#[cfg(test)]
mod tests {
    use std::net::ToSocketAddrs;

    use super::*;

    /// A part of more than 63 letters is no name, which needs no network to be found.
    #[test]
    fn a_host_that_there_is_not_is_known_by_what_the_system_says() {
        let host = format!("{}.invalid", "x".repeat(64));
        let error = (host.as_str(), 443).to_socket_addrs().expect_err("no host");
        assert!(is_unknown_host(&error), "{error}");
        assert!(!is_unknown_host(&io::ErrorKind::ConnectionReset.into()));
    }
}
