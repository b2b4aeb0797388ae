//! Builds a new journal from the good lines.
//!
//! The good lines follow each other in a new chain. A line may need something that a lost line brought; then it is
//! given up as well. Where a snapshot has the state after lost lines, one more line restores that state.

use std::path::{Path, PathBuf};

use super::{
    super::{
        Progress, StoreError,
        commit::Author,
        current::Current,
        journal::{self, Position, Record},
        line,
        nouns::Nouns,
    },
    needs::{self, Unmet},
    scan::{Kept, Place, Scan},
};
use crate::domain::{Event, Imported, Stamp, Via};

/// The state after a line of the journal, as a snapshot has it.
#[derive(Debug)]
pub(super) struct SnapshotState {
    pub(super) path: PathBuf,
    pub(super) current: Current,
    pub(super) nouns: Imported,
}

/// A good line that can't be kept.
#[derive(Debug)]
pub(super) struct GivenUp {
    pub(super) place: Place,
    pub(super) seq: u64,
    pub(super) text: String,
    /// What it needs, and is not there any more.
    pub(super) lacks: String,
}

/// The new journal.
pub(super) struct Salvage<'a> {
    /// Its lines.
    pub(super) journal: String,
    pub(super) given_up: Vec<GivenUp>,
    dir: PathBuf,
    author: &'a Author,
    nouns: Nouns,
    pub(super) position: Position,
    /// Whether anything is missing from the state so far.
    loss: bool,
}

/// Makes the journal.
///
/// # Errors
/// [`StoreError::Newer`] for a line that this program does not understand; [`StoreError::Stopped`].
pub(super) fn salvage<'a>(
    dir: &Path,
    start: &Current,
    scan: &Scan,
    known: Option<&SnapshotState>,
    author: &'a Author,
    progress: &Progress,
) -> Result<Salvage<'a>, StoreError> {
    let mut salvage = Salvage {
        journal: String::new(),
        given_up: Vec::new(),
        dir: dir.to_owned(),
        author,
        nouns: Nouns::default(),
        position: Position::start(start),
        loss: false,
    };
    let mut lost: Vec<u64> = scan.lost.iter().map(|lost| lost.seqs.0).collect();
    lost.sort_unstable();
    let mut lost = lost.into_iter().peekable();
    let mut known = known;
    progress.begin("writing good lines anew", scan.kept.len())?;
    for kept in &scan.kept {
        progress.one()?;
        if let Some(state) = known.take_if(|state| kept.seq > state.current.covers_seq) {
            salvage.loss |= lost.next_if(|seq| *seq <= state.current.covers_seq).is_some();
            while lost.next_if(|seq| *seq <= state.current.covers_seq).is_some() {}
            salvage.restore(state)?;
        }
        while lost.next_if(|seq| *seq < kept.seq).is_some() {
            salvage.loss = true;
        }
        salvage.keep(kept)?;
    }
    if let Some(state) = known {
        salvage.loss |= lost.next().is_some();
        salvage.restore(state)?;
    }
    Ok(salvage)
}

impl Salvage<'_> {
    /// Puts a good line after those that are there.
    fn keep(&mut self, kept: &Kept) -> Result<(), StoreError> {
        let commit = match Record::read(&kept.text) {
            Ok(Record::Sealed(_)) => return Ok(()),
            Ok(Record::Commit(commit)) => commit,
            Err(e) => {
                let (segment, line) = kept.place;
                let path = journal::path(&self.dir, segment);
                return Err(StoreError::Newer { path, line, column: e.span.start.col, what: e.code.to_string() });
            }
        };
        // A line that no digest confirms may differ from what was decided.
        self.loss |= !kept.vouched;
        let stamp = commit.stamp();
        match self.apply(&commit.events, &stamp) {
            Ok(()) => {
                let (_, rest) = kept.text.split_once(',').unwrap_or_default();
                let text = format!("(seq:{},{rest}", self.position.seq + 1);
                self.append(text)
            }
            Err(Unmet::Unknown(why)) => Err(why),
            Err(Unmet::Need(lacks)) => {
                self.loss = true;
                self.given_up.push(GivenUp { place: kept.place, seq: kept.seq, text: kept.text.clone(), lacks });
                self.replay()
            }
        }
    }

    /// Applies the events. After an error only some of them may be applied.
    fn apply(&mut self, events: &[Event], stamp: &Stamp) -> Result<(), Unmet> {
        for event in events {
            if self.loss {
                needs::check(event, &mut self.nouns)?;
            }
            event.apply(stamp, &mut self.nouns)?;
        }
        Ok(self.nouns.settle()?)
    }

    /// Builds the state from the lines again.
    fn replay(&mut self) -> Result<(), StoreError> {
        self.nouns = Nouns::default();
        for line in self.journal.lines() {
            let text = &line[..line.len() + 1 - line::TRAILER];
            if let Ok(Record::Commit(commit)) = Record::read(text) {
                self.nouns.apply(&commit.events, &commit.stamp())?;
            }
        }
        self.nouns.settle()
    }

    fn append(&mut self, text: String) -> Result<(), StoreError> {
        let (line, _) = line::close(text, &self.position.digest());
        self.position.take(line.trim_end().as_bytes(), &self.dir)?;
        self.journal.push_str(&line);
        Ok(())
    }

    /// Restores from a snapshot what lost lines had changed.
    fn restore(&mut self, known: &SnapshotState) -> Result<(), StoreError> {
        if !std::mem::take(&mut self.loss) {
            return Ok(());
        }
        let mut events = self.deletions(&known.nouns);
        let imported = self.differences(&known.nouns)?;
        if imported != Imported::default() {
            events.push(Event::Imported(Box::new(imported)));
        }
        if events.is_empty() {
            return Ok(());
        }
        let at = self.position.at.max(known.current.at).unwrap_or(self.author.now);
        let stamp = Stamp { at, by: self.author.by.clone(), via: Via::Cli };
        self.nouns.apply(&events, &stamp)?;
        self.nouns.settle()?;
        let (line, after) = self.position.commit(&stamp, &events, &self.dir)?;
        self.position = after;
        self.journal.push_str(&line);
        Ok(())
    }

    /// The deletions that are lost: nouns that the snapshot no longer has.
    fn deletions(&self, known: &Imported) -> Vec<Event> {
        let mut packs: Vec<_> = self.nouns.packs.keys().collect();
        packs.retain(|id| !known.packs.iter().any(|pack| pack.id == **id));
        let mut groups: Vec<_> = self.nouns.groups.keys().collect();
        groups.retain(|id| !known.groups.iter().any(|group| group.id == **id));
        packs.sort();
        groups.sort();
        let packs = packs.into_iter().map(|pack| Event::PackDeleted { pack: pack.clone() });
        packs.chain(groups.into_iter().map(|group| Event::GroupDeleted { group: group.clone() })).collect()
    }

    /// The nouns of the snapshot that differ from the state so far.
    fn differences(&mut self, known: &Imported) -> Result<Imported, StoreError> {
        let nouns = &mut self.nouns;
        let settings = known.settings.clone().filter(|settings| *settings != nouns.settings);
        let mut all = Imported { settings, ..Imported::default() };
        for pack in &known.packs {
            let same = nouns.pack(&pack.id)?.is_some_and(|there| *there == *pack);
            all.packs.extend((!same).then(|| pack.clone()));
        }
        for component in &known.components {
            let same = nouns.component(&component.id)?.is_some_and(|there| *there == *component);
            all.components.extend((!same).then(|| component.clone()));
        }
        for (id, packages) in &known.contents {
            let same = *nouns.contents(id)? == *packages;
            all.contents.extend((!same).then(|| (id.clone(), packages.clone())));
        }
        for account in &known.accounts {
            let same = nouns.account(&account.id)?.is_some_and(|there| *there == *account);
            all.accounts.extend((!same).then(|| account.clone()));
        }
        for group in &known.groups {
            let same = nouns.group(&group.id)?.is_some_and(|there| *there == *group);
            all.groups.extend((!same).then(|| group.clone()));
        }
        Ok(all)
    }
}
