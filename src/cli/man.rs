//! `ipack man`: the manual, a page for each command.

use std::{fs, io, path::Path};

use clap::CommandFactory;
use clap_mangen::Man;

use super::{Cli, Failure, args::ManArgs, render};
use crate::engine::{EngineError, save};

const DOING: &str = "write the manual";

pub(super) fn run(args: &ManArgs) -> Result<(), Failure> {
    let failed = |error| Failure::Io { doing: DOING.into(), error };
    let Some(dir) = args.out.as_deref().filter(|dir| *dir != Path::new("-")) else {
        return render::raw(&page(&Man::new(Cli::command())).map_err(failed)?);
    };
    fs::create_dir_all(dir).map_err(failed)?;
    let mut command = Cli::command().disable_help_subcommand(true);
    command.build();
    pages(&command, dir)
}

/// A page for a command, and one for each of those below it.
fn pages(command: &clap::Command, dir: &Path) -> Result<(), Failure> {
    for below in command.get_subcommands().filter(|below| !below.is_hide_set()) {
        pages(below, dir)?;
    }
    let man = Man::new(command.clone());
    let text = page(&man).map_err(|error| Failure::Io { doing: DOING.into(), error })?;
    save(&dir.join(man.get_filename()), &text).map_err(|error| Failure::to(DOING)(EngineError::from(error)))
}

fn page(man: &Man) -> io::Result<Vec<u8>> {
    let mut text = Vec::new();
    man.render(&mut text)?;
    Ok(text)
}
