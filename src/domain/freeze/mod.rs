//! Freezes: dates on which nothing is released, and what lets a release go ahead all the same.

mod calendar;
mod freezes;
mod pack_freezes;

use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

pub use freezes::Freezes;
pub use pack_freezes::PackFreezes;

use super::{
    AccountGroupId, FreezeId, MAX_NOTES, PackId, Refusal, check_new_name, check_text, date_words, phrase::some_of,
};

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

/// What lets a release go ahead although its date is frozen. It covers the freezes that it names and no other.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Override {
    /// The freezes that it covers, as they were called.
    pub freezes: Vec<(FreezeId, String)>,
    pub reason: String,
    /// Who decided it.
    pub by: String,
}

impl Freeze {
    /// Whether it can be one.
    ///
    /// # Errors
    /// [`Refusal::Text`]; [`Refusal::FreezeEndsBefore`]; [`Refusal::FreezeNever`] where none of its weekdays comes in it.
    pub fn check(&self) -> Result<(), Refusal> {
        let text = |what: &str, fault| Refusal::Text { what: what.to_owned(), fault };
        check_new_name(&self.name).map_err(|fault| text("a freeze's name", fault))?;
        check_text(&self.reason, MAX_NOTES).map_err(|fault| text("the reason of the freeze", fault))?;
        let Some(to) = self.to else { return Ok(()) };
        if to < self.from {
            return Err(Refusal::FreezeEndsBefore { name: self.name.clone(), from: self.from, to });
        }
        // A week has every weekday.
        let mut days = self.from.iter_days().take(7).take_while(|day| *day <= to);
        if days.any(|day| self.holds_on(day)) {
            return Ok(());
        }
        Err(Refusal::FreezeNever { name: self.name.clone(), from: self.from, to })
    }

    /// Whether it holds on a date, whatever it is for.
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to) && self.has_weekday(date.weekday())
    }

    fn has_weekday(&self, day: Weekday) -> bool {
        self.weekdays.is_empty() || self.weekdays.contains(&day)
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
            Some(to) => format!("{} through {}", date_words(self.from), date_words(to)),
            None => format!("from {} until it is removed", date_words(self.from)),
        };
        if self.weekdays.is_empty() { span } else { format!("{span}, on {}", self.weekdays_words()) }
    }

    /// Its last date in a table; `until removed` where it has none.
    pub fn to_words(&self) -> String {
        self.to.map_or_else(|| "until removed".to_owned(), date_words)
    }

    /// Whoever set it and until when, in a refusal: `Year end, set by anna@desk, through Sun 3 Jan 2027`.
    pub(super) fn refusal_words(&self) -> String {
        let until =
            self.to.map_or_else(|| "until it is removed".to_owned(), |to| format!("through {}", date_words(to)));
        format!("{}, set by {}, {until}", self.name, self.created_by)
    }

    /// `Fri, Sat, Sun`; empty where it holds on every day.
    pub fn weekdays_words(&self) -> String {
        self.weekdays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Override {
    /// The names of what it overrides.
    pub fn names(&self) -> String {
        some_of(self.freezes.iter().map(|(_, name)| name.as_str()))
    }

    /// `overrides Year end: a fix for the audit`.
    pub fn words(&self) -> String {
        format!("overrides {}: {}", self.names(), self.reason)
    }

    /// Accepts a reason: it says something, and blanks around it are dropped.
    ///
    /// # Errors
    /// [`Refusal::ReasonNeeded`], [`Refusal::Text`].
    pub fn check_reason(reason: &str) -> Result<&str, Refusal> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(Refusal::ReasonNeeded);
        }
        check_text(reason, MAX_NOTES).map_err(|fault| Refusal::Text { what: "the reason".into(), fault })?;
        Ok(reason)
    }
}

/// Counts the looks at single freezes, for tests that bound them.
fn looked() {
    #[cfg(test)]
    LOOKS.set(LOOKS.get() + 1);
}

#[cfg(test)]
thread_local! {
    /// How many looks at single freezes this thread has taken.
    pub(crate) static LOOKS: std::cell::Cell<usize> = const { std::cell::Cell::new(0) };
}

/// Reads days of the week as people list them: `fri,sat,sun`.
///
/// # Errors
/// [`Refusal::NotAWeekday`].
pub fn parse_weekdays(text: &str) -> Result<Vec<Weekday>, Refusal> {
    let day = |word: &str| word.trim().parse().map_err(|_| Refusal::NotAWeekday { input: word.trim().to_owned() });
    let mut days = text.split(',').map(day).collect::<Result<Vec<Weekday>, _>>()?;
    days.sort_by_key(Weekday::num_days_from_monday);
    days.dedup();
    Ok(days)
}

#[cfg(test)]
mod tests;
