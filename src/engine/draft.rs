//! A decision in the making: what it is for, the versions chosen so far, and how it is carried out.

use std::{borrow::Cow, fmt};

use serde::{Deserialize, Serialize};

use super::{Engine, EngineError, Outcome, Proposal, ReleaseOrder, Review, RowWarning, When, called, command};
use crate::domain::{
    ComponentId, Deployment, OrderVerb, Override, PackId, Refusal, ScheduledRelease, Selection, SelectionRow, Version,
    Words, date_words,
};

/// Why **Release on specified date** is off where a release is scheduled already.
pub const DATE_TAKEN: &str = "one is scheduled: move or change it";

/// The heading of the command that does the same.
pub const SAME_COMMAND: &str = "The same from the command line:";

/// The heading of what a release will do.
pub const WHAT_WILL_HAPPEN: &str = "What will happen";

/// The question before choices are lost, and what would be lost.
pub const LEAVE: [&str; 2] = ["Leave the wizard?", "Nothing has been released. What you selected will be forgotten."];

/// The button where others must approve it first.
pub const REQUEST: &str = "Request Approval";

/// The button that changes what is scheduled.
const CHANGE: &str = "Change Scheduled Release";

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Purpose {
    /// A release of the latest versions, or of what is scheduled.
    Release,
    /// A release of what an earlier release carried: the one with this number, else the default target.
    RollBack(Option<u32>),
    /// Other versions for the scheduled release.
    Change,
    /// The versions of one pack that is released with others.
    OneOfSeveral,
}

/// What was decided so far.
#[derive(Debug, Clone)]
pub struct Draft {
    pub purpose: Purpose,
    /// The proposal that it started from, or the newer one that it was continued on after a conflict.
    pub proposal: Proposal,
    pub selection: Selection,
    /// Earlier selections, the last change on top.
    undo: Vec<Selection>,
    /// Choices of the draft that was left which can't be made any more.
    pub(super) lost: Vec<LostChoice>,
}

impl Draft {
    pub fn new(purpose: Purpose, proposal: Proposal) -> Self {
        Self { purpose, selection: proposal.selection.clone(), undo: Vec::new(), lost: Vec::new(), proposal }
    }

    /// The same, with choices that were made for it once and can't be made any more.
    #[must_use]
    pub fn with_lost(self, lost: Vec<LostChoice>) -> Self {
        Self { lost, ..self }
    }

    /// What its deployment calls things.
    pub fn words(&self) -> &'static Words {
        self.selection.deployment().words()
    }

    /// Whether the wizard has only the step about the date: in Legacy deployment there are no versions to select.
    pub fn is_one_step(&self) -> bool {
        self.selection.deployment() == Deployment::Legacy
    }

    /// `Release Integration Pack`, `Roll Back to #5` or `Change Scheduled Release`.
    pub fn title(&self) -> String {
        let release = self.words().release;
        match (self.purpose, called::rollback(&self.selection)) {
            (Purpose::Change, _) => CHANGE.to_owned(),
            (_, Some(rollback)) if self.is_one_step() => format!("{release}: {rollback}"),
            (_, Some(rollback)) => rollback,
            (_, None) => release.to_owned(),
        }
    }

    /// The button that carries it out, at once or on a date.
    pub fn button(&self, on_date: bool) -> Cow<'static, str> {
        match self.purpose {
            _ if self.approvals(on_date) > 0 => REQUEST.into(),
            Purpose::Change => CHANGE.into(),
            _ => called::button(&self.selection, on_date),
        }
    }

    /// What is asked instead, where there is no button.
    pub fn question(&self, when: Option<When>) -> Cow<'static, str> {
        match self.purpose {
            _ if self.approvals(matches!(when, Some(When::On(_)))) > 0 => format!("{REQUEST}?").into(),
            Purpose::Change => format!("{CHANGE}?").into(),
            _ => called::question(&self.selection, matches!(when, Some(When::On(_)))),
        }
    }

    /// How many others must approve it before it happens, at once or on a date.
    pub fn approvals(&self, on_date: bool) -> u8 {
        let proposal = &self.proposal;
        if proposal.approval.approvals == 0 {
            return 0;
        }
        let when = if on_date { When::On(proposal.today) } else { When::Now };
        let mut order = self.order(when, "", None).wanted(proposal.scheduler_zone);
        if self.purpose == Purpose::Change {
            order.verb = OrderVerb::Change;
        }
        proposal.approval.needed(&order, &proposal.view.pack).count()
    }

    pub fn changes(&self) -> Option<&ScheduledRelease> {
        self.proposal.view.pack.scheduled.as_ref().filter(|_| self.purpose == Purpose::Change)
    }

    /// The date that it keeps: `Tue 1 Dec 2026, as scheduled`.
    pub fn as_scheduled(&self) -> Option<String> {
        Some(format!("{}, as scheduled", date_words(self.changes()?.release_on_date)))
    }

    /// What will happen, and to whom; `when` is none while no date is chosen.
    pub fn review(&self, when: Option<When>) -> Review {
        Review::of(&self.proposal, &self.selection.contents(), when)
    }

    /// Whether versions were chosen by hand that would be lost.
    pub fn is_edited(&self) -> bool {
        match self.purpose {
            Purpose::OneOfSeveral => self.selection != self.proposal.selection,
            _ => self.selection.is_edited(),
        }
    }

    /// What the admin must know about a row before it is released. Where the choice for it can't be made any more, that
    /// comes first.
    pub fn warning(&self, row: &SelectionRow) -> Option<RowWarning> {
        let lost = self.lost.iter().find(|lost| lost.component == row.component.id && row.chosen == row.proposed);
        match lost {
            Some(lost) => Some(RowWarning { text: lost.to_string(), restorable: false }),
            None => self.proposal.warning(&self.selection, row),
        }
    }

    /// Changes the selection so that it can be undone.
    pub fn change(&mut self, change: impl FnOnce(&mut Selection) -> Result<(), Refusal>) -> Result<(), Refusal> {
        let before = self.selection.clone();
        change(&mut self.selection)?;
        if self.selection != before {
            self.undo.push(before);
        }
        Ok(())
    }

    /// Whether a change can be undone.
    pub fn can_undo(&self) -> bool {
        !self.undo.is_empty()
    }

    /// Undoes the last change; false where there is none.
    pub fn undo(&mut self) -> bool {
        self.undo.pop().map(|before| self.selection = before).is_some()
    }

    pub fn order(&self, when: When, notes: &str, overriding: Option<&str>) -> ReleaseOrder {
        let (basis, selection) = (self.proposal.basis.clone(), self.selection.clone());
        ReleaseOrder { basis, selection, when, notes: notes.to_owned(), overriding: overriding.map(ToOwned::to_owned) }
    }

    /// What overrides the freezes of the date on which it takes effect ([`PackFreezes::judge`]); none where that is
    /// free. A change keeps the date of what is scheduled, which takes effect today where that has passed.
    ///
    /// # Errors
    /// [`Refusal::Frozen`] without a reason, and a reason's own faults.
    ///
    /// [`PackFreezes::judge`]: crate::domain::PackFreezes::judge
    pub fn judge(&self, when: When, reason: Option<&str>) -> Result<Option<Override>, Refusal> {
        let (proposal, scheduled) = (&self.proposal, self.changes());
        let known = scheduled.and_then(|scheduled| scheduled.overrides.as_deref());
        let date = match (scheduled, when) {
            (Some(scheduled), _) => scheduled.takes_effect_on(proposal.now),
            (None, When::Now) => proposal.today,
            (None, When::On(date)) => date,
        };
        proposal.freezes.judge(&proposal.view.pack.name, date, known, reason.map(|reason| (reason, "")))
    }

    /// The command that does the same.
    pub fn command(&self, when: When, notes: &str, overriding: Option<&str>) -> String {
        self.purpose.command(&self.order(when, notes, overriding))
    }

    /// Continues on a new proposal. The choices stay as far as they can still be made.
    pub fn renew(&mut self, proposal: Proposal) {
        let mut selection = proposal.selection.clone();
        selection.take_choices_of(&self.selection);
        self.selection = selection;
        self.undo.clear();
        self.proposal = proposal;
    }
}

impl Purpose {
    fn command(self, order: &ReleaseOrder) -> String {
        match self {
            Self::Change => command::change(&order.selection, &order.notes, order.overriding.as_deref()),
            Self::Release | Self::RollBack(_) | Self::OneOfSeveral => order.command(),
        }
    }
}

impl Engine {
    /// The wizard's start.
    pub fn draft(&mut self, id: &PackId, purpose: Purpose) -> Result<Draft, EngineError> {
        let proposal = match purpose {
            Purpose::Release | Purpose::OneOfSeveral => self.propose_release(id),
            Purpose::RollBack(to) => self.propose_rollback(id, to),
            Purpose::Change => self.propose_change(id),
        }?;
        Ok(Draft::new(purpose, proposal))
    }

    /// Carries out what was decided.
    pub fn carry_out(&mut self, purpose: Purpose, order: &ReleaseOrder) -> Result<Outcome, EngineError> {
        if purpose != Purpose::Change {
            let outcome = self.release(order)?;
            self.forget_drafts(&outcome.id);
            return Ok(outcome);
        }
        let reason = order.overriding.as_deref();
        let changed = self.change_scheduled(&order.basis, &order.selection, &order.notes, reason)?;
        self.forget_drafts(&changed.id);
        Ok(Outcome {
            id: changed.id,
            name: changed.name,
            number: None,
            rollback_to: order.selection.rollback_to(),
            at: self.now(),
            overrides: changed.scheduled.as_ref().and_then(|scheduled| scheduled.overrides.clone()),
            scheduled: changed.scheduled,
            window: changed.window,
            superseded: None,
            brought_forward: None,
            is_on_its_way: false,
            request: changed.request.clone(),
            approvals: self.settings().approval.approvals,
            changes: order.selection.changes(),
            command: purpose.command(order),
            reach: self.reach(&order.selection.pack().id),
            early: 0,
        })
    }
}

/// A choice that can't be made any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LostChoice {
    pub component: ComponentId,
    /// The component's name, or its id where it is gone.
    pub name: String,
    /// What was chosen: a version, or that the component stays as it is.
    pub(super) chosen: Option<Version>,
    pub(super) why: String,
}

impl fmt::Display for LostChoice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.chosen {
            Some(version) => write!(f, "{version} was chosen, but {}", self.why),
            None => write!(f, "it was to stay out, but {}", self.why),
        }
    }
}
