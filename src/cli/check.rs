//! `ipack check`: checks everything in the state folder, and repairs it.

use std::path::{Path, PathBuf};

use serde::Serialize;

use super::{
    Failure, Format, Global,
    args::CheckArgs,
    confirm::confirm,
    open::{Place, config, place},
    progress::with_progress,
    render, terminal,
};
use crate::{
    domain::count,
    engine::{self, RepairStep, StoreError, author, check, system_clock},
};

/// `{"stateDir","segments","lines","snapshots","faults":[{"file"|null,"line"|null,"column"|null,"what","hint"|null}],
/// "notices":["…"]}`: `lines` are journal lines; a line is null where a file as a whole is meant.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct CheckOut {
    state_dir: String,
    segments: u64,
    lines: u64,
    snapshots: usize,
    faults: Vec<FaultOut>,
    notices: Vec<String>,
}

#[derive(Debug, Serialize)]
struct FaultOut {
    file: Option<String>,
    line: Option<usize>,
    column: Option<usize>,
    what: String,
    hint: Option<String>,
}

/// `[{"file","line"|null,"what","setAside"|null}]`: what a repair does, or would do.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct RepairStepOut {
    file: String,
    line: Option<usize>,
    what: String,
    set_aside: Option<String>,
}

pub(super) fn run(global: &Global, args: &CheckArgs) -> Result<(), Failure> {
    let (dir, aside) = folder(global, args.repair)?;
    if args.repair {
        return repair(global, &dir, args.yes);
    }
    let checked = with_progress(|progress| check(&dir, progress));
    let checked = checked.map_err(Failure::to(format!("check {}", dir.display())))?;
    let out = CheckOut {
        state_dir: dir.display().to_string(),
        segments: checked.segments,
        lines: checked.lines,
        snapshots: checked.snapshots,
        faults: checked.faults.iter().map(FaultOut::of).collect(),
        notices: checked.notices.iter().cloned().chain(aside).collect(),
    };
    if !render::machine(global.format, &out)? {
        render::lines(out.text())?;
    }
    match checked.status() {
        0 => Ok(()),
        status => Err(Failure::Reported(status)),
    }
}

/// The folder to check, and notices about it: of a shared workspace the copy, brought up to date as far as possible,
/// and the copies that were moved aside.
#[cfg_attr(not(feature = "shared"), expect(unused_variables, reason = "a folder is all there is"))]
fn folder(global: &Global, repair: bool) -> Result<(PathBuf, Vec<String>), Failure> {
    match place(global)? {
        Place::Folder { dir, .. } => Ok((dir, Vec::new())),
        #[cfg(feature = "shared")]
        Place::Shared(_) if repair => Err(Failure::Usage {
            message: "failed to repair the copy of a shared workspace: there is nothing to repair".to_owned(),
            hint: Some("a damaged copy is fetched anew at the next start".to_owned()),
        }),
        #[cfg(feature = "shared")]
        Place::Shared(address) => {
            let engine = super::open::open(global, crate::domain::Via::Cli)?;
            let aside = engine.copies_aside().map_err(Failure::to(format!("check the copy of {address}")))?;
            let told =
                |path: PathBuf| format!("an earlier copy, which did not fit the database, is in {}", path.display());
            Ok((engine.dir().to_owned(), aside.into_iter().map(told).collect()))
        }
    }
}

fn repair(global: &Global, dir: &Path, yes: bool) -> Result<(), Failure> {
    let doing = || format!("repair {}", dir.display());
    let by = config(global)?.author.unwrap_or_else(author);
    let repair = with_progress(|progress| engine::Repair::plan(dir, &*system_clock(), by, progress));
    let repair = repair.map_err(Failure::to(doing()))?;
    let all: Vec<RepairStepOut> = repair.steps().iter().map(RepairStepOut::of).collect();
    let given_up = repair.steps().iter().filter(|mended| mended.given_up).count();
    if !render::machine(global.format, &all)? {
        render::lines(all.iter().map(RepairStepOut::text))?;
    }
    if given_up > 0 && !yes {
        let things = count(given_up, "thing");
        if !terminal::at_a_terminal() {
            render::aside([
                format!("ipack: failed to {}: it gives up {things}, and nobody agreed to that", doing()),
                "hint: read the list above; `ipack check --repair --yes` agrees to it".to_owned(),
            ]);
            return Err(Failure::Attention);
        }
        confirm(&format!("Give up {things} and repair the workspace?"), false)?;
    }
    let checked = with_progress(|progress| repair.carry_out(progress)).map_err(Failure::to(doing()))?;
    render::aside(checked.faults.iter().map(|fault| format!("ipack: {}", FaultOut::of(fault).text())));
    match checked.status() {
        0 if global.format == Format::Table => render::lines([match all.len() {
            0 => "nothing is wrong".to_owned(),
            _ => "the workspace is repaired, and `ipack check` finds nothing wrong".to_owned(),
        }]),
        0 => Ok(()),
        status => Err(Failure::Reported(status)),
    }
}

impl RepairStepOut {
    fn of(mended: &RepairStep) -> Self {
        Self {
            file: mended.file.display().to_string(),
            line: mended.line,
            what: if mended.given_up { format!("given up: {}", mended.what) } else { mended.what.clone() },
            set_aside: mended.set_aside.as_ref().map(|path| path.display().to_string()),
        }
    }

    fn text(&self) -> String {
        let line = self.line.map(|line| format!(":{line}")).unwrap_or_default();
        let aside = self.set_aside.as_ref().map(|path| format!(" (what was there goes to {path})"));
        format!("{}{line}: {}{}", self.file, self.what, aside.unwrap_or_default())
    }
}

impl FaultOut {
    fn of(fault: &StoreError) -> Self {
        let place = fault.place();
        let at = place.filter(|(_, line, _)| *line > 0);
        let what = match fault {
            StoreError::Damaged { what, .. } => what.clone(),
            StoreError::Newer { what, .. } => format!("written by a newer ipack: {what}"),
            other => other.to_string(),
        };
        Self {
            file: place.map(|(path, _, _)| path.display().to_string()),
            line: at.map(|(_, line, _)| line),
            column: at.map(|(_, _, column)| column),
            what,
            hint: fault.hint(),
        }
    }

    fn text(&self) -> String {
        // Some faults name their file themselves.
        if self.file.as_ref().is_some_and(|file| self.what.contains(file)) {
            return self.what.clone();
        }
        let place = [self.file.clone(), self.line.map(|n| n.to_string()), self.column.map(|n| n.to_string())];
        let place: Vec<String> = place.into_iter().flatten().collect();
        format!("{}: {}", place.join(":"), self.what)
    }
}

impl CheckOut {
    /// The faults, each hint once, and a last line that says how it went.
    fn text(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.faults.iter().map(FaultOut::text).chain(self.notices.clone()).collect();
        let mut hints: Vec<&String> = self.faults.iter().filter_map(|fault| fault.hint.as_ref()).collect();
        hints.dedup();
        lines.extend(hints.into_iter().map(|hint| format!("hint: {hint}")));
        let size = usize::try_from(self.lines).unwrap_or(usize::MAX);
        let looked = format!("{} and {}", count(size, "journal line"), count(self.snapshots, "snapshot"));
        lines.push(match self.faults.len() {
            0 => format!("{looked}: nothing is wrong"),
            faults => format!("{looked}: {}", count(faults, "fault")),
        });
        lines
    }
}
