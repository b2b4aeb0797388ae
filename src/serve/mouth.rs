//! The socket: one thread, bounded in everything that a client can make large, slow or many.

use std::{
    cell::RefCell,
    io,
    net::{SocketAddr, TcpListener},
    pin::pin,
    rc::Rc,
    time::Duration,
};

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::{
    Method as Verb,
    body::{Bytes, Incoming},
    header::{self, HeaderName},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{sync::watch, task::LocalSet, time};

use super::{
    refused::Refused,
    twin::{Twin, refusal},
    weather::{Fate, Weather},
};
use crate::{
    engine::Engine,
    platform::{Media, Method, Request, Response},
};

/// Largest body, in bytes.
const LARGEST_BODY: usize = 8 * 1024 * 1024;
/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// Longest time for a head, and for the pause before it.
const HEAD_TIME: Duration = Duration::from_secs(15);
/// Longest time for a body.
const BODY_TIME: Duration = Duration::from_secs(30);
/// Pause after a connection could not be accepted: there may be no room for more of them.
const NO_ROOM: Duration = Duration::from_millis(50);
/// Longest wait for requests under way, once the program is to end.
const LAST_WAIT: Duration = Duration::from_secs(10);

/// A socket that clients can connect to.
#[derive(Debug)]
pub struct Mouth {
    listener: TcpListener,
    address: SocketAddr,
}

/// What every connection shares.
struct Shared {
    engine: Engine,
    twin: Twin,
    weather: Weather,
    requests: u64,
}

type Answered = Result<hyper::Response<Full<Bytes>>, io::Error>;

impl Mouth {
    /// Binds an address; port 0 takes a free one.
    ///
    /// # Errors
    /// The system's.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        Ok(Self { address: listener.local_addr()?, listener })
    }

    /// `http://127.0.0.1:8017`.
    #[must_use]
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests until the system asks the program to end; those under way are answered first.
    ///
    /// # Errors
    /// The system's, where nothing can be answered at all.
    pub fn serve(self, engine: Engine, twin: Twin, weather: Weather) -> io::Result<()> {
        let shared = Rc::new(RefCell::new(Shared { engine, twin, weather, requests: 0 }));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        LocalSet::new().block_on(&runtime, self.accept(shared))
    }

    async fn accept(self, shared: Rc<RefCell<Shared>>) -> io::Result<()> {
        let listener = tokio::net::TcpListener::from_std(self.listener)?;
        let (end, ends) = watch::channel(false);
        let mut asked_to_end = pin!(asked_to_end());
        loop {
            tokio::select! {
                asked = &mut asked_to_end => {
                    asked?;
                    break;
                }
                accepted = listener.accept() => match accepted {
                    Ok((stream, _)) => {
                        // Answers are small, and their sender waits for none of them.
                        let _ = stream.set_nodelay(true);
                        tokio::task::spawn_local(converse(stream, Rc::clone(&shared), ends.clone()));
                    }
                    Err(_) => time::sleep(NO_ROOM).await,
                },
            }
        }
        drop((listener, ends));
        end.send_replace(true);
        let _ = time::timeout(LAST_WAIT, end.closed()).await;
        Ok(())
    }
}

/// One connection, from its first request to its last.
async fn converse(stream: tokio::net::TcpStream, shared: Rc<RefCell<Shared>>, mut ends: watch::Receiver<bool>) {
    let service = service_fn(move |request| reply(request, Rc::clone(&shared)));
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(HEAD_TIME).max_buf_size(LARGEST_HEAD);
    let mut connection = pin!(server.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // A connection that breaks concerns its client alone.
        _ = connection.as_mut() => return,
        _ = ends.wait_for(|end| *end) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

async fn reply(request: hyper::Request<Incoming>, shared: Rc<RefCell<Shared>>) -> Answered {
    let (weather, number) = {
        let mut shared = shared.borrow_mut();
        shared.requests += 1;
        (shared.weather, shared.requests)
    };
    let fate = weather.fate(number);
    let media = media_of(&request);
    let response = match received(request).await {
        Err(refused) => refusal(media, refused),
        Ok(_) if fate == Fate::Busy => refusal(media, Refused::busy()),
        Ok(request) => {
            let Shared { engine, twin, .. } = &mut *shared.borrow_mut();
            twin.answer(engine, &request)
        }
    };
    if !weather.slow.is_zero() {
        time::sleep(weather.slow).await;
    }
    if fate == Fate::Lost {
        return Err(io::Error::other("lost, as the weather has it"));
    }
    sent(response)
}

fn media_of(request: &hyper::Request<Incoming>) -> Media {
    text_of(request, &header::ACCEPT).as_deref().and_then(Media::of_header).unwrap_or(Media::Xml)
}

fn text_of(request: &hyper::Request<Incoming>, name: &HeaderName) -> Option<String> {
    let value = request.headers().get(name)?;
    Some(String::from_utf8_lossy(value.as_bytes()).into_owned())
}

/// The request as a value, once its body is there.
async fn received(request: hyper::Request<Incoming>) -> Result<Request, Refused> {
    let method = match *request.method() {
        Verb::GET => Method::Get,
        Verb::POST => Method::Post,
        Verb::DELETE => Method::Delete,
        _ => return Err(Refused::new(405, "only GET, POST and DELETE are known")),
    };
    let head: usize = request.headers().iter().map(|(name, value)| name.as_str().len() + value.len()).sum();
    if head > LARGEST_HEAD {
        return Err(Refused::new(431, "the headers have more than 64 KB"));
    }
    let (path, query) = (request.uri().path().to_owned(), request.uri().query().unwrap_or_default().to_owned());
    let [accept, content_type, authorization] =
        [header::ACCEPT, header::CONTENT_TYPE, header::AUTHORIZATION].map(|name| text_of(&request, &name));
    let too_large = || Refused::new(413, "the body has more than 8 MB");
    if hyper::body::Body::size_hint(request.body()).lower() > LARGEST_BODY as u64 {
        return Err(too_large());
    }
    let collected = time::timeout(BODY_TIME, Limited::new(request.into_body(), LARGEST_BODY).collect()).await;
    let body = match collected {
        Err(_) => return Err(Refused::new(408, "the body did not come in time")),
        Ok(Err(error)) if error.is::<LengthLimitError>() => return Err(too_large()),
        Ok(Err(_)) => return Err(Refused::bad("the body did not come whole")),
        Ok(Ok(body)) => body.to_bytes(),
    };
    let body = String::from_utf8(body.to_vec()).map_err(|_| Refused::bad("the body is not UTF-8"))?;
    Ok(Request { method, path, query, accept, content_type, authorization, body })
}

fn sent(response: Response) -> Answered {
    let mut builder = hyper::Response::builder()
        .status(response.status)
        .header(header::CONTENT_TYPE, format!("{};charset=UTF-8", response.media.name()));
    if let Some(seconds) = response.retry_after {
        builder = builder.header(header::RETRY_AFTER, seconds);
    }
    if response.status == 401 {
        builder = builder.header(header::WWW_AUTHENTICATE, "Basic realm=\"ipack\"");
    }
    builder.body(Full::new(Bytes::from(response.body))).map_err(io::Error::other)
}

/// Waits until the system asks the program to end.
#[cfg(unix)]
async fn asked_to_end() -> io::Result<()> {
    use tokio::signal::unix::{SignalKind, signal};
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    Ok(())
}

#[cfg(not(unix))]
async fn asked_to_end() -> io::Result<()> {
    tokio::signal::ctrl_c().await
}
