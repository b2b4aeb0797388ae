//! What the screens ask of the engine, and its answers.
//!
//! Requests are answered one at a time on the worker thread, so a slow disk never holds up a key.

use crate::{
    domain::{ComponentId, PackId, Version},
    engine::{
        Activity, Engine, EngineError, News, Outcome, Overview, PackView, PackageDetails, Proposal, ReleaseOrder,
        ScheduleEntry,
    },
};

/// A question to the engine.
#[derive(Debug, Clone)]
pub enum Request {
    /// Follow what others committed, and perform what has fallen due.
    Refresh,
    /// Every scheduled release.
    Schedule,
    /// Everything that happened.
    Activity,
    /// A pack as its page shows it.
    Pack(PackId),
    /// The wizard's start.
    Propose(PackId),
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
    /// The workspace as it is now, and what came up; none where nothing has changed.
    Refreshed(Result<Option<(Overview, News)>, EngineError>),
    /// Every scheduled release, the earliest first.
    Schedule(Result<Vec<ScheduleEntry>, EngineError>),
    /// Everything that happened, the newest first.
    Activity(Result<Vec<Activity>, EngineError>),
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
        Request::Refresh => Answer::Refreshed(engine.watch().map(|news| news.map(|news| (engine.overview(), news)))),
        Request::Schedule => Answer::Schedule(engine.schedule()),
        Request::Activity => Answer::Activity(engine.activity()),
        Request::Pack(id) => {
            let view = engine.pack(&id).map(Box::new);
            Answer::Pack(id, view)
        }
        Request::Propose(id) => Answer::Proposed(engine.propose_release(&id).map(Box::new)),
        Request::Details { pack, component, version } => {
            Answer::Details(engine.package_details(&pack, &component, &version).map(Box::new))
        }
        Request::Release(order) => {
            let outcome = engine.release(&order);
            Answer::Released(outcome.map(|outcome| (Box::new(outcome), engine.overview())))
        }
    }
}
