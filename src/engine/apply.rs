//! Applying a pending update early.

use super::{Engine, EngineError, workspace::the_pack};
use crate::domain::{AccountId, EarlyApplication, Event, PackId, Refusal};

impl Engine {
    /// Applies a pack's scheduled release early to the instances of one account that have not applied it; how many.
    ///
    /// # Errors
    /// [`Refusal::NotFound`] for an unknown account, [`Refusal::NothingScheduled`], [`Refusal::NothingToApply`] where no
    /// instance can; the store's.
    pub fn apply_early(&mut self, account: &AccountId, pack: &PackId) -> Result<usize, EngineError> {
        let author = self.author();
        self.store.commit(&author, |store, stamp| -> Result<_, EngineError> {
            let not_found = || Refusal::NotFound { what: "account", name: account.to_string() };
            let subscriber = store.account(account)?.ok_or_else(not_found)?;
            let pack = the_pack(store, pack)?;
            let scheduled = pack.pending()?;
            let free = subscriber
                .instances
                .iter()
                .filter(|instance| instance.pack == pack.id && pack.instance_version(instance).pending.is_some());
            let events: Vec<Event> = free
                .map(|instance| Event::AppliedEarly {
                    pack: pack.id.clone(),
                    application: EarlyApplication {
                        account: account.clone(),
                        instance: instance.id.clone(),
                        request_id: scheduled.request_id.clone(),
                        applied_at: stamp.at,
                        after_release: pack.current_number(),
                    },
                })
                .collect();
            if events.is_empty() {
                let (account, pack) = (subscriber.name.clone(), pack.name.clone());
                return Err(Refusal::NothingToApply { account, pack }.into());
            }
            let count = events.len();
            Ok((events, count))
        })
    }
}
