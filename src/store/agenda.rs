//! The scheduled releases by date, so that asking what is due costs nothing for packs that have none.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::domain::{PackId, Summary, Tz};

/// The packs with a scheduled release, by its date and zone.
#[derive(Debug, Default)]
pub(super) struct Agenda(BTreeMap<(NaiveDate, &'static str), Day>);

#[derive(Debug)]
struct Day {
    zone: Tz,
    packs: BTreeSet<PackId>,
}

impl Agenda {
    /// Adds a pack under the date in its summary; without effect where nothing is scheduled.
    pub(super) fn add(&mut self, summary: &Summary) {
        if let Some((date, zone, _)) = summary.scheduled {
            let day = || Day { zone, packs: BTreeSet::new() };
            self.0.entry((date, zone.name())).or_insert_with(day).packs.insert(summary.id.clone());
        }
    }

    /// Removes a pack from the date in its summary.
    pub(super) fn remove(&mut self, summary: &Summary) {
        let Some((date, zone, _)) = summary.scheduled else { return };
        let key = (date, zone.name());
        if let Some(day) = self.0.get_mut(&key) {
            day.packs.remove(&summary.id);
            if day.packs.is_empty() {
                self.0.remove(&key);
            }
        }
    }

    /// Each date in its zone with the packs that wait for it, the earliest date first.
    pub(super) fn days(&self) -> impl Iterator<Item = (NaiveDate, Tz, &BTreeSet<PackId>)> {
        self.0.iter().map(|((date, _), day)| (*date, day.zone, &day.packs))
    }
}
