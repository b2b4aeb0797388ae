//! Workspaces that a team shares, against a real PostgreSQL server that the tests start; without one they are left out
//! with a word.

#![cfg(all(unix, feature = "shared"))]
#![expect(clippy::expect_used, clippy::panic, reason = "a test that can not go on may panic")]

mod bad;
mod commands;
mod example;
mod fail_over;
mod freezes;
#[cfg(all(target_os = "linux", feature = "notice"))]
mod hooks;
mod kills;
mod line;
mod many;
#[path = "../terminal/pty.rs"]
#[allow(dead_code, reason = "these tests use a part of it")]
mod pty;
mod secrets;
#[cfg(feature = "platform")]
mod serve;
#[allow(dead_code, reason = "the bench starts one too")]
mod server;
#[path = "../support/mod.rs"]
mod support;
mod two_terminals;

use std::{
    path::PathBuf,
    process::{Command, Output, Stdio},
    sync::Arc,
};

use ipack::{
    domain::Via,
    engine::{
        Clock, Engine, FixedClock,
        keeper::{Address, Secrets, Table},
    },
};
use support::{NOW, SMALL, instant};

/// A computer: a home of its own, with its copies.
struct Computer {
    home: tempfile::TempDir,
}

impl Computer {
    fn new() -> Self {
        Self { home: tempfile::TempDir::new().expect("a folder") }
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
        command
            .env_clear()
            .envs([("IPACK_TEST_NOW", NOW), ("TZ", "Europe/Berlin"), ("TERM", "xterm"), ("LANG", "C.UTF-8")])
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .env("HOME", self.home.path())
            .env("USER", "ada")
            .current_dir(self.home.path())
            .args(args)
            .stdin(Stdio::null());
        command
    }

    fn run(&self, url: &str, args: &[&str]) -> Output {
        self.command(args).env("IPACK_WORKSPACE", url).output().expect("it runs")
    }

    /// What a command prints, which must go well.
    fn says(&self, url: &str, args: &[&str]) -> String {
        let output = self.run(url, args);
        assert!(output.status.success(), "{args:?}: {}", error(&output));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    /// An engine as a program on this computer has it.
    fn engine(&self, url: &str, by: &str, via: Via) -> Engine {
        let address = Address::parse(url).expect("an address");
        let table = Table::new(address, Secrets::default()).expect("a table");
        let clock: Arc<dyn Clock> = FixedClock::new(instant(NOW));
        Engine::open_shared(Box::new(table), &self.copy(), clock, by.to_owned(), via).expect("it opens")
    }

    fn copy(&self) -> PathBuf {
        self.home.path().join("copy")
    }

    /// A workspace in the database with the small one in it.
    fn create(&self, url: &str) {
        self.says(url, &["workspace", "create", url]);
        std::fs::remove_file(self.home.path().join("packs.ron")).ok();
        support::write(&self.home.path().join("packs.ron"), SMALL);
        self.says(url, &["import", "packs.ron", "--yes"]);
    }
}

fn error(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}
