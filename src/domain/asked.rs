//! What was asked of the platform, and what it answered.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    ComponentId, Contents, OnPlatform, Override, Release, ReleaseKind, ReleaseSchedule, RequestId, ScheduledRelease,
    Tz, Window,
};

/// A release that the platform is asked for. It is written down before the request is sent, so that an answer that
/// never came is asked after later. A pack has at most one, so that nothing is asked for twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The id that this workspace gives it.
    pub id: RequestId,
    /// The date and its zone; none for a release at once.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<(NaiveDate, Tz)>,
    /// The request id of the scheduled release that it changes; none for a new release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub changes: Option<RequestId>,
    pub kind: ReleaseKind,
    /// The earlier release it was started from.
    pub rollback_to: Option<u32>,
    /// Release notes; may be empty. The platform never hears of them.
    pub notes: String,
    pub components: Contents,
    /// Components that become members again.
    pub restores: Vec<ComponentId>,
    pub asked_at: DateTime<Utc>,
    pub asked_by: String,
    /// What lets it go ahead on a frozen date. The platform never hears of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrides: Option<Box<Override>>,
    /// Nobody else approved it: an emergency rollback.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
    /// How far it has come.
    pub state: AskedState,
}

/// How far the request has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum AskedState {
    /// It is about to be sent, or the program ended before it wrote down the answer.
    Intent,
    /// The platform has taken it.
    Accepted {
        /// The platform's id for it.
        request: RequestId,
    },
    /// It was sent, and the answer does not say whether it was carried out.
    Unknown {
        /// What came back.
        why: String,
    },
}

impl AskedState {
    pub fn word(&self) -> &'static str {
        match self {
            Self::Intent => "INTENT",
            Self::Accepted { .. } => "IN_PROGRESS",
            Self::Unknown { .. } => "UNKNOWN",
        }
    }

    /// Its word for people.
    pub fn words(&self) -> &'static str {
        match self {
            Self::Intent => "asked, and not answered",
            Self::Accepted { .. } => "in progress",
            Self::Unknown { .. } => "no certain answer",
        }
    }
}

/// How a request ended or stands. One that became a release or a schedule is written down as that event instead.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Answer {
    /// The platform has taken it, and works on it.
    Accepted {
        /// The platform's id for it.
        request: RequestId,
    },
    /// What came back says nothing certain.
    Unknown {
        /// What came back.
        why: String,
    },
    /// Nothing was done.
    Refused { why: String },
    /// A person says that it did not happen.
    DidNotHappen,
}

impl Asked {
    /// The platform's id for it, where it gave one.
    pub fn request(&self) -> Option<&RequestId> {
        match &self.state {
            AskedState::Accepted { request } => Some(request),
            AskedState::Intent | AskedState::Unknown { .. } => None,
        }
    }

    /// What is known of it on the platform, once it has happened or is scheduled.
    fn on_platform(&self) -> OnPlatform {
        if self.request().is_some() { OnPlatform::Confirmed } else { OnPlatform::Settled }
    }

    /// Whether its date has come; what is to happen at once is due from the start.
    pub fn is_due(&self, now: DateTime<Utc>) -> bool {
        self.on.is_none_or(|(date, zone)| Window::of(date, zone).is_ok_and(|window| window.start <= now))
    }

    /// The scheduled release that it becomes, under the platform's id where it gave one; none for a release at once. A
    /// change keeps who scheduled the release first, and when.
    pub fn scheduled(&self, told: Option<&RequestId>, before: Option<&ScheduledRelease>) -> Option<ScheduledRelease> {
        let (release_on_date, time_zone) = self.on?;
        let before = before.filter(|before| self.changes.as_ref() == Some(&before.request_id));
        let kept = before.map(|before| (before.request_id.clone(), before.platform));
        let told = told.or(self.request()).filter(|id| before.is_none_or(|before| before.request_id != **id));
        let own = || (self.id.clone(), Some(OnPlatform::Settled));
        let (request_id, platform) =
            told.map(|id| (id.clone(), Some(OnPlatform::Confirmed))).or(kept).unwrap_or_else(own);
        Some(ScheduledRelease {
            request_id,
            release_on_date,
            time_zone,
            kind: self.kind,
            rollback_to: self.rollback_to,
            notes: self.notes.clone(),
            components: self.components.clone(),
            restores: self.restores.clone(),
            scheduled_at: before.map_or(self.asked_at, |before| before.scheduled_at),
            scheduled_by: before.map_or(&self.asked_by, |before| &before.scheduled_by).clone(),
            blocked: None,
            platform,
            overrides: self.overrides.clone(),
        })
    }

    pub fn released(&self, number: u32, at: DateTime<Utc>) -> Release {
        Release {
            number,
            request_id: self.request().unwrap_or(&self.id).clone(),
            released_at: at,
            released_by: self.asked_by.clone(),
            kind: self.kind,
            release_schedule: match self.on {
                None => ReleaseSchedule::Immediately,
                Some(_) => ReleaseSchedule::ReleaseOnSpecifiedDate,
            },
            rollback_to: self.rollback_to,
            scheduled_for: self.on,
            notes: self.notes.clone(),
            late: None,
            components: self.components.clone(),
            platform: Some(self.on_platform()),
            overrides: self.overrides.clone(),
            emergency: self.emergency,
        }
    }

    /// Takes in an answer; false where nothing more is to come.
    pub(super) fn record(&mut self, answer: &Answer) -> bool {
        self.state = match answer {
            Answer::Accepted { request } => AskedState::Accepted { request: request.clone() },
            Answer::Unknown { why } => AskedState::Unknown { why: why.clone() },
            Answer::Refused { .. } | Answer::DidNotHappen => return false,
        };
        true
    }
}
