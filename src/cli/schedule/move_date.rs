//! `ipack schedule move`.

use super::{find, print};
use crate::{
    cli::{Failure, Global, args::MoveArgs, confirm::confirm_shown, end::done, open::open, order::decide},
    domain::{Via, Window, date_words, parse_release_date},
    engine::{Engine, EngineError, ScheduleEntry, sentences},
};

pub(super) fn run(global: &Global, args: &MoveArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("move the scheduled release of {}", args.pack);
    let (id, entry) = find(&mut engine, &args.pack).map_err(Failure::to(doing()))?;
    let reason = args.override_freeze.as_deref();
    let wanted =
        wanted(&engine, args).and_then(|window| Ok((window, engine.judge_scheduled(&id, window.date, reason)?)));
    let (window, overrides) = wanted.map_err(Failure::to(doing()))?;
    let mut lines = planned(&engine, &entry, &window);
    lines.extend(overrides.map(|overrides| overrides.warning()));
    confirm_shown(lines, "Move the scheduled release?", args.yes)?;
    engine.wait_for_platform(!args.no_wait);
    let moved = decide(&mut engine, |engine| engine.move_scheduled(&id, &entry.basis, window.date, reason));
    let outcome = moved.map_err(Failure::to(doing()))?;
    done(&mut engine, |engine| print(global, engine, &outcome, &outcome.happened(engine.local_zone())));
    Ok(())
}

fn wanted(engine: &Engine, args: &MoveArgs) -> Result<Window, EngineError> {
    let date = parse_release_date(&args.on, engine.today())?;
    Ok(Window::after_today(date, engine.scheduler_zone(), engine.now())?)
}

fn planned(engine: &Engine, entry: &ScheduleEntry, window: &Window) -> Vec<String> {
    let from = date_words(entry.scheduled.release_on_date);
    let mut lines = vec![format!("{}: the release scheduled for {from} moves to", entry.name)];
    lines.extend(window.zone_lines(engine.local_zone()).iter().map(|line| format!("  {line}")));
    if entry.applied_early > 0 {
        lines.push(format!(
            "! {}, in {}",
            sentences::applied_early(entry.applied_early),
            entry.early_accounts.join(", ")
        ));
    }
    lines
}
