//! Starts the screens: finds out what the terminal can do, and whether the screens can run on it.

use super::{
    ColorChoice, Command, Failure, Format, Global,
    open::{config, open, open_again},
    plain, progress,
    terminal::{at_a_terminal, knows_questions, no_color},
};
use crate::{
    config::{Color, Config},
    domain::Via,
    tui::{self, Options, theme::ThemeOptions},
};

/// Whether a command is better answered by the wizard: a release or a rollback without a schedule, at a terminal.
pub fn wants_wizard(global: &Global, command: &Command) -> bool {
    let open = match command {
        Command::Release(args) => args.packs.len() == 1 && !args.atomic && args.order.leaves_all_open(),
        Command::Rollback(args) => args.order.leaves_all_open(),
        _ => false,
    };
    open && global.format == Format::Table && at_a_terminal()
}

/// Runs the screens or the plain mode, directly in the wizard for `ipack release PACK` and `ipack rollback PACK`;
/// returns the exit status.
///
/// # Errors
/// A usage failure where there is no terminal; the engine's.
pub fn screens(global: &Global, command: Option<&Command>) -> Result<u8, Failure> {
    if global.format != Format::Table {
        return Err(unusable("the screens print nothing for programs: --format needs a command"));
    }
    if !at_a_terminal() {
        return Err(unusable("there is no terminal to draw on"));
    }
    if plain::wanted(global) {
        return plain::run(global, command).map(|()| 0);
    }
    let config = config(global)?;
    let engine = open(global, Via::Tui)?;
    let same = global.clone();
    let again = move || open_again(&same, Via::Tui).map_err(Failure::into_error);
    let wizard_for = match command.and_then(Command::attempt) {
        Some((doing, pack, purpose)) => Some((engine.find_pack(pack).map_err(Failure::to(doing))?, purpose)),
        None => None,
    };
    let keymap = config.keymap().unwrap_or_default();
    let theme = theme(global, &config);
    if theme.color {
        // The decision about colours is made here, so the drawing library must not read the environment again.
        crossterm::style::force_color_output(true);
    }
    let options = Options {
        theme,
        keymap,
        ask_background: knows_questions(),
        mouse: global.mouse || config.mouse,
        week_start: config.week_start(),
        sync_every: config.sync_every(),
    };
    progress::leave_interrupts();
    tui::run(engine, again, options, wizard_for)
        .map_err(|error| Failure::Io { doing: "draw on the terminal".into(), error })
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
pub(super) fn theme(global: &Global, config: &Config) -> ThemeOptions {
    let color = match (global.color, config.color) {
        (Some(ColorChoice::Always), _) | (None, Some(Color::Always)) => true,
        (Some(ColorChoice::Never), _) | (None, Some(Color::Never)) => false,
        (Some(ColorChoice::Auto) | None, _) => !no_color(),
    };
    let name = global.theme.or(config.theme).unwrap_or_default();
    ThemeOptions { color, unicode: config.unicode(), name, colors: config.colors.clone() }
}
