//! `ipack pack`.

mod edit;
mod instances;
mod members;

use super::{
    Failure, Global,
    args::{PackArgs, PackCommand},
    end::done,
    open::open,
    output::PackOut,
    render, table,
};
use crate::{
    domain::{ComponentRow, PackId, Pending, Via, count, date_words, instant_words},
    engine::{Engine, PackView, sentences},
    text::capital,
};

pub(super) fn run(global: &Global, args: &PackArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    match &args.command {
        PackCommand::List => list(global, &mut engine),
        PackCommand::Show { pack } => show(global, &mut engine, pack),
        PackCommand::Instances(args) => instances::list(global, &mut engine, args),
        PackCommand::Create(args) => edit::create(global, &mut engine, args),
        PackCommand::Edit(args) => edit::edit(global, &mut engine, args),
        PackCommand::Delete { pack, yes } => edit::delete(global, &mut engine, pack, *yes),
        PackCommand::Add(args) => members::add(global, &mut engine, args),
        PackCommand::Remove { members, yes } => members::remove(global, &mut engine, members, *yes),
        PackCommand::Undelete(args) => members::undelete(global, &mut engine, args),
    }
}

/// Prints the pack as it is now, for programs, or what happened, for eyes.
fn print(global: &Global, engine: &mut Engine, id: &PackId, lines: &[String]) {
    done(engine, |engine| {
        let view = engine.pack(id).map_err(Failure::to("show the pack"))?;
        let names = |id: &_| engine.component_name(id);
        if render::machine(global.format, &PackOut::of(&view, &names, true))? { Ok(()) } else { render::lines(lines) }
    });
}

fn list(global: &Global, engine: &mut Engine) -> Result<(), Failure> {
    let mut views = Vec::new();
    for entry in engine.overview().packs.iter() {
        views.push(engine.pack(&entry.summary.id).map_err(Failure::to("list the packs"))?);
    }
    let names = |id: &_| engine.component_name(id);
    let out: Vec<PackOut> = views.iter().map(|view| PackOut::of(view, &names, false)).collect();
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let rows: Vec<Vec<String>> = views.iter().map(row).collect();
    render::lines(table::list(
        &[
            table::name("Name"),
            table::spare("Type"),
            table::whole("Current"),
            table::whole("To release"),
            table::whole("Scheduled"),
            table::whole("Accounts"),
        ],
        &rows,
        sentences::NO_PACKS,
    ))
}

fn row(view: &PackView) -> Vec<String> {
    let pack = &view.pack;
    vec![
        pack.name.clone(),
        pack.installation_type.api_word().into(),
        pack.current().map_or_else(|| "—".into(), |r| format!("#{}", r.number)),
        if view.releasable { "yes".into() } else { String::new() },
        pack.scheduled.as_ref().map(|s| s.release_on_date.to_string()).unwrap_or_default(),
        view.reach.in_accounts().map_or_else(|| "—".into(), |accounts| accounts.to_string()),
    ]
}

fn show(global: &Global, engine: &mut Engine, name: &str) -> Result<(), Failure> {
    let doing = || format!("show {name}");
    let id = engine.find_pack(name).map_err(Failure::to(doing()))?;
    let view = engine.pack(&id).map_err(Failure::to(doing()))?;
    let names = |id: &_| engine.component_name(id);
    if render::machine(global.format, &PackOut::of(&view, &names, true))? {
        return Ok(());
    }
    let zone = engine.local_zone();
    let pack = &view.pack;
    let mut lines = vec![pack.name.clone(), format!("{} · {}", pack.installation_type, pack.id)];
    lines.extend((!pack.description.is_empty()).then(|| pack.description.clone()));
    lines.push(match pack.current() {
        None => "Never released".into(),
        Some(r) => {
            format!("Current release #{}, {}, by {}", r.number, instant_words(r.released_at, zone), r.released_by)
        }
    });
    lines.push(match view.reach.in_accounts() {
        None => capital(sentences::HOLDERS_UNKNOWN),
        Some(accounts) => {
            let instances = count(view.reach.instances as usize, "instance");
            format!("Installed in {} ({instances})", count(accounts as usize, "account"))
        }
    });
    if let (Some(scheduled), Some(window)) = (&pack.scheduled, &view.window) {
        lines.push(format!("Scheduled for {}", date_words(scheduled.release_on_date)));
        lines.extend(window.zone_lines(zone).iter().map(|line| format!("  {line}")));
        lines.extend(
            (pack.applied_early() > 0).then(|| format!("  {}", sentences::applied_early(pack.applied_early()))),
        );
    }
    lines.push(String::new());
    let words = engine.settings().deployment.words();
    lines.push(format!("{} ({})", words.components, view.rows.len()));
    let rows: Vec<Vec<String>> = view.rows.iter().map(component_row).collect();
    let titles = [
        table::name("Component Name"),
        table::spare("Component Type"),
        table::whole("Current Version"),
        table::whole("Pending Version"),
        table::whole(words.latest),
        table::text("Warning"),
    ];
    let has_warnings = view.rows.iter().any(|row| row.warning().is_some());
    let titles = if has_warnings { &titles[..] } else { &titles[..titles.len() - 1] };
    lines.extend(table::lines(titles, &rows));
    render::lines(lines)
}

fn component_row(row: &ComponentRow) -> Vec<String> {
    let version = |v: Option<&crate::domain::Version>| v.map_or_else(|| "—".to_owned(), ToString::to_string);
    let pending = match &row.pending {
        Pending::Version(version) => version.to_string(),
        Pending::Deleted => "Deleted".into(),
        Pending::Nothing => String::new(),
    };
    vec![
        row.component_name.clone(),
        row.component_type.to_string(),
        version(row.current.as_ref()),
        pending,
        version(row.latest.as_ref()),
        row.warning().unwrap_or_default(),
    ]
}
