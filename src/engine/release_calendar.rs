//! What is scheduled as a calendar that people subscribe to: each window an event, freezes as all-day events.
//!
//! The journal tells how often a scheduled release was moved or changed, so that a calendar program knows the newer of
//! two versions of an event, and which windows came to nothing.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

use std::{collections::HashMap, path::Path};

use chrono::{DateTime, Utc};

use super::{
    Engine, EngineError, FreezeView, change_calendar,
    icalendar::{Calendar, MARK},
};
use crate::{
    domain::{
        Event, FreezeId, Override, Pack, PackId, Release, ReleaseKind, RequestId, ScheduledRelease, Stamp, Window,
        about,
    },
    store::{self, Logged},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseCalendar {
    /// In iCalendar's form.
    pub text: String,
    pub windows: usize,
    pub freezes: usize,
}

/// A scheduled release, from when it was scheduled on.
struct Booking {
    pack: PackId,
    scheduled: ScheduledRelease,
    /// How often it was moved, changed or cancelled.
    sequence: usize,
    changed_at: DateTime<Utc>,
    end: End,
}

enum End {
    Waits,
    /// It took effect as the release with this number.
    Released(u32),
    /// It came to nothing.
    Cancelled(String),
}

/// What the journal tells.
#[derive(Default)]
struct Bookings {
    /// Each under the request that it was first scheduled by, in the order of the journal.
    all: Vec<(RequestId, Booking)>,
    at: HashMap<RequestId, usize>,
    /// What waits of each pack.
    waiting: HashMap<PackId, usize>,
    names: HashMap<PackId, String>,
    /// How often each freeze was written.
    freezes: HashMap<FreezeId, usize>,
}

impl Engine {
    /// The windows and freezes of some packs as a calendar; of all where none is named.
    pub fn release_calendar(&self, packs: &[PackId]) -> Result<ReleaseCalendar, EngineError> {
        let mut bookings = Bookings::default();
        self.store.log()?.iter().for_each(|logged| bookings.add(logged));
        let is_wanted = |id: &PackId| packs.is_empty() || packs.contains(id);
        let mut calendar = Calendar::new(&format!("{}: releases", self.settings().name));
        let wanted = bookings.all.iter().filter(|(_, booking)| is_wanted(&booking.pack));
        let windows = wanted.map(|(uid, booking)| self.write(&mut calendar, &bookings, uid, booking)).count();
        let concerns = |view: &&FreezeView| {
            let is_for = |id: &PackId| view.freeze.is_for(id, &self.store.groups_sharing(id));
            packs.is_empty() || packs.iter().any(is_for)
        };
        let views = self.freezes(true);
        let freezes = views.iter().filter(concerns).map(|view| {
            let written = bookings.freezes.get(&view.freeze.id).copied().unwrap_or(1);
            change_calendar::write(&mut calendar, view, written.saturating_sub(1));
        });
        let freezes = freezes.count();
        Ok(ReleaseCalendar { text: calendar.end(), windows, freezes })
    }

    /// Writes that calendar into a file, over an earlier one.
    ///
    /// # Errors
    /// Where the journal can't be read or the file not be written; a file in the way that is no calendar of ours.
    pub fn export_calendar(&self, packs: &[PackId], path: &Path) -> Result<ReleaseCalendar, EngineError> {
        let calendar = self.release_calendar(packs)?;
        store::save_over_own(path, calendar.text.as_bytes(), MARK.as_bytes())?;
        Ok(calendar)
    }

    fn write(&self, calendar: &mut Calendar, bookings: &Bookings, uid: &RequestId, booking: &Booking) {
        let (scheduled, known) = (&booking.scheduled, self.store.entry(&booking.pack));
        let name = known.map(|entry| entry.summary.name.clone());
        let name = name.or_else(|| bookings.names.get(&booking.pack).cloned());
        let name = name.unwrap_or_else(|| booking.pack.to_string());
        let summary = match (scheduled.kind, scheduled.rollback_to) {
            (ReleaseKind::Rollback, Some(to)) => format!("Rollback of {name} to #{to}"),
            (ReleaseKind::Rollback, None) => format!("Rollback of {name}"),
            (ReleaseKind::Release, _) => format!("Release of {name}"),
        };
        calendar.event(|event| {
            event.text("UID", uid.as_str());
            event.instant("DTSTAMP", booking.changed_at);
            event.instant("CREATED", scheduled.scheduled_at);
            event.instant("LAST-MODIFIED", booking.changed_at);
            event.put("SEQUENCE", &booking.sequence.to_string());
            match scheduled.window() {
                Ok(Window { start, end, .. }) => {
                    event.instant("DTSTART", start);
                    event.instant("DTEND", end);
                }
                // Its zone has lost the date since.
                Err(_) => event.date("DTSTART", scheduled.release_on_date),
            }
            event.text("SUMMARY", &summary);
            event.text("DESCRIPTION", &booking.told());
            event.text("CATEGORIES", "Release");
            let is_cancelled = matches!(booking.end, End::Cancelled(_));
            event.put("STATUS", if is_cancelled { "CANCELLED" } else { "CONFIRMED" });
            event.put("TRANSP", "TRANSPARENT");
        });
    }
}

impl Booking {
    /// What there is to know about it: what came of it, why, and by whom it was scheduled.
    fn told(&self) -> String {
        let scheduled = &self.scheduled;
        let mut lines: Vec<String> = match &self.end {
            End::Waits => scheduled.blocked.iter().map(|why| format!("Blocked: {why}")).collect(),
            End::Released(number) => vec![format!("Released as #{number}")],
            End::Cancelled(why) => vec![why.clone()],
        };
        lines.extend((!scheduled.notes.is_empty()).then(|| scheduled.notes.clone()));
        lines.extend(scheduled.overrides.as_deref().map(|overrides| format!("It {}", Override::words(overrides))));
        lines.push(format!("Scheduled by {}", scheduled.scheduled_by));
        lines.join("\n")
    }
}

impl Bookings {
    fn add(&mut self, logged: &Logged) {
        logged.events.iter().for_each(|event| self.take(event, &logged.stamp));
    }

    fn take(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Imported(imported) => imported.packs.iter().for_each(|pack| self.import(pack, stamp)),
            Event::Scheduled { pack, scheduled } => self.schedule(pack, scheduled, stamp),
            Event::ScheduleMoved { pack, release_on_date, time_zone } => self.change(pack, stamp, |booking| {
                let scheduled = &mut booking.scheduled;
                (scheduled.release_on_date, scheduled.time_zone) = (*release_on_date, *time_zone);
                (scheduled.blocked, scheduled.overrides) = (None, None);
                booking.sequence += 1;
            }),
            Event::ScheduleChanged { pack, components, notes, .. } => self.change(pack, stamp, |booking| {
                booking.scheduled.components = components.clone();
                booking.scheduled.notes.clone_from(notes);
                booking.scheduled.blocked = None;
                booking.sequence += 1;
            }),
            Event::ScheduleOverridden { pack, overrides } => self.change(pack, stamp, |booking| {
                (booking.scheduled.blocked, booking.scheduled.overrides) = (None, Some(overrides.clone()));
            }),
            Event::Blocked { pack, reason } => {
                self.change(pack, stamp, |booking| booking.scheduled.blocked = Some(reason.clone()));
            }
            Event::Unblocked { pack } => self.change(pack, stamp, |booking| booking.scheduled.blocked = None),
            Event::ScheduleCancelled { pack, reason } => {
                let why = if reason.is_empty() { String::new() } else { format!(": {reason}") };
                self.end(pack, stamp, End::Cancelled(format!("Cancelled by {}{why}", stamp.by)));
            }
            Event::Performed { pack, number, .. } => self.end(pack, stamp, End::Released(*number)),
            Event::Released { pack, release, .. } => self.release(pack, release, stamp),
            Event::PackDeleted { pack } => {
                self.end(pack, stamp, End::Cancelled("The integration pack is deleted".to_owned()));
            }
            Event::PackCreated { pack, name, .. } | Event::PackEdited { pack, name, .. } => {
                self.names.insert(pack.clone(), name.clone());
            }
            Event::FreezeAdded(freeze) => *self.freezes.entry(freeze.id.clone()).or_default() += 1,
            Event::Asked { .. }
            | Event::Answered { .. }
            | Event::AppliedEarly { .. }
            | Event::SettingsChanged(_)
            | Event::FreezeRemoved { .. }
            | about!(members)
            | about!(hooks)
            | about!(approvals)
            | about!(components)
            | about!(groups)
            | about!(accounts) => {}
        }
    }

    fn import(&mut self, pack: &Pack, stamp: &Stamp) {
        self.names.insert(pack.id.clone(), pack.name.clone());
        let Some(scheduled) = &pack.scheduled else {
            let waited = self.waiting.get(&pack.id).map(|at| self.all[*at].1.scheduled.request_id.clone());
            let released = pack.releases.iter().find(|release| Some(&release.request_id) == waited.as_ref());
            let end = released.map_or_else(
                || End::Cancelled("An import has taken it away".to_owned()),
                |release| End::Released(release.number),
            );
            return self.end(&pack.id, stamp, end);
        };
        self.schedule(&pack.id, scheduled, stamp);
    }

    /// Another schedule in the place of one that waits is the same event, and so is one that comes back.
    fn schedule(&mut self, pack: &PackId, scheduled: &ScheduledRelease, stamp: &Stamp) {
        let known = self.waiting.get(pack).or_else(|| self.at.get(&scheduled.request_id)).copied();
        let at = known.unwrap_or_else(|| {
            let (pack, scheduled) = (pack.clone(), scheduled.clone());
            let uid = scheduled.request_id.clone();
            let booking = Booking { pack, scheduled, sequence: 0, changed_at: stamp.at, end: End::Waits };
            self.at.insert(uid.clone(), self.all.len());
            self.all.push((uid, booking));
            self.all.len() - 1
        });
        self.waiting.insert(pack.clone(), at);
        let booking = &mut self.all[at].1;
        if booking.scheduled != *scheduled || !matches!(booking.end, End::Waits) {
            (booking.scheduled, booking.end) = (scheduled.clone(), End::Waits);
            (booking.sequence, booking.changed_at) = (booking.sequence + 1, stamp.at);
        }
    }

    fn release(&mut self, pack: &PackId, release: &Release, stamp: &Stamp) {
        let Some(at) = self.waiting.get(pack) else { return };
        let is_it = self.all[*at].1.scheduled.request_id == release.request_id && release.scheduled_for.is_some();
        let end = if is_it {
            End::Released(release.number)
        } else {
            End::Cancelled(format!("#{} was released in its place", release.number))
        };
        self.end(pack, stamp, end);
    }

    fn change(&mut self, pack: &PackId, stamp: &Stamp, change: impl FnOnce(&mut Booking)) {
        if let Some(at) = self.waiting.get(pack) {
            let booking = &mut self.all[*at].1;
            change(booking);
            booking.changed_at = stamp.at;
        }
    }

    fn end(&mut self, pack: &PackId, stamp: &Stamp, end: End) {
        self.change(pack, stamp, |booking| {
            booking.sequence += usize::from(matches!(end, End::Cancelled(_)));
            booking.end = end;
        });
        self.waiting.remove(pack);
    }
}
