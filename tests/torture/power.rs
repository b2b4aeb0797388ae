//! Power that goes at any moment: recorded calls are replayed to a disk that keeps of what was not synced whatever it
//! likes, in sectors.

use std::{
    collections::{BTreeMap, HashMap},
    fs,
    path::{Path, PathBuf},
};

use ipack::{
    domain::{Event, Settings, Via},
    store::{Author, Progress, Store, StoreError},
};

use crate::{
    Dice,
    desk::{Desk, State},
    is_asked_for, runs,
};

const SECTOR: usize = 512;

/// A change to a file that is not durable yet.
#[derive(Debug, Clone)]
enum Data {
    Write(usize, Vec<u8>),
    Cut(usize),
}

/// A change to the names in a folder that is not durable yet.
#[derive(Debug, Clone)]
enum Name {
    File(PathBuf, usize),
    Folder(PathBuf),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Name {
    /// The folder that it changes.
    fn folder(&self) -> &Path {
        let (Self::File(path, _) | Self::Folder(path) | Self::Rename(_, path) | Self::Remove(path)) = self;
        path.parent().unwrap_or(Path::new("/"))
    }
}

#[derive(Debug, Clone, Default)]
struct File {
    durable: Vec<u8>,
    pending: Vec<Data>,
}

/// What a disk holds, and what it was told but may not hold yet.
#[derive(Debug, Clone, Default)]
struct Disk {
    files: Vec<File>,
    /// Durable names; none is a folder.
    names: BTreeMap<PathBuf, Option<usize>>,
    pending: Vec<Name>,
    /// Names as programs see them.
    seen: HashMap<PathBuf, usize>,
}

impl Disk {
    /// What is in a folder now, durably.
    fn of(dir: &Path) -> Self {
        let mut disk = Self::default();
        disk.add(dir);
        disk
    }

    fn add(&mut self, dir: &Path) {
        self.names.insert(dir.to_owned(), None);
        for entry in fs::read_dir(dir).expect("readable") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                self.add(&path);
            } else {
                let durable = fs::read(&path).expect("readable");
                self.files.push(File { durable, pending: Vec::new() });
                self.names.insert(path.clone(), Some(self.files.len() - 1));
                self.seen.insert(path, self.files.len() - 1);
            }
        }
    }

    /// Makes one call of a record.
    fn call(&mut self, line: &str) {
        let mut parts = line.split('\t');
        let (kind, path) = (parts.next().unwrap_or_default(), PathBuf::from(parts.next().unwrap_or_default()));
        let file = self.seen.get(&path).copied();
        let number = |text: Option<&str>| text.and_then(|text| text.parse().ok()).expect("a number");
        match (kind, file) {
            ("create", _) => {
                self.files.push(File::default());
                self.seen.insert(path.clone(), self.files.len() - 1);
                self.pending.push(Name::File(path, self.files.len() - 1));
            }
            ("write", Some(file)) => {
                let offset = number(parts.next());
                let bytes = parts.next().unwrap_or_default().as_bytes();
                let hex = |two: &[u8]| u8::from_str_radix(std::str::from_utf8(two).expect("text"), 16).expect("a byte");
                self.files[file].pending.push(Data::Write(offset, bytes.chunks(2).map(hex).collect()));
            }
            ("cut", Some(file)) => self.files[file].pending.push(Data::Cut(number(parts.next()))),
            ("sync", Some(file)) => {
                let file = &mut self.files[file];
                for change in std::mem::take(&mut file.pending) {
                    file.durable = changed(std::mem::take(&mut file.durable), &change, |_| true);
                }
            }
            ("sync-folder", _) => {
                let (durable, pending) =
                    std::mem::take(&mut self.pending).into_iter().partition(|name| name.folder() == path);
                self.pending = pending;
                let durable: Vec<Name> = durable;
                for name in &durable {
                    rename(&mut self.names, name);
                }
            }
            ("make-folder", _) => self.pending.push(Name::Folder(path)),
            ("rename", _) => {
                let to = PathBuf::from(parts.next().expect("a path"));
                if let Some(file) = self.seen.remove(&path) {
                    self.seen.insert(to.clone(), file);
                }
                self.pending.push(Name::Rename(path, to));
            }
            ("remove", _) => {
                self.seen.remove(&path);
                self.pending.push(Name::Remove(path));
            }
            ("remove-folder", _) => self.pending.push(Name::Remove(path)),
            _ => {}
        }
    }

    /// What is on the disk after the power went: of each change that was not durable, all, nothing or some.
    fn after_power_loss(&self, mood: usize, dice: &mut Dice) -> BTreeMap<PathBuf, Option<Vec<u8>>> {
        let takes = |dice: &mut Dice| match mood {
            0 => false,
            1 => true,
            _ => dice.roll(2) == 0,
        };
        let mut names = self.names.clone();
        for name in &self.pending {
            if takes(dice) {
                rename(&mut names, name);
            }
        }
        let mut image = BTreeMap::new();
        for (path, file) in names {
            let bytes = file.map(|file| {
                let File { durable, pending } = &self.files[file];
                pending.iter().fold(durable.clone(), |bytes, change| {
                    if takes(dice) { changed(bytes, change, |_| mood < 3 || dice.roll(2) == 0) } else { bytes }
                })
            });
            image.insert(path, bytes);
        }
        image
    }
}

/// What a file holds after a change of which the disk has some sectors.
fn changed(mut bytes: Vec<u8>, change: &Data, mut has: impl FnMut(usize) -> bool) -> Vec<u8> {
    match change {
        Data::Cut(len) => bytes.resize(*len, 0),
        Data::Write(offset, new) => {
            for (at, byte) in (*offset..)
                .zip(new)
                .collect::<Vec<_>>()
                .chunk_by(|a, b| a.0 / SECTOR == b.0 / SECTOR)
                .filter(|c| has(c[0].0 / SECTOR))
                .flatten()
            {
                if bytes.len() <= *at {
                    bytes.resize(at + 1, 0);
                }
                bytes[*at] = **byte;
            }
        }
    }
    bytes
}

fn rename(names: &mut BTreeMap<PathBuf, Option<usize>>, name: &Name) {
    match name {
        Name::File(path, file) => drop(names.insert(path.clone(), Some(*file))),
        Name::Folder(path) => drop(names.insert(path.clone(), None)),
        Name::Remove(path) => drop(names.remove(path)),
        Name::Rename(from, to) => {
            // A name that never reached the disk can't be renamed there.
            if let Some(file) = names.remove(from) {
                names.insert(to.clone(), file);
            }
        }
    }
}

/// Writes an image down below another folder; what is in a folder that is not there is not there.
fn restore(image: &BTreeMap<PathBuf, Option<Vec<u8>>>, from: &Path, to: &Path) {
    for (path, bytes) in image {
        let Ok(below) = path.strip_prefix(from) else { continue };
        let target = to.join(below);
        match bytes {
            None if target.parent().is_some_and(Path::is_dir) || below.as_os_str().is_empty() => {
                fs::create_dir_all(&target).expect("made");
            }
            Some(bytes) if target.parent().is_some_and(Path::is_dir) => fs::write(&target, bytes).expect("written"),
            _ => {}
        }
    }
}

/// What happened: the disk before it, the calls, and after which of them how many commits were acknowledged.
struct Recorded {
    desk: Desk,
    state: PathBuf,
    before: Disk,
    calls: Vec<String>,
    acknowledged: Vec<(usize, usize)>,
    /// Whether it begins with damage.
    damaged: bool,
}

/// Records commands in a state folder below the desk.
fn record(desk: Desk, state: &str, damaged: bool, commands: &[&[&str]]) -> Recorded {
    let state = desk.path(state);
    let before = Disk::of(&desk.path("."));
    let path = desk.path("record");
    let mut acknowledged = vec![];
    for args in commands {
        let mut command = desk.command("2026-03-03T12:00:00Z", args);
        command.env("IPACK_STATE_DIR", &state).env("IPACK_TEST_DISK", format!("record={}", path.display()));
        let ended = command.output().expect("run");
        assert_eq!(ended.status.code(), Some(0), "{args:?}: {}", String::from_utf8_lossy(&ended.stderr));
        let calls = fs::read_to_string(&path).expect("a record").lines().count();
        acknowledged.push((calls, State::of(&state).commits));
    }
    let calls = fs::read_to_string(&path).expect("a record").lines().map(str::to_owned).collect();
    Recorded { desk, state, before, calls, acknowledged, damaged }
}

impl Recorded {
    /// Lets the power go after every `step`-th call, in each mood; how many images that were.
    fn lose_power(&self, step: usize, moods: usize) -> usize {
        let (mut disk, mut dice, mut images) = (self.before.clone(), Dice(7), 0);
        for (n, call) in (1..).zip(&self.calls) {
            disk.call(call);
            if n % step == 0 || n == self.calls.len() {
                for mood in 0..moods {
                    self.judge(n, mood, &disk.after_power_loss(mood, &mut dice));
                    images += 1;
                }
            }
        }
        images
    }

    fn judge(&self, n: usize, mood: usize, image: &BTreeMap<PathBuf, Option<Vec<u8>>>) {
        let dir = tempfile::tempdir().expect("a folder");
        let home = self.desk.path(".");
        restore(image, &home, dir.path());
        let state = dir.path().join(self.state.strip_prefix(self.desk.path("")).expect("below"));
        let what = format!("call {n}, mood {mood}: {:?}", self.calls.get(n - 1).map(|c| &c[..c.len().min(120)]));
        let promised = self.acknowledged.iter().rev().find(|(calls, _)| *calls <= n).map_or(0, |(_, commits)| *commits);
        let mut found = State::of(&state);
        if self.damaged && !found.checked.faults.is_empty() {
            let author = author();
            let repair = ipack::store::Repair::plan(&state, &author, &Progress::default()).expect("looked");
            found.checked = repair.carry_out(&author, &Progress::default()).expect("repaired");
            found.commits = State::of(&state).commits;
        }
        assert!(found.checked.faults.is_empty(), "{what}: {:?}", found.checked.faults);
        assert!(found.commits >= promised, "{what}: {} of {promised}", found.commits);
        let mut store = Store::open(&state).expect("opens");
        let change = |_: &mut Store, _: &_| {
            let settings = Settings { name: format!("after {n}"), ..Settings::default() };
            Ok::<_, StoreError>((vec![Event::SettingsChanged(settings)], ()))
        };
        let committed = store.commit(&author(), change);
        assert!(committed.is_ok(), "{what}: {committed:?}");
        let again = State::of(&state);
        assert!(again.checked.faults.is_empty(), "{what}: {:?}", again.checked.faults);
        assert_eq!(again.commits, found.commits + 1, "{what}");
    }
}

fn author() -> Author {
    Author { by: "m.ruiz@desk".into(), via: Via::Cli, now: "2026-03-03T12:00:00Z".parse().expect("an instant") }
}

/// Ways in which a disk keeps of what was not synced: nothing, all, whole calls, some sectors of them.
const MOODS: usize = 4;

type Recordings = &'static [(&'static str, fn() -> Recorded)];

/// Everything that writes, on folders that are there and on folders that are new.
const RECORDINGS: Recordings = &[
    ("commits", || {
        let commits: &[&[&str]] = &[
            &["import", "more.ron"],
            &["release", "p3", "--now", "--yes"],
            &["scheduler", "tick"],
            &["component", "package", "c1", "--version", "9.0", "--shareable"],
        ];
        record(Desk::new(), "ws", false, commits)
    }),
    ("new folders", || {
        record(Desk::new(), "new/deeper/ws", false, &[&["import", "w.ron"], &["release", "p1", "--now", "--yes"]])
    }),
    ("repair", || {
        let damaged = Desk::new().copy_for(&crate::desk::TRIALS[6]);
        record(damaged, "ws", true, &[&["check", "--repair", "--yes"], &["import", "more.ron"]])
    }),
];

/// What writes a lot.
const LARGE_RECORDINGS: Recordings = &[
    ("checkpoint", || {
        let commands: &[&[&str]] = &[&["import", "large.ron"], &["release", "p1", "--set", "c1=1.0", "--now", "--yes"]];
        record(Desk::new().with_a_large_document(), "ws", false, commands)
    }),
    ("demo", || record(Desk::new(), "demo/ws", false, &[&["--demo", "pack", "list"]])),
];

#[test]
fn some_power_losses() {
    for (_, record) in RECORDINGS {
        record().lose_power(9, MOODS);
    }
}

#[test]
#[ignore = "it takes minutes"]
fn power_losses() {
    let runs = runs(3_000);
    for (name, record) in RECORDINGS.iter().filter(|(name, _)| is_asked_for(name)) {
        println!("{name}: {} images", record().lose_power(1, runs.div_ceil(150)));
    }
    // What writes a lot makes many calls, and each image takes long: as many of them as were asked for.
    for (name, record) in LARGE_RECORDINGS.iter().filter(|(name, _)| is_asked_for(name)) {
        let recorded = record();
        let step = (recorded.calls.len() * MOODS).div_ceil(runs);
        println!("{name}: {} images", recorded.lose_power(step, MOODS));
    }
}
