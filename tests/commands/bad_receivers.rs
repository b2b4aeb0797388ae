//! Receivers and commands that behave badly in every way: each is tried again, and no release is delayed, doubled or
//! lost.

#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader},
    net::TcpListener,
    process::Stdio,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};

use chrono::TimeDelta;
use serde_json::json;

use crate::{
    hooks::{ORDER, Receiver, SECRET, commanded, tick, ticking, told},
    ipack, json,
    support::{NOW, Workspace, instant},
    text,
};

/// How long those are waited for that never answer.
const SHORT: (&str, &str) = ("IPACK_TEST_TIMEOUT", "400");

const TAKEN: &str = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n";

const SILENT: &str = "there was no answer in time";

/// The first try fails, with the words that say why.
fn fails(url: &str, why: &str) {
    let silent = why == SILENT;
    let workspace = told(url);
    let output = ticking(&workspace).envs(silent.then_some(SHORT)).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0), "a tick ends as it would without hooks");
    let said = text(&output.stderr);
    assert!(said.starts_with("ipack: the hook Chat was not told: ") && said.contains(why), "{said}");
    let deliveries = json(&workspace, &["hook", "deliveries"]);
    assert_eq!((&deliveries[0]["state"], &deliveries[0]["tries"]), (&json!("WAITING"), &json!(1)));
    assert!(deliveries[0]["why"].as_str().is_some_and(|said| said.contains(why)), "{deliveries}");
    assert_eq!(json(&workspace, &["hook", "deliveries", "--failed"]), json!([]));
    let history = json(&workspace, &["history", ORDER]);
    assert_eq!(history[0]["number"], 3, "the release stands");
}

#[test]
fn receivers_that_answer_otherwise_or_not_at_all_are_tried_again() {
    fails(&Receiver::answering("500 Internal Server Error").url, "it answered 500");
    fails(&Receiver::answering("404 Not Found").url, "it answered 404");
    fails(&Receiver::new(|_| String::new()).url, SILENT);
    fails(&Receiver::new(|_| "nonsense\r\n\r\n".to_owned()).url, "");
    fails(&Receiver::new(|_| format!("HTTP/1.1 200 OK\r\nendless: {}", "x".repeat(1 << 23))).url, "");
    let gone = TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("an address");
    fails(&format!("http://{gone}/"), "refused");
    let other = Receiver::answering("200 OK");
    let target = other.url.clone();
    let redirects =
        Receiver::new(move |_| format!("HTTP/1.1 302 Found\r\nlocation: {target}\r\ncontent-length: 0\r\n\r\n"));
    fails(&redirects.url, "it answered 302, and redirects are not followed");
    assert_eq!(other.got().len(), 0);
}

#[test]
fn what_was_taken_after_the_time_out_comes_again_with_the_same_id() {
    let late = Receiver::new(|before| {
        if before == 0 {
            thread::sleep(Duration::from_millis(600));
        }
        TAKEN.to_owned()
    });
    let workspace = told(&late.url);
    let output = ticking(&workspace).envs([SHORT]).output().expect("it runs");
    assert!(text(&output.stderr).contains(SILENT), "{}", text(&output.stderr));
    let later = ticking(&workspace).env("IPACK_TEST_NOW", "2026-11-21T18:01:00Z").output().expect("it runs");
    assert_eq!((later.status.code(), text(&later.stderr)), (Some(0), String::new()));
    let events = late.events();
    assert_eq!(events, [events[0].clone(), events[0].clone()], "by its id the receiver drops the second one");
}

#[test]
fn a_receiver_that_answers_500_for_a_day_gets_what_comes_after_it_and_what_was_set_aside_when_asked() {
    let works = Arc::new(AtomicBool::new(false));
    let is_up = Arc::clone(&works);
    let receiver = Receiver::new(move |_| {
        if is_up.load(Ordering::SeqCst) {
            TAKEN.to_owned()
        } else {
            "HTTP/1.1 500 No\r\ncontent-length: 0\r\n\r\n".to_owned()
        }
    });
    let workspace = told(&receiver.url);
    let begun = instant(NOW);
    let (mut now, mut tries) = (begun, 0);
    while json(&workspace, &["hook", "deliveries", "--failed"]) == json!([]) {
        let ticked = ticking(&workspace).env("IPACK_TEST_NOW", now.to_rfc3339()).output().expect("it runs");
        assert_eq!(ticked.status.code(), Some(0), "{}", text(&ticked.stderr));
        tries += 1;
        assert_eq!(receiver.got().len(), tries, "one try at each time");
        let hook = &json(&workspace, &["hook", "list"])[0];
        // It is told to the second before.
        now = hook["nextTry"].as_str().map_or(now, |next| instant(next) + TimeDelta::seconds(1));
    }
    assert_eq!((now - begun).num_days(), 1);
    assert!((30..45).contains(&tries), "{tries} tries in a day");
    assert_eq!(json(&workspace, &["history", ORDER])[0]["number"], 3, "the release stands");
    let events = receiver.events();
    assert!(events.iter().all(|event| *event == events[0]), "the same at every try");
    works.store(true, Ordering::SeqCst);
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-24", "--to", "2026-12-25"]);
    tick(&workspace);
    assert_eq!(receiver.events().last().map(|event| event.0.as_str()), Some("ipack.frozen"));
    let again = ipack(&workspace).args(["hook", "redeliver", "Chat", &events[0].1]).env("CHAT_SECRET", SECRET).output();
    assert_eq!(again.expect("it runs").status.code(), Some(0));
    assert_eq!(receiver.events().last(), Some(&events[0]));
    assert_eq!(json(&workspace, &["hook", "deliveries", "--failed"]), json!([]));
}

#[test]
fn a_receiver_that_hangs_delays_no_release() {
    let hangs = Receiver::new(|_| String::new());
    let workspace = Workspace::small();
    json(&workspace, &["release", ORDER, "--on", "2026-12-01", "--yes"]);
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-01", "--to", "2026-12-02"]);
    json(&workspace, &["hook", "add", "Chat", "--url", &hangs.url]);
    let at = |args: &[&str]| {
        let mut command = ipack(&workspace);
        command.args(args).env("IPACK_TEST_NOW", "2026-12-01T05:10:00Z");
        command
    };
    let mut scheduler = at(&["scheduler", "run"]).stdout(Stdio::piped()).spawn().expect("it runs");
    hangs.came.recv_timeout(Duration::from_secs(60)).expect("it is told that the release is blocked");
    let freed = at(&["freeze", "remove", "Audit"]).output().expect("it runs");
    assert!(freed.status.success(), "{}", text(&freed.stderr));
    let mut said = BufReader::new(scheduler.stdout.take().expect("its output")).lines().map_while(Result::ok);
    assert!(said.any(|line| line.contains("Order to Cash #3 is released")), "while the receiver hangs");
    let deliveries = json(&workspace, &["hook", "deliveries"]);
    assert!(deliveries.as_array().is_none_or(|all| all.iter().all(|one| one["tries"] == 0)), "{deliveries}");
    scheduler.kill().expect("killed");
    scheduler.wait().expect("ended");
}

/// What is said where such a command is told; one that never ends is waited for a short time.
fn said_by(command: &str) -> String {
    let (workspace, config) = commanded(command);
    let never_ends = command.contains("yes");
    let output =
        ticking(&workspace).envs(never_ends.then_some(SHORT)).arg("--config").arg(config).output().expect("it runs");
    assert_eq!(output.status.code(), Some(0));
    text(&output.stderr)
}

#[test]
fn commands_that_fail_hang_or_print_without_end_are_tried_again() {
    assert!(said_by("sh -c 'echo no room >&2; exit 3'").contains("sh ended with exit status: 3: no room"));
    assert!(said_by("sh -c 'kill -KILL $$'").contains("sh ended with signal: 9"));
    assert!(said_by("/no/such/program").contains("/no/such/program did not run: "));
    assert!(said_by("sh -c 'exec yes'").contains("sh was killed after "));
    assert!(said_by("sh -c 'exec yes >&2'").contains("sh was killed after "));
    // It reads nothing of what it gets, and succeeds.
    assert_eq!(said_by("true"), "");
}

#[test]
fn a_command_that_hangs_is_killed_with_what_it_has_started() {
    let (workspace, config) = commanded("sh -c 'sleep 1000 & echo $! > pid; wait'");
    let output = ticking(&workspace).envs([SHORT]).arg("--config").arg(config).output().expect("it runs");
    assert!(text(&output.stderr).contains("sh was killed after "));
    let child = std::fs::read_to_string(workspace.path().with_file_name("pid")).expect("a file");
    let state = || std::fs::read_to_string(format!("/proc/{}/stat", child.trim())).unwrap_or_default();
    // What is killed may be there as a zombie until somebody collects it.
    while !state().is_empty() && !state().contains(") Z ") {
        thread::sleep(Duration::from_millis(5));
    }
}
