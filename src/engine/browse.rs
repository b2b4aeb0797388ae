//! What an account may install, and what the list of accounts says of each.

use super::{
    Engine, EngineError,
    workspace::{the_account, the_pack},
};
use crate::domain::{AccountId, InstallationType, PackId, Refusal};

/// A line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    /// The account.
    pub account: AccountId,
    /// How many instances it has.
    pub instances: usize,
    /// How many of them can apply a pending update.
    pub applicable: usize,
}

/// A pack as **Browse Integration Packs** lists it.
#[derive(Debug, Clone)]
pub struct Offer {
    /// The pack.
    pub pack: PackId,
    /// Its name.
    pub name: String,
    /// How often it can be installed.
    pub installation_type: InstallationType,
    /// The release that would be installed; 0 where there is none.
    pub release: u32,
    /// Why it can't be installed; none where it can.
    pub why_not: Option<Refusal>,
}

impl Engine {
    /// What the list of accounts says of these; an account that is gone is left out.
    ///
    /// # Errors
    /// Where the state can't be read.
    pub fn tallies(&mut self, ids: &[AccountId]) -> Result<Vec<Tally>, EngineError> {
        let mut tallies = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(instances) = self.store.instances_in(id) else { continue };
            // Few accounts have something scheduled: the others need not be read.
            let applicable = if self.store.awaits_release(id) { self.count_applicable(id)? } else { 0 };
            tallies.push(Tally { account: id.clone(), instances, applicable });
        }
        Ok(tallies)
    }

    fn count_applicable(&mut self, id: &AccountId) -> Result<usize, EngineError> {
        let Some(account) = self.store.glance_at_account(id)? else { return Ok(0) };
        let mut applicable = 0;
        for instance in &account.instances {
            let scheduled = self.store.entry(&instance.pack).is_some_and(|entry| entry.summary.scheduled.is_some());
            if scheduled && the_pack(&mut self.store, &instance.pack)?.instance_version(instance).pending.is_some() {
                applicable += 1;
            }
        }
        Ok(applicable)
    }

    /// **Browse Integration Packs**: every pack by name, those that can be installed in the account first, the others
    /// with the reason.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], or the store's.
    pub fn browse(&mut self, account: &AccountId) -> Result<Vec<Offer>, EngineError> {
        let subscriber = the_account(&mut self.store, account)?;
        let shared = self.store.packs_shared_with(account);
        let entries = self.store.packs();
        let mut offers = Vec::with_capacity(entries.len());
        for entry in &*entries {
            let pack = the_pack(&mut self.store, &entry.summary.id)?;
            offers.push(Offer {
                pack: pack.id.clone(),
                name: pack.name.clone(),
                installation_type: pack.installation_type,
                release: pack.current_number(),
                why_not: subscriber.check_install(&pack, shared.contains(&pack.id)).err(),
            });
        }
        offers.sort_by_key(|offer| offer.why_not.is_some());
        Ok(offers)
    }
}
