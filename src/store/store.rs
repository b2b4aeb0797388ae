//! The workspace, looked at.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    Progress, StoreError,
    current::Current,
    disk::FileStamp,
    journal::Position,
    keeper::Keeper,
    mark::Mark,
    nouns::{AccountEntry, ComponentEntry, GroupEntry, Nouns, PackEntry},
};
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Pack, PackId, PackageContents, Settings,
    Tz,
};

/// When the platform was last looked at, and by whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LastSync {
    /// When the look began: what happened later may not have been seen.
    pub at: DateTime<Utc>,
    /// OS user and host.
    pub by: String,
}

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
    pub(super) seen: Option<FileStamp>,
    /// Whether something stands after what was read of it: a line that is not durable yet, or the rest of one.
    pub(super) pending: bool,
    /// What the journal was read against.
    pub(super) mark: Option<Mark>,
    /// How the journal begins, which no two workspaces share; none while it holds nothing.
    pub(super) origin: Option<Vec<u8>>,
    /// Which folder it is; none while there is nothing in it.
    pub(super) folder: Option<(u64, u64)>,
    pub(super) read_only: Option<StoreError>,
    pub(super) notices: Vec<String>,
    /// False once the snapshot or its index turned out not to fit; the next checkpoint is due then.
    pub(super) caches_fit: bool,
    pub(super) lock_wait: Duration,
    /// What long work tells and asks.
    pub(super) progress: Progress,
    /// Who keeps the journal of which this folder has a copy; none where the folder is all there is.
    pub(super) keeper: Option<Box<dyn Keeper>>,
    /// Why the one who keeps it could not be asked the last time.
    pub(super) away: Option<StoreError>,
    /// Why that one takes no changes, where that is known.
    pub(super) denied: Option<StoreError>,
    /// When the platform was last looked at, as that one says.
    pub(super) synced: Option<LastSync>,
}

impl Store {
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    pub fn settings(&self) -> &Settings {
        &self.nouns.settings
    }

    /// Whether it is marked as a demo workspace.
    pub fn is_demo(&self) -> bool {
        self.base.demo
    }

    /// Whether nothing was ever committed to it.
    pub fn is_empty(&self) -> bool {
        self.position.seq == 0 && self.read_only.is_none()
    }

    /// The sequence number of the last journal line; it grows with every commit, and with some checkpoints.
    pub fn seq(&self) -> u64 {
        self.position.seq
    }

    /// Why writing is refused: damage, or a newer ipack wrote here. What comes before that place was read.
    pub fn read_only(&self) -> Option<&StoreError> {
        self.read_only.as_ref()
    }

    /// What was set aside or mended since the last call, in sentences for the user.
    pub fn take_notices(&mut self) -> Vec<String> {
        std::mem::take(&mut self.notices)
    }

    /// How the journal begins, which no two workspaces share; empty while it holds nothing.
    pub fn origin(&self) -> &[u8] {
        self.origin.as_deref().unwrap_or_default()
    }

    /// Adds to what [`Store::take_notices`] tells.
    pub fn notice(&mut self, what: String) {
        self.notices.push(what);
    }

    /// How long to wait for another program's commit: five seconds unless set.
    pub fn set_lock_wait(&mut self, wait: Duration) {
        self.lock_wait = wait;
    }

    /// What long work tells and asks from now on; what it did until now.
    pub fn set_progress(&mut self, progress: Progress) -> Progress {
        std::mem::replace(&mut self.progress, progress)
    }

    /// What long work tells and asks.
    pub fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// Every pack, by name. Cheap to call again while nothing changed.
    pub fn packs(&self) -> Arc<[PackEntry]> {
        self.nouns.listing()
    }

    /// Each date, in its zone, that packs wait for with a scheduled release; the earliest date first.
    pub fn agenda(&self) -> impl Iterator<Item = (NaiveDate, Tz, &BTreeSet<PackId>)> {
        self.nouns.agenda.days()
    }

    /// What a list shows of one pack.
    pub fn entry(&self, id: &PackId) -> Option<&PackEntry> {
        self.nouns.packs.get(id).map(|row| &row.entry)
    }

    /// A pack, read when it is looked at for the first time.
    pub fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        self.read_noun(|nouns| nouns.pack(id))
    }

    /// Every component, by name.
    pub fn components(&self) -> Vec<ComponentEntry> {
        Nouns::named(self.nouns.components.iter().map(|(id, row)| (id, &row.name)))
    }

    pub fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        self.read_noun(|nouns| nouns.component(id))
    }

    /// What each of a component's versions includes; empty where nothing is known.
    pub fn contents(&mut self, id: &ComponentId) -> Result<Arc<Vec<PackageContents>>, StoreError> {
        self.read_noun(|nouns| nouns.contents(id))
    }

    /// When the journal was last written to, by its stamps.
    pub fn last_stamp(&self) -> Option<chrono::DateTime<chrono::Utc>> {
        self.position.at
    }

    pub fn component_name(&self, id: &ComponentId) -> Option<&str> {
        self.nouns.components.get(id).map(|row| row.name.as_str())
    }

    /// The packs that show the component: as a member, or carried by their current or scheduled release.
    pub fn packs_of(&self, id: &ComponentId) -> Vec<PackId> {
        self.nouns.packs_of(id)
    }

    /// Every account, by name.
    pub fn accounts(&self) -> Vec<AccountEntry> {
        Nouns::named(self.nouns.accounts.iter().map(|(id, row)| (id, &row.name)))
    }

    pub fn account_name(&self, id: &AccountId) -> Option<&str> {
        self.nouns.accounts.get(id).map(|row| row.name.as_str())
    }

    pub fn group_name(&self, id: &AccountGroupId) -> Option<&str> {
        self.nouns.groups.get(id).map(|row| row.name.as_str())
    }

    pub fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        self.read_noun(|nouns| nouns.account(id))
    }

    /// Every account group, by name.
    pub fn groups(&self) -> Vec<GroupEntry> {
        Nouns::named(self.nouns.groups.iter().map(|(id, row)| (id, &row.name)))
    }

    pub fn group(&mut self, id: &AccountGroupId) -> Result<Option<Arc<AccountGroup>>, StoreError> {
        self.read_noun(|nouns| nouns.group(id))
    }
}
