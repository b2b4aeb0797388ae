//! `ipack check`: everything in the state folder, line by line.

use serde::Serialize;

use super::{Failure, Global, open::state_dir, render};
use crate::{
    domain::count,
    engine::{StoreError, check},
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

pub(super) fn run(global: &Global) -> Result<(), Failure> {
    let dir = state_dir(global)?;
    let checked = check(&dir).map_err(Failure::to(format!("check {}", dir.display())))?;
    let out = CheckOut {
        state_dir: dir.display().to_string(),
        segments: checked.segments,
        lines: checked.lines,
        snapshots: checked.snapshots,
        faults: checked.faults.iter().map(FaultOut::of).collect(),
        notices: checked.notices.clone(),
    };
    if !render::machine(global.format, &out)? {
        render::lines(out.told())?;
    }
    match checked.status() {
        0 => Ok(()),
        status => Err(Failure::Told(status)),
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

    fn told(&self) -> String {
        let place = [self.file.clone(), self.line.map(|n| n.to_string()), self.column.map(|n| n.to_string())];
        let place: Vec<String> = place.into_iter().flatten().collect();
        format!("{}: {}", place.join(":"), self.what)
    }
}

impl CheckOut {
    /// The faults, each hint once, and a last line that says how it went.
    fn told(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.faults.iter().map(FaultOut::told).chain(self.notices.clone()).collect();
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
