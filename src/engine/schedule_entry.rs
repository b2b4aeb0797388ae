//! A scheduled release as the Schedule page and the commands show it.

use chrono::{DateTime, NaiveTime, Utc};

use super::{Overview, ScheduleStatus, sentences};
use crate::domain::{
    Basis, ChangeCounts, ChangeRow, Due, PackFreezes, PackId, Refusal, ScheduledRelease, Tz, Window, date_words,
};

#[derive(Debug, Clone)]
pub struct ScheduleEntry {
    pub id: PackId,
    pub name: String,
    pub scheduled: ScheduledRelease,
    /// The hour in which it happens; the reason where its zone has lost the date, which is left to a person.
    pub window: Result<Window, Refusal>,
    /// How it stands to now.
    pub due: Due,
    /// Every component's change against the current release, by name.
    pub changes: Vec<ChangeRow>,
    /// How many change in which way.
    pub counts: ChangeCounts,
    /// How many instances have applied it early.
    pub applied_early: usize,
    /// The names of the accounts that they are in.
    pub early_accounts: Vec<String>,
    pub freezes: PackFreezes,
    /// Why its date is frozen, as things are now, where nothing overrides that.
    pub frozen: Option<String>,
    /// What a decision about it is based on.
    pub basis: Basis,
}

impl ScheduleEntry {
    /// How it stands at the time of the overview.
    pub fn status(&self, overview: &Overview) -> ScheduleStatus {
        overview.overdue_rule.status(self.window.as_ref().ok(), self.scheduled.blocked.is_some(), overview.now)
    }

    /// Its hour in a zone, or why it has none.
    pub fn hours_in(&self, zone: Tz) -> String {
        self.window.as_ref().map_or_else(ToString::to_string, |window| window.hours_in(zone))
    }

    /// [`Window::zone_lines`], or why it has no hour.
    pub fn zone_lines(&self, local: Tz) -> Vec<String> {
        self.window.as_ref().map_or_else(|why| vec![why.to_string()], |window| window.zone_lines(local))
    }

    /// `was due between X and Y`, or why it has no hour.
    pub fn was_due(&self) -> String {
        self.window.as_ref().map_or_else(ToString::to_string, Window::was_due)
    }

    /// When its window begins; where its zone has lost the date, approximately when it would have begun.
    pub fn begins(&self) -> DateTime<Utc> {
        let midnight = || self.scheduled.release_on_date.and_time(NaiveTime::MIN).and_utc();
        self.window.as_ref().map_or_else(|_| midnight(), |window| window.start)
    }

    /// `Scheduled for Tue 1 Dec 2026, 00:00–01:00 EST`.
    pub fn what(&self) -> String {
        format!(
            "Scheduled for {}, {}",
            date_words(self.scheduled.release_on_date),
            self.hours_in(self.scheduled.time_zone)
        )
    }

    /// A sentence that those who applied it early keep the update when it moves.
    pub fn kept(&self) -> Option<String> {
        let keep = if self.applied_early == 1 { "keeps" } else { "keep" };
        self.early().map(|early| format!("{early}, and {keep} it."))
    }

    /// What happens to those who applied it early when it is cancelled, with or without a recall.
    pub fn consequence(&self, recall: bool) -> Option<String> {
        let (early, accounts) = (self.early()?, self.early_accounts.join(", "));
        let (stay, them) = self.stay_and_them();
        Some(if recall {
            format!("! {early} ({accounts}); the recall brings {them} back.")
        } else {
            format!("! {early} ({accounts}) and {stay} ahead until the next release reaches {them}.")
        })
    }

    /// The same in a line of a list: without the accounts.
    pub fn consequence_in_short(&self, recall: bool) -> Option<String> {
        let (stay, them) = self.stay_and_them();
        let what_then = if recall { format!("; the recall brings {them} back") } else { format!(" and {stay} ahead") };
        self.early().map(|early| format!("! {early}{what_then}"))
    }

    fn stay_and_them(&self) -> (&'static str, &'static str) {
        if self.applied_early == 1 { ("stays", "it") } else { ("stay", "them") }
    }

    fn early(&self) -> Option<String> {
        (self.applied_early > 0).then(|| sentences::applied_early(self.applied_early))
    }

    /// Refuses to change its versions where somebody has applied it early.
    ///
    /// # Errors
    /// [`Refusal::AppliedEarly`].
    pub fn check_changeable(&self) -> Result<(), Refusal> {
        match self.applied_early {
            0 => Ok(()),
            count => Err(Refusal::AppliedEarly { pack: self.name.clone(), count }),
        }
    }
}
