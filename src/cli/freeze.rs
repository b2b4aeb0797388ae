//! `ipack freeze`.

use std::path::Path;

use serde::Serialize;

use super::{
    Failure, Global,
    args::{AddFreezeArgs, FreezeArgs, FreezeCommand},
    end::done,
    freeze_out::{CaughtOut, ChangedOut, FreezeOut},
    open::open,
    render, table,
};
use crate::{
    domain::{Via, count, date_words, parse_release_date, parse_weekdays},
    engine::{Caught, Engine, EngineError, FreezeImport, FreezeOrder, FreezeView, sentences},
    text::capital,
};

/// What `import` prints.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct ImportedOut {
    added: Vec<FreezeOut>,
    updated: Vec<FreezeOut>,
    unchanged: usize,
    left_out: Vec<LeftOut>,
    catches: Vec<CaughtOut>,
}

/// An event of a calendar that becomes no freeze.
#[derive(Debug, Serialize)]
struct LeftOut {
    name: String,
    why: String,
}

pub(super) fn run(global: &Global, args: &FreezeArgs) -> Result<(), Failure> {
    let engine = &mut open(global, Via::Cli)?;
    match &args.command {
        FreezeCommand::List { past } => list(global, engine, *past),
        FreezeCommand::Add(args) => add(global, engine, args),
        FreezeCommand::Remove { freeze } => remove(global, engine, freeze),
        FreezeCommand::Import { file } => import(global, engine, file),
    }
}

fn list(global: &Global, engine: &Engine, past: bool) -> Result<(), Failure> {
    let views = engine.freezes(past);
    let out: Vec<FreezeOut> = views.iter().map(FreezeOut::of).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let row = |view: &FreezeView| {
        let freeze = &view.freeze;
        vec![
            freeze.name.clone(),
            date_words(freeze.from),
            freeze.to_words(),
            freeze.weekdays_words(),
            view.whom(),
            freeze.reason.clone(),
            freeze.created_by.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    let titles = [
        table::name("Freeze"),
        table::whole("From"),
        table::whole("To"),
        table::whole("On"),
        table::name("For"),
        table::spare("Reason"),
        table::spare("By"),
    ];
    render::lines(table::list(&titles, &rows, sentences::NOTHING_FROZEN))
}

fn add(global: &Global, engine: &mut Engine, args: &AddFreezeArgs) -> Result<(), Failure> {
    let add = |engine: &mut Engine| -> Result<(FreezeView, Vec<Caught>), EngineError> {
        let today = engine.today();
        let order = FreezeOrder {
            name: args.name.clone(),
            from: Some(parse_release_date(&args.from, today)?),
            to: args.to.as_deref().map(|to| parse_release_date(to, today)).transpose()?,
            weekdays: args.weekdays.as_deref().map(parse_weekdays).transpose()?.unwrap_or_default(),
            packs: args.packs.iter().map(|name| engine.find_pack(name)).collect::<Result<_, _>>()?,
            groups: args.groups.iter().map(|name| engine.find_group(name)).collect::<Result<_, _>>()?,
            reason: args.reason.clone(),
        };
        engine.add_freeze(&order)
    };
    let (view, caught) = add(engine).map_err(Failure::to(format!("add the freeze {}", args.name)))?;
    done(engine, |engine| {
        if render::machine(global.format, &ChangedOut::of(&view, &caught))? {
            return Ok(());
        }
        let freeze = &view.freeze;
        let mut lines = vec![format!("{} is frozen for {}: {}", freeze.name, view.whom(), freeze.span_words())];
        lines.extend(caught_lines(engine, &caught));
        render::lines(lines)
    });
    Ok(())
}

fn remove(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let remove = |engine: &mut Engine| -> Result<FreezeView, EngineError> {
        let view = engine.find_freeze(name)?;
        engine.remove_freeze(&view.freeze.id)?;
        Ok(view)
    };
    let view = remove(engine).map_err(Failure::to(format!("remove the freeze {name}")))?;
    done(engine, |_| {
        if render::machine(global.format, &ChangedOut::of(&view, &[]))? {
            return Ok(());
        }
        render::lines([format!(
            "{}: {} is free",
            capital(&sentences::freeze_removed(&view.freeze.name)),
            view.freeze.span_words()
        )])
    });
    Ok(())
}

fn import(global: &Global, engine: &mut Engine, file: &Path) -> Result<(), Failure> {
    let doing = || format!("import freezes from {}", file.display());
    let import = engine.import_freezes(file).map_err(Failure::to(doing()))?;
    done(engine, |engine| {
        if render::machine(global.format, &ImportedOut::of(&import))? {
            return Ok(());
        }
        let line = |sign: char, view: &FreezeView| format!("{sign} {}, {}", view.freeze.name, view.freeze.span_words());
        let (added, updated) = (import.added.len(), import.updated.len());
        let mut lines =
            vec![format!("{} added, {updated} changed, {} as they were", count(added, "freeze"), import.unchanged)];
        lines.extend(import.added.iter().map(|view| line('+', view)));
        lines.extend(import.updated.iter().map(|view| line('~', view)));
        lines.extend(import.left_out.iter().map(|(name, why)| format!("! {name} is left out: {why}")));
        lines.extend(caught_lines(engine, &import.caught));
        render::lines(lines)
    });
    Ok(())
}

/// What a new freeze catches, and what becomes of it.
fn caught_lines(engine: &Engine, caught: &[Caught]) -> Vec<String> {
    if caught.is_empty() {
        return Vec::new();
    }
    let (catches, then) = if engine.freezes_stop() {
        (
            "catches",
            "each will be blocked on its date: move it, cancel it, or `ipack schedule override PACK --reason TEXT`",
        )
    } else {
        ("can't stop", "the platform performs what is scheduled there: `ipack schedule move PACK --on DATE` moves it")
    };
    let mut lines = vec![format!("! It {catches} {}; {then}", count(caught.len(), "scheduled release"))];
    lines.extend(caught.iter().map(|one| format!("  {}, {}", one.name, date_words(one.date))));
    lines
}

impl ImportedOut {
    fn of(import: &FreezeImport) -> Self {
        let left_out = |(name, why): &(String, String)| LeftOut { name: name.clone(), why: why.clone() };
        Self {
            added: import.added.iter().map(FreezeOut::of).collect(),
            updated: import.updated.iter().map(FreezeOut::of).collect(),
            unchanged: import.unchanged,
            left_out: import.left_out.iter().map(left_out).collect(),
            catches: import.caught.iter().map(CaughtOut::of).collect(),
        }
    }
}
