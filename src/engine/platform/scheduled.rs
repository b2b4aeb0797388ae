//! What has become of a scheduled release, as the platform tells it.

use chrono::{DateTime, Utc};

use super::stage::{FAILED, Stage, StatusDetails};
use crate::domain::{Contents, Event, OnPlatform, Pack, ScheduledRelease};

/// The reason that is written down where a scheduled release is gone and nobody here has cancelled it.
const GONE: &str = "the platform does not know it any more";

/// The events for what became of a pack's scheduled release. `current` is what the pack carries; it was read before the
/// `stage` of the request. `sound` says whether every version of some contents is known.
pub(super) fn became(
    pack: &Pack,
    stage: Option<&Stage>,
    current: &Contents,
    at: DateTime<Utc>,
    mut sound: impl FnMut(&Contents) -> bool,
) -> Vec<Event> {
    let Some(scheduled) = &pack.scheduled else { return vec![] };
    let mut told = |told: &StatusDetails| {
        let contents = told.contents.clone().filter(&mut sound);
        contents.unwrap_or_else(|| scheduled.components.clone())
    };
    let is_released = *current == scheduled.components && *current != pack.current_contents();
    let has_begun = scheduled.window().is_ok_and(|window| window.start <= at);
    match stage {
        Some(Stage::Done(details)) => vec![came_true(pack, scheduled, told(details), at)],
        Some(Stage::Failed) if scheduled.blocked.is_none() => {
            vec![Event::Blocked { pack: pack.id.clone(), reason: FAILED.to_owned() }]
        }
        Some(Stage::Scheduled(details) | Stage::UnderWay(details)) => {
            let date = details.date.unwrap_or(scheduled.release_on_date);
            let overrides = scheduled.overrides.clone().filter(|_| date == scheduled.release_on_date);
            let then =
                ScheduledRelease { release_on_date: date, components: told(details), overrides, ..scheduled.clone() };
            changes(pack, scheduled, &then)
        }
        // The platform does not tell of the request, but the pack carries the release.
        Some(Stage::NoSuch) | None if is_released && has_begun => {
            vec![came_true(pack, scheduled, scheduled.components.clone(), at)]
        }
        // It is gone and nothing was released, so it was cancelled. A release elsewhere supersedes it.
        Some(Stage::NoSuch) if *current == pack.current_contents() => {
            vec![Event::ScheduleCancelled { pack: pack.id.clone(), reason: GONE.to_owned() }]
        }
        Some(Stage::Failed | Stage::NoSuch) | None => vec![],
    }
}

fn came_true(pack: &Pack, scheduled: &ScheduledRelease, components: Contents, at: DateTime<Utc>) -> Event {
    let told = scheduled.platform.unwrap_or(OnPlatform::Settled);
    let then = ScheduledRelease { components, ..scheduled.clone() };
    let release = then.came_true(pack.current_number() + 1, at, told);
    // Which components come back is told by the pack's rows.
    Event::Released { pack: pack.id.clone(), release: Box::new(release), restores: vec![] }
}

/// The events that turn one scheduled release into another.
pub(super) fn changes(pack: &Pack, before: &ScheduledRelease, after: &ScheduledRelease) -> Vec<Event> {
    let id = || pack.id.clone();
    let mut events = Vec::new();
    if before.request_id != after.request_id {
        return vec![Event::Scheduled { pack: id(), scheduled: Box::new(after.clone()) }];
    }
    if (&before.components, &before.notes) != (&after.components, &after.notes) {
        events.push(Event::ScheduleChanged {
            pack: id(),
            components: after.components.clone(),
            restores: pack.restored_by(&after.components),
            notes: after.notes.clone(),
        });
    }
    let (release_on_date, time_zone) = (after.release_on_date, after.time_zone);
    if (before.release_on_date, before.time_zone) != (release_on_date, time_zone) {
        events.push(Event::ScheduleMoved { pack: id(), release_on_date, time_zone });
    }
    let kept = before.overrides.as_ref().filter(|_| before.release_on_date == release_on_date);
    if let Some(overrides) = after.overrides.clone().filter(|overrides| Some(overrides) != kept) {
        events.push(Event::ScheduleOverridden { pack: id(), overrides });
    }
    events
}
