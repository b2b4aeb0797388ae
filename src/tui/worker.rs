//! What the screens ask of the engine, and its answers.
//!
//! Requests are answered one at a time on the worker thread, so a slow disk never holds up a key.

use crate::{
    domain::{ComponentId, Origin, PackId, Version},
    engine::{Engine, EngineError, Outcome, Overview, PackView, PackageDetails, Proposal, ReleaseOrder},
};

/// A question to the engine.
#[derive(Debug, Clone)]
pub enum Request {
    /// Follow what others committed.
    Refresh,
    /// A pack as its page shows it.
    Pack(PackId),
    /// The wizard's start.
    Propose(PackId),
    /// The wizard's start once more, for choices made on another basis.
    ProposeAgain(PackId, Origin),
    /// A version's details, compared with the pack's current version.
    Details {
        /// The pack.
        pack: PackId,
        /// The component.
        component: ComponentId,
        /// The version.
        version: Version,
    },
    /// Release, or schedule a release.
    Release(Box<ReleaseOrder>),
}

/// The engine's answer.
#[derive(Debug)]
pub enum Answer {
    /// The workspace as it is now; none where nothing has changed.
    Refreshed(Result<Option<Overview>, EngineError>),
    /// A pack.
    Pack(PackId, Result<Box<PackView>, EngineError>),
    /// The wizard's start.
    Proposed(Result<Box<Proposal>, EngineError>),
    /// A version's details.
    Details(Result<Box<PackageDetails>, EngineError>),
    /// What came of a release, with the workspace as it is after it.
    Released(Result<(Box<Outcome>, Overview), EngineError>),
}

/// Asks the engine.
pub fn answer(engine: &mut Engine, request: Request) -> Answer {
    match request {
        Request::Refresh => Answer::Refreshed(engine.refresh().map(|changed| changed.then(|| engine.overview()))),
        Request::Pack(id) => {
            let view = engine.pack(&id).map(Box::new);
            Answer::Pack(id, view)
        }
        Request::Propose(id) => Answer::Proposed(engine.propose_release(&id).map(Box::new)),
        Request::ProposeAgain(id, origin) => Answer::Proposed(engine.propose_again(&id, origin).map(Box::new)),
        Request::Details { pack, component, version } => {
            Answer::Details(engine.package_details(&pack, &component, &version).map(Box::new))
        }
        Request::Release(order) => {
            let outcome = engine.release(&order);
            Answer::Released(outcome.map(|outcome| (Box::new(outcome), engine.overview())))
        }
    }
}
