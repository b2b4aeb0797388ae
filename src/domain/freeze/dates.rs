//! A freeze: on which dates it holds, and for which packs.

use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use crate::domain::{AccountGroupId, FreezeId, PackId, date_words};

/// A span of dates on which nothing is released.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Freeze {
    pub id: FreezeId,
    /// Several may have the same name, as one year's end follows the other's.
    pub name: String,
    /// Its first date, in the scheduler's zone.
    pub from: NaiveDate,
    /// Its last date; none where it holds until it is removed.
    pub to: Option<NaiveDate>,
    /// The days of the week on which it holds, from Monday on; empty for all of them.
    pub weekdays: Vec<Weekday>,
    /// The packs that it is for, with those of `groups`; for every pack where both are empty.
    pub packs: Vec<PackId>,
    /// The account groups: it is for what is shared with one of them.
    pub groups: Vec<AccountGroupId>,
    /// Why; may be empty.
    pub reason: String,
    pub created_by: String,
    pub created_at: DateTime<Utc>,
}

impl Freeze {
    /// Whether it holds on a date, whatever it is for.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to) && self.has_weekday(date.weekday())
    }

    pub(super) fn has_weekday(&self, day: Weekday) -> bool {
        self.weekdays.is_empty() || self.weekdays.contains(&day)
    }

    /// What freezes are sorted by: the one that begins first comes first.
    pub(super) fn order(&self) -> (NaiveDate, &str, &FreezeId) {
        (self.from, &self.name, &self.id)
    }

    /// Whether it is for a pack that is shared with these account groups.
    pub fn is_for(&self, pack: &PackId, groups: &[AccountGroupId]) -> bool {
        self.is_for_all() || self.packs.contains(pack) || groups.iter().any(|group| self.groups.contains(group))
    }

    /// Whether it is for every pack.
    pub fn is_for_all(&self) -> bool {
        self.packs.is_empty() && self.groups.is_empty()
    }

    /// Whether its last date has passed.
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < today)
    }

    /// `Thu 24 Dec 2026 through Sun 3 Jan 2027`, with its weekdays where it has only some.
    pub fn span_words(&self) -> String {
        let span = match self.to {
            Some(to) if to == self.from => date_words(to),
            Some(_) => format!("{} {}", date_words(self.from), self.until_words()),
            None => format!("from {} {}", date_words(self.from), self.until_words()),
        };
        if self.weekdays.is_empty() { span } else { format!("{span}, on {}", self.weekdays_words()) }
    }

    fn until_words(&self) -> String {
        self.to.map_or_else(|| "until it is removed".to_owned(), |to| format!("through {}", date_words(to)))
    }

    /// Its last date in a table; `until removed` where it has none.
    pub fn to_words(&self) -> String {
        self.to.map_or_else(|| "until removed".to_owned(), date_words)
    }

    /// Whoever set it and until when, in a refusal: `Year end, set by anna@desk, through Sun 3 Jan 2027`.
    pub(in crate::domain) fn refusal_words(&self) -> String {
        format!("{}, set by {}, {}", self.name, self.created_by, self.until_words())
    }

    /// `Fri, Sat, Sun`; empty where it holds on every day.
    pub fn weekdays_words(&self) -> String {
        self.weekdays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}
