//! The check: what is sound has no fault, and every changed byte is told with its place.

use crate::store::{
    Store,
    check::Checked,
    journal, line,
    testing::{SMALL, import},
};

/// A workspace with two snapshots and lines after each.
fn workspace() -> tempfile::TempDir {
    let dir = tempfile::tempdir().expect("a folder");
    let mut store = Store::create(dir.path(), false).expect("a workspace");
    for round in 0..3 {
        import(&mut store, &SMALL.replace("two\\nlines", &format!("round {round}")));
        if round < 2 {
            store.checkpoint().expect("a snapshot");
        }
    }
    dir
}

#[test]
fn a_sound_workspace_has_no_fault() {
    let dir = workspace();
    let checked = Checked::of(dir.path()).expect("looked at");
    assert!(checked.faults.is_empty(), "{:?}", checked.faults);
    assert_eq!((checked.segments, checked.lines, checked.snapshots), (3, 5, 2));
    let peeked = Checked::peek(dir.path()).expect("looked at");
    assert!(peeked.faults.is_empty() && peeked.notices.is_empty(), "{peeked:?}");
    let empty = tempfile::tempdir().expect("a folder");
    assert_eq!(Checked::of(&empty.path().join("none")).expect("looked at").status(), 0);
}

#[test]
fn every_byte_that_is_changed_is_told_with_its_place() {
    let dir = workspace();
    for entry in std::fs::read_dir(dir.path()).expect("a folder") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().expect("a name").to_string_lossy().into_owned();
        if path.extension().is_none_or(|extension| extension != "ron") {
            continue;
        }
        let sound = std::fs::read(&path).expect("a file");
        for at in (0..sound.len() - 1).step_by(sound.len() / 40 + 1) {
            let mut bytes = sound.clone();
            bytes[at] ^= 1;
            std::fs::write(&path, &bytes).expect("written");
            let checked = Checked::of(dir.path()).expect("looked at");
            let unread = ["snapshot-2.ron", "index-2.ron"].contains(&&*name);
            assert_eq!(checked.status(), if unread { 0 } else { 6 }, "byte {at} of {name}: {checked:?}");
            assert_eq!(Checked::peek(dir.path()).expect("looked at").status(), checked.status(), "{at} of {name}");
            let faults = checked.faults.iter().map(ToString::to_string);
            let told = faults.chain(checked.notices).collect::<Vec<_>>().join("\n");
            assert!(told.contains(&name), "byte {at} of {name}: {told}");
        }
        std::fs::write(&path, &sound).expect("written");
    }
    assert_eq!(Checked::of(dir.path()).expect("looked at").status(), 0);
}

#[test]
fn a_torn_line_is_a_notice_and_a_missing_line_a_fault() {
    let dir = workspace();
    let path = journal::path(dir.path(), 3);
    let sound = std::fs::read(&path).expect("a file");
    std::fs::write(&path, [&sound[..], b"(seq:6,at:"].concat()).expect("written");
    let checked = Checked::of(dir.path()).expect("looked at");
    assert_eq!((checked.status(), checked.notices.len()), (0, 1), "{checked:?}");
    std::fs::write(&path, &sound).expect("written");
    let path = journal::path(dir.path(), 1);
    let whole = std::fs::read(&path).expect("a file");
    let second = whole.iter().position(|b| *b == b'\n').expect("a line") + 1;
    std::fs::write(&path, &whole[second..]).expect("written");
    let checked = Checked::of(dir.path()).expect("looked at");
    assert_eq!(checked.status(), 6);
    assert!(checked.faults[0].to_string().contains("journal-1.ron:1:"), "{:?}", checked.faults);
}

#[test]
fn a_peek_looks_at_digests_and_not_at_what_lines_say() {
    let dir = workspace();
    let path = journal::path(dir.path(), 3);
    let sound = std::fs::read_to_string(&path).expect("a journal");
    let before = line::written(sound.lines().last().expect("a line")).expect("a digest");
    let (newer, _) = line::close("(seq:6,from:\"the future\")".into(), &before);
    std::fs::write(&path, sound + &newer).expect("written");
    assert_eq!(Checked::of(dir.path()).expect("looked at").status(), 6);
    assert_eq!(Checked::peek(dir.path()).expect("looked at").status(), 0);
}
