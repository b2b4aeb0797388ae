//! The workspace: opened, followed, and changed one durable commit at a time.

use std::{path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, Utc};

use super::StoreError;
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Event, Pack, PackId, PackageContents,
    Reach, Settings, Stamp, Summary, Via,
};

/// What a list shows of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackEntry {
    /// Name, marks, current release.
    pub summary: Summary,
    /// How many accounts, instances and groups have it.
    pub reach: Reach,
}

/// What a list shows of a component.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComponentEntry {
    /// Its id.
    pub id: ComponentId,
    /// Its name.
    pub name: String,
}

/// What a list shows of a managed account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountEntry {
    /// Its id.
    pub id: AccountId,
    /// Its name.
    pub name: String,
}

/// What a list shows of an account group.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GroupEntry {
    /// Its id.
    pub id: AccountGroupId,
    /// Its name.
    pub name: String,
}

/// Who commits, through what, and what the caller's clock says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Author {
    /// OS user and host, `user@host`, or as configured.
    pub by: String,
    /// The interface.
    pub via: Via,
    /// The caller's clock; the stamp is the later of it and the last commit's.
    pub now: DateTime<Utc>,
}

/// A workspace folder and what is known of it.
#[derive(Debug)]
pub struct Store;

#[expect(missing_docs, reason = "bodies follow")]
#[allow(
    unused_variables,
    clippy::todo,
    clippy::missing_errors_doc,
    clippy::must_use_candidate,
    clippy::missing_panics_doc
)]
impl Store {
    /// Opens a workspace for reading: takes no lock and creates nothing. A missing folder, or one without a
    /// workspace, is an empty workspace.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        todo!()
    }
    /// Makes the folder a workspace, marked as a demo or not; one that is there already with the same mark is opened.
    pub fn create(dir: &Path, demo: bool) -> Result<Self, StoreError> {
        todo!()
    }
    /// Follows what others committed since; true if anything changed. Costs one `stat` when nothing did.
    pub fn refresh(&mut self) -> Result<bool, StoreError> {
        todo!()
    }
    pub fn dir(&self) -> &Path {
        todo!()
    }
    pub fn settings(&self) -> &Settings {
        todo!()
    }
    pub fn is_demo(&self) -> bool {
        todo!()
    }
    /// Whether nothing was ever committed to it.
    pub fn is_empty(&self) -> bool {
        todo!()
    }
    /// Why writing is refused: damage, or a newer ipack wrote here. Reading goes on up to there.
    pub fn read_only(&self) -> Option<&StoreError> {
        todo!()
    }
    /// What was mended or set aside since the last call, in sentences for the user.
    pub fn take_notices(&mut self) -> Vec<String> {
        todo!()
    }
    /// How long to wait for another program's commit; five seconds unless set.
    pub fn set_lock_wait(&mut self, wait: Duration) {}
    /// The number of commits so far; it grows with every one.
    pub fn seq(&self) -> u64 {
        todo!()
    }
    /// Every pack, by name. Cheap to call again while nothing changed.
    pub fn packs(&self) -> Arc<[PackEntry]> {
        todo!()
    }
    pub fn entry(&self, id: &PackId) -> Option<&PackEntry> {
        todo!()
    }
    pub fn pack(&mut self, id: &PackId) -> Result<Option<Arc<Pack>>, StoreError> {
        todo!()
    }
    /// Every component, by name.
    pub fn components(&self) -> Vec<ComponentEntry> {
        todo!()
    }
    pub fn component(&mut self, id: &ComponentId) -> Result<Option<Arc<Component>>, StoreError> {
        todo!()
    }
    /// What each of a component's versions includes; empty where nothing is known.
    pub fn contents(&mut self, id: &ComponentId) -> Result<Arc<Vec<PackageContents>>, StoreError> {
        todo!()
    }
    /// The packs that the component is a member of, or whose current or scheduled release carries it.
    pub fn packs_of(&self, id: &ComponentId) -> Vec<PackId> {
        todo!()
    }
    /// Every account, by name.
    pub fn accounts(&self) -> Vec<AccountEntry> {
        todo!()
    }
    pub fn account(&mut self, id: &AccountId) -> Result<Option<Arc<Account>>, StoreError> {
        todo!()
    }
    /// Every account group, by name.
    pub fn groups(&self) -> Vec<GroupEntry> {
        todo!()
    }
    pub fn group(&mut self, id: &AccountGroupId) -> Result<Option<Arc<AccountGroup>>, StoreError> {
        todo!()
    }
    /// One durable commit. See the module's documentation.
    pub fn commit<T, E: From<StoreError>>(
        &mut self,
        author: &Author,
        decide: impl FnOnce(&mut Self, &Stamp) -> Result<(Vec<Event>, T), E>,
    ) -> Result<T, E> {
        todo!()
    }
    /// Writes a snapshot and an index once the journal's tail is past 1 MB or 5,000 events; true if it did. To be
    /// called after a commit was acknowledged, off the UI thread.
    pub fn checkpoint_if_due(&mut self) -> Result<bool, StoreError> {
        todo!()
    }
    /// Writes a snapshot and an index now.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        todo!()
    }
}
