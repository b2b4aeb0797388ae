//! The wizard: Select Versions, Select Release Schedule, Success.

use super::{
    Session, Stop,
    decision::{Decision, Turn},
    select_release_schedule as schedule, select_versions as versions,
};
use crate::{
    domain::{PackId, Refusal},
    engine::{Draft, EngineError, LEAVE, Outcome, Purpose, SAME_COMMAND},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Left,
}

pub(super) fn talk(session: &mut Session, id: &PackId, purpose: Purpose) -> Result<End, Stop> {
    let mut decision = match left_before(session, id)? {
        Some(decision) => decision,
        None => Decision::new(session.engine.draft(id, purpose)?),
    };
    loop {
        let selected = if decision.draft.is_one_step() { Turn::Next } else { versions::talk(session, &mut decision)? };
        match selected {
            Turn::Next => {}
            Turn::Back | Turn::Leave if leaves(session, &decision.draft)? => return Ok(End::Left),
            Turn::Back | Turn::Leave => continue,
        }
        match schedule::talk(session, &mut decision)? {
            Turn::Next if carry_out(session, &mut decision)? => return Ok(End::Done),
            Turn::Leave if leaves(session, &decision.draft)? => return Ok(End::Left),
            Turn::Next | Turn::Back | Turn::Leave => {}
        }
    }
}

/// The draft for the pack that was left last, where there is one and the answer is to go on with it.
fn left_before(session: &mut Session, id: &PackId) -> Result<Option<Decision>, Stop> {
    let Some(left) = session.engine.left_drafts(Some(id))?.into_iter().next() else { return Ok(None) };
    let at = session.engine.left_at(&left);
    session.voice.say(&left.told(&at))?;
    if !session.voice.confirm("Go on with it?")? {
        return Ok(None);
    }
    let taken = session.engine.take_up(&left);
    let Some(Some(taken)) = session.or_say("go on with it", taken.map_err(Stop::from))? else { return Ok(None) };
    session.voice.say_all(taken.lost())?;
    Ok(Some(Decision::taking_up(taken, &session.engine)))
}

/// Whether to leave; asked where something would be lost.
fn leaves(session: &mut Session, draft: &Draft) -> Result<bool, Stop> {
    if draft.is_edited() {
        let [question, lost] = LEAVE;
        session.voice.say(lost)?;
        if !session.voice.confirm(question)? {
            return Ok(false);
        }
    }
    let _ = session.engine.keep_draft(None);
    session.voice.say("Nothing was released.")?;
    Ok(true)
}

/// Carries out what was decided; false where it was refused, with the choices kept on the newest state.
fn carry_out(session: &mut Session, decision: &mut Decision) -> Result<bool, Stop> {
    let order = decision.draft.order(decision.when_or_now(), &decision.notes, decision.overriding.as_deref());
    let done = session.engine.carry_out(decision.draft.purpose, &order);
    match session.done(done) {
        Ok(outcome) => {
            success(session, &outcome)?;
            session.tidy()?;
            Ok(true)
        }
        Err(error @ EngineError::Refused(_)) => {
            session.say_failure("release the integration pack", &error)?;
            session.engine.refresh()?;
            decision.read_again(&mut session.engine)?;
            if matches!(error, EngineError::Refused(Refusal::Conflict { .. })) {
                session.voice.say("Your choices are kept; look at them again.")?;
            }
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn success(session: &mut Session, outcome: &Outcome) -> Result<(), Stop> {
    session.voice.title("Success")?;
    session.voice.say(&outcome.happened())?;
    session.voice.say(&outcome.counts().to_string())?;
    session.voice.say_all(outcome.instead_of())?;
    let (scheduler, local) = (session.engine.scheduler_zone(), session.engine.local_zone());
    session.voice.say_all(outcome.zone_lines(scheduler, local))?;
    session.voice.say(SAME_COMMAND)?;
    session.voice.say(&format!("  {}", outcome.command))?;
    session.voice.say_all(outcome.next())
}
