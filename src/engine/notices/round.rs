//! Rounds: each hook gets one try of the first thing that waits for it, all of them at once.

use std::thread;

use chrono::{DateTime, TimeDelta, Utc};
use sha2::{Digest as _, Sha256};

use crate::{
    domain::Hook,
    engine::{DeliveryReport, Engine, EngineError, Notices},
    store::{Delivery, HookLease, HookState, HookStates},
};

/// The first pause after a failed try, and the longest one, in seconds.
const PAUSES: (i64, i64) = (5, 3_600);
/// How long something is tried before it is set aside.
const LONG: TimeDelta = TimeDelta::days(1);
/// When to look again where another program tells the hooks: it may be killed meanwhile.
const LOOK_AGAIN: TimeDelta = TimeDelta::seconds(10);
/// So many receivers are spoken to at the same time.
const AT_ONCE: usize = 16;
/// So many deliveries that were taken are remembered of each hook.
const REMEMBERED: usize = 10;

impl Engine {
    /// Tells the hooks what there is to tell: one try of each delivery that is due, in order, and of none that comes
    /// after one that failed. It does nothing where another program does it.
    ///
    /// # Errors
    /// Where the state can't be read or written. What was taken and could not be written down is told again.
    pub fn deliver_notices(&mut self) -> Result<DeliveryReport, EngineError> {
        let Some(way) = self.notices.way.clone().filter(|_| !self.settings().hooks.is_empty()) else {
            return Ok(DeliveryReport::default());
        };
        if self.store.away().is_some() {
            return Ok(DeliveryReport { next: Some(self.now() + LOOK_AGAIN), ..DeliveryReport::default() });
        }
        let states = self.store.hook_states()?;
        if !self.anything_to_tell(&states)? {
            return Ok(self.summary(0, &way, &states));
        }
        let Some(mut lease) = self.store.lease_hooks()? else {
            return Ok(DeliveryReport { next: Some(self.now() + LOOK_AGAIN), ..self.summary(0, &way, &states) });
        };
        let told = self.rounds(&way, &mut lease);
        let states = lease.states.clone();
        // Where it can't be released, it ends by itself.
        let released = self.store.release_hooks(lease);
        let taken = told?;
        released?;
        Ok(self.summary(taken, &way, &states))
    }

    /// Round after round, until nothing is due; how many deliveries were taken.
    fn rounds(&mut self, way: &Notices, lease: &mut HookLease) -> Result<usize, EngineError> {
        let mut taken = 0;
        loop {
            let changed = self.fill(&mut lease.states)?;
            let now = self.now();
            let due = self.due(way, &lease.states, now);
            if due.is_empty() {
                if changed {
                    self.store.keep_hooks(lease)?;
                }
                return Ok(taken);
            }
            let results = hand_over(way, &due, now);
            for ((hook, _), result) in due.iter().zip(results) {
                if let Some(state) = lease.states.get_mut(&hook.id) {
                    taken += usize::from(result.is_ok());
                    state.record(&result, now);
                }
            }
            if !self.store.keep_hooks(lease)? {
                return Ok(taken);
            }
        }
    }

    /// The first thing that waits for each hook, where it is due and this machine tells that hook.
    fn due(&self, way: &Notices, states: &HookStates, now: DateTime<Utc>) -> Vec<(Hook, Delivery)> {
        let due = |hook: &Hook| {
            let first = states.get(&hook.id)?.waiting.front()?;
            let is_due = first.next_try.is_none_or(|at| at <= now) && (way.elsewhere)(hook).is_none();
            is_due.then(|| (hook.clone(), first.clone()))
        };
        self.settings().hooks.iter().filter_map(due).collect()
    }

    fn summary(&mut self, taken: usize, way: &Notices, states: &HookStates) -> DeliveryReport {
        let mut report = DeliveryReport { taken, next: self.next_fact(), ..DeliveryReport::default() };
        for hook in self.settings().hooks.clone().iter() {
            let Some(state) = states.get(&hook.id) else { continue };
            report.failed += state.failed.len();
            let Some(first) = state.waiting.front().filter(|_| (way.elsewhere)(hook).is_none()) else { continue };
            report.next = report.next.into_iter().chain(first.next_try).min();
            let why = first.why.clone().map(|why| (hook.id.clone(), hook.name.clone(), why));
            report.failing.extend(why);
        }
        self.notices.failed = report.failed;
        report
    }
}

/// One try of each, at most [`AT_ONCE`] together: a receiver that hangs keeps no other waiting for longer.
fn hand_over(way: &Notices, due: &[(Hook, Delivery)], now: DateTime<Utc>) -> Vec<Result<(), String>> {
    if let [(hook, delivery)] = due {
        return vec![(way.hand_over)(hook, delivery, now)];
    }
    let mut results = Vec::with_capacity(due.len());
    for together in due.chunks(AT_ONCE) {
        thread::scope(|scope| {
            let begin = |(hook, delivery)| scope.spawn(move || (way.hand_over)(hook, delivery, now));
            let tries: Vec<_> = together.iter().map(|(hook, delivery)| begin((hook, delivery))).collect();
            let ended = |tried: thread::ScopedJoinHandle<'_, Result<(), String>>| {
                tried.join().unwrap_or_else(|_| Err("the program failed at it".to_owned()))
            };
            results.extend(tries.into_iter().map(ended));
        });
    }
    results
}

impl HookState {
    /// Writes down what came of a try of what waits first.
    fn record(&mut self, result: &Result<(), String>, now: DateTime<Utc>) {
        let Some(first) = self.waiting.front_mut() else { return };
        let begun = first.note_try(result, now);
        if result.is_ok() {
            self.take_first();
        } else if now >= begun + LONG {
            self.failed.extend(self.waiting.pop_front());
        } else {
            first.next_try = Some((now + pause(&first.id, first.tries)).min(begun + LONG));
        }
    }

    fn take_first(&mut self) {
        if let Some(taken) = self.waiting.pop_front() {
            self.remember(taken);
        }
    }

    pub(super) fn remember(&mut self, taken: Delivery) {
        self.taken.push_front(taken);
        self.taken.truncate(REMEMBERED);
    }
}

impl Delivery {
    /// Notes a try; when the first one was.
    pub(super) fn note_try(&mut self, result: &Result<(), String>, now: DateTime<Utc>) -> DateTime<Utc> {
        self.tries += 1;
        self.last_try = Some(now);
        self.next_try = None;
        self.why = result.as_ref().err().cloned();
        *self.first_try.get_or_insert(now)
    }
}

/// The pause after so many failed tries: each is twice the one before, and up to a quarter shorter, so that what failed
/// together is not tried together. By how much follows from the id.
fn pause(id: &str, tries: u32) -> TimeDelta {
    let (shortest, longest) = PAUSES;
    let whole = 1_i64.checked_shl(tries.saturating_sub(1)).unwrap_or(i64::MAX).min(longest);
    let whole = (whole * shortest).clamp(shortest, longest) * 1_000;
    let digest = Sha256::new().chain_update(id).chain_update(tries.to_le_bytes()).finalize();
    let share = i64::from(digest.first().copied().unwrap_or_default());
    TimeDelta::milliseconds((whole - whole / 4 * share / 255).max(shortest * 1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_from_seconds_to_an_hour_and_differ() {
        let seconds = |id: &str| (1..15).map(|tries| pause(id, tries).num_seconds()).collect::<Vec<_>>();
        let (one, other) = (seconds("a"), seconds("b"));
        assert_ne!(one, other, "what failed together is not tried together");
        assert_eq!(one, seconds("a"), "whoever works it out");
        for (nth, pause) in one.iter().chain(&other).enumerate() {
            let whole = (5_i64 << (nth % 14)).min(3_600);
            assert!((whole * 3 / 4 - 1..=whole).contains(pause) && *pause >= 5, "{one:?} {other:?}");
        }
        assert!(pause("a", u32::MAX) <= TimeDelta::hours(1));
    }
}
