//! What step 2 remembers.

use chrono::NaiveDate;

use crate::{
    domain::{Refusal, Window, date_words, parse_release_date},
    engine::{Proposal, When},
    tui::{
        keys::Scope,
        widget::{Calendar, Edit, Field},
    },
};

/// Longest release notes, in characters.
const MAX_NOTES: usize = 500;

/// What has the focus, in the order of `Tab`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum Control {
    Options,
    Date,
    Notes,
    Back,
    Cancel,
    Primary,
}

/// **Select a Release Option**.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::tui) enum ReleaseOption {
    Immediately,
    OnSpecifiedDate,
}

/// The step's state.
#[derive(Debug)]
pub(in crate::tui) struct State {
    pub(in crate::tui) focus: Control,
    pub(in crate::tui) option: ReleaseOption,
    pub(in crate::tui) date: Field,
    /// What the date field says: none while it is empty.
    chosen: Option<Result<NaiveDate, Refusal>>,
    pub(in crate::tui) calendar: Option<Calendar>,
    pub(in crate::tui) notes: Field,
}

impl State {
    pub(in crate::tui) fn new(_proposal: &Proposal) -> Self {
        Self {
            focus: Control::Options,
            option: ReleaseOption::Immediately,
            date: Field::new(40),
            chosen: None,
            calendar: None,
            notes: Field::new(MAX_NOTES),
        }
    }

    /// Looks at the typed date again, as another day may have come.
    pub(in crate::tui) fn renew(&mut self, proposal: &Proposal) {
        self.read_date(proposal);
        if proposal.view.pack.scheduled.is_some() {
            self.option = ReleaseOption::Immediately;
            self.focus = Control::Options;
        }
    }

    /// The scopes of what has the focus.
    pub(in crate::tui) fn scopes(&self) -> Vec<Scope> {
        let step = Scope::SelectReleaseSchedule;
        match self.focus {
            _ if self.calendar.is_some() => vec![Scope::Calendar, step],
            Control::Options => vec![step],
            Control::Date => vec![Scope::DateField, step],
            Control::Notes => vec![Scope::TextField, step],
            Control::Back | Control::Cancel | Control::Primary => vec![Scope::Buttons, step],
        }
    }

    /// Whether anything was typed or chosen.
    pub(in crate::tui) fn is_edited(&self) -> bool {
        !self.date.is_empty() || !self.notes.is_empty() || self.option == ReleaseOption::OnSpecifiedDate
    }

    /// Edits the field that has the focus.
    pub(in crate::tui) fn edit(&mut self, proposal: &Proposal, edit: &Edit) {
        match self.focus {
            _ if self.calendar.is_some() => {}
            // A blank can't begin a date: it opens the calendar, as it would on any empty drop-down.
            Control::Date if self.date.is_empty() && *edit == Edit::Insert(" ".into()) => self.open_calendar(proposal),
            Control::Date if self.date.edit(edit) => self.read_date(proposal),
            Control::Notes => {
                self.notes.edit(edit);
            }
            _ => {}
        }
    }

    fn read_date(&mut self, proposal: &Proposal) {
        let text = self.date.text().trim();
        self.chosen = (!text.is_empty()).then(|| {
            let date = parse_release_date(text, proposal.today)?;
            Window::after_today(date, proposal.scheduler_zone, proposal.now).map(|window| window.date)
        });
    }

    /// Opens the calendar on the chosen date, else on the first that can be chosen.
    pub(in crate::tui) fn open_calendar(&mut self, proposal: &Proposal) {
        let first = proposal.today.succ_opt().unwrap_or(proposal.today);
        let chosen = self.date().and_then(Result::ok);
        self.focus = Control::Date;
        self.calendar = Some(Calendar::open(first, chosen));
    }

    /// Takes a date from the calendar.
    pub(in crate::tui) fn take(&mut self, proposal: &Proposal, date: NaiveDate) {
        self.date.set(&date.to_string());
        self.read_date(proposal);
        self.calendar = None;
    }

    /// The date as typed or chosen.
    pub(in crate::tui) fn date(&self) -> Option<Result<NaiveDate, &Refusal>> {
        self.chosen.as_ref().map(|chosen| chosen.as_ref().copied())
    }

    /// The date in words, as the field echoes it.
    pub(in crate::tui) fn echo(&self) -> Option<Result<String, String>> {
        Some(self.date()?.map(date_words).map_err(ToString::to_string))
    }

    /// When it shall happen; none while no date is chosen.
    pub(in crate::tui) fn when(&self) -> Option<When> {
        match self.option {
            ReleaseOption::Immediately => Some(When::Now),
            ReleaseOption::OnSpecifiedDate => self.date()?.ok().map(When::On),
        }
    }

    /// The release notes.
    pub(in crate::tui) fn notes(&self) -> &str {
        self.notes.text().trim()
    }
}
