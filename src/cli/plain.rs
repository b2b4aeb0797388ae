//! The way to plain mode.

use std::io;

use super::{
    Command, Failure, Global,
    open::{config, open},
    terminal::is_dumb,
};
use crate::{
    domain::Via,
    engine::{Engine, EngineError},
    plain::{self, Start, Stop, Voice},
};

/// Whether lines of text are wanted instead of screens.
pub(super) fn wanted(global: &Global) -> bool {
    // An error in the config is reported when the workspace is opened.
    global.plain || is_dumb() || config(global).is_ok_and(|config| config.plain)
}

/// Holds the conversation, straight in the wizard where a pack is named.
///
/// # Errors
/// The engine's, and how the conversation ended where it did not reach its end.
pub(super) fn run(global: &Global, command: Option<&Command>) -> Result<(), Failure> {
    let unicode = config(global)?.unicode();
    let engine = open(global, Via::Tui)?;
    let (doing, start) = start(&engine, command);
    let start = start.map_err(Failure::to(doing.clone()))?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    plain::run(engine, start, Voice::new(&mut input, &mut output, unicode)).map_err(|stop| match stop {
        Stop::InputEnded => Failure::InputEnded,
        Stop::Left => Failure::Declined,
        Stop::Io(error) => Failure::Io { doing: "talk to the terminal".into(), error },
        Stop::Failed(error) => Failure::of(doing, error),
    })
}

/// What is attempted, and where it starts.
fn start(engine: &Engine, command: Option<&Command>) -> (String, Result<Start, EngineError>) {
    match command.and_then(Command::attempt) {
        Some((doing, pack, purpose)) => (doing, engine.find_pack(pack).map(|pack| Start::Wizard(pack, purpose))),
        None => ("look at the workspace".to_owned(), Ok(Start::Packs)),
    }
}
