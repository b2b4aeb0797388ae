//! `ipack history`.

use super::{Failure, Global, args::HistoryArgs, open::open, output::HistoryOut, render, table};
use crate::{
    domain::{Change, ChangeCounts, Override, Refusal, Tz, Via, instant_words},
    engine::HistoryEntry,
};

pub(super) fn run(global: &Global, args: &HistoryArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("show the history of {}", args.pack);
    let id = engine.find_pack(&args.pack).map_err(Failure::to(doing()))?;
    let mut history = engine.history(&id).map_err(Failure::to(doing()))?;
    if let Some(number) = args.release {
        history.entries.retain(|entry| entry.release.number == number);
        if history.entries.is_empty() {
            let refusal = Refusal::UnknownRelease { pack: history.pack.name.clone(), number };
            return Err(Failure::of(doing(), refusal));
        }
    }
    let names = |id: &_| engine.component_name(id);
    let out: Vec<HistoryOut> = history.entries.iter().map(|entry| HistoryOut::of(&entry.release, &names)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    match &history.entries[..] {
        [] => render::lines([format!("{} was never released", history.pack.name)]),
        [entry] if args.release.is_some() => render::lines(detail(entry, engine.local_zone())),
        entries => {
            let rows: Vec<Vec<String>> = entries.iter().map(|entry| row(entry, engine.local_zone())).collect();
            render::lines(table::lines(
                &[
                    table::whole("Release"),
                    table::whole("Released"),
                    table::whole("Kind"),
                    table::text("By"),
                    table::whole("Changed"),
                    table::text("Notes"),
                ],
                &rows,
            ))
        }
    }
}

fn row(entry: &HistoryEntry, zone: Tz) -> Vec<String> {
    let release = &entry.release;
    let overrides = release.overrides.as_deref().map(Override::words);
    let told = release
        .emergency_words()
        .into_iter()
        .chain(overrides)
        .chain((!release.notes.is_empty()).then(|| release.notes.clone()));
    vec![
        format!("#{}", release.number),
        instant_words(release.released_at, zone),
        kind(entry),
        release.released_by.clone(),
        ChangeCounts::of(entry.changes.iter().map(|c| c.change)).changed().to_string(),
        told.collect::<Vec<_>>().join("; "),
    ]
}

fn kind(entry: &HistoryEntry) -> String {
    match entry.release.rollback_to {
        Some(to) => format!("{} to #{to}", entry.release.kind),
        None => entry.release.kind.to_string(),
    }
}

fn detail(entry: &HistoryEntry, zone: Tz) -> Vec<String> {
    let release = &entry.release;
    let mut lines = vec![format!(
        "#{} · {} · {} · by {}",
        release.number,
        kind(entry),
        instant_words(release.released_at, zone),
        release.released_by
    )];
    lines.extend(release.found(zone));
    lines.extend(release.emergency_words());
    lines.extend(release.overrides.as_deref().map(Override::words));
    lines.extend((!release.notes.is_empty()).then(|| release.notes.clone()));
    lines.push(String::new());
    let cell = |version: Option<&crate::domain::Version>| version.map_or_else(|| "—".to_owned(), ToString::to_string);
    let word = |change: Change| if change == Change::Unchanged { String::new() } else { change.to_string() };
    let rows: Vec<Vec<String>> = entry
        .changes
        .iter()
        .map(|c| vec![c.component_name.clone(), cell(c.from.as_ref()), cell(c.to.as_ref()), word(c.change)])
        .collect();
    lines.extend(table::lines(
        &[table::name("Component Name"), table::whole("Before"), table::whole("Version"), table::whole("Change")],
        &rows,
    ));
    lines
}
