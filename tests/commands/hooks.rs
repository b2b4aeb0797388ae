//! `ipack hook` and what tells hooks: receivers and commands that behave in every way, and programs that are killed.

#![cfg(unix)]

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::{TcpListener, TcpStream},
    process::{Command, Output},
    sync::{Arc, Mutex, mpsc},
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use crate::{document, ipack, json, run, support::Workspace, text};

pub(super) const ORDER: &str = "Order to Cash";
pub(super) const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

/// A request as it came: its head, in lower case, and its body.
pub(crate) type Request = (String, String);

/// A receiver on this machine.
pub(crate) struct Receiver {
    pub(crate) url: String,
    got: Arc<Mutex<Vec<Request>>>,
    /// Something comes out for each request.
    pub(super) came: mpsc::Receiver<()>,
}

impl Receiver {
    /// It answers each request with what `answer` makes of the number of requests before it; an empty answer is none.
    pub(super) fn new(answer: impl Fn(usize) -> String + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}/hook?x=1", listener.local_addr().expect("an address"));
        let got: Arc<Mutex<Vec<Request>>> = Arc::default();
        let (requests, (sender, came)) = (Arc::clone(&got), mpsc::channel());
        thread::spawn(move || {
            let mut held = Vec::new();
            for mut stream in listener.incoming().flatten() {
                let Some(request) = read(&stream) else { continue };
                let before = {
                    let mut got = requests.lock().expect("requests");
                    got.push(request);
                    got.len() - 1
                };
                let answer = answer(before);
                // Whoever waited too long has hung up.
                let _ = stream.write_all(answer.as_bytes());
                if answer.is_empty() {
                    held.push(stream);
                }
                if sender.send(()).is_err() {
                    return;
                }
            }
        });
        Self { url, got, came }
    }

    pub(crate) fn answering(status: &'static str) -> Self {
        Self::new(move |_| format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n\r\n"))
    }

    pub(crate) fn got(&self) -> Vec<Request> {
        self.got.lock().expect("requests").clone()
    }

    /// The events that came, each as its type and its id.
    pub(crate) fn events(&self) -> Vec<(String, String)> {
        let event = |(_, body): &Request| {
            let event: Value = serde_json::from_str(body).expect("json");
            let text = |name: &str| event[name].as_str().expect("a text").to_owned();
            (text("type"), text("id"))
        };
        self.got().iter().map(event).collect()
    }
}

fn read(stream: &TcpStream) -> Option<Request> {
    let mut reader = BufReader::new(stream);
    let mut head = String::new();
    while !head.ends_with("\r\n\r\n") {
        if reader.read_line(&mut head).ok()? == 0 {
            return None;
        }
    }
    let head = head.to_lowercase();
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "))?.parse().ok()?;
    let mut body = vec![0; length];
    reader.read_exact(&mut body).ok()?;
    Some((head, String::from_utf8(body).ok()?))
}

/// A workspace with a hook, and a release of which it is to be told.
pub(super) fn told(url: &str) -> Workspace {
    let workspace = Workspace::small();
    json(&workspace, &["hook", "add", "Chat", "--url", url, "--secret-env", "CHAT_SECRET"]);
    json(&workspace, &["release", ORDER, "--now", "--yes"]);
    workspace
}

pub(crate) fn tick(workspace: &Workspace) -> Output {
    ticking(workspace).output().expect("it runs")
}

pub(super) fn ticking(workspace: &Workspace) -> Command {
    let mut command = ipack(workspace);
    command.args(["scheduler", "tick"]).env("CHAT_SECRET", SECRET);
    command
}

#[test]
fn a_hook_is_told_what_happened_signed_and_in_order() {
    let receiver = Receiver::answering("204 No Content");
    let workspace = told(&receiver.url);
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-24", "--to", "2026-12-25"]);
    assert_eq!(receiver.got().len(), 0, "commands tell nobody");
    let output = tick(&workspace);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let kinds: Vec<String> = receiver.events().into_iter().map(|event| event.0).collect();
    assert_eq!(kinds, ["ipack.released", "ipack.frozen"]);
    let (head, body) = &receiver.got()[0];
    let event: Value = serde_json::from_str(body).expect("json");
    let history = json(&workspace, &["history", ORDER]);
    assert_eq!((&event["data"], &event["subject"]), (&history[0], &json!("19440978-ba6f")));
    let id = event["id"].as_str().expect("an id");
    for line in [
        "post /hook?x=1 http/1.1",
        "content-type: application/cloudevents+json",
        &format!("content-length: {}", body.len()),
        &format!("webhook-id: {id}"),
        // The time of the try, which is the test's.
        "webhook-timestamp: 1795284000",
        "webhook-signature: v1,",
    ] {
        assert!(head.contains(line), "{line} in {head}");
    }
    tick(&workspace);
    assert_eq!(receiver.got().len(), 2, "each once");
    let deliveries = json(&workspace, &["hook", "deliveries", "Chat"]);
    assert_eq!(deliveries.as_array().map(Vec::len), Some(2));
    assert_eq!((&deliveries[1]["state"], &deliveries[1]["id"]), (&json!("TAKEN"), &json!(id)));
    let again = ipack(&workspace).args(["hook", "redeliver", "Chat", id]).env("CHAT_SECRET", SECRET).output();
    assert_eq!(again.expect("it runs").status.code(), Some(0));
    assert_eq!(receiver.got()[2].1, *body, "byte for byte");
}

#[test]
fn a_secret_comes_from_the_environment_and_is_never_told() {
    let receiver = Receiver::answering("200 OK");
    let workspace = told(&receiver.url);
    let without = ticking(&workspace).env_remove("CHAT_SECRET").output().expect("it runs");
    let said = text(&without.stderr);
    assert!(said.contains("CHAT_SECRET, which holds its secret, is not set"), "{said}");
    let wrong =
        ipack(&workspace).args(["hook", "test", "Chat"]).env("CHAT_SECRET", "s3cret").output().expect("it runs");
    let said = text(&wrong.stderr);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(said.contains("its secret does not begin with whsec_") && !said.contains("s3cret"), "{said}");
    assert_eq!(receiver.got().len(), 0);
    for (path, bytes) in workspace.bytes() {
        assert!(!String::from_utf8_lossy(&bytes).contains("whsec_"), "{}", path.display());
    }
}

/// A workspace with a hook that is a command, on a machine that lists it.
pub(super) fn commanded(command: &str) -> (Workspace, std::path::PathBuf) {
    let workspace = Workspace::small();
    let config = document(&workspace, "config.ron", "(commandHooks: [\"Desktop\"])\n");
    json(&workspace, &["hook", "add", "Desktop", "--command", command, "--on", "released"]);
    json(&workspace, &["release", ORDER, "--now", "--yes"]);
    (workspace, config)
}

#[test]
fn a_command_gets_the_event_and_is_run_where_it_is_listed_alone() {
    let command = "sh -c 'cat > got.json; echo \"$IPACK_EVENT $1\" > kind' sh 'two words'";
    let (workspace, config) = commanded(command);
    let got = |name: &str| std::fs::read_to_string(workspace.path().with_file_name(name));
    let output = tick(&workspace);
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    assert!(got("kind").is_err(), "it waits");
    let hooks = json(&workspace, &["hook", "list"]);
    assert!(hooks[0]["elsewhere"].as_str().is_some_and(|why| why.contains("commandHooks")), "{hooks}");
    assert_eq!(hooks[0]["waiting"], 1);
    let told = ticking(&workspace).arg("--config").arg(config).output().expect("it runs");
    assert_eq!((told.status.code(), text(&told.stderr)), (Some(0), String::new()));
    assert_eq!(got("kind").expect("a file"), "released two words\n");
    let event: Value = serde_json::from_str(&got("got.json").expect("a file")).expect("json");
    assert_eq!(event["type"], "ipack.released");
}

#[test]
fn whoever_is_killed_while_telling_has_told_everything_at_least_once_and_in_order() {
    for fate in ["kill", "kill-after"] {
        for nth in 1..20 {
            let receiver = Receiver::answering("200 OK");
            let workspace = told(&receiver.url);
            json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-24", "--to", "2026-12-25"]);
            let killed =
                ticking(&workspace).env("IPACK_TEST_DISK", format!("fail={fate} nth={nth} path=hooks")).output();
            let whole = killed.expect("it runs").status.code() == Some(0);
            assert_eq!(tick(&workspace).status.code(), Some(0));
            let mut ids: Vec<String> = receiver.events().into_iter().map(|event| event.1).collect();
            let got = ids.len();
            ids.dedup();
            assert_eq!(
                ids.len(),
                2,
                "{fate} {nth}: one after the other, and doubled side by side: {:?}",
                receiver.events()
            );
            assert!(got <= 3, "{fate} {nth}: one kill doubles one at most");
            assert_eq!(json(&workspace, &["hook", "list"])[0]["waiting"], 0);
            if whole {
                assert!(nth > 4, "{fate} {nth}: nothing was killed");
                break;
            }
        }
    }
}

#[test]
fn hooks_are_exported_without_secrets_and_tell_what_comes_after_an_import() {
    let receiver = Receiver::answering("200 OK");
    let workspace = told(&receiver.url);
    json(&workspace, &["hook", "add", "Desktop", "--command", "notify 'to all'", "--on", "late", "--pack", "Returns"]);
    let exported = text(&run(&workspace, &["export", "--out", "-"]).stdout);
    assert!(exported.contains("CHAT_SECRET") && !exported.contains("whsec_"), "{exported}");
    let again = json(&workspace, &["import", document(&workspace, "all.ron", &exported).to_str().expect("a path")]);
    assert_eq!((&again["added"], &again["updated"]), (&json!([]), &json!([])), "it is known");
    let other = Workspace::empty();
    json(&other, &["import", document(&other, "all.ron", &exported).to_str().expect("a path")]);
    assert_eq!(text(&run(&other, &["export", "--out", "-"]).stdout), exported);
    tick(&other);
    assert_eq!(receiver.got().len(), 0, "what the import brings has happened elsewhere");
    json(&other, &["freeze", "add", "Audit", "--from", "2026-12-24"]);
    tick(&other);
    assert_eq!(receiver.events().len(), 1);
    for (hook, why) in [
        (
            "(id: \"h\", name: \"CHAT\", url: \"http://h.example\", createdAt: \"2026-01-01T00:00:00Z\")",
            "there is a hook named",
        ),
        ("(id: \"h\", name: \"New\", createdAt: \"2026-01-01T00:00:00Z\")", "either an address or a command"),
        ("(id: \"h\", name: \"New\", url: \"ftp://h\", createdAt: \"2026-01-01T00:00:00Z\")", "no address of a hook"),
        (
            "(id: \"h\", name: \"New\", command: \"x\", on: \"lately\", createdAt: \"2026-01-01T00:00:00Z\")",
            "there is no kind",
        ),
    ] {
        let path = other.path().with_file_name("bad.ron");
        std::fs::remove_file(&path).ok();
        let bad = document(&other, "bad.ron", &format!("(workspace: (hooks: [{hook}]))"));
        let refused = run(&other, &["import", bad.to_str().expect("a path")]);
        let said = text(&refused.stderr);
        assert!(refused.status.code() == Some(3) && said.contains(why), "{said}");
    }
}

#[test]
fn the_doctor_tells_of_hooks_that_are_not_told() {
    let receiver = Receiver::answering("500 Internal Server Error");
    let workspace = told(&receiver.url);
    let finding = || {
        let doctor = run(&workspace, &["doctor", "--format", "json"]);
        let all: Value = serde_json::from_slice(&doctor.stdout).expect("json");
        let of = |one: &Value| one["topic"] == "hooks" && one["state"] != "OK";
        all.as_array().expect("findings").iter().find(|one| of(one)).cloned().unwrap_or_default()
    };
    assert_eq!(finding(), Value::Null);
    tick(&workspace);
    assert_eq!(
        (&finding()["state"], &finding()["text"]),
        (&json!("NOTE"), &json!("Chat is not told: it answered 500"))
    );
    let days_later = ticking(&workspace).env("IPACK_TEST_NOW", "2026-11-23T18:00:00Z").output().expect("it runs");
    assert_eq!(days_later.status.code(), Some(0));
    assert_eq!(finding()["text"], "Chat was not told of 1 thing, now set aside");
    assert_eq!(finding()["state"], "PROBLEM");
    let failed = json(&workspace, &["hook", "deliveries", "--failed"]);
    assert_eq!((&failed[0]["state"], &failed[0]["tries"]), (&json!("FAILED"), &json!(2)));
}

#[test]
fn a_scheduler_that_stays_tells_as_it_goes() {
    let receiver = Receiver::answering("200 OK");
    let workspace = told(&receiver.url);
    let mut scheduler = ipack(&workspace);
    scheduler.args(["scheduler", "run"]).env("CHAT_SECRET", SECRET).stdout(std::process::Stdio::null());
    let mut scheduler = scheduler.spawn().expect("it runs");
    let came = || receiver.came.recv_timeout(Duration::from_secs(60)).expect("a request");
    came();
    json(&workspace, &["freeze", "add", "Audit", "--from", "2026-12-24", "--to", "2026-12-25"]);
    came();
    let pid = rustix::process::Pid::from_child(&scheduler);
    rustix::process::kill_process(pid, rustix::process::Signal::TERM).expect("a signal");
    assert_eq!(scheduler.wait().expect("an end").code(), Some(0));
    let kinds: Vec<String> = receiver.events().into_iter().map(|event| event.0).collect();
    assert_eq!(kinds, ["ipack.released", "ipack.frozen"]);
    let output = run(&workspace, &["hook", "deliveries"]);
    assert_eq!(text(&output.stdout).matches("taken").count(), 2, "{}", text(&output.stdout));
}
