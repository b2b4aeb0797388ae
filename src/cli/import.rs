//! `ipack import`.

use serde::Serialize;

use super::{
    Failure, Global,
    args::ImportArgs,
    confirm::confirm_shown,
    end::done,
    open::open,
    progress::{reading, with_progress},
    render,
};
use crate::{
    domain::Via,
    engine::{ImportReport, Source},
};

#[derive(Debug, Serialize)]
struct ImportOut {
    added: Vec<NounOut>,
    updated: Vec<NounOut>,
    /// Sentences for eyes.
    notices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct NounOut {
    what: &'static str,
    name: String,
    /// How it differs from what is known; empty for what is new.
    changes: Vec<String>,
}

pub(super) fn run(global: &Global, args: &ImportArgs) -> Result<(), Failure> {
    let sources = reading(|progress| Source::all_given(&args.files, progress));
    let sources = sources.map_err(|error| Failure::of("import", error))?;
    let mut engine = open(global, Via::Cli)?;
    let plan = with_progress(|progress| engine.watched(progress, |engine| engine.plan_import(&sources)));
    let plan = plan.map_err(Failure::to("import"))?;
    if args.dry_run || plan.is_empty() {
        return print(global, &plan, "Would import");
    }
    if !plan.updated.is_empty() {
        confirm_shown(lines(&plan, "Would import"), "Update what is known already?", args.yes)?;
    }
    let report = with_progress(|progress| engine.watched(progress, |engine| engine.import(&sources)));
    let report = report.map_err(Failure::to("import"))?;
    done(&mut engine, |_| print(global, &report, "Imported"));
    Ok(())
}

fn print(global: &Global, report: &ImportReport, done: &str) -> Result<(), Failure> {
    let noun = |(what, name): &(&'static str, String), changes: &[String]| NounOut {
        what,
        name: name.clone(),
        changes: changes.to_vec(),
    };
    let out = ImportOut {
        added: report.added.iter().map(|new| noun(new, &[])).collect(),
        updated: report.updated.iter().zip(&report.differences).map(|(one, changes)| noun(one, changes)).collect(),
        notices: report.notices.clone(),
    };
    if render::machine(global.format, &out)? { Ok(()) } else { render::lines(lines(report, done)) }
}

fn lines(report: &ImportReport, done: &str) -> Vec<String> {
    [report.text(done)].into_iter().chain(report.lines()).collect()
}
