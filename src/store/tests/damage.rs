//! What damage to each file is noticed, and what is read in spite of it.

use std::{fs, io::Write as _, path::Path};

use super::super::{Checked, FailureKind, Store, StoreError, current, line, testing::*};
use super::{append, folder, release_anything, reopened, stamp};
use crate::domain::PackId;

#[test]
fn every_change_to_the_journal_shows() {
    let dir = folder();
    let mut store = small(dir.path());
    for _ in 0..3 {
        release(&mut store, "p1", "2.0").expect("released");
    }
    let path = dir.path().join("journal-1.ron");
    let whole = fs::read_to_string(&path).expect("a journal");
    let lines: Vec<&str> = whole.split_inclusive('\n').collect();
    let edited = lines[1].replace("2.0", "1.0");
    let cases: [(&str, Vec<&str>, usize); 7] = [
        ("edited", vec![lines[0], &edited, lines[2], lines[3]], 2),
        ("last one edited", vec![lines[0], &edited], 2),
        ("removed", vec![lines[0], lines[2], lines[3]], 2),
        ("first removed", vec![lines[1], lines[2]], 1),
        ("one before the last removed", vec![lines[0], lines[1], lines[3]], 3),
        ("inserted", vec![lines[0], lines[1], lines[1], lines[2]], 3),
        ("reordered", vec![lines[0], lines[2], lines[1], lines[3]], 2),
    ];
    for (what, lines, line) in cases {
        replace(&path, &lines.concat());
        let before = files(dir.path());
        let mut damaged = Store::open(dir.path()).expect("opens");
        let why = damaged.read_only().unwrap_or_else(|| panic!("{what}: not noticed")).clone();
        assert_eq!(why.kind(), FailureKind::Damaged);
        assert!(why.to_string().contains(&format!("journal-1.ron:{line}:")), "{what}: {why}");
        assert_eq!(release_anything(&mut damaged).expect_err("refused").to_string(), why.to_string());
        assert_eq!(files(dir.path()), before, "{what}");
        assert_eq!(damaged.packs().len(), if line == 1 { 0 } else { 2 }, "{what}: what comes before is read");
    }
}

fn replace(path: &Path, text: &str) {
    let mut file = fs::File::options().write(true).truncate(true).open(path).expect("a file");
    file.write_all(text.as_bytes()).expect("written");
}

#[test]
fn a_line_of_a_newer_program_opens_read_only() {
    for (unknown, named) in [
        ("Frozen(pack:\"p1\")", "Frozen"),
        ("AppliedEarly(pack:\"p1\",by:\"x\")", "by"),
        ("Imported((settings:None,components:[],contents:[],packs:[],accounts:[],groups:[],waves:[]))", "waves"),
    ] {
        let dir = folder();
        let mut store = small(dir.path());
        let (line, _) = store.position.commit(&stamp(), &[], dir.path()).expect("a line");
        let text = line.split("//").next().expect("a text").replace("events:[]", &format!("events:[{unknown}]"));
        let (line, _) = line::close(text, &store.position.as_current(&store.base).digest);
        append(dir.path(), "journal-1.ron", line.as_bytes());
        assert!(store.refresh().expect("followed"));
        let why = store.read_only().expect("read-only").clone();
        assert_eq!(why.kind(), FailureKind::Damaged);
        assert!(why.to_string().contains("journal-1.ron:2:") && why.to_string().contains("newer ipack"), "{why}");
        assert!(why.to_string().contains(named), "{why}");
        assert!(release(&mut store, "p1", "2.0").is_err());
        assert_eq!(store.packs().len(), 2);
    }
}

#[test]
fn a_newer_format_opens_read_only() {
    let dir = folder();
    let store = small(dir.path());
    let newer = current::Current { format: 2, ..store.base };
    newer.publish(dir.path()).expect("written");
    let mut store = Store::open(dir.path()).expect("opens");
    assert_eq!(store.read_only().map(StoreError::kind), Some(FailureKind::Damaged));
    assert_eq!(store.packs().len(), 2);
    let before = files(dir.path());
    assert!(release(&mut store, "p1", "2.0").is_err());
    assert_eq!(files(dir.path()), before);
}

#[test]
fn a_missing_or_damaged_current_is_no_empty_workspace() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    let path = dir.path().join("CURRENT.ron");
    let text = fs::read_to_string(&path).expect("there");
    replace(&path, &text.replace("demo:false", "demo:true "));
    let mut damaged = Store::open(dir.path()).expect("opens");
    assert!(damaged.read_only().is_some_and(|e| e.to_string().contains("CURRENT.ron:1:")));
    assert_eq!(everything(&mut damaged), live);
    fs::remove_file(&path).expect("removed");
    let mut damaged = Store::open(dir.path()).expect("opens");
    assert!(release(&mut damaged, "p1", "2.0").is_err() && !path.exists());
    assert_eq!(everything(&mut damaged), live);
    fs::rename(dir.path().join("journal-1.ron"), dir.path().join("journal-2.ron")).expect("moved");
    let mut half = Store::open(dir.path()).expect("opens");
    let why = release(&mut half, "p1", "2.0").expect_err("refused").to_string();
    assert!(why.contains("is missing beside journal-2.ron") && !path.exists(), "{why}");
    assert_eq!(Checked::of(dir.path()).expect("looked at").status(), 6);
}

#[test]
fn caches_that_do_not_fit_are_replaced_by_what_they_are_caches_of() {
    let dir = folder();
    let mut store = small(dir.path());
    release(&mut store, "p1", "2.0").expect("released");
    store.checkpoint().expect("written");
    release(&mut store, "p2", "2.0").expect("released");
    let live = everything(&mut store);
    let spoil = |name: &str, old: &str, new: &str| {
        let path = dir.path().join(name);
        let text = fs::read_to_string(&path).expect("there");
        assert!(text.contains(old));
        replace(&path, &text.replacen(old, new, 1));
    };
    spoil("index-2.ron", "Order to Cash", "Order to Crash");
    assert_eq!(reopened(dir.path()), live);
    spoil("snapshot-2.ron", "Order to Cash", "Order to Crash");
    assert_eq!(reopened(dir.path()), live);
    let mut store = Store::open(dir.path()).expect("opens");
    assert!(store.read_only().is_none() && store.take_notices()[0].contains("snapshot-2.ron:"));
    assert!(store.checkpoint_if_due().expect("written"));
    assert_eq!(reopened(dir.path()), live);
    assert!(dir.path().join("damaged-snapshot-2.ron").exists());
    fs::remove_file(dir.path().join("snapshot-3.ron")).expect("removed");
    assert_eq!(reopened(dir.path()), live);
}

#[test]
fn a_damaged_line_of_a_snapshot_is_noticed_when_it_is_looked_at() {
    let dir = folder();
    let mut store = small(dir.path());
    store.checkpoint().expect("written");
    let live = everything(&mut store);
    let path = dir.path().join("snapshot-2.ron");
    let text = fs::read_to_string(&path).expect("there");
    replace(&path, &text.replacen("two\\nlines", "two\\nlimes", 1));
    let mut store = Store::open(dir.path()).expect("opens");
    assert!(store.take_notices().is_empty(), "opening reads the index alone");
    assert_eq!(store.pack(&PackId::from("p1")).expect("readable").expect("there").description, "two\nlines");
    assert_eq!(store.take_notices().len(), 1);
    assert_eq!(everything(&mut store), live);
}
