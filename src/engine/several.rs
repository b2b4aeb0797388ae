//! Several packs released in one go, each by its own order.

use super::{Engine, EngineError, Outcome, Proposal, ReleaseOrder, command};
use crate::domain::PackId;

/// A pack that is to be released with others, and the wizard's start for it.
#[derive(Debug)]
pub struct Candidate {
    pub id: PackId,
    pub name: String,
    /// What it starts from, or why there is nothing to start from.
    pub proposal: Result<Box<Proposal>, EngineError>,
}

/// What came of one pack's order.
#[derive(Debug)]
pub struct PackResult {
    /// The pack's name.
    pub name: String,
    /// What happened, or why nothing did.
    pub outcome: Result<Box<Outcome>, EngineError>,
}

impl Engine {
    /// The wizard's start for each of several packs, in their order. What refuses one of them says so in its place.
    pub fn propose_several(&mut self, packs: &[PackId]) -> Vec<Candidate> {
        let propose = |id: &PackId| {
            let proposal = self.propose_release(id).map(Box::new);
            Candidate { id: id.clone(), name: self.pack_name(id), proposal }
        };
        packs.iter().map(propose).collect()
    }

    /// Carries out one order after the other; what refuses one of them stops none of the rest.
    pub fn release_each(&mut self, orders: &[ReleaseOrder]) -> Vec<PackResult> {
        let release = |order: &ReleaseOrder| PackResult {
            name: order.selection.pack().name.clone(),
            outcome: self.release(order).map(Box::new),
        };
        orders.iter().map(release).collect()
    }
}

/// The commands that do the same as several orders: one for all of them where nothing was chosen by hand, else one for
/// each.
#[must_use]
pub fn commands_for(orders: &[ReleaseOrder], together: bool) -> Vec<String> {
    match orders {
        [first, _, ..] if orders.iter().all(|order| !order.selection.is_edited()) => {
            let packs = orders.iter().map(|order| &order.selection);
            vec![command::of_several(packs, first.when, &first.notes, together)]
        }
        _ => orders.iter().map(ReleaseOrder::command).collect(),
    }
}
