//! A read request to the twin on a kept connection. The floor is the same read in process, and a loopback echo of as
//! many bytes.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    thread,
    time::Duration,
};

use base64::{Engine as _, engine::general_purpose::STANDARD};
use ipack::{domain::PackId, engine::Engine, serve::Tokens};
#[cfg(target_os = "linux")]
use rustix::thread::{CpuSet, sched_getaffinity, sched_setaffinity};

use crate::{
    samples::{Samples, time},
    table::{Goal, Table},
    workspace::Workspace,
};

const ROUNDS: usize = 301;
/// Requests of one sample.
const EACH: u32 = 10;

pub(crate) fn measure(table: &mut Table) {
    thread::scope(|scope| {
        scope.spawn(|| {
            keep_to_one_processor();
            kept_connection(table);
            half_open(table);
        });
    });
}

/// Keeps this thread, and all that it starts, to one processor. Between two, what is measured is mostly how long the
/// system takes to wake the other one, which the program can't change.
fn keep_to_one_processor() {
    #[cfg(target_os = "linux")]
    {
        let allowed = sched_getaffinity(None).expect("processors");
        let mut one = CpuSet::new();
        (0..CpuSet::MAX_CPU).filter(|&processor| allowed.is_set(processor)).take(1).for_each(|first| one.set(first));
        sched_setaffinity(None, &one).expect("one processor");
    }
}

fn kept_connection(table: &mut Table) {
    for packs in [10, 10_000] {
        let workspace = Workspace::of(packs);
        let mut server = Server::over(&workspace);
        let mut engine = workspace.engine();
        let id = engine.pack_entries()[packs / 2].summary.id.clone();
        let mut client = Client::of(&server, &id);
        let answered = client.ask();
        let mut echo = Echo::of(client.request.len(), answered);
        let ours = || each(|| assert_eq!(client.ask(), answered, "another answer"));
        let floor = || each(|| read(&mut engine, &id)) + each(|| echo.ask());
        let (ours, floor) = Samples::in_turn(ROUNDS, ours, floor);
        table.add(format!("read one of {packs} packs over the API"), ours, &floor, Goal::Ratio(3.0));
        server.end();
    }
}

/// The same read while 900 others have sent half a head; the floor is the read without them.
fn half_open(table: &mut Table) {
    let workspace = Workspace::of(10);
    let mut server = Server::over(&workspace);
    let id = workspace.engine().pack_entries()[5].summary.id.clone();
    let mut client = Client::of(&server, &id);
    let answered = client.ask();
    let mut alone = || each(|| assert_eq!(client.ask(), answered, "another answer"));
    let floor = Samples::new((0..ROUNDS).map(|_| alone()).collect());
    let half: Vec<TcpStream> = (0..900)
        .map(|_| {
            let mut stream = TcpStream::connect(&server.address).expect("connected");
            stream.write_all(b"POST /api/rest/v1/acme/Account HTTP/1.1\r\nx: y").expect("sent");
            stream
        })
        .collect();
    let ours = Samples::new((0..ROUNDS).map(|_| alone()).collect());
    table.add("read one beside 900 half-open connections", ours, &floor, Goal::None);
    if let (Some(threads), Some(kilobytes)) = (server.figure("Threads"), server.figure("VmHWM")) {
        let most = if threads > 1 || kilobytes > 64 * 1024 { ": missed, 1 and 64 MB" } else { "" };
        table.note(format!("900 half-open connections: {threads} thread, {} MB at most{most}", kilobytes / 1024));
    }
    drop(half);
    server.end();
}

fn each(what: impl FnMut()) -> Duration {
    let mut what = what;
    time(|| (0..EACH).for_each(|_| what())) / EACH
}

/// What the twin does for it, too: it looks whether another program has changed anything, and reads the pack.
fn read(engine: &mut Engine, id: &PackId) {
    engine.refresh().expect("the newest state");
    drop(engine.pack(id).expect("a pack"));
}

/// The twin, its address, and who may ask it.
pub(crate) struct Server {
    child: Child,
    pub(crate) address: String,
    pub(crate) user: String,
    pub(crate) secret: String,
}

impl Server {
    pub(crate) fn over(workspace: &Workspace) -> Self {
        let mut tokens = Tokens::read(&workspace.path()).expect("the tokens");
        let (token, secret) = tokens.create("bench", None).expect("a token");
        let mut child = Command::new(env!("CARGO_BIN_EXE_ipack"))
            .args(["serve", "--listen", "127.0.0.1:0", "--account", "acme", "--no-rate-limit", "--state-dir"])
            .arg(workspace.path())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("its output")).read_line(&mut line).expect("a line");
        let address = line.trim().trim_start_matches("listening on http://").split('/').next().unwrap_or_default();
        Self { child, address: address.to_owned(), user: token.user(), secret }
    }

    /// A figure that the system keeps of the process, where it keeps one.
    fn figure(&self, name: &str) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id())).ok()?;
        let line = status.lines().find_map(|line| line.strip_prefix(name))?;
        line.trim_start_matches(':').split_whitespace().next()?.parse().ok()
    }

    pub(crate) fn end(&mut self) {
        self.child.kill().expect("ended");
        self.child.wait().expect("ended");
    }
}

/// A kept connection, and what is asked on it.
struct Client {
    stream: BufReader<TcpStream>,
    request: String,
}

impl Client {
    fn of(server: &Server, id: &PackId) -> Self {
        let stream = TcpStream::connect(&server.address).expect("connected");
        stream.set_nodelay(true).expect("a socket");
        let request = format!(
            "GET /api/rest/v1/acme/PublisherIntegrationPack/{id} HTTP/1.1\r\nhost: bench\r\naccept: application/json\r\n\
             authorization: Basic {}\r\n\r\n",
            STANDARD.encode(format!("{}:{}", server.user, server.secret))
        );
        Self { stream: BufReader::new(stream), request }
    }

    /// Asks, and reads the answer; its length in bytes.
    fn ask(&mut self) -> usize {
        self.stream.get_mut().write_all(self.request.as_bytes()).expect("sent");
        let (mut head, mut length) = (0, 0);
        loop {
            let mut line = String::new();
            head += self.stream.read_line(&mut line).expect("a line");
            assert!(head > line.len() || line.starts_with("HTTP/1.1 200 "), "{line}");
            match line.trim().split_once(": ") {
                Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                    length = value.parse().expect("a length");
                }
                None if line == "\r\n" => break,
                _ => {}
            }
        }
        self.stream.read_exact(&mut vec![0; length]).expect("a body");
        head + length
    }
}

/// A connection to a thread that answers so many bytes with so many others.
struct Echo {
    stream: TcpStream,
    asked: usize,
    answered: usize,
}

impl Echo {
    fn of(asked: usize, answered: usize) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a socket");
        let stream = TcpStream::connect(listener.local_addr().expect("an address")).expect("connected");
        stream.set_nodelay(true).expect("a socket");
        thread::spawn(move || {
            let (mut stream, _) = listener.accept().expect("a client");
            stream.set_nodelay(true).expect("a socket");
            let mut bytes = vec![0; asked];
            while stream.read_exact(&mut bytes).is_ok() && stream.write_all(&vec![b'x'; answered]).is_ok() {}
        });
        Self { stream, asked, answered }
    }

    fn ask(&mut self) {
        self.stream.write_all(&vec![b'x'; self.asked]).expect("sent");
        self.stream.read_exact(&mut vec![0; self.answered]).expect("an answer");
    }
}
