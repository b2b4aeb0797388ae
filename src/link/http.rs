//! The carrier over HTTPS.

use std::{
    io,
    thread::sleep,
    time::{Duration, Instant},
};

use ureq::{
    Agent, RequestExt,
    http::{Request as Head, Response as Answer, header},
    tls::{RootCerts, TlsConfig},
};

use super::{
    Credentials,
    failure::{is_certificate, is_unknown_host, words},
    proxy::proxy_to,
};
use crate::platform::{Address, Carrier, Media, Method, Request, Response, Trouble};

/// How long an answer may take, from the first byte sent to the last one read.
const TIMEOUT: Duration = Duration::from_secs(60);
/// How long it may take to connect.
const TO_CONNECT: Duration = Duration::from_secs(15);
/// A connection that was idle for longer is not used again, because the other end may have closed it.
const KEPT: Duration = Duration::from_secs(5);
/// Largest answer, in bytes.
const LARGEST: u64 = 64 << 20;
/// The account's rate limit, which all of its programs share: 10 requests a second.
const APART: Duration = Duration::from_millis(100);
/// How often a wait looks whether it should stop.
const NOTICED: Duration = Duration::from_millis(50);

/// Carries requests to a host that speaks the platform's API. It goes through the proxy that `HTTPS_PROXY` names, but
/// for hosts that `NO_PROXY` names and for this machine. It believes the certificates that the operating system
/// believes; where `SSL_CERT_FILE` names a file, those of the authorities in it alone.
pub struct Http {
    agent: Agent,
    origin: String,
    credentials: Credentials,
    stopped: Box<dyn Fn() -> bool + Send>,
    last: Option<Instant>,
}

impl Http {
    /// A carrier to the host of an address. It stops waiting once `stopped` says so.
    pub fn to(address: &Address, credentials: Credentials, stopped: impl Fn() -> bool + Send + 'static) -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT))
            .timeout_connect(Some(TO_CONNECT))
            .max_idle_age(KEPT)
            .proxy(proxy_to(&address.origin))
            .user_agent(concat!("ipack/", env!("CARGO_PKG_VERSION")))
            .tls_config(TlsConfig::builder().root_certs(RootCerts::PlatformVerifier).build())
            .build();
        let origin = address.origin.clone();
        Self { agent: config.new_agent(), origin, credentials, stopped: Box::new(stopped), last: None }
    }

    fn send(&self, request: &Request) -> Result<Answer<ureq::Body>, ureq::Error> {
        let query = if request.query.is_empty() { String::new() } else { format!("?{}", request.query) };
        let method = match request.method {
            Method::Get => "GET",
            Method::Post => "POST",
            Method::Delete => "DELETE",
        };
        let mut head = Head::builder()
            .method(method)
            .uri(format!("{}{}{query}", self.origin, request.path))
            .header(header::AUTHORIZATION, self.credentials.authorization());
        let named = [(header::ACCEPT, &request.accept), (header::CONTENT_TYPE, &request.content_type)];
        for (name, value) in named {
            if let Some(value) = value {
                head = head.header(name, value);
            }
        }
        if request.method == Method::Post {
            head.body(request.body.clone())?.with_agent(&self.agent).run()
        } else {
            head.body(())?.with_agent(&self.agent).run()
        }
    }
}

impl Carrier for Http {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        if let Some(rest) = self.last.and_then(|last| APART.checked_sub(last.elapsed())) {
            sleep(rest);
        }
        self.last = Some(Instant::now());
        let mut answer = self.send(request).map_err(|error| trouble(&error))?;
        let of = |answer: &Answer<ureq::Body>, name: header::HeaderName| {
            answer.headers().get(name).and_then(|value| value.to_str().ok()).map(ToOwned::to_owned)
        };
        let media = of(&answer, header::CONTENT_TYPE).and_then(|header| Media::of_header(&header));
        let retry_after = of(&answer, header::RETRY_AFTER).and_then(|seconds| seconds.trim().parse().ok());
        let status = answer.status().as_u16();
        let body = answer.body_mut().with_config().limit(LARGEST).lossy_utf8(true).read_to_string();
        let body = body.map_err(|error| Trouble::Lost(words(&error)))?;
        Ok(Response { status, media: media.unwrap_or(Media::Json), retry_after, body })
    }

    fn wait(&mut self, time: Duration) -> bool {
        let until = Instant::now() + time;
        while !(self.stopped)() {
            let left = until.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return true;
            }
            sleep(left.min(NOTICED));
        }
        false
    }
}

/// Whether a failure shows that the request was never sent.
fn trouble(error: &ureq::Error) -> Trouble {
    use ureq::Timeout::{Connect, Resolve};
    let never = match error {
        ureq::Error::Io(error) => {
            matches!(error.kind(), io::ErrorKind::ConnectionRefused | io::ErrorKind::NetworkUnreachable)
                || error.kind() == io::ErrorKind::HostUnreachable
                || is_certificate(error)
                || is_unknown_host(error)
        }
        ureq::Error::Timeout(Resolve | Connect)
        | ureq::Error::HostNotFound
        | ureq::Error::ConnectionFailed
        | ureq::Error::ConnectProxyFailed(_)
        | ureq::Error::InvalidProxyUrl
        | ureq::Error::Tls(_)
        | ureq::Error::Pem(_)
        | ureq::Error::Rustls(_)
        | ureq::Error::BadUri(_)
        | ureq::Error::Http(_)
        | ureq::Error::TlsRequired => true,
        _ => false,
    };
    if never { Trouble::NotSent(words(error)) } else { Trouble::Lost(words(error)) }
}
