//! What the page remembers.

use std::fmt;

use chrono::{Days, NaiveDate};

use crate::{
    domain::{PackId, today_in},
    engine::{Activity, ActivityKind, Overview},
    tui::{filter::Filter, keys::Scope, widget::Scroll},
};

/// How far back one looks, in days of the admin's own zone.
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

/// The page's state.
#[derive(Debug, Default)]
pub struct State {
    /// The newest first; none until the journal has been read.
    pub(super) told: Option<Vec<Activity>>,
    /// What the text filter looks at: a text for each.
    searchable: Vec<String>,
    pub(super) filter: Filter,
    pub(super) kind: Option<ActivityKind>,
    pub(super) pack: Option<(PackId, String)>,
    pub(super) person: Option<String>,
    pub(super) since: Since,
    /// Indices into what was told that the filters let through.
    pub(super) shown: Vec<usize>,
    pub(super) list: Scroll,
}

impl State {
    /// Everything that was told; nothing until the journal has been read.
    #[must_use]
    pub fn told(&self) -> &[Activity] {
        self.told.as_deref().unwrap_or_default()
    }

    /// The row that the selection rests on.
    #[must_use]
    pub fn selected(&self) -> Option<&Activity> {
        self.told().get(*self.shown.get(self.list.selected())?)
    }

    /// Takes what was read. A selection other than the newest stays on its row.
    pub fn show(&mut self, told: Vec<Activity>, overview: &Overview) {
        let selected = self.selected().filter(|_| self.list.selected() > 0).cloned();
        self.searchable = told.iter().map(|activity| searchable(activity, overview)).collect();
        self.told = Some(told);
        self.narrow(overview);
        match selected {
            Some(activity) => self.select(&activity),
            None => self.list.select(0),
        }
    }

    pub(super) fn select(&mut self, wanted: &Activity) {
        let row = self.shown.iter().position(|at| self.told()[*at] == *wanted);
        self.list.select(row.unwrap_or(0));
    }

    /// Lets through what all the filters do.
    pub(super) fn narrow(&mut self, overview: &Overview) {
        let first = self.since.first_day(today_in(overview.local_zone, overview.now));
        let passes = |activity: &Activity| {
            let day = || activity.at.with_timezone(&overview.local_zone).date_naive();
            self.kind.is_none_or(|kind| activity.kind == kind)
                && self.pack.as_ref().is_none_or(|(id, _)| activity.pack.as_ref().is_some_and(|(of, _)| of == id))
                && self.person.as_ref().is_none_or(|person| activity.by == *person)
                && first.is_none_or(|first| day() >= first)
        };
        let through: Vec<usize> =
            self.told().iter().enumerate().filter(|(_, activity)| passes(activity)).map(|(at, _)| at).collect();
        let ranked = self.filter.rank(through.iter().map(|at| self.searchable[*at].as_str()));
        self.shown = ranked.into_iter().map(|at| through[at]).collect();
    }

    /// The next kind that occurs; all kinds after the last.
    pub(super) fn next_kind(&mut self) {
        let mut kinds = ActivityKind::ALL.into_iter().filter(|kind| self.told().iter().any(|a| a.kind == *kind));
        self.kind = match self.kind {
            None => kinds.next(),
            Some(kind) => kinds.find(|next| *next > kind),
        };
    }

    /// Forgets every filter; true if there was one.
    pub(super) fn clear(&mut self) -> bool {
        let others = self.kind.is_some() || self.pack.is_some() || self.person.is_some();
        let others = others || self.since != Since::AllTime;
        (self.kind, self.pack, self.person, self.since) = (None, None, None, Since::AllTime);
        self.filter.clear() || others
    }

    /// The filters in words, the text's own aside; none where there is none.
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

    /// The scopes of what has the focus.
    #[must_use]
    pub fn scopes(&self) -> Vec<Scope> {
        let page = [Scope::Activity, Scope::Page];
        self.filter.typing.then_some(Scope::Filter).into_iter().chain(page).collect()
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
