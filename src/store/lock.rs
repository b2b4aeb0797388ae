//! One writer at a time.
//!
//! The lock is the operating system's, on the file `lock`: it goes with the process that holds it, however that ends.
//! Who holds it stands in `holder.txt`, beside it because Windows lets nobody read a locked file. That file has a
//! fixed width and is blank while nobody holds the lock, and in a fresh folder both are taken away again, so a commit
//! that came to nothing leaves no trace.

use std::{
    path::{Path, PathBuf},
    thread,
    time::{Duration, Instant},
};

use super::{
    StoreError, current,
    disk::{self, File},
    error::Doing,
};

pub(super) const LOCK: &str = "lock";
pub(super) const HOLDER: &str = "holder.txt";
const HOLDER_WIDTH: usize = 128;
const FIRST_PAUSE: Duration = Duration::from_micros(100);
const LONGEST_PAUSE: Duration = Duration::from_millis(20);

/// The lock, held until dropped.
#[derive(Debug)]
pub(super) struct Guard {
    dir: PathBuf,
    holder: Option<File>,
    made_lock: bool,
    made_folder: bool,
    // Closing it gives the lock back, after the name was taken away.
    _lock: File,
}

/// Takes the workspace's lock in the name of `who`, making the folder where there is none.
pub(super) fn acquire(dir: &Path, who: &str, wait: Duration) -> Result<Guard, StoreError> {
    let path = dir.join(LOCK);
    let begun = Instant::now();
    let mut pause = FIRST_PAUSE;
    let mut made_folder = false;
    loop {
        made_folder |= disk::create_folder(dir)?;
        let made_lock = disk::stat(&path)?.is_none();
        let file = disk::open_or_create(&path).doing("open", &path)?;
        match file.lock().doing("lock", &path)? {
            // Whoever was refused in a fresh folder, or moved the folder aside, took this file's name away.
            true if !is_named(&file, &path)? => {}
            true => {
                return Ok(Guard { dir: dir.to_owned(), holder: sign(dir, who), made_lock, made_folder, _lock: file });
            }
            false if begun.elapsed() >= wait => {
                return Err(StoreError::Locked { path: dir.to_owned(), holder: holder(dir) });
            }
            false => {
                thread::sleep(pause.min(wait));
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
        }
    }
}

/// Who holds the lock right now; none where nobody does. Creates nothing.
///
/// # Errors
/// Where the lock can't be looked at.
pub fn lock_holder(dir: &Path) -> Result<Option<String>, StoreError> {
    let path = dir.join(LOCK);
    let file = match disk::open(&path) {
        Err(e) if e.kind() == std::io::ErrorKind::NotFound => return Ok(None),
        file => file.doing("open", &path)?,
    };
    let free = file.lock().doing("lock", &path)?;
    Ok((!free).then(|| holder(dir)))
}

fn is_named(file: &File, path: &Path) -> Result<bool, StoreError> {
    let ours = file.stat().doing("look at", path)?;
    Ok(disk::stat(path)?.is_some_and(|there| there.identity == ours.identity))
}

/// Writes the holder down. It serves a message only, so a failure is no reason to refuse a commit.
fn sign(dir: &Path, who: &str) -> Option<File> {
    let mut file = disk::open_or_create(&dir.join(HOLDER)).ok()?;
    let mut name: String = who.chars().map(|c| if c.is_control() { '?' } else { c }).collect();
    while name.len() >= HOLDER_WIDTH {
        name.pop();
    }
    write_padded(&mut file, &name)?;
    Some(file)
}

fn write_padded(file: &mut File, name: &str) -> Option<()> {
    let width = HOLDER_WIDTH - 1 - name.len() + name.chars().count();
    file.overwrite(format!("{name:width$}\n").as_bytes()).ok()
}

fn holder(dir: &Path) -> String {
    let name = disk::read(&dir.join(HOLDER)).ok().flatten().unwrap_or_default();
    match String::from_utf8_lossy(&name).trim() {
        "" => "another program".to_owned(),
        name => name.to_owned(),
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        if let Some(file) = &mut self.holder {
            write_padded(file, "");
        }
        if self.made_lock && !self.dir.join(current::NAME).exists() {
            // Nothing came of it. What can't be taken back now is harmless.
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
    fn a_second_writer_learns_who_holds_the_lock() {
        let dir = tempfile::tempdir().expect("a folder");
        let first = acquire(dir.path(), "m.ruiz@desk (process 7)", Duration::ZERO).expect("the lock");
        let second = acquire(dir.path(), "other", Duration::ZERO).expect_err("refused");
        assert!(second.to_string().ends_with("is locked by m.ruiz@desk (process 7)"), "{second}");
        drop(first);
        assert_eq!(disk::read(&dir.path().join(HOLDER)).expect("readable"), None, "nothing came of it");
        disk::open_or_create(&dir.path().join(LOCK)).expect("a lock that stays");
        for name in ["m.ruiz@desk", &"é\u{1b}".repeat(100)] {
            let held = acquire(dir.path(), name, Duration::ZERO).expect("the lock");
            let there = disk::read(&dir.path().join(HOLDER)).expect("readable").expect("there");
            assert!(there.len() == HOLDER_WIDTH && !there.trim_ascii().is_empty());
            drop(held);
            let blank = disk::read(&dir.path().join(HOLDER)).expect("readable").expect("there");
            assert_eq!((blank.len(), blank.trim_ascii()), (HOLDER_WIDTH, &b""[..]));
        }
    }
}
