//! The program is killed, as by a loss of power, at each request of a release: before the platform hears of it, or before
//! the answer comes back.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{TcpListener, TcpStream},
    process::{Child, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use crate::{program::Served, support::NOW};

/// When the program is killed.
#[derive(Debug, Clone, Copy)]
struct Blow {
    /// At which request.
    at: usize,
    /// The platform has carried it out.
    heard: bool,
}

/// Stands between the program and the twin, and kills the program.
struct Between {
    port: u16,
    victim: Arc<Mutex<Option<Child>>>,
    blow: Arc<Mutex<(usize, Option<Blow>)>>,
}

impl Between {
    fn before(twin: &str) -> Self {
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
fn message(from: &mut impl BufRead) -> std::io::Result<Option<Vec<u8>>> {
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

fn numbers(history: &serde_json::Value) -> Vec<i64> {
    history.as_array().into_iter().flatten().filter_map(|release| release["number"].as_i64()).collect()
}

#[test]
fn killed_at_whichever_request_it_is_released_once_at_most_and_found_again() {
    for at in 0..4 {
        for heard in [false, true] {
            killed(Blow { at, heard });
        }
    }
}

fn killed(blow: Blow) {
    let served = Served::new();
    let twin = served.url.trim_start_matches("http://").split('/').next().expect("a host").to_owned();
    let between = Between::before(&twin);
    let url = format!("http://127.0.0.1:{}/api/rest/v1/acme", between.port);
    assert_eq!(served.run(&["platform", "connect", &url, "--account", "acme", "--user", "desk"]).0, Some(0));
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));

    *between.blow.lock().expect("a blow") = (0, Some(blow));
    let release = ["release", "Order to Cash", "--now", "--yes"];
    let mut program = served.program(&release).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("a program");
    let mut said = program.stderr.take().expect("its words");
    *between.victim.lock().expect("a victim") = Some(program);
    // Until it is dead.
    let _ = said.read_to_end(&mut Vec::new());
    *between.blow.lock().expect("a blow") = (0, None);
    assert!(between.victim.lock().expect("a victim").is_none(), "{blow:?}: it was killed");

    let there = served.platform.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack.releases.len();
    assert!((2..=3).contains(&there), "{blow:?}");
    assert_eq!(served.run(&["check"]).0, Some(0), "{blow:?}: the journal is whole");
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
    let there = served.platform.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack.releases.len();
    assert_eq!(there, 3, "{blow:?}: once, at {NOW}");
}
