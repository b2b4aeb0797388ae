//! Packs, versions and account groups change on the platform first, then here.
//!
//! Unlike a release, none of this is written down before it is sent, because the platform shows later what was done. A
//! program that is killed, or gets no answer, loses nothing: the next synchronisation finds the change.

use super::{
    event_request::carry_out,
    sent_event::{check_goes_out, news, one_by_one, with_id},
};
use crate::{
    domain::{Event, PackId, Stamp},
    engine::{Engine, EngineError},
    store::Store,
};

impl Engine {
    /// Decides, has the platform carry out one event after the other, and writes each down as soon as it is done. With
    /// the value it returns the platform's id for what is new.
    pub(in crate::engine) fn commit_there<T>(
        &mut self,
        mut decide: impl FnMut(&mut Store, &Stamp) -> Result<(Vec<Event>, T), EngineError>,
    ) -> Result<(T, Option<String>), EngineError> {
        let (mut events, mut value) = self.decided(&mut decide)?;
        if events.is_empty() {
            return Ok((value, None));
        }
        self.on_the_line(|engine, line| {
            if let Some(pack) = events.iter().find_map(known_pack).cloned() {
                engine.look_at(&pack, line)?;
                // The rules are checked again, on what the platform has now.
                (events, value) = engine.decided(&mut decide)?;
            }
            let steps: Vec<Event> = events.into_iter().flat_map(one_by_one).collect();
            line.progress.begin("asking the platform", steps.len())?;
            let mut made = None;
            for (nth, step) in steps.into_iter().enumerate() {
                if nth > 0 {
                    line.progress.one()?;
                }
                let id = carry_out(&step, &mut engine.store, line.client)?;
                let done = id.as_ref().map_or_else(|| step.clone(), |id| with_id(&step, id));
                let written =
                    engine.commit_via(engine.via(), |store, _| Ok((news(&done, store)?.into_iter().collect(), ())));
                written.map_err(|why| only_there(&why))?;
                made = made.or(id);
            }
            Ok((value, made))
        })
    }

    /// The decision on the newest state, of which nothing is written down.
    fn decided<T>(
        &mut self,
        decide: &mut impl FnMut(&mut Store, &Stamp) -> Result<(Vec<Event>, T), EngineError>,
    ) -> Result<(Vec<Event>, T), EngineError> {
        self.commit_via(self.via(), |store, stamp| {
            let (events, value) = decide(store, stamp)?;
            events.iter().try_for_each(|event| check_goes_out(event, store))?;
            Ok((vec![], (events, value)))
        })
    }
}

/// The error where the platform has done it, and it can't be written down here. Trying again would do it twice.
fn only_there(why: &EngineError) -> EngineError {
    EngineError::Platform {
        why: format!("the platform has done it, but it can't be written down here: {why}"),
        hint: Some("do not do it again: once it can be written down, a synchronisation brings it here"),
    }
}

/// The pack that an event changes; none where it makes one.
fn known_pack(event: &Event) -> Option<&PackId> {
    event.pack().filter(|_| !matches!(event, Event::PackCreated { .. }))
}
