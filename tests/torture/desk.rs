//! A small workspace and the commands that are tried on it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use ipack::{
    engine::{Progress, StoreError, check},
    store::{Checked, Store},
};
use tempfile::TempDir;

pub(crate) const DOCUMENT: &str = r#"(
    components: [(componentId: "c1", name: "C", componentType: process, packagedComponents: [
        (packageVersion: "1.0", createdDate: "2026-01-01T00:00:00Z", shareable: true),
        (packageVersion: "2.0", createdDate: "2026-01-01T00:00:00Z", shareable: true),
    ])],
    integrationPacks: [
        (id: "p1", name: "One", installationType: SINGLE, components: ["c1"]),
        (id: "p2", name: "Two", installationType: SINGLE, components: ["c1"]),
    ],
)"#;

/// A folder that holds the workspace `ws` and documents.
pub(crate) struct Desk {
    dir: TempDir,
}

/// What is tried: the command, and on what.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Trial {
    pub(crate) name: &'static str,
    pub(crate) args: &'static [&'static str],
    /// How many journal lines it adds.
    pub(crate) adds: usize,
}

const fn trial(name: &'static str, args: &'static [&'static str], adds: usize) -> Trial {
    Trial { name, args, adds }
}

pub(crate) const TRIALS: [Trial; 9] = [
    trial("release", &["release", "p1", "--set", "c1=1.0", "--now", "--yes"], 1),
    trial("package", &["component", "package", "c1", "--version", "9.0", "--shareable"], 1),
    trial("import", &["import", "more.ron"], 1),
    trial("tick", &["scheduler", "tick"], 1),
    trial("settings", &["workspace", "set", "name", "X"], 1),
    trial("export", &["export", "--out", "out"], 0),
    trial("repair", &["check", "--repair", "--yes"], 0),
    trial("checkpoint", &["import", "large.ron"], 1),
    trial("demo", &["--demo", "pack", "list"], 1),
];

impl Desk {
    /// A workspace with two packs, one released, one scheduled for a day that has come.
    pub(crate) fn new() -> Self {
        let desk = Self { dir: tempfile::tempdir().expect("a folder") };
        fs::write(desk.path("w.ron"), DOCUMENT).expect("written");
        let more = [("\"p1\"", "\"p3\""), ("\"p2\"", "\"p4\""), ("One", "Three"), ("Two", "Four")];
        let more = more.iter().fold(DOCUMENT.to_owned(), |text, (from, to)| text.replace(from, to));
        fs::write(desk.path("more.ron"), more).expect("written");
        for args in [
            &["import", "w.ron"][..],
            &["release", "p1", "--now", "--yes"],
            &["release", "p2", "--on", "2026-03-03", "--yes"],
        ] {
            assert_eq!(desk.run("2026-03-01T12:00:00Z", "", args).status.code(), Some(0), "{args:?}");
        }
        desk
    }

    /// Adds a document that makes a checkpoint due.
    pub(crate) fn with_a_large_document(self) -> Self {
        let notes = "n".repeat(9_900);
        let versions = (0..110).map(|n| {
            format!("(packageVersion: \"1.{n}\", createdDate: \"2026-01-01T00:00:00Z\", notes: \"{notes}\", shareable: true),")
        });
        let versions = versions.collect::<String>();
        let large = format!(
            "(components: [(componentId: \"x\", name: \"X\", componentType: process, packagedComponents: [{versions}])])"
        );
        fs::write(self.path("large.ron"), large).expect("written");
        self
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub(crate) fn state(&self) -> PathBuf {
        self.path("ws")
    }

    /// A copy of it.
    pub(crate) fn fresh(&self) -> Self {
        let copy = Self { dir: tempfile::tempdir().expect("a folder") };
        copy_all(self.dir.path(), copy.dir.path());
        copy
    }

    /// A copy of it, made ready for a trial.
    pub(crate) fn copy_for(&self, trial: &Trial) -> Self {
        let copy = self.fresh();
        match trial.name {
            "demo" => fs::remove_dir_all(copy.state()).expect("removed"),
            "repair" => {
                let path = copy.state().join("journal-1.ron");
                let mut bytes = fs::read(&path).expect("readable");
                let line = bytes.iter().position(|byte| *byte == b'\n').expect("a line");
                bytes[line + 60] ^= 1;
                fs::write(&path, bytes).expect("written");
            }
            _ => {}
        }
        copy
    }

    /// Runs a command on a disk that does as it is told.
    pub(crate) fn run(&self, now: &str, disk: &str, args: &[&str]) -> Output {
        let mut command = self.command(now, args);
        if !disk.is_empty() {
            command.env("IPACK_TEST_DISK", disk);
        }
        command.output().expect("run")
    }

    pub(crate) fn command(&self, now: &str, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ipack"));
        command.args(args).current_dir(self.dir.path()).env_clear().stdin(Stdio::null());
        command.env("IPACK_STATE_DIR", self.state()).env("IPACK_TEST_NOW", now).env("USER", "m.ruiz").env("TZ", "UTC");
        command.env("HOME", self.dir.path());
        command
    }
}

fn copy_all(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).expect("readable") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            fs::create_dir_all(&target).expect("made");
            copy_all(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("copied");
        }
    }
}

/// What a look at a state folder finds.
pub(crate) struct State {
    /// How many commits it holds.
    pub(crate) commits: usize,
    pub(crate) checked: Checked,
    pub(crate) read_only: Option<StoreError>,
}

impl State {
    pub(crate) fn of(dir: &Path) -> Self {
        let checked = check(dir, &Progress::default()).expect("looked at");
        let store = Store::open(dir).expect("opens");
        let commits = store.log().map_or(0, |log| log.len());
        Self { commits, checked, read_only: store.read_only().cloned() }
    }
}
