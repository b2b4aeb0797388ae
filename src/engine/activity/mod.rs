//! Everything that happened in the workspace, from its journal.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

mod approval;
mod kind;
mod nouns;
mod sync;

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Engine, EngineError};
use crate::{
    domain::{
        AccountGroupId, Answer, ApprovalRequest, ApprovalRequestId, Asked, Event, Imported, Override, PackId, Release,
        ReleaseKind, ScheduledRelease, Settings, Stamp, Via, about, count, date_words,
    },
    store::Store,
};

pub use self::kind::ActivityKind;
#[cfg(feature = "platform")]
pub(super) use self::sync::is_found;
pub(super) use self::sync::sync_words;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activity {
    /// When it took effect.
    pub at: DateTime<Utc>,
    /// Who decided it.
    pub by: String,
    /// Through which interface; none for what was imported.
    pub via: Option<Via>,
    pub kind: ActivityKind,
    /// The pack that it is about, with its name.
    pub pack: Option<(PackId, String)>,
    /// A sentence: `#7 released, 3 minutes late`.
    pub text: String,
}

impl Engine {
    /// Everything that happened, the newest first by when it took effect.
    pub fn activity(&mut self) -> Result<Vec<Activity>, EngineError> {
        let mut teller = Teller {
            store: &self.store,
            pending: HashMap::new(),
            names: HashMap::new(),
            requests: HashMap::new(),
            groups: HashMap::new(),
            activities: Vec::new(),
        };
        for logged in self.store.log()? {
            let before = teller.activities.len();
            for event in &logged.events {
                teller.add(event, &logged.stamp);
            }
            if logged.stamp.via == Via::Platform {
                teller.sum_up(before, &logged.events, &logged.stamp);
            }
        }
        let mut activities = teller.activities;
        activities.reverse();
        activities.sort_by_key(|activity| std::cmp::Reverse(activity.at));
        Ok(activities)
    }
}

/// Turns events into activities. It keeps track of what is scheduled, because an event holds only what it changes.
struct Teller<'a> {
    store: &'a Store,
    pending: HashMap<PackId, ScheduledRelease>,
    /// The last name of each pack: a deleted pack has its name from here.
    names: HashMap<PackId, String>,
    /// Every request so far, as its end says only which one it is.
    requests: HashMap<ApprovalRequestId, ApprovalRequest>,
    groups: HashMap<AccountGroupId, String>,
    activities: Vec<Activity>,
}

impl Teller<'_> {
    fn add(&mut self, event: &Event, stamp: &Stamp) {
        use ActivityKind as Kind;
        match event {
            Event::Imported(imported) => self.add_import(imported, stamp),
            Event::SettingsChanged(settings) => self.push(stamp, Kind::Settings, None, settings_words(settings)),
            Event::Released { pack, release, .. } => self.add_release(stamp, pack, release),
            Event::Performed { pack, number, late } => {
                if let Some(scheduled) = self.pending.remove(pack) {
                    let release = scheduled.performed(*number, stamp.at, *late);
                    self.push_release(stamp, pack, &release);
                }
            }
            Event::Scheduled { pack, scheduled } => {
                let date = date_words(scheduled.release_on_date);
                let overrides = overridden(scheduled.overrides.as_deref());
                let text = format!("scheduled for {date}{overrides}{}", noted(&scheduled.notes));
                self.pending.insert(pack.clone(), (**scheduled).clone());
                self.push(stamp, Kind::Schedule, Some(pack), text);
            }
            Event::ScheduleMoved { pack, release_on_date, .. } => {
                let text = self.add_move(pack, *release_on_date);
                self.push(stamp, Kind::Move, Some(pack), text);
            }
            Event::ScheduleChanged { pack, components, notes, .. } => {
                if let Some(scheduled) = self.pending.get_mut(pack) {
                    scheduled.components = components.clone();
                    scheduled.notes.clone_from(notes);
                }
                let text = format!("the scheduled release carries other versions{}", noted(notes));
                self.push(stamp, Kind::Change, Some(pack), text);
            }
            Event::ScheduleCancelled { pack, reason } => {
                let date = self.pending.remove(pack).map(|s| format!(" for {}", date_words(s.release_on_date)));
                let text = format!("the release scheduled{} is cancelled{}", date.unwrap_or_default(), noted(reason));
                self.push(stamp, Kind::Cancel, Some(pack), text);
            }
            Event::ScheduleOverridden { pack, overrides } => {
                if let Some(scheduled) = self.pending.get_mut(pack) {
                    scheduled.overrides = Some(overrides.clone());
                }
                self.push(stamp, Kind::Override, Some(pack), format!("the scheduled release {}", overrides.words()));
            }
            Event::Blocked { pack, reason } => {
                self.push(stamp, Kind::Block, Some(pack), format!("the scheduled release is blocked: {reason}"));
            }
            Event::Unblocked { pack } => {
                self.push(stamp, Kind::Block, Some(pack), "the scheduled release is blocked no more".to_owned());
            }
            Event::Asked { pack, asked } => {
                let text = format!("{} is asked of the platform{}", asked_words(asked), noted(&asked.notes));
                self.push(stamp, Kind::Ask, Some(pack), text);
            }
            Event::Answered { pack, answer, .. } => self.push(stamp, Kind::Answer, Some(pack), answer_words(answer)),
            Event::AppliedEarly { pack, application } => {
                let account = self.account(&application.account);
                self.push(stamp, Kind::Apply, Some(pack), format!("{account} applied the scheduled release early"));
            }
            Event::ApprovalRequested(request) => self.add_request(request, stamp),
            Event::Approved { request, approval } => self.add_approval(request, approval, stamp),
            Event::Rejected { request, rejection } => self.add_rejection(request, rejection, stamp),
            Event::Withdrawn { request } => self.add_withdrawal(request, stamp),
            about!(nouns) | about!(freezes) | about!(hooks) => self.add_noun(event, stamp),
        }
    }

    fn add_release(&mut self, stamp: &Stamp, pack: &PackId, release: &Release) {
        let superseded = self.pending.remove(pack).filter(|s| s.request_id != release.request_id);
        if let Some(scheduled) = superseded {
            let date = date_words(scheduled.release_on_date);
            let text = format!("the release scheduled for {date} is superseded by #{}", release.number);
            self.push(stamp, ActivityKind::Supersede, Some(pack), text);
        }
        self.push_release(stamp, pack, release);
    }

    fn add_move(&mut self, pack: &PackId, date: NaiveDate) -> String {
        let before = self.pending.get_mut(pack).map(|scheduled| {
            scheduled.overrides = None;
            std::mem::replace(&mut scheduled.release_on_date, date)
        });
        match before {
            Some(before) => format!("moved from {} to {}", date_words(before), date_words(date)),
            None => format!("moved to {}", date_words(date)),
        }
    }

    /// An import, and the releases in it, which happened earlier and have their own times.
    fn add_import(&mut self, imported: &Imported, stamp: &Stamp) {
        let (packs, components) = (imported.packs.len(), imported.components.len());
        let text = format!("{} and {} imported", count(packs, "integration pack"), count(components, "component"));
        self.push(stamp, ActivityKind::Import, None, text);
        for group in &imported.groups {
            self.groups.insert(group.id.clone(), group.name.clone());
        }
        for pack in &imported.packs {
            self.names.insert(pack.id.clone(), pack.name.clone());
            for release in &pack.releases {
                let stamp = Stamp { at: release.released_at, by: release.released_by.clone(), via: stamp.via };
                self.push_release(&stamp, &pack.id, release);
                self.activities.iter_mut().next_back().into_iter().for_each(|activity| activity.via = None);
            }
            match &pack.scheduled {
                Some(scheduled) => self.pending.insert(pack.id.clone(), scheduled.clone()),
                None => self.pending.remove(&pack.id),
            };
        }
    }

    fn push_release(&mut self, stamp: &Stamp, pack: &PackId, release: &Release) {
        let what = match (release.kind, release.rollback_to) {
            (ReleaseKind::Rollback, Some(to)) => format!("#{} rolled back to #{to}", release.number),
            (ReleaseKind::Rollback, None) => format!("#{} rolled back", release.number),
            (ReleaseKind::Release, _) => format!("#{} released", release.number),
        };
        let kind = match release.kind {
            ReleaseKind::Release => ActivityKind::Release,
            ReleaseKind::Rollback => ActivityKind::Rollback,
        };
        let what = what + if release.is_found() { " elsewhere" } else { "" };
        let what = what + if release.emergency { " without approval, as an emergency" } else { "" };
        let late = release.lateness().map(|late| format!(" late ({late})")).unwrap_or_default();
        let stamp = Stamp { by: release.released_by.clone(), ..stamp.clone() };
        let overrides = overridden(release.overrides.as_deref());
        self.push(&stamp, kind, Some(pack), format!("{what}{late}{overrides}{}", noted(&release.notes)));
    }

    /// Sums up what the platform reported in one activity, except for releases, which belong to their packs.
    fn sum_up(&mut self, before: usize, events: &[Event], stamp: &Stamp) {
        let releases = self.activities.split_off(before).into_iter();
        self.push(stamp, ActivityKind::Sync, None, sync_words(events));
        self.activities.extend(releases.filter(|one| {
            matches!(one.kind, ActivityKind::Release | ActivityKind::Rollback | ActivityKind::Supersede)
        }));
    }

    fn push(&mut self, stamp: &Stamp, kind: ActivityKind, pack: Option<&PackId>, text: String) {
        let named = |id: &PackId| (id.clone(), self.pack(id));
        let pack = pack.map(named);
        self.activities.push(Activity { at: stamp.at, by: stamp.by.clone(), via: Some(stamp.via), kind, pack, text });
    }
}

fn settings_words(settings: &Settings) -> String {
    let approval =
        if settings.approval.is_default() { String::new() } else { format!(", {}", settings.approval.words()) };
    format!(
        "{}: scheduler time zone {}, late releases {}, deployment {}{approval}",
        settings.name,
        settings.scheduler_time_zone,
        settings.late_releases.word(),
        settings.deployment.word()
    )
}

fn asked_words(asked: &Asked) -> String {
    let what = match (&asked.changes, asked.kind) {
        (Some(_), _) => "another schedule",
        (None, ReleaseKind::Release) => "a release",
        (None, ReleaseKind::Rollback) => "a rollback",
    };
    asked.on.map_or_else(|| what.to_owned(), |(date, _)| format!("{what} for {}", date_words(date)))
}

fn answer_words(answer: &Answer) -> String {
    match answer {
        Answer::Accepted { request } => format!("the platform has taken it as {request}"),
        Answer::Unknown { why } => format!("whether it was done is not known: {why}"),
        Answer::Refused { why } => format!("not done: {why}"),
        Answer::DidNotHappen => "not done, as somebody has checked".to_owned(),
    }
}

/// ` (overrides Year end: a fix for the audit)`; empty where nothing is overridden.
fn overridden(overrides: Option<&Override>) -> String {
    overrides.map_or_else(String::new, |overrides| format!(" ({})", overrides.words()))
}

fn noted(notes: &str) -> String {
    if notes.is_empty() { String::new() } else { format!(": {notes}") }
}
