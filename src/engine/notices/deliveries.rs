//! Deliveries: what waits, what was taken last, what was set aside; and one of them once more.

use chrono::{DateTime, Utc};

use crate::{
    domain::{HookId, Refusal, Tz, instant_words},
    engine::{Engine, EngineError},
    store::{Delivery, HookState, StoreError},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeliveryState {
    Waiting,
    Taken,
    /// It was set aside.
    Failed,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeliveryView {
    pub hook: String,
    pub state: DeliveryState,
    pub delivery: Delivery,
}

impl DeliveryView {
    pub fn standing(&self, zone: Tz) -> String {
        let Delivery { tries, next_try, last_try, why, .. } = &self.delivery;
        let at = |at: &Option<DateTime<Utc>>| at.map_or_else(String::new, |at| format!(" {}", instant_words(at, zone)));
        let why = why.as_deref().unwrap_or_default();
        match self.state {
            DeliveryState::Taken => format!("taken{}", at(last_try)),
            DeliveryState::Failed => format!("set aside after {tries} tries: {why}"),
            DeliveryState::Waiting if *tries == 0 => "waiting".to_owned(),
            DeliveryState::Waiting => format!("next try{}: {why}", at(next_try)),
        }
    }
}

impl Engine {
    /// The deliveries to a hook, or to all: what was set aside, what waits, and what was taken last.
    pub fn deliveries(&mut self, of: Option<&HookId>) -> Result<Vec<DeliveryView>, EngineError> {
        let hooks = self.settings().hooks.clone();
        if hooks.is_empty() {
            return Ok(Vec::new());
        }
        let mut states = self.store.hook_states()?;
        let mut views = Vec::new();
        for hook in hooks.iter().filter(|hook| of.is_none_or(|id| *id == hook.id)) {
            let HookState { waiting, between, failed, taken, .. } = states.remove(&hook.id).unwrap_or_default();
            let waiting = waiting.into_iter().chain(between.into_iter().map(|(_, delivery)| delivery));
            let all = (failed.into_iter().map(|one| (DeliveryState::Failed, one)))
                .chain(waiting.map(|one| (DeliveryState::Waiting, one)))
                .chain(taken.into_iter().map(|one| (DeliveryState::Taken, one)));
            views.extend(all.map(|(state, delivery)| DeliveryView { hook: hook.name.clone(), state, delivery }));
        }
        Ok(views)
    }

    /// Delivers something once more, at once, whatever waits: with the same id, and byte for byte the same.
    ///
    /// # Errors
    /// [`EngineError::NotDelivered`]; [`Refusal::NotFound`]; where another program tells the hooks right now.
    pub fn redeliver(&mut self, id: &HookId, delivery: &str) -> Result<DeliveryView, EngineError> {
        let hook = self.hook(id)?;
        let way = self.notices.way_to(&hook)?;
        let Some(mut lease) = self.store.lease_hooks()? else {
            self.writable()?;
            let holder = "a program that tells the hooks right now".to_owned();
            return Err(StoreError::Locked { path: self.dir().to_owned(), holder }.into());
        };
        let now = self.now();
        let state = lease.states.entry(id.clone()).or_default();
        let found = state.find(delivery).cloned();
        let told = match found {
            Some(found) => {
                let result = (way.hand_over)(&hook, &found, now);
                state.note_again(found.clone(), &result, now);
                let kept = self.store.keep_hooks(&mut lease).map_err(EngineError::from);
                result.map_err(|why| EngineError::NotDelivered { why }).and(kept).map(|_| found)
            }
            None => Err(Refusal::NotFound { what: "delivery", name: delivery.to_owned(), like: None }.into()),
        };
        let released = self.store.release_hooks(lease);
        let delivery = told?;
        released?;
        Ok(DeliveryView { hook: hook.name, state: DeliveryState::Taken, delivery })
    }

    /// Delivers what was set aside for a hook once more, in order, until one is not taken.
    pub fn redeliver_failed(&mut self, id: &HookId) -> Result<(), EngineError> {
        let mut failed = self.deliveries(Some(id))?;
        failed.retain(|view| view.state == DeliveryState::Failed);
        failed.iter().try_for_each(|view| self.redeliver(id, &view.delivery.id).map(drop))
    }
}

impl HookState {
    /// The delivery of this id; what was set aside comes first.
    fn find(&self, id: &str) -> Option<&Delivery> {
        self.failed.iter().chain(&self.waiting).chain(&self.taken).find(|delivery| delivery.id == id)
    }

    /// Writes down what came of another try of something. What was taken waits no more, and is set aside no more.
    fn note_again(&mut self, mut delivery: Delivery, result: &Result<(), String>, now: DateTime<Utc>) {
        let is_it = |other: &Delivery| other.id == delivery.id;
        if result.is_ok() {
            self.failed.retain(|other| !is_it(other));
            self.waiting.retain(|other| !is_it(other));
            self.taken.retain(|other| !is_it(other));
            delivery.note_try(result, now);
            self.remember(delivery);
        } else if let Some(failed) = self.failed.iter_mut().find(|other| is_it(other)) {
            failed.note_try(result, now);
        }
    }
}
