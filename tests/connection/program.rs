//! The program itself, over a real socket.

use std::{
    io::{BufRead, BufReader},
    process::{Child, Command, Output, Stdio},
};

use ipack::serve::Tokens;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::{NOW, SMALL, Workspace};

/// A twin that listens, and a folder to connect.
struct Served {
    twin: Child,
    url: String,
    secret: String,
    platform: Workspace,
    beside: TempDir,
}

impl Served {
    fn new() -> Self {
        let (platform, beside) = (Workspace::of(SMALL), TempDir::new().expect("a folder"));
        let mut tokens = Tokens::read(&platform.path()).expect("the tokens");
        let (_, secret) = tokens.create("desk", None).expect("a token");
        let mut twin = Command::new(env!("CARGO_BIN_EXE_ipack"))
            .args(["serve", "--listen", "127.0.0.1:0", "--account", "acme", "--no-rate-limit", "--state-dir"])
            .arg(platform.path())
            .env("IPACK_TEST_NOW", NOW)
            .stdout(Stdio::piped())
            .spawn()
            .expect("a twin");
        let mut line = String::new();
        let mut said = BufReader::new(twin.stdout.take().expect("its output"));
        said.read_line(&mut line).expect("a line");
        let url = line.trim().strip_prefix("listening on ").expect("an address").to_owned();
        Self { twin, url, secret, platform, beside }
    }

    fn run_with(&self, token: &str, words: &[&str]) -> Output {
        let output = Command::new(env!("CARGO_BIN_EXE_ipack"))
            .arg("--state-dir")
            .arg(self.beside.path().join("desk"))
            .arg("--config")
            .arg(self.platform.path().join("none.ron"))
            .args(words)
            .env("IPACK_TEST_NOW", NOW)
            .env("IPACK_PLATFORM_TOKEN", token)
            .env_remove("IPACK_PLATFORM_USER")
            .output()
            .expect("a program");
        let told = [&output.stdout[..], &output.stderr[..]].concat();
        assert!(!String::from_utf8_lossy(&told).contains(&self.secret), "{words:?} shows the token");
        output
    }

    /// The exit status, and the answer as json.
    fn run(&self, words: &[&str]) -> (Option<i32>, Value) {
        let words = [words, &["--format", "json"]].concat();
        let output = self.run_with(&self.secret, &words);
        let told = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
        (output.status.code(), told)
    }

    /// The exit status, and what is said on standard error.
    fn fails(&self, token: &str, words: &[&str]) -> (Option<i32>, String) {
        let output = self.run_with(token, words);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.twin.kill();
        let _ = self.twin.wait();
    }
}

#[test]
fn it_connects_synchronises_and_tells() {
    let mut served = Served::new();
    std::fs::File::create_new(served.platform.path().join("none.ron"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, b"()\n"))
        .expect("a config");
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
            "lastSync": last, "packs": packs})
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
    let (status, told) = served.run(&["pack", "show", "Order to Cash"]);
    assert_eq!((status, &told["accounts"], &told["instances"]), (Some(0), &Value::Null, &Value::Null));
    assert_eq!(told["currentRelease"]["releasedBy"], Value::Null);
    let (_, told) = served.run(&["history", "Order to Cash"]);
    assert_eq!(told[0]["platform"], serde_json::json!({"requestId": null, "state": "SEEN"}));

    let release = ["release", "Order to Cash", "--now", "--yes"];
    let (status, said) = served.fails(&served.secret, &release);
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
