//! Brings what is to be told to each hook's waiting list, in the order of the journal.

use chrono::{DateTime, Utc};

use super::{
    between::Fact,
    notice::{Payload, notice_of},
};
use crate::{
    domain::{Freeze, Hook},
    engine::{Engine, EngineError},
    store::{Delivery, HookState, HookStates, Logged},
};

/// So many lines of the journal are put in form at once.
const LINES: usize = 16;

impl Engine {
    /// Brings the hooks' states up to the newest line of the journal, or until something waits for each. True where
    /// something has changed.
    pub(super) fn fill(&mut self, states: &mut HookStates) -> Result<bool, EngineError> {
        let hooks = self.settings().hooks.clone();
        let before = states.len();
        states.retain(|id, _| hooks.get(id).is_some());
        let mut changed = states.len() != before;
        let facts = self.facts()?;
        for hook in hooks.iter() {
            let known = states.get(&hook.id).cloned();
            let mut state = known.clone().unwrap_or_else(|| first_state(hook, &facts));
            self.note_facts(hook, &facts, &mut state);
            self.fill_one(hook, &mut state)?;
            changed |= known.as_ref() != Some(&state);
            states.insert(hook.id.clone(), state);
        }
        Ok(changed)
    }

    /// Notes what no line of the journal says, each once.
    fn note_facts(&mut self, hook: &Hook, facts: &[Fact], state: &mut HookState) {
        state.told.retain(|key| facts.iter().any(|fact| fact.key == *key));
        for fact in facts {
            if !fact.is_for(hook) || state.told.contains(&fact.key) {
                continue;
            }
            state.told.insert(fact.key.clone());
            let delivery = self.delivery(&fact.notice, &fact.key);
            state.between.extend(delivery.map(|delivery| (self.store.seq(), delivery)));
        }
    }

    fn fill_one(&mut self, hook: &Hook, state: &mut HookState) -> Result<(), EngineError> {
        // A repair may have taken lines away.
        state.seq = state.seq.min(self.store.seq());
        while state.waiting.is_empty() && state.seq < self.store.seq() {
            let lines = self.store.log_after(state.seq, LINES)?;
            if lines.is_empty() {
                state.seq = self.store.seq();
            }
            for line in lines {
                let earlier = state.between.iter().take_while(|(after, _)| *after < line.seq).count();
                state.waiting.extend(state.between.drain(..earlier).map(|(_, delivery)| delivery));
                state.waiting.extend(self.of_line(hook, &line)?);
                state.seq = line.seq;
            }
        }
        if state.waiting.is_empty() {
            state.waiting.extend(state.between.drain(..).map(|(_, delivery)| delivery));
        }
        Ok(())
    }

    /// What a hook is told of a line of the journal.
    fn of_line(&mut self, hook: &Hook, line: &Logged) -> Result<Vec<Delivery>, EngineError> {
        let mut deliveries = Vec::new();
        for (nth, event) in line.events.iter().enumerate() {
            let Some(mut notice) = notice_of(&mut self.store, event, &line.stamp)? else { continue };
            if let (None, Payload::Request(request)) = (&notice.pack, &notice.payload) {
                notice.pack = self.find_request(request.as_str())?.request.requested.pack().cloned();
            }
            let about = match &notice.pack {
                Some(pack) => hook.is_about(pack),
                None => self.concerns(hook, notice.payload.freeze()),
            };
            if about && notice.kind.is_some_and(|kind| hook.hears(kind)) {
                deliveries.extend(self.delivery(&notice, &format!("{} {nth}", line.seq)));
            }
        }
        Ok(deliveries)
    }

    /// Whether a freeze is for one of the packs that a hook is told of.
    fn concerns(&self, hook: &Hook, freeze: Option<&Freeze>) -> bool {
        let is_for =
            |freeze: &Freeze| hook.packs.iter().any(|pack| freeze.is_for(pack, &self.store.groups_sharing(pack)));
        hook.packs.is_empty() || freeze.is_some_and(is_for)
    }

    /// Whether a hook may have to be told something now.
    pub(super) fn anything_to_tell(&mut self, states: &HookStates) -> Result<bool, EngineError> {
        let (hooks, now, seq) = (self.settings().hooks.clone(), self.now(), self.store.seq());
        if hooks.iter().any(|hook| states.get(&hook.id).is_none_or(|state| is_up(state, seq, now))) {
            return Ok(true);
        }
        let facts = self.facts()?;
        let is_new = |fact: &Fact| {
            let told = |hook: &Hook| states.get(&hook.id).is_some_and(|state| state.told.contains(&fact.key));
            hooks.iter().any(|hook| fact.is_for(hook) && !told(hook))
        };
        Ok(facts.iter().any(is_new))
    }
}

/// Where a hook begins: after what happened before it was added.
fn first_state(hook: &Hook, facts: &[Fact]) -> HookState {
    let before = facts.iter().filter(|fact| fact.since < hook.created_at);
    HookState { seq: hook.since, told: before.map(|fact| fact.key.clone()).collect(), ..HookState::default() }
}

fn is_up(state: &HookState, seq: u64, now: DateTime<Utc>) -> bool {
    match state.waiting.front() {
        Some(first) => first.next_try.is_none_or(|at| at <= now),
        None => state.seq != seq || !state.between.is_empty(),
    }
}
