//! A workspace that several computers share, kept in memory, and a computer with a copy of it.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use chrono::{DateTime, Utc};
use ipack::{
    domain::Via,
    engine::{
        Clock, Engine, FixedClock, StoreError,
        keeper::{Keeper, MOST_LINES, Put, Tail, Wait},
    },
    tui::{app::App, harness::Harness, model::Model, theme::Theme, worker},
};
use tempfile::TempDir;
use uuid::Uuid;

use super::{NOW, instant, local_zone};

const PLACE: &str = "postgres://ada@db.example/ipack";

/// What all who share it have in common.
#[derive(Debug, Default)]
pub struct Shared {
    lines: Vec<(Uuid, String)>,
    notes: BTreeMap<String, String>,
    /// Why it takes no changes.
    pub denied: Option<StoreError>,
    /// Why it can't be reached.
    pub away: Option<&'static str>,
    /// What its clock says; the tests' day where it is none.
    pub now: Option<DateTime<Utc>>,
    /// How often somebody asked for a connection at once.
    pub retried: usize,
}

/// The one who keeps it; clones are the same one.
#[derive(Debug, Clone, Default)]
pub struct Kept(Arc<Mutex<Shared>>);

impl Kept {
    /// A workspace in which nothing is yet.
    pub fn new() -> Self {
        let kept = Self::default();
        Engine::create_shared(&mut kept.clone(), None).expect("made");
        kept
    }

    pub fn shared(&self) -> MutexGuard<'_, Shared> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn lets_read_only(&self) {
        let place = PLACE.to_owned();
        self.shared().denied = Some(StoreError::NotAllowed { place, lacks: ipack::engine::keeper::Right::Write });
    }

    fn reached(&self) -> Result<MutexGuard<'_, Shared>, StoreError> {
        let shared = self.shared();
        if let Some(why) = shared.away {
            let why = why.to_owned();
            return Err(StoreError::Away { place: PLACE.to_owned(), why, hint: "see that the database runs" });
        }
        Ok(shared)
    }
}

impl Keeper for Kept {
    fn place(&self) -> &'static str {
        PLACE
    }

    fn after(&mut self, seq: u64, _: Wait) -> Result<Tail, StoreError> {
        let shared = self.reached()?;
        let seq = usize::try_from(seq).expect("a small number");
        let end = seq.checked_sub(1).and_then(|at| shared.lines.get(at));
        let end = end.map(|(_, line)| line[line.len() - 34..].to_owned());
        let lines = shared.lines.iter().skip(seq).take(MOST_LINES).map(|(_, line)| line.clone()).collect();
        let synced = shared.notes.get("platform").cloned();
        Ok(Tail { end, lines, founding: None, synced, denied: shared.denied.clone() })
    }

    fn put(&mut self, seq: u64, id: Uuid, line: &str, _: Duration) -> Result<Put, StoreError> {
        let mut shared = self.reached()?;
        let at = usize::try_from(seq - 1).expect("a small number");
        Ok(match shared.lines.get(at) {
            Some((there, _)) if *there == id => Put::Done,
            Some(_) => Put::Taken,
            None => {
                shared.lines.push((id, line.to_owned()));
                Put::Done
            }
        })
    }

    fn note(&mut self, name: &str) -> Result<Option<String>, StoreError> {
        Ok(self.reached()?.notes.get(name).cloned())
    }

    fn set_note(&mut self, name: &str, text: &str) -> Result<(), StoreError> {
        self.reached()?.notes.insert(name.to_owned(), text.to_owned());
        Ok(())
    }

    fn swap_note(&mut self, name: &str, before: Option<&str>, text: &str) -> Result<bool, StoreError> {
        let mut shared = self.reached()?;
        let is_it = shared.notes.get(name).map(String::as_str) == before;
        if is_it {
            shared.notes.insert(name.to_owned(), text.to_owned());
        }
        Ok(is_it)
    }

    fn clock(&mut self) -> Result<DateTime<Utc>, StoreError> {
        self.reached().map(|shared| shared.now.unwrap_or_else(|| instant(NOW)))
    }

    fn prepare(&mut self) -> Result<(), StoreError> {
        self.reached().map(|_| ())
    }

    fn retry(&mut self) {
        self.shared().retried += 1;
    }
}

/// A computer with a copy of it.
pub struct Computer {
    kept: Kept,
    dir: TempDir,
    pub clock: Arc<FixedClock>,
}

impl Computer {
    pub fn new(kept: &Kept) -> Self {
        let clock = FixedClock::new(instant(NOW));
        Self { kept: kept.clone(), dir: TempDir::new().expect("a folder"), clock }
    }

    pub fn engine(&self) -> Engine {
        let (keeper, clock): (_, Arc<dyn Clock>) = (Box::new(self.kept.clone()), self.clock.clone());
        let copy = self.dir.path().join("copy");
        Engine::open_shared(keeper, &copy, clock, "admin@desk".into(), Via::Tui)
            .expect("it opens")
            .with_local_zone(local_zone())
    }

    pub fn screens(&self, width: u16, height: u16) -> Harness<App> {
        let mut engine = self.engine();
        let mut model = Model::new(engine.overview(), engine.place());
        model.resized(width, height);
        let app = App::new(model, Theme::default());
        Harness::new(app, move |request| worker::answer(&mut engine, request), width, height)
    }
}
