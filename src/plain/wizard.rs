//! The wizard: Select Versions, Select Release Schedule, Success.

use super::{
    Desk, Stop,
    decision::{Decision, Turn},
    select_release_schedule as schedule, select_versions as versions,
};
use crate::{
    domain::{PackId, Refusal},
    engine::{Draft, EngineError, LEAVE, Outcome, Purpose, SAME_COMMAND},
};

/// How the wizard ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Done,
    Left,
}

/// Talks through the wizard.
pub(super) fn talk(desk: &mut Desk, id: &PackId, purpose: Purpose) -> Result<End, Stop> {
    let mut decision = Decision::new(desk.engine.draft(id, purpose)?);
    loop {
        let selected =
            if decision.draft.is_one_step() { Turn::Next } else { versions::talk(desk, &mut decision.draft)? };
        match selected {
            Turn::Next => {}
            Turn::Back | Turn::Leave if leaves(desk, &decision.draft)? => return Ok(End::Left),
            Turn::Back | Turn::Leave => continue,
        }
        match schedule::talk(desk, &mut decision)? {
            Turn::Next if carry_out(desk, &mut decision)? => return Ok(End::Done),
            Turn::Leave if leaves(desk, &decision.draft)? => return Ok(End::Left),
            Turn::Next | Turn::Back | Turn::Leave => {}
        }
    }
}

/// Whether to leave; asked where something would be lost.
fn leaves(desk: &mut Desk, draft: &Draft) -> Result<bool, Stop> {
    if draft.is_edited() {
        let [question, lost] = LEAVE;
        desk.voice.say(lost)?;
        if !desk.voice.confirm(question)? {
            return Ok(false);
        }
    }
    desk.voice.say("Nothing was released.")?;
    Ok(true)
}

/// Carries out what was decided; false where it was refused, with the choices kept on the newest state.
fn carry_out(desk: &mut Desk, decision: &mut Decision) -> Result<bool, Stop> {
    let order = decision.draft.order(decision.when_or_now(), &decision.notes);
    let done = desk.engine.carry_out(decision.draft.purpose, &order);
    match desk.done(done) {
        Ok(outcome) => {
            success(desk, &outcome)?;
            desk.tidy()?;
            Ok(true)
        }
        Err(error @ EngineError::Refused(_)) => {
            desk.tell("release the integration pack", &error)?;
            desk.engine.refresh()?;
            decision.read_again(&mut desk.engine)?;
            if matches!(error, EngineError::Refused(Refusal::Conflict { .. })) {
                desk.voice.say("Your choices are kept; look at them again.")?;
            }
            Ok(false)
        }
        Err(error) => Err(error.into()),
    }
}

fn success(desk: &mut Desk, outcome: &Outcome) -> Result<(), Stop> {
    desk.voice.title("Success")?;
    desk.voice.say(&outcome.happened())?;
    desk.voice.say(&outcome.counts().to_string())?;
    desk.voice.say_all(outcome.instead_of())?;
    let (scheduler, local) = (desk.engine.scheduler_zone(), desk.engine.local_zone());
    desk.voice.say_all(outcome.zone_lines(scheduler, local))?;
    desk.voice.say(SAME_COMMAND)?;
    desk.voice.say(&format!("  {}", outcome.command))?;
    desk.voice.say_all(outcome.next())
}
