//! Workspaces to measure on: the sample, and made-up ones of any size.

use std::{fmt::Write as _, fs, path::PathBuf, sync::Arc};

use ipack::{
    domain::{Deployment, Via},
    engine::{Clock, Engine, FixedClock, Progress, Source},
};
use tempfile::TempDir;

use crate::made_up::{self, Size};

/// Components of every pack.
const COMPONENTS: usize = 10;

/// How many packs share a component, in a large workspace.
const SHARED_BY: usize = 50;

/// A workspace in a folder of its own, on the disk that the program is built on.
#[derive(Debug)]
pub(crate) struct Workspace {
    dir: TempDir,
}

impl Workspace {
    /// One that holds nothing yet.
    #[cfg(feature = "platform")]
    pub(crate) fn empty() -> Self {
        Self::new()
    }

    fn new() -> Self {
        let dir = TempDir::new_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder");
        Self { dir }
    }

    /// The sample workspace.
    pub(crate) fn sample() -> Self {
        let workspace = Self::new();
        let (path, progress) = (workspace.path(), Progress::default());
        Engine::open_demo(&path, Deployment::Standard, false, clock(), author(), Via::Tui, &progress)
            .expect("the sample");
        workspace
    }

    /// A workspace of this many packs, each with ten components of three versions and a release.
    pub(crate) fn of(packs: usize) -> Self {
        Self::scheduled(packs, usize::MAX)
    }

    /// The same, with a release scheduled for every so many of them, on a day that has long passed.
    pub(crate) fn scheduled(packs: usize, every: usize) -> Self {
        let workspace = Self::new();
        let mut engine = workspace.engine();
        engine.import(&[Source { path: "packs.ron".into(), text: document(packs, every) }]).expect("imported");
        assert!(engine.tidy().is_none(), "a snapshot");
        workspace
    }

    /// A made-up one with accounts and instances.
    pub(crate) fn made_up(size: Size) -> Self {
        let workspace = Self::new();
        let mut engine = workspace.engine();
        for (name, text) in made_up::documents(size) {
            engine.import(&[Source { path: name.into(), text }]).expect("imported");
        }
        assert!(engine.tidy().is_none(), "a snapshot");
        workspace
    }

    /// Another one with the same files.
    pub(crate) fn copy(&self) -> Self {
        let copy = Self::new();
        fs::create_dir(copy.path()).expect("a folder");
        for entry in fs::read_dir(self.path()).expect("a folder") {
            let entry = entry.expect("an entry");
            fs::copy(entry.path(), copy.path().join(entry.file_name())).expect("a copy");
        }
        copy
    }

    pub(crate) fn path(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    pub(crate) fn engine(&self) -> Engine {
        Engine::open(&self.path(), clock(), author(), Via::Tui).expect("opened")
    }
}

fn author() -> String {
    "bench@desk".into()
}

fn clock() -> Arc<dyn Clock> {
    FixedClock::new("2026-11-21T18:00:00Z".parse().expect("an instant"))
}

fn document(packs: usize, every: usize) -> String {
    let components = (packs * COMPONENTS / SHARED_BY).max(COMPONENTS * 10);
    let mut text = String::from("(components: [");
    for n in 0..components {
        let _ = write!(text, "(componentId: \"c{n}\", name: \"{} {n}\", componentType: process, ", name(n, &TASKS));
        let _ = write!(text, "folder: \"Shared\", packagedComponents: [");
        for (minor, month) in [(0, "03"), (1, "04"), (2, "06")] {
            let created = format!("2026-{month}-01T09:00:00Z");
            let _ = write!(text, "(packageVersion: \"1.{minor}\", createdDate: \"{created}\", createdBy: \"m.ruiz\", ");
            let _ = write!(text, "notes: \"Step {minor}\", shareable: true),");
        }
        text.push_str("]),");
    }
    text.push_str("], integrationPacks: [");
    for n in 0..packs {
        let members: Vec<usize> = (0..COMPONENTS).map(|i| (n * COMPONENTS + i) % components).collect();
        let _ = write!(text, "(id: \"{n:08x}-4246\", name: \"{} {n}\", installationType: SINGLE, ", name(n, &FLOWS));
        let list = |one: &dyn Fn(usize) -> String| members.iter().map(|m| one(*m)).collect::<Vec<_>>().join(",");
        let _ = write!(text, "components: [{}], ", list(&|m| format!("\"c{m}\"")));
        let _ = write!(text, "releases: [(number: 1, releasedAt: \"2026-05-02T05:00:00Z\", components: [");
        let carried = |version| list(&|m| format!("(componentId: \"c{m}\", version: \"{version}\")"));
        let _ = write!(text, "{}])], ", carried("1.0"));
        if n % every == every - 1 {
            let _ = write!(text, "scheduledRelease: (requestId: \"release-{n}\", releaseOnDate: \"2026-11-01\", ");
            let _ = write!(text, "timeZone: \"America/New_York\", scheduledAt: \"2026-10-01T05:00:00Z\", ");
            let _ = write!(text, "components: [{}]), ", carried("1.1"));
        }
        text.push_str("),");
    }
    text.push_str("])");
    text
}

const FLOWS: [&str; 6] =
    ["Order to Cash", "Procure to Pay", "Record to Report", "Hire to Retire", "Returns and Refunds", "Überweisungen"];
const TASKS: [&str; 5] = ["Create Invoice", "Ledger Posting", "Customer Lookup", "Dunning Letters", "Price List"];

fn name<'a>(n: usize, of: &[&'a str]) -> &'a str {
    of[n % of.len()]
}
