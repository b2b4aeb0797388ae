//! The freezes that are for a pack: which dates they hold, and what overrides that.

use std::{collections::HashSet, sync::Arc};

use chrono::{Datelike as _, NaiveDate};

use super::{
    Freeze, Override,
    calendar::{Calendar, days_of_a_week},
};
use crate::domain::{
    FreezeId, Refusal, YEARS,
    phrase::{NONE_FREE, short_date_words, some_of},
};

/// The freezes that are for a pack. Cheap to clone; what a date costs grows with those that hold on it, not with all.
#[derive(Debug, Clone, Default)]
pub struct PackFreezes {
    /// Those for every pack, for this one, and for each account group that it is shared with. A freeze may be in
    /// several.
    calendars: Vec<Arc<Calendar>>,
}

/// How the reason begins for which a freeze blocks a scheduled release.
pub(super) const FROZEN_BY: &str = "frozen by ";

impl PackFreezes {
    pub(super) fn of(calendars: Vec<Arc<Calendar>>) -> Self {
        Self { calendars }
    }

    pub fn is_frozen(&self, date: NaiveDate) -> bool {
        self.calendars.iter().any(|calendar| calendar.is_frozen(date))
    }

    /// Whether any of them is not past.
    pub fn is_any_ahead(&self, today: NaiveDate) -> bool {
        self.calendars.iter().any(|calendar| calendar.ahead(today) > 0)
    }

    /// Those that hold on a date, as people list them: by their first date, then by name.
    fn on(&self, date: NaiveDate) -> Vec<&Arc<Freeze>> {
        let (mut holding, mut calendars) = (Vec::new(), 0);
        for calendar in self.calendars.iter().filter(|calendar| calendar.is_frozen(date)) {
            calendars += 1;
            calendar.between(date, date, |freeze| {
                holding.extend(freeze.holds_on(date).then_some(freeze));
                true
            });
        }
        if calendars > 1 {
            holding.sort_by(|a, b| a.order().cmp(&b.order()));
            holding.dedup_by(|a, b| a.id == b.id);
        }
        holding
    }

    /// Those that hold on a date and that `known` does not name.
    fn uncovered(&self, date: NaiveDate, known: Option<&Override>) -> Vec<&Arc<Freeze>> {
        let mut holding = self.on(date);
        if let Some(known) = known.filter(|_| !holding.is_empty()) {
            let covered: HashSet<&FreezeId> = known.freezes.iter().map(|(id, _)| id).collect();
            holding.retain(|freeze| !covered.contains(&freeze.id));
        }
        holding
    }

    /// What lets the release of the pack go ahead on a date: nothing where the date is free; the `known` override as
    /// far as the date's freezes go, where it covers all of them; or a new one of all of them, for a reason.
    ///
    /// # Errors
    /// [`Refusal::Frozen`]; [`Override::check_reason`].
    pub fn judge(
        &self,
        pack: &str,
        date: NaiveDate,
        known: Option<&Override>,
        reason: Option<(&str, &str)>,
    ) -> Result<Option<Override>, Refusal> {
        let reason =
            reason.map(|(reason, by)| Override::check_reason(reason).map(|reason| (reason, by))).transpose()?;
        if !self.is_frozen(date) {
            return Ok(None);
        }
        if let Some((reason, by)) = reason {
            let freezes = self.on(date).into_iter().map(|freeze| (freeze.id.clone(), freeze.name.clone())).collect();
            return Ok(Some(Override { freezes, reason: reason.to_owned(), by: by.to_owned() }));
        }
        let uncovered = self.uncovered(date, known);
        if !uncovered.is_empty() {
            let (freezes, first_free) = (uncovered.into_iter().cloned().collect(), self.first_free_after(date));
            return Err(Refusal::Frozen { pack: pack.to_owned(), date, freezes, first_free });
        }
        Ok(known.map(|known| {
            let holding: HashSet<&FreezeId> = self.on(date).into_iter().map(|freeze| &freeze.id).collect();
            let freezes = known.freezes.iter().filter(|(id, _)| holding.contains(id)).cloned().collect();
            Override { freezes, ..known.clone() }
        }))
    }

    /// Whether a release is kept from a date that `known` does not let it go ahead on.
    pub fn is_blocked(&self, date: NaiveDate, known: Option<&Override>) -> bool {
        self.is_frozen(date) && (known.is_none() || !self.uncovered(date, known).is_empty())
    }

    /// Why what is scheduled can't be released on a date: `frozen by Year end through Sun 3 Jan; first free date Mon 4
    /// Jan`. None where the date is free, or `known` covers all its freezes.
    pub fn block(&self, date: NaiveDate, known: Option<&Override>) -> Option<String> {
        let uncovered = self.uncovered(date, known);
        (!uncovered.is_empty()).then(|| blocked_words(date, &uncovered, self.first_free_after(date)))
    }

    /// The first date after another that is free; none where none is.
    pub fn first_free_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        let mut date = date.succ_opt()?;
        loop {
            // No earlier date is free in all of the calendars.
            for calendar in &self.calendars {
                date = calendar.free_from(date)?;
            }
            let turn = self.calendars.iter().filter_map(|calendar| calendar.next_turn(date)).min();
            if let Some(free) = days_of_a_week(date, turn).find(|day| !self.is_frozen(*day)) {
                return Some(free).filter(|day| YEARS.contains(&day.year()));
            }
            date = turn?;
        }
    }
}

fn blocked_words(on: NaiveDate, freezes: &[&Arc<Freeze>], first_free: Option<NaiveDate>) -> String {
    let one = |freeze: &&Arc<Freeze>| match freeze.to {
        Some(to) => format!("{} through {}", freeze.name, short_date_words(to, on)),
        None => format!("{} until it is removed", freeze.name),
    };
    let then = first_free
        .map_or_else(|| NONE_FREE.to_owned(), |date| format!("first free date {}", short_date_words(date, on)));
    format!("{FROZEN_BY}{}; {then}", some_of(freezes.iter().map(one)))
}
