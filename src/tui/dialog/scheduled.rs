//! What the dialogs that move and cancel a scheduled release have in common.

use chrono::{DateTime, Utc};

use crate::{
    domain::{PackId, RefusalKind, Tz},
    engine::{Engine, EngineError, ScheduleEntry, ScheduleOutcome},
    tui::{
        command::{Command, Commands, Dialog, Query, explain},
        widget::Tone,
    },
};

/// Opens a dialog about the scheduled release of a pack, with the scheduler's zone and the time.
pub(super) fn about<D: Dialog>(
    id: PackId,
    open: impl FnOnce(Box<ScheduleEntry>, Tz, DateTime<Utc>) -> D + Send + 'static,
) -> Command {
    Query::read("read the scheduled release", move |engine| {
        let entry = engine.scheduled(&id)?;
        Ok((entry.map(Box::new), engine.settings().scheduler_time_zone, engine.now()))
    })
    .then(|(entry, zone, now)| {
        let gone = || Command::Notify(Tone::Warning, "nothing is scheduled any more".to_owned());
        entry.map_or_else(|| vec![gone(), Command::Refresh], |entry| vec![Command::open(open(entry, zone, now))])
    })
}

/// Changes what is scheduled, in a connected workspace on the platform first.
pub(super) fn change(
    work: impl FnOnce(&mut Engine) -> Result<ScheduleOutcome, EngineError> + Send + 'static,
) -> Commands {
    let changed = Query::change("change the scheduled release", work);
    vec![changed.then(|outcome| vec![Command::Close, Command::Notify(Tone::Success, outcome.sentence())])]
}

/// Shows why it was refused. The dialog closes where its basis has changed.
pub(super) fn refused(error: &EngineError) -> Commands {
    let title = match error {
        EngineError::Unsettled { .. } => "Not Known",
        _ => "Failed to change the scheduled release",
    };
    let conflict = matches!(error, EngineError::Refused(refusal) if refusal.kind() == RefusalKind::Conflict);
    // While a request is open, the same can't be asked for again.
    let gone = conflict || matches!(error, EngineError::Unsettled { .. });
    let explain = explain(title, error);
    gone.then_some(Command::Close).into_iter().chain([explain, Command::Refresh]).collect()
}
