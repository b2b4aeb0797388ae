//! Releases and scheduled releases.

use std::{collections::BTreeMap, fmt};

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{
    ComponentId, OnPlatform, Override, Refusal, RequestId, Tz, Version, Window, instant_words, takes_effect_on,
};

/// What a release carries: one version per component.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Contents(BTreeMap<ComponentId, Version>);

impl Contents {
    pub fn get(&self, component: &ComponentId) -> Option<&Version> {
        self.0.get(component)
    }

    /// Every component with its version, by component id.
    pub fn iter(&self) -> impl Iterator<Item = (&ComponentId, &Version)> {
        self.0.iter()
    }

    /// How many components it carries.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<(ComponentId, Version)> for Contents {
    fn from_iter<I: IntoIterator<Item = (ComponentId, Version)>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

/// How a release came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ReleaseKind {
    /// The usual way forward.
    Release,
    /// Started from an earlier release, or a recall.
    Rollback,
}

impl fmt::Display for ReleaseKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Release => "RELEASE",
            Self::Rollback => "ROLLBACK",
        })
    }
}

/// The release option it was made with, in the API's words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ReleaseSchedule {
    Immediately,
    ReleaseOnSpecifiedDate,
}

impl ReleaseSchedule {
    pub fn api_word(self) -> &'static str {
        match self {
            Self::Immediately => "IMMEDIATELY",
            Self::ReleaseOnSpecifiedDate => "RELEASE_ON_SPECIFIED_DATE",
        }
    }
}

/// The immutable record that a pack's component versions became current for everybody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Release {
    /// 1, 2, 3, … without gaps within a pack; given when the release takes effect.
    pub number: u32,
    pub request_id: RequestId,
    /// When it took effect.
    pub released_at: DateTime<Utc>,
    /// Who decided it.
    pub released_by: String,
    pub kind: ReleaseKind,
    /// The release option it was made with.
    pub release_schedule: ReleaseSchedule,
    /// The earlier release it was started from.
    pub rollback_to: Option<u32>,
    /// The date that it was scheduled for, and its zone, where it was performed by the scheduler.
    #[serde(default)]
    pub scheduled_for: Option<(NaiveDate, Tz)>,
    /// Release notes; may be empty.
    pub notes: String,
    /// Seconds after the end of its window, where it was performed late.
    pub late: Option<i64>,
    pub components: Contents,
    /// How it became known from the platform; none where the workspace is not connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<OnPlatform>,
    /// What lets it go ahead on a frozen date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrides: Option<Box<Override>>,
    /// Nobody else approved it, though the workspace asks for approval: an emergency rollback.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub emergency: bool,
}

/// A release that waits for its date. What it carries is fixed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ScheduledRelease {
    /// Identifies it until it gets its number.
    pub request_id: RequestId,
    /// Its date in `time_zone`.
    pub release_on_date: NaiveDate,
    /// The scheduler's time zone when it was scheduled; a later change of the setting moves nothing.
    pub time_zone: Tz,
    pub kind: ReleaseKind,
    /// The earlier release it was started from.
    pub rollback_to: Option<u32>,
    /// Release notes; may be empty.
    pub notes: String,
    /// What it will carry.
    pub components: Contents,
    /// Components that were not members when it was decided and become members again when it happens.
    pub restores: Vec<ComponentId>,
    pub scheduled_at: DateTime<Utc>,
    pub scheduled_by: String,
    /// Why it can't be carried out, where that is so.
    pub blocked: Option<String>,
    /// How it became known from the platform; none where the workspace is not connected.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub platform: Option<OnPlatform>,
    /// What lets it go ahead on a frozen date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub overrides: Option<Box<Override>>,
}

impl ScheduledRelease {
    /// The hour in which it happens.
    ///
    /// # Errors
    /// [`Refusal::DateLacking`] where its zone lacks the date, which scheduling refuses.
    pub fn window(&self) -> Result<Window, Refusal> {
        Window::of(self.release_on_date, self.time_zone)
    }

    /// The date on which it would take effect now: freezes are judged by it.
    pub fn takes_effect_on(&self, now: DateTime<Utc>) -> NaiveDate {
        takes_effect_on(self.release_on_date, self.time_zone, now)
    }

    /// The request's id, where the platform gave it one.
    pub fn request(&self) -> Option<&RequestId> {
        Some(&self.request_id).filter(|_| matches!(self.platform, Some(OnPlatform::Confirmed | OnPlatform::Adopted)))
    }

    /// The release that it has become on the platform: found by its request, or by what the pack carries.
    pub fn came_true(self, number: u32, at: DateTime<Utc>, told: OnPlatform) -> Release {
        Release { platform: Some(told), ..self.performed(number, at, None) }
    }

    /// The release that it becomes when it takes effect here.
    pub fn performed(self, number: u32, at: DateTime<Utc>, late: Option<i64>) -> Release {
        Release {
            number,
            request_id: self.request_id,
            released_at: at,
            released_by: self.scheduled_by,
            kind: self.kind,
            release_schedule: ReleaseSchedule::ReleaseOnSpecifiedDate,
            rollback_to: self.rollback_to,
            scheduled_for: Some((self.release_on_date, self.time_zone)),
            notes: self.notes,
            late,
            components: self.components,
            platform: None,
            overrides: self.overrides,
            emergency: false,
        }
    }
}

impl Release {
    /// Who decided it; none where somebody released or scheduled it elsewhere, because the platform does not say who.
    pub fn author(&self) -> Option<String> {
        let is_told = !self.is_found() && self.platform != Some(OnPlatform::Adopted);
        is_told.then(|| self.released_by.clone())
    }

    /// That nobody else approved it, where it was an emergency.
    pub fn emergency_words(&self) -> Option<String> {
        self.emergency.then(|| "an emergency rollback, which nobody else approved".to_owned())
    }

    /// Whether somebody made it elsewhere.
    pub fn is_found(&self) -> bool {
        matches!(self.platform, Some(OnPlatform::Found { .. }))
    }

    /// The request's id; none where the platform gave none, because the id was then made up here.
    pub fn request(&self) -> Option<&RequestId> {
        match self.platform {
            None | Some(OnPlatform::Confirmed | OnPlatform::Adopted) => Some(&self.request_id),
            Some(OnPlatform::Found { .. } | OnPlatform::Settled) => None,
        }
    }

    /// `released elsewhere, between X and Y`, in a zone; none where it was not found on the platform.
    pub fn found(&self, zone: Tz) -> Option<String> {
        let OnPlatform::Found { after } = self.platform? else { return None };
        let before = instant_words(self.released_at, zone);
        Some(match after {
            Some(after) => format!("released elsewhere, between {} and {before}", instant_words(after, zone)),
            None => format!("found at the first look, {before}: when it was released is not known"),
        })
    }

    /// `was due between X and Y, ran at Z`, in its own zone; none for a release that was in time.
    pub fn lateness(&self) -> Option<String> {
        self.late?;
        let (date, zone) = self.scheduled_for?;
        Some(Window::of(date, zone).ok()?.missed(self.released_at))
    }
}
