//! The program is killed, as by a loss of power, at each request of a release, of a first date, of a move and of a
//! change: before the platform hears of it, or before the answer comes back.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use ipack::domain::Pack;

use crate::{program::Served, support::NOW};

/// When the program is killed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Blow {
    /// At which request.
    pub(crate) at: usize,
    /// The platform has carried it out.
    pub(crate) heard: bool,
}

/// Stands between the program and the twin, and kills the program.
pub(crate) struct Between {
    pub(crate) port: u16,
    victim: Arc<Mutex<Option<Child>>>,
    blow: Arc<Mutex<(usize, Option<Blow>)>>,
}

impl Between {
    /// Before the twin at an address.
    pub(crate) fn before(url: &str) -> Self {
        let twin = url.trim_start_matches("http://").split('/').next().expect("a host");
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = listener.local_addr().expect("an address").port();
        let between = Self { port, victim: Arc::default(), blow: Arc::default() };
        let (victim, blow, twin) = (Arc::clone(&between.victim), Arc::clone(&between.blow), twin.to_owned());
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                // The program asks one thing after the other.
                let _ = carry(stream, &twin, &victim, &blow);
            }
        });
        between
    }

    /// Runs a program until it is killed, or has ended before; whether it was killed.
    pub(crate) fn strike(&self, blow: Blow, program: &mut Command) -> bool {
        *self.blow.lock().expect("a blow") = (0, Some(blow));
        let mut program = program.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a program");
        let mut said = program.stderr.take().expect("its words");
        *self.victim.lock().expect("a victim") = Some(program);
        // Until it is dead.
        let _ = said.read_to_end(&mut Vec::new());
        *self.blow.lock().expect("a blow") = (0, None);
        let alive = self.victim.lock().expect("a victim").take();
        alive.map(|mut alive| alive.wait()).is_none()
    }
}

fn carry(
    mut from: TcpStream,
    twin: &str,
    victim: &Mutex<Option<Child>>,
    blow: &Mutex<(usize, Option<Blow>)>,
) -> std::io::Result<()> {
    let mut asks = BufReader::new(from.try_clone()?);
    let mut to = TcpStream::connect(twin)?;
    let mut answers = BufReader::new(to.try_clone()?);
    while let Some(request) = message(&mut asks)? {
        let now = {
            let mut blow = blow.lock().expect("a blow");
            blow.0 += 1;
            let at = blow.0 - 1;
            blow.1.filter(|blow| blow.at == at)
        };
        if let Some(Blow { heard, .. }) = now {
            if heard {
                to.write_all(&request)?;
                message(&mut answers)?;
            }
            if let Some(mut victim) = victim.lock().expect("a victim").take() {
                victim.kill()?;
                victim.wait()?;
            }
            return Ok(());
        }
        to.write_all(&request)?;
        let Some(answer) = message(&mut answers)? else { return Ok(()) };
        from.write_all(&answer)?;
    }
    Ok(())
}

/// A request or an answer, head and body; none at the end.
pub(crate) fn message(from: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
    let (mut whole, mut length) = (Vec::new(), 0);
    loop {
        let mut line = String::new();
        if from.read_line(&mut line)? == 0 {
            return Ok(None);
        }
        let lower = line.to_ascii_lowercase();
        length = lower.strip_prefix("content-length:").map_or(length, |text| text.trim().parse().unwrap_or(0));
        whole.extend_from_slice(line.as_bytes());
        if line == "\r\n" {
            break;
        }
    }
    let head = whole.len();
    whole.resize(head + length, 0);
    from.read_exact(&mut whole[head..])?;
    Ok(Some(whole))
}

/// A desk whose requests go through what kills it.
struct Scene {
    served: Served,
    between: Between,
}

impl Scene {
    fn connected() -> Self {
        let served = Served::new();
        let between = Between::before(&served.url);
        let url = format!("http://127.0.0.1:{}/api/rest/v1/acme", between.port);
        assert_eq!(served.run(&["platform", "connect", &url, "--account", "acme", "--user", "desk"]).0, Some(0));
        assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
        Self { served, between }
    }

    /// Runs the program until it is killed.
    fn strike(&self, blow: Blow, words: &[&str]) {
        let killed = self.between.strike(blow, &mut self.served.program(words));
        assert!(killed, "{words:?}, {blow:?}: it was killed");
        assert_eq!(self.served.run(&["check"]).0, Some(0), "{words:?}, {blow:?}: the journal is whole");
    }

    fn there(&self) -> Pack {
        (*self.served.platform.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack).clone()
    }

    /// What is scheduled there: its date, and its version of Create Invoice.
    fn scheduled_there(&self) -> Option<(String, String)> {
        let scheduled = self.there().scheduled?;
        let version = scheduled.components.get(&"invoice".into()).map(ToString::to_string).unwrap_or_default();
        Some((scheduled.release_on_date.to_string(), version))
    }

    /// The same at the desk.
    fn scheduled_here(&self) -> Option<(String, String)> {
        let (_, listed) = self.served.run(&["schedule", "list"]);
        let one = listed.as_array()?.first()?.clone();
        let carried = one["components"].as_array().into_iter().flatten();
        let version = carried.filter(|row| row["componentId"] == "invoice").find_map(|row| row["version"].as_str());
        Some((one["releaseOnDate"].as_str()?.to_owned(), version.unwrap_or_default().to_owned()))
    }
}

fn numbers(history: &serde_json::Value) -> Vec<i64> {
    history.as_array().into_iter().flatten().filter_map(|release| release["number"].as_i64()).collect()
}

/// Every place to kill at in so many requests.
fn blows(requests: usize) -> impl Iterator<Item = Blow> {
    (0..requests).flat_map(|at| [false, true].map(|heard| Blow { at, heard }))
}

#[test]
fn killed_at_whichever_request_it_is_released_once_at_most_and_found_again() {
    blows(4).for_each(killed);
}

fn killed(blow: Blow) {
    let scene = Scene::connected();
    let served = &scene.served;
    let release = ["release", "Order to Cash", "--now", "--yes"];
    scene.strike(blow, &release);
    let there = scene.there().releases.len();
    assert!((2..=3).contains(&there), "{blow:?}");
    for _ in 0..2 {
        assert_eq!(served.run(&["platform", "sync"]).0, Some(0), "{blow:?}");
    }
    let (_, open) = served.run(&["platform", "requests"]);
    for request in open.as_array().into_iter().flatten() {
        assert_eq!(there, 2, "{blow:?}: it is not found again");
        let request = request["request"].as_str().expect("a request");
        assert_eq!(served.run(&["platform", "settle", request, "--did-not-happen", "--yes"]).0, Some(0));
    }
    let (_, history) = served.run(&["history", "Order to Cash"]);
    if there == 3 {
        assert_eq!(numbers(&history), [2, 1], "{blow:?}");
        assert_eq!(history[0]["platform"]["state"], "SUCCESS", "{blow:?}: it is ours");
    } else {
        assert_eq!(numbers(&history), [1], "{blow:?}");
        assert_eq!(served.run(&release).1["number"], 2, "{blow:?}");
    }
    assert_eq!(scene.there().releases.len(), 3, "{blow:?}: once, at {NOW}");
}

/// A first date is the one thing that nobody can read: a person says what came of it.
#[test]
fn killed_at_whichever_request_a_first_date_is_set_once_at_most_and_settled() {
    let release = ["release", "Order to Cash", "--on", "2026-12-01", "--yes"];
    for blow in blows(3) {
        let scene = Scene::connected();
        scene.strike(blow, &release);
        let there = scene.scheduled_there();
        assert_eq!(scene.served.run(&["platform", "sync"]).0, Some(0), "{blow:?}");
        let (_, open) = scene.served.run(&["platform", "requests"]);
        for request in open.as_array().into_iter().flatten() {
            let said = if there.is_some() { "--happened" } else { "--did-not-happen" };
            let request = request["request"].as_str().expect("a request");
            assert_eq!(scene.served.run(&["platform", "settle", request, said, "--yes"]).0, Some(0), "{blow:?}");
        }
        assert_eq!(scene.scheduled_here(), there, "{blow:?}");
        assert_eq!(scene.served.run(&release).0, Some(if there.is_some() { 3 } else { 0 }), "{blow:?}");
        assert_eq!(scene.scheduled_here(), scene.scheduled_there(), "{blow:?}");
        assert!(scene.scheduled_there().is_some_and(|(date, _)| date == "2026-12-01"), "{blow:?}");
    }
}

const MOVE: &[&str] = &["schedule", "move", "Order to Cash", "--on", "2026-12-03", "--yes"];
const CHANGE: &[&str] = &["schedule", "change", "Order to Cash", "--set", "Create Invoice=1.0", "--yes"];

/// What is scheduled can be read by its request: nobody has to say anything.
#[test]
fn killed_at_whichever_request_a_move_is_found_again() {
    blows(4).for_each(|blow| killed_later(MOVE, blow));
}

/// It reads the pack and what is scheduled as a move does, before it asks.
#[test]
fn killed_while_it_asks_a_change_is_found_again() {
    blows(4).filter(|blow| blow.at >= 2).for_each(|blow| killed_later(CHANGE, blow));
}

fn killed_later(verb: &[&str], blow: Blow) {
    let scene = Scene::connected();
    let release = ["release", "Order to Cash", "--on", "2026-12-01", "--yes"];
    assert_eq!(scene.served.run(&release).0, Some(0));
    let before = scene.scheduled_there();
    scene.strike(blow, verb);
    let is_done = scene.scheduled_there() != before;
    // What is not done two minutes after it was asked for, was not done.
    let mut sync = scene.served.program(&["platform", "sync"]);
    assert!(sync.env("IPACK_TEST_NOW", "2026-11-21T18:05:00Z").output().expect("a program").status.success());
    assert_eq!(scene.served.run(&["platform", "requests"]).1, serde_json::json!([]), "{verb:?}, {blow:?}");
    assert_eq!(scene.scheduled_here(), scene.scheduled_there(), "{verb:?}, {blow:?}");
    assert_eq!(scene.served.run(verb).0, Some(if is_done { 3 } else { 0 }), "{verb:?}, {blow:?}");
    assert_eq!(scene.scheduled_here(), scene.scheduled_there(), "{verb:?}, {blow:?}");
    assert_ne!(scene.scheduled_there(), before, "{verb:?}, {blow:?}");
}
