//! The socket. One thread serves it, and everything that a client could make large, slow or many has a bound.

use std::{
    cell::{Cell, RefCell},
    io,
    net::{SocketAddr, TcpListener},
    pin::pin,
    rc::Rc,
    time::Duration,
};

use http_body_util::{BodyExt as _, Full, LengthLimitError, Limited};
use hyper::{
    Method as Verb,
    body::{Body as _, Bytes, Incoming},
    header::{self, HeaderName},
    server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
#[cfg(unix)]
use tokio::signal::unix;
#[cfg(windows)]
use tokio::signal::windows;
use tokio::{
    runtime::Runtime,
    sync::{Semaphore, watch},
    task::LocalSet,
    time::{self, Instant},
};

use super::{
    answer::{refusal, token_of},
    faults::{Fate, Faults},
    refused::Refused,
    twin::Twin,
};
use crate::{
    engine::Engine,
    platform::{Media, Method, Request, Response},
};

/// Largest body, in bytes.
const LARGEST_BODY: usize = 8 * 1024 * 1024;
/// Largest body that is read without a token, in bytes.
const SMALL_BODY: usize = 64 * 1024;
/// Larger bodies that are read at the same time; more wait for their turn.
const LARGE_AT_ONCE: usize = 4;
/// Largest head of a request, in bytes.
const LARGEST_HEAD: usize = 64 * 1024;
/// Pause after a connection could not be accepted, because the system may have no room for more.
const NO_ROOM: Duration = Duration::from_millis(50);
/// How long clients are waited for.
const TIMEOUTS: Timeouts =
    Timeouts { head: Duration::from_secs(15), body: Duration::from_secs(30), last: Duration::from_secs(10) };

/// How long clients are waited for.
#[derive(Debug, Clone, Copy)]
struct Timeouts {
    /// For a head, with the pause before it.
    head: Duration,
    /// For a body, and for an answer to be taken.
    body: Duration,
    /// For requests under way, once the program is to end.
    last: Duration,
}

/// A socket that clients can connect to.
#[derive(Debug)]
pub struct Server {
    listener: TcpListener,
    address: SocketAddr,
    runtime: Runtime,
    signals: Signals,
}

/// What every connection shares.
struct Shared {
    workspace: RefCell<(Engine, Twin)>,
    faults: Faults,
    timeouts: Timeouts,
    requests: Cell<u64>,
    large: Semaphore,
}

type Answered = Result<hyper::Response<Full<Bytes>>, io::Error>;

impl Server {
    /// Binds an address; port 0 takes a free one. From then on the system may ask the program to end.
    pub fn bind(address: SocketAddr) -> io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let entered = runtime.enter();
        let signals = Signals::listen()?;
        drop(entered);
        Ok(Self { address: listener.local_addr()?, listener, runtime, signals })
    }

    /// `http://127.0.0.1:8017`.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Answers requests until the system asks the program to end; those under way are answered first.
    ///
    /// # Errors
    /// The system's, where nothing can be answered at all.
    pub fn serve(self, engine: Engine, twin: Twin, faults: Faults) -> io::Result<()> {
        let Self { listener, runtime, mut signals, .. } = self;
        serve_until(async move { signals.asked_to_end().await }, TIMEOUTS, (listener, runtime), (engine, twin), faults)
    }
}

fn serve_until(
    end: impl Future<Output = ()>,
    timeouts: Timeouts,
    (listener, runtime): (TcpListener, Runtime),
    workspace: (Engine, Twin),
    faults: Faults,
) -> io::Result<()> {
    let (requests, large) = (Cell::new(0), Semaphore::new(LARGE_AT_ONCE));
    let shared = Shared { workspace: RefCell::new(workspace), faults, timeouts, requests, large };
    LocalSet::new().block_on(&runtime, accept(listener, end, Rc::new(shared)))
}

async fn accept(listener: TcpListener, asked_to_end: impl Future<Output = ()>, shared: Rc<Shared>) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let (end, ends) = watch::channel(false);
    let mut asked_to_end = pin!(asked_to_end);
    loop {
        tokio::select! {
            () = &mut asked_to_end => break,
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
    let _ = time::timeout(shared.timeouts.last, end.closed()).await;
    Ok(())
}

/// One connection, from its first request to its last.
async fn converse(stream: tokio::net::TcpStream, shared: Rc<Shared>, mut ends: watch::Receiver<bool>) {
    let timeouts = shared.timeouts;
    // The end of the last request; none while one is under way.
    let quiet = Cell::new(Some(Instant::now()));
    let service = service_fn(async |request| {
        quiet.set(None);
        let answered = reply(request, &shared).await;
        quiet.set(Some(Instant::now()));
        answered
    });
    let mut server = http1::Builder::new();
    server.timer(TokioTimer::new()).header_read_timeout(timeouts.head).max_buf_size(LARGEST_HEAD);
    let mut connection = pin!(server.serve_connection(TokioIo::new(stream), service));
    tokio::select! {
        // A connection that breaks concerns its client alone.
        _ = connection.as_mut() => return,
        () = silence(&quiet, timeouts.head + timeouts.body) => return,
        _ = ends.wait_for(|end| *end) => {}
    }
    connection.as_mut().graceful_shutdown();
    let _ = connection.await;
}

/// Waits until the client has neither asked anything nor taken an answer for `longest`.
async fn silence(quiet: &Cell<Option<Instant>>, longest: Duration) {
    loop {
        let until = quiet.get().unwrap_or_else(Instant::now) + longest;
        if until <= Instant::now() {
            return;
        }
        time::sleep_until(until).await;
    }
}

async fn reply(request: hyper::Request<Incoming>, shared: &Shared) -> Answered {
    let (faults, number) = (shared.faults, shared.requests.get() + 1);
    shared.requests.set(number);
    let fate = faults.fate(number);
    let media = media_of(&request);
    let response = match received(request, shared).await {
        Err(refused) => refusal(media, refused),
        Ok(_) if fate == Fate::Busy => refusal(media, Refused::busy()),
        Ok(request) => {
            let (engine, twin) = &mut *shared.workspace.borrow_mut();
            twin.answer(engine, &request)
        }
    };
    if !faults.slow.is_zero() {
        time::sleep(faults.slow).await;
    }
    if fate == Fate::Lost {
        return Err(io::Error::other("lost, as asked with --lose"));
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
async fn received(request: hyper::Request<Incoming>, shared: &Shared) -> Result<Request, Refused> {
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
    let (body, timeouts) = (request.into_body(), shared.timeouts.body);
    let body = match time::timeout(timeouts, body_of(body, authorization.as_deref(), shared)).await {
        Err(_) => return Err(Refused::new(408, "the body did not come in time")),
        Ok(body) => body?,
    };
    let body = String::from_utf8(body.to_vec()).map_err(|_| Refused::bad("the body is not UTF-8"))?;
    Ok(Request { method, path, query, accept, content_type, authorization, body })
}

async fn body_of(mut body: Incoming, authorization: Option<&str>, shared: &Shared) -> Result<Bytes, Refused> {
    let size = body.size_hint();
    let is_small = size.upper().is_some_and(|most| most <= SMALL_BODY as u64);
    let refused = if size.lower() > LARGEST_BODY as u64 {
        Some(too_large())
    } else if is_small {
        None
    } else {
        token_of(&shared.workspace.borrow().0, authorization).err()
    };
    if let Some(refused) = refused {
        thrown_away(&mut body).await;
        return Err(refused);
    }
    let _turn = if is_small { None } else { shared.large.acquire().await.ok() };
    match Limited::new(&mut body, LARGEST_BODY).collect().await {
        Ok(whole) => Ok(whole.to_bytes()),
        Err(error) if error.is::<LengthLimitError>() => {
            thrown_away(&mut body).await;
            Err(too_large())
        }
        Err(_) => Err(Refused::bad("the body did not come whole")),
    }
}

fn too_large() -> Refused {
    Refused::new(413, "the body has more than 8 MB")
}

/// Reads the rest of a body that was refused: a client that is still sending would not read the answer.
async fn thrown_away(body: &mut Incoming) {
    while let Some(Ok(_)) = body.frame().await {}
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

/// How the system asks the program to end.
#[derive(Debug)]
#[cfg(unix)]
struct Signals {
    terminate: unix::Signal,
    interrupt: unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn listen() -> io::Result<Self> {
        let [terminate, interrupt] = [unix::SignalKind::terminate(), unix::SignalKind::interrupt()].map(unix::signal);
        Ok(Self { terminate: terminate?, interrupt: interrupt? })
    }

    async fn asked_to_end(&mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// How the system asks the program to end.
#[derive(Debug)]
#[cfg(windows)]
struct Signals(windows::CtrlC);

#[cfg(windows)]
impl Signals {
    fn listen() -> io::Result<Self> {
        windows::ctrl_c().map(Self)
    }

    async fn asked_to_end(&mut self) {
        let _ = self.0.recv().await;
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::{Read as _, Write as _},
        net::TcpStream,
        thread,
    };

    use super::*;
    use crate::{domain::Via, engine::FixedClock};

    const SOON: Duration = Duration::from_millis(50);

    /// What a client gets from a server over an empty workspace until that hangs up.
    fn heard(timeouts: Timeouts, client: impl FnOnce(&mut TcpStream)) -> String {
        let dir = tempfile::tempdir().expect("a folder");
        let server = Server::bind(([127, 0, 0, 1], 0).into()).expect("a socket");
        let (address, path) = (server.address, dir.path().to_owned());
        let (end, ends) = tokio::sync::oneshot::channel::<()>();
        let server = thread::spawn(move || {
            let clock = FixedClock::new(chrono::DateTime::UNIX_EPOCH);
            let engine = Engine::open(&path, clock, "test".into(), Via::Api).expect("a workspace");
            let ends = async {
                let _ = ends.await;
            };
            let workspace = (engine, Twin::new("acme", ""));
            serve_until(ends, timeouts, (server.listener, server.runtime), workspace, Faults::default())
        });
        let mut stream = TcpStream::connect(address).expect("connected");
        client(&mut stream);
        let mut heard = Vec::new();
        // A server that hangs up on what it has not read resets the connection.
        let _ = stream.read_to_end(&mut heard);
        drop((end, stream));
        server.join().expect("no panic").expect("served");
        String::from_utf8_lossy(&heard).into_owned()
    }

    #[test]
    fn a_head_that_does_not_come_is_not_waited_for() {
        heard(Timeouts { head: SOON, ..TIMEOUTS }, |stream| stream.write_all(b"GET / HT").expect("sent"));
        heard(Timeouts { head: SOON, ..TIMEOUTS }, |_| {});
    }

    #[test]
    fn a_body_that_does_not_come_is_not_waited_for() {
        let head = b"POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc";
        let answer = heard(Timeouts { body: SOON, ..TIMEOUTS }, |stream| stream.write_all(head).expect("sent"));
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }

    #[test]
    fn a_client_that_takes_no_answers_is_hung_up_on() {
        let asked = b"GET / HTTP/1.1\r\nhost: x\r\n\r\n".repeat(1_000);
        heard(Timeouts { head: SOON, body: SOON, ..TIMEOUTS }, |stream| while stream.write_all(&asked).is_ok() {});
    }

    #[test]
    fn a_large_body_is_read_for_a_token_alone_and_answered_all_the_same() {
        let asked = |length: usize| {
            let head = format!("POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n");
            heard(TIMEOUTS, |stream| stream.write_all(&[head.as_bytes(), &vec![b' '; length]].concat()).expect("sent"))
        };
        for (length, status) in [(10, "404"), (SMALL_BODY + 1, "401"), (LARGEST_BODY + 1, "413")] {
            let answer = asked(length);
            assert!(answer.starts_with(&format!("HTTP/1.1 {status} ")), "{length}: {answer}");
        }
    }
}
