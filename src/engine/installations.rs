//! Who has a pack: counted from what is known, and listed by a look into the accounts that have it.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Engine, EngineError, workspace::the_pack};
use crate::domain::{AccountId, Deliveries, Holders, InstanceId, InstanceVersion, PackId, UpdateState};

/// Who has a pack, in numbers; no account is read for it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installations {
    /// The pack.
    pub pack: PackId,
    /// Its name.
    pub name: String,
    /// The number of its current release, 0 for none.
    pub release: u32,
    /// The date of its scheduled release.
    pub scheduled: Option<NaiveDate>,
    /// Who has it.
    pub holders: Holders,
    /// How many account groups it is shared with.
    pub groups: usize,
    /// How many accounts could still install it.
    pub could_install: usize,
}

/// One installation of a pack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    /// The account.
    pub account: AccountId,
    /// Its name.
    pub account_name: String,
    /// The instance.
    pub instance: InstanceId,
    /// Its name.
    pub name: String,
    /// Version and Pending Version.
    pub version: InstanceVersion,
    /// Last Update Date.
    pub last_update: DateTime<Utc>,
    /// How it stands.
    pub state: UpdateState,
}

impl Engine {
    /// Who has a pack, in numbers.
    ///
    /// # Errors
    /// [`Refusal::NotFound`](crate::domain::Refusal::NotFound), or the store's.
    pub fn installations(&mut self, id: &PackId) -> Result<Installations, EngineError> {
        let pack = the_pack(&mut self.store, id)?;
        let reach = self.store.entry(id).map(|entry| entry.reach).unwrap_or_default();
        Ok(Installations {
            pack: id.clone(),
            name: pack.name.clone(),
            release: pack.current_number(),
            scheduled: pack.scheduled.as_ref().map(|scheduled| scheduled.release_on_date),
            holders: pack.holders(reach),
            groups: usize::try_from(reach.groups).unwrap_or(usize::MAX),
            could_install: pack.could_install(self.store.audience(id)),
        })
    }

    /// Every installation of a pack that stands so, or every one at all: by account, then the oldest first.
    ///
    /// # Errors
    /// [`Refusal::NotFound`](crate::domain::Refusal::NotFound), or the store's.
    pub fn installed(&mut self, id: &PackId, state: Option<UpdateState>) -> Result<Vec<Installation>, EngineError> {
        let pack = the_pack(&mut self.store, id)?;
        let deliveries = Deliveries::of(&pack);
        let mut found = Vec::new();
        for entry in self.store.accounts_with(id) {
            let Some(account) = self.store.glance_at_account(&entry.id)? else { continue };
            for instance in account.instances.iter().filter(|instance| instance.pack == *id) {
                let stands = deliveries.state(instance);
                if state.is_none_or(|wanted| wanted == stands) {
                    found.push(Installation {
                        account: entry.id.clone(),
                        account_name: entry.name.clone(),
                        instance: instance.id.clone(),
                        name: instance.name.clone(),
                        version: deliveries.version(instance),
                        last_update: deliveries.last_update(instance),
                        state: stands,
                    });
                }
            }
        }
        Ok(found)
    }
}
