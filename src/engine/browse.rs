//! What an account may install, and what the list of accounts shows of each account.

use super::{
    Engine, EngineError,
    workspace::{require_account, require_pack},
};
use crate::{
    domain::{AccountId, InstallationType, PackId, Refusal},
    store::PackEntry,
};

/// A line of the list of accounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tally {
    pub account: AccountId,
    /// How many instances it has; none where that is not known.
    pub instances: Option<usize>,
    /// Whether one of them can apply a pending update.
    pub applicable: bool,
}

/// A pack as **Browse Integration Packs** lists it.
#[derive(Debug, Clone)]
pub struct Offer {
    pub pack: PackId,
    pub name: String,
    /// How often it can be installed.
    pub installation_type: InstallationType,
    /// The release that would be installed; 0 where there is none.
    pub release: u32,
    /// Why it can't be installed; none where it can.
    pub why_not: Option<Refusal>,
}

impl Engine {
    /// What the list of accounts shows of these accounts. An account that was deleted is left out.
    pub fn tallies(&mut self, ids: &[AccountId]) -> Result<Vec<Tally>, EngineError> {
        let untold = self.settings().platform.is_some();
        let mut tallies = Vec::with_capacity(ids.len());
        for id in ids {
            let Some(instances) = self.store.instances_in(id) else { continue };
            let instances = (!untold).then_some(instances);
            let applicable = self.can_apply(id)?;
            tallies.push(Tally { account: id.clone(), instances, applicable });
        }
        Ok(tallies)
    }

    /// Whether an instance of the account can apply a pending update. The account is read only where one has applied
    /// an update of the same pack early.
    fn can_apply(&mut self, id: &AccountId) -> Result<bool, EngineError> {
        for pack in self.store.awaited_by(id) {
            let pack = require_pack(&mut self.store, &pack)?;
            if !pack.early.iter().any(|early| early.account == *id) {
                return Ok(true);
            }
            let account = self.store.peek_account(id)?;
            let mut of_it = account.iter().flat_map(|account| &account.instances).filter(|i| i.pack == pack.id);
            if of_it.any(|instance| pack.instance_version(instance).pending.is_some()) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// **Browse Integration Packs**: every pack by name, those that can be installed in the account first, the others
    /// with the reason.
    pub fn browse(&mut self, account: &AccountId) -> Result<Vec<Offer>, EngineError> {
        let subscriber = require_account(&mut self.store, account)?;
        let shared = self.store.packs_shared_with(account);
        let entries = self.store.packs();
        let offer = |entry: &PackEntry| {
            let pack = &entry.summary;
            Offer {
                pack: pack.id.clone(),
                name: pack.name.clone(),
                installation_type: pack.installation_type,
                release: pack.current,
                why_not: subscriber.check_install(pack, shared.contains(&pack.id)).err(),
            }
        };
        let mut offers: Vec<Offer> = entries.iter().map(offer).collect();
        offers.sort_by_key(|offer| offer.why_not.is_some());
        Ok(offers)
    }
}
