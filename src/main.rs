//! The front door: a command line with a command goes to the commands, any other to the screens.

use std::process::ExitCode;

use ipack::cli::{self, Cli, Failure};

fn main() -> ExitCode {
    cli::answer_shell();
    let cli = Cli::read();
    let ended = match &cli.command {
        Some(command) if !cli::wants_wizard(&cli.global, command) => cli::run(&cli.global, command).map(|()| 0),
        command => cli::screens(&cli.global, command.as_ref()),
    };
    match ended {
        Ok(status) => ExitCode::from(status),
        Err(failure) => end(&failure),
    }
}

fn end(failure: &Failure) -> ExitCode {
    if let Some(text) = cli::report(failure) {
        eprintln!("{text}");
    }
    ExitCode::from(failure.status())
}
