//! What open screens do about the schedule: they perform what falls due, and report what needs a decision.
//!
//! This runs once a second. Reading the whole schedule costs a pass over all packs. So it is done only where the
//! journal has grown, or where a release falls due or becomes overdue; any other second costs one `stat`.

use std::path::MAIN_SEPARATOR;

use chrono::{DateTime, Utc};

use super::{DueSince, Engine, EngineError, Performed, Tick, due, watch_state::WatchTrouble};
use crate::domain::{Due, LateReleases, PackId, Summary, Window};

/// How a scheduled release stands, as screens mark it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ScheduleStatus {
    /// Its window lies ahead.
    Ahead,
    /// It is due, and about to be performed.
    Due,
    /// It can't be carried out.
    Blocked,
    /// Its window was missed: a person chooses to release it now, move or cancel it.
    Overdue,
}

/// Decides whether a missed window is overdue: from the workspace's setting, and from when a program has been open that
/// performs what falls due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OverdueRule {
    late: LateReleases,
    since: DueSince,
}

/// How many releases are scheduled, and how many of them need a decision.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ScheduleCounts {
    /// All of them.
    pub scheduled: usize,
    /// Those that can't be carried out.
    pub blocked: usize,
    /// Those whose window was missed.
    pub overdue: usize,
}

/// What came up since the last look.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct News {
    pub released: Vec<Performed>,
    /// What can't be carried out, and was not known to be so.
    pub blocked: Vec<Blocked>,
    /// What was missed, and was not known to be so.
    pub overdue: Vec<Missed>,
    /// How far the clock lies behind the journal, in seconds, where it went back by more than clocks differ.
    pub clock_behind: Option<i64>,
    /// This was the first look: what is overdue was missed before.
    pub first: bool,
}

/// What a look came to.
#[derive(Debug)]
pub struct Watched {
    /// What came up; none where nothing has changed.
    pub news: Option<News>,
    /// Why the workspace can't be followed or written to, for as long as that is so.
    pub trouble: Option<WatchTrouble>,
}

/// A scheduled release that can't be carried out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocked {
    pub id: PackId,
    pub name: String,
    pub reason: String,
}

/// A scheduled release whose window was missed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Missed {
    pub id: PackId,
    pub name: String,
    pub window: Window,
}

impl OverdueRule {
    /// How a scheduled release with this window stands; one whose window can't be told is left to a person.
    pub fn status(&self, window: Option<&Window>, blocked: bool, now: DateTime<Utc>) -> ScheduleStatus {
        let Some(window) = window else { return ScheduleStatus::Overdue };
        match Due::of(window, self.late, now) {
            Due::Overdue => ScheduleStatus::Overdue,
            Due::Perform { .. } if self.since.is_after(window) => ScheduleStatus::Overdue,
            _ if blocked => ScheduleStatus::Blocked,
            Due::Perform { .. } => ScheduleStatus::Due,
            Due::Ahead => ScheduleStatus::Ahead,
        }
    }

    /// How a pack's scheduled release stands; none where none waits.
    pub fn status_of(&self, summary: &Summary, now: DateTime<Utc>) -> Option<ScheduleStatus> {
        let (date, zone, blocked) = summary.scheduled?;
        Some(self.status(Window::of(date, zone).ok().as_ref(), blocked, now))
    }
}

impl Engine {
    /// Follows what others committed, and performs what has fallen due since the program was opened. A workspace that
    /// can only be read is followed, and nothing performed. Where the state can't be read or written, what was read
    /// stays as it is, and what was due stays due and is tried again after a rest.
    pub fn watch(&mut self) -> Watched {
        let (news, failed) = match self.look_again() {
            Ok(news) => (news, None),
            Err(error) => (None, Some(self.trouble(&error))),
        };
        // What is wrong with a hook stands in the header and in the list of hooks.
        let before = self.notices.failed;
        let _ = self.deliver_in_background();
        let news = news.or_else(|| (self.notices.failed != before).then(News::default));
        let unwritable = self.writable().err().map(|error| self.trouble(&error));
        let resting = self.watch_state.failed.as_ref().map(|(_, trouble)| trouble.clone());
        let trouble = unwritable.or(failed).or(resting);
        // Screens ask again for what they could not read meanwhile.
        let is_over = std::mem::replace(&mut self.watch_state.troubled, trouble.is_some()) && trouble.is_none();
        Watched { news: news.or_else(|| is_over.then(News::default)), trouble }
    }

    fn look_again(&mut self) -> Result<Option<News>, EngineError> {
        // A synchronisation that changed nothing writes no event, but the mirror is newer.
        let mirrored = self.last_look();
        let fresher = std::mem::replace(&mut self.watch_state.mirrored, mirrored) != mirrored;
        let changed = self.refresh()? || fresher;
        let now = self.now();
        if !self.watch_state.is_up(self.store.seq(), now) {
            return Ok(changed.then(News::default));
        }
        let since = DueSince::Opened(self.watch_state.opened);
        let store = &self.store;
        let reads = store.read_only().or_else(|| store.away()).or_else(|| store.denied()).is_some();
        // The platform performs what is scheduled there, and a synchronisation asks for the result.
        let looked =
            if reads || store.settings().platform.is_some() { self.survey(since, now) } else { self.tick(since) };
        self.watch_state.failed = looked.as_ref().err().map(|error| (now, self.trouble(error)));
        Ok(Some(self.news(looked?, now)))
    }

    fn trouble(&self, error: &EngineError) -> WatchTrouble {
        let dir = self.dir().display().to_string();
        let text = error.to_string().replace(&format!("{dir}{MAIN_SEPARATOR}"), "").replace(&dir, "the state folder");
        let text = self.store.kept_in().map_or(text.clone(), |place| text.replace(place, "the database"));
        WatchTrouble { text, hint: error.hint() }
    }

    /// What decides whether a missed window is overdue.
    pub(super) fn overdue_rule(&self) -> OverdueRule {
        OverdueRule { late: self.store.settings().late(), since: DueSince::Opened(self.watch_state.opened) }
    }

    /// How many scheduled releases there are, and how many of them need somebody.
    pub(super) fn schedule_counts(&self) -> ScheduleCounts {
        let (overdue_rule, now) = (self.overdue_rule(), self.now());
        let mut schedule_counts = ScheduleCounts::default();
        for (date, zone, packs) in self.store.agenda() {
            let window = Window::of(date, zone).ok();
            for entry in packs.iter().filter_map(|id| self.store.entry(id)) {
                let blocked = entry.summary.scheduled.is_some_and(|(.., blocked)| blocked);
                match overdue_rule.status(window.as_ref(), blocked, now) {
                    ScheduleStatus::Blocked => schedule_counts.blocked += 1,
                    ScheduleStatus::Overdue => schedule_counts.overdue += 1,
                    ScheduleStatus::Ahead | ScheduleStatus::Due => {}
                }
                schedule_counts.scheduled += 1;
            }
        }
        schedule_counts
    }

    /// What is new in a tick. The whole tick is remembered.
    fn news(&mut self, tick: Tick, now: DateTime<Utc>) -> News {
        let name = |id: &PackId| self.store.entry(id).map_or_else(|| id.to_string(), |e| e.summary.name.clone());
        let window = |id: &PackId| {
            let (date, zone, _) = self.store.entry(id)?.summary.scheduled?;
            Window::of(date, zone).ok()
        };
        let blocked = tick.blocked.iter().filter(|found| !self.watch_state.blocked.contains(found));
        let blocked = blocked.map(|(id, reason)| Blocked { id: id.clone(), name: name(id), reason: reason.clone() });
        let overdue = tick.overdue.iter().filter(|found| !self.watch_state.overdue.contains(found));
        let overdue =
            overdue.filter_map(|(id, _)| Some(Missed { id: id.clone(), name: name(id), window: window(id)? }));
        let clock_behind = tick.clock_behind;
        let news = News {
            blocked: blocked.collect(),
            overdue: overdue.collect(),
            released: tick.released,
            clock_behind: clock_behind.filter(|_| !self.watch_state.behind),
            first: self.watch_state.looked.is_none(),
        };
        let windows = due::waiting(&self.store).filter_map(|one| one.window);
        let turns = windows.filter_map(|window| window.next_turn(now));
        // What is frozen today may be free tomorrow.
        let midnight = self.today().succ_opt().filter(|_| !tick.blocked.is_empty());
        let midnight = midnight.and_then(|day| Window::of(day, self.scheduler_zone()).ok()).map(|window| window.start);
        let next = turns.chain(midnight).min();
        self.watch_state.next = next;
        self.watch_state.behind = clock_behind.is_some();
        self.watch_state.looked = Some((self.store.seq(), now));
        (self.watch_state.blocked, self.watch_state.overdue) = (tick.blocked, tick.overdue);
        news
    }
}
