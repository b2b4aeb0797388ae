//! What no line of the journal says: that the window of a scheduled release is near, and that one was missed.

use chrono::{DateTime, TimeDelta, Utc};

use super::notice::{Notice, Payload};
use crate::{
    domain::{Due, Hook, NoticeKind, ScheduledRelease},
    engine::{Engine, EngineError, due::waiting},
};

/// How long before its window a release is due soon.
const SOON: TimeDelta = TimeDelta::hours(24);

/// Something that is so.
pub(super) struct Fact {
    pub(super) kind: NoticeKind,
    /// Which scheduled release, and which date of it: once it was told it stays told.
    pub(super) key: String,
    /// Since when.
    pub(super) since: DateTime<Utc>,
    pub(super) notice: Notice,
}

impl Fact {
    /// Whether a hook is told of it.
    pub(super) fn is_for(&self, hook: &Hook) -> bool {
        hook.hears(self.kind) && self.notice.pack.as_ref().is_some_and(|pack| hook.is_about(pack))
    }
}

impl Engine {
    /// What is so now, the earliest date first.
    pub(super) fn facts(&mut self) -> Result<Vec<Fact>, EngineError> {
        let (now, late) = (self.now(), self.settings().late());
        let mut facts = Vec::new();
        for one in waiting(&self.store) {
            let (kind, since) = match one.window {
                None => (NoticeKind::Overdue, now),
                Some(window) => match Due::of(&window, late, now) {
                    Due::Ahead if window.start - SOON <= now => (NoticeKind::DueSoon, window.start - SOON),
                    Due::Overdue => (NoticeKind::Overdue, window.overdue_from(late).unwrap_or(now)),
                    Due::Ahead | Due::Perform { .. } => continue,
                },
            };
            let pack = self.require_pack(&one.id)?;
            let Some(scheduled) = pack.scheduled.clone() else { continue };
            // What is scheduled for tomorrow is due soon from then on, and not from yesterday on.
            let since = since.max(scheduled.scheduled_at).max(pack.last_change.as_ref().map_or(since, |last| last.at));
            let key = format!("{} {} {}", kind.word(), scheduled.request_id, scheduled.release_on_date);
            let by = scheduled.scheduled_by.clone();
            let payload = payload(kind, scheduled);
            facts.push(Fact {
                kind,
                key,
                since,
                notice: Notice { kind: Some(kind), pack: Some(one.id), at: since, by, payload },
            });
        }
        Ok(facts)
    }

    /// When something will be so by itself.
    pub(super) fn next_fact(&self) -> Option<DateTime<Utc>> {
        let (now, late) = (self.now(), self.settings().late());
        let windows = waiting(&self.store).filter_map(|one| one.window);
        let turns = windows.flat_map(|window| [Some(window.start - SOON), window.overdue_from(late)]);
        turns.flatten().filter(|at| *at > now).min()
    }
}

fn payload(kind: NoticeKind, scheduled: ScheduledRelease) -> Payload {
    if kind == NoticeKind::Overdue {
        Payload::Overdue(scheduled.release_on_date)
    } else {
        Payload::Scheduled(Box::new(scheduled))
    }
}
