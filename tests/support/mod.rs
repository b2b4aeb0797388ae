//! What the black-box tests share: a workspace in a folder of its own, on a day of its own.

#![allow(dead_code, unreachable_pub, reason = "each test binary uses its part")]

pub mod hostile;
pub mod kept;
pub mod screens;
#[cfg(all(target_os = "linux", feature = "notice"))]
pub mod telling;

use std::{
    fs::File,
    io::Write,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError},
};

use chrono::{DateTime, Days, NaiveDate, Utc};
use ipack::{
    domain::{Deployment, PackId, Tz, Via},
    engine::{Clock, Engine, FixedClock, Progress, Source},
    tui::{app::App, clipboard::Clipboard, harness::Harness, model::Model, theme::Theme, worker},
};
use proptest::test_runner::{Config as ProptestConfig, RngSeed};
use tempfile::TempDir;

/// Saturday 21 November 2026, early afternoon in New York.
pub const NOW: &str = "2026-11-21T18:00:00Z";

/// The admin sits in Berlin.
pub fn local_zone() -> Tz {
    tz("Europe/Berlin")
}

/// The zone with this name.
pub fn tz(name: &str) -> Tz {
    Tz::find(name).expect("a zone of the tz database")
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// So many random cases, the same ones each time.
pub fn cases(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, rng_seed: RngSeed::Fixed(1), ..ProptestConfig::default() }
}

pub fn instant(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

/// A workspace on disk, with the clock that its engines go by.
pub struct Workspace {
    dir: TempDir,
    pub clock: Arc<FixedClock>,
}

impl Workspace {
    pub fn empty() -> Self {
        Self { dir: TempDir::new().expect("a folder"), clock: FixedClock::new(instant(NOW)) }
    }

    /// The workspace that a document describes.
    pub fn of(document: &str) -> Self {
        let workspace = Self::empty();
        workspace.engine().import(&[source(document)]).expect("an import");
        workspace
    }

    /// The workspace of [`SMALL`].
    pub fn small() -> Self {
        Self::of(SMALL)
    }

    /// The sample workspace; filled once per test program and copied from there.
    pub fn sample() -> Self {
        static FILLED: OnceLock<TempDir> = OnceLock::new();
        Self::of_sample(&FILLED, Deployment::Standard)
    }

    /// The sample in Legacy deployment.
    pub fn legacy() -> Self {
        static FILLED: OnceLock<TempDir> = OnceLock::new();
        Self::of_sample(&FILLED, Deployment::Legacy)
    }

    fn of_sample(filled: &OnceLock<TempDir>, sample: Deployment) -> Self {
        let filled = filled.get_or_init(|| {
            let dir = TempDir::new().expect("a folder");
            let clock = FixedClock::new(instant(NOW));
            let (state, by, progress) = (dir.path().join("state"), "admin@desk".into(), Progress::default());
            Engine::open_demo(&state, sample, false, clock, by, Via::Tui, &progress).expect("a sample");
            dir
        });
        let workspace = Self::empty();
        copy(&filled.path().join("state"), &workspace.path());
        workspace
    }

    /// Another workspace with the same files, on the same day.
    pub fn copy(&self) -> Self {
        let workspace = Self { dir: TempDir::new().expect("a folder"), clock: FixedClock::new(self.clock.now()) };
        copy(&self.path(), &workspace.path());
        workspace
    }

    pub fn path(&self) -> PathBuf {
        self.dir.path().join("state")
    }

    /// The date so many days from now.
    pub fn clock_date(&self, days: u64) -> NaiveDate {
        self.clock.now().date_naive() + Days::new(days)
    }

    /// An engine over it; every call opens the folder anew, as another program would.
    pub fn engine(&self) -> Engine {
        self.opened_by("admin@desk", Via::Tui).with_local_zone(local_zone())
    }

    /// The same for somebody who types commands.
    pub fn person(&self, who: &str) -> Engine {
        self.opened_by(who, Via::Cli)
    }

    pub fn scheduler(&self) -> Engine {
        self.opened_by("scheduler@desk", Via::Scheduler)
    }

    fn opened_by(&self, who: &str, via: Via) -> Engine {
        Engine::open(&self.path(), self.clock.clone(), who.to_owned(), via).expect("it opens")
    }

    /// The screens over it.
    pub fn screens(&self, width: u16, height: u16) -> Harness<App> {
        self.themed(width, height, Theme::default())
    }

    /// The screens with styles that tell their meaning.
    pub fn labelled(&self, width: u16, height: u16) -> Harness<App> {
        self.themed(width, height, Theme::labelled())
    }

    /// The screens on a terminal of which no program can reach the clipboard.
    pub fn screens_without_clipboard(&self, width: u16, height: u16) -> Harness<App> {
        self.drawn_by(width, height, |mut model| {
            model.context.clipboard = Clipboard::None;
            App::new(model, Theme::default())
        })
    }

    /// The screens with the mouse.
    pub fn pointed(&self, width: u16, height: u16) -> Harness<App> {
        self.drawn_by(width, height, |model| App::new(model, Theme::default()).with_mouse())
    }

    pub fn themed(&self, width: u16, height: u16, theme: Theme) -> Harness<App> {
        self.drawn_by(width, height, |model| App::new(model, theme))
    }

    pub fn drawn_by(&self, width: u16, height: u16, app: impl FnOnce(Model) -> App) -> Harness<App> {
        let mut engine = self.engine();
        let mut model = Model::new(engine.overview(), "~/.local/share/ipack".into());
        model.resized(width, height);
        model.context.clipboard = Clipboard::Terminal;
        Harness::new(app(model), move |request| worker::answer(&mut engine, request), width, height)
    }

    /// A workspace of two releases, with a byte changed in the journal's line of the first.
    pub fn damaged() -> Self {
        let workspace = Self::small();
        for _ in 0..2 {
            workspace.screens(80, 24).press("r<Left>n<Enter><Enter>");
        }
        let path = workspace.path().join("journal-1.ron");
        let text = std::fs::read_to_string(&path).expect("a journal");
        let (before, after) = text.split_at(text.find("Released").expect("a release"));
        std::fs::remove_file(&path).expect("removed");
        write(&path, &format!("{before}{}", after.replacen("admin@desk", "admin@dusk", 1)));
        workspace
    }

    pub fn pack(&self, name: &str) -> PackId {
        self.engine().find_pack(name).expect("a pack")
    }

    /// Every file with its bytes, for "nothing was written"; but for the note of when the scheduler last looked, and
    /// for drafts, which are no part of the state.
    pub fn bytes(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files: Vec<_> = std::fs::read_dir(self.path())
            .into_iter()
            .flatten()
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| !path.ends_with("scheduler.ron"))
            .filter(|path| !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("draft-")))
            .map(|path| (path.clone(), std::fs::read(&path).expect("a file")))
            .collect();
        files.sort();
        files
    }
}

pub fn source(document: &str) -> Source {
    Source { path: "packs.ron".into(), text: document.to_owned() }
}

/// Writes a new file.
pub fn write(path: &Path, text: &str) {
    File::create_new(path).and_then(|mut file| file.write_all(text.as_bytes())).expect("written");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("a copy");
    }
}

/// A small workspace written by hand: one pack with an upgrade, an unshareable and a deleted version, and a second
/// pack.
pub const SMALL: &str = r#"
(
    workspace: (name: "Small", schedulerTimeZone: "America/New_York"),
    components: [
        (componentId: "invoice", name: "Create Invoice", componentType: process, folder: "Order to Cash", packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "m.ruiz", notes: "First", shareable: true),
            (packageVersion: "1.1", createdDate: "2026-04-01T09:00:00Z", createdBy: "m.ruiz", notes: "Retry on 409", shareable: true),
            (packageVersion: "1.2-rc", createdDate: "2026-05-01T09:00:00Z", createdBy: "j.chen", shareable: false),
            (packageVersion: "1.2", createdDate: "2026-06-01T09:00:00Z", createdBy: "j.chen", notes: "Batches", shareable: true),
        ]),
        (componentId: "ledger", name: "Ledger Posting", componentType: process, folder: "Order to Cash", packagedComponents: [
            (packageVersion: "2.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "j.chen", shareable: true),
            (packageVersion: "2.1", createdDate: "2026-05-01T09:00:00Z", createdBy: "j.chen", shareable: true),
        ]),
        (componentId: "lookup", name: "Customer Lookup", componentType: webservice, folder: "Order to Cash", packagedComponents: [
            (packageVersion: "3.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "a.okafor", shareable: true),
        ]),
    ],
    integrationPacks: [
        (id: "19440978-ba6f", name: "Order to Cash", description: "From the order to the money.", installationType: SINGLE,
            components: ["invoice", "ledger", "lookup"],
            releases: [
                (number: 1, releasedAt: "2026-03-02T05:00:00Z", releasedBy: "m.ruiz", kind: RELEASE, releaseSchedule: IMMEDIATELY,
                    components: [(componentId: "invoice", version: "1.0"), (componentId: "ledger", version: "2.0"), (componentId: "lookup", version: "3.0")]),
                (number: 2, releasedAt: "2026-04-02T05:00:00Z", releasedBy: "m.ruiz", kind: RELEASE, releaseSchedule: IMMEDIATELY,
                    components: [(componentId: "invoice", version: "1.1"), (componentId: "ledger", version: "2.0"), (componentId: "lookup", version: "3.0")]),
            ]),
        (id: "2b7c", name: "Returns", installationType: SINGLE, components: ["lookup"]),
    ],
    accountGroups: [(id: "g1", name: "Europe", accounts: ["a1", "a2"], integrationPacks: ["19440978-ba6f"])],
    accounts: [
        (id: "a1", name: "Aalto", instances: [(instanceId: "i1", integrationPackId: "19440978-ba6f", name: "Order to Cash", installedAt: "2026-03-03T00:00:00Z")]),
        (id: "a2", name: "Bergmann", instances: [(instanceId: "i2", integrationPackId: "19440978-ba6f", name: "Order to Cash", installedAt: "2026-05-03T00:00:00Z")]),
    ],
)
"#;

/// A pack with a component whose only version is not shareable.
pub const BLOCKED: &str = r#"
(
    components: [
        (componentId: "export", name: "Export", componentType: process, packagedComponents: [
            (packageVersion: "1.0", createdDate: "2026-03-01T09:00:00Z", createdBy: "m.ruiz", shareable: true),
        ]),
        (componentId: "import", name: "Import", componentType: process, packagedComponents: [
            (packageVersion: "0.9-internal", createdDate: "2026-03-01T09:00:00Z", createdBy: "m.ruiz", shareable: false),
        ]),
    ],
    integrationPacks: [(id: "p1", name: "Exchange", installationType: SINGLE, components: ["export", "import"])],
)
"#;
