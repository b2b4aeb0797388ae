//! `ipack export`.

use serde::Serialize;

use super::{Failure, Global, args::ExportArgs, open::open, render};
use crate::{
    domain::{Via, count},
    engine::{Engine, EngineError, Saved},
};

/// File names: what was written, what stood there as it should, and what an earlier export left.
#[derive(Debug, Serialize)]
struct SavedOut {
    written: Vec<String>,
    unchanged: Vec<String>,
    removed: Vec<String>,
}

pub(super) fn run(global: &Global, args: &ExportArgs) -> Result<(), Failure> {
    let mut engine = open(global, Via::Cli)?;
    let export = |engine: &mut Engine| -> Result<Saved, EngineError> {
        let packs = args.packs.iter().map(|name| engine.find_pack(name)).collect::<Result<Vec<_>, _>>()?;
        engine.export(&packs, &args.out)
    };
    let saved = export(&mut engine).map_err(Failure::to("export"))?;
    let out = SavedOut { written: saved.written, unchanged: saved.unchanged, removed: saved.removed };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let (written, unchanged) = (count(out.written.len(), "document"), out.unchanged.len());
    let head = format!("{written} written to {}, {unchanged} unchanged", args.out.display());
    let written = out.written.iter().map(|file| format!("+ {file}"));
    let removed = out.removed.iter().map(|file| format!("- {file}"));
    render::lines([head].into_iter().chain(written).chain(removed))
}
