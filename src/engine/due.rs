//! Performs the releases that are due: the scheduler's work.

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError,
    clock::CLOCKS_DIFFER,
    freezes::freezes_of,
    workspace::{components, lookup, require_pack},
};
use crate::{
    domain::{Due, Event, LateReleases, PackId, ScheduledRelease, Window, today_in},
    store::Store,
};

/// Which due releases a tick performs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueSince {
    /// All of them: `scheduler tick` and `run`.
    Ever,
    /// Releases whose window had not ended when the screens were opened. Releases that were missed before are shown,
    /// and a person decides.
    Opened(DateTime<Utc>),
}

impl DueSince {
    /// Whether the window had ended by then, so that a person decides about the release.
    pub(super) fn is_after(self, window: &Window) -> bool {
        matches!(self, Self::Opened(at) if window.end <= at)
    }
}

/// What a tick did, and what it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tick {
    pub released: Vec<Performed>,
    /// Releases that can't be carried out, with the reason. A release that is overdue may be among them.
    pub blocked: Vec<(PackId, String)>,
    /// Releases that are too late to be performed without a person's decision.
    pub overdue: Vec<(PackId, NaiveDate)>,
    /// The start of the next window.
    pub next: Option<DateTime<Utc>>,
    /// By how many seconds the clock is behind the journal's last entry, where the clock went back by more than
    /// `CLOCKS_DIFFER`.
    pub clock_behind: Option<i64>,
}

/// One release that a tick performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    pub id: PackId,
    pub name: String,
    pub number: u32,
    /// Seconds after the end of its window.
    pub late: Option<i64>,
    /// `was due between X and Y, ran at Z`, where it was late.
    pub missed: Option<String>,
}

impl Engine {
    /// Performs every release that is due, in one commit: all of them or none. Where nothing is due, nothing is
    /// written. In a connected workspace the platform performs the releases, and the engine asks it for the results.
    ///
    /// # Errors
    /// Where the state can't be read or written, or the platform not be asked; what was due stays due. Where a shared
    /// workspace can't be reached, its copy does not tell what is due.
    pub fn tick(&mut self, since: DueSince) -> Result<Tick, EngineError> {
        self.store.refresh()?;
        if let Some(away) = self.store.away() {
            return Err(away.clone().into());
        }
        let now = self.now();
        // The clock is compared before the commit: lines that others write while this waits for the lock have later
        // stamps, and that is no sign of a wrong clock.
        let behind = self
            .store
            .last_stamp()
            .map(|at| (at - now).num_seconds())
            .filter(|seconds| *seconds > CLOCKS_DIFFER.num_seconds());
        let released = if !self.anything_due(since, now) {
            Vec::new()
        } else if self.store.settings().platform.is_some() {
            self.ask_after_due(now)?
        } else {
            self.perform(since, now)?
        };
        Ok(Tick { released, clock_behind: behind, ..self.survey(since, now)? })
    }

    fn anything_due(&self, since: DueSince, now: DateTime<Utc>) -> bool {
        let policy = self.store.settings().late();
        let connected = self.store.settings().platform.is_some();
        let is_due = |one: &Waiting| one.to_perform(since, policy, now).is_some() || connected && one.has_begun(now);
        waiting(&self.store).any(|one| is_due(&one))
    }

    #[cfg(not(feature = "platform"))]
    #[expect(clippy::unused_self, clippy::unnecessary_wraps, reason = "nobody can be asked")]
    fn ask_after_due(&mut self, _: DateTime<Utc>) -> Result<Vec<Performed>, EngineError> {
        Ok(Vec::new())
    }

    fn perform(&mut self, since: DueSince, now: DateTime<Utc>) -> Result<Vec<Performed>, EngineError> {
        self.commit(|store, stamp| {
            let policy = store.settings().late();
            let (mut events, mut released) = (Vec::new(), Vec::new());
            let mut missed = MissedWords::default();
            for one in waiting(store) {
                let Some((window, late)) = one.to_perform(since, policy, now) else { continue };
                let id = one.id;
                match feasibility(store, &id, today_in(window.zone, now))? {
                    Feasibility::Possible { number, name } => {
                        let missed = late.map(|_| missed.of(&window, stamp.at));
                        events.push(Event::Performed { pack: id.clone(), number, late });
                        released.push(Performed { id, name, number, late, missed });
                    }
                    Feasibility::Blocked { reason, is_new: true } => events.push(Event::Blocked { pack: id, reason }),
                    Feasibility::Blocked { .. } => {}
                }
            }
            Ok((events, released))
        })
    }

    /// What is blocked, overdue and next.
    pub(super) fn survey(&mut self, since: DueSince, now: DateTime<Utc>) -> Result<Tick, EngineError> {
        let policy = self.store.settings().late();
        let mut tick = Tick::default();
        for one in waiting(&self.store) {
            if one.blocked {
                let scheduled = self.require_pack(&one.id)?.scheduled.clone();
                tick.blocked.extend(scheduled.and_then(|s| s.blocked).map(|reason| (one.id.clone(), reason)));
            }
            match one.due(policy, now) {
                Due::Ahead => tick.next = tick.next.into_iter().chain(one.window.map(|w| w.start)).min(),
                Due::Perform { .. } if one.to_perform(since, policy, now).is_some() => {}
                Due::Perform { .. } | Due::Overdue => tick.overdue.push((one.id, one.date)),
            }
        }
        Ok(tick)
    }
}

/// A scheduled release as the index tells it.
pub(super) struct Waiting {
    pub(super) id: PackId,
    date: NaiveDate,
    /// None where the zone has lost the date since: that is left to a person.
    pub(super) window: Option<Window>,
    blocked: bool,
}

impl Waiting {
    fn due(&self, policy: LateReleases, now: DateTime<Utc>) -> Due {
        self.window.map_or(Due::Overdue, |window| Due::of(&window, policy, now))
    }

    /// Whether its window has come.
    pub(super) fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.window.is_some_and(|window| window.start <= now)
    }

    /// Its window and how late it is, where a tick performs it.
    fn to_perform(&self, since: DueSince, policy: LateReleases, now: DateTime<Utc>) -> Option<(Window, Option<i64>)> {
        let window = self.window?;
        match (self.due(policy, now), since) {
            (Due::Perform { .. }, since) if since.is_after(&window) => None,
            (Due::Perform { late }, _) => Some((window, late)),
            (Due::Ahead | Due::Overdue, _) => None,
        }
    }
}

/// Every scheduled release, from the index alone; the earliest date first.
pub(super) fn waiting(store: &Store) -> std::vec::IntoIter<Waiting> {
    let mut all = Vec::new();
    for (date, zone, packs) in store.agenda() {
        let window = Window::of(date, zone).ok();
        all.extend(packs.iter().map(|id| {
            let blocked =
                store.entry(id).and_then(|entry| entry.summary.scheduled).is_some_and(|(.., blocked)| blocked);
            Waiting { id: id.clone(), date, window, blocked }
        }));
    }
    all.into_iter()
}

/// Whether a scheduled release can be carried out.
enum Feasibility {
    Possible { number: u32, name: String },
    Blocked { reason: String, is_new: bool },
}

/// Whether a pack's scheduled release could be performed now, on this day. Mostly the index has the answer.
fn feasibility(store: &mut Store, id: &PackId, today: NaiveDate) -> Result<Feasibility, EngineError> {
    if store.settings().freezes.is_any_on(today) {
        let pack = require_pack(store, id)?;
        let scheduled = pack.pending()?;
        if let Some(reason) = freezes_of(store, id).block(today, scheduled.overrides.as_deref()) {
            return Ok(Feasibility::blocked(scheduled, reason));
        }
    }
    if let Some(summary) = store.entry(id).map(|entry| &entry.summary).filter(|s| s.then_releasable.is_some()) {
        return Ok(Feasibility::Possible { number: summary.current + 1, name: summary.name.clone() });
    }
    let pack = require_pack(store, id)?;
    let scheduled = pack.pending()?;
    let ids: Vec<_> = scheduled.components.iter().map(|(id, _)| id.clone()).collect();
    let found = components(store, &ids)?;
    Ok(match pack.check_due(lookup(&found)) {
        Ok(()) => Feasibility::Possible { number: pack.current_number() + 1, name: pack.name.clone() },
        Err(refusal) => Feasibility::blocked(scheduled, refusal.to_string()),
    })
}

impl Feasibility {
    fn blocked(scheduled: &ScheduledRelease, reason: String) -> Self {
        Self::Blocked { is_new: scheduled.blocked.as_ref() != Some(&reason), reason }
    }
}

/// The words for a missed window, built once for all releases that share the window.
#[derive(Default)]
struct MissedWords(Option<(Window, String)>);

impl MissedWords {
    fn of(&mut self, window: &Window, ran_at: DateTime<Utc>) -> String {
        let known = self.0.take().filter(|(known, _)| known == window);
        self.0.insert(known.unwrap_or_else(|| (*window, window.missed(ran_at)))).1.clone()
    }
}
