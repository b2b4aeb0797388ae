//! The way to the screens: what terminal this is, and whether the screens can be had on it.

use std::{
    env,
    io::{self, IsTerminal},
};

use super::{
    ColorChoice, Command, Failure, Global,
    open::{config, open},
};
use crate::{
    config::{Color, Config},
    domain::Via,
    tui::{self, Options, theme::ThemeOptions},
};

/// Whether a command is better answered by the wizard: a release without a schedule, at a terminal.
#[must_use]
pub fn wants_wizard(command: &Command) -> bool {
    matches!(command, Command::Release(args) if args.leaves_all_open()) && at_a_terminal()
}

/// Runs the screens, straight in the wizard for `ipack release PACK`; answers the exit status.
///
/// # Errors
/// A usage failure where there is no terminal that they can be drawn on; the engine's.
pub fn screens(global: &Global, command: Option<&Command>) -> Result<u8, Failure> {
    if !at_a_terminal() {
        return Err(unusable("there is no terminal to draw on"));
    }
    if env::var("TERM").is_ok_and(|term| term == "dumb") {
        return Err(unusable("this terminal (TERM=dumb) can't be drawn on"));
    }
    let config = config(global)?;
    let engine = open(global, Via::Tui)?;
    let pack = match command {
        Some(Command::Release(args)) => {
            Some(engine.find_pack(&args.pack).map_err(Failure::to(format!("release {}", args.pack)))?)
        }
        _ => None,
    };
    let keymap = config.keymap().unwrap_or_default();
    let options = Options { theme: theme(global.color, &config), keymap, week_start: config.week_start() };
    tui::run(engine, options, pack).map_err(|error| Failure::Io { doing: "draw on the terminal".into(), error })
}

fn at_a_terminal() -> bool {
    io::stdin().is_terminal() && io::stdout().is_terminal()
}

fn unusable(why: &str) -> Failure {
    Failure::Usage {
        message: why.to_owned(),
        hint: Some(
            "use the commands: pack, release, rollback, history, schedule, import, …; `ipack --help` tells more".into(),
        ),
    }
}

/// What the command line says of colours, else the config, else the environment.
fn theme(color: Option<ColorChoice>, config: &Config) -> ThemeOptions {
    let color = match (color, config.color) {
        (Some(ColorChoice::Always), _) | (None, Some(Color::Always)) => true,
        (Some(ColorChoice::Never), _) | (None, Some(Color::Never)) => false,
        (Some(ColorChoice::Auto) | None, _) => env::var("NO_COLOR").map_or(true, |set| set.is_empty()),
    };
    ThemeOptions { color, unicode: config.unicode() }
}
