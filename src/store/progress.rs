//! The progress of long work, and the request to stop it.

use std::{
    fmt,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use super::StoreError;

/// How far long work is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    /// What is being done: `reading documents`.
    pub doing: &'static str,
    /// How many of them are done.
    pub done: usize,
    /// How many there are.
    pub all: usize,
}

impl fmt::Display for Step {
    /// `reading documents: 3 of 22`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {} of {}", self.doing, self.done, self.all.max(self.done))
    }
}

type Watcher = dyn Fn(Step) + Send + Sync;

/// Shared between the worker and whoever waits for it; clones share the same state. The worker checks it between
/// documents, nouns and phases, and no longer once it writes: work that was stopped has changed nothing.
#[derive(Clone, Default)]
pub struct Progress {
    stop: Arc<AtomicBool>,
    step: Arc<Mutex<Option<Step>>>,
    watcher: Option<Arc<Watcher>>,
}

impl Progress {
    /// Work that stops when the flag is set, and calls the watcher at each step.
    pub fn watched(stop: Arc<AtomicBool>, watcher: impl Fn(Step) + Send + Sync + 'static) -> Self {
        Self { stop, watcher: Some(Arc::new(watcher)), ..Self::default() }
    }

    /// Wishes that the work stops.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// The same progress for work that can't be stopped any more.
    #[must_use]
    pub fn to_the_end(&self) -> Self {
        Self { stop: Arc::default(), ..self.clone() }
    }

    pub fn is_stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// How far the work is; none before its first step.
    pub fn step(&self) -> Option<Step> {
        *self.step.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// So many things begin.
    ///
    /// # Errors
    /// [`StoreError::Stopped`] where the work is to stop.
    pub fn begin(&self, doing: &'static str, all: usize) -> Result<(), StoreError> {
        self.go_on(|step| *step = Some(Step { doing, done: 0, all }))
    }

    /// One of them is done.
    ///
    /// # Errors
    /// [`StoreError::Stopped`] where the work is to stop.
    pub fn one(&self) -> Result<(), StoreError> {
        self.go_on(|step| step.iter_mut().for_each(|step| step.done += 1))
    }

    fn go_on(&self, change: impl FnOnce(&mut Option<Step>)) -> Result<(), StoreError> {
        if self.is_stopped() {
            return Err(StoreError::Stopped);
        }
        let step = {
            let mut step = self.step.lock().unwrap_or_else(PoisonError::into_inner);
            change(&mut step);
            *step
        };
        if let (Some(watcher), Some(step)) = (&self.watcher, step) {
            watcher(step);
        }
        Ok(())
    }
}

impl fmt::Debug for Progress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Progress")
            .field("step", &self.step())
            .field("stopped", &self.is_stopped())
            .finish_non_exhaustive()
    }
}
