//! What is due in a connected workspace: the platform performs it, and is asked for the result.

use chrono::{DateTime, Utc};

use crate::{
    domain::PackId,
    engine::{Engine, EngineError, Performed, due::waiting},
};

impl Engine {
    /// Asks the platform about what has fallen due and is not known to be released; returns what it has released.
    pub(in crate::engine) fn ask_after_due(&mut self, now: DateTime<Utc>) -> Result<Vec<Performed>, EngineError> {
        let due: Vec<PackId> = waiting(&self.store).filter(|one| one.has_begun(now)).map(|one| one.id).collect();
        if due.is_empty() || !self.goes_out() {
            return Ok(Vec::new());
        }
        self.on_the_line(|engine, line| {
            let mut released = Vec::new();
            for id in due {
                let before = engine.require_pack(&id)?;
                engine.look_at(&id, line)?;
                let pack = engine.require_pack(&id)?;
                let request = before.scheduled.as_ref().map(|scheduled| &scheduled.request_id);
                let done = pack.releases.iter().skip(before.releases.len());
                released.extend(done.filter(|release| Some(&release.request_id) == request).map(|release| Performed {
                    id: id.clone(),
                    name: pack.name.clone(),
                    number: release.number,
                    late: None,
                    missed: None,
                }));
            }
            Ok(released)
        })
    }
}
