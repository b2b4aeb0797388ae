//! How far a release has come.

use chrono::NaiveDate;
use serde_json::Value;

use crate::{
    domain::{Contents, Due, Pack, ReleaseSchedule, RequestId, ScheduledRelease},
    platform::wire::{ReleaseIntegrationPackStatus, ReleasePackagedComponent, ReleasePackagedComponents},
    serve::{
        context::{Context, Object, to_value},
        refused::{Answer, Refused},
    },
};

pub(super) const OBJECT: Object = Object { get: Some(get), ..Object::named("ReleaseIntegrationPackStatus") };

/// A release that was asked for, whether it has happened or waits for its date.
pub(super) struct RequestedRelease<'a> {
    pub(super) schedule: ReleaseSchedule,
    pub(super) date: Option<NaiveDate>,
    /// The scheduled release; none once it has happened.
    waits: Option<&'a ScheduledRelease>,
    contents: &'a Contents,
    pack: &'a Pack,
}

impl<'a> RequestedRelease<'a> {
    /// The one with this request id.
    pub(super) fn of(pack: &'a Pack, request: &RequestId) -> Option<Self> {
        if let Some(waits) = pack.scheduled.as_ref().filter(|scheduled| scheduled.request_id == *request) {
            let (schedule, date) = (ReleaseSchedule::ReleaseOnSpecifiedDate, Some(waits.release_on_date));
            return Some(Self { schedule, date, waits: Some(waits), contents: &waits.components, pack });
        }
        let release = pack.releases.iter().rev().find(|release| release.request_id == *request)?;
        let date = release.scheduled_for.map(|(date, _)| date);
        Some(Self { schedule: release.release_schedule, date, waits: None, contents: &release.components, pack })
    }

    /// Each version, with the one that is released: the same once it has happened, else that of the current release.
    pub(super) fn components(&self) -> ReleasePackagedComponents {
        let current = self.pack.current_contents();
        let one = |(id, version): (&crate::domain::ComponentId, &crate::domain::Version)| {
            let released = if self.waits.is_some() { current.get(id) } else { Some(version) };
            ReleasePackagedComponent {
                component_id: Some(id.to_string()),
                released_version: released.map(ToString::to_string),
                version: Some(version.to_string()),
            }
        };
        ReleasePackagedComponents { components: self.contents.iter().map(one).collect() }
    }
}

fn get(context: &mut Context, id: &str) -> Answer<Value> {
    let mut request = RequestId::from(id);
    let mut pack = context.engine.pack_of_request(&request)?;
    if pack.is_none() && context.twin.quirks.status_by_pack {
        let found = context.engine.pack(&context.pack(id)?)?.pack;
        let waits = found.scheduled.as_ref().map(|scheduled| scheduled.request_id.clone());
        if let Some(last) = waits.or_else(|| found.current().map(|release| release.request_id.clone())) {
            (request, pack) = (last, Some(found));
        }
    }
    let unknown = || Refused::unknown("request", id);
    let pack = pack.ok_or_else(unknown)?;
    let asked = RequestedRelease::of(&pack, &request).ok_or_else(unknown)?;
    let (code, state) = state(context, &asked, &request);
    to_value(&ReleaseIntegrationPackStatus {
        response_status_code: Some(code),
        integration_pack_id: Some(pack.id.to_string()),
        name: Some(pack.name.clone()),
        installation_type: Some(pack.installation_type.api_word().into()),
        release_schedule: Some(asked.schedule.api_word().into()),
        request_id: Some(request.to_string()),
        release_status: Some(state.into()),
        release_on_date: asked.date.map(|date| date.to_string()),
        components: Some(asked.components()),
    })
}

/// The HTTP status and the word. The first answer about a release is "in progress", so that clients learn to wait.
fn state(context: &mut Context, asked: &RequestedRelease, request: &RequestId) -> (i64, &'static str) {
    let policy = context.engine.settings().late_releases;
    match asked.waits {
        Some(waits) if waits.blocked.is_some() => (200, "ERROR"),
        Some(waits) if matches!(waits.due(policy, context.engine.now()), Due::Perform { .. }) => (202, "IN_PROGRESS"),
        Some(_) => (202, "SCHEDULED"),
        None if context.twin.fresh.remove(request.as_str()) => (202, "IN_PROGRESS"),
        None => (200, "SUCCESS"),
    }
}
