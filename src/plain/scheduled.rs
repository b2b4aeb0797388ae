//! Moving and cancelling a scheduled release.

use super::{
    Session, Stop,
    ask::{ask_date, ask_reason, ask_text},
};
use crate::{
    domain::{MAX_NOTES, PackId, Refusal},
    engine::{EngineError, ScheduleEntry, sentences},
};

/// Asks for another date, and moves the scheduled release there.
pub(super) fn move_date(session: &mut Session, id: &PackId) -> Result<(), Stop> {
    let entry = entry(session, id)?;
    session.voice.title(&sentences::move_scheduled(&entry.name))?;
    session.voice.say(&entry.what())?;
    session.voice.say_all(entry.kept())?;
    let Some(date) = ask_date(session, None)? else { return Ok(()) };
    let reason = match session.engine.judge_scheduled(id, date, None) {
        Err(EngineError::Refused(frozen @ Refusal::Frozen { .. })) => match ask_reason(session, &frozen, None)? {
            None => return Ok(()),
            reason => reason,
        },
        judged => judged.map(|_| None)?,
    };
    if !session.voice.confirm("Move Scheduled Release?")? {
        return session.voice.say("Nothing was moved.");
    }
    let moved = session.engine.move_scheduled(id, &entry.basis, date, reason.as_deref());
    let outcome = session.done(moved)?;
    session.voice.say_all(outcome.happened(session.engine.local_zone()))?;
    session.tidy()
}

/// Asks why, and whether to recall, and cancels the scheduled release.
pub(super) fn cancel(session: &mut Session, id: &PackId) -> Result<(), Stop> {
    session.engine.check_cancel(id)?;
    let entry = entry(session, id)?;
    session.voice.title(&sentences::cancel_scheduled(&entry.name))?;
    session.voice.say(&entry.what())?;
    let mut recall = false;
    if let Some(consequence) = entry.consequence(false) {
        session.voice.say(&consequence)?;
        recall = session.voice.confirm(&format!("{}, which brings them back?", sentences::RECALL))?;
    }
    let overriding = match if recall { session.engine.judge_recall(id, None) } else { Ok(None) } {
        Err(EngineError::Refused(frozen @ Refusal::Frozen { .. })) => match ask_reason(session, &frozen, None)? {
            None => return Ok(()),
            reason => reason,
        },
        judged => judged.map(|_| None)?,
    };
    let reason = ask_text(session, "Reason, why it is cancelled", "", MAX_NOTES)?;
    if !session.voice.confirm("Cancel Scheduled Release?")? {
        return session.voice.say("Nothing was cancelled.");
    }
    let cancelled = session.engine.cancel_scheduled(id, &entry.basis, &reason, recall, overriding.as_deref());
    let outcome = session.done(cancelled)?;
    session.voice.say_all(outcome.happened(session.engine.local_zone()))?;
    session.tidy()
}

fn entry(session: &mut Session, id: &PackId) -> Result<ScheduleEntry, Stop> {
    let entry = session.engine.scheduled(id)?;
    Ok(entry.ok_or_else(|| Refusal::NothingScheduled { pack: session.engine.pack_name(id) })?)
}
