//! Applying pending updates early.

use super::{
    Applicable, Engine, EngineError,
    publisher::dedup,
    workspace::{require_account, require_pack},
};
use crate::domain::{Account, AccountId, EarlyApplication, Event, Instance, Pack, PackId, Refusal, Stamp};

impl Engine {
    /// What **Apply Pending Updates** would apply in an account, by name of the pack: of the packs named, or of all.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for an unknown account; [`Refusal::NothingPending`] where there is nothing at all; for a
    /// named pack [`Refusal::NothingScheduled`] and [`Refusal::NothingToApply`]; the store's.
    pub fn applicable(&mut self, account: &AccountId, packs: &[PackId]) -> Result<Vec<Applicable>, EngineError> {
        let subscriber = require_account(&mut self.store, account)?;
        let packs = wanted(&subscriber, packs);
        let mut found = Vec::new();
        for id in &packs.ids {
            let pack = require_pack(&mut self.store, id)?;
            if let Some(instances) = packs.check(&subscriber, &pack)?
                && let Some(scheduled) = &pack.scheduled
            {
                let (name, date) = (pack.name.clone(), scheduled.release_on_date);
                found.push(Applicable { pack: id.clone(), name, date, instances: instances.len() });
            }
        }
        if found.is_empty() {
            return Err(Refusal::NothingPending { account: subscriber.name.clone() }.into());
        }
        found.sort_by_cached_key(|one| one.name.to_lowercase());
        Ok(found)
    }

    /// Applies pending updates early in an account: of the packs named, or of all that have one; returns in how many
    /// instances.
    pub fn apply_pending(&mut self, account: &AccountId, packs: &[PackId]) -> Result<usize, EngineError> {
        self.commit(|store, stamp| {
            let subscriber = require_account(store, account)?;
            let packs = wanted(&subscriber, packs);
            let mut events = Vec::new();
            for id in &packs.ids {
                let pack = require_pack(store, id)?;
                let instances = packs.check(&subscriber, &pack)?.unwrap_or_default();
                events.extend(instances.into_iter().filter_map(|i| application(account, &pack, i, stamp)));
            }
            if events.is_empty() {
                return Err(Refusal::NothingPending { account: subscriber.name.clone() }.into());
            }
            let count = events.len();
            Ok((events, count))
        })
    }
}

/// The packs whose updates are to be applied, and whether they were named.
struct Wanted {
    ids: Vec<PackId>,
    named: bool,
}

fn wanted(account: &Account, named: &[PackId]) -> Wanted {
    if named.is_empty() {
        let ids: Vec<PackId> = account.instances.iter().map(|i| i.pack.clone()).collect();
        Wanted { ids: dedup(&ids), named: false }
    } else {
        Wanted { ids: dedup(named), named: true }
    }
}

impl Wanted {
    /// The instances that can apply the pack's update. Empty where the pack was not named and has nothing to apply.
    fn check<'a>(&self, account: &'a Account, pack: &Pack) -> Result<Option<Vec<&'a Instance>>, Refusal> {
        if !self.named && pack.scheduled.is_none() {
            return Ok(None);
        }
        pack.pending()?;
        let of_it = account.instances.iter().filter(|i| i.pack == pack.id);
        let free: Vec<&Instance> = of_it.filter(|i| pack.instance_version(i).pending.is_some()).collect();
        match (free.is_empty(), self.named) {
            (false, _) => Ok(Some(free)),
            (true, false) => Ok(None),
            (true, true) => Err(Refusal::NothingToApply { account: account.name.clone(), pack: pack.name.clone() }),
        }
    }
}

fn application(account: &AccountId, pack: &Pack, instance: &Instance, stamp: &Stamp) -> Option<Event> {
    let application = EarlyApplication {
        account: account.clone(),
        instance: instance.id.clone(),
        request_id: pack.scheduled.as_ref()?.request_id.clone(),
        applied_at: stamp.at,
        after_release: pack.current_number(),
    };
    Some(Event::AppliedEarly { pack: pack.id.clone(), application })
}
