//! `ipack schedule list`.

use crate::{
    cli::{Failure, Global, open::open, output::ScheduleEntryOut, render, table},
    domain::{Due, Override, Via, countdown, date_words},
    engine::{ScheduleEntry, sentences},
};

pub(super) fn run(global: &Global) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let entries = engine.schedule().map_err(Failure::to("list the scheduled releases"))?;
    let names = |id: &_| engine.component_name(id);
    let out: Vec<ScheduleEntryOut> = entries.iter().map(|entry| ScheduleEntryOut::of(entry, &names)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let (now, zone) = (engine.now(), engine.local_zone());
    // The platform's API does not tell who applied a release early.
    let is_told = engine.settings().platform.is_none();
    let row = |entry: &ScheduleEntry| {
        vec![
            date_words(entry.scheduled.release_on_date),
            entry.name.clone(),
            entry.hours_in(entry.scheduled.time_zone),
            entry.window.as_ref().map_or_else(|_| String::new(), |window| window.hours_in(zone)),
            standing(entry, now),
            if is_told { entry.applied_early.to_string() } else { "—".to_owned() },
            entry.scheduled.scheduled_by.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = entries.iter().map(row).collect();
    let titles = [
        table::whole("Date"),
        table::name("Integration Pack"),
        table::whole("Window"),
        table::whole("Your time"),
        table::name(""),
        table::spare("Applied early"),
        table::spare("By"),
    ];
    render::lines(table::list(&titles, &rows, sentences::NOTHING_SCHEDULED))
}

fn standing(entry: &ScheduleEntry, now: chrono::DateTime<chrono::Utc>) -> String {
    match (&entry.scheduled.blocked, entry.due) {
        (Some(reason), _) => format!("BLOCKED: {reason}"),
        (None, Due::Overdue) => match &entry.window {
            Ok(_) => "OVERDUE".to_owned(),
            Err(why) => format!("OVERDUE: {why}"),
        },
        (None, _) => {
            let overrides = entry.scheduled.overrides.as_deref().map(Override::words);
            let told = [Some(countdown(now, entry.begins())), entry.frozen.clone(), overrides];
            told.into_iter().flatten().collect::<Vec<_>>().join(", ")
        }
    }
}
