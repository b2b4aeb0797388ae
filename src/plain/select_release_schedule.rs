//! Step 2, Select Release Schedule: at once, or on a date. It ends with the question that decides.

use super::{
    Session, Stop,
    ask::{ask_date, ask_reason, ask_text},
    decision::{Decision, Turn},
    describe,
    voice::Choice,
};
use crate::{
    domain::MAX_NOTES,
    engine::{DATE_TAKEN, SAME_COMMAND, WHAT_WILL_HAPPEN, When, sentences},
};

/// Talks through the step.
pub(super) fn talk(session: &mut Session, decision: &mut Decision) -> Result<Turn, Stop> {
    if decision.draft.is_one_step() {
        session.voice.title(&decision.draft.title())?;
        session.voice.say(&decision.draft.proposal.view.pack.name)?;
        session.voice.say_all(describe::changes(&decision.draft.selection.changes()))?;
    } else {
        session.voice.title(&format!("{}: Select Release Schedule", decision.draft.title()))?;
        session.voice.say(&decision.draft.proposal.view.pack.name)?;
    }
    if let Some(date) = decision.draft.as_scheduled() {
        session.voice.say(&format!("{}: {date}", decision.draft.words().date))?;
    } else {
        match ask_when(session, decision)? {
            Some(when) => decision.when = Some(when),
            None if decision.draft.is_one_step() => return Ok(Turn::Leave),
            None => return Ok(Turn::Back),
        }
    }
    session.keep(decision);
    decision.overriding = match decision.draft.judge(decision.when_or_now(), None) {
        Ok(_) => None,
        Err(frozen) => match ask_reason(session, &frozen, decision.overriding.as_deref())? {
            None => return Ok(if decision.draft.is_one_step() { Turn::Leave } else { Turn::Back }),
            reason => reason,
        },
    };
    decision.notes = ask_text(session, "Notes", &decision.notes, MAX_NOTES)?;
    session.keep(decision);
    review(session, decision)?;
    decide(session, decision)
}

/// **Select a Release Option**; none for going back.
fn ask_when(session: &mut Session, decision: &Decision) -> Result<Option<When>, Stop> {
    let (words, taken) = (decision.draft.words(), decision.draft.selection.pack().check_pending_slot());
    let back = if decision.draft.is_one_step() { "Cancel" } else { "Back" };
    let not_now = if taken.is_ok() { String::new() } else { format!(", not now: {DATE_TAKEN}") };
    let choice = |value, key, label: &str| Choice { value, key, label: label.to_owned() };
    let choices =
        [choice(0, "", words.immediately), choice(1, "", &format!("{}{not_now}", words.on_date)), choice(2, "p", back)];
    let dated = match decision.when {
        Some(When::On(date)) => Some(date),
        Some(When::Now) | None => None,
    };
    session.voice.say(sentences::RELEASE_OPTION)?;
    loop {
        match session.voice.choose("Release option", &choices, Some(usize::from(dated.is_some())))? {
            0 => return Ok(Some(When::Now)),
            1 => match &taken {
                Err(refusal) => session.voice.say(&refusal.with_hint())?,
                Ok(()) => {
                    if let Some(date) = ask_date(session, dated)? {
                        return Ok(Some(When::On(date)));
                    }
                }
            },
            _ => return Ok(None),
        }
    }
}

/// Reads out what will happen, and to whom.
fn review(session: &mut Session, decision: &Decision) -> Result<(), Stop> {
    let review = decision.draft.review(decision.when);
    session.voice.title(WHAT_WILL_HAPPEN)?;
    session.voice.say(&format!("{}: {}", decision.draft.proposal.view.pack.name, review.headline))?;
    session.voice.say_all(describe::changes(&decision.draft.selection.changes()))?;
    session.voice.say_all(&review.window)?;
    let judged = decision.draft.judge(decision.when_or_now(), decision.overriding.as_deref());
    let overrides = judged.ok().flatten();
    session.voice.say_all(overrides.map(|overrides| overrides.warning()))?;
    session.voice.say_all(review.warnings.iter().map(|warning| format!("! {warning}")))?;
    session.voice.say_all(&review.delivery)?;
    session.voice.say(SAME_COMMAND)?;
    session.voice.say(&format!("  {}", decision.command()))
}

/// Asks the question that decides, in the words of the primary button.
fn decide(session: &mut Session, decision: &Decision) -> Result<Turn, Stop> {
    loop {
        let question = format!("{} yes, no, or p Back", decision.draft.question(decision.when));
        match session.voice.ask(&question, Some("no"))?.to_lowercase().as_str() {
            "y" | "yes" => return Ok(Turn::Next),
            "n" | "no" => return Ok(Turn::Leave),
            "p" | "back" => return Ok(Turn::Back),
            _ => session.voice.say("Please answer yes, no or p.")?,
        }
    }
}
