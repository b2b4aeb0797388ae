//! What the wizard asks of the worker, and what it makes of the replies.

use super::state::{Wizard, WizardStep};
use crate::{
    engine::{EngineError, Outcome},
    tui::{
        command::{Command, Commands, Query, explain, failed},
        look::Context,
        widget::Tone,
    },
};

impl Wizard {
    pub(super) fn submit(&mut self, context: &Context) -> Commands {
        let Some(order) = self.order().filter(|_| !self.submitted) else { return vec![] };
        self.submitted = true;
        let purpose = self.draft.purpose;
        let done = Query::change("release the integration pack", move |engine| engine.carry_out(purpose, &order));
        if context.overview.settings.platform.is_none() {
            return vec![done.whole(|wizard: &mut Self, outcome, _| wizard.take_outcome(outcome))];
        }
        self.progress = done.progress();
        self.step = WizardStep::Waiting;
        let id = self.draft.proposal.view.pack.id.clone();
        let waits = move |wizard: &Self| wizard.step == WizardStep::Waiting && wizard.draft.proposal.view.pack.id == id;
        vec![done.whole_or(waits, Self::take_outcome, told)]
    }

    /// Shows the result of the order, or why it was refused. After a refusal the choices stay, and what they were based
    /// on is read again.
    fn take_outcome(&mut self, outcome: Result<Outcome, EngineError>) -> Commands {
        self.submitted = false;
        if self.step == WizardStep::Waiting {
            self.step = WizardStep::SelectReleaseSchedule;
        }
        match outcome {
            Ok(outcome) => {
                self.outcome = Some(Box::new(outcome));
                self.step = WizardStep::Success;
                vec![]
            }
            // While a request is open, the same can't be asked for again.
            Err(error @ EngineError::Unsettled { .. }) => {
                vec![Command::EndWizard, explain("Not Known", &error), Command::Refresh]
            }
            Err(error) => vec![explain("Failed to release the integration pack", &error), self.read_again()],
        }
    }

    /// Reads anew what the choices are based on, and keeps them.
    fn read_again(&self) -> Command {
        let (id, origin) = (self.draft.proposal.view.pack.id.clone(), self.draft.selection.origin);
        let proposal = Query::read("start the release", move |engine| engine.propose_again(&id, origin));
        proposal.shown_to(|wizard: &mut Self, proposal, _| wizard.renew(proposal))
    }

    /// Restores the chosen version, where it is deleted.
    pub(super) fn restore(&self) -> Commands {
        let Some((component, version)) = self.deleted() else { return vec![] };
        let restored = Query::change("restore the version", move |engine| engine.restore_version(&component, &version));
        vec![restored.whole(|wizard: &mut Self, restored, _| match restored {
            Ok(()) => vec![wizard.read_again()],
            Err(error) => failed("restore the version", &error),
        })]
    }

    /// Asks who a pack that is shared with nobody is shared with, as the workspace has changed.
    pub(in crate::tui) fn renewed(&self) -> Commands {
        let Some(outcome) = self.outcome.as_ref().filter(|outcome| outcome.reach.groups == 0) else { return vec![] };
        let id = outcome.id.clone();
        let reach = Query::read("read the integration pack", move |engine| Ok(engine.pack(&id)?.reach));
        vec![reach.shown_to(|wizard: &mut Self, reach, _| {
            if let Some(outcome) = &mut wizard.outcome {
                outcome.reach.groups = reach.groups;
            }
        })]
    }
}

/// Tells the result of an order whose wizard was left.
fn told(outcome: Result<Outcome, EngineError>) -> Commands {
    vec![match outcome {
        Ok(outcome) => Command::Hint(Tone::Success, outcome.happened()),
        Err(error) => explain("Failed to release the integration pack", &error),
    }]
}
