//! Freezes: dates on which nothing is released, and what lets a release go ahead all the same.

mod calendar;
mod dates;
mod freezes;
mod pack_freezes;

use chrono::Weekday;
use serde::{Deserialize, Serialize};

pub use dates::Freeze;
pub use freezes::Freezes;
pub use pack_freezes::PackFreezes;

use super::{FreezeId, MAX_NOTES, Refusal, check_new_name, check_text, phrase::some_of};

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
    /// [`Refusal::Text`]; [`Refusal::FreezeEndsBefore`]; [`Refusal::FreezeNever`] where none of its weekdays comes in
    /// it.
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

    /// The same as a warning before it happens.
    pub fn warning(&self) -> String {
        format!("! It {}", self.words())
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
