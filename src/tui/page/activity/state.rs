//! What the page remembers.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::{
    domain::{PackId, today_in},
    engine::{Activity, ActivityKind, Overview, rank},
    tui::{filter::FilteredList, keys::Action, widget::Edit},
};

/// How far back the list goes, in days of the admin's own zone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Since {
    #[default]
    AllTime,
    Today,
    Days(u64),
}

impl Since {
    const ALL: [Self; 4] = [Self::AllTime, Self::Today, Self::Days(7), Self::Days(30)];

    /// The next one, all time after the last.
    pub(super) fn next(self) -> Self {
        let at = Self::ALL.iter().position(|since| *since == self).unwrap_or(0);
        Self::ALL[(at + 1) % Self::ALL.len()]
    }

    /// The first day that counts; today is one of the last seven.
    fn first_day(self, today: NaiveDate) -> Option<NaiveDate> {
        match self {
            Self::AllTime => None,
            Self::Today => Some(today),
            Self::Days(days) => today.checked_sub_days(Days::new(days - 1)),
        }
    }
}

impl fmt::Display for Since {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::AllTime => f.write_str("all time"),
            Self::Today => f.write_str("today"),
            Self::Days(days) => write!(f, "the last {days} days"),
        }
    }
}

#[derive(Debug, Default)]
pub struct ActivityPage {
    /// The activities, newest first; none until the journal has been read.
    pub(super) activities: Option<Vec<Activity>>,
    /// What the text filter looks at: a text for each.
    searchable: Vec<String>,
    pub(super) only: ActivityFilter,
    pub(super) list: FilteredList,
}

/// The filters beside the text's.
#[derive(Debug, Default)]
pub(super) struct ActivityFilter {
    pub(super) kind: Option<ActivityKind>,
    pub(super) pack: Option<(PackId, String)>,
    pub(super) person: Option<String>,
    pub(super) since: Since,
}

impl ActivityPage {
    /// All activities; empty until the journal has been read.
    pub fn activities(&self) -> &[Activity] {
        self.activities.as_deref().unwrap_or_default()
    }

    /// The row that the selection rests on.
    pub fn selected(&self) -> Option<&Activity> {
        self.activities().get(self.list.selected()?)
    }

    /// Takes what was read. A selection other than the newest stays on its row.
    pub fn show(&mut self, activities: Vec<Activity>, overview: &Overview) {
        let selected = self.selected().filter(|_| self.list.scroll().selected() > 0);
        let same = selected.and_then(|old| activities.iter().position(|activity| activity == old));
        self.searchable = activities.iter().map(|activity| searchable(activity, overview)).collect();
        self.activities = Some(activities);
        self.narrow(same, overview);
    }

    /// Lets through what all the filters do; this row stays selected where it is among them, else the first is.
    pub(super) fn narrow(&mut self, selected: Option<usize>, overview: &Overview) {
        self.list.refill(
            selected,
            ranked(&self.only, self.activities.as_deref().unwrap_or_default(), &self.searchable, overview),
        );
        if self.list.selected() != selected {
            self.go(Action::First, overview);
        }
    }

    /// Carries out what is about the list. False for anything else.
    pub(super) fn go(&mut self, action: Action, overview: &Overview) -> bool {
        let activities = self.activities.as_deref().unwrap_or_default();
        self.list.act(action, ranked(&self.only, activities, &self.searchable, overview))
    }

    pub(super) fn filter(&mut self, edit: &Edit, overview: &Overview) {
        let activities = self.activities.as_deref().unwrap_or_default();
        self.list.edit(edit, ranked(&self.only, activities, &self.searchable, overview));
    }

    /// The next kind that occurs; all kinds after the last.
    pub(super) fn next_kind(&mut self) {
        let mut kinds = ActivityKind::ALL.into_iter().filter(|kind| self.activities().iter().any(|a| a.kind == *kind));
        self.only.kind = match self.only.kind {
            None => kinds.next(),
            Some(kind) => kinds.find(|next| *next > kind),
        };
    }
}

impl ActivityFilter {
    /// In words; none where there is none.
    pub(super) fn words(&self) -> Option<String> {
        let parts = [
            self.kind.map(|kind| kind.to_string()),
            self.pack.as_ref().map(|(_, name)| name.clone()),
            self.person.as_ref().map(|person| format!("by {person}")),
            (self.since != Since::AllTime).then(|| self.since.to_string()),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join(" · "))
    }
}

/// The rows that the other filters let through, ranked by the text.
fn ranked(
    only: &ActivityFilter,
    activities: &[Activity],
    searchable: &[String],
    overview: &Overview,
) -> impl FnOnce(&str) -> Vec<usize> {
    move |text| {
        let first = only.since.first_day(today_in(overview.local_zone, overview.now));
        let passes = |activity: &Activity| {
            let day = || activity.at.with_timezone(&overview.local_zone).date_naive();
            only.kind.is_none_or(|kind| activity.kind == kind)
                && only.pack.as_ref().is_none_or(|(id, _)| activity.pack.as_ref().is_some_and(|(of, _)| of == id))
                && only.person.as_ref().is_none_or(|person| activity.by == *person)
                && first.is_none_or(|first| day() >= first)
        };
        let through: Vec<usize> = (0..activities.len()).filter(|at| passes(&activities[*at])).collect();
        let ranked = rank(text, through.iter().map(|at| searchable[*at].as_str()));
        ranked.into_iter().map(|at| through[at]).collect()
    }
}

fn searchable(activity: &Activity, overview: &Overview) -> String {
    let day = activity.at.with_timezone(&overview.local_zone).format("%-d %b %Y");
    let pack = activity.pack.as_ref().map_or("", |(_, name)| name.as_str());
    format!("{pack} {} {} {} {day}", activity.kind, activity.by, activity.text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_calendar_days() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date");
        let first = |since: Since| since.first_day(today).map(|day| day.to_string());
        assert_eq!(first(Since::AllTime), None);
        assert_eq!(first(Since::Today).as_deref(), Some("2026-11-21"));
        assert_eq!(first(Since::Days(7)).as_deref(), Some("2026-11-15"));
        assert_eq!(Since::Days(30).next(), Since::AllTime);
    }
}
