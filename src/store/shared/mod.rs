//! A workspace whose journal is kept in a database: the folder is a copy of it.
//!
//! A program that writes to the copy holds its lock, as in any folder. Before a line is sent, it is written to a file
//! in the copy. If no answer comes, the next program that writes to the copy learns from the journal whether the line
//! was stored.

mod commit;
mod follow;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use super::{
    Store, StoreError,
    commit::MARKER,
    current::{Current, FORMAT, encode},
    disk, journal,
    keeper::{Founding, Keeper, Wait, at_most},
};

/// The note that says what is known of the workspace.
pub(super) const FOUNDING: &str = "founding";
/// Says when the copy was last as new as what it is a copy of.
const FOLLOWED: &str = "followed.ron";
/// Stands between the name of a copy that is moved aside and its number.
const ASIDE: &str = ".aside-";
const WHO: &str = "a reader";
/// How long a verb waits for the newest state.
const READ: Duration = Duration::from_secs(10);

impl Store {
    /// Opens a workspace that somebody keeps, with the copy of it in `copy`, and follows it. Where the one who keeps it
    /// can't be asked, the copy is opened as it is ([`Store::away`]); where it can be, a copy that is damaged is moved
    /// aside and made anew.
    ///
    /// # Errors
    /// [`StoreError::NoWorkspace`]; [`StoreError::Away`] where there is no copy either; [`StoreError::WentBack`], and
    /// the copy is moved aside then; where the copy can't be read or written.
    pub fn open_shared(mut keeper: Box<dyn Keeper>, copy: &Path) -> Result<Self, StoreError> {
        let mut store = Self::open_folder(copy)?;
        if store.is_worthless()? {
            let founding = founding(&mut *keeper)?;
            let aside = move_aside(copy)?;
            store = Self { keeper: Some(keeper), ..Self::open_folder(copy)? };
            store.notices.push(format!("the copy was damaged and is fetched anew; it is kept in {}", aside.display()));
            store.found_copy(founding)?;
        } else if store.current.is_none() {
            let founding = founding(&mut *keeper)?;
            store.keeper = Some(keeper);
            store.found_copy(founding)?;
        } else {
            store.keeper = Some(keeper);
        }
        match store.follow_keeper(Wait::UpTo(at_most(READ))) {
            Err(StoreError::WentBack { place, what }) => {
                let aside = move_aside(copy)?;
                Err(StoreError::WentBack { place, what: format!("{what}; the copy is kept in {}", aside.display()) })
            }
            Err(why @ StoreError::Away { .. }) => {
                store.away = Some(why);
                Ok(store)
            }
            followed => {
                if followed? {
                    // It only makes the next start faster, so a failure does not matter.
                    let _ = store.checkpoint_if_due();
                }
                store.tell_unsure()?;
                Ok(store)
            }
        }
    }

    /// Makes a workspace where none is kept yet: an empty one, or with everything that a folder's has. The folder stays
    /// as it is.
    ///
    /// # Errors
    /// [`StoreError::IsKept`]; what keeps the folder from being written to, or is no workspace; [`StoreError::Away`],
    /// and what was put is used when it is tried again.
    pub fn create_shared(keeper: &mut dyn Keeper, from: Option<&Path>) -> Result<(), StoreError> {
        keeper.prepare()?;
        if keeper.note(FOUNDING)?.is_some() {
            return Err(StoreError::IsKept { place: keeper.place().to_owned() });
        }
        let mut founding = Founding { format: FORMAT, demo: false, first: 1 };
        if let Some(from) = from {
            let folder = Self::open(from)?;
            folder.writable()?;
            if folder.is_empty() {
                return Err(StoreError::NoWorkspace { place: from.display().to_string() });
            }
            founding = Founding { demo: folder.base.demo, first: folder.base.first, ..founding };
            folder.each_line(|position, line, _| put_copy(keeper, position.seq, line))?;
        }
        keeper.set_note(FOUNDING, &encode(&founding, Path::new(FOUNDING))?)
    }

    /// Writes the whole journal to a folder, which becomes a workspace of its own.
    ///
    /// # Errors
    /// [`StoreError::Exists`]; whatever keeps the folder from being written to.
    pub fn copy_to(&self, folder: &Path) -> Result<(), StoreError> {
        self.check_writable()?;
        let mut there = Self::open(folder)?;
        let held = there.begin(WHO)?;
        if there.current.is_some() {
            return Err(StoreError::Exists { path: folder.to_owned(), demo: there.base.demo });
        }
        let (first, last) = (self.base.first, self.position.segment);
        for segment in first..=last {
            let path = journal::path(&self.dir, segment);
            let mut bytes = disk::read(&path)?.unwrap_or_default();
            if segment == last {
                bytes.truncate(usize::try_from(self.position.offset).unwrap_or(usize::MAX));
            }
            disk::replace(&journal::path(folder, segment), &bytes)?;
        }
        Current { segment: first, first, ..Current::fresh(self.base.demo) }.publish(folder)?;
        disk::sync_names_above(folder)?;
        drop(held);
        // It only makes the next start faster, so a failure does not matter.
        let _ = Self::open(folder).and_then(|mut copied| copied.checkpoint());
        Ok(())
    }

    /// Why the one who keeps a shared workspace could not be asked the last time; none where that went well, or where
    /// the folder is all there is.
    pub fn away(&self) -> Option<&StoreError> {
        self.away.as_ref()
    }

    /// Why the one who keeps a shared workspace takes no changes, where that is known: the role may only read it, or it
    /// is a standby.
    pub fn denied(&self) -> Option<&StoreError> {
        self.denied.as_ref()
    }

    /// What the clock says where a shared workspace is kept.
    pub fn clock(&mut self) -> Result<Option<DateTime<Utc>>, StoreError> {
        self.keeper.as_mut().map(|keeper| keeper.clock()).transpose()
    }

    /// When the copy was last known to be as new as what it is a copy of, to the minute.
    pub fn followed_at(&self) -> Option<DateTime<Utc>> {
        let bytes = disk::read(&self.dir.join(FOLLOWED)).ok().flatten()?;
        ron::de::from_bytes(&bytes).ok()
    }

    /// Writes down that the copy is as new as what it is a copy of, at most once a minute.
    pub fn note_followed(&self, now: DateTime<Utc>) -> Result<(), StoreError> {
        let fresh = |at: DateTime<Utc>| (at..at + TimeDelta::minutes(1)).contains(&now);
        if self.keeper.is_none() || self.away.is_some() || self.followed_at().is_some_and(fresh) {
            return Ok(());
        }
        let path = self.dir.join(FOLLOWED);
        disk::replace(&path, encode(&now, &path)?.as_bytes())
    }

    /// Copies that were moved aside: they were damaged, or hold lines that the workspace has lost.
    pub fn copies_aside(&self) -> Result<Vec<PathBuf>, StoreError> {
        let Some(above) = self.dir.parent().filter(|_| self.keeper.is_some()) else { return Ok(Vec::new()) };
        let ours = format!("{}{ASIDE}", self.dir.file_name().unwrap_or_default().to_string_lossy());
        let names = disk::list(above)?.into_iter().filter(|name| name.starts_with(&ours));
        Ok(names.map(|name| above.join(name)).collect())
    }

    pub fn kept_in(&self) -> Option<&str> {
        self.keeper.as_deref().map(Keeper::place)
    }

    /// Makes a connection as soon as it can be made, where a shared workspace has none.
    pub fn retry(&mut self) {
        self.keeper.iter_mut().for_each(|keeper| keeper.retry());
    }

    /// Whether nothing of it can be used: it is damaged, or writing to it failed. A newer program's lines are no
    /// damage.
    fn is_worthless(&self) -> Result<bool, StoreError> {
        let damaged = self.read_only.as_ref().is_some_and(|why| matches!(why, StoreError::Damaged { .. }));
        let elsewhere = self.current.is_some() && self.base.copy.is_none();
        Ok(damaged || elsewhere || disk::stat(&self.dir.join(MARKER))?.is_some())
    }

    fn found_copy(&mut self, founding: Founding) -> Result<(), StoreError> {
        let mut held = self.begin(WHO)?;
        if self.current.is_none() {
            // Of a later format what this program understands is read.
            self.found(&mut held, &Current::fresh_copy(founding.demo, founding.first, self.place_text()))?;
        }
        Ok(())
    }
}

/// What is known of a workspace, which must be there.
fn founding(keeper: &mut dyn Keeper) -> Result<Founding, StoreError> {
    let Some(text) = keeper.note(FOUNDING)? else {
        return Err(StoreError::NoWorkspace { place: keeper.place().to_owned() });
    };
    ron::from_str(&text).map_err(|e| StoreError::Newer {
        path: PathBuf::from(keeper.place()),
        line: 0,
        column: 0,
        what: e.code.to_string(),
    })
}

/// Puts a line of a folder's journal, which may have been put by a try before.
fn put_copy(keeper: &mut dyn Keeper, seq: u64, line: &str) -> Result<(), StoreError> {
    if commit::put_until_known(keeper, seq, Uuid::now_v7(), line)? {
        return Ok(());
    }
    let there = keeper.after(seq, Wait::UpTo(at_most(READ)))?.end;
    if there.is_some_and(|end| line.ends_with(&end)) {
        Ok(())
    } else {
        Err(StoreError::IsKept { place: keeper.place().to_owned() })
    }
}

/// Moves a copy to a name beside it that is free.
fn move_aside(copy: &Path) -> Result<PathBuf, StoreError> {
    let name = copy.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let aside = |number: usize| copy.with_file_name(format!("{name}{ASIDE}{number}"));
    let mut number = 1;
    while aside(number).exists() {
        number += 1;
    }
    let aside = aside(number);
    disk::rename(copy, &aside)?;
    Ok(aside)
}
