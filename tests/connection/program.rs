//! The program itself, over a real socket.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
    sync::Arc,
    time::Duration,
};

use ipack::{
    domain::{Connection, Via},
    engine::{Engine, EngineError, FixedClock, Progress, ReleaseOrder, When},
    link::{Credentials, Http},
    platform::{Address, Carrier, Request, Response, Trouble},
    serve::Tokens,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{NOW, Workspace, instant, write};

/// A config that says nothing, so that nobody's own is read.
pub(crate) const CONFIG: &str = "none.ron";

/// A twin that listens, and a folder to connect.
pub(crate) struct Served {
    twin: Child,
    pub(crate) url: String,
    pub(crate) secret: String,
    pub(crate) platform: Workspace,
    pub(crate) beside: TempDir,
}

impl Served {
    pub(crate) fn new() -> Self {
        let (platform, beside) = (Workspace::small(), TempDir::new().expect("a folder"));
        let mut tokens = Tokens::read(&platform.path()).expect("the tokens");
        let (_, secret) = tokens.create("desk", None).expect("a token");
        write(&platform.path().join(CONFIG), "()\n");
        let (twin, url) = listens(&platform, NOW, &[]);
        Self { twin, url, secret, platform, beside }
    }

    /// The twin once more, at another time and in another weather; it listens somewhere else.
    pub(crate) fn again(&mut self, now: &str, weather: &[&str]) {
        let _ = self.twin.kill();
        let _ = self.twin.wait();
        (self.twin, self.url) = listens(&self.platform, now, weather);
    }

    /// Where the desk's folder is.
    pub(crate) fn desk(&self) -> PathBuf {
        self.beside.path().join("desk")
    }

    /// A program over the desk's folder.
    pub(crate) fn program(&self, words: &[&str]) -> Command {
        program(&self.desk(), &self.platform.path(), &self.secret, words)
    }

    fn run_with(&self, token: &str, words: &[&str]) -> Output {
        let output = self.program(words).env("IPACK_PLATFORM_TOKEN", token).output().expect("a program");
        let told = [&output.stdout[..], &output.stderr[..]].concat();
        assert!(!String::from_utf8_lossy(&told).contains(&self.secret), "{words:?} shows the token");
        output
    }

    /// The exit status, and the answer as json.
    pub(crate) fn run(&self, words: &[&str]) -> (Option<i32>, Value) {
        let words = [words, &["--format", "json"]].concat();
        let output = self.run_with(&self.secret, &words);
        let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (output.status.code(), told)
    }

    /// The exit status, and what is said on standard error.
    pub(crate) fn fails(&self, token: &str, words: &[&str]) -> (Option<i32>, String) {
        let output = self.run_with(token, words);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// A program over a desk's folder, with a token; its config says nothing.
pub(crate) fn program(desk: &Path, beside: &Path, secret: &str, words: &[&str]) -> Command {
    let mut program = Command::new(env!("CARGO_BIN_EXE_ipack"));
    program.arg("--state-dir").arg(desk).arg("--config").arg(beside.join(CONFIG)).args(words);
    program.env("IPACK_TEST_NOW", NOW).env("IPACK_PLATFORM_TOKEN", secret).env_remove("IPACK_PLATFORM_USER");
    program
}

/// A twin over a workspace, and where it listens.
pub(crate) fn listens(platform: &Workspace, now: &str, weather: &[&str]) -> (Child, String) {
    let mut twin = Command::new(env!("CARGO_BIN_EXE_ipack"))
        .args(["serve", "--listen", "127.0.0.1:0", "--account", "acme", "--no-rate-limit", "--state-dir"])
        .arg(platform.path())
        .args(weather)
        .env("IPACK_TEST_NOW", now)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a twin");
    let mut line = String::new();
    let mut said = BufReader::new(twin.stdout.take().expect("its output"));
    said.read_line(&mut line).expect("a line");
    let url = line.trim().strip_prefix("listening on ").expect("an address").to_owned();
    (twin, url)
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.twin.kill();
        let _ = self.twin.wait();
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a story, in the order in which it happens")]
fn it_connects_synchronises_and_tells() {
    let mut served = Served::new();
    let url = served.url.clone();
    let (status, said) = served.fails(&served.secret, &["platform", "sync"]);
    assert_eq!(status, Some(3), "{said}");
    let connect = ["platform", "connect", &url, "--account", "acme"];
    let (status, said) = served.fails(&served.secret, &connect);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("hint: name it with --user"), "{said}");
    let connect = [&connect[..], &["--user", "desk"]].concat();
    let (status, said) = served.fails("wrong", &connect);
    assert_eq!(status, Some(1), "{said}");
    assert!(said.contains("the platform answered 401"), "{said}");
    assert!(!served.beside.path().join("desk").exists(), "nothing was made");
    let (status, said) = served.fails("", &connect);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("hint: set IPACK_PLATFORM_TOKEN"), "{said}");

    let (status, told) = served.run(&connect);
    let base = url.strip_suffix("/acme").expect("the account");
    let state = |state: &str, last: Value, packs: u32| {
        serde_json::json!({"url": base, "account": "acme", "user": "BOOMI_TOKEN.desk", "state": state,
            "lastSync": last, "openRequests": 0, "packs": packs})
    };
    assert_eq!((status, told), (Some(0), state("NEVER_SYNCED", Value::Null, 0)));
    let (status, told) = served.run(&["platform", "sync"]);
    let requests = told["requests"].clone();
    let first = serde_json::json!({"changed": true, "packs": 2, "versions": 6, "releasedElsewhere": [],
        "requests": requests});
    assert_eq!((status, told), (Some(0), first));
    let (status, told) = served.run(&["platform", "status"]);
    assert_eq!((status, told), (Some(0), state("ONLINE", NOW.into(), 2)));
    let (_, told) = served.run(&["doctor"]);
    let found = told.as_array().into_iter().flatten().find(|finding| finding["topic"] == "platform");
    let text = found.and_then(|finding| finding["text"].as_str()).unwrap_or_default();
    assert_eq!(text, format!("account acme at {base}, synchronised now"));
    let assumed = |told: &Value, topic: &str| {
        let findings = told.as_array().into_iter().flatten().filter(|finding| finding["topic"] == topic);
        findings.map(|finding| finding["text"].as_str().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let seen = assumed(&told, "assumption");
    assert!(seen.iter().any(|text| text == "bulk-reads: of an unknown id and a known one 1 pack came"), "{seen:?}");
    let output = served.run_with("", &["doctor", "--format", "json"]);
    let told = serde_json::from_slice(&output.stdout).expect("findings");
    assert!(assumed(&told, "assumptions")[0].starts_with("not tried: "), "{told}");
    let (status, told) = served.run(&["pack", "show", "Order to Cash"]);
    assert_eq!((status, &told["accounts"], &told["instances"]), (Some(0), &Value::Null, &Value::Null));
    assert_eq!((&told["appliedEarly"], &told["ahead"]), (&Value::Null, &Value::Null), "nobody tells");
    assert_eq!(served.run(&["account", "show", "Aalto"]).1["instances"], Value::Null, "nor this");
    let (status, said) = served.fails(&served.secret, &["account", "uninstall", "Aalto", "Order to Cash", "--yes"]);
    assert_eq!((status, said.contains("the partner API is not enabled")), (Some(3), true), "{said}");
    assert_eq!(told["currentRelease"]["releasedBy"], Value::Null);
    let (_, told) = served.run(&["history", "Order to Cash"]);
    assert_eq!(told[0]["platform"], serde_json::json!({"requestId": null, "state": "SEEN"}));
    assert_eq!(told[0]["requestId"], Value::Null, "nobody has told it");

    let release = ["release", "Order to Cash", "--now", "--yes"];
    let (status, said) = served.fails("", &release);
    assert_eq!(status, Some(2), "{said}");
    assert!(said.contains("hint: set IPACK_PLATFORM_TOKEN"), "{said}");
    let (status, told) = served.run(&release);
    assert_eq!((status, &told["number"]), (Some(0), &2.into()));
    let (_, told) = served.run(&["history", "Order to Cash"]);
    let request = told[0]["requestId"].clone();
    assert!(request.is_string());
    assert_eq!(told[0]["platform"], serde_json::json!({"requestId": request, "state": "SUCCESS"}));
    assert_eq!(served.platform.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack.releases.len(), 3);
    assert_eq!(served.run(&["platform", "requests"]), (Some(0), serde_json::json!([])));
    let (status, told) = served.run(&["pack", "create", "Refunds"]);
    let refunds = told["id"].as_str().expect("an id").into();
    assert_eq!(status, Some(0));
    assert_eq!(served.platform.engine().pack(&refunds).expect("a pack").pack.name, "Refunds");
    let (status, said) = served.fails(&served.secret, &["component", "create", "New"]);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("live on the platform, in account acme"), "{said}");

    served.twin.kill().expect("the twin ends");
    served.twin.wait().expect("it has ended");
    let (status, told) = served.run(&["platform", "status"]);
    assert_eq!((status, &told["state"]), (Some(0), &"OFFLINE".into()));
    let (status, said) =
        served.fails(&served.secret, &["platform", "connect", &url, "--account", "acme", "--user", "x"]);
    assert_eq!(status, Some(1), "{said}");
    let (status, _) = served.run(&["platform", "disconnect", "--yes"]);
    assert_eq!(status, Some(0));
    for file in std::fs::read_dir(served.beside.path().join("desk")).expect("a folder") {
        let path = file.expect("a file").path();
        let bytes = std::fs::read(&path).expect("its bytes");
        assert!(!String::from_utf8_lossy(&bytes).contains(&served.secret), "{}", path.display());
    }
}

/// Carries everything but the release itself, and waits for nothing.
struct Loses(Http);

impl Carrier for Loses {
    fn carry(&mut self, request: &Request) -> Result<Response, Trouble> {
        if request.path.ends_with("/ReleaseIntegrationPack") {
            return Err(Trouble::Lost("the connection was dropped before the answer".into()));
        }
        self.0.carry(request)
    }

    fn wait(&mut self, _: Duration) -> bool {
        false
    }
}

#[test]
fn what_nobody_knows_is_shown_and_settled_by_hand() {
    let served = Served::new();
    let connect = ["platform", "connect", &served.url, "--account", "acme", "--user", "desk"];
    assert_eq!(served.run(&connect).0, Some(0));
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
    let (dir, secret) = (served.beside.path().join("desk"), served.secret.clone());
    let desk = Engine::open(&dir, FixedClock::new(instant(NOW)), "m.ruiz@desk".into(), Via::Cli).expect("it opens");
    let mut desk = desk.going_out(Arc::new(move |connection: &Connection, _: &Progress| {
        let address = Address::read(&connection.url, &connection.account, false).expect("an address");
        let credentials = Credentials::of(&connection.login, &secret).expect("credentials");
        Ok(Box::new(Loses(Http::to(&address, credentials, || false))))
    }));
    let proposal = desk.propose_release(&"19440978-ba6f".into()).expect("a proposal");
    let (basis, selection) = (proposal.basis, proposal.selection);
    let order = ReleaseOrder { basis, selection, when: When::Now, notes: String::new(), overriding: None };
    assert!(matches!(desk.release(&order), Err(EngineError::Unsettled { .. })));

    let (status, told) = served.run(&["platform", "requests"]);
    let request = told[0]["request"].as_str().unwrap_or_default();
    let open = serde_json::json!([{"request": request, "requestId": null, "id": "19440978-ba6f",
        "name": "Order to Cash", "kind": "RELEASE", "when": null, "state": "UNKNOWN", "since": NOW}]);
    assert_eq!((status, &told), (Some(0), &open));
    assert_eq!(served.run(&["platform", "status"]).1["openRequests"], 1);
    let (_, findings) = served.run(&["doctor"]);
    let found = findings.as_array().into_iter().flatten().find(|finding| finding["topic"] == "platform");
    assert_eq!(found.expect("a finding")["state"], "PROBLEM");
    let release = ["release", "Order to Cash", "--now", "--yes"];
    let (status, said) = served.fails(&served.secret, &release);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("hint: `ipack platform requests` shows it"), "{said}");
    assert_eq!(served.fails(&served.secret, &["platform", "settle", request, "--yes"]).0, Some(2));
    let settle = ["platform", "settle", request, "--did-not-happen", "--yes"];
    assert_eq!(served.run(&settle), (Some(0), open[0].clone()));
    assert_eq!(served.run(&settle).0, Some(4), "it is settled");
    assert_eq!(served.run(&["platform", "requests"]), (Some(0), serde_json::json!([])));
    assert_eq!(served.run(&release).1["number"], 2);
}

#[test]
fn dates_plans_and_who_does_not_wait() {
    let mut served = Served::new();
    assert_eq!(served.run(&["platform", "connect", &served.url, "--account", "acme", "--user", "desk"]).0, Some(0));
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));

    let (status, told) = served.run(&["release", "Returns", "--now", "--yes", "--no-wait"]);
    assert_eq!((status, &told["number"], &told["scheduledRelease"]), (Some(0), &Value::Null, &Value::Null));
    let (_, open) = served.run(&["platform", "requests"]);
    assert_eq!((&open[0]["name"], &open[0]["state"]), (&"Returns".into(), &"IN_PROGRESS".into()));
    assert!(open[0]["requestId"].is_string());
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0), "it is in progress");
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
    assert_eq!(served.run(&["platform", "requests"]).1, serde_json::json!([]));
    assert_eq!(served.run(&["history", "Returns"]).1[0]["platform"]["state"], "SUCCESS");

    let plan = served.beside.path().join("plan.ron");
    let plan = plan.to_str().expect("a path");
    let on = ["release", "Order to Cash", "--on", "2026-12-01"];
    let (status, told) = served.run(&[&on[..], &["--dry-run", "--plan-out", plan]].concat());
    assert_eq!((status, &told["scheduledRelease"]["releaseOnDate"]), (Some(0), &"2026-12-01".into()));
    assert_eq!(served.run(&["schedule", "list"]).1, serde_json::json!([]), "nothing is sent");
    let (status, told) = served.run(&["apply", plan, "--yes"]);
    assert_eq!((status, &told[0]["scheduledRelease"]["releaseOnDate"]), (Some(0), &"2026-12-01".into()));
    let there = || {
        let pack = served.platform.engine().pack(&"19440978-ba6f".into()).expect("a pack").pack;
        pack.scheduled
            .as_ref()
            .map(|scheduled| (scheduled.release_on_date.to_string(), scheduled.request_id.to_string()))
    };
    let (date, request) = there().expect("it is scheduled there");
    assert_eq!((date.as_str(), &told[0]["scheduledRelease"]["requestId"]), ("2026-12-01", &request.clone().into()));
    let (status, said) = served.fails(&served.secret, &[&on[..], &["--dry-run"]].concat());
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("hint: move it, change it, or release now"), "{said}");

    let moving = ["schedule", "move", "Order to Cash", "--on", "2026-12-03", "--yes"];
    let (status, told) = served.run(&moving);
    assert_eq!((status, &told["scheduledRelease"]["releaseOnDate"]), (Some(0), &"2026-12-03".into()));
    assert_eq!(there(), Some(("2026-12-03".into(), request)));
    let changing = ["schedule", "change", "Order to Cash", "--set", "Create Invoice=1.0", "--yes"];
    assert_eq!(served.run(&changing).0, Some(0));
    let without_waiting = [
        &["schedule", "move", "Order to Cash", "--on", "2026-12-04"][..],
        &["schedule", "change", "Order to Cash", "--set", "Create Invoice=1.2"][..],
    ];
    for words in without_waiting {
        assert_eq!(served.run(&[words, &["--yes", "--no-wait"]].concat()).0, Some(0), "{words:?}");
        let (_, open) = served.run(&["platform", "requests"]);
        assert_eq!(
            (&open[0]["name"], &open[0]["state"]),
            (&"Order to Cash".into(), &"IN_PROGRESS".into()),
            "{words:?}"
        );
        assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
        assert_eq!(served.run(&["platform", "requests"]).1, serde_json::json!([]), "{words:?}");
    }
    let (_, listed) = served.run(&["schedule", "list"]);
    assert_eq!(listed[0]["releaseOnDate"], "2026-12-04");
    let (status, said) = served.fails(&served.secret, &["schedule", "cancel", "Order to Cash", "--yes"]);
    assert_eq!(status, Some(3), "{said}");
    assert!(said.contains("the platform's API can't cancel the scheduled release of Order to Cash"), "{said}");
    assert!(said.contains("hint: move it, or release now"), "{said}");
    for way in ["--yes", "--dry-run"] {
        let together = ["release", "Order to Cash", "Returns", "--atomic", "--now", way];
        assert_eq!(served.fails(&served.secret, &together).0, Some(3), "{way}");
    }
    let (status, told) = served.run(&["scheduler", "tick"]);
    assert_eq!((status, &told["released"]), (Some(0), &serde_json::json!([])));

    // What is only tried asks nobody: it works while nobody is there.
    assert_eq!(served.run(&["release", "Order to Cash", "--now", "--yes"]).0, Some(0));
    served.twin.kill().expect("the twin ends");
    served.twin.wait().expect("it has ended");
    for tried in
        [&[&on[..], &["--set", "Create Invoice=1.0"]].concat()[..], &["rollback", "Order to Cash", "--now"][..]]
    {
        assert_eq!(served.run(&[tried, &["--dry-run"]].concat()).0, Some(0), "{tried:?}");
        assert_eq!(served.run(&[tried, &["--yes"]].concat()).0, Some(1), "{tried:?}: it would go out");
    }
}

/// What the platform has done is never called undone, and never done twice, where there is no room to write it down.
#[test]
fn what_was_done_there_and_cant_be_written_down_here_is_told_so() {
    let served = Served::new();
    assert_eq!(served.run(&["platform", "connect", &served.url, "--account", "acme", "--user", "desk"]).0, Some(0));
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
    let on_a_full_disk = |words: &[&str], from: usize| {
        let mut program = served.program(words);
        program.env("IPACK_TEST_DISK", format!("fail=ENOSPC call=write path=journal nth={from}.."));
        let output = program.output().expect("a program");
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    };
    let (status, said) =
        on_a_full_disk(&["component", "package", "Ledger Posting", "--version", "9", "--shareable"], 1);
    assert!(
        status == Some(1) && said.contains("the platform has done it, but it can't be written down here"),
        "{said}"
    );
    assert!(said.contains("hint: do not do it again") && !said.contains("try again"), "{said}");
    assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
    for (from, version) in [(2, "Create Invoice=1.0"), (3, "Create Invoice=1.2")] {
        let release = ["release", "Order to Cash", "--now", "--set", version, "--yes"];
        let (status, said) = on_a_full_disk(&release, from);
        let told = "it is not known whether Order to Cash is released: what the platform says can't be written down";
        assert!(status == Some(1) && said.contains(told) && !said.contains("try again"), "{from}: {said}");
        assert_eq!(served.fails(&served.secret, &release).0, Some(3), "it is open, and not asked twice");
        assert_eq!(served.run(&["platform", "sync"]).0, Some(0));
    }
    let there = |engine: &mut Engine| {
        let pack = engine.find_pack("Order to Cash").expect("it");
        let ledger = engine.component(&"ledger".into()).expect("it").component;
        let labels = ledger.versions.iter().filter(|one| one.version.as_str() == "9").count();
        (engine.pack(&pack).expect("it").pack.releases.len(), labels)
    };
    let mut desk = Engine::open(&served.desk(), FixedClock::new(instant(NOW)), "x".into(), Via::Cli).expect("it opens");
    // Of the two releases before it was connected, the desk knows the one that was current.
    assert_eq!((there(&mut served.platform.engine()), there(&mut desk)), ((4, 1), (3, 1)));
}
