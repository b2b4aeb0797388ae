//! Several packs at once: released, each by its own order, or their scheduled releases moved or cancelled.

use chrono::NaiveDate;

use super::{
    Engine, EngineError, LostChoice, Outcome, Proposal, Purpose, ReleaseOrder, ScheduleEntry, ScheduleOutcome, command,
};
use crate::domain::{PackId, Refusal};

/// A pack that is to be released with others, and the wizard's start for it.
#[derive(Debug)]
pub struct Candidate {
    pub id: PackId,
    pub name: String,
    /// What it starts from, or why there is nothing to start from.
    pub proposal: Result<Box<Proposal>, EngineError>,
    /// Choices of a draft that was taken up which can't be made any more.
    pub lost: Vec<LostChoice>,
}

/// What came of one pack's order.
#[derive(Debug)]
pub struct PackResult {
    pub name: String,
    /// What happened, or why nothing did.
    pub outcome: Result<Box<Outcome>, EngineError>,
}

/// What is done with several scheduled releases.
#[derive(Debug, Clone)]
pub enum ScheduleVerb {
    Move {
        date: NaiveDate,
        /// Why they go ahead where it is frozen.
        overriding: Option<String>,
    },
    /// They are cancelled, for this reason; with `recall` whoever applied one early is brought back.
    Cancel {
        reason: String,
        recall: bool,
        /// Why that is done although today is frozen.
        overriding: Option<String>,
    },
}

/// A pack of which the scheduled release is to be changed with others.
#[derive(Debug)]
pub struct ScheduledPack {
    pub name: String,
    /// What is scheduled, or why nothing can be done.
    pub entry: Result<Box<ScheduleEntry>, EngineError>,
}

/// What came of one of them.
#[derive(Debug)]
pub struct ScheduleResult {
    pub name: String,
    /// How it stands now, or why nothing was done.
    pub outcome: Result<ScheduleOutcome, EngineError>,
}

impl Engine {
    /// Whether so many releases can be one: the platform takes them one after the other.
    ///
    /// # Errors
    /// [`Refusal::NotTogetherThere`].
    pub fn check_together(&self, releases: usize) -> Result<(), EngineError> {
        #[cfg(feature = "platform")]
        if releases > 1 && self.goes_out() {
            return Err(Refusal::NotTogetherThere.into());
        }
        #[cfg(not(feature = "platform"))]
        let _ = releases;
        Ok(())
    }

    /// The scheduled release of each of several packs, in their order. A pack without one says so in its place.
    pub fn scheduled_each(&mut self, packs: &[PackId]) -> Vec<ScheduledPack> {
        let look = |id: &PackId| {
            let name = self.pack_name(id);
            let entry = self.scheduled(id).and_then(|entry| {
                entry.map(Box::new).ok_or_else(|| Refusal::NothingScheduled { pack: name.clone() }.into())
            });
            ScheduledPack { name, entry }
        };
        packs.iter().map(look).collect()
    }

    /// Moves or cancels one after the other; what refuses one of them stops none of the rest.
    pub fn change_each(&mut self, entries: &[ScheduleEntry], verb: &ScheduleVerb) -> Vec<ScheduleResult> {
        let change = |entry: &ScheduleEntry| {
            let outcome = match verb {
                ScheduleVerb::Move { date, overriding } => {
                    self.move_scheduled(&entry.id, &entry.basis, *date, overriding.as_deref())
                }
                ScheduleVerb::Cancel { reason, recall, overriding } => {
                    let recall = *recall && entry.applied_early > 0;
                    self.cancel_scheduled(&entry.id, &entry.basis, reason, recall, overriding.as_deref())
                }
            };
            ScheduleResult { name: entry.name.clone(), outcome }
        };
        entries.iter().map(change).collect()
    }

    /// The wizard's start for each of several packs, in their order. What refuses one of them says so in its place.
    pub fn propose_several(&mut self, packs: &[PackId]) -> Vec<Candidate> {
        let propose = |id: &PackId| {
            let proposal = self.propose_release(id).map(Box::new);
            Candidate { id: id.clone(), name: self.pack_name(id), proposal, lost: vec![] }
        };
        packs.iter().map(propose).collect()
    }

    /// Carries out one order after the other; what refuses one of them stops none of the rest.
    pub fn release_each(&mut self, orders: &[ReleaseOrder]) -> Vec<PackResult> {
        let release = |order: &ReleaseOrder| PackResult {
            name: order.selection.pack().name.clone(),
            outcome: self.carry_out(Purpose::OneOfSeveral, order).map(Box::new),
        };
        orders.iter().map(release).collect()
    }
}

/// The commands that do the same as several orders: one for all of them where nothing was chosen by hand, else one for
/// each.
pub fn commands_for(orders: &[ReleaseOrder], together: bool) -> Vec<String> {
    match orders {
        [first, _, ..] if orders.iter().all(|order| !order.selection.is_edited()) => {
            let packs = orders.iter().map(|order| &order.selection);
            vec![command::of_several(packs, first.when, &first.notes, first.overriding.as_deref(), together)]
        }
        _ => orders.iter().map(ReleaseOrder::command).collect(),
    }
}
