//! A line to the server that is cut, or whose user is killed, at a message of one's choice.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, Shutdown, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    process::{Command, ExitStatus, Stdio},
    sync::{
        Arc, Condvar, Mutex, PoisonError,
        atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering},
    },
    thread,
};

use super::{server::Server, support::held};

/// Which way a message goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    Request,
    Answer,
}

/// What happens to a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fault {
    /// The line is cut in its place.
    Cut,
    /// The line is cut in the middle of it.
    CutWithin,
    /// The line is cut after it.
    CutAfter,
    /// The program is killed, and the message lost.
    Kill,
    /// The program is killed, and the message arrives.
    KillAfter,
}

pub(crate) struct Line {
    port: u16,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    down: AtomicBool,
    /// Connections that are open.
    open: Mutex<Vec<TcpStream>>,
    /// How many messages this way are let through before the fault.
    plan: Mutex<Option<(Way, usize, Fault)>>,
    /// The program that a fault kills.
    program: Mutex<Option<u32>>,
    started: Condvar,
    /// One of so many messages is cut; 0 for none.
    one_of: AtomicU64,
    /// What the dice show next.
    dice: AtomicU64,
    cuts: AtomicUsize,
}

impl Line {
    pub(crate) fn to(server: &Server) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port");
        let port = listener.local_addr().expect("a port").port();
        let (state, socket) = (Arc::new(State::default()), server.socket());
        let shared = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                if shared.down.load(Ordering::SeqCst) {
                    continue;
                }
                let Ok(server) = UnixStream::connect(&socket) else { continue };
                join(&shared, client, server);
            }
        });
        Self { port, state }
    }

    pub(crate) fn port(&self) -> u16 {
        self.port
    }

    /// The address of a workspace over this line.
    pub(crate) fn url(&self, workspace: &str) -> String {
        format!("postgres://ipack@127.0.0.1:{}/postgres?workspace={workspace}", self.port)
    }

    /// Cuts it, and lets nobody in.
    pub(crate) fn cut(&self) {
        self.state.down.store(true, Ordering::SeqCst);
        for open in held(&self.state.open).drain(..) {
            let _ = open.shutdown(Shutdown::Both);
        }
    }

    pub(crate) fn mend(&self) {
        self.state.down.store(false, Ordering::SeqCst);
    }

    /// Lets so many messages through that go one way, then does something to the next one.
    pub(crate) fn plan(&self, way: Way, after: usize, fault: Fault) {
        *held(&self.state.program) = None;
        *held(&self.state.plan) = Some((way, after, fault));
    }

    /// Cuts the line at one of so many messages, as the dice fall.
    pub(crate) fn cut_at_random(&self, one_of: u64, seed: u64) {
        self.state.dice.store(seed, Ordering::SeqCst);
        self.state.one_of.store(one_of, Ordering::SeqCst);
    }

    /// How often the dice have cut it.
    pub(crate) fn cuts(&self) -> usize {
        self.state.cuts.load(Ordering::SeqCst)
    }

    /// Runs a program over this line, to its end or until it is killed.
    pub(crate) fn run(&self, command: &mut Command) -> ExitStatus {
        let mut child = command.spawn().expect("it runs");
        *held(&self.state.program) = Some(child.id());
        self.state.started.notify_all();
        let ended = child.wait().expect("it ends");
        *held(&self.state.plan) = None;
        ended
    }

    /// Whether what was planned has happened.
    pub(crate) fn has_happened(&self) -> bool {
        held(&self.state.plan).is_none()
    }
}

impl State {
    /// The next number of a sequence that its seed settles: `SplitMix64`.
    fn roll(&self) -> u64 {
        let at = self.dice.fetch_add(0x9E37_79B9_7F4A_7C15, Ordering::SeqCst);
        let mixed = (at ^ (at >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// What is to be done to this message, if its turn has come.
    fn turn(&self, goes: Way) -> Option<Fault> {
        let one_of = self.one_of.load(Ordering::SeqCst);
        if one_of > 0 && self.roll().is_multiple_of(one_of) {
            self.cuts.fetch_add(1, Ordering::SeqCst);
            return Some(match self.roll() % 3 {
                0 => Fault::Cut,
                1 => Fault::CutWithin,
                _ => Fault::CutAfter,
            });
        }
        let mut plan = held(&self.plan);
        match &mut *plan {
            Some((way, 0, fault)) if *way == goes => {
                let fault = *fault;
                *plan = None;
                Some(fault)
            }
            Some((way, left, _)) if *way == goes => {
                *left -= 1;
                None
            }
            _ => None,
        }
    }

    /// Passes one message on; false where the line ends there.
    fn pass(&self, goes: Way, message: &[u8], to: &mut impl Write) -> bool {
        let fault = self.turn(goes);
        if matches!(fault, Some(Fault::Kill | Fault::KillAfter)) {
            self.kill();
        }
        let arrives = match fault {
            None | Some(Fault::CutAfter | Fault::KillAfter) => message,
            Some(Fault::CutWithin) => &message[..message.len() / 2],
            Some(Fault::Cut | Fault::Kill) => &[],
        };
        to.write_all(arrives).is_ok() && fault.is_none()
    }

    fn kill(&self) {
        let mut program = held(&self.program);
        while program.is_none() {
            program = self.started.wait(program).unwrap_or_else(PoisonError::into_inner);
        }
        let number = program.unwrap_or_default().to_string();
        // One that has ended by itself only says goodbye.
        let kill = Command::new("kill").args(["-KILL", &number]).stderr(Stdio::null()).status();
        kill.expect("there is a `kill`");
    }
}

fn join(state: &Arc<State>, client: TcpStream, server: UnixStream) {
    let (Ok(from), Ok(kept), Ok(to)) = (client.try_clone(), client.try_clone(), server.try_clone()) else { return };
    held(&state.open).push(kept);
    let (there, here) = (Arc::clone(state), Arc::clone(state));
    thread::spawn(move || {
        carry(&there, Way::Request, &from, &to);
        let _ = (from.shutdown(Shutdown::Both), to.shutdown(Shutdown::Write));
    });
    thread::spawn(move || {
        carry(&here, Way::Answer, &server, &client);
        let _ = (client.shutdown(Shutdown::Both), server.shutdown(Shutdown::Both));
    });
}

/// Carries what comes one way. The two ends of a message are not looked for: on this computer one comes in one piece.
fn carry<'a, From, To>(state: &State, goes: Way, from: &'a From, mut to: &'a To)
where
    &'a From: Read,
    &'a To: Write,
{
    let (mut from, mut bytes) = (from, [0; 1 << 14]);
    while let Ok(read @ 1..) = from.read(&mut bytes) {
        if !state.pass(goes, &bytes[..read], &mut to) {
            break;
        }
    }
}
