//! `ipack workspace`.

use serde::Serialize;

use super::{
    Failure, Global,
    args::{LatePolicy, Setting, WorkspaceArgs, WorkspaceCommand},
    open::open,
    render,
};
use crate::{
    domain::{LateReleases, Settings, Via, count},
    engine::Engine,
};

/// `{"name","schedulerTimeZone","lateReleases":"same-day|always|ask","demo","stateDir"}`, printed by `show` and `set`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct WorkspaceOut {
    name: String,
    scheduler_time_zone: String,
    late_releases: &'static str,
    demo: bool,
    state_dir: String,
}

pub(super) fn run(global: &Global, args: &WorkspaceArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let WorkspaceCommand::Set { setting } = &args.command else { return print(global, &engine) };
    let zone = engine.scheduler_zone();
    engine.change_settings(|settings| change(settings, setting)).map_err(Failure::to("change the settings"))?;
    print(global, &engine)?;
    let waiting = engine.overview().packs.iter().filter(|entry| entry.summary.scheduled.is_some()).count();
    if zone != engine.scheduler_zone() && waiting > 0 {
        render::aside([format!(
            "{}: in the zone that it was scheduled in, as before",
            count(waiting, "scheduled release")
        )])?;
    }
    engine.tidy().map_err(Failure::to("write a snapshot"))
}

fn change(settings: &mut Settings, setting: &Setting) {
    match setting {
        Setting::Name { name } => name.trim().clone_into(&mut settings.name),
        Setting::SchedulerTimeZone { zone } => settings.scheduler_time_zone = *zone,
        Setting::LateReleases { policy } => {
            settings.late_releases = match policy {
                LatePolicy::SameDay => LateReleases::SameDay,
                LatePolicy::Always => LateReleases::Always,
                LatePolicy::Ask => LateReleases::Ask,
            }
        }
    }
}

fn print(global: &Global, engine: &Engine) -> Result<(), Failure> {
    let settings = engine.settings();
    let out = WorkspaceOut {
        name: settings.name.clone(),
        scheduler_time_zone: settings.scheduler_time_zone.to_string(),
        late_releases: settings.late_releases.word(),
        demo: engine.is_demo(),
        state_dir: engine.dir().display().to_string(),
    };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let demo = if out.demo { "a demo in " } else { "" };
    let rows = [
        ("Name", out.name),
        ("Scheduler time zone", out.scheduler_time_zone),
        ("Late releases", out.late_releases.to_owned()),
        ("Kept in", format!("{demo}{}", out.state_dir)),
    ];
    let rows: Vec<Vec<String>> = rows.into_iter().map(|(title, value)| vec![title.to_owned(), value]).collect();
    render::lines(render::table(&["Setting", "Value"], &rows))
}
