#![expect(clippy::disallowed_methods, reason = "tests damage files on purpose")]

use std::fs;

use super::{inspection::name_of, *};
use crate::store::{
    commit::MARKER,
    left_over::cache,
    testing::{author, everything, files, release, small},
};

/// A workspace whose journal has three segments, with a snapshot before each but the first: what it holds.
fn three_segments(dir: &Path) -> String {
    let mut store = small(dir);
    for (pack, version) in [("p1", "2.0"), ("p2", "1.0")] {
        release(&mut store, pack, version).expect("released");
    }
    store.checkpoint().expect("written");
    release(&mut store, "p1", "1.0").expect("released");
    store.checkpoint().expect("written");
    for (pack, version) in [("p2", "2.0"), ("p1", "2.0"), ("p2", "1.0")] {
        release(&mut store, pack, version).expect("released");
    }
    everything(&mut store)
}

/// Numbers of the releases that a pack has.
fn releases(store: &mut Store, pack: &str) -> Vec<u32> {
    let pack = store.pack(&pack.into()).expect("readable");
    pack.map(|pack| pack.releases.iter().map(|release| release.number).collect()).unwrap_or_default()
}

/// Repairs a folder, which is then clean and can be written to; what was done.
fn repaired(dir: &Path) -> Vec<RepairStep> {
    let repair = Repair::plan(dir, &author(), &Progress::default()).expect("looked");
    let checked = repair.carry_out(&author(), &Progress::default()).expect("repaired");
    assert!(checked.faults.is_empty(), "{:?}\n{:?}", checked.faults, repair.steps());
    let again = Repair::plan(dir, &author(), &Progress::default()).expect("looked");
    assert!(again.steps().is_empty(), "{:?}", again.steps());
    let mut store = Store::open(dir).expect("opens");
    assert!(store.read_only().is_none());
    if store.entry(&"p2".into()).is_some() {
        release(&mut store, "p2", "1.0").expect("released");
    }
    for mended in repair.steps() {
        let aside = mended.set_aside.as_ref();
        assert!(aside.is_none_or(|aside| aside.exists()), "{mended:?}");
    }
    repair.steps
}

fn given_up(mended: &[RepairStep]) -> Vec<(String, Option<usize>)> {
    let given_up = mended.iter().filter(|mended| mended.given_up);
    given_up.map(|mended| (name_of(&mended.file), mended.line)).collect()
}

/// Tries a repair for each way to damage a copy of the workspace; `judge` is told the damage, what was done, and the
/// workspace.
fn for_each_damage(
    damages: impl Fn(&str, &[u8]) -> Vec<Vec<u8>>,
    mut judge: impl FnMut(&str, &[u8], &[RepairStep], &mut Store),
) {
    let sound = tempfile::tempdir().expect("a folder");
    three_segments(sound.path());
    let files = files(sound.path());
    for (name, bytes) in &files {
        for damaged in damages(name, bytes) {
            let dir = tempfile::tempdir().expect("a folder");
            for (other, bytes) in &files {
                let bytes = if other == name { &damaged } else { bytes };
                fs::write(dir.path().join(other), bytes).expect("written");
            }
            let mended = repaired(dir.path());
            judge(name, &damaged, &mended, &mut Store::open(dir.path()).expect("opens"));
        }
    }
}

#[test]
fn a_sound_workspace_is_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    assert!(
        Repair::plan(&dir.path().join("missing"), &author(), &Progress::default()).expect("looked").steps().is_empty()
    );
    assert!(Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked").steps().is_empty());
    three_segments(dir.path());
    let before = files(dir.path());
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
    assert!(repair.steps().is_empty(), "{:?}", repair.steps());
    assert!(repair.carry_out(&author(), &Progress::default()).expect("looked").faults.is_empty());
    assert_eq!(files(dir.path()), before);
}

#[test]
fn whatever_byte_is_hit_the_rest_is_kept() {
    let flips = |_: &str, bytes: &[u8]| -> Vec<Vec<u8>> {
        let flip = |at: usize| [&bytes[..at], &[bytes[at] ^ 1], &bytes[at + 1..]].concat();
        (0..bytes.len()).step_by(241).map(flip).collect()
    };
    for_each_damage(flips, |name, _, mended, store| {
        // Of what the last segment holds, at most the line that was hit is lost, and what it alone made possible.
        let (one, two) = (releases(store, "p1"), releases(store, "p2"));
        if name == "journal-3.ron" {
            assert!(given_up(mended).len() <= 1, "{mended:?}");
            assert!(one.len() >= 3 && two.len() >= 3, "{one:?} {two:?} {mended:?}");
        } else {
            assert_eq!((one, two), (vec![1, 2, 3, 4], vec![1, 2, 3, 4]), "{mended:?}");
        }
    });
}

#[test]
fn a_line_whose_digest_was_hit_is_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let live = three_segments(dir.path());
    let path = dir.path().join("journal-3.ron");
    let mut bytes = fs::read(&path).expect("readable");
    let end = bytes.iter().position(|byte| *byte == b'\n').expect("a line");
    bytes[end - 3] ^= 1;
    fs::write(&path, &bytes).expect("written");
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
    assert_eq!(given_up(repair.steps()), []);
    assert!(repair.carry_out(&author(), &Progress::default()).expect("repaired").faults.is_empty());
    assert_eq!(everything(&mut Store::open(dir.path()).expect("opens")), live);
}

#[test]
fn lines_that_changed_places_or_run_together_are_kept() {
    let dir = tempfile::tempdir().expect("a folder");
    let live = three_segments(dir.path());
    let path = dir.path().join("journal-3.ron");
    let sound = fs::read_to_string(&path).expect("readable");
    let lines: Vec<&str> = sound.lines().collect();
    let [one, two, three] = lines[..] else { panic!("{sound}") };
    let twice = format!("{one}\n{one}\n{two}\n{three}\n");
    let foreign = format!("{one}\nnothing of ours\n{two}\n{three}\n");
    for text in [
        format!("{two}\n{one}\n{three}\n"),
        format!("{three}\n{two}\n{one}\n"),
        format!("{one}*{two}\n{three}\n"),
        twice,
    ] {
        fs::write(&path, &text).expect("written");
        let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
        assert_eq!(given_up(repair.steps()), [], "{text}");
    }
    fs::write(&path, foreign).expect("written");
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
    assert_eq!(given_up(repair.steps()), [("journal-3.ron".to_owned(), Some(2))]);
    assert!(repair.carry_out(&author(), &Progress::default()).expect("repaired").faults.is_empty());
    assert_eq!(everything(&mut Store::open(dir.path()).expect("opens")), live);
}

#[test]
fn whatever_file_is_gone_or_cut_the_rest_is_kept() {
    let cuts = |_: &str, bytes: &[u8]| -> Vec<Vec<u8>> {
        let mut cuts: Vec<Vec<u8>> = (0..bytes.len()).step_by(389).map(|len| bytes[..len].to_vec()).collect();
        cuts.extend((0..bytes.len()).step_by(743).map(|at| [&bytes[..at], &vec![0; bytes.len() - at][..]].concat()));
        cuts
    };
    for_each_damage(cuts, |name, _, mended, store| {
        let (one, two) = (releases(store, "p1"), releases(store, "p2"));
        if name == "journal-3.ron" {
            assert!(one.len() >= 3 && two.len() >= 2, "{one:?} {two:?} {mended:?}");
        } else {
            assert_eq!((one, two), (vec![1, 2, 3, 4], vec![1, 2, 3, 4]), "{mended:?}");
        }
    });
    let sound = tempfile::tempdir().expect("a folder");
    let live = three_segments(sound.path());
    for (gone, _) in files(sound.path()) {
        let dir = tempfile::tempdir().expect("a folder");
        for (name, bytes) in files(sound.path()).into_iter().filter(|(name, _)| *name != gone) {
            fs::write(dir.path().join(name), bytes).expect("written");
        }
        let before = everything(&mut Store::open(dir.path()).expect("opens"));
        let mended = repaired(dir.path());
        if gone != "journal-3.ron" {
            let mut store = Store::open(dir.path()).expect("opens");
            assert_eq!(releases(&mut store, "p1"), [1, 2, 3, 4], "{gone}: {mended:?} {before} {live}");
        }
    }
}

/// What follows from a lost line is lost with it, and said; what does not is kept.
#[test]
fn what_a_lost_line_brought_is_given_up_where_it_is_needed() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = small(dir.path());
    for (pack, version) in [("p1", "2.0"), ("p1", "1.0"), ("p2", "1.0")] {
        release(&mut store, pack, version).expect("released");
    }
    let path = dir.path().join("journal-1.ron");
    let sound = fs::read_to_string(&path).expect("readable");
    let line = |n: usize| sound.lines().nth(n).expect("a line").len() + 1;
    // A release: the ones after it are kept, with their numbers.
    let mut bytes = sound.clone().into_bytes();
    bytes[line(0) + 30..line(0) + 200].fill(0);
    fs::write(&path, &bytes).expect("written");
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
    assert_eq!(given_up(repair.steps()), [("journal-1.ron".to_owned(), Some(2))], "{:?}", repair.steps());
    repair.carry_out(&author(), &Progress::default()).expect("repaired");
    let mut store = Store::open(dir.path()).expect("opens");
    assert_eq!((releases(&mut store, "p1"), releases(&mut store, "p2")), (vec![1, 3], vec![1]));
    let log = store.log().expect("readable");
    assert_eq!(log.iter().map(|logged| logged.seq).collect::<Vec<_>>(), [1, 2, 3], "the audit log is kept");
    // The import that brought everything: nothing can be kept.
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("journal-1.ron");
    drop(small(dir.path()));
    let mut bytes = sound.into_bytes();
    bytes[100..300].fill(0);
    fs::write(&path, &bytes).expect("written");
    let mended = repaired(dir.path());
    let lines: Vec<Option<usize>> = given_up(&mended).into_iter().map(|(_, line)| line).collect();
    assert_eq!(lines, [Some(1), Some(2), Some(3), Some(4)], "{mended:?}");
    assert!(mended[1].what.contains("\"p1\" is not there any more"), "{mended:?}");
}

#[test]
fn writing_that_was_off_is_on_again() {
    let dir = tempfile::tempdir().expect("a folder");
    let live = three_segments(dir.path());
    fs::write(dir.path().join(MARKER), "syncing failed").expect("written");
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked");
    assert_eq!(given_up(repair.steps()), []);
    assert!(repair.carry_out(&author(), &Progress::default()).expect("repaired").faults.is_empty());
    assert_eq!(everything(&mut Store::open(dir.path()).expect("opens")), live);
    repaired(dir.path());
}

#[test]
fn what_a_newer_program_wrote_is_no_damage() {
    let dir = tempfile::tempdir().expect("a folder");
    drop(small(dir.path()));
    let path = dir.path().join("journal-1.ron");
    let text = fs::read_to_string(&path).expect("readable");
    let before = crate::store::line::written(text.trim_end()).expect("a digest");
    let (line, _) = crate::store::line::close("(seq:2,from:\"the future\")".into(), &before);
    fs::write(&path, format!("{text}{line}")).expect("written");
    assert!(matches!(Repair::plan(dir.path(), &author(), &Progress::default()), Err(StoreError::Newer { .. })));
}

/// CURRENT and journal of a backup from before a repair, without `holder.txt`.
#[test]
fn a_journal_from_before_a_repair_is_no_whole_one() {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = small(dir.path());
    release(&mut store, "p1", "2.0").expect("released");
    let backup: Vec<(&str, Vec<u8>)> =
        ["CURRENT.ron", "journal-1.ron"].map(|name| (name, fs::read(dir.path().join(name)).expect("there"))).into();
    fs::write(dir.path().join("journal-1.ron"), &backup[1].1[..backup[1].1.len() / 2]).expect("cut");
    repaired(dir.path());
    fs::remove_file(dir.path().join("journal-2.ron")).expect("gone");
    for (name, bytes) in &backup {
        fs::write(dir.path().join(name), bytes).expect("put back");
    }
    let store = Store::open(dir.path()).expect("opens");
    let why = store.read_only().map(ToString::to_string).unwrap_or_default();
    assert!(why.contains("names the journal from before a repair"), "{why}");
    let checked = Checked::of(dir.path()).expect("looked at");
    assert_eq!((checked.status(), checked.faults.len()), (6, 1), "{checked:?}");
    let mended = repaired(dir.path());
    assert_eq!(given_up(&mended), [("CURRENT.ron".to_owned(), None)]);
}

/// Links, folders and sockets: `check` tells each, what the journal replaces hinders nobody, and a repair clears up.
#[cfg(unix)]
#[test]
fn what_stands_in_the_place_of_a_file_is_told_and_set_aside() {
    use std::os::unix::{fs::symlink, net::UnixListener};
    let sound = tempfile::tempdir().expect("a folder");
    let live = three_segments(sound.path());
    let files: Vec<(String, Vec<u8>)> = files(sound.path());
    for (name, what) in files.iter().flat_map(|(name, _)| ["link", "folder", "socket"].map(|what| (name, what))) {
        let (dir, what) = (tempfile::tempdir().expect("a folder"), format!("{name} is a {what}"));
        for (other, bytes) in files.iter().filter(|(other, _)| other != name) {
            fs::write(dir.path().join(other), bytes).expect("written");
        }
        let path = dir.path().join(name);
        let _listening = match what.rsplit(' ').next() {
            Some("link") => symlink(sound.path().join(name), &path).map(|()| None),
            Some("folder") => fs::create_dir(&path).map(|()| None),
            _ => UnixListener::bind(&path).map(Some),
        };
        for checked in [Checked::of(dir.path()), Checked::peek(dir.path())] {
            let checked = checked.expect("looked at");
            let [fault] = &checked.faults[..] else { panic!("{what}: {checked:?}") };
            let said = fault.to_string();
            assert!(said.contains(&format!("{name}: ")) && said.contains("stands in its place"), "{what}: {said}");
        }
        if name == "lock" || cache(name).is_some() {
            assert_eq!(everything(&mut Store::open(dir.path()).expect("opens")), live, "{what}");
        }
        let mended = repaired(dir.path());
        assert_eq!(given_up(&mended).is_empty(), !name.starts_with("journal-"), "{what}: {mended:?}");
        let aside = mended.iter().find(|mended| mended.file == path).and_then(|mended| mended.set_aside.clone());
        let aside = aside.expect("set aside").symlink_metadata().expect("there");
        assert!(!aside.is_file(), "{what}");
    }
}
