//! `ipack schedule`.

use chrono_tz::Tz;

use super::{
    Failure, Global,
    args::{ScheduleArgs, ScheduleCommand},
    open::open,
    output::{ScheduleEntryOut, WindowOut},
    render,
};
use crate::{
    domain::{Via, Window, countdown, date_words, parse_release_date, today_in},
    engine::{EngineError, ScheduleEntry, local_zone, system_clock},
};

pub(super) fn run(global: &Global, args: &ScheduleArgs) -> Result<(), Failure> {
    match &args.command {
        ScheduleCommand::List => list(global),
        ScheduleCommand::Window { on, time_zone } => window(global, on, *time_zone),
    }
}

fn list(global: &Global) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let entries = engine.schedule().map_err(Failure::to("list the scheduled releases"))?;
    let names = |id: &_| engine.component_name(id);
    let out: Vec<ScheduleEntryOut> = entries.iter().map(|entry| ScheduleEntryOut::of(entry, &names)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    if entries.is_empty() {
        return render::lines(["Nothing is scheduled"]);
    }
    let (now, zone) = (engine.now(), engine.local_zone());
    let row = |entry: &ScheduleEntry| {
        vec![
            date_words(entry.scheduled.release_on_date),
            entry.name.clone(),
            entry.window.hours_in(entry.window.zone),
            entry.window.hours_in(zone),
            countdown(now, entry.window.start),
            entry.applied_early.to_string(),
            entry.scheduled.scheduled_by.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = entries.iter().map(row).collect();
    let titles = ["Date", "Integration Pack", "Scheduler's time", "Your time", "", "Applied early", "By"];
    render::lines(render::table(&titles, &rows))
}

fn window(global: &Global, on: &str, zone: Option<Tz>) -> Result<(), Failure> {
    let doing = || format!("tell the window of {on}");
    let zone = match zone {
        Some(zone) => zone,
        None => open(global, Via::Cli)?.scheduler_zone(),
    };
    let window = parse_release_date(on, today_in(zone, system_clock().now()))
        .and_then(|date| Window::of(date, zone))
        .map_err(|refusal| Failure::to(doing())(EngineError::Refused(refusal)))?;
    if render::machine(global.format, &WindowOut::of(&window))? {
        return Ok(());
    }
    render::lines(window.zone_lines(local_zone()))
}
