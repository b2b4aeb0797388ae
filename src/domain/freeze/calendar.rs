//! Freezes in an order in which a date finds those that hold on it, without a look at the others.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::Freeze;

/// Some freezes, worked out once for all dates.
#[derive(Debug, Default)]
pub(super) struct Calendar {
    /// As people list them: by their first date, then by name.
    ordered: Vec<Arc<Freeze>>,
    /// Of each freeze in `ordered`: the latest last date in the part of which it is the middle, as
    /// [`Calendar::in_part`] halves it.
    latest: Vec<NaiveDate>,
    /// The last dates, the earliest first.
    ends: Vec<NaiveDate>,
    /// From each date on which a freeze begins or has ended to the next.
    spans: Vec<Span>,
}

/// Dates between which the weekdays that are frozen stay the same.
#[derive(Debug)]
struct Span {
    from: NaiveDate,
    /// From Monday on: whether it is frozen.
    frozen: [bool; 7],
    /// The first free date from its first date on.
    free: Option<NaiveDate>,
}

impl Span {
    fn is_frozen(&self, date: NaiveDate) -> bool {
        self.frozen[date.weekday().num_days_from_monday() as usize]
    }
}

impl Calendar {
    pub(super) fn of(mut freezes: Vec<Arc<Freeze>>) -> Self {
        freezes.sort_by(|a, b| a.order().cmp(&b.order()));
        let mut ends: Vec<NaiveDate> = freezes.iter().map(|freeze| last(freeze)).collect();
        let mut latest = vec![NaiveDate::MIN; freezes.len()];
        latest_in(&ends, &mut latest);
        ends.sort_unstable();
        Self { spans: spans(&freezes), ordered: freezes, latest, ends }
    }

    /// How many are not past.
    pub(super) fn ahead(&self, today: NaiveDate) -> usize {
        self.ends.len() - self.ends.partition_point(|end| *end < today)
    }

    /// Hands over those whose last date is `earliest` or later and whose first is `latest` or earlier, in order, until
    /// `take` has enough and answers false.
    pub(super) fn between<'a>(
        &'a self,
        earliest: NaiveDate,
        latest: NaiveDate,
        mut take: impl FnMut(&'a Arc<Freeze>) -> bool,
    ) {
        self.in_part(0, self.ordered.len(), (earliest, latest), &mut take);
    }

    fn in_part<'a>(
        &'a self,
        low: usize,
        high: usize,
        dates: (NaiveDate, NaiveDate),
        take: &mut impl FnMut(&'a Arc<Freeze>) -> bool,
    ) -> bool {
        let middle = usize::midpoint(low, high);
        if low == high || self.latest[middle] < dates.0 {
            return true;
        }
        let freeze = &self.ordered[middle];
        super::looked();
        self.in_part(low, middle, dates, take)
            && (freeze.from > dates.1
                || (last(freeze) < dates.0 || take(freeze)) && self.in_part(middle + 1, high, dates, take))
    }

    pub(super) fn is_frozen(&self, date: NaiveDate) -> bool {
        self.span(date).is_some_and(|at| self.spans[at].is_frozen(date))
    }

    fn span(&self, date: NaiveDate) -> Option<usize> {
        self.spans.partition_point(|span| span.from <= date).checked_sub(1)
    }

    /// The first free date from a date on.
    pub(super) fn free_from(&self, date: NaiveDate) -> Option<NaiveDate> {
        let Some(at) = self.span(date) else { return Some(date) };
        let next = self.spans.get(at + 1);
        let is_free = |day: &NaiveDate| !self.spans[at].is_frozen(*day);
        days_of_a_week(date, next.map(|next| next.from)).find(is_free).or_else(|| next?.free)
    }

    /// The first date after a date on which other weekdays may be frozen.
    pub(super) fn next_turn(&self, date: NaiveDate) -> Option<NaiveDate> {
        Some(self.spans.get(self.spans.partition_point(|span| span.from <= date))?.from)
    }
}

/// Its last date, or the last of all dates.
fn last(freeze: &Freeze) -> NaiveDate {
    freeze.to.unwrap_or(NaiveDate::MAX)
}

/// Notes the latest end of each part at its middle; answers that of the whole.
fn latest_in(ends: &[NaiveDate], latest: &mut [NaiveDate]) -> NaiveDate {
    let middle = ends.len() / 2;
    let Some(end) = ends.get(middle) else { return NaiveDate::MIN };
    let before = latest_in(&ends[..middle], &mut latest[..middle]);
    let after = latest_in(&ends[middle + 1..], &mut latest[middle + 1..]);
    latest[middle] = before.max(*end).max(after);
    latest[middle]
}

/// The days from a date on, before another one where there is one: a week of them tells all.
pub(super) fn days_of_a_week(from: NaiveDate, before: Option<NaiveDate>) -> impl Iterator<Item = NaiveDate> {
    from.iter_days().take(7).take_while(move |day| before.is_none_or(|before| *day < before))
}

fn spans(freezes: &[Arc<Freeze>]) -> Vec<Span> {
    let mut turns: BTreeMap<NaiveDate, [i64; 7]> = BTreeMap::new();
    for freeze in freezes {
        let mut turn = |date: NaiveDate, by: i64| {
            let frozen = turns.entry(date).or_default();
            for (day, count) in std::iter::successors(Some(Weekday::Mon), |day| Some(day.succ())).zip(frozen) {
                *count += if freeze.has_weekday(day) { by } else { 0 };
            }
        };
        turn(freeze.from, 1);
        if let Some(after) = freeze.to.and_then(|to| to.succ_opt()) {
            turn(after, -1);
        }
    }
    let mut counts = [0; 7];
    let mut spans: Vec<Span> = turns
        .into_iter()
        .map(|(from, change)| {
            counts.iter_mut().zip(change).for_each(|(count, by)| *count += by);
            Span { from, frozen: counts.map(|count| count > 0), free: None }
        })
        .collect();
    let mut next: (Option<NaiveDate>, Option<NaiveDate>) = (None, None);
    for span in spans.iter_mut().rev() {
        let (before, then) = next;
        span.free = days_of_a_week(span.from, before).find(|day| !span.is_frozen(*day)).or(then);
        next = (Some(span.from), span.free);
    }
    spans
}
