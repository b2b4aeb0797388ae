//! The ground that moves: a journal, a lock or a folder that is not what it was a moment ago.

use super::{
    super::{Author, Checked, Progress, Repair, journal},
    *,
};
use crate::domain::{Event, Settings};

fn append_to(dir: &Path, bytes: &[u8]) {
    append(dir, "journal-1.ron", bytes);
}

fn journal_of(dir: &Path) -> Vec<u8> {
    fs::read(dir.join("journal-1.ron")).expect("a journal")
}

/// Writes over the bytes of a file that stays the same file.
fn overwrite(path: &Path, bytes: &[u8]) {
    let mut file = fs::File::options().write(true).truncate(true).open(path).expect("a file");
    file.write_all(bytes).expect("written");
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for (name, bytes) in files(from).into_iter().filter(|(name, _)| from.join(name).is_file()) {
        let file = fs::File::options().write(true).create(true).truncate(true).open(to.join(name));
        file.expect("a file").write_all(&bytes).expect("written");
    }
}

fn is_sound(dir: &Path) {
    let checked = Checked::of(dir).expect("looked at");
    assert_eq!((checked.status(), &checked.notices), (0, &Vec::new()), "{checked:?}");
}

#[test]
fn a_line_of_the_length_of_a_torn_one_is_not_cut() {
    let dir = folder();
    let mut first = small(dir.path());
    let pack = first.pack(&"p1".into()).expect("readable").expect("there");
    let (line, _) = first.position.commit(&stamp(), &[release_of(&pack, "2.0")], dir.path()).expect("a line");
    let torn = format!("{:x<len$}", "(seq:2,at:\"", len = line.len());
    append_to(dir.path(), torn.as_bytes());
    let mut open = Store::open(dir.path()).expect("opens");
    assert_eq!(release(&mut first, "p1", "2.0").expect("released"), 2);
    assert_eq!(journal_of(dir.path()).len() as u64, first.position.offset);
    // Nothing that a look at the file's name could tell has changed.
    open.seen = super::super::disk::stat(&journal::path(dir.path(), 1)).expect("there");
    assert_eq!(release(&mut open, "p1", "1.0").expect("released"), 3);
    first.refresh().expect("followed");
    assert_eq!((everything(&mut first), first.seq()), (everything(&mut open), 3));
    is_sound(dir.path());
}

#[test]
fn a_line_that_was_replaced_by_one_of_its_length_is_forgotten() {
    let dir = folder();
    let (here, other) = (dir.path().join("here"), dir.path().join("other"));
    let mut open = small(&here);
    copy(&here, &other);
    release(&mut open, "p1", "2.0").expect("released");
    let mut elsewhere = Store::open(&other).expect("opens");
    release(&mut elsewhere, "p1", "1.0").expect("released");
    assert_eq!(journal_of(&here).len(), journal_of(&other).len());
    let mut reader = Store::open(&here).expect("opens");
    for name in ["journal-1.ron", "holder.txt"] {
        overwrite(&here.join(name), &fs::read(other.join(name)).expect("there"));
    }
    assert!(reader.refresh().expect("followed"), "outside the lock the time of the change tells");
    assert_eq!(everything(&mut reader), everything(&mut elsewhere));
    open.seen = super::super::disk::stat(&journal::path(&here, 1)).expect("there");
    assert_eq!(release(&mut open, "p2", "1.0").expect("released"), 1);
    release(&mut elsewhere, "p2", "1.0").expect("released");
    assert_eq!(everything(&mut open), everything(&mut elsewhere));
    is_sound(&here);
}

#[test]
fn an_end_of_a_segment_that_was_undone_is_not_built_on() {
    let dir = folder();
    let mut store = small(dir.path());
    let before = (journal_of(dir.path()), fs::read(dir.path().join("holder.txt")).expect("there"));
    let mut open = Store::open(dir.path()).expect("opens");
    let mut held = store.begin("a test").expect("the lock");
    store.end_segment(&mut held).expect("ended");
    drop(held);
    open.refresh().expect("followed");
    assert_eq!((open.position.segment, open.position.offset), (2, 0));
    overwrite(&dir.path().join("journal-1.ron"), &before.0);
    overwrite(&dir.path().join("holder.txt"), &before.1);
    assert_eq!(release(&mut open, "p1", "2.0").expect("released"), 2);
    assert_eq!((open.position.segment, open.seq()), (1, 2));
    is_sound(dir.path());
}

#[test]
fn a_lock_whose_name_was_taken_away_lets_no_two_writers_in() {
    let dir = folder();
    let mut stopped = small(dir.path());
    let mut other = Store::open(dir.path()).expect("opens");
    other.set_lock_wait(Duration::ZERO);
    let pack = stopped.pack(&"p1".into()).expect("readable").expect("there");
    let refused = stopped.commit(&author(), |_, _| {
        fs::remove_file(dir.path().join("lock")).expect("removed");
        let refused = release(&mut other, "p1", "1.0").expect_err("refused");
        assert!(matches!(refused, StoreError::Locked { .. }), "{refused}");
        Ok::<_, StoreError>((vec![release_of(&pack, "2.0")], ()))
    });
    let refused = refused.expect_err("refused").to_string();
    assert!(refused.ends_with("lock was taken away while this program held it"), "{refused}");
    other.set_lock_wait(crate::store::lock::LOCK_WAIT);
    assert_eq!(release(&mut other, "p1", "1.0").expect("released"), 2);
    assert_eq!(release(&mut stopped, "p1", "2.0").expect("released"), 3);
    is_sound(dir.path());
}

#[test]
fn a_journal_that_is_exchanged_or_written_to_under_the_lock_is_refused() {
    let dir = folder();
    let mut store = small(dir.path());
    let pack = store.pack(&"p1".into()).expect("readable").expect("there");
    let path = dir.path().join("journal-1.ron");
    let whole = journal_of(dir.path());
    let exchange = || {
        fs::rename(&path, dir.path().join("old")).expect("moved");
        append_new(dir.path(), "journal-1.ron", &whole);
    };
    let changes: [&dyn Fn(); 3] =
        [&exchange, &|| append_to(dir.path(), b"(seq:2,at"), &|| overwrite(&path, &whole[..whole.len() - 1])];
    for change in changes {
        let refused = store.commit(&author(), |_, _| {
            change();
            Ok::<_, StoreError>((vec![release_of(&pack, "2.0")], ()))
        });
        let refused = refused.expect_err("refused");
        assert!(matches!(refused, StoreError::Moved { .. }), "{refused}");
        let written = journal_of(dir.path());
        assert!(written.starts_with(&whole[..whole.len() - 1]) && written.len() < whole.len() + 20);
        overwrite(&path, &whole);
        store = Store::open(dir.path()).expect("opens");
        assert!(store.read_only().is_none() && store.seq() == 1);
    }
}

#[test]
fn two_that_found_the_same_folder_are_not_both_acknowledged() {
    let dir = folder();
    let state = dir.path().join("state");
    let (mut stopped, mut other) = (Store::open(&state).expect("opens"), Store::open(&state).expect("opens"));
    let refused = stopped.commit(&author(), |_, _| {
        fs::remove_file(state.join("lock")).expect("removed");
        import(&mut other, SMALL);
        Ok::<_, StoreError>((vec![Event::PackDeleted { pack: "p1".into() }], ()))
    });
    assert!(matches!(refused, Err(StoreError::Moved { .. })), "{refused:?}");
    assert_eq!(Store::open(&state).expect("opens").packs().len(), 2);
}

#[cfg(unix)]
#[test]
fn what_is_not_durable_yet_is_not_shown() {
    let dir = folder();
    let mut store = small(dir.path());
    let held = store.begin("a test").expect("the lock");
    let (line, _) = store.position.commit(&stamp(), &[], dir.path()).expect("a line");
    append_to(dir.path(), line.as_bytes());
    let mut reader = Store::open(dir.path()).expect("opens");
    assert_eq!((reader.seq(), reader.pending), (1, true));
    assert!(!reader.refresh().expect("looked") && reader.read_only().is_none());
    assert_eq!(Checked::of(dir.path()).expect("looked at").lines, 1, "left out");
    drop(held);
    assert!(reader.refresh().expect("looked"), "its writer is gone, and it is whole");
    assert_eq!((reader.seq(), reader.pending), (2, false));
}

#[test]
fn a_line_of_a_writer_that_was_killed_before_it_named_it_durable_counts() {
    let dir = folder();
    let mut store = small(dir.path());
    let named = fs::read(dir.path().join("holder.txt")).expect("there");
    release(&mut store, "p1", "2.0").expect("released");
    for mark in [named, vec![b' '; 128], Vec::new()] {
        overwrite(&dir.path().join("holder.txt"), &mark);
        let mut reader = Store::open(dir.path()).expect("opens");
        assert_eq!((reader.seq(), reader.pending), (2, false));
        release_anything(&mut reader).expect("taken on");
        assert_eq!(reader.mark.map(|mark| mark.seq), Some(2), "synced and named");
        assert_eq!(super::super::mark::Mark::of(dir.path(), 1).expect("read"), reader.mark);
    }
    is_sound(dir.path());
}

#[test]
fn what_was_acknowledged_and_is_missing_is_told() {
    let dir = folder();
    let mut store = small(dir.path());
    for _ in 0..3 {
        release(&mut store, "p1", "2.0").expect("released");
    }
    let path = dir.path().join("journal-1.ron");
    let whole = journal_of(dir.path());
    let ends: Vec<usize> = (1..=whole.len()).filter(|end| whole[end - 1] == b'\n').collect();
    let zeroed = |at: usize| [&whole[..at], &[0], &whole[at + 1..]].concat();
    for (what, bytes, told) in [
        ("cut at a line break", whole[..ends[2]].to_vec(), ":4:1: the journal ends here, and line 4 of it"),
        ("cut by two lines", whole[..ends[1]].to_vec(), ":3:1: the journal ends here, and lines 3 to 4 of it"),
        ("cut in a line", whole[..ends[3] - 40].to_vec(), ":4:1: the journal ends here, and line 4 of it"),
        ("emptied", Vec::new(), ":1:1: the journal ends here, and lines 1 to 4"),
        ("a zero in the last line", zeroed(ends[2] + 60), ":4:"),
        ("a zero in a trailer", zeroed(ends[3] - 4), ":4:"),
        ("zeros over lines", [&whole[..ends[1] + 5], &[0; 512][..], &whole[ends[1] + 517..]].concat(), ":3:"),
    ] {
        overwrite(&path, &bytes);
        let mut opened = Store::open(dir.path()).expect("opens");
        let why = opened.read_only().unwrap_or_else(|| panic!("{what}: not noticed")).to_string();
        assert!(why.contains(told), "{what}: {why}");
        assert!(release(&mut opened, "p1", "2.0").is_err() && journal_of(dir.path()) == bytes, "{what}");
        let checked = Checked::of(dir.path()).expect("looked at");
        assert!(checked.status() == 6 && checked.faults[0].to_string().contains(told), "{what}: {checked:?}");
        store.refresh().expect("followed");
        assert_eq!(store.read_only().map(ToString::to_string), Some(why), "{what}");
        let copied = dir.path().join(what);
        copy(dir.path(), &copied);
        let repair = Repair::plan(&copied, &author(), &Progress::default()).expect("looked at");
        let given_up = repair.steps().iter().any(|mended| mended.given_up);
        assert_eq!(given_up, what != "a zero in a trailer", "{what}: the mark knows what the trailer was");
        assert_eq!(repair.carry_out(&author(), &Progress::default()).expect("mended").status(), 0, "{what}");
        release_anything(&mut Store::open(&copied).expect("opens")).expect("writable");
        is_sound(&copied);
    }
    overwrite(&path, &whole);
    assert!(store.refresh().expect("followed") && store.read_only().is_none());
    is_sound(dir.path());
}

#[test]
fn a_line_without_its_line_break_is_a_line() {
    let dir = folder();
    let mut store = small(dir.path());
    release(&mut store, "p1", "2.0").expect("released");
    let path = dir.path().join("journal-1.ron");
    let whole = journal_of(dir.path());
    let line = &whole[..whole.len() - 1];
    for end in [&b"*"[..], b"", b"\0", b"\0\0\0"] {
        overwrite(&path, &[line, end].concat());
        let checked = Checked::of(dir.path()).expect("looked at");
        assert!(checked.status() == 0 && checked.notices[0].contains(":2: the line is whole"), "{checked:?}");
        let mut opened = Store::open(dir.path()).expect("opens");
        assert_eq!((opened.seq(), opened.read_only().is_some()), (2, false), "{end:?}");
        release_anything(&mut opened).expect("mended");
        assert_eq!(journal_of(dir.path()), whole, "{end:?}");
        assert!(opened.take_notices().last().is_some_and(|notice| notice.contains("line break")), "{end:?}");
    }
    assert_eq!(release(&mut store, "p1", "1.0").expect("released"), 3);
}

#[test]
fn a_folder_that_vanishes_or_is_exchanged_is_an_error_and_nothing_is_founded_there() {
    let dir = folder();
    let state = dir.path().join("state");
    let mut reader = Store::open(&state).expect("opens");
    let mut writer = small(&state);
    assert!(reader.refresh().expect("followed") && reader.packs().len() == 2);
    let refuses = |store: &mut Store, told: &str| {
        let why = store.refresh().expect_err("noticed").to_string();
        assert!(why.ends_with(told), "{why}");
        let why = release(store, "p1", "2.0").expect_err("refused").to_string();
        assert!(why.ends_with(told), "{why}");
        assert_eq!(store.checkpoint().expect_err("refused").to_string(), why);
    };
    fs::rename(&state, dir.path().join("old")).expect("moved");
    refuses(&mut reader, "state is not there any more");
    assert!(!state.exists());
    fs::create_dir(&state).expect("made");
    refuses(&mut reader, "state is another folder than the one that was opened");
    assert_eq!(files(&state), []);
    small(&state);
    let others = files(&state);
    refuses(&mut writer, "state is another folder than the one that was opened");
    assert_eq!(files(&state), others);
    fs::rename(&state, dir.path().join("other")).expect("moved");
    fs::rename(dir.path().join("old"), &state).expect("back");
    reader.refresh().expect("followed");
    assert_eq!(release(&mut reader, "p1", "2.0").expect("released"), 2);
    for (name, _) in files(&state) {
        fs::remove_file(state.join(name)).expect("removed");
    }
    refuses(&mut reader, "state does not hold the workspace any more");
    assert_eq!(files(&state), []);
}

/// One that was copied over it, file by file, into the same folder and even into the same files.
#[test]
fn another_workspace_in_the_same_folder_is_never_taken_for_the_one_that_was_opened() {
    for checkpointed in [false, true] {
        let dir = folder();
        let (here, other, aside) = (dir.path().join("here"), dir.path().join("other"), dir.path().join("aside"));
        let (mut writer, mut elsewhere) = (small(&here), Store::open(&other).expect("opens"));
        let stranger = Author { by: "a.kim@desk".into(), ..author() };
        let named = |_: &mut Store, _: &_| {
            let settings = Settings { name: "Another".into(), ..Settings::default() };
            Ok::<_, StoreError>((vec![Event::SettingsChanged(settings)], ()))
        };
        elsewhere.commit(&stranger, named).expect("a first line");
        import(&mut elsewhere, SMALL);
        if checkpointed {
            writer.checkpoint().and_then(|()| elsewhere.checkpoint()).expect("checkpoints");
        }
        let mut reader = Store::open(&here).expect("opens");
        copy(&here, &aside);
        copy(&other, &here);
        let others = files(&here);
        for store in [&mut writer, &mut reader] {
            for _ in 0..2 {
                let why = store.refresh().expect_err("noticed").to_string();
                assert!(why.ends_with("here holds another workspace than a moment ago"), "{why}");
                assert_eq!(release(store, "p1", "2.0").expect_err("refused").to_string(), why);
                assert_eq!(store.checkpoint().expect_err("refused").to_string(), why);
            }
        }
        assert_eq!(files(&here), others);
        release(&mut Store::open(&here).expect("opens"), "p1", "2.0").expect("who opens it now may write");
        for (name, _) in files(&here) {
            fs::remove_file(here.join(name)).expect("removed");
        }
        copy(&aside, &here);
        for store in [&mut writer, &mut reader] {
            store.refresh().expect("back");
            release_anything(store).expect("writable again");
        }
        is_sound(&here);
    }
}

/// Whoever may write to the folder leads no write to somebody's file, and keeps no program waiting.
#[cfg(unix)]
#[test]
fn what_is_no_regular_file_is_neither_read_nor_written_through() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    for name in ["CURRENT.ron", "journal-1.ron", "holder.txt", "lock"] {
        for what in ["a link", "a device", "a socket"] {
            let dir = folder();
            drop(small(dir.path()));
            let (path, other) = (dir.path().join(name), dir.path().join("precious"));
            fs::write(&other, b"precious").expect("written");
            fs::remove_file(&path).expect("there");
            let _listening = match what {
                "a link" => symlink(&other, &path).map(|()| None),
                "a device" => symlink("/dev/zero", &path).map(|()| None),
                _ => UnixListener::bind(&path).map(Some),
            };
            let said =
                Store::open(dir.path()).and_then(|mut store| release(&mut store, "p1", "2.0")).expect_err("refused");
            let said = format!("{said}, {:?}", said.hint());
            assert!(
                said.contains(name) && said.contains("stands in its place") && said.contains("check --repair"),
                "{name} is {what}: {said}"
            );
            assert_eq!(fs::read(&other).expect("readable"), b"precious", "{name} is {what}");
        }
    }
}
