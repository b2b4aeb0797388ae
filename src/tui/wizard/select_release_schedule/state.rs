//! What step 2 remembers.

use chrono::NaiveDate;

use crate::{
    domain::{MAX_NOTES, Refusal},
    engine::{Proposal, When},
    tui::{
        command::Purpose,
        date_choice::DateChoice,
        keys::Scope,
        look::Context,
        widget::{Edit, TextArea},
    },
};

/// What has the focus, in the order of `Tab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::wizard) enum Control {
    Options,
    Date,
    Notes,
    Back,
    Cancel,
    Primary,
}

/// **Select a Release Option**.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::wizard) enum ReleaseOption {
    Immediately,
    OnSpecifiedDate,
    /// The date of the scheduled release, which is only changed.
    AsScheduled(NaiveDate),
}

/// The step's state.
#[derive(Debug)]
pub(in crate::tui::wizard) struct State {
    pub(in crate::tui::wizard) focus: Control,
    pub(in crate::tui::wizard) option: ReleaseOption,
    pub(in crate::tui::wizard) date: DateChoice,
    pub(in crate::tui::wizard) notes: TextArea,
    /// The notes that it starts from, and how the field shows them.
    first_notes: [String; 2],
}

impl State {
    pub(in crate::tui::wizard) fn new(proposal: &Proposal, purpose: Purpose) -> Self {
        let mut state = Self {
            focus: Control::Options,
            option: ReleaseOption::Immediately,
            date: DateChoice::new(proposal.scheduler_zone, proposal.now),
            notes: TextArea::new(MAX_NOTES),
            first_notes: Default::default(),
        };
        if let (Purpose::Change, Some(scheduled)) = (purpose, &proposal.view.pack.scheduled) {
            state.option = ReleaseOption::AsScheduled(scheduled.release_on_date);
            state.focus = Control::Primary;
            state.notes.set(&scheduled.notes);
            state.first_notes = [scheduled.notes.clone(), state.notes.text().to_owned()];
        }
        state
    }

    /// Looks at the date again, as another day, or another scheduled release, may have come.
    pub(in crate::tui::wizard) fn renew(&mut self, proposal: &Proposal) {
        self.date.renew(proposal.scheduler_zone, proposal.now);
        // A date that was meant must not become a release at once: the option stays, and says why it can't be.
        if self.option == ReleaseOption::OnSpecifiedDate && proposal.view.pack.scheduled.is_some() {
            self.focus = Control::Options;
        }
    }

    /// The scopes of what has the focus, in front of the step's own.
    pub(in crate::tui::wizard) fn scopes(&self, step: Scope) -> Vec<Scope> {
        match self.focus {
            Control::Options => vec![step],
            Control::Date => self.date.scopes(step),
            Control::Notes => vec![Scope::TextField, step],
            Control::Back | Control::Cancel | Control::Primary => vec![Scope::Buttons, step],
        }
    }

    /// Whether anything was typed or chosen.
    pub(in crate::tui::wizard) fn is_edited(&self) -> bool {
        let dated = self.option == ReleaseOption::OnSpecifiedDate;
        dated || !self.date.is_empty() || self.notes() != self.first_notes[0]
    }

    /// Edits the field that has the focus.
    pub(in crate::tui::wizard) fn edit(&mut self, edit: &Edit, context: &Context) {
        match self.focus {
            Control::Date => {
                self.date.edit(edit, context);
            }
            Control::Notes => {
                self.notes.edit(edit);
            }
            _ => {}
        }
    }

    /// The date as typed or chosen, where one is asked for.
    pub(in crate::tui::wizard) fn date(&self) -> Option<Result<NaiveDate, &Refusal>> {
        self.date.date().filter(|_| self.option == ReleaseOption::OnSpecifiedDate)
    }

    /// When it shall happen; none while no date is chosen.
    pub(in crate::tui::wizard) fn when(&self) -> Option<When> {
        match self.option {
            ReleaseOption::Immediately => Some(When::Now),
            ReleaseOption::OnSpecifiedDate => self.date()?.ok().map(When::On),
            ReleaseOption::AsScheduled(date) => Some(When::On(date)),
        }
    }

    /// The release notes; those that were not touched keep their lines.
    pub(in crate::tui::wizard) fn notes(&self) -> &str {
        let [first, shown] = &self.first_notes;
        if self.notes.text() == shown { first } else { self.notes.text().trim() }
    }
}
