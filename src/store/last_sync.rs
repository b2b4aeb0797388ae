//! `platform.ron`: when the platform was last looked at. It is no decision, so it stands beside the journal.

use super::{
    LastSync, Store, StoreError,
    disk::{self, File},
    error::Doing,
    lock,
};

pub(super) const NAME: &str = "platform.ron";
/// The note of a shared workspace that says the same; the file says it where that one can't be asked.
const NOTE: &str = "platform";
/// Whoever looks holds it.
pub(super) const LOCK: &str = "platform.lock";

/// Held by the one who looks at the platform.
#[derive(Debug)]
pub struct SyncLock {
    lock: File,
}

impl Drop for SyncLock {
    fn drop(&mut self) {
        // Closing it gives it back, too, where no other program has inherited it.
        let _ = self.lock.unlock();
    }
}

impl Store {
    /// When the platform was last looked at; none where it never was, or what was written can't be understood.
    pub fn last_sync(&self) -> Result<Option<LastSync>, StoreError> {
        if self.synced.is_some() {
            return Ok(self.synced.clone());
        }
        let bytes = disk::read(&self.dir.join(NAME))?;
        Ok(bytes.and_then(|bytes| ron::de::from_bytes(&bytes).ok()))
    }

    /// Writes down that the platform was looked at.
    ///
    /// # Errors
    /// [`StoreError::Moved`] where the folder is gone, or another one stands in its place; where the file can't be
    /// written.
    pub fn note_sync(&mut self, look: &LastSync) -> Result<(), StoreError> {
        if let Some(keeper) = &mut self.keeper {
            keeper.set_note(NOTE, &super::current::encode(look, NOTE.as_ref())?)?;
            self.synced = Some(look.clone());
        }
        self.is_in_place()?;
        let _held = lock::acquire(&self.dir, self.lock_wait, false, &self.progress)?;
        disk::replace(&self.dir.join(NAME), format!("{}\n", super::current::encode(look, NAME.as_ref())?).as_bytes())
    }

    /// Locks out other programs that would synchronise with the platform, as long as the result is kept.
    ///
    /// # Errors
    /// [`StoreError::Locked`] where somebody else is looking.
    pub fn lock_sync(&self) -> Result<SyncLock, StoreError> {
        let path = self.dir.join(LOCK);
        let file = disk::open_or_create(&path).doing("open", &path)?;
        if file.lock().doing("lock", &path)? {
            return Ok(SyncLock { lock: file });
        }
        Err(StoreError::Locked { path: self.dir.clone(), holder: "a synchronisation that is under way".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_is_being_started_does_not_keep_the_lock() {
        let dir = tempfile::tempdir().expect("a folder");
        let store = Store::open(dir.path()).expect("it opens");
        let held = store.lock_sync().expect("the lock");
        let _inherited = held.lock.inherited().expect("the same open file");
        assert!(matches!(store.lock_sync(), Err(StoreError::Locked { .. })));
        drop(held);
        store.lock_sync().expect("it is given back");
    }
}
