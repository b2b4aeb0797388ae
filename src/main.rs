//! The front door: a command line with a command goes to the commands, any other to the screens.

use std::process::ExitCode;

use ipack::cli::{self, Cli, Failure};

fn main() -> ExitCode {
    cli::outlive_file_size_limit();
    ExitCode::from(cli::end(answer()))
}

/// Does what the command line asks for; the exit status.
fn answer() -> Result<u8, Failure> {
    if let Some(answered) = cli::answer_shell() {
        return answered.map(|()| 0);
    }
    let Some(cli) = Cli::read()? else { return Ok(0) };
    match &cli.command {
        Some(command) if !cli::wants_wizard(&cli.global, command) => cli::run(&cli.global, command).map(|()| 0),
        command => cli::screens(&cli.global, command.as_ref()),
    }
}
