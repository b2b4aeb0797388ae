//! `ipack report`.

use std::path::Path;

use serde::Serialize;

use super::{
    Failure, Format, Global,
    args::ReportArgs,
    open::open,
    output::{ChangeOut, HistoryOut},
    render,
};
use crate::{
    domain::{PackId, Refusal, Via, parse_past_date, today_in},
    engine::{Engine, EngineError, ReleaseNotes, Reported},
};

/// `[{"id","name","release","changes","versions"}]`, newest first.
#[derive(Debug, Serialize)]
struct ReportedOut {
    id: String,
    name: String,
    release: HistoryOut,
    changes: Vec<ChangeOut>,
    versions: Vec<NewVersionOut>,
}

/// What a new version says of itself.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct NewVersionOut {
    component_name: String,
    version: String,
    notes: String,
}

pub(super) fn run(global: &Global, args: &ReportArgs) -> Result<(), Failure> {
    if args.out.is_some() && matches!(global.format, Format::Json | Format::Ron) {
        return Err(Failure::Usage {
            message: "--out takes markdown or html; json and ron are printed".into(),
            hint: Some("leave --out out, or give --format html".into()),
        });
    }
    let mut engine = open(global, Via::Cli)?;
    let report = wanted(&mut engine, args).map_err(Failure::to("report"))?;
    let names = |id: &_| engine.component_name(id);
    let text = match global.format {
        Format::Html => report.html(),
        Format::Table | Format::Markdown => report.markdown(),
        Format::Json | Format::Ron => {
            let out: Vec<ReportedOut> = report.releases.iter().map(|one| ReportedOut::of(one, &names)).collect();
            return render::machine(global.format, &out).map(drop);
        }
    };
    match args.out.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => ReleaseNotes::save(path, &text).map_err(Failure::to("save the report")),
        None => render::raw(text.as_bytes()),
    }
}

fn wanted(engine: &mut Engine, args: &ReportArgs) -> Result<ReleaseNotes, EngineError> {
    let pack = args.pack.as_ref().map(|name| engine.find_pack(name)).transpose()?;
    match (&pack, &args.since, args.release) {
        (_, Some(since), _) => {
            let since = parse_past_date(since, today_in(engine.local_zone(), engine.now()))?;
            engine.report_since(since, pack.as_ref())
        }
        (Some(id), None, Some(number)) => engine.report(id, number),
        (Some(id), None, None) => newest(engine, id),
        // The command line asks for one of both.
        (None, None, _) => engine.report_since(engine.today(), None),
    }
}

fn newest(engine: &mut Engine, id: &PackId) -> Result<ReleaseNotes, EngineError> {
    let pack = engine.pack(id)?.pack;
    let number = pack.current().map(|release| release.number);
    engine.report(id, number.ok_or_else(|| Refusal::NeverReleased { pack: pack.name.clone() })?)
}

impl ReportedOut {
    fn of(reported: &Reported, names: super::output::Names) -> Self {
        let version = |(component_name, packaged): &(String, crate::domain::PackagedComponent)| NewVersionOut {
            component_name: component_name.clone(),
            version: packaged.version.to_string(),
            notes: packaged.notes.clone(),
        };
        Self {
            id: reported.id.to_string(),
            name: reported.pack.clone(),
            release: HistoryOut::of(&reported.entry.release, names),
            changes: reported.entry.changes.iter().map(ChangeOut::of).collect(),
            versions: reported.versions.iter().map(version).collect(),
        }
    }
}
