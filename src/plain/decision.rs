//! What the wizard's steps decide, and where each of them goes.

use crate::{
    domain::{Window, parse_release_date},
    engine::{Draft, Engine, EngineError, KeptDraft, Purpose, TakenUp, When},
};

/// Where a step goes.
pub(super) enum Turn {
    Next,
    Back,
    Leave,
}

/// What was decided so far.
pub(super) struct Decision {
    pub(super) draft: Draft,
    /// None until it is chosen.
    pub(super) when: Option<When>,
    pub(super) notes: String,
    /// Why it is released although its date is frozen, where it is.
    pub(super) overriding: Option<String>,
}

impl Decision {
    pub(super) fn new(draft: Draft) -> Self {
        let (when, notes) = match draft.changes() {
            Some(scheduled) => (Some(When::On(scheduled.release_on_date)), scheduled.notes.clone()),
            None => (None, String::new()),
        };
        Self { draft, when, notes, overriding: None }
    }

    /// Goes on with a draft that was left. A date that can't be chosen any more is asked for again.
    pub(super) fn taking_up(taken: TakenUp, engine: &Engine) -> Self {
        let (zone, now) = (engine.scheduler_zone(), engine.now());
        let date = taken.date.and_then(|date| parse_release_date(&date, engine.today()).ok());
        let possible = date.filter(|date| Window::after_today(*date, zone, now).is_ok());
        let decision = Self::new(taken.draft);
        let notes = taken.notes.map_or(decision.notes, |notes| notes.trim().to_owned());
        let overriding = taken.overriding;
        Self { when: possible.map(When::On).or(decision.when), notes, overriding, ..decision }
    }

    /// What is worth keeping of it, should the conversation end before its time.
    pub(super) fn kept(&self) -> Option<KeptDraft> {
        let scheduled = self.draft.changes();
        let date = match self.when {
            Some(When::On(date)) if scheduled.is_none() => Some(date.to_string()),
            _ => None,
        };
        let first = scheduled.map_or("", |scheduled| &scheduled.notes);
        let notes = (self.notes != first).then(|| self.notes.clone());
        KeptDraft::of(&self.draft, date, notes, self.overriding.clone())
    }

    /// An immediate release while nothing else is chosen.
    pub(super) fn when_or_now(&self) -> When {
        self.when.unwrap_or(When::Now)
    }

    /// The command that does the same.
    pub(super) fn command(&self) -> String {
        self.draft.command(self.when_or_now(), &self.notes, self.overriding.as_deref())
    }

    /// Reads anew what the choices are based on, and keeps them.
    pub(super) fn read_again(&mut self, engine: &mut Engine) -> Result<(), EngineError> {
        let (id, origin) = (&self.draft.proposal.view.pack.id, self.draft.selection.origin);
        let proposal = engine.propose_again(id, origin)?;
        if self.draft.purpose != Purpose::Change && proposal.view.pack.scheduled.is_some() {
            self.when = None;
        }
        self.draft.renew(proposal);
        Ok(())
    }
}
