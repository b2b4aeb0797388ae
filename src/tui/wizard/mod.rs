//! The release wizard: Select Versions, Select Release Schedule, Success; in a connected workspace Waiting for the
//! Platform before that. In Legacy deployment no version can be selected: it begins with the second step, and stands
//! over the page as the dialog Integration Pack Release.
//!
//! It edits a [`Selection`](crate::domain::Selection) and a schedule, and hands both to the engine as one order. Which
//! version may be chosen, what changes, and whether a date is possible are the domain's answers. Going back and forth
//! keeps every choice; leaving with changes asks first; a refusal keeps the choices, too.
//!
//! `state` is what it remembers, each step says what keys do in it and how it looks, and here is handed on to the step
//! at hand.

mod frame;
mod order;
mod select_release_schedule;
mod select_versions;
mod state;
mod success;
mod waiting;

use std::borrow::Cow;

use ratatui::{
    buffer::Buffer,
    layout::{Position, Rect},
};

pub use self::state::{Wizard, WizardStep};
use self::{select_release_schedule as schedule, select_versions as versions};
use super::{
    command::Commands,
    keys::{Action, Availability, Scope},
    layout::readable,
    look::{Context, Look},
    widget::Edit,
};

impl Wizard {
    /// The scopes of what has the focus, the innermost first.
    pub(super) fn scopes(&self) -> Vec<Scope> {
        match self.step {
            WizardStep::SelectVersions => self.versions.scopes(),
            WizardStep::SelectReleaseSchedule if self.is_dialog() => self.schedule.scopes(Scope::Confirm),
            WizardStep::SelectReleaseSchedule => self.schedule.scopes(Scope::SelectReleaseSchedule),
            WizardStep::Waiting => vec![Scope::Waiting],
            WizardStep::Success => vec![Scope::Success],
        }
    }

    /// Whether an action makes sense in the step at hand.
    pub(super) fn availability(&self, action: Action, context: &Context) -> Availability {
        match self.step {
            WizardStep::SelectVersions => versions::availability(self, action),
            WizardStep::SelectReleaseSchedule => schedule::availability(self, action, context),
            WizardStep::Waiting => waiting::availability(action),
            WizardStep::Success => success::availability(self, action),
        }
    }

    /// Carries out an action in the step at hand.
    pub(super) fn act(&mut self, action: Action, context: &Context) -> Commands {
        match self.step {
            WizardStep::SelectVersions => versions::act(self, action, context),
            WizardStep::SelectReleaseSchedule => schedule::act(self, action, context),
            WizardStep::Waiting => waiting::act(action),
            WizardStep::Success => success::act(self, action),
        }
    }

    /// What an action is called in the step at hand, where that is not what it is called elsewhere.
    pub(super) fn label(&self, action: Action) -> Option<Cow<'static, str>> {
        match (&self.step, action) {
            (WizardStep::Waiting, Action::Finish) => Some(waiting::STOP_WATCHING.into()),
            (WizardStep::SelectVersions, Action::NextStep) => Some(self.way_on().into()),
            _ => None,
        }
    }

    /// Edits the text field that has the focus.
    pub(super) fn edit(&mut self, edit: &Edit, context: &Context) {
        match self.step {
            WizardStep::SelectVersions => self.versions.form.edit(edit, self.versions.ranked(&self.draft.selection)),
            WizardStep::SelectReleaseSchedule => self.schedule.edit(edit, context),
            WizardStep::Waiting | WizardStep::Success => {}
        }
    }

    /// Draws the step at hand; returns where the terminal's cursor goes.
    pub(super) fn draw(&self, look: &Look, area: Rect, buf: &mut Buffer) -> Option<Position> {
        let area = if self.is_dialog() { area } else { readable(area) };
        match self.step {
            WizardStep::SelectVersions => versions::draw(look, self, area, buf),
            WizardStep::SelectReleaseSchedule => schedule::draw(look, self, area, buf),
            WizardStep::Waiting => {
                waiting::draw(look, self, area, buf);
                None
            }
            WizardStep::Success => {
                success::draw(look, self, area, buf);
                None
            }
        }
    }
}
