//! What programs read after a scheduled release was changed.

use serde::Serialize;

use super::output::{Names, ScheduledOut};
use crate::{
    domain::{PackId, ScheduledRelease},
    engine::ScheduleOutcome,
};

/// `{"id","request"|null,"scheduledRelease"|null,"ahead","recalled"|null}`, printed by `move`, `change`, `adopt`,
/// `cancel` and `override`: what is scheduled now, how many instances keep a cancelled update, and the number of the
/// release that recalled them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScheduleOutcomeOut {
    id: String,
    request: Option<String>,
    scheduled_release: Option<ScheduledOut>,
    ahead: usize,
    recalled: Option<u32>,
}

impl ScheduleOutcomeOut {
    pub(super) fn of(outcome: &ScheduleOutcome, names: Names) -> Self {
        let request = outcome.request.as_ref().map(ToString::to_string);
        let now = Self::now(&outcome.id, outcome.scheduled.as_ref(), outcome.ahead, names);
        Self { request, recalled: outcome.recalled, ..now }
    }

    /// What is scheduled now, and how many instances keep an update that was cancelled.
    pub(super) fn now(id: &PackId, scheduled: Option<&ScheduledRelease>, ahead: usize, names: Names) -> Self {
        let scheduled_release = scheduled.map(|scheduled| ScheduledOut::of(scheduled, scheduled.window().ok(), names));
        Self { id: id.to_string(), request: None, scheduled_release, ahead, recalled: None }
    }
}
