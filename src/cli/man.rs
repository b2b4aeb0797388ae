//! `ipack man`: the manual, a page for each command.

use std::{fs, path::Path};

use clap::CommandFactory;

use super::{Cli, Failure, args::ManArgs, render};

pub(super) fn run(args: &ManArgs) -> Result<(), Failure> {
    let failed = |error| Failure::Io { doing: "write the manual".into(), error };
    if let Some(dir) = &args.out {
        return pages(dir).map_err(failed);
    }
    let mut page = Vec::new();
    clap_mangen::Man::new(Cli::command()).render(&mut page).map_err(failed)?;
    render::raw(&page)
}

fn pages(dir: &Path) -> std::io::Result<()> {
    fs::create_dir_all(dir)?;
    clap_mangen::generate_to(Cli::command(), dir)
}
