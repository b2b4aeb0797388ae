//! The workspace as a whole: commits, followers, checkpoints, damage.

#![expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]

mod check;
mod damage;
mod faults;
mod ground;
mod interrupted;
mod replay;
mod shared;

use std::{fs, io::Write as _, path::Path, time::Duration};

use super::{FailureKind, Store, StoreError, lock, testing::*};
use crate::domain::{ComponentId, Reach};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

fn reopened(dir: &Path) -> String {
    everything(&mut Store::open(dir).expect("opens"))
}

#[test]
fn what_was_committed_is_there_after_opening_again() {
    let dir = folder();
    let mut store = small(dir.path());
    assert_eq!(release(&mut store, "p1", "2.0").expect("released"), 2);
    let live = everything(&mut store);
    assert_eq!(reopened(dir.path()), live);
    let entry = store.entry(&"p1".into()).expect("listed");
    assert_eq!(entry.reach, Reach { accounts: 1, instances: 1, groups: 1, untold: false });
    assert_eq!((entry.summary.current, entry.summary.releasable), (2, true));
    assert_eq!(store.packs_of(&ComponentId::from("c1")).len(), 2);
    let names: Vec<String> = store.packs().iter().map(|e| e.summary.name.clone()).collect();
    assert_eq!(names, ["hire to retire", "Order to Cash"]);
}

#[test]
fn a_checkpoint_changes_nothing_but_where_reading_starts() {
    let dir = folder();
    let mut store = small(dir.path());
    release(&mut store, "p1", "2.0").expect("released");
    let live = everything(&mut store);
    store.checkpoint().expect("written");
    assert_eq!(everything(&mut store), live);
    assert_eq!(reopened(dir.path()), live);
    assert!(!store.checkpoint_if_due().expect("looked"));
    release(&mut store, "p1", "1.0").expect("released");
    let live = everything(&mut store);
    assert_eq!(reopened(dir.path()), live);
    for _ in 0..3 {
        store.checkpoint().expect("written");
        assert_eq!(reopened(dir.path()), live);
    }
    let snapshots: Vec<String> =
        files(dir.path()).into_iter().map(|f| f.0).filter(|n| n.starts_with("snapshot")).collect();
    assert_eq!(snapshots, ["snapshot-4.ron", "snapshot-5.ron"]);
}

#[test]
fn a_missing_folder_is_an_empty_workspace_and_looking_at_it_creates_nothing() {
    let dir = folder();
    let missing = dir.path().join("state");
    let mut store = Store::open(&missing).expect("opens");
    assert!(store.is_empty() && store.packs().is_empty() && !store.refresh().expect("looked"));
    assert!(!missing.exists());
    let refused: Result<(), StoreError> =
        store.commit(&author(), |_, _| Err(StoreError::NoSuchNoun { what: "an integration pack", id: "p".into() }));
    assert!(refused.is_err() && !missing.exists());
    store.commit(&author(), |_, _| Ok::<_, StoreError>((Vec::new(), ()))).expect("nothing to do");
    assert!(!missing.exists());
    import(&mut store, SMALL);
    assert!(!store.is_empty() && store.seq() == 1);
}

#[test]
fn a_refused_commit_leaves_every_byte_as_it_was() {
    let dir = folder();
    let mut store = small(dir.path());
    let before = (files(dir.path()), everything(&mut store));
    let refused: Result<(), StoreError> = store.commit(&author(), |store, _| {
        store.pack(&"p1".into())?;
        Err(StoreError::NoSuchNoun { what: "an integration pack", id: "p1".into() })
    });
    assert!(refused.is_err());
    let unknown = store.commit(&author(), |store, _| {
        let mut pack = (*store.pack(&"p1".into())?.expect("there")).clone();
        let first = release_of(&pack, "2.0");
        pack.id = "nowhere".into();
        Ok::<_, StoreError>((vec![first, release_of(&pack, "2.0")], ()))
    });
    assert!(unknown.is_err(), "an event that could not be replayed is not written");
    assert_eq!((files(dir.path()), everything(&mut store)), before);
}

#[test]
fn two_programs_see_each_others_commits() {
    let dir = folder();
    let mut one = small(dir.path());
    let mut two = Store::open(dir.path()).expect("opens");
    for round in 0..3 {
        release(&mut one, "p1", "2.0").expect("released");
        assert!(two.refresh().expect("followed") && !two.refresh().expect("followed"));
        assert_eq!(everything(&mut two), everything(&mut one));
        two.checkpoint().expect("written");
        assert_eq!(release(&mut two, "p1", "1.0").expect("released"), 2 * round + 3);
        assert_eq!(release(&mut one, "p2", "1.0").expect("released"), round + 1, "caught up under the lock");
        assert!(two.refresh().expect("followed"));
        assert_eq!(everything(&mut two), everything(&mut one));
    }
}

#[test]
fn stamps_never_go_back() {
    let dir = folder();
    let mut store = small(dir.path());
    let mut early = author();
    early.now = at("2020-01-01T00:00:00Z");
    let stamp = store.commit(&early, |_, stamp| Ok::<_, StoreError>((Vec::new(), stamp.clone()))).expect("decided");
    assert_eq!(stamp.at, author().now);
    store.checkpoint().expect("written");
    let stamp = store.commit(&early, |_, stamp| Ok::<_, StoreError>((Vec::new(), stamp.clone()))).expect("decided");
    assert_eq!(stamp.at, author().now);
}

#[test]
fn a_lock_held_by_another_is_refused_with_its_name() {
    let dir = folder();
    let mut store = small(dir.path());
    store.set_lock_wait(Duration::ZERO);
    let mut held =
        lock::acquire(dir.path(), lock::LOCK_WAIT, true, &crate::store::Progress::default()).expect("the lock");
    held.sign("k.sato@night (process 9)");
    let before = files(dir.path());
    let refused = release(&mut store, "p1", "2.0").expect_err("refused");
    assert_eq!(refused.kind(), FailureKind::Failed);
    assert!(refused.to_string().contains("locked by k.sato@night (process 9)"), "{refused}");
    assert_eq!(files(dir.path()), before);
    drop(held);
    // A program that another test is starting has every open file for an instant, and with it the lock.
    store.set_lock_wait(lock::LOCK_WAIT);
    release(&mut store, "p1", "2.0").expect("released");
}

#[test]
fn a_folder_that_cant_be_is_refused_with_its_path() {
    let dir = folder();
    let file = dir.path().join("in the way");
    fs::File::options().write(true).create(true).truncate(true).open(&file).expect("a file");
    let mut store = Store::open(&file.join("state")).unwrap_or_else(|e| {
        assert!(e.to_string().contains("in the way"), "{e}");
        Store::open(&dir.path().join("other")).expect("opens")
    });
    store.dir = file.join("state");
    let refused = release_anything(&mut store).expect_err("refused");
    assert_eq!(refused.kind(), FailureKind::Failed);
    assert!(refused.to_string().contains("in the way"), "{refused}");
}

fn release_anything(store: &mut Store) -> Result<(), StoreError> {
    store.commit(&author(), |_, _| Ok((Vec::new(), ())))
}

#[test]
fn a_torn_last_line_is_not_yet_for_readers_and_set_aside_by_the_next_writer() {
    let dir = folder();
    let mut store = small(dir.path());
    release(&mut store, "p1", "2.0").expect("released");
    let whole = fs::read(dir.path().join("journal-1.ron")).expect("a journal");
    let live = everything(&mut store);
    for torn in [&b"(seq:3,at:\"2026"[..], b"\0\0\0\0", b"(seq:3,at:\0\0"] {
        append(dir.path(), "journal-1.ron", torn);
        let mut reader = Store::open(dir.path()).expect("opens");
        assert_eq!((reader.read_only().is_some(), everything(&mut reader)), (false, live.clone()));
        assert!(!reader.refresh().expect("looked"));
        release_anything(&mut reader).expect("mended");
        let notices = reader.take_notices();
        assert!(notices.len() == 1 && notices[0].contains("journal-1.ron:3: "), "{notices:?}");
        assert_eq!(fs::read(dir.path().join("journal-1.ron")).expect("a journal"), whole);
        assert!(!store.refresh().expect("looked"));
    }
    assert_eq!(files(dir.path()).iter().filter(|(name, _)| name.starts_with("torn-1-3-")).count(), 3);
}

fn stamp() -> crate::domain::Stamp {
    let author = author();
    crate::domain::Stamp { at: author.now, by: author.by, via: author.via }
}

fn append(dir: &Path, name: &str, bytes: &[u8]) {
    fs::File::options().append(true).open(dir.join(name)).expect("a file").write_all(bytes).expect("written");
}

#[test]
fn a_crash_between_the_steps_of_a_checkpoint_loses_nothing() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    // The next segment was made, and nothing else.
    super::commit::start_segment(dir.path(), 2).expect("made");
    assert_eq!(reopened(dir.path()), live);
    // The segment was ended; a snapshot was begun.
    let (text, after) = store.position.seal(dir.path()).expect("a line");
    let mut held = store.begin("a test").expect("the lock");
    store.write(&mut held, &text, after).expect("written");
    drop(held);
    append_new(dir.path(), "snapshot-2.ron", b"Snapshot((format:1");
    assert_eq!(reopened(dir.path()), live);
    let mut store = Store::open(dir.path()).expect("opens");
    release(&mut store, "p1", "2.0").expect("released");
    let live = everything(&mut store);
    store.checkpoint().expect("written");
    assert_eq!(reopened(dir.path()), live);
}

fn append_new(dir: &Path, name: &str, bytes: &[u8]) {
    super::disk::create_new(&dir.join(name)).expect("new").write_all(bytes).expect("written");
}

#[test]
fn only_a_fresh_folder_becomes_a_demo_workspace() {
    let dir = folder();
    let store = Store::create(&dir.path().join("demo"), true).expect("made");
    assert!(store.is_demo() && store.is_empty());
    assert!(Store::open(store.dir()).expect("opens").is_demo());
    assert!(Store::create(store.dir(), true).is_ok());
    let other = small(&dir.path().join("real"));
    let before = files(other.dir());
    assert!(matches!(Store::create(other.dir(), true), Err(StoreError::Exists { demo: false, .. })));
    assert_eq!(files(other.dir()), before);
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_for_their_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let dir = folder();
    let mut store = small(&dir.path().join("state"));
    store.checkpoint().expect("written");
    let mode = |path: &Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!(mode(store.dir()), 0o700);
    for (name, _) in files(store.dir()) {
        assert_eq!(mode(&store.dir().join(&name)), 0o600, "{name}");
    }
}

#[test]
fn what_a_version_includes_is_added_without_a_copy_of_the_others() {
    let dir = folder();
    let mut store = small(dir.path());
    let package = |store: &mut Store, version: &str| {
        let mut component = (*store.component(&"c1".into()).expect("readable").expect("there")).clone();
        let mut packaged = component.versions.remove(0);
        packaged.package_id = version.into();
        packaged.version = version.into();
        let included = store.contents(&"c1".into()).expect("readable")[0].included.clone();
        let event =
            crate::domain::Event::VersionPackaged { component: component.id, packaged: Box::new(packaged), included };
        store.commit(&author(), |_, _| Ok::<_, StoreError>((vec![event.clone()], ()))).expect("packaged");
        std::sync::Arc::as_ptr(&store.contents(&"c1".into()).expect("readable"))
    };
    let first = package(&mut store, "3.0");
    assert_eq!(package(&mut store, "4.0"), first, "the same list, grown in its place");
    let known = store.contents(&"c1".into()).expect("readable");
    assert_eq!(known.len(), 3);
    package(&mut store, "5.0");
    assert_eq!(
        (known.len(), store.contents(&"c1".into()).expect("readable").len()),
        (3, 4),
        "whoever looks keeps theirs"
    );
    assert_eq!(reopened(dir.path()), everything(&mut store));
}
