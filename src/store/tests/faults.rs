//! Disks that fail in the middle of a commit.

use super::{super::injected::on_this_thread, *};

#[test]
fn a_full_disk_leaves_every_byte_as_it_was() {
    let dir = folder();
    let mut store = small(dir.path());
    let before = (files(dir.path()), everything(&mut store));
    let full = "fail=full call=write path=journal";
    let refused = on_this_thread(full, || release(&mut store, "p1", "2.0")).expect_err("refused");
    assert_eq!(refused.kind(), FailureKind::Failed);
    assert!(refused.to_string().contains("journal-1.ron") && refused.hint().is_some(), "{refused}");
    assert_eq!((files(dir.path()), everything(&mut store)), before);
    assert_eq!(release(&mut store, "p1", "2.0").expect("released"), 2);
}

#[test]
fn a_failed_write_that_cant_be_undone_turns_writing_off() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    let stuck = "fail=full call=write path=journal, fail=EIO call=cut";
    on_this_thread(stuck, || release(&mut store, "p1", "2.0")).expect_err("refused");
    let mut other = Store::open(dir.path()).expect("opens");
    let halted = release(&mut other, "p1", "2.0").expect_err("refused");
    assert!(matches!(&halted, StoreError::Halted { why, .. } if why.contains("so did undoing it")), "{halted}");
    assert_eq!((everything(&mut store), everything(&mut other)), (live.clone(), live));
}

#[test]
fn a_failed_sync_turns_writing_off() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    let unsynced = "fail=EIO call=sync path=journal";
    let refused = on_this_thread(unsynced, || release(&mut store, "p1", "2.0")).expect_err("refused");
    assert!(refused.to_string().contains("sync"), "{refused}");
    let halted = release(&mut store, "p1", "2.0").expect_err("refused");
    assert_eq!(halted.kind(), FailureKind::Failed);
    assert!(matches!(&halted, StoreError::Halted { path, .. } if path.exists()), "{halted}");
    assert_eq!(reopened(dir.path()), live);
}

#[test]
fn whichever_call_fails_the_answer_says_what_is_so() {
    let mut told = false;
    for n in 1..60 {
        let dir = folder();
        let mut store = small(dir.path());
        let answer = on_this_thread(&format!("fail=EIO nth={n}"), || release(&mut store, "p1", "2.0"));
        let there = Store::open(dir.path()).expect("opens").pack(&"p1".into()).expect("readable").expect("a pack");
        assert_eq!(answer.is_ok(), there.current_number() == 2, "call {n}: {answer:?}");
        told |= store.take_notices().iter().any(|notice| notice.ends_with("after the change was made"));
    }
    assert!(told, "a look after the sync failed, and was told");
}
