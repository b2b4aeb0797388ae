//! From step to step.

use chrono::Weekday;
use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

use super::{select_release_schedule as schedule, select_versions as versions, success};
use crate::{
    domain::{Deployment, Selection, Words},
    engine::{EngineError, Outcome, Proposal, ReleaseOrder, ScheduleOutcome, When, change_command},
    tui::{
        dialog::Layer,
        keys::{Action, Availability, Scope},
        look::Look,
        model::Model,
        program::Effect,
        widget::{Edit, Scrolled, Tone},
        worker::Request,
    },
};

type Effects = Vec<Effect<Request>>;

/// What the wizard is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// A release of the latest versions, or of what is scheduled.
    Release,
    /// A release of what an earlier release carried: the one with this number, else the default target.
    RollBack(Option<u32>),
    /// Other versions for the scheduled release.
    Change,
}

/// Where in the wizard one is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Release Integration Pack: Select Versions.
    SelectVersions,
    /// Release Integration Pack: Select Release Schedule.
    SelectReleaseSchedule,
    /// Success.
    Success,
}

/// The wizard's state.
#[derive(Debug)]
pub struct Wizard {
    /// What it is for.
    pub purpose: Purpose,
    /// What it started from, or was renewed with after a conflict.
    pub proposal: Box<Proposal>,
    /// The versions chosen.
    pub selection: Selection,
    /// Where one is.
    pub step: Step,
    pub(in crate::tui) versions: versions::State,
    pub(in crate::tui) schedule: schedule::State,
    pub(in crate::tui) outcome: Option<Box<Outcome>>,
    /// How far the text of the last screen is scrolled.
    pub(in crate::tui) success: Scrolled,
    /// The order has gone out and is not answered yet.
    pub(in crate::tui) submitted: bool,
    /// The state was renewed after a conflict: the next proposal takes over the choices.
    renewing: bool,
}

impl Wizard {
    fn new(purpose: Purpose, proposal: Box<Proposal>, week_start: Weekday) -> Self {
        let mut wizard = Self {
            purpose,
            selection: proposal.selection.clone(),
            schedule: schedule::State::new(&proposal, purpose, week_start),
            versions: versions::State::default(),
            proposal,
            step: Step::SelectVersions,
            outcome: None,
            success: Scrolled::default(),
            submitted: false,
            renewing: false,
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
    pub(in crate::tui) fn words(&self) -> &'static Words {
        self.selection.deployment().words()
    }

    /// The scopes of what has the focus, the innermost first.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        match self.step {
            Step::SelectVersions => self.versions.scopes(),
            Step::SelectReleaseSchedule if self.is_dialog() => self.schedule.scopes(Scope::Confirm),
            Step::SelectReleaseSchedule => self.schedule.scopes(Scope::SelectReleaseSchedule),
            Step::Success => vec![Scope::Success],
        }
    }

    /// Edits the text field that has the focus.
    pub(in crate::tui) fn edit(&mut self, edit: &Edit) {
        if self.step == Step::SelectReleaseSchedule {
            self.schedule.edit(edit);
        }
    }

    /// Whether leaving would lose something that took more than a few keys.
    fn is_edited(&self) -> bool {
        // In the dialog no version is selected by hand.
        self.schedule.is_edited() || !self.is_dialog() && self.selection.is_edited()
    }

    /// The order as it stands; none while no date is chosen.
    pub(in crate::tui) fn order(&self) -> Option<ReleaseOrder> {
        Some(ReleaseOrder {
            basis: self.proposal.basis.clone(),
            selection: self.selection.clone(),
            when: self.when()?,
            notes: self.schedule.notes().to_owned(),
        })
    }

    /// The command that does the same; none while no date is chosen.
    pub(in crate::tui) fn command(&self) -> Option<String> {
        match self.purpose {
            Purpose::Change => Some(change_command(&self.selection, self.schedule.notes())),
            Purpose::Release | Purpose::RollBack(_) => Some(self.order()?.command()),
        }
    }

    /// When it shall happen; none while no date is chosen.
    pub(in crate::tui) fn when(&self) -> Option<When> {
        self.schedule.when()
    }
}

/// Opens the wizard, or renews the one that met a conflict.
pub(in crate::tui) fn start(model: &mut Model, purpose: Purpose, proposal: Box<Proposal>) {
    match &mut model.wizard {
        Some(wizard) if wizard.renewing => {
            let mut selection = proposal.selection.clone();
            selection.take_choices_of(&wizard.selection);
            wizard.selection = selection;
            wizard.schedule.renew(&proposal);
            wizard.versions.forget_undo();
            wizard.proposal = proposal;
            wizard.renewing = false;
        }
        _ => model.wizard = Some(Box::new(Wizard::new(purpose, proposal, model.context.week_start))),
    }
}

/// Carries out an action in the step at hand.
pub(in crate::tui) fn act(model: &mut Model, action: Action) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    if let Availability::Unavailable(why) = availability(wizard, action) {
        model.tell(Tone::Warning, why);
        return vec![];
    }
    match wizard.step {
        Step::SelectVersions => versions::act(model, action),
        Step::SelectReleaseSchedule => schedule::act(model, action),
        Step::Success => success::act(model, action),
    }
}

/// Whether an action makes sense in the step at hand.
pub(in crate::tui) fn availability(wizard: &Wizard, action: Action) -> Availability {
    match wizard.step {
        Step::SelectVersions => versions::availability(wizard, action),
        Step::SelectReleaseSchedule => schedule::availability(wizard, action),
        Step::Success => success::availability(wizard, action),
    }
}

/// Leaves the wizard; asks first where that would lose something.
pub(in crate::tui) fn leave(model: &mut Model) -> Effects {
    let Some(wizard) = &model.wizard else { return vec![] };
    if wizard.submitted {
        model.tell(Tone::Warning, "the release is on its way");
    } else if wizard.step != Step::Success && wizard.is_edited() {
        model.layers.push(Layer::leave_wizard(wizard.is_dialog()));
    } else {
        model.wizard = None;
    }
    vec![]
}

/// Sends the order.
pub(super) fn submit(model: &mut Model) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    let Some(order) = wizard.order().filter(|_| !wizard.submitted) else { return vec![] };
    wizard.submitted = true;
    let order = Box::new(order);
    vec![Effect::Ask(match wizard.purpose {
        Purpose::Change => Request::Change(order),
        Purpose::Release | Purpose::RollBack(_) => Request::Release(order),
    })]
}

/// Shows what came of the order.
pub(in crate::tui) fn succeeded(model: &mut Model, outcome: Box<Outcome>) {
    if let Some(wizard) = &mut model.wizard {
        wizard.submitted = false;
        wizard.outcome = Some(outcome);
        wizard.step = Step::Success;
    }
}

/// Shows that the scheduled release was changed.
pub(in crate::tui) fn changed(model: &mut Model, outcome: ScheduleOutcome) {
    let Some(wizard) = &model.wizard else { return };
    let (command, reach) = (wizard.command().unwrap_or_default(), wizard.proposal.view.reach);
    let shown = Outcome::changed(outcome, &wizard.selection, command, reach, model.context.overview.now);
    succeeded(model, Box::new(shown));
}

/// Says why the order was refused. The choices are kept; what they were based on is read anew.
pub(in crate::tui) fn refused(model: &mut Model, error: &EngineError) -> Effects {
    model.layers.push(Layer::message("Failed to release the integration pack", error));
    if let Some(wizard) = &mut model.wizard {
        wizard.submitted = false;
    }
    renew(model)
}

/// Reads anew what the choices are based on, and keeps them.
pub(in crate::tui) fn renew(model: &mut Model) -> Effects {
    let Some(wizard) = &mut model.wizard else { return vec![] };
    wizard.renewing = true;
    let (id, origin) = (wizard.proposal.view.pack.id.clone(), wizard.selection.origin);
    vec![Effect::Ask(Request::ProposeAgain(id, wizard.purpose, origin))]
}

/// What was to be read anew can't be had: the wizard stays as it is.
pub(in crate::tui) fn not_renewed(model: &mut Model) {
    if let Some(wizard) = &mut model.wizard {
        wizard.renewing = false;
    }
}

/// Draws the step at hand; answers where the terminal's cursor goes.
pub(in crate::tui) fn draw(look: &Look, wizard: &Wizard, area: Rect, buf: &mut Buffer) -> Option<Position> {
    match wizard.step {
        Step::SelectVersions => {
            versions::draw(look, wizard, area, buf);
            None
        }
        Step::SelectReleaseSchedule => schedule::draw(look, wizard, area, buf),
        Step::Success => {
            success::draw(look, wizard, area, buf);
            None
        }
    }
}
