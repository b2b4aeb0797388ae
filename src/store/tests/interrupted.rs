//! Checkpoints that do not finish, and what they leave.

use super::{
    super::{Checked, Progress, Repair, injected::on_this_thread},
    *,
};
use crate::store::LastTick;

fn names(dir: &Path) -> Vec<String> {
    files(dir).into_iter().map(|(name, _)| name).collect()
}

/// Only what `CURRENT.ron` points to, and the snapshot before it.
fn is_tidy(dir: &Path, what: &str) {
    let checked = Checked::of(dir).expect("looked at");
    assert_eq!((checked.status(), &checked.notices), (0, &Vec::new()), "{what}: {checked:?}");
    let names = names(dir);
    assert!(names.iter().filter(|name| name.starts_with("snapshot-")).count() <= 2, "{what}: {names:?}");
    assert!(!names.iter().any(|name| name.contains(".tmp")), "{what}: {names:?}");
}

#[test]
fn a_checkpoint_that_ends_anywhere_harms_nothing_and_the_next_one_clears_up() {
    for n in 1..=calls_of_a_checkpoint() {
        let dir = folder();
        let mut store = with_a_snapshot(dir.path());
        let live = everything(&mut store);
        // From some call on nothing works any more, not even clearing up: what a kill leaves.
        let what = format!("from call {n} on");
        let _ = on_this_thread(&format!("fail=EIO nth={n}.."), || store.checkpoint());
        let checked = Checked::of(dir.path()).expect("looked at");
        assert_eq!(checked.status(), 0, "{what}: {checked:?}");
        assert_eq!(reopened(dir.path()), live, "{what}");
        let mut next = Store::open(dir.path()).expect("opens");
        assert_eq!(release(&mut next, "p1", "1.0").expect("released"), 3, "{what}");
        next.checkpoint().expect("written");
        is_tidy(dir.path(), &what);
    }
}

fn with_a_snapshot(dir: &Path) -> Store {
    let mut store = small(dir);
    store.checkpoint().expect("written");
    release(&mut store, "p1", "2.0").expect("released");
    store
}

fn calls_of_a_checkpoint() -> usize {
    let (dir, beside) = (folder(), folder());
    let mut store = with_a_snapshot(dir.path());
    let record = beside.path().join("record");
    on_this_thread(&format!("record={}", record.display()), || store.checkpoint()).expect("written");
    fs::read_to_string(record).expect("a record").lines().count()
}

#[test]
fn what_a_checkpoint_left_is_told_and_is_no_damage() {
    let dir = folder();
    let mut store = small(dir.path());
    on_this_thread("fail=EIO call=create path=index, fail=EIO call=remove nth=1..", || store.checkpoint())
        .expect_err("refused");
    let there = Checked::of(dir.path()).expect("looked at");
    assert_eq!(there.status(), 0, "{there:?}");
    assert!(there.notices[0].contains("snapshot-2.ron: nothing points to it"), "{there:?}");
    assert!(there.notices[1].contains("segments 1 to 2 are read at each start"), "{there:?}");
    store.checkpoint().expect("written");
    is_tidy(dir.path(), "after");
}

#[test]
fn a_damaged_cache_is_damage_until_it_is_replaced() {
    let dir = folder();
    let mut store = small(dir.path());
    store.checkpoint().expect("written");
    append(dir.path(), "index-2.ron", b"x");
    assert_eq!(Checked::of(dir.path()).expect("looked at").status(), 6);
    let mut store = Store::open(dir.path()).expect("opens");
    assert!(store.checkpoint_if_due().expect("written"));
    let checked = Checked::of(dir.path()).expect("looked at");
    assert_eq!(checked.status(), 0, "{checked:?}");
    assert!(checked.notices.iter().any(|notice| notice.contains("damaged-index-2.ron")), "{checked:?}");
}

#[test]
fn a_mark_without_a_journal_is_damage_and_no_empty_workspace() {
    let dir = folder();
    small(dir.path());
    for name in names(dir.path()).iter().filter(|name| *name != "holder.txt") {
        fs::remove_file(dir.path().join(name)).expect("removed");
    }
    let mut opened = Store::open(dir.path()).expect("opens");
    let why = opened.read_only().expect("noticed").to_string();
    assert!(why.ends_with("CURRENT.ron: is missing, and so is the journal, of which line 1 was acknowledged"), "{why}");
    assert!(!opened.is_empty() && release_anything(&mut opened).is_err());
    assert_eq!(Checked::of(dir.path()).expect("looked at").status(), 6);
    let repair = Repair::plan(dir.path(), &author(), &Progress::default()).expect("looked at");
    assert!(repair.steps().iter().all(|mended| mended.given_up) && repair.steps().len() == 1);
    assert_eq!(repair.carry_out(&author(), &Progress::default()).expect("mended").status(), 0);
    small(dir.path());
}

#[test]
fn a_tick_is_noted_only_in_the_folder_that_was_opened() {
    let dir = folder();
    let state = dir.path().join("state");
    let mut store = small(&state);
    let tick = LastTick { at: author().now, by: author().by };
    fs::rename(&state, dir.path().join("old")).expect("moved");
    assert!(matches!(store.note_tick(&tick), Err(StoreError::Moved { .. })));
    fs::create_dir(&state).expect("made");
    assert!(matches!(store.note_tick(&tick), Err(StoreError::Moved { .. })));
    assert_eq!(names(&state), Vec::<String>::new());
    fs::remove_dir(&state).expect("removed");
    fs::rename(dir.path().join("old"), &state).expect("back");
    store.note_tick(&tick).expect("noted");
    assert_eq!(store.last_tick().expect("read"), Some(tick));
}

#[test]
fn what_a_failed_sync_did_is_said_as_far_as_it_is_known() {
    for (disk, told) in [
        ("fail=ENOSPC call=sync path=journal", "the change was taken back, and writing is off"),
        ("fail=ENOSPC call=sync path=journal, fail=ENOSPC call=cut", "whether the change was made is not known"),
    ] {
        let dir = folder();
        let mut store = small(dir.path());
        let refused = on_this_thread(disk, || release(&mut store, "p1", "2.0")).expect_err("refused");
        assert!(refused.to_string().contains(told), "{refused}");
        assert!(refused.hint().is_some_and(|hint| hint.contains("check --repair")), "{refused}");
    }
}
