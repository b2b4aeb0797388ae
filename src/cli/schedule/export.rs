//! `ipack schedule export`.

use std::{io::IsTerminal as _, path::Path};

use serde::Serialize;

use crate::{
    cli::{Failure, Global, args::ExportScheduleArgs, open::open, plan_out::alone_on_output, render},
    domain::{PackId, Via, count},
    engine::EngineError,
};

/// `{"file","windows","freezes"}`: where the calendar is, and how many events of each kind are in it.
#[derive(Debug, Serialize)]
struct CalendarOut {
    file: String,
    windows: usize,
    freezes: usize,
}

pub(super) fn run(global: &Global, args: &ExportScheduleArgs) -> Result<(), Failure> {
    const DOING: &str = "export the schedule";
    let is_printed = args.out == Path::new("-");
    if is_printed {
        alone_on_output(global, "--out")?;
    }
    let engine = open(global, Via::Cli)?;
    let packs: Result<Vec<PackId>, EngineError> = args.packs.iter().map(|name| engine.find_pack(name)).collect();
    let packs = packs.map_err(Failure::to(DOING))?;
    if is_printed {
        let calendar = engine.release_calendar(&packs).map_err(Failure::to(DOING))?;
        // On a terminal no name acts; whoever reads a pipe gets the very text.
        return if std::io::stdout().is_terminal() {
            render::lines(calendar.text.lines())
        } else {
            render::raw(calendar.text.as_bytes())
        };
    }
    let calendar = engine.export_calendar(&packs, &args.out).map_err(Failure::to(DOING))?;
    let file = args.out.display().to_string();
    let out = CalendarOut { file, windows: calendar.windows, freezes: calendar.freezes };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let (windows, freezes) = (count(out.windows, "scheduled release"), count(out.freezes, "freeze"));
    render::lines([format!("{windows} and {freezes} written to {}", out.file)])
}
