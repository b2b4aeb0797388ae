//! What the wizard's steps decide, and where each of them goes.

use crate::engine::{Draft, Engine, EngineError, Purpose, When};

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
}

impl Decision {
    pub(super) fn new(draft: Draft) -> Self {
        let (when, notes) = match draft.changes() {
            Some(scheduled) => (Some(When::On(scheduled.release_on_date)), scheduled.notes.clone()),
            None => (None, String::new()),
        };
        Self { draft, when, notes }
    }

    /// An immediate release while nothing else is chosen.
    pub(super) fn when_or_now(&self) -> When {
        self.when.unwrap_or(When::Now)
    }

    /// The command that does the same.
    pub(super) fn command(&self) -> String {
        self.draft.command(self.when_or_now(), &self.notes)
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
