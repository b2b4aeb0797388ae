//! Moving and cancelling a scheduled release.

use super::{Desk, Stop, select_release_schedule::ask_date};
use crate::{
    domain::{MAX_NOTES, PackId, Refusal, count, date_words},
    engine::ScheduleEntry,
};

/// Asks for another date, and moves the scheduled release there.
pub(super) fn move_date(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let entry = entry(desk, id)?;
    desk.voice.title(&format!("Move Scheduled Release · {}", entry.name))?;
    desk.voice.say(&what_is_scheduled(&entry))?;
    if entry.applied_early > 0 {
        let early = count(entry.applied_early, "instance");
        desk.voice.say(&format!("{early} applied it early, and keep it."))?;
    }
    let Some(date) = ask_date(desk, None)? else { return Ok(()) };
    if !desk.voice.confirm("Move Scheduled Release?")? {
        return desk.voice.say("Nothing was moved.");
    }
    let moved = desk.engine.move_scheduled(id, &entry.basis, date);
    let outcome = desk.done(moved)?;
    desk.voice.say(&format!("The release of {} is scheduled for", outcome.name))?;
    let zone = desk.engine.local_zone();
    desk.voice.say_all(outcome.window.iter().flat_map(|window| window.zone_lines(zone)))?;
    desk.tidy()
}

/// Asks why, and whether to recall, and cancels the scheduled release.
pub(super) fn cancel(desk: &mut Desk, id: &PackId) -> Result<(), Stop> {
    let entry = entry(desk, id)?;
    desk.voice.title(&format!("Cancel Scheduled Release · {}", entry.name))?;
    desk.voice.say(&what_is_scheduled(&entry))?;
    let mut recall = false;
    if entry.applied_early > 0 {
        desk.voice.say(&consequence(&entry))?;
        recall = desk.voice.confirm("Recall: release the current versions again, which brings them back?")?;
    }
    let reason = ask_text(desk, "Reason, why it is cancelled", "", MAX_NOTES)?;
    if !desk.voice.confirm("Cancel Scheduled Release?")? {
        return desk.voice.say("Nothing was cancelled.");
    }
    let cancelled = desk.engine.cancel_scheduled(id, &entry.basis, &reason, recall);
    let outcome = desk.done(cancelled)?;
    desk.voice.say(&format!("The scheduled release of {} is cancelled", outcome.name))?;
    if let Some(number) = outcome.recalled {
        desk.voice.say(&format!("#{number} brings everybody back to the current versions"))?;
    } else if outcome.ahead > 0 {
        desk.voice.say(&format!("! {} ahead until the next release", count(outcome.ahead, "instance")))?;
    }
    desk.tidy()
}

/// Asks for a text of at most so many characters; `-` is none.
pub(super) fn ask_text(desk: &mut Desk, question: &str, default: &str, most: usize) -> Result<String, Stop> {
    loop {
        let answer = desk.voice.ask(&format!("{question}; - for none"), Some(default))?;
        let length = answer.chars().count();
        match answer.as_str() {
            "-" => return Ok(String::new()),
            _ if length <= most => return Ok(answer),
            _ => desk.voice.say(&format!("That is {length} characters long, {most} are possible."))?,
        }
    }
}

fn entry(desk: &mut Desk, id: &PackId) -> Result<ScheduleEntry, Stop> {
    let entry = desk.engine.scheduled(id)?;
    Ok(entry.ok_or_else(|| Refusal::NothingScheduled { pack: desk.engine.pack_name(id) })?)
}

fn what_is_scheduled(entry: &ScheduleEntry) -> String {
    let hours = entry.hours_in(entry.scheduled.time_zone);
    format!("Scheduled for {}, {hours}", date_words(entry.scheduled.release_on_date))
}

fn consequence(entry: &ScheduleEntry) -> String {
    let (early, accounts) = (count(entry.applied_early, "instance"), entry.early_accounts.join(", "));
    let (keep, them) = if entry.applied_early == 1 { ("stays", "it") } else { ("stay", "them") };
    format!("! {early} applied it early ({accounts}) and {keep} ahead until the next release reaches {them}.")
}
