//! Performing what is due: the scheduler's work.

use chrono::{DateTime, Utc};

use super::{Engine, EngineError, workspace::the_pack};
use crate::{
    domain::{Due, Event, Pack, PackId, Refusal, Window},
    store::Store,
};

/// Which due releases a tick performs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DueSince {
    /// All of them: `scheduler tick` and `run`.
    Ever,
    /// Those whose window had not ended at this instant: screens that were opened then. What had been missed before
    /// they show, and ask.
    Opened(DateTime<Utc>),
}

/// What a tick did, and what it found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tick {
    /// What was performed: the pack, its name, the release's number, and seconds after the window's end where late.
    pub released: Vec<Performed>,
    /// What can't be carried out, with the reason.
    pub blocked: Vec<(PackId, String)>,
    /// What was missed by more than the workspace lets pass: a person chooses.
    pub overdue: Vec<(PackId, chrono::NaiveDate)>,
    /// The start of the next window.
    pub next: Option<DateTime<Utc>>,
    /// How far the clock lies behind the journal's last entry, in seconds, where it went backwards.
    pub clock_behind: Option<i64>,
}

/// One release that a tick performed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Performed {
    /// The pack.
    pub id: PackId,
    /// Its name.
    pub name: String,
    /// The release's number.
    pub number: u32,
    /// Seconds after the end of its window.
    pub late: Option<i64>,
}

impl Engine {
    /// Performs every release that is due, in one commit: all of them, or none. Nothing due, nothing written.
    ///
    /// # Errors
    /// Where the state can't be read or written; what was due stays due.
    pub fn tick(&mut self, since: DueSince) -> Result<Tick, EngineError> {
        self.store.refresh()?;
        let now = self.now();
        if !self.anything_due(since, now) {
            return self.look(since, now);
        }
        let author = self.author();
        let late = self.store.settings().late_releases;
        let released = self.store.commit(&author, |store, _| -> Result<_, EngineError> {
            let (mut events, mut released) = (Vec::new(), Vec::new());
            for (id, window) in scheduled(store) {
                let Due::Perform { late } = Due::of(&window, late, now) else { continue };
                if is_before(&window, since) {
                    continue;
                }
                let pack = the_pack(store, &id)?;
                match obstacle(store, &pack)? {
                    None => {
                        let number = pack.current_number() + 1;
                        events.push(Event::Performed { pack: id.clone(), number, late });
                        released.push(Performed { id, name: pack.name.clone(), number, late });
                    }
                    Some(reason) if pack.pending()?.blocked.as_ref() != Some(&reason) => {
                        events.push(Event::Blocked { pack: id, reason });
                    }
                    Some(_) => {}
                }
            }
            Ok((events, released))
        })?;
        Ok(Tick { released, ..self.look(since, now)? })
    }

    /// The start of the next window, or of one that is open; none where nothing waits.
    #[must_use]
    pub fn next_due(&self) -> Option<DateTime<Utc>> {
        let now = self.now();
        scheduled(&self.store).map(|(_, window)| window).filter(|w| now < w.end).map(|w| w.start).min()
    }

    fn anything_due(&self, since: DueSince, now: DateTime<Utc>) -> bool {
        let late = self.store.settings().late_releases;
        scheduled(&self.store)
            .any(|(_, window)| matches!(Due::of(&window, late, now), Due::Perform { .. }) && !is_before(&window, since))
    }

    /// What is blocked, overdue and next.
    pub(super) fn look(&mut self, since: DueSince, now: DateTime<Utc>) -> Result<Tick, EngineError> {
        let late = self.store.settings().late_releases;
        let all: Vec<(PackId, Window)> = scheduled(&self.store).collect();
        let mut tick = Tick {
            clock_behind: self.store.last_stamp().map(|at| (at - now).num_seconds()).filter(|s| *s > 0),
            ..Tick::default()
        };
        for (id, window) in all {
            match Due::of(&window, late, now) {
                Due::Ahead => tick.next = tick.next.into_iter().chain([window.start]).min(),
                Due::Perform { .. } if is_before(&window, since) => tick.overdue.push((id, window.date)),
                Due::Overdue => tick.overdue.push((id, window.date)),
                Due::Perform { .. } => {
                    let reason = self.the_pack(&id)?.scheduled.as_ref().and_then(|s| s.blocked.clone());
                    tick.blocked.extend(reason.map(|reason| (id, reason)));
                }
            }
        }
        Ok(tick)
    }
}

/// Every scheduled release with its window, from the index alone.
pub(super) fn scheduled(store: &Store) -> impl Iterator<Item = (PackId, Window)> + use<> {
    let packs = store.packs();
    (0..packs.len()).filter_map(move |at| {
        let summary = &packs[at].summary;
        let (date, zone, _) = summary.scheduled?;
        Some((summary.id.clone(), Window::of(date, zone).ok()?))
    })
}

pub(super) fn is_before(window: &Window, since: DueSince) -> bool {
    matches!(since, DueSince::Opened(at) if window.end <= at)
}

/// Why a scheduled release can't be carried out: its versions are gone, or its pack is empty.
fn obstacle(store: &mut Store, pack: &Pack) -> Result<Option<String>, EngineError> {
    let scheduled = pack.pending()?;
    if scheduled.components.is_empty() {
        return Ok(Some(Refusal::EmptyRelease { pack: pack.name.clone() }.to_string()));
    }
    for (id, version) in scheduled.components.iter() {
        let found = store.component(id)?;
        let checked = found
            .ok_or_else(|| Refusal::UnknownComponent { component: id.to_string() })
            .and_then(|component| component.check_version(version));
        if let Err(refusal) = checked {
            return Ok(Some(refusal.to_string()));
        }
    }
    Ok(None)
}
