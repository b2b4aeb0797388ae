//! Makes up a workspace of any size, to try things out on and to measure: the same numbers and seed give the same
//! workspace. As documents (`--out DIR`) or as a state folder at once (`--state-dir DIR`).
//!
//! `cargo run --release --example generate -- --packs 100 --accounts 10000 --instances 50000 --state-dir large`

mod made_up;

use std::{
    fmt::Display,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
    process::ExitCode,
};

use clap::{ArgGroup, CommandFactory as _, Parser, error::ErrorKind};
use ipack::{
    cli::with_progress,
    domain::Via,
    engine::{Engine, EngineError, Progress, Source, system_clock},
};
use made_up::{Size, documents};

/// Makes up a workspace of any size.
#[derive(Debug, Parser)]
#[command(
    name = "generate",
    group = ArgGroup::new("where").required(true).args(["out", "state_dir"]),
    after_help = "Example:\n  cargo run --example generate -- --packs 20 --accounts 500 --instances 2000 --out made-up"
)]
struct Args {
    /// How many packs; odd ones are MULTI, and a release of every twentieth is scheduled.
    #[arg(long, default_value_t = 20)]
    packs: usize,
    /// How many managed accounts, in a group for every hundred.
    #[arg(long, default_value_t = 500)]
    accounts: usize,
    /// How many instances, spread over the accounts.
    #[arg(long, default_value_t = 2_000)]
    instances: usize,
    /// Another seed gives other names, dates and versions.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The folder for the documents; files that are there already are left as they are, and the program ends.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The state folder to fill: a new one.
    #[arg(long, value_name = "DIR")]
    state_dir: Option<PathBuf>,
}

fn main() -> ExitCode {
    let args = Args::parse();
    let Args { packs, accounts, instances, seed, .. } = args;
    if instances > 0 && (packs == 0 || accounts == 0) {
        fail("instances need at least one pack and one account");
    }
    let documents = documents(Size { packs, accounts, instances, seed });
    let all = documents.size_hint().0;
    let made = with_progress(|progress| {
        progress.begin("making documents", all)?;
        match (&args.out, &args.state_dir) {
            (Some(dir), _) => save(dir, documents, progress),
            (_, Some(dir)) => fill(dir, documents, progress),
            _ => Ok(()),
        }
    });
    match made {
        // What was made until then is whole.
        Err(error) if error.is_stopped() => ExitCode::from(error.status()),
        Err(error) => fail(error),
        Ok(()) => ExitCode::SUCCESS,
    }
}

fn fail(why: impl Display) -> ! {
    Args::command().error(ErrorKind::Io, why).exit()
}

fn save(dir: &Path, documents: impl Iterator<Item = (String, String)>, progress: &Progress) -> Result<(), EngineError> {
    fs::create_dir_all(dir).unwrap_or_else(|error| fail(format!("can't create {}: {error}", dir.display())));
    for (name, text) in documents {
        let path = dir.join(name);
        let written = File::create_new(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        written.unwrap_or_else(|error| fail(format!("can't write {}: {error}", path.display())));
        progress.one()?;
    }
    Ok(())
}

fn fill(dir: &Path, documents: impl Iterator<Item = (String, String)>, progress: &Progress) -> Result<(), EngineError> {
    if fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        fail(format!("{} is not empty: name a new folder", dir.display()));
    }
    let mut engine = Engine::open(dir, system_clock(), "generate@desk".into(), Via::Cli)?;
    for (name, text) in documents {
        // The documents are what is counted, not what is in them; a wish to stop is seen after each.
        engine.import(&[Source { path: name.into(), text }])?;
        progress.one()?;
    }
    engine.watched(progress, Engine::tidy).map_or(Ok(()), Err)
}
