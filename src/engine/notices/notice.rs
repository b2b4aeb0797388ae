//! What hooks are told of what the journal says.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    domain::{
        AccountId, ApprovalRequestId, Event, Freeze, NoticeKind, OnPlatform, PackId, Release, ReleaseKind,
        ScheduledRelease, Stamp, about,
    },
    engine::EngineError,
    store::Store,
};

/// Something that happened, as hooks are told of it.
#[derive(Debug, Clone)]
pub struct Notice {
    /// None where a hook is only tried out.
    pub kind: Option<NoticeKind>,
    pub pack: Option<PackId>,
    pub at: DateTime<Utc>,
    /// Who decided it.
    pub by: String,
    pub payload: Payload,
}

/// What a notice carries: what its receiver reads as `data`.
#[derive(Debug, Clone)]
pub enum Payload {
    /// A release that took effect.
    Release(Arc<Release>),
    /// The same of a pack that is gone since.
    Performed {
        number: u32,
        /// Seconds after the end of its window, where it was late.
        late: Option<i64>,
    },
    Scheduled(Box<ScheduledRelease>),
    /// What is scheduled now; none where nothing is.
    Schedule(Option<Box<ScheduledRelease>>),
    /// Why a scheduled release can't be carried out.
    Blocked(String),
    /// The date of a release that was missed.
    Overdue(NaiveDate),
    Freeze(Box<Freeze>),
    /// Whose instances applied an update early.
    Account(AccountId),
    /// A request that waits for the approval of others, or was decided on.
    Request(ApprovalRequestId),
    /// A hook is tried out.
    Trial,
}

impl Payload {
    /// The freeze, where it is about one.
    pub(super) fn freeze(&self) -> Option<&Freeze> {
        if let Self::Freeze(freeze) = self { Some(freeze) } else { None }
    }
}

/// What is told of an event; none where nothing is. What it leaves out is looked up: a scheduled release as it is now.
pub(super) fn notice_of(store: &mut Store, event: &Event, stamp: &Stamp) -> Result<Option<Notice>, EngineError> {
    use NoticeKind as Kind;
    let (kind, pack, payload) = match event {
        Event::Released { pack, release, .. } if !was_there(release) => {
            (kind_of(release), Some(pack), Payload::Release(Arc::new((**release).clone())))
        }
        Event::Performed { pack, number, late } => {
            let known = store.pack(pack)?;
            let release = known.iter().flat_map(|pack| &pack.releases).find(|release| release.number == *number);
            let gone = || {
                let kind = if late.is_some() { Kind::Late } else { Kind::Released };
                (kind, Some(pack), Payload::Performed { number: *number, late: *late })
            };
            let there = |release: &Arc<Release>| (kind_of(release), Some(pack), Payload::Release(Arc::clone(release)));
            release.map_or_else(gone, there)
        }
        Event::Scheduled { pack, scheduled } => (Kind::Scheduled, Some(pack), Payload::Scheduled(scheduled.clone())),
        Event::ScheduleChanged { pack, components, notes, .. } => {
            // Where nothing waits any more, what became of it is told.
            let Some(scheduled) = waits(store, pack)? else { return Ok(None) };
            let scheduled = ScheduledRelease { components: components.clone(), notes: notes.clone(), ..scheduled };
            (Kind::Scheduled, Some(pack), Payload::Scheduled(Box::new(scheduled)))
        }
        Event::ScheduleMoved { pack, release_on_date, time_zone } => {
            let moved = |scheduled| {
                Box::new(ScheduledRelease { release_on_date: *release_on_date, time_zone: *time_zone, ..scheduled })
            };
            (Kind::Moved, Some(pack), Payload::Schedule(waits(store, pack)?.map(moved)))
        }
        Event::ScheduleCancelled { pack, .. } => (Kind::Cancelled, Some(pack), Payload::Schedule(None)),
        Event::Blocked { pack, reason } => (Kind::Blocked, Some(pack), Payload::Blocked(reason.clone())),
        Event::FreezeAdded(freeze) => (Kind::Frozen, None, Payload::Freeze(freeze.clone())),
        Event::AppliedEarly { pack, application } => {
            (Kind::AppliedEarly, Some(pack), Payload::Account(application.account.clone()))
        }
        Event::ApprovalRequested(request) => {
            (Kind::Requested, request.requested.pack(), Payload::Request(request.id.clone()))
        }
        // Whoever has the request knows its pack.
        Event::Approved { request, .. } => (Kind::Approved, None, Payload::Request(request.clone())),
        Event::Rejected { request, .. } => (Kind::Rejected, None, Payload::Request(request.clone())),
        Event::Released { .. }
        | Event::Imported(_)
        | Event::ScheduleOverridden { .. }
        | Event::Unblocked { .. }
        | Event::Asked { .. }
        | Event::Answered { .. }
        | Event::SettingsChanged(_)
        | Event::FreezeRemoved { .. }
        | Event::Withdrawn { .. }
        | about!(hooks)
        | about!(nouns) => return Ok(None),
    };
    let by = if let Payload::Release(release) = &payload { &release.released_by } else { &stamp.by }.clone();
    Ok(Some(Notice { kind: Some(kind), pack: pack.cloned(), at: stamp.at, by, payload }))
}

/// Whether a synchronisation found it where a pack was looked at for the first time: nothing happened then.
fn was_there(release: &Release) -> bool {
    release.platform == Some(OnPlatform::Found { after: None })
}

fn kind_of(release: &Release) -> NoticeKind {
    match (release.kind, release.late) {
        (ReleaseKind::Rollback, _) => NoticeKind::RolledBack,
        (ReleaseKind::Release, Some(_)) => NoticeKind::Late,
        (ReleaseKind::Release, None) => NoticeKind::Released,
    }
}

fn waits(store: &mut Store, pack: &PackId) -> Result<Option<ScheduledRelease>, EngineError> {
    Ok(store.pack(pack)?.and_then(|pack| pack.scheduled.clone()))
}
