//! `ipack diff`.

use serde::Serialize;

use super::{Failure, Global, args::DiffArgs, open::open, order::row, output::ChangeOut, render, table};
use crate::{
    domain::{Change, ChangeCounts, Via},
    engine::{Diff, Side},
};

/// `{"id","name","from","to"|null,"changes":[{"componentId","componentName","from","to","change"}]}`: release numbers,
/// `to` null for what is pending; every component that either side carries, by name.
#[derive(Debug, Serialize)]
struct DiffOut {
    id: String,
    name: String,
    from: Option<u32>,
    to: Option<u32>,
    changes: Vec<ChangeOut>,
}

pub(super) fn run(global: &Global, args: &DiffArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let doing = || format!("compare the releases of {}", args.pack);
    let id = engine.find_pack(&args.pack).map_err(Failure::to(doing()))?;
    let diff = engine.diff(&id, args.from, args.to).map_err(Failure::to(doing()))?;
    let out = DiffOut {
        id: id.to_string(),
        name: diff.name.clone(),
        from: number(diff.from),
        to: number(diff.to),
        changes: diff.changes.iter().map(ChangeOut::of).collect(),
    };
    if render::machine(global.format, &out)? { Ok(()) } else { render::lines(lines(&diff)) }
}

fn lines(diff: &Diff) -> Vec<String> {
    let (from, to) = (words(diff.from), words(diff.to));
    let changed: Vec<Vec<String>> = diff.changes.iter().filter(|c| c.change != Change::Unchanged).map(row).collect();
    if changed.is_empty() {
        return vec![format!("{}: {from} and {to} carry the same", diff.name)];
    }
    let mut lines = vec![format!("{}: from {from} to {to}", diff.name)];
    lines.extend(table::lines(
        &[table::name("Component Name"), table::whole(&from), table::whole(&to), table::whole("Change")],
        &changed,
    ));
    lines.push(ChangeCounts::of(diff.changes.iter().map(|c| c.change)).to_string());
    lines
}

fn number(side: Side) -> Option<u32> {
    match side {
        Side::Release(number) => Some(number),
        Side::Pending => None,
    }
}

fn words(side: Side) -> String {
    number(side).map_or_else(|| "pending".to_owned(), |number| format!("#{number}"))
}
