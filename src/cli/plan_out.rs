//! `--plan-out`: writes the plan of a dry run to a file or to standard output.
//!
//! With `-` the plan is the answer, and the table goes to standard error.

use std::path::Path;

use super::{Failure, Format, Global, render};
use crate::engine::Plan;

/// Writes a plan. True where it went to standard output; then `lines`, which say what would happen, went to standard
/// error.
///
/// # Errors
/// Where it can't be written; a usage failure where standard output is asked for two answers.
pub(super) fn save(global: &Global, plan: &Plan, path: &Path, lines: &[String]) -> Result<bool, Failure> {
    if path != Path::new("-") {
        plan.write(path).map_err(Failure::to("save the plan"))?;
        return Ok(false);
    }
    alone_on_output(global, "--plan-out")?;
    render::aside(lines);
    render::raw(plan.text().as_bytes())?;
    Ok(true)
}

/// Refuses `--format` beside an option whose `-` has standard output already.
pub(super) fn alone_on_output(global: &Global, option: &str) -> Result<(), Failure> {
    if global.format == Format::Table {
        return Ok(());
    }
    Err(Failure::Usage {
        message: format!("{option} - and --format both ask for standard output"),
        hint: Some(format!("give {option} a name, or leave --format out")),
    })
}
