//! What the stage of a request says about it.

use super::stage::{DATE_CAME_FIRST, FAILED, Stage};
use crate::domain::{Asked, Pack, RequestId};

/// The outcome of a request, as its stage tells it.
pub(super) enum Verdict {
    Released,
    /// It waits for its date, under this id where the platform has told it.
    Scheduled(Option<RequestId>),
    Not(&'static str),
    Open,
    Unchanged,
    /// The stage does not tell. What the pack carries may.
    Untold,
}

/// Why a change was not made.
pub(super) const UNCHANGED: &str = "the platform shows no change";

/// Judges a request by its stage.
pub(super) fn verdict(pack: &Pack, asked: &Asked, stage: &Stage) -> Verdict {
    let is_accepted = asked.request().is_some();
    let is_change = asked.changes.is_some();
    let scheduled = || Verdict::Scheduled(asked.request().cloned());
    match stage {
        Stage::UnderWay(_) => Verdict::Open,
        // The change was accepted. This stage is already that of the scheduled release itself.
        Stage::Done(_) | Stage::Failed if is_change && is_accepted => scheduled(),
        Stage::Done(_) if is_change => Verdict::Not(DATE_CAME_FIRST),
        Stage::Done(_) if is_accepted => Verdict::Released,
        Stage::Failed if is_accepted || is_change => Verdict::Not(FAILED),
        Stage::Scheduled(told) if asked.on.is_some() => match (is_accepted, told.is_as(asked)) {
            // An accepted request has the contents that were sent. The date tells whether the platform has made the
            // change.
            (true, _) if told.date.is_none_or(|date| asked.on.is_some_and(|(on, _)| on == date)) => scheduled(),
            (false, Some(true)) => Verdict::Scheduled(told.request.clone()),
            (true, _) => Verdict::Open,
            (false, _) if is_change => Verdict::Unchanged,
            (false, Some(false)) => Verdict::Not("another release is scheduled there"),
            (false, None) => Verdict::Untold,
        },
        Stage::NoSuch if is_change && pack.scheduled.as_ref().is_some_and(|waits| waits.request().is_some()) => {
            Verdict::Not("it is not scheduled there any more")
        }
        // It was accepted and is gone: somebody has superseded or cancelled it there.
        Stage::NoSuch if is_accepted && asked.on.is_some() && !is_change => Verdict::Unchanged,
        // The request of the scheduled release is not known, so the platform can't be asked about it.
        Stage::NoSuch if is_change => Verdict::Untold,
        Stage::Scheduled(_) if is_accepted => Verdict::Open,
        Stage::Done(_) | Stage::Failed | Stage::Scheduled(_) | Stage::NoSuch => Verdict::Untold,
    }
}
