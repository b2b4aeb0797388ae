//! The scheduler as a program that keeps running.

use std::{collections::BTreeMap, fmt, time::Duration};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::{DueSince, Engine, EngineError, Performed, Tick, sentences};
use crate::{
    domain::{PackId, date_words, span},
    store::StoreError,
};

/// The longest time between two ticks, because clocks are set and machines sleep.
const LONGEST_WAIT: TimeDelta = TimeDelta::minutes(1);
/// The time between two reads of the journal. Each costs one `stat`.
const POLL_INTERVAL: Duration = Duration::from_secs(1);
const MOST_POLLS: usize = 60;
/// How long the end of the program waits for a hook that is being told.
const END: Duration = Duration::from_secs(10);
/// Time between two looks at the platform.
const SYNC_EVERY: TimeDelta = TimeDelta::minutes(5);

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    /// A release was performed.
    Released(Performed),
    /// What changed on the platform, in words, where the workspace mirrors it.
    Synced(String),
    /// A scheduled release can't be carried out.
    Blocked { id: PackId, name: String, reason: String },
    /// A scheduled release was missed, and is left to a person.
    Overdue {
        id: PackId,
        name: String,
        /// The date that it was scheduled for.
        date: NaiveDate,
        can_cancel: bool,
    },
    /// The start of the next window; none where nothing waits.
    Next(Option<DateTime<Utc>>),
    /// The clock lies so many seconds behind the journal.
    ClockBehind(i64),
    /// The workspace could not be read or written; it is tried again.
    Trouble(String),
    /// What was reported as trouble is over.
    Recovered,
    /// What was set aside or mended in the state folder.
    Notice(String),
}

impl Report {
    /// Whether it is a problem of the surroundings and no result.
    pub fn is_aside(&self) -> bool {
        matches!(self, Self::ClockBehind(_) | Self::Trouble(_) | Self::Recovered | Self::Notice(_))
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Released(Performed { name, number, missed, .. }) => {
                f.write_str(&sentences::released(name, *number))?;
                missed.as_ref().map_or(Ok(()), |missed| write!(f, " late: {missed}"))
            }
            Self::Synced(words) => write!(f, "taken over from the platform: {words}"),
            Self::Blocked { name, reason, .. } => write!(f, "{name} is blocked: {reason}"),
            Self::Overdue { name, date, can_cancel, .. } => {
                let ways =
                    if *can_cancel { "release it now, move it or cancel it" } else { "release it now or move it" };
                write!(f, "{name} is overdue since {}: {ways}", date_words(*date))
            }
            Self::Next(Some(at)) => write!(f, "the next window begins at {} UTC", at.format("%Y-%m-%d %H:%M:%S")),
            Self::Next(None) => f.write_str("nothing waits for its date"),
            Self::ClockBehind(seconds) => {
                let span = span(seconds / 60);
                write!(f, "the clock is {span} behind the journal; what was performed is not repeated")
            }
            Self::Trouble(what) => write!(f, "{what}; trying again"),
            Self::Recovered => f.write_str("the workspace can be used again"),
            Self::Notice(what) => f.write_str(what),
        }
    }
}

impl Engine {
    /// The reports about what a tick did and found.
    pub fn reports(&self, tick: &Tick) -> Vec<Report> {
        let behind = tick.clock_behind.map(Report::ClockBehind);
        let blocked = tick.blocked.iter().map(|(id, reason)| Report::Blocked {
            id: id.clone(),
            name: self.pack_name(id),
            reason: reason.clone(),
        });
        let overdue = tick.overdue.iter().map(|(id, date)| Report::Overdue {
            id: id.clone(),
            name: self.pack_name(id),
            date: *date,
            can_cancel: self.settings().can_cancel(),
        });
        let released = tick.released.iter().cloned().map(Report::Released);
        behind.into_iter().chain(released).chain(blocked).chain(overdue).chain([Report::Next(tick.next)]).collect()
    }

    /// Performs releases as they fall due. It ends when `pause`, which waits for the given time, returns false. Events
    /// are reported when they happen, and a lasting state only once. What fails is reported and tried again.
    pub fn run_scheduler(&mut self, mut pause: impl FnMut(Duration) -> bool, mut tell: impl FnMut(&Report)) {
        let (mut told, mut looked) = (ReportLog::default(), None);
        loop {
            let synced = self.keep_mirror(&mut looked);
            if let Ok(words) = &synced
                && !words.is_empty()
            {
                tell(&Report::Synced(words.clone()));
            }
            let ticked = synced.and_then(|_| self.tick(DueSince::Ever));
            let next = ticked.as_ref().ok().and_then(|tick| tick.next);
            let reports = match ticked {
                Ok(tick) => {
                    let untidied = if tick.released.is_empty() { None } else { self.tidy() };
                    told.news(self.reports(&tick), untidied.map(|why| why.to_string()))
                }
                Err(why) => told.trouble(why.to_string()),
            };
            // Only `doctor` needs it, so a failure does not stop the scheduler.
            let _ = self.note_tick();
            let notices = self.take_notices().into_iter().chain(self.deliver_in_background()).map(Report::Notice);
            notices.chain(reports).for_each(|report| tell(&report));
            if !self.wait_for(next, &mut pause) {
                self.end_deliveries(END);
                return;
            }
        }
    }

    /// Looks at the platform where it is time, in a connected workspace; answers what changed, in words.
    fn keep_mirror(&mut self, looked: &mut Option<DateTime<Utc>>) -> Result<String, EngineError> {
        let now = self.now();
        let rests = |at| now >= at && now - at < SYNC_EVERY;
        if self.settings().platform.is_none() || looked.is_some_and(rests) {
            return Ok(String::new());
        }
        match self.synchronise() {
            Err(EngineError::Store(StoreError::Locked { .. })) => Ok(String::new()),
            synced => {
                *looked = synced.is_ok().then_some(now);
                synced
            }
        }
    }

    /// Waits until an instant, for a minute at most, or until the journal changes; false where the program is to end.
    /// It follows the wall clock: when the clock is set or the machine has slept, the wait ends.
    fn wait_for(&mut self, next: Option<DateTime<Utc>>, pause: &mut impl FnMut(Duration) -> bool) -> bool {
        let begun = self.now();
        let until = next.map_or(begun + LONGEST_WAIT, |next| next.min(begun + LONGEST_WAIT));
        for _ in 0..MOST_POLLS {
            let now = self.now();
            let Ok(left) = (until - now).to_std() else { return true };
            if left.is_zero() || now < begun {
                return true;
            }
            if !pause(left.min(POLL_INTERVAL)) {
                return false;
            }
            // If the journal can't be read now, the next tick reports it.
            if self.refresh().unwrap_or(true) || self.hooks_are_up() {
                return true;
            }
        }
        true
    }
}

/// What was reported and is still the case.
#[derive(Debug, Default)]
struct ReportLog {
    standing: BTreeMap<PackId, Vec<Report>>,
    next: Option<Report>,
    behind: bool,
    trouble: Option<String>,
}

impl ReportLog {
    /// What of a tick's reports is new.
    fn news(&mut self, reports: Vec<Report>, trouble: Option<String>) -> Vec<Report> {
        let before = std::mem::take(&mut self.standing);
        let was_behind = std::mem::take(&mut self.behind);
        let mut news = match trouble {
            Some(what) => self.trouble(what),
            None => self.trouble.take().map(|_| Report::Recovered).into_iter().collect(),
        };
        for report in reports {
            let is_new = match &report {
                Report::Blocked { id, .. } | Report::Overdue { id, .. } => {
                    self.standing.entry(id.clone()).or_default().push(report.clone());
                    !before.get(id).is_some_and(|told| told.contains(&report))
                }
                Report::ClockBehind(_) => {
                    self.behind = true;
                    !was_behind
                }
                Report::Next(_) => self.next.replace(report.clone()).as_ref() != Some(&report),
                _ => true,
            };
            if is_new {
                news.push(report);
            }
        }
        news
    }

    fn trouble(&mut self, what: String) -> Vec<Report> {
        if self.trouble.as_ref() == Some(&what) {
            return Vec::new();
        }
        self.trouble = Some(what.clone());
        vec![Report::Trouble(what)]
    }
}
