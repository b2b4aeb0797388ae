//! What the screens ask about documents: reading them to import, importing them, writing them.

use std::path::{Path, PathBuf};

use crate::{
    domain::{PackId, count},
    engine::{Engine, EngineError, ImportReport, Overview, Source},
};

/// A question.
#[derive(Debug, Clone)]
pub enum Ask {
    /// What importing the document, or the folder of documents, would change.
    Plan(String),
    /// Import what was read.
    Import(Vec<Source>),
    /// Write documents of some packs into a folder; of the whole workspace where none is named.
    Export(Vec<PackId>, String),
}

/// An answer.
#[derive(Debug)]
pub enum Told {
    /// What was read, and what importing it would change.
    Planned(Result<(Vec<Source>, ImportReport), EngineError>),
    /// What was imported, with the workspace as it is after it.
    Imported(Result<(ImportReport, Overview), EngineError>),
    /// What was written, in words.
    Exported(Result<String, EngineError>),
}

pub(super) fn answer(engine: &mut Engine, ask: Ask) -> Told {
    match ask {
        Ask::Plan(path) => Told::Planned(plan(engine, &at_home(&path))),
        Ask::Import(sources) => {
            let report = engine.import(&sources);
            Told::Imported(report.map(|report| (report, engine.overview())))
        }
        Ask::Export(packs, dir) => Told::Exported(export(engine, &packs, &at_home(&dir))),
    }
}

fn plan(engine: &mut Engine, path: &Path) -> Result<(Vec<Source>, ImportReport), EngineError> {
    let sources = Source::read_all(path)?;
    let report = engine.plan_import(&sources)?;
    Ok((sources, report))
}

fn export(engine: &mut Engine, packs: &[PackId], dir: &Path) -> Result<String, EngineError> {
    let saved = engine.export(packs, dir)?;
    let written = count(saved.written.len(), "document");
    Ok(format!("{written} written to {}, {} unchanged", dir.display(), saved.unchanged.len()))
}

/// A path as typed; `~` at its start is the home folder, which no shell has put there.
fn at_home(path: &str) -> PathBuf {
    let path = path.trim();
    let rest = path.strip_prefix('~').filter(|rest| rest.is_empty() || rest.starts_with('/'));
    match (rest, std::env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest.trim_start_matches('/')),
        _ => PathBuf::from(path),
    }
}
