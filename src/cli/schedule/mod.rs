//! `ipack schedule`: what is scheduled, and the verbs on it.

#[cfg(feature = "platform")]
mod adopt;
mod cancel;
mod change;
mod export;
mod list;
mod move_date;
mod override_freeze;
mod window;

use super::{
    Failure, Global,
    args::{ScheduleArgs, ScheduleCommand},
    render,
    schedule_out::ScheduleOutcomeOut,
};
use crate::{
    domain::{PackId, Refusal},
    engine::{Engine, EngineError, ScheduleEntry, ScheduleOutcome},
};

pub(super) fn run(global: &Global, args: &ScheduleArgs) -> Result<(), Failure> {
    match &args.command {
        ScheduleCommand::List => list::run(global),
        ScheduleCommand::Move(args) => move_date::run(global, args),
        ScheduleCommand::Change(args) => change::run(global, args),
        #[cfg(feature = "platform")]
        ScheduleCommand::Adopt { pack, request } => adopt::run(global, pack, request),
        ScheduleCommand::Cancel(args) => cancel::run(global, args),
        ScheduleCommand::Override(args) => override_freeze::run(global, args),
        ScheduleCommand::Export(args) => export::run(global, args),
        ScheduleCommand::Window { on, time_zone } => window::run(global, on, *time_zone),
    }
}

/// The scheduled release of the pack that `name` names.
fn find(engine: &mut Engine, name: &str) -> Result<(PackId, ScheduleEntry), EngineError> {
    let id = engine.find_pack(name)?;
    let entry = engine.scheduled(&id)?.ok_or_else(|| Refusal::NothingScheduled { pack: engine.pack_name(&id) })?;
    Ok((id, entry))
}

fn print(global: &Global, engine: &Engine, outcome: &ScheduleOutcome, lines: &[String]) -> Result<(), Failure> {
    let out = ScheduleOutcomeOut::of(outcome, &|id| engine.component_name(id));
    if render::machine(global.format, &out)? { Ok(()) } else { render::lines(lines) }
}
