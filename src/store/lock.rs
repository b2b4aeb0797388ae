//! One writer at a time.
//!
//! A writer holds two locks of the operating system's, which go with the process that holds them, however that ends.
//! The first is on the file `lock`, and is waited for. The second is on the segment that is written to. A name can be
//! taken away while its holder is stopped, and then another program locks another file; but lines can only be lost in
//! the file that both write to, and nobody writes to a segment without the lock of that very file. After the lock was
//! taken the end of the segment is read, before a write it is looked at once more, and before and after the write the
//! segment must be the file that its path names. So of two writers one finds the other's line, or none is acknowledged.
//! (On Windows nobody can read a locked file, so there the first lock alone holds, and its name is looked at.)
//!
//! Who holds the lock stands in `holder.txt`, in a fixed number of bytes that are blank while nobody does; after them
//! stands the [`Mark`]. In a fresh folder `lock` and `holder.txt` are taken away again, so a commit that came to
//! nothing leaves no trace.

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{
    Progress, StoreError, current,
    disk::{self, File},
    error::Doing,
    mark::{HOLDER, HOLDER_WIDTH, Mark},
};

pub(super) const LOCK: &str = "lock";
/// How long a command waits for a lock that another one holds.
pub(super) const LOCK_WAIT: Duration = Duration::from_secs(5);
const FIRST_PAUSE: Duration = Duration::from_micros(100);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The lock, held until dropped.
#[derive(Debug)]
pub(super) struct Guard {
    dir: PathBuf,
    deadline: Instant,
    progress: Progress,
    holder: Option<File>,
    made_lock: bool,
    made_folder: bool,
    mark: Option<Mark>,
    /// The segment that is written to, under a lock of its own.
    segment: Option<File>,
    // Closing it gives the lock back, after the name was taken away.
    lock: File,
}

/// Takes the workspace's lock. Only `may_found` makes a folder where there is none. Waiting for it can be stopped.
pub(super) fn acquire(dir: &Path, wait: Duration, may_found: bool, progress: &Progress) -> Result<Guard, StoreError> {
    let path = dir.join(LOCK);
    let deadline = Instant::now() + wait;
    let mut made_folder = false;
    patiently(dir, deadline, progress, || {
        made_folder |= may_found && disk::create_folder(dir)?;
        let made_lock = disk::stat(&path)?.is_none();
        let lock = disk::open_or_create(&path).doing("open", &path)?;
        // A program that was refused in a fresh folder, or that moved the folder aside, has removed this file's name.
        if !lock.lock().doing("lock", &path)? || !is_named(&lock)? {
            return Ok(None);
        }
        Ok(Some(Guard {
            dir: dir.to_owned(),
            deadline,
            progress: progress.clone(),
            holder: None,
            made_lock,
            made_folder,
            mark: None,
            segment: None,
            lock,
        }))
    })
}

/// Keeps other programs from writing to a workspace's folder, as long as the result is kept. Creates the folder.
///
/// # Errors
/// Where another program has it for longer than anybody waits; whatever the disk refuses.
pub fn hold_folder(dir: &Path) -> Result<impl Sized + use<>, StoreError> {
    acquire(dir, LOCK_WAIT, true, &Progress::default())
}

/// Tries again until the deadline, or until the work is stopped.
fn patiently<T>(
    dir: &Path,
    deadline: Instant,
    progress: &Progress,
    mut attempt: impl FnMut() -> Result<Option<T>, StoreError>,
) -> Result<T, StoreError> {
    let mut pause = FIRST_PAUSE;
    loop {
        if let Some(done) = attempt()? {
            return Ok(done);
        }
        if progress.is_stopped() {
            return Err(StoreError::Stopped);
        }
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(StoreError::Locked { path: dir.to_owned(), holder: holder(dir) });
        }
        thread::sleep(pause.min(left));
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

/// Whether nobody writes to a segment. It stays so while the file is open.
pub(super) fn is_quiet(segment: &File) -> Result<bool, StoreError> {
    segment.share().doing("lock", segment.path())
}

impl Guard {
    /// Locks the segment that is written to, once nobody else holds it.
    pub(super) fn hold(&mut self, path: &Path) -> Result<(), StoreError> {
        self.segment = None;
        self.segment = Some(patiently(&self.dir, self.deadline, &self.progress, || {
            let segment = disk::open_to_append(path).doing("open", path)?;
            // A locked file can't be read by anybody else on Windows.
            let taken = cfg!(windows) || segment.lock().doing("lock", path)?;
            Ok((taken && is_named(&segment)?).then_some(segment))
        })?);
        Ok(())
    }

    /// Where the segment is that is held.
    pub(super) fn path(&self) -> Option<&Path> {
        self.segment.as_ref().map(File::path)
    }

    /// The segment to write to. Fails where its path, or that of the lock, names another file now.
    pub(super) fn segment(&mut self) -> Result<&mut File, StoreError> {
        if !is_named(&self.lock)? {
            let path = self.lock.path().to_owned();
            return Err(StoreError::Moved { path, what: "was taken away while this program held it" });
        }
        self.still_named()?;
        self.segment.as_mut().ok_or_else(|| exchanged(&self.dir))
    }

    /// Fails where the line went to a file that is no longer in the folder.
    pub(super) fn still_named(&self) -> Result<(), StoreError> {
        match &self.segment {
            Some(segment) if !is_named(segment)? => Err(exchanged(segment.path())),
            _ => Ok(()),
        }
    }

    /// Writes down who holds the lock. It is used in a message only, so a failure does not stop the commit.
    pub(super) fn sign(&mut self, who: &str) {
        let file = disk::open_or_create(&self.dir.join(HOLDER));
        self.holder = file.and_then(|mut file| file.overwrite(padded(who).as_bytes()).map(|()| file)).ok();
    }

    /// Sets the mark for readers. It is written when the lock is released.
    pub(super) fn publish(&mut self, mark: Mark) {
        self.mark = Some(mark);
    }
}

fn exchanged(path: &Path) -> StoreError {
    StoreError::Moved { path: path.to_owned(), what: "was exchanged while this program wrote to it" }
}

/// Who and a line break, in a fixed number of bytes.
fn padded(who: &str) -> String {
    let mut name: String = who.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    while name.len() >= HOLDER_WIDTH {
        name.pop();
    }
    let width = HOLDER_WIDTH - 1 - name.len() + name.chars().count();
    format!("{name:width$}\n")
}

/// Who holds the lock right now; none where nobody does. Creates nothing.
pub fn lock_holder(dir: &Path) -> Result<Option<String>, StoreError> {
    let path = dir.join(LOCK);
    let file = match disk::open(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.doing("open", &path)?,
    };
    let free = file.lock().doing("lock", &path)?;
    Ok((!free).then(|| holder(dir)))
}

fn is_named(file: &File) -> Result<bool, StoreError> {
    Ok(disk::stat(file.path())?.is_some_and(|there| there.identity == file.identity()))
}

fn holder(dir: &Path) -> String {
    let name = disk::read(&dir.join(HOLDER)).ok().flatten().unwrap_or_default();
    let name = name.get(..HOLDER_WIDTH).unwrap_or(&name);
    match String::from_utf8_lossy(name).trim() {
        "" => "another program".to_owned(),
        name => name.to_owned(),
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(file) = &mut self.holder {
            let mark = self.mark.and_then(|mark| mark.line(&self.dir).ok()).unwrap_or_default();
            // A mark that is older than the journal is not wrong, so a failure is no error.
            let _ = file.overwrite((padded("") + &mark).as_bytes());
        }
        if self.made_lock && !self.dir.join(current::NAME).exists() {
            // No workspace was created. A file that can't be removed now does no harm.
            let _ = disk::remove(&self.dir.join(HOLDER));
            let _ = disk::remove(&self.dir.join(LOCK));
            let _ = if self.made_folder { disk::remove_folder(&self.dir) } else { Ok(()) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waiting_for_the_lock_can_be_stopped() {
        let dir = tempfile::tempdir().expect("a folder");
        let _first = acquire(dir.path(), LOCK_WAIT, true, &Progress::default()).expect("the lock");
        let progress = Progress::default();
        progress.stop();
        let stopped = acquire(dir.path(), Duration::from_secs(3600), true, &progress).expect_err("stopped");
        assert!(matches!(stopped, StoreError::Stopped), "{stopped}");
    }

    #[test]
    fn a_second_writer_learns_who_holds_the_lock() {
        let dir = tempfile::tempdir().expect("a folder");
        let mut first = acquire(dir.path(), LOCK_WAIT, true, &Progress::default()).expect("the lock");
        first.sign("m.ruiz@desk (process 7)");
        let second = acquire(dir.path(), Duration::ZERO, true, &Progress::default()).expect_err("refused");
        assert!(second.to_string().ends_with("is locked by m.ruiz@desk (process 7)"), "{second}");
        drop(first);
        assert_eq!(disk::read(&dir.path().join(HOLDER)).expect("readable"), None, "nothing came of it");
        disk::open_or_create(&dir.path().join(LOCK)).expect("a lock that stays");
        for name in ["m.ruiz@desk", &"é\u{1b}".repeat(100)] {
            let mut held = acquire(dir.path(), LOCK_WAIT, true, &Progress::default()).expect("the lock");
            held.sign(name);
            let there = disk::read(&dir.path().join(HOLDER)).expect("readable").expect("there");
            assert!(there.len() == HOLDER_WIDTH && !there.trim_ascii().is_empty());
            drop(held);
            let blank = disk::read(&dir.path().join(HOLDER)).expect("readable").expect("there");
            assert_eq!((blank.len(), blank.trim_ascii()), (HOLDER_WIDTH, &b""[..]));
        }
    }
}
