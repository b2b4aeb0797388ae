//! Repairs a damaged workspace.
//!
//! [`Repair::plan`] says what would be done, and [`Repair::carry_out`] does it. Where only caches of the journal are
//! damaged, they are set aside and written again. Where the journal is damaged, its good lines (`scan`) are written to
//! one new segment (`salvage`) after all that are there, and `CURRENT.ron` is published last. So a kill at any moment
//! leaves either the old state or the repaired workspace. Nothing is deleted: old files go to `set-aside-<n>`.
//!
//! No line is given up without the consent of whoever repairs: [`RepairStep::given_up`] says which are.

mod inspection;
mod needs;
mod plan;
mod salvage;
mod scan;
#[cfg(test)]
mod tests;

use std::{
    io::{self, Write as _},
    path::Path,
};

use self::inspection::Inspection;
pub use self::plan::{Repair, RepairStep};
use super::{
    Author, Checked, Progress, Store, StoreError,
    current::{self, Current},
    disk,
    error::Doing,
    journal, lock,
    mark::{self, Mark},
};

impl Repair {
    /// Finds out what is wrong and how it can be repaired. Takes no lock and writes nothing.
    ///
    /// # Errors
    /// Where a file can't be read; [`StoreError::Newer`], as what a newer program wrote is no damage;
    /// [`StoreError::Stopped`] where the progress says so.
    pub fn plan(dir: &Path, author: &Author, progress: &Progress) -> Result<Self, StoreError> {
        let look = Inspection::of(dir, progress)?;
        let aside = look.aside();
        look.repair(author, aside)
    }

    /// What would be done, step by step. Empty where nothing is wrong.
    pub fn steps(&self) -> &[RepairStep] {
        &self.steps
    }

    /// Carries out the plan, and checks everything again.
    ///
    /// # Errors
    /// Whatever the disk refuses; the workspace is then what it was before, or repaired. [`StoreError::Stopped`] where
    /// the progress said so before anything was written.
    pub fn carry_out(&self, author: &Author, progress: &Progress) -> Result<Checked, StoreError> {
        if !self.steps.is_empty() {
            self.mend(author, progress)?;
            // It only makes the next start faster, so a failure does not matter.
            let _ = Store::open(&self.dir).and_then(|mut store| {
                store.set_progress(progress.to_the_end());
                store.checkpoint_if_due()
            });
        }
        Checked::watched(&self.dir, &progress.to_the_end())
    }

    fn mend(&self, author: &Author, progress: &Progress) -> Result<(), StoreError> {
        let dir = &self.dir;
        // Only a file can be locked, so anything else in its place is moved first.
        let (before, under_lock): (Vec<_>, Vec<_>) = self.moved.iter().partition(|name| *name == lock::LOCK);
        self.move_aside(&before)?;
        let mut held = lock::acquire(dir, lock::LOCK_WAIT, false, progress)?;
        let now = Inspection::of(dir, progress)?.repair(author, self.aside.clone())?;
        let planned = self.steps.iter().filter(|mended| mended.file != dir.join(lock::LOCK));
        if !now.steps.iter().eq(planned) || now.journal != self.journal {
            return Err(io::Error::other("it has changed since it was looked at; try again")).doing("repair", dir);
        }
        held.sign(&format!("{} (repair, process {})", author.by, std::process::id()));
        disk::create_folder(&self.aside)?;
        disk::sync_folder(dir)?;
        if let Some(current) = &self.current {
            self.keep_a_copy(current::NAME)?;
            if let Some(journal) = &self.journal {
                disk::replace(&journal::path(dir, current.first), journal.as_bytes())?;
            }
            current.publish(dir)?;
            self.mark.into_iter().for_each(|mark| held.publish(mark));
        }
        self.move_aside(&under_lock)
    }

    fn move_aside(&self, names: &[&String]) -> Result<(), StoreError> {
        if names.is_empty() {
            return Ok(());
        }
        disk::create_folder(&self.aside)?;
        for name in names {
            disk::rename(&self.dir.join(name), &self.aside.join(name))?;
        }
        disk::sync_folder(&self.aside)?;
        disk::sync_folder(&self.dir)
    }

    /// Copies a file that is about to be replaced.
    fn keep_a_copy(&self, name: &str) -> Result<(), StoreError> {
        let (there, path) = (self.dir.join(name), self.aside.join(name));
        if disk::displaced(&there).is_some() {
            return disk::rename(&there, &path);
        }
        let Some(bytes) = disk::read(&there)? else { return Ok(()) };
        let copied = disk::create_new(&path).and_then(|mut file| file.write_all(&bytes).and_then(|()| file.sync_all()));
        copied.doing("write to", &path)
    }
}

impl Repair {
    fn set_aside(&mut self, name: &str, what: &str) {
        if self.moved.iter().any(|moved| moved == name) {
            return;
        }
        let (file, set_aside) = (self.dir.join(name), Some(self.aside.join(name)));
        self.steps.push(RepairStep { file, line: None, what: what.to_owned(), set_aside, given_up: false });
        self.moved.push(name.to_owned());
    }

    /// Plans for a folder in which only the mark is left.
    fn give_up_all(&mut self, mark: Option<Mark>) {
        let Some(mark) = mark.filter(|mark| mark.seq > 0) else { return };
        let what = format!("what was decided in the lines 1 to {} of the journal: they are missing", mark.seq);
        self.set_aside(mark::HOLDER, &what);
        self.steps.iter_mut().for_each(|mended| mended.given_up = true);
    }

    fn replace_current(&mut self, current: Current, sound: bool) {
        self.current = Some(current);
        if !sound {
            let file = self.dir.join(current::NAME);
            let set_aside = file.symlink_metadata().is_ok().then(|| self.aside.join(current::NAME));
            let what = "made again from the journal".to_owned();
            self.steps.push(RepairStep { file, line: None, what, set_aside, given_up: false });
        }
    }
}
