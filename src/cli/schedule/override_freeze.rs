//! `ipack schedule override`.

use super::{find, print};
use crate::{
    cli::{Failure, Global, args::OverrideArgs, end::done, open::open},
    domain::{Via, date_words},
    engine::{Engine, EngineError, ScheduleOutcome},
};

pub(super) fn run(global: &Global, args: &OverrideArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let override_freeze = |engine: &mut Engine| -> Result<ScheduleOutcome, EngineError> {
        let (id, entry) = find(engine, &args.pack)?;
        engine.override_scheduled(&id, &entry.basis, &args.reason)
    };
    let doing = || format!("override what freezes the scheduled release of {}", args.pack);
    let outcome = override_freeze(&mut engine).map_err(Failure::to(doing()))?;
    let goes_ahead = outcome.scheduled.as_ref().map(|scheduled| {
        let overrides = scheduled.overrides.as_deref().map(crate::domain::Override::names).unwrap_or_default();
        let date = date_words(scheduled.release_on_date);
        format!("The release of {} scheduled for {date} goes ahead in spite of {overrides}", outcome.name)
    });
    let lines: Vec<String> = goes_ahead.into_iter().collect();
    done(&mut engine, |engine| print(global, engine, &outcome, &lines));
    Ok(())
}
