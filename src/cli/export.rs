//! `ipack export`.

use std::path::Path;

use serde::Serialize;

use super::{
    Failure, Global, args::ExportArgs, open::open, plan_out::alone_on_output, progress::with_progress, render,
};
use crate::{
    domain::{PackId, Via},
    engine::{EngineError, sentences},
};

/// Names of files: those that were written, those that already held the right contents, and those of an earlier export
/// that were removed.
#[derive(Debug, Serialize)]
struct SavedOut {
    written: Vec<String>,
    unchanged: Vec<String>,
    removed: Vec<String>,
}

pub(super) fn run(global: &Global, args: &ExportArgs) -> Result<(), Failure> {
    let printed = args.out == Path::new("-");
    if printed {
        alone_on_output(global, "--out")?;
    }
    let mut engine = open(global, Via::Cli)?;
    let packs: Result<Vec<PackId>, EngineError> = args.packs.iter().map(|name| engine.find_pack(name)).collect();
    let packs = packs.map_err(Failure::to("export"))?;
    if printed {
        let document = with_progress(|progress| engine.watched(progress, |engine| engine.document(&packs)));
        return render::raw(document.map_err(Failure::to("export"))?.as_bytes());
    }
    let saved = with_progress(|progress| engine.watched(progress, |engine| engine.export(&packs, &args.out)));
    let saved = saved.map_err(Failure::to("export"))?;
    let out = SavedOut { written: saved.written, unchanged: saved.unchanged, removed: saved.removed };
    if render::machine(global.format, &out)? {
        return Ok(());
    }
    let head = sentences::documents_written(out.written.len(), &args.out, out.unchanged.len());
    let written = out.written.iter().map(|file| format!("+ {file}"));
    let removed = out.removed.iter().map(|file| format!("- {file}"));
    render::lines([head].into_iter().chain(written).chain(removed))
}
