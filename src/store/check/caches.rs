//! Compares the snapshots and their indexes with the journal, each at the place in it that it covers.

use std::path::Path;

use super::{
    super::{
        StoreError,
        current::{self, Current, index_name, snapshot_name},
        disk, index,
        journal::Position,
        snapshot,
    },
    Check,
};
use crate::domain::Imported;

impl Check<'_> {
    /// Checks the snapshot at a position, where that is the newest one or the one before it.
    pub(super) fn caches_here(&mut self, position: &Position, base: &Current, previous: u64) -> Result<(), StoreError> {
        let here = position.as_current(base);
        let newest = here.number() == base.number();
        // A check of the digests alone does not know the state at the older snapshot, and nothing reads that one.
        let before = here.number() == previous && self.whole;
        if here.snapshot_path(self.dir).is_none() || !newest && !before {
            return Ok(());
        }
        let before = self.checked.faults.len();
        self.nouns.settle()?;
        self.caches(&here, base)?;
        if !newest {
            let unread = self.checked.faults.drain(before..);
            let told = unread.map(|fault| format!("{fault}; nothing reads it, and a checkpoint removes it"));
            self.checked.notices.extend(told);
        }
        Ok(())
    }

    /// Checks a snapshot of a copy, which stands after a line.
    pub(super) fn caches_after_a_line(&mut self, position: &Position) -> Result<(), StoreError> {
        let Some((base, previous)) = self.copy.take() else { return Ok(()) };
        let looked = self.caches_here(position, &base, previous);
        self.copy = Some((base, previous));
        looked
    }

    /// Checks the snapshot and the index before a segment against the journal up to there.
    fn caches(&mut self, here: &Current, base: &Current) -> Result<(), StoreError> {
        let newest = here.number() == base.number();
        if newest && self.judges() && here != base {
            self.damaged(self.dir.join(current::NAME), 1, 1, "does not name the end of the segment before");
        }
        let current = if newest { base } else { here };
        let path = self.dir.join(snapshot_name(here.number()));
        if self.is_told(&path) {
            return Ok(());
        }
        if disk::stat(&path)?.is_none() {
            if newest {
                self.damaged(path, 0, 0, "is missing; the journal replaces it");
            }
            return Ok(());
        }
        self.checked.snapshots += 1;
        self.snapshot(&path, current)?;
        let path = self.dir.join(index_name(here.number()));
        match index::open(self.dir, current)? {
            None if self.is_told(&path) => {}
            None => self.damaged(path, 1, 1, "does not fit its snapshot; the snapshot replaces it"),
            Some(indexed) if self.judges() && indexed.listing() != self.nouns.listing() => {
                self.damaged(path, 1, 1, "lists other packs than the journal; the journal replaces it");
            }
            Some(_) => {}
        }
        Ok(())
    }

    fn snapshot(&mut self, path: &Path, current: &Current) -> Result<(), StoreError> {
        let (mut all, mut nouns) = (Imported::default(), 0);
        let take = if self.whole { snapshot::take } else { snapshot::is_end };
        snapshot::each_line(path, current, take, &mut all, |all, line, fault| {
            let one = std::mem::take(all);
            nouns += one.packs.len() + one.components.len() + one.accounts.len() + one.groups.len();
            match fault {
                Some(fault) => self.fault(fault),
                None if self.judges() && !self.agrees(&one)? => {
                    self.damaged(path.to_owned(), line, 1, "differs from the journal, which replaces it");
                }
                None => {}
            }
            Ok(())
        })?;
        let known = &self.nouns;
        let known = known.packs.len() + known.components.len() + known.accounts.len() + known.groups.len();
        if self.judges() && known != nouns {
            self.damaged(path.to_owned(), 0, 0, "holds more or less than the journal, which replaces it");
        }
        Ok(())
    }

    /// Whether the state that the journal leads to is known, so that the caches can be compared with it.
    fn judges(&self) -> bool {
        self.whole && self.sound
    }

    /// Whether the journal says the same of the nouns on a line.
    fn agrees(&mut self, line: &Imported) -> Result<bool, StoreError> {
        let nouns = &mut self.nouns;
        let mut same = line.settings.as_ref().is_none_or(|settings| *settings == nouns.settings);
        for pack in &line.packs {
            same &= nouns.pack(&pack.id)?.is_some_and(|known| *known == *pack);
        }
        for component in &line.components {
            same &= nouns.component(&component.id)?.is_some_and(|known| *known == *component);
        }
        for (component, packages) in &line.contents {
            same &= *nouns.contents(component)? == *packages;
        }
        for account in &line.accounts {
            same &= nouns.account(&account.id)?.is_some_and(|known| *known == *account);
        }
        for group in &line.groups {
            same &= nouns.group(&group.id)?.is_some_and(|known| *known == *group);
        }
        Ok(same)
    }
}
