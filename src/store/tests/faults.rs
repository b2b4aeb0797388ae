//! Disks that fail in the middle of a commit.

use std::io;

use super::{super::disk::Segment, *};

/// A disk that is full after half a line.
struct Full(fs::File);
/// The same, and not even cutting back works.
struct FullAndStuck(fs::File);
/// A disk that takes everything and fails to sync.
struct Unsynced(fs::File);

impl Segment for Full {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(&bytes[..bytes.len() / 2])?;
        Err(io::ErrorKind::StorageFull.into())
    }
    fn sync(&mut self) -> io::Result<()> {
        unreachable!("nothing to sync")
    }
    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.0.cut(len)
    }
}

impl Segment for FullAndStuck {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(&bytes[..bytes.len() / 2])?;
        Err(io::ErrorKind::StorageFull.into())
    }
    fn sync(&mut self) -> io::Result<()> {
        unreachable!("nothing to sync")
    }
    fn cut(&mut self, _: u64) -> io::Result<()> {
        Err(io::Error::other("stuck"))
    }
}

impl Segment for Unsynced {
    fn append(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.0.write_all(bytes)
    }
    fn sync(&mut self) -> io::Result<()> {
        Err(io::Error::other("bad sector"))
    }
    fn cut(&mut self, len: u64) -> io::Result<()> {
        self.0.cut(len)
    }
}

#[test]
fn a_full_disk_leaves_every_byte_as_it_was() {
    let dir = folder();
    let mut store = small(dir.path());
    let before = (files(dir.path()), everything(&mut store));
    let open = store.open_segment;
    store.open_segment = |path| Ok(Box::new(Full(super::super::disk::open_to_append(path)?)));
    let refused = release(&mut store, "p1", "2.0").expect_err("refused");
    assert_eq!(refused.kind(), FailureKind::Failed);
    assert!(refused.to_string().contains("journal-1.ron") && refused.hint().is_some(), "{refused}");
    assert_eq!((files(dir.path()), everything(&mut store)), before);
    store.open_segment = open;
    assert_eq!(release(&mut store, "p1", "2.0").expect("released"), 2);
}

#[test]
fn a_failed_write_that_cant_be_undone_turns_writing_off() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    store.open_segment = |path| Ok(Box::new(FullAndStuck(super::super::disk::open_to_append(path)?)));
    release(&mut store, "p1", "2.0").expect_err("refused");
    let mut other = Store::open(dir.path()).expect("opens");
    let halted = release(&mut other, "p1", "2.0").expect_err("refused");
    assert!(matches!(&halted, StoreError::Halted { why, .. } if why.contains("stuck")), "{halted}");
    assert_eq!((everything(&mut store), everything(&mut other)), (live.clone(), live));
}

#[test]
fn a_failed_sync_turns_writing_off() {
    let dir = folder();
    let mut store = small(dir.path());
    let live = everything(&mut store);
    let open = store.open_segment;
    store.open_segment = |path| Ok(Box::new(Unsynced(super::super::disk::open_to_append(path)?)));
    assert!(release(&mut store, "p1", "2.0").expect_err("refused").to_string().contains("bad sector"));
    store.open_segment = open;
    let halted = release(&mut store, "p1", "2.0").expect_err("refused");
    assert_eq!(halted.kind(), FailureKind::Failed);
    assert!(matches!(&halted, StoreError::Halted { path, .. } if path.exists()), "{halted}");
    assert_eq!(reopened(dir.path()), live);
}
