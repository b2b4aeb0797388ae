//! What the wizard remembers.

use super::{select_release_schedule::State as Schedule, select_versions::State as Versions};
use crate::{
    domain::{ComponentId, Deployment, Selection, SelectionRow, Version, Words},
    engine::{Outcome, Proposal, ReleaseOrder, When, change_command},
    tui::{
        command::{Command, Commands, Purpose},
        dialog::LeaveDialog,
        widget::{Scrolled, Tone},
    },
};

/// Where in the wizard one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Release Integration Pack: Select Versions.
    SelectVersions,
    /// Release Integration Pack: Select Release Schedule.
    SelectReleaseSchedule,
    Success,
}

/// The wizard's state.
#[derive(Debug)]
pub struct Wizard {
    pub purpose: Purpose,
    /// What it started from, or was renewed with after a conflict.
    pub proposal: Box<Proposal>,
    /// The versions chosen.
    pub selection: Selection,
    /// Where one is.
    pub step: Step,
    pub(super) versions: Versions,
    pub(super) schedule: Schedule,
    pub(super) outcome: Option<Box<Outcome>>,
    /// How far the text of the last screen is scrolled.
    pub(super) success: Scrolled,
    /// The order has gone out and is not answered yet.
    pub(super) submitted: bool,
}

impl Wizard {
    pub(in crate::tui) fn new(purpose: Purpose, proposal: Box<Proposal>) -> Self {
        let mut wizard = Self {
            purpose,
            selection: proposal.selection.clone(),
            schedule: Schedule::new(&proposal, purpose),
            versions: Versions::default(),
            proposal,
            step: Step::SelectVersions,
            outcome: None,
            success: Scrolled::default(),
            submitted: false,
        };
        if wizard.is_dialog() {
            wizard.step = Step::SelectReleaseSchedule;
        }
        wizard
    }

    /// Legacy deployment leaves no version to select: the second step, as a dialog over the page, is all there is.
    #[must_use]
    pub fn is_dialog(&self) -> bool {
        self.selection.deployment() == Deployment::Legacy
    }

    /// What its deployment calls things.
    pub(super) fn words(&self) -> &'static Words {
        self.selection.deployment().words()
    }

    /// The row that the selection bar of step 1 rests on.
    pub(super) fn row(&self) -> Option<&SelectionRow> {
        self.selection.rows().get(self.versions.table.selected())
    }

    /// Changes the selection so that it can be undone.
    pub(super) fn change<E>(&mut self, change: impl FnOnce(&mut Selection) -> Result<(), E>) -> Result<(), E> {
        let before = self.selection.clone();
        change(&mut self.selection)?;
        if self.selection != before {
            self.versions.undo.push(before);
        }
        Ok(())
    }

    /// Releases another version, as a dialog found it.
    pub(in crate::tui) fn choose(&mut self, component: &ComponentId, version: &Version) -> Commands {
        match self.change(|selection| selection.choose(component, version)) {
            Ok(()) => vec![],
            Err(refusal) => vec![Command::Notify(Tone::Warning, refusal.to_string())],
        }
    }

    /// Takes what the choices are now based on; the choices stay, as far as they still can be made.
    pub(super) fn renew(&mut self, proposal: Box<Proposal>) {
        let mut selection = proposal.selection.clone();
        selection.take_choices_of(&self.selection);
        self.selection = selection;
        self.schedule.renew(&proposal);
        self.versions.undo.clear();
        self.proposal = proposal;
    }

    /// The order as it stands; none while no date is chosen.
    pub(super) fn order(&self) -> Option<ReleaseOrder> {
        Some(ReleaseOrder {
            basis: self.proposal.basis.clone(),
            selection: self.selection.clone(),
            when: self.when()?,
            notes: self.schedule.notes(),
        })
    }

    /// The command that does the same; none while no date is chosen.
    pub(super) fn command(&self) -> Option<String> {
        match self.purpose {
            Purpose::Change => Some(change_command(&self.selection, &self.schedule.notes())),
            Purpose::Release | Purpose::RollBack(_) | Purpose::OneOfSeveral => Some(self.order()?.command()),
        }
    }

    /// When it shall happen; none while no date is chosen.
    pub(super) fn when(&self) -> Option<When> {
        self.schedule.when()
    }

    /// What leads on from step 1: to the next step, or back to the other packs.
    pub(super) fn way_on(&self) -> &'static str {
        if self.purpose == Purpose::OneOfSeveral { "Done" } else { "Next" }
    }

    /// Goes on from step 1.
    pub(super) fn go_on(&mut self) -> Commands {
        if self.purpose == Purpose::OneOfSeveral {
            return vec![Command::Settle(Box::new(self.selection.clone()))];
        }
        self.step = Step::SelectReleaseSchedule;
        vec![]
    }

    /// Whether leaving would lose something that took more than a few keys.
    fn is_edited(&self) -> bool {
        // In the dialog no version is selected by hand.
        let chosen = match self.purpose {
            Purpose::OneOfSeveral => self.selection != self.proposal.selection,
            _ => self.selection.is_edited(),
        };
        self.schedule.is_edited() || !self.is_dialog() && chosen
    }

    /// Leaves the wizard; asks first where that would lose something.
    pub(super) fn leave(&self) -> Commands {
        if self.submitted {
            vec![Command::Notify(Tone::Warning, "the release is on its way".to_owned())]
        } else if self.step != Step::Success && self.is_edited() {
            vec![Command::Open(Box::new(LeaveDialog::wizard(self.is_dialog())))]
        } else {
            vec![Command::EndWizard]
        }
    }
}
