//! Freezes: dates on which nothing is released, and what lets a release go ahead all the same.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, Datelike as _, NaiveDate, Utc, Weekday};
use serde::{Deserialize, Serialize};

use super::{
    AccountGroupId, FreezeId, MAX_NOTES, PackId, Refusal, YEARS, check_new_name, check_text, date_words,
    phrase::{and, short_date_words},
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

/// Freezes by id. Cheap to clone.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Freezes(Arc<BTreeMap<FreezeId, Arc<Freeze>>>);

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

/// A freeze that forbids something, in the words of a refusal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frozen {
    /// What the freeze is called.
    pub name: String,
    /// Who set it.
    pub by: String,
    /// Its last date.
    pub to: Option<NaiveDate>,
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
    #[must_use]
    pub fn holds_on(&self, date: NaiveDate) -> bool {
        self.from <= date && self.to.is_none_or(|to| date <= to) && self.has_weekday(date.weekday())
    }

    fn has_weekday(&self, day: Weekday) -> bool {
        self.weekdays.is_empty() || self.weekdays.contains(&day)
    }

    /// Whether it is for a pack that is shared with these account groups.
    #[must_use]
    pub fn is_for(&self, pack: &PackId, groups: &[AccountGroupId]) -> bool {
        self.is_for_all() || self.packs.contains(pack) || groups.iter().any(|group| self.groups.contains(group))
    }

    /// Whether it is for every pack.
    #[must_use]
    pub fn is_for_all(&self) -> bool {
        self.packs.is_empty() && self.groups.is_empty()
    }

    /// Whether its last date has passed.
    #[must_use]
    pub fn is_past(&self, today: NaiveDate) -> bool {
        self.to.is_some_and(|to| to < today)
    }

    /// `Thu 24 Dec 2026 through Sun 3 Jan 2027`, with its weekdays where it has only some.
    #[must_use]
    pub fn span_words(&self) -> String {
        let span = match self.to {
            Some(to) if to == self.from => date_words(to),
            Some(to) => format!("{} through {}", date_words(self.from), date_words(to)),
            None => format!("from {} until it is removed", date_words(self.from)),
        };
        if self.weekdays.is_empty() { span } else { format!("{span}, on {}", self.weekdays_words()) }
    }

    /// Its last date in a table; `until removed` where it has none.
    #[must_use]
    pub fn to_words(&self) -> String {
        self.to.map_or_else(|| "until removed".to_owned(), date_words)
    }

    /// `Fri, Sat, Sun`; empty where it holds on every day.
    #[must_use]
    pub fn weekdays_words(&self) -> String {
        self.weekdays.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    }
}

impl Frozen {
    fn of(freeze: &Freeze) -> Self {
        Self { name: freeze.name.clone(), by: freeze.created_by.clone(), to: freeze.to }
    }

    /// `Year end, set by anna@desk, through Sun 3 Jan 2027`.
    fn words(&self) -> String {
        let until =
            self.to.map_or_else(|| "until it is removed".to_owned(), |to| format!("through {}", date_words(to)));
        format!("{}, set by {}, {until}", self.name, self.by)
    }

    /// The same of all of them.
    pub(super) fn all_words(all: &[Self]) -> String {
        all.iter().map(Self::words).collect::<Vec<_>>().join("; and by ")
    }
}

impl Override {
    /// The names of what it overrides.
    #[must_use]
    pub fn names(&self) -> String {
        and(self.freezes.iter().map(|(_, name)| name.as_str()))
    }

    /// `overrides Year end: a fix for the audit`.
    #[must_use]
    pub fn words(&self) -> String {
        format!("overrides {}: {}", self.names(), self.reason)
    }

    fn covers(&self, freeze: &Freeze) -> bool {
        self.freezes.iter().any(|(id, _)| *id == freeze.id)
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

impl Freezes {
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// All of them, by id.
    pub fn iter(&self) -> impl Iterator<Item = &Freeze> {
        self.0.values().map(|freeze| &**freeze)
    }

    #[must_use]
    pub fn get(&self, id: &FreezeId) -> Option<&Freeze> {
        self.0.get(id).map(|freeze| &**freeze)
    }

    /// Those that are for a pack which is shared with these account groups.
    #[must_use]
    pub fn of(&self, pack: &PackId, groups: &[AccountGroupId]) -> Self {
        let concerned = self.0.iter().filter(|(_, freeze)| freeze.is_for(pack, groups));
        Self(Arc::new(concerned.map(|(id, freeze)| (id.clone(), Arc::clone(freeze))).collect()))
    }

    /// Adds one, in the place of the one with its id.
    pub fn put(&mut self, freeze: Freeze) {
        Arc::make_mut(&mut self.0).insert(freeze.id.clone(), Arc::new(freeze));
    }

    /// Takes one away.
    pub fn remove(&mut self, id: &FreezeId) {
        if self.get(id).is_some() {
            Arc::make_mut(&mut self.0).remove(id);
        }
    }

    /// A pack is gone: a freeze that was for it alone goes with it, as it would be for every pack without it.
    pub(super) fn forget_pack(&mut self, id: &PackId) {
        if self.iter().any(|freeze| freeze.packs.contains(id)) {
            self.narrow(|freeze| freeze.packs.retain(|pack| pack != id));
        }
    }

    /// The same of an account group.
    pub(super) fn forget_group(&mut self, id: &AccountGroupId) {
        if self.iter().any(|freeze| freeze.groups.contains(id)) {
            self.narrow(|freeze| freeze.groups.retain(|group| group != id));
        }
    }

    fn narrow(&mut self, less: impl Fn(&mut Freeze)) {
        Arc::make_mut(&mut self.0).retain(|_, freeze| {
            if freeze.is_for_all() {
                return true;
            }
            less(Arc::make_mut(freeze));
            !freeze.is_for_all()
        });
    }

    /// Those that hold on a date. Most dates are free.
    pub fn on(&self, date: NaiveDate) -> impl Iterator<Item = &Freeze> {
        self.iter().filter(move |freeze| freeze.holds_on(date))
    }

    /// What lets the release of a pack, whose freezes these are, go ahead on a date: nothing where the date is free; the
    /// `known` override as far as the date's freezes go, where it covers all of them; or a new one of all of them, for a
    /// reason.
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
        if self.on(date).next().is_none() {
            return Ok(None);
        }
        if let Some((reason, by)) = reason {
            let freezes = self.in_order(date).map(|freeze| (freeze.id.clone(), freeze.name.clone())).collect();
            return Ok(Some(Override { freezes, reason: reason.to_owned(), by: by.to_owned() }));
        }
        let uncovered = self.uncovered(date, known);
        if !uncovered.is_empty() {
            let first_free = self.first_free_after(date);
            return Err(Refusal::Frozen { pack: pack.to_owned(), date, freezes: uncovered, first_free });
        }
        Ok(known.map(|known| {
            let holds = |id: &FreezeId| self.on(date).any(|freeze| freeze.id == *id);
            let freezes = known.freezes.iter().filter(|(id, _)| holds(id)).cloned().collect();
            Override { freezes, ..known.clone() }
        }))
    }

    /// Why what is scheduled can't be released on a date: `frozen by Year end through Sun 3 Jan; first free date Mon 4
    /// Jan`. None where the date is free, or `known` covers all its freezes.
    #[must_use]
    pub fn block(&self, date: NaiveDate, known: Option<&Override>) -> Option<String> {
        let uncovered = self.uncovered(date, known);
        (!uncovered.is_empty()).then(|| blocked_words(&uncovered, self.first_free_after(date)))
    }

    /// Whether a scheduled release is blocked by a freeze, as [`Freezes::block`] words it.
    #[must_use]
    pub fn is_why(blocked: &str) -> bool {
        blocked.starts_with(FROZEN_BY)
    }

    fn uncovered(&self, date: NaiveDate, known: Option<&Override>) -> Vec<Frozen> {
        let is_covered = |freeze: &&Freeze| known.is_some_and(|known| known.covers(freeze));
        self.in_order(date).filter(|freeze| !is_covered(freeze)).map(Frozen::of).collect()
    }

    /// Those that hold on a date, as people list them: by their first date, then by name.
    fn in_order(&self, date: NaiveDate) -> impl Iterator<Item = &Freeze> {
        let mut holding: Vec<&Freeze> = self.on(date).collect();
        holding.sort_by_key(|freeze| (freeze.from, &freeze.name, &freeze.id));
        holding.into_iter()
    }

    /// The first date after another that is free; none where none is.
    #[must_use]
    pub fn first_free_after(&self, date: NaiveDate) -> Option<NaiveDate> {
        first_free(self.iter(), date.succ_opt()?)
    }
}

/// The first date from `from` on with no freeze. Between two dates on which a freeze begins or ends the weekdays that
/// are frozen stay the same, so that a look at a week tells all: the work grows with the freezes, never with their dates.
fn first_free<'a>(freezes: impl Iterator<Item = &'a Freeze>, from: NaiveDate) -> Option<NaiveDate> {
    let mut turns: BTreeMap<NaiveDate, [i64; 7]> = BTreeMap::from([(from, [0; 7])]);
    for freeze in freezes.filter(|freeze| !freeze.is_past(from)) {
        let mut turn = |date: NaiveDate, by: i64| {
            let frozen = turns.entry(date).or_default();
            for (day, count) in std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).zip(frozen) {
                *count += if freeze.has_weekday(day) { by } else { 0 };
            }
        };
        turn(freeze.from.max(from), 1);
        if let Some(after) = freeze.to.and_then(|to| to.succ_opt()) {
            turn(after, -1);
        }
    }
    let mut frozen = [0; 7];
    let mut turns = turns.into_iter().peekable();
    while let Some((start, change)) = turns.next() {
        frozen.iter_mut().zip(change).for_each(|(count, by)| *count += by);
        let end = turns.peek().map(|(date, _)| *date);
        let mut days = start.iter_days().take(7).take_while(|day| end.is_none_or(|end| *day < end));
        let is_free = |day: &NaiveDate| frozen.get(day.weekday().num_days_from_monday() as usize) == Some(&0);
        if let Some(free) = days.find(is_free) {
            return Some(free).filter(|day| YEARS.contains(&day.year()));
        }
    }
    None
}

/// How the reason begins for which a freeze blocks a scheduled release.
const FROZEN_BY: &str = "frozen by ";

fn blocked_words(freezes: &[Frozen], first_free: Option<NaiveDate>) -> String {
    let one = |freeze: &Frozen| match freeze.to {
        Some(to) => format!("{} through {}", freeze.name, short_date_words(to)),
        None => format!("{} until it is removed", freeze.name),
    };
    let named: Vec<String> = freezes.iter().map(one).collect();
    let then = first_free.map_or_else(
        || "no later date is free".to_owned(),
        |date| format!("first free date {}", short_date_words(date)),
    );
    format!("{FROZEN_BY}{}; {then}", and(named.iter().map(String::as_str)))
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
