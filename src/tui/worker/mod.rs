//! What the screens ask of the engine, and its answers.
//!
//! Requests are answered one at a time on the worker thread, so a slow disk never holds up a key.

pub mod components;
pub mod documents;
pub mod publishing;
pub mod subscribers;

use std::sync::Arc;

use chrono::NaiveDate;

use self::{
    publishing::{Deed, Done},
    subscribers::{Ask, Told},
};
use super::wizard::Purpose;
use crate::{
    domain::{Basis, ComponentId, Origin, Pack, PackId, Settings, Version},
    engine::{
        self, Activity, Diff, Engine, EngineError, History, News, Outcome, Overview, PackView, PackageDetails,
        Proposal, ReleaseOrder, ScheduleEntry, ScheduleOutcome,
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
    Propose(PackId, Purpose),
    /// The wizard's start once more, for choices made on another basis.
    ProposeAgain(PackId, Purpose, Origin),
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
    /// Change what the scheduled release carries.
    Change(Box<ReleaseOrder>),
    /// Restore a deleted version.
    Restore(ComponentId, Version),
    /// The releases of a pack.
    History(PackId),
    /// A release compared with the current one.
    Diff(PackId, u32),
    /// The scheduled release of a pack, to do something with.
    Scheduled(PackId, Intent),
    /// Move a scheduled release to another date.
    Move(PackId, Box<Basis>, NaiveDate),
    /// Cancel a scheduled release.
    Cancel {
        /// The pack.
        pack: PackId,
        /// What the decision is based on.
        basis: Box<Basis>,
        /// Why.
        reason: String,
        /// Bring back whoever applied it early.
        recall: bool,
    },
    /// About accounts and account groups.
    Subscribers(Ask),
    /// About components and their versions.
    Components(components::Ask),
    /// Change the settings of the workspace: those that differ.
    ChangeSettings {
        /// As they were when the change was begun.
        before: Box<Settings>,
        /// As they shall be.
        after: Box<Settings>,
    },
    /// About documents.
    Documents(documents::Ask),
    /// Every component, and whether it can be added to a pack.
    Addable(PackId),
    /// Do something to packs.
    Publish(Deed),
}

/// Every component with the reason why it can't be added to a pack, by name; none where it can.
#[derive(Debug)]
pub struct Addable {
    /// The pack.
    pub pack: Arc<Pack>,
    /// The components.
    pub components: Vec<engine::Addable>,
}

/// One line of a list with check boxes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pickable {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What else there is to say of it.
    pub note: String,
}

/// What a scheduled release is looked at for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Intent {
    /// To move it.
    Move,
    /// To cancel it.
    Cancel,
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
    Proposed(Purpose, Result<Box<Proposal>, EngineError>),
    /// A version's details.
    Details(Result<Box<PackageDetails>, EngineError>),
    /// What came of a release, with the workspace as it is after it.
    Released(Result<(Box<Outcome>, Overview), EngineError>),
    /// What came of changing a scheduled release.
    Changed(Result<(ScheduleOutcome, Overview), EngineError>),
    /// What came of moving or cancelling a scheduled release.
    Rescheduled(Result<(ScheduleOutcome, Overview), EngineError>),
    /// Whether a version was restored.
    Restored(Result<(), EngineError>),
    /// The releases of a pack.
    History(Result<Box<History>, EngineError>),
    /// A release compared with the current one.
    Diff(Result<Box<Diff>, EngineError>),
    /// The scheduled release of a pack; none where there is none any more.
    Scheduled(Intent, Result<Option<Box<ScheduleEntry>>, EngineError>),
    /// What can be added to a pack.
    Addable(Result<Box<Addable>, EngineError>),
    /// What came of doing something to packs, with the workspace as it is after it.
    Published(Result<(Done, Overview), EngineError>),
    /// The workspace with its settings changed.
    SettingsChanged(Result<Overview, EngineError>),
    /// About accounts and account groups.
    Subscribers(Told),
    /// About components and their versions.
    Components(components::Told),
    /// About documents.
    Documents(documents::Told),
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
        Request::Propose(id, purpose) => {
            let proposal = match purpose {
                Purpose::Release => engine.propose_release(&id),
                Purpose::RollBack(to) => engine.propose_rollback(&id, to),
                Purpose::Change => engine.propose_change(&id),
            };
            Answer::Proposed(purpose, proposal.map(Box::new))
        }
        Request::ProposeAgain(id, purpose, origin) => {
            Answer::Proposed(purpose, engine.propose_again(&id, origin).map(Box::new))
        }
        Request::Details { pack, component, version } => {
            Answer::Details(engine.package_details(&pack, &component, &version).map(Box::new))
        }
        Request::Release(order) => {
            let outcome = engine.release(&order);
            Answer::Released(outcome.map(|outcome| (Box::new(outcome), engine.overview())))
        }
        Request::Change(order) => {
            let outcome = engine.change_scheduled(&order.basis, &order.selection, &order.notes);
            Answer::Changed(outcome.map(|outcome| (outcome, engine.overview())))
        }
        Request::Restore(component, version) => Answer::Restored(engine.restore_version(&component, &version)),
        Request::History(id) => Answer::History(engine.history(&id).map(Box::new)),
        Request::Diff(id, from) => {
            let current = engine.pack(&id).map(|view| view.pack.current_number());
            Answer::Diff(current.and_then(|to| engine.diff(&id, Some(from), Some(to))).map(Box::new))
        }
        Request::Scheduled(id, intent) => {
            Answer::Scheduled(intent, engine.scheduled(&id).map(|entry| entry.map(Box::new)))
        }
        Request::Move(id, basis, date) => {
            let outcome = engine.move_scheduled(&id, &basis, date);
            Answer::Rescheduled(outcome.map(|outcome| (outcome, engine.overview())))
        }
        Request::Cancel { pack, basis, reason, recall } => {
            let outcome = engine.cancel_scheduled(&pack, &basis, &reason, recall);
            Answer::Rescheduled(outcome.map(|outcome| (outcome, engine.overview())))
        }
        Request::Addable(id) => Answer::Addable(addable(engine, &id).map(Box::new)),
        Request::Publish(deed) => {
            let done = publishing::carry_out(engine, deed);
            Answer::Published(done.map(|done| (done, engine.overview())))
        }
        Request::Components(ask) => Answer::Components(components::answer(engine, ask)),
        Request::ChangeSettings { before, after } => {
            let changed = engine.change_settings(|settings| settings.take_changes(&before, &after));
            Answer::SettingsChanged(changed.map(|()| engine.overview()))
        }
        Request::Subscribers(ask) => Answer::Subscribers(subscribers::answer(engine, ask)),
        Request::Documents(ask) => Answer::Documents(documents::answer(engine, ask)),
    }
}

fn addable(engine: &mut Engine, id: &PackId) -> Result<Addable, EngineError> {
    Ok(Addable { pack: engine.pack(id)?.pack, components: engine.addable(id)? })
}
