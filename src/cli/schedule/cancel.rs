//! `ipack schedule cancel`.

use super::{find, print};
use crate::{
    cli::{Failure, Global, args::CancelArgs, confirm::confirm_shown, end::done, open::open},
    domain::{PackId, Via, date_words},
    engine::{Engine, EngineError, ScheduleEntry, sentences},
};

pub(super) fn run(global: &Global, args: &CancelArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("cancel the scheduled release of {}", args.pack);
    let (id, entry, affected) = wanted(&mut engine, args).map_err(Failure::to(doing()))?;
    let overriding = args.override_freeze.as_deref();
    let overrides = if args.recall { engine.judge_recall(&id, overriding) } else { Ok(None) };
    let overrides = overrides.map_err(Failure::to(doing()))?;
    let mut lines = planned(&entry, affected, args.recall);
    lines.extend(overrides.map(|overrides| overrides.warning()));
    confirm_shown(lines, "Cancel the scheduled release?", args.yes)?;
    let outcome = engine
        .cancel_scheduled(&id, &entry.basis, &args.reason, args.recall, overriding)
        .map_err(Failure::to(doing()))?;
    done(&mut engine, |engine| print(global, engine, &outcome, &outcome.happened(engine.local_zone())));
    Ok(())
}

/// What is cancelled, and how many instances have applied it or an earlier one early.
fn wanted(engine: &mut Engine, args: &CancelArgs) -> Result<(PackId, ScheduleEntry, usize), EngineError> {
    let (id, entry) = find(engine, &args.pack)?;
    engine.check_cancel(&id)?;
    let pack = engine.pack(&id)?.pack;
    if args.recall {
        pack.check_recall()?;
    }
    Ok((id, entry, pack.applied_early() + pack.ahead()))
}

fn planned(entry: &ScheduleEntry, affected: usize, recall: bool) -> Vec<String> {
    let date = date_words(entry.scheduled.release_on_date);
    let mut lines = vec![format!("{}: the release scheduled for {date} will be cancelled", entry.name)];
    if affected > 0 {
        let then =
            if recall { "a new release brings back the current versions" } else { "kept until the next release" };
        lines.push(format!("! {}: {then}", sentences::applied_early(affected)));
    }
    lines
}
