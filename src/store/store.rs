//! The workspace: opened, followed, and looked at.

use std::{
    collections::BTreeSet,
    io,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::NaiveDate;
use chrono_tz::Tz;

use super::{
    FailureKind, StoreError,
    current::{self, Current},
    disk::{self, Seen},
    error::Doing,
    index,
    journal::{self, Position, Record},
    nouns::{AccountEntry, ComponentEntry, GroupEntry, Nouns, PackEntry},
    snapshot,
};
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Pack, PackId, PackageContents, Settings,
    Shelf,
};

pub(super) const LOCK_WAIT: Duration = Duration::from_secs(5);

/// A workspace folder and what is known of it.
#[derive(Debug)]
pub struct Store {
    pub(super) dir: PathBuf,
    /// The bytes of `CURRENT.ron`; none for an empty workspace.
    pub(super) current: Option<Vec<u8>>,
    /// What they say.
    pub(super) base: Current,
    pub(super) nouns: Nouns,
    pub(super) position: Position,
    /// The segment that was read last, as it was then.
    pub(super) seen: Option<Seen>,
    pub(super) read_only: Option<StoreError>,
    pub(super) notices: Vec<String>,
    /// False once the snapshot or its index turned out not to fit; the next checkpoint is due then.
    pub(super) caches_fit: bool,
    pub(super) lock_wait: Duration,
}

impl Store {
    /// Opens a workspace for reading: takes no lock and creates nothing. A missing folder, or one without
    /// `CURRENT.ron` and journal, is an empty workspace. Damage and newer formats open read-only, as far as they can
    /// be read ([`Store::read_only`]).
    ///
    /// # Errors
    /// Where a file can't be read.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        let bytes = disk::read(&dir.join(current::NAME))?;
        let (base, read_only) = match &bytes {
            Some(bytes) => match Current::parse(bytes, &dir.join(current::NAME)) {
                Ok(current) => (current.clone(), current.newer(dir)),
                Err(why) => (Current::fresh(false), Some(why)),
            },
            None => (Current::fresh(false), missing_current(dir)?),
        };
        let mut store = Self {
            dir: dir.to_owned(),
            position: Position::start(&base),
            current: bytes,
            base,
            nouns: Nouns::default(),
            seen: None,
            read_only,
            notices: Vec::new(),
            caches_fit: true,
            lock_wait: LOCK_WAIT,
        };
        if store.current.is_some() || store.read_only.is_some() {
            match store.read_caches().and_then(|()| store.follow()) {
                // Two checkpoints since it was read, and the files that it named are gone.
                Err(_) if disk::read(&dir.join(current::NAME))? != store.current => return Self::open(dir),
                Err(why) if why.kind() == FailureKind::Damaged => store.rebuild(why)?,
                result => result?,
            }
        }
        Ok(store)
    }

    /// Follows what others committed since; true if anything changed. Costs one `stat` when nothing did.
    ///
    /// # Errors
    /// Where a file can't be read.
    pub fn refresh(&mut self) -> Result<bool, StoreError> {
        if self.current.is_none() {
            let founded = disk::stat(&self.dir.join(current::NAME))?.is_some();
            return if founded { self.reload().map(|()| true) } else { Ok(false) };
        }
        let there = disk::stat(&self.position.path(&self.dir))?;
        if there.is_some() && there == self.seen {
            return Ok(false);
        }
        let (seq, damaged) = (self.position.seq, self.read_only.is_some());
        let same = match (there, self.seen) {
            (Some(there), Some(seen)) => there.identity == seen.identity && there.len >= self.position.offset,
            (there, seen) => there.is_some() && seen.is_none(),
        };
        if !same || damaged {
            self.reload()?;
            return Ok(true);
        }
        match self.follow() {
            Err(why) if why.kind() == FailureKind::Damaged => self.rebuild(why)?,
            result => result?,
        }
        Ok(self.position.seq != seq || self.read_only.is_some())
    }

    /// The workspace folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The settings of the workspace.
    #[must_use]
    pub fn settings(&self) -> &Settings {
        &self.nouns.settings
    }

    /// Whether it is marked as a demo workspace.
    #[must_use]
    pub fn is_demo(&self) -> bool {
        self.base.demo
    }

    /// Whether nothing was ever committed to it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.position.seq == 0 && self.read_only.is_none()
    }

    /// The sequence number of the last journal line; it grows with every commit, and with some checkpoints.
    #[must_use]
    pub fn seq(&self) -> u64 {
        self.position.seq
    }

    /// Why writing is refused: damage, or a newer ipack wrote here. What comes before that place was read.
    #[must_use]
    pub fn read_only(&self) -> Option<&StoreError> {
        self.read_only.as_ref()
    }

    /// What was set aside or mended since the last call, in sentences for the user.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// How long to wait for another program's commit: five seconds unless set.
    pub fn set_lock_wait(&mut self, wait: Duration) {
        self.lock_wait = wait;
    }

    /// Every pack, by name. Cheap to call again while nothing changed.
    #[must_use]
    pub fn packs(&self) -> Arc<[PackEntry]> {
        self.nouns.listing()
    }

    /// Each date, in its zone, that packs wait for with a scheduled release; the earliest date first.
    pub fn agenda(&self) -> impl Iterator<Item = (NaiveDate, Tz, &BTreeSet<PackId>)> {
        self.nouns.agenda.days()
    }

    /// What a list shows of one pack.
    #[must_use]
    pub fn entry(&self, id: &PackId) -> Option<&PackEntry> {
        self.nouns.packs.get(id).map(|row| &row.entry)
    }

    /// A pack, read when it is looked at for the first time.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        self.look(|nouns| nouns.pack(id))
    }

    /// Every component, by name.
    #[must_use]
    pub fn components(&self) -> Vec<ComponentEntry> {
        Nouns::named(self.nouns.components.iter().map(|(id, row)| (id, &row.name)))
    }

    /// A component with its versions.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        self.look(|nouns| nouns.component(id))
    }

    /// What each of a component's versions includes; empty where nothing is known.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn contents(&mut self, id: &ComponentId) -> Result<Arc<Vec<PackageContents>>, StoreError> {
        self.look(|nouns| nouns.contents(id))
    }

    /// When the journal was last written to, by its stamps.
    #[must_use]
    pub fn last_stamp(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.position.at
    }

    /// The name of a component.
    #[must_use]
    pub fn component_name(&self, id: &ComponentId) -> Option<&str> {
        self.nouns.components.get(id).map(|row| row.name.as_str())
    }

    /// The packs that show the component: as a member, or carried by their current or scheduled release.
    #[must_use]
    pub fn packs_of(&self, id: &ComponentId) -> Vec<PackId> {
        self.nouns.packs_of(id)
    }

    /// Every account, by name.
    #[must_use]
    pub fn accounts(&self) -> Vec<AccountEntry> {
        Nouns::named(self.nouns.accounts.iter().map(|(id, row)| (id, &row.name)))
    }

    /// The name of an account.
    #[must_use]
    pub fn account_name(&self, id: &AccountId) -> Option<&str> {
        self.nouns.accounts.get(id).map(|row| row.name.as_str())
    }

    /// The name of an account group.
    #[must_use]
    pub fn group_name(&self, id: &AccountGroupId) -> Option<&str> {
        self.nouns.groups.get(id).map(|row| row.name.as_str())
    }

    /// An account with its instances.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        self.look(|nouns| nouns.account(id))
    }

    /// Every account group, by name.
    #[must_use]
    pub fn groups(&self) -> Vec<GroupEntry> {
        Nouns::named(self.nouns.groups.iter().map(|(id, row)| (id, &row.name)))
    }

    /// An account group.
    ///
    /// # Errors
    /// Where it can't be read.
    pub fn group(&mut self, id: &AccountGroupId) -> Result<Option<Arc<AccountGroup>>, StoreError> {
        self.look(|nouns| nouns.group(id))
    }

    /// Looks at a noun; where its line in the snapshot is damaged, the journal says what stood there.
    pub(super) fn look<T>(&mut self, get: impl Fn(&mut Nouns) -> Result<T, StoreError>) -> Result<T, StoreError> {
        match get(&mut self.nouns) {
            Err(why) if why.kind() == FailureKind::Damaged && self.nouns.snapshot.is_some() => {
                self.rebuild(why)?;
                get(&mut self.nouns)
            }
            result => result,
        }
    }

    /// Starts again from `CURRENT.ron`.
    pub(super) fn reload(&mut self) -> Result<(), StoreError> {
        let fresh = Self::open(&self.dir)?;
        let mut notices = std::mem::take(&mut self.notices);
        notices.extend(fresh.notices);
        *self = Self { notices, lock_wait: self.lock_wait, ..fresh };
        Ok(())
    }

    /// The state before the first segment to replay: from the index, else from the snapshot.
    fn read_caches(&mut self) -> Result<(), StoreError> {
        if let Some(nouns) = index::open(&self.dir, &self.base)? {
            self.nouns = nouns;
            return Ok(());
        }
        self.caches_fit = false;
        if let Some(path) = self.base.snapshot_path(&self.dir) {
            self.nouns.put(&snapshot::read_all(&path, &self.base)?)?;
            self.nouns.settle()?;
        }
        Ok(())
    }

    /// Reads the whole journal, because of what is wrong with a snapshot. That one stays where it is until the next
    /// checkpoint sets it aside.
    pub(super) fn rebuild(&mut self, why: StoreError) -> Result<(), StoreError> {
        let start = self.base.beginning();
        if disk::stat(&journal::path(&self.dir, start.segment))?.is_none() {
            return Err(why);
        }
        self.nouns = Nouns::default();
        self.position = Position::start(&start);
        self.caches_fit = false;
        self.follow()?;
        if self.read_only.is_none() && self.position.seq < self.base.covers_seq {
            self.read_only = Some(why);
        } else {
            self.notices.push(format!("{why}; the workspace was read from its journal instead"));
        }
        Ok(())
    }

    /// Reads on from where the journal was read to. An unfinished last line is left for later.
    fn follow(&mut self) -> Result<(), StoreError> {
        while self.follow_segment()? {}
        self.nouns.settle()
    }

    /// Reads on in one segment; true if it ends and the next one goes on.
    fn follow_segment(&mut self) -> Result<bool, StoreError> {
        let (path, segment) = (self.position.path(&self.dir), self.position.segment);
        let file = match disk::open(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => {
                let what = "this segment of the journal is missing".to_owned();
                self.read_only.get_or_insert(StoreError::Damaged { path, line: 0, column: 0, what });
                return Ok(false);
            }
            file => file.doing("open", &path)?,
        };
        let bytes = file.read_from(self.position.offset).doing("read", &path)?;
        let seen = file.stat().doing("look at", &path)?;
        self.seen = Some(Seen { len: self.position.offset + bytes.len() as u64, ..seen });
        let mut rest = &bytes[..];
        while let Some(end) = rest.iter().position(|b| *b == b'\n') {
            let (line, after) = (&rest[..end], &rest[end + 1..]);
            if after.is_empty() && journal::is_torn(rest) {
                break;
            }
            if let Err(why) = self.take(line)? {
                self.read_only.get_or_insert(why);
                return Ok(false);
            }
            rest = after;
            if self.position.segment != segment {
                break;
            }
        }
        let turned = self.position.segment != segment;
        if turned && !rest.is_empty() {
            let what = "lines stand after the end of the segment".to_owned();
            self.read_only.get_or_insert(StoreError::Damaged { path, line: 0, column: 0, what });
        }
        Ok(turned)
    }

    /// Takes in one line of the journal. The inner error is the line's own fault.
    fn take(&mut self, line: &[u8]) -> Result<Result<(), StoreError>, StoreError> {
        let (path, number) = (self.position.path(&self.dir), self.position.line + 1);
        match self.position.take(line, &self.dir) {
            Err(why) => Ok(Err(why)),
            Ok(Record::Sealed(_)) => Ok(Ok(())),
            Ok(Record::Commit(commit)) => match self.nouns.apply(&commit.events, &commit.stamp()) {
                Err(why @ StoreError::NoSuchNoun { .. }) => {
                    Ok(Err(StoreError::Damaged { path, line: number, column: 1, what: why.to_string() }))
                }
                result => result.map(Ok),
            },
        }
    }
}

/// A journal without `CURRENT.ron` is damage, not an empty workspace: nothing may start afresh over it.
fn missing_current(dir: &Path) -> Result<Option<StoreError>, StoreError> {
    let journal = disk::stat(&journal::path(dir, 1))?;
    let what = "is missing beside a journal".to_owned();
    let path = dir.join(current::NAME);
    Ok(journal.filter(|seen| seen.len > 0).map(|_| StoreError::Damaged { path, line: 0, column: 0, what }))
}
