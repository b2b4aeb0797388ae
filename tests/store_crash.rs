//! A program killed at any moment loses nothing that it acknowledged, and leaves a state that opens.

#![expect(clippy::expect_used, reason = "a test that can not go on may panic")]

use std::{
    env,
    io::{BufRead, BufReader, Write as _},
    path::Path,
    process::{Child, Command, Stdio},
};

use ipack::{
    domain::{Contents, Event, PackId, Release, ReleaseKind, ReleaseSchedule, RequestId, Version, Via},
    store::{
        Author, Store, StoreError,
        document::{ImportError, Source, read},
    },
};

const FOLDER: &str = "STORE_CRASH_FOLDER";
const ACKNOWLEDGED: &str = "acknowledged ";
const WORKSPACE: &str = r#"(
    components: [(componentId: "c", name: "C", componentType: process, packagedComponents: [
        (packageVersion: "1.0", createdDate: "2026-01-01T00:00:00Z", shareable: true),
    ])],
    integrationPacks: [(id: "p", name: "P", installationType: SINGLE, components: ["c"])],
)"#;

fn author() -> Author {
    Author { by: "m.ruiz@desk".into(), via: Via::Cli, now: "2026-03-01T12:00:00Z".parse().expect("an instant") }
}

fn release(store: &mut Store) -> Result<u32, StoreError> {
    let id = PackId::from("p");
    store.commit(&author(), |store, stamp| {
        let number = store.pack(&id)?.map_or(0, |p| p.current_number()) + 1;
        let components: Contents = [("c".into(), Version::new("1.0"))].into_iter().collect();
        let release = Release {
            number,
            request_id: RequestId::new(format!("release-{number}")),
            released_at: stamp.at,
            released_by: stamp.by.clone(),
            kind: ReleaseKind::Release,
            release_schedule: ReleaseSchedule::Immediately,
            rollback_to: None,
            scheduled_for: None,
            // Over several pages of the disk, so that a line can be torn in the middle.
            notes: "n".repeat(10_000),
            late: None,
            components,
            platform: None,
            overrides: None,
            emergency: false,
        };
        Ok((vec![Event::Released { pack: id.clone(), release: Box::new(release), restores: Vec::new() }], number))
    })
}

/// The program that is killed: not a test of its own, it does nothing unless the test below starts it.
#[test]
fn commit_until_killed() {
    let Ok(folder) = env::var(FOLDER) else { return };
    let mut store = Store::open(Path::new(&folder)).expect("opens");
    loop {
        let number = release(&mut store).expect("released");
        let mut out = std::io::stdout().lock();
        writeln!(out, "\n{ACKNOWLEDGED}{number}").and_then(|()| out.flush()).expect("acknowledged");
        drop(out);
        if number.is_multiple_of(5) {
            store.checkpoint().expect("written");
        }
    }
}

fn start(folder: &Path) -> Child {
    Command::new(env::current_exe().expect("this program"))
        .args(["commit_until_killed", "--exact", "--nocapture"])
        .env(FOLDER, folder)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("started")
}

/// The numbers acknowledged by a child that is killed once it has acknowledged some.
fn killed_after(child: &mut Child, count: usize) -> Vec<u32> {
    let out = child.stdout.take().expect("its output");
    let mut numbers = Vec::new();
    for line in BufReader::new(out).lines() {
        numbers.extend(line.expect("a line").strip_prefix(ACKNOWLEDGED).map(|n| n.parse::<u32>().expect("a number")));
        if numbers.len() == count {
            // What it writes from here until the signal arrives is lost on the way or read above.
            child.kill().expect("killed");
        }
    }
    child.wait().expect("gone");
    numbers
}

#[test]
fn what_was_acknowledged_survives_a_kill_at_any_moment() {
    let dir = tempfile::tempdir().expect("a folder");
    let folder = dir.path().join("state");
    let mut store = Store::open(&folder).expect("opens");
    let workspace = Source { path: "workspace.ron".into(), text: WORKSPACE.into() };
    let imported = |store: &mut Store, _: &_| {
        Ok::<_, ImportError>((vec![Event::Imported(Box::new(read(std::slice::from_ref(&workspace), store)?))], ()))
    };
    store.commit(&author(), imported).expect("imported");
    let mut acknowledged = Vec::new();
    for round in 0..12 {
        let mut children = [start(&folder), start(&folder)];
        for (i, child) in children.iter_mut().enumerate() {
            acknowledged.extend(killed_after(child, 1 + (round * 7 + i * 3) % 11));
        }
        let mut reopened = Store::open(&folder).expect("opens");
        assert!(reopened.read_only().is_none(), "{:?}", reopened.read_only());
        let pack = reopened.pack(&PackId::from("p")).expect("readable").expect("there");
        let last = acknowledged.iter().max().copied().unwrap_or_default();
        assert!(pack.current_number() >= last, "round {round}: #{last} was acknowledged");
        assert!(pack.releases.iter().zip(1..).all(|(release, number)| release.number == number));
        acknowledged.push(release(&mut reopened).expect("goes on"));
        store.refresh().expect("followed");
        assert_eq!(store.packs(), reopened.packs());
    }
    let count = acknowledged.len();
    acknowledged.sort_unstable();
    acknowledged.dedup();
    assert_eq!(acknowledged.len(), count, "no number was given twice");
}
