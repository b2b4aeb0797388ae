//! Real programs that tell hooks over real sockets, and are killed at moments that a test chooses: whether everything
//! is told at least once, in order, and twice only after a kill.

use std::{
    collections::HashSet,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::prelude::*;

use super::{NOW, held, instant};

/// What becomes of the next thing that a receiver is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    Taken,
    Refused,
    /// Whoever tells it is killed, and it is not taken.
    Killed,
    /// It is taken, and whoever tells it is killed before the answer comes.
    TakenAndKilled,
    /// It is never answered.
    Hangs,
}

/// What happens next.
#[derive(Debug, Clone)]
pub enum Step {
    /// So many things happen.
    Happen(usize),
    /// So many schedulers tick at the same time.
    Tick(usize),
    /// Something happens, and a scheduler that stays is killed as soon as it tells of something.
    Stay,
    /// Seconds pass.
    Wait(i64),
    /// What becomes of the tries to come.
    Fate(Fate, usize),
}

pub fn steps() -> impl Strategy<Value = Vec<Step>> {
    let fate = prop_oneof![
        1 => Just(Fate::Taken),
        1 => Just(Fate::Refused),
        2 => Just(Fate::Killed),
        3 => Just(Fate::TakenAndKilled),
    ];
    let step = prop_oneof![
        4 => (1_usize..4).prop_map(Step::Happen),
        6 => (1_usize..4).prop_map(Step::Tick),
        1 => Just(Step::Stay),
        2 => (5_i64..4_000).prop_map(Step::Wait),
        4 => (fate, 1_usize..3).prop_map(|(fate, tries)| Step::Fate(fate, tries)),
    ];
    prop::collection::vec(step, 8..16)
}

/// Takes what hooks are told on this machine, each hook under a path of its own.
pub struct Receiver {
    port: u16,
    state: Arc<State>,
    came: mpsc::Receiver<()>,
}

#[derive(Default)]
struct State {
    fates: Mutex<Vec<Fate>>,
    /// The path and the id of what was taken.
    taken: Mutex<Vec<(String, String)>>,
    /// The programs that tell.
    programs: Mutex<Vec<u32>>,
    kills: Mutex<usize>,
}

impl Receiver {
    pub fn new() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let (state, (sender, came)) = (Arc::<State>::default(), mpsc::channel());
        let shared = Arc::clone(&state);
        // One after the other: what a program sent before it was killed comes before what the next one sends.
        thread::spawn(move || listener.incoming().flatten().for_each(|stream| shared.answer(stream, port, &sender)));
        Self { port, state, came }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }

    /// Starts a program that may be killed.
    pub fn start(&self, command: &mut Command) -> Child {
        // Nobody is told before it is known.
        let mut programs = held(&self.state.programs);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("it runs");
        programs.push(child.id());
        child
    }

    /// What becomes of the next thing that it is told.
    pub fn next(&self, fate: Fate) {
        held(&self.state.fates).push(fate);
    }

    /// Waits until something is told.
    pub fn is_told(&self) {
        self.came.recv_timeout(Duration::from_secs(60)).expect("something is told");
    }

    /// The ids of what was taken under a path, in order.
    pub fn taken(&self, path: &str) -> Vec<String> {
        held(&self.state.taken).iter().filter(|(under, _)| under == path).map(|(_, id)| id.clone()).collect()
    }

    fn kills(&self) -> usize {
        *held(&self.state.kills)
    }
}

impl State {
    fn answer(&self, mut stream: TcpStream, port: u16, came: &mpsc::Sender<()>) {
        let Some((path, id)) = read(&stream) else { return };
        let fate = held(&self.fates).pop().unwrap_or(Fate::Taken);
        if matches!(fate, Fate::Killed | Fate::TakenAndKilled) {
            self.kill_who_tells(stream.peer_addr().expect("an address").port(), port);
        }
        if matches!(fate, Fate::Taken | Fate::TakenAndKilled) {
            held(&self.taken).push((path, id));
        }
        let status = if fate == Fate::Refused { "500 No" } else { "200 OK" };
        if matches!(fate, Fate::Taken | Fate::Refused) {
            let _ = write!(stream, "HTTP/1.1 {status}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n");
        }
        let _ = came.send(());
        if fate == Fate::Hangs {
            // Until whoever tells hangs up.
            thread::spawn(move || stream.read(&mut [0]));
        }
    }

    fn kill_who_tells(&self, from: u16, to: u16) {
        let mut programs = held(&self.programs);
        // One that told another hook at the same time may be dead already.
        let Some(socket) = socket(from, to) else { return };
        let Some(at) = programs.iter().position(|pid| holds(*pid, &socket)) else { return };
        let pid = i32::try_from(programs.swap_remove(at)).ok().and_then(rustix::process::Pid::from_raw).expect("a pid");
        rustix::process::kill_process(pid, rustix::process::Signal::KILL).expect("a signal");
        *held(&self.kills) += 1;
    }
}

/// The socket that a connection begins at, as the kernel names it.
fn socket(from: u16, to: u16) -> Option<String> {
    let all = fs::read_to_string("/proc/net/tcp").ok()?;
    let of = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let ends = words.get(1)?.ends_with(&format!(":{from:04X}")) && words.get(2)?.ends_with(&format!(":{to:04X}"));
        ends.then(|| words.get(9).map(|inode| format!("socket:[{inode}]")))?
    };
    all.lines().find_map(of)
}

fn holds(pid: u32, socket: &str) -> bool {
    let Ok(files) = fs::read_dir(format!("/proc/{pid}/fd")) else { return false };
    files.flatten().any(|file| fs::read_link(file.path()).is_ok_and(|target| target.as_os_str() == socket))
}

/// The path and the id of a request.
fn read(stream: &TcpStream) -> Option<(String, String)> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let path = head.split(' ').nth(1)?.trim_start_matches('/').to_owned();
    let head = head.to_lowercase();
    let of = |name: &str| head.lines().find_map(|line| line.strip_prefix(name).map(str::to_owned));
    let mut body = vec![0; of("content-length: ")?.parse().ok()?];
    reader.read_exact(&mut body).ok()?;
    Some((path, of("webhook-id: ")?))
}

/// A workspace of which programs on several computers tell.
pub struct Desk<'a> {
    pub receiver: &'a Receiver,
    /// The names of the hooks, which are the paths.
    pub hooks: &'a [&'a str],
    /// A scheduler on a computer at a time: `tick` or `run`.
    pub scheduler: &'a dyn Fn(usize, &str, DateTime<Utc>) -> Command,
    /// Something happens, and has a name.
    pub happen: &'a mut dyn FnMut(&str),
    /// Whoever was killed a minute ago keeps nobody from telling.
    pub a_minute_passes: &'a dyn Fn(),
}

impl Desk<'_> {
    /// Lets it all happen, and looks whether everything was told.
    pub fn tells(&mut self, steps: Vec<Step>) {
        let (mut now, mut happened, mut killed) = (instant(NOW), 0, 0);
        for step in steps {
            match step {
                Step::Happen(many) => (0..many).for_each(|_| self.happens(&mut happened)),
                Step::Tick(many) => self.tick(many, now),
                Step::Stay => {
                    self.happens(&mut happened);
                    now += TimeDelta::hours(2);
                    (self.a_minute_passes)();
                    while self.receiver.came.try_recv().is_ok() {}
                    let mut stays = self.receiver.start(&mut (self.scheduler)(0, "run", now));
                    self.receiver.is_told();
                    // Its receiver may have killed it.
                    let _ = stays.kill();
                    stays.wait().expect("it ends");
                    killed += 1;
                    (self.a_minute_passes)();
                }
                Step::Wait(seconds) => now += TimeDelta::seconds(seconds),
                Step::Fate(fate, tries) => held(&self.receiver.state.fates).extend(std::iter::repeat_n(fate, tries)),
            }
        }
        held(&self.receiver.state.fates).clear();
        self.tick(1, now + TimeDelta::hours(2));
        for hook in self.hooks {
            is_in_order(&self.receiver.taken(hook), happened, killed + self.receiver.kills());
        }
    }

    fn happens(&mut self, happened: &mut usize) {
        *happened += 1;
        (self.happen)(&format!("F{happened}"));
    }

    fn tick(&self, many: usize, now: DateTime<Utc>) {
        let start = |computer| self.receiver.start(&mut (self.scheduler)(computer, "tick", now));
        let programs: Vec<Child> = (0..many).map(start).collect();
        for mut program in programs {
            let status = program.wait().expect("it ends");
            assert!(status.code().is_none_or(|code| code == 0), "it ends as it would without hooks: {status}");
        }
        (self.a_minute_passes)();
    }
}

/// Whether everything was taken at least once, in the order in which it first came, and again only after a kill, before
/// anything that came after it.
pub fn is_in_order(taken: &[String], happened: usize, kills: usize) {
    let mut seen = HashSet::new();
    let firsts: Vec<&String> = taken.iter().filter(|id| seen.insert(*id)).collect();
    assert_eq!(firsts.len(), happened, "each at least once");
    assert!(taken.len() <= happened + kills, "{} taken of {happened} after {kills} kills", taken.len());
    let mut newest = 0;
    for id in taken {
        let at = firsts.iter().position(|first| *first == id).expect("known");
        assert!(at == newest || at + 1 == newest, "out of order: {at} after {newest}");
        newest = newest.max(at + 1);
    }
}
