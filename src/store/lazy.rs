//! A noun that is read when it is first used.

use std::sync::Arc;

use super::{
    StoreError,
    snapshot::{Noun, Snapshot, Span, line_of},
};
use crate::domain::{Event, Stamp};

/// A noun in a snapshot, in memory, or both.
#[derive(Debug)]
pub(super) struct Lazy<T> {
    stored: Option<Span>,
    value: Option<Arc<T>>,
    /// Events that are applied only when the noun is read.
    defer: Vec<(Event, Stamp)>,
}

impl<T: Noun> Lazy<T> {
    /// A noun that stands in the snapshot.
    pub(super) fn stored(at: Span) -> Self {
        Self { stored: Some(at), value: None, defer: Vec::new() }
    }

    /// A noun that has changed since the last snapshot.
    pub(super) fn changed(value: T) -> Self {
        Self { stored: None, value: Some(Arc::new(value)), defer: Vec::new() }
    }

    /// The noun with this id; it is read where it is not in memory yet, and kept.
    pub(super) fn load(&mut self, id: &str, snapshot: Option<&Snapshot>) -> Result<&mut Arc<T>, StoreError> {
        let mut value = match self.value.take() {
            Some(value) => value,
            None => Arc::new(Snapshot::noun(snapshot, self.stored.unwrap_or_default(), id)?),
        };
        if self.is_behind() {
            let noun = Arc::make_mut(&mut value);
            self.defer.drain(..).for_each(|(event, stamp)| noun.apply(&event, &stamp));
            self.stored = None;
        }
        Ok(self.value.insert(value))
    }

    /// The noun with this id, read without being kept. It must have no deferred events.
    pub(super) fn peek(&self, id: &str, snapshot: Option<&Snapshot>) -> Result<Arc<T>, StoreError> {
        match &self.value {
            Some(value) => Ok(Arc::clone(value)),
            None => Snapshot::noun(snapshot, self.stored.unwrap_or_default(), id).map(Arc::new),
        }
    }

    /// Defers an event until the noun is read.
    pub(super) fn defer(&mut self, event: Event, stamp: Stamp) {
        self.defer.push((event, stamp));
    }

    /// Whether it has deferred events.
    pub(super) fn is_behind(&self) -> bool {
        !self.defer.is_empty()
    }

    /// The noun, to be changed.
    pub(super) fn load_mut(&mut self, id: &str, snapshot: Option<&Snapshot>) -> Result<&mut T, StoreError> {
        self.load(id, snapshot)?;
        self.stored = None;
        self.load(id, snapshot).map(Arc::make_mut)
    }

    /// Its line for the next snapshot, without digest. It is copied from the last snapshot where the noun has not
    /// changed.
    pub(super) fn line(&self, snapshot: Option<&Snapshot>) -> Result<String, StoreError> {
        match (&self.value, self.stored) {
            (Some(value), None) => line_of(&**value),
            (_, at) => Snapshot::text(snapshot, at.unwrap_or_default()),
        }
    }
}
