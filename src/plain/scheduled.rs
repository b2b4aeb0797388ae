//! Moving and cancelling a scheduled release.

use super::{
    Desk, Stop,
    ask::{ask_date, ask_text},
};
use crate::{
    domain::{MAX_NOTES, PackId, Refusal},
    engine::ScheduleEntry,
};

/// Asks for another date, and moves the scheduled release there.
pub(super) fn move_date(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let entry = entry(desk, id)?;
    desk.voice.title(&format!("Move Scheduled Release · {}", entry.name))?;
    desk.voice.say(&entry.what())?;
    desk.voice.say_all(entry.kept())?;
    let Some(date) = ask_date(desk, None)? else { return Ok(()) };
    if !desk.voice.confirm("Move Scheduled Release?")? {
        return desk.voice.say("Nothing was moved.");
    }
    let moved = desk.engine.move_scheduled(id, &entry.basis, date);
    let outcome = desk.done(moved)?;
    desk.voice.say_all(outcome.happened(desk.engine.local_zone()))?;
    desk.tidy()
}

/// Asks why, and whether to recall, and cancels the scheduled release.
pub(super) fn cancel(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let entry = entry(desk, id)?;
    desk.voice.title(&format!("Cancel Scheduled Release · {}", entry.name))?;
    desk.voice.say(&entry.what())?;
    let mut recall = false;
    if let Some(consequence) = entry.consequence(false) {
        desk.voice.say(&consequence)?;
        recall = desk.voice.confirm("Recall: release the current versions again, which brings them back?")?;
    }
    let reason = ask_text(desk, "Reason, why it is cancelled", "", MAX_NOTES)?;
    if !desk.voice.confirm("Cancel Scheduled Release?")? {
        return desk.voice.say("Nothing was cancelled.");
    }
    let cancelled = desk.engine.cancel_scheduled(id, &entry.basis, &reason, recall);
    let outcome = desk.done(cancelled)?;
    desk.voice.say_all(outcome.happened(desk.engine.local_zone()))?;
    desk.tidy()
}

fn entry(desk: &mut Desk, id: &PackId) -> Result<ScheduleEntry, Stop> {
    let entry = desk.engine.scheduled(id)?;
    Ok(entry.ok_or_else(|| Refusal::NothingScheduled { pack: desk.engine.pack_name(id) })?)
}
