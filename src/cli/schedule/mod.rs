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

use serde::Serialize;

use super::{
    Failure, Global,
    args::{ScheduleArgs, ScheduleCommand},
    output::{Names, ScheduledOut},
    render,
};
use crate::{
    domain::{PackId, Refusal, ScheduledRelease},
    engine::{Engine, EngineError, ScheduleEntry, ScheduleOutcome},
};

/// `{"id","request"|null,"scheduledRelease"|null,"ahead","recalled"|null}`, printed by `move`, `change`, `adopt` and `cancel`: what is scheduled
/// now, how many instances keep a cancelled update, and the number of the release that recalled them.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ScheduleOutcomeOut {
    id: String,
    request: Option<String>,
    scheduled_release: Option<ScheduledOut>,
    ahead: usize,
    recalled: Option<u32>,
}

impl ScheduleOutcomeOut {
    /// What is scheduled now, and how many instances keep an update that was cancelled.
    pub(super) fn now(id: &PackId, scheduled: Option<&ScheduledRelease>, ahead: usize, names: Names) -> Self {
        let scheduled_release = scheduled.map(|scheduled| ScheduledOut::of(scheduled, scheduled.window().ok(), names));
        Self { id: id.to_string(), request: None, scheduled_release, ahead, recalled: None }
    }
}

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
    let names = |id: &_| engine.component_name(id);
    let now = ScheduleOutcomeOut::now(&outcome.id, outcome.scheduled.as_ref(), outcome.ahead, &names);
    let request = outcome.request.as_ref().map(ToString::to_string);
    let out = ScheduleOutcomeOut { request, recalled: outcome.recalled, ..now };
    if render::machine(global.format, &out)? { Ok(()) } else { render::lines(lines) }
}
