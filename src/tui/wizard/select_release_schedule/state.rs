//! What step 2 remembers.

use std::cell::Cell;

use chrono::NaiveDate;

use crate::{
    domain::{MAX_NOTES, Refusal},
    engine::{Draft, Proposal, When, sentences},
    tui::{
        date_choice::{DateChoice, WHY_ALL_THE_SAME},
        form::{Control, Form, Step},
        keys::{Action, Scope},
        look::Context,
        widget::{Edit, Scrolled, TextArea},
    },
};

pub(super) const OPTIONS: usize = 0;
pub(super) const DATE: usize = 1;
pub(super) const REASON: usize = 2;
pub(super) const NOTES: usize = 3;

/// **Select a Release Option**.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui::wizard) enum ReleaseOption {
    Immediately,
    OnSpecifiedDate,
    /// The date of the scheduled release, which is only changed.
    AsScheduled(NaiveDate),
}

#[derive(Debug)]
pub(in crate::tui::wizard) struct State {
    pub(super) form: Form,
    pub(super) review: Scrolled,
    /// Whether something that must be read before is still cut off.
    pub(super) unread: Cell<bool>,
    /// The date of the scheduled release, where only its versions are changed.
    scheduled: Option<NaiveDate>,
    first_notes: String,
}

impl State {
    pub(in crate::tui::wizard) fn new(draft: &Draft) -> Self {
        let (scheduled, proposal) = (draft.changes(), &draft.proposal);
        let first_notes = scheduled.map(|scheduled| scheduled.notes.clone()).unwrap_or_default();
        let mut notes = TextArea::new(MAX_NOTES);
        notes.set(&first_notes);
        // In Legacy deployment there is no step before this one.
        let back = (!draft.is_one_step()).then_some(Step::Do(Action::PreviousStep));
        let buttons: Vec<Step> = back.into_iter().chain([Step::Leave, Step::Submit]).collect();
        let mut form = Form::new(vec![
            (sentences::RELEASE_OPTION, Control::Options(vec![String::new(); 2], 0)),
            (
                "Release on Date",
                Control::Date(
                    DateChoice::new(proposal.scheduler_zone, proposal.now).frozen_by(&proposal.freezes, None),
                ),
            ),
            ("Override Reason", Control::text("", WHY_ALL_THE_SAME)),
            ("Notes", Control::Area(notes, "why this release")),
        ])
        .over(buttons)
        .by_the_way_back();
        form.ask(DATE, false);
        form.ask(REASON, false);
        if scheduled.is_some() {
            form.ask(OPTIONS, false);
            form.go_on();
        }
        Self {
            form,
            review: Scrolled::default(),
            unread: Cell::new(false),
            scheduled: scheduled.map(|scheduled| scheduled.release_on_date),
            first_notes,
        }
    }

    /// Fills in what a draft holds: the date as typed, where one is asked for, the notes, where they were touched, and
    /// why it goes ahead on a frozen date.
    pub(in crate::tui::wizard) fn fill_in(&mut self, date: Option<&str>, notes: Option<&str>, reason: Option<&str>) {
        if let Some(date) = date.filter(|_| self.scheduled.is_none()) {
            self.form.choose(OPTIONS, 1);
            self.form.type_in(DATE, date);
        }
        if let Some(notes) = notes {
            self.form.type_in(NOTES, notes);
        }
        if let Some(reason) = reason {
            self.form.type_in(REASON, reason);
        }
    }

    /// The date, or what was typed as one, where one is asked for. `+3d` is the day that it was when it was typed.
    pub(in crate::tui::wizard) fn typed_date(&self) -> Option<String> {
        let dated = self.option() == ReleaseOption::OnSpecifiedDate;
        let typed = || self.date()?.ok().map(|date| date.to_string());
        dated.then(|| typed().unwrap_or_else(|| self.form.text(DATE)))
    }

    /// The notes, where they were touched.
    pub(in crate::tui::wizard) fn typed_notes(&self) -> Option<String> {
        self.form.changed(NOTES)
    }

    /// The option that is chosen; only the versions change where a date stands already.
    pub(in crate::tui::wizard) fn option(&self) -> ReleaseOption {
        match (self.scheduled, self.form.chosen(OPTIONS)) {
            (Some(date), _) => ReleaseOption::AsScheduled(date),
            (None, 0) => ReleaseOption::Immediately,
            (None, _) => ReleaseOption::OnSpecifiedDate,
        }
    }

    /// Checks the date again: the day, or what is scheduled, may be another one by now.
    pub(in crate::tui::wizard) fn renew(&mut self, proposal: &Proposal) {
        let date = DateChoice::new(proposal.scheduler_zone, proposal.now).frozen_by(&proposal.freezes, None);
        self.form.renew_date(DATE, date);
        // Somebody who chose a date must not release at once. So the option stays, and says why it is not possible.
        if self.option() == ReleaseOption::OnSpecifiedDate && proposal.view.pack.scheduled.is_some() {
            self.form.go_to(OPTIONS);
        }
    }

    /// The scopes of what has the focus, in front of the step's own.
    pub(in crate::tui::wizard) fn scopes(&self, step: Scope) -> Vec<Scope> {
        self.form.scopes_in(step)
    }

    /// Whether anything was typed or chosen.
    pub(in crate::tui::wizard) fn is_edited(&self) -> bool {
        self.form.is_edited()
    }

    /// Edits the field that has the focus.
    pub(in crate::tui::wizard) fn edit(&mut self, edit: &Edit, context: &Context) {
        self.form.edit(edit, context);
    }

    /// The date as typed or chosen, where one is asked for.
    pub(in crate::tui::wizard) fn date(&self) -> Option<Result<NaiveDate, &Refusal>> {
        self.form.date(DATE).filter(|_| self.option() == ReleaseOption::OnSpecifiedDate)
    }

    /// When the pack is released; none while no date is chosen.
    pub(in crate::tui::wizard) fn when(&self) -> Option<When> {
        match self.option() {
            ReleaseOption::Immediately => Some(When::Now),
            ReleaseOption::OnSpecifiedDate => self.date()?.ok().map(When::On),
            ReleaseOption::AsScheduled(date) => Some(When::On(date)),
        }
    }

    /// The override reason, as typed.
    pub(in crate::tui::wizard) fn reason(&self) -> String {
        self.form.filled(REASON).unwrap_or_default()
    }

    /// The release notes; those that were not touched keep their lines.
    pub(in crate::tui::wizard) fn notes(&self) -> String {
        self.form.changed(NOTES).map_or_else(|| self.first_notes.clone(), |typed| typed.trim().to_owned())
    }
}
