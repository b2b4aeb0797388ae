//! What the wizard remembers.

use super::{
    select_release_schedule::{self, State as Schedule},
    select_versions::State as Versions,
};
use crate::{
    domain::{ComponentId, Refusal, SelectionRow, Version},
    engine::{Draft, KeptDraft, Outcome, Progress, Proposal, Purpose, ReleaseOrder, TakenUp, When},
    tui::{
        command::{Command, Commands, warn},
        dialog::leave_wizard,
        widget::{Scrolled, Tone},
    },
};

/// Why nothing can be changed any more.
pub(super) const ON_ITS_WAY: &str = "the release is on its way";

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WizardStep {
    /// Release Integration Pack: Select Versions.
    SelectVersions,
    /// Release Integration Pack: Select Release Schedule.
    SelectReleaseSchedule,
    /// Waiting for the Platform: the order has gone out.
    Waiting,
    Success,
}

#[derive(Debug)]
pub struct Wizard {
    /// What was decided so far, but for the date and the notes.
    pub draft: Draft,
    pub step: WizardStep,
    pub(super) versions: Versions,
    pub(super) schedule: Schedule,
    pub(super) outcome: Option<Box<Outcome>>,
    /// How far the text of the last screen is scrolled.
    pub(super) success: Scrolled,
    /// The order has gone out and is not answered yet.
    pub(super) submitted: bool,
    /// How far the platform is with it.
    pub(super) progress: Option<Progress>,
}

impl Wizard {
    pub(in crate::tui) fn new(draft: Draft) -> Self {
        let step = if draft.is_one_step() { WizardStep::SelectReleaseSchedule } else { WizardStep::SelectVersions };
        Self {
            schedule: Schedule::new(&draft),
            versions: Versions::new(&draft.selection),
            draft,
            step,
            outcome: None,
            success: Scrolled::default(),
            submitted: false,
            progress: None,
        }
    }

    /// Goes on with a draft that was left.
    pub(in crate::tui) fn taking_up(taken: TakenUp) -> Self {
        let mut wizard = Self::new(taken.draft);
        wizard.schedule.fill_in(taken.date.as_deref(), taken.notes.as_deref(), taken.overriding.as_deref());
        select_release_schedule::ask_date(&mut wizard);
        wizard
    }

    /// What is worth keeping, should the program end before its time; nothing any more once the order has gone out.
    pub(in crate::tui) fn kept(&self) -> Option<KeptDraft> {
        let is_open = !matches!(self.step, WizardStep::Waiting | WizardStep::Success);
        let reason = self.overriding().filter(|reason| !reason.is_empty());
        is_open.then(|| KeptDraft::of(&self.draft, self.schedule.typed_date(), self.schedule.typed_notes(), reason))?
    }

    /// Whether it has only one step; then it is a dialog over the page.
    pub fn is_dialog(&self) -> bool {
        self.draft.is_one_step()
    }

    /// The row that the selection bar of step 1 rests on.
    pub(super) fn row(&self) -> Option<&SelectionRow> {
        self.draft.selection.rows().get(self.versions.form.list.selected()?)
    }

    /// Releases another version, as a dialog found it.
    pub(in crate::tui) fn choose(&mut self, component: &ComponentId, version: &Version) -> Commands {
        match self.draft.change(|selection| selection.choose(component, version)) {
            Ok(()) => vec![],
            Err(refusal) => vec![Command::Notify(Tone::Warning, refusal.to_string())],
        }
    }

    /// Takes what the choices are now based on; the choices stay, as far as they still can be made.
    pub(super) fn renew(&mut self, proposal: Proposal) {
        let selected = self.row().map(|row| row.component.id.clone());
        self.schedule.renew(&proposal);
        self.draft.renew(proposal);
        self.versions.renew(selected.as_ref(), &self.draft.selection);
    }

    /// The order as it stands; none while no date is chosen.
    pub(super) fn order(&self) -> Option<ReleaseOrder> {
        Some(self.draft.order(self.when()?, &self.schedule.notes(), self.overriding().as_deref()))
    }

    /// The command that does the same; none while no date is chosen.
    pub(super) fn command(&self) -> Option<String> {
        Some(self.draft.command(self.when()?, &self.schedule.notes(), self.overriding().as_deref()))
    }

    /// The override reason, where the date is frozen.
    fn overriding(&self) -> Option<String> {
        self.frozen().map(|_| self.schedule.reason())
    }

    /// Why it needs an override reason on its date; none where the date is free.
    pub(super) fn frozen(&self) -> Option<Refusal> {
        self.draft.judge(self.when()?, None).err()
    }

    /// When the pack is released; none while no date is chosen.
    pub(super) fn when(&self) -> Option<When> {
        self.schedule.when()
    }

    /// The button that leads on from step 1: to the next step, or back to the other packs.
    pub(super) fn way_on(&self) -> &'static str {
        if self.draft.purpose == Purpose::OneOfSeveral { "Done" } else { "Next" }
    }

    /// Goes on from step 1.
    pub(super) fn go_on(&mut self) -> Commands {
        if self.draft.purpose == Purpose::OneOfSeveral {
            return vec![Command::Settle(Box::new(self.draft.selection.clone()))];
        }
        self.step = WizardStep::SelectReleaseSchedule;
        vec![]
    }

    /// Whether leaving would lose something that took more than a few keys.
    fn is_edited(&self) -> bool {
        // In the dialog no version is selected by hand.
        self.schedule.is_edited() || !self.is_dialog() && self.draft.is_edited()
    }

    /// Leaves the wizard; asks first where that would lose something.
    pub(super) fn leave(&self) -> Commands {
        if self.submitted {
            warn(ON_ITS_WAY)
        } else if self.step != WizardStep::Success && self.is_edited() {
            vec![Command::open(leave_wizard(self.is_dialog()))]
        } else {
            vec![Command::EndWizard]
        }
    }
}
