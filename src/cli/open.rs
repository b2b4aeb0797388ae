//! Opens the workspace that the options name.

use std::path::{Path, PathBuf};

use super::{ColorChoice, Failure, Global, failure, progress::with_progress, render, terminal::path_variable};
#[cfg(feature = "shared")]
use super::{shared, terminal::variable};
use crate::{
    config::{Color, Config},
    domain::{Deployment, Via},
    engine::{Engine, EngineError, author, default_state_dir, person, system_clock},
};

/// Where the workspace is that the options name.
#[derive(Debug, Clone)]
pub(super) enum Place {
    /// A folder on this computer.
    Folder {
        dir: PathBuf,
        /// The option, the variable or the default that names it.
        from: &'static str,
    },
    /// A database.
    #[cfg(feature = "shared")]
    Shared(crate::engine::keeper::Address),
}

/// The workspace that the options name: `--workspace` or `--state-dir`, else `IPACK_WORKSPACE`, else `IPACK_STATE_DIR`,
/// else the platform's data folder.
///
/// # Errors
/// A usage failure for an address that is none, and where the platform names no home.
pub(super) fn place(global: &Global) -> Result<Place, Failure> {
    #[cfg(feature = "shared")]
    if let Some(place) = named(global)? {
        return Ok(place);
    }
    let given = global.state_dir.clone().map(|dir| (dir, "from --state-dir"));
    let set = || Some((path_variable("IPACK_STATE_DIR")?, "from IPACK_STATE_DIR"));
    let usual = || Some((default_state_dir(global.sample.deployment())?, "the platform's data folder"));
    let (dir, from) = given.or_else(set).or_else(usual).ok_or_else(|| Failure::Usage {
        message: "this platform names no data folder".into(),
        hint: Some("name a state folder with --state-dir DIR or IPACK_STATE_DIR".into()),
    })?;
    Ok(Place::Folder { dir, from })
}

/// What `--workspace` names, or its variable where no option names a place.
///
/// # Errors
/// A usage failure for an address that is none, for a sample in a database, and where two options name a place.
#[cfg(feature = "shared")]
fn named(global: &Global) -> Result<Option<Place>, Failure> {
    let usage = |message: String, hint: &str| Failure::Usage { message, hint: Some(hint.to_owned()) };
    let named = match (&global.workspace, &global.state_dir) {
        (Some(_), Some(_)) => {
            return Err(usage("--workspace and --state-dir name two places".to_owned(), "leave one of them out"));
        }
        (Some(named), None) => Some((named.clone(), "from --workspace")),
        (None, Some(_)) => None,
        (None, None) => variable("IPACK_WORKSPACE").map(|named| (named, "from IPACK_WORKSPACE")),
    };
    let Some((text, from)) = named else { return Ok(None) };
    if !crate::engine::keeper::Address::is_meant(&text) {
        return Ok(Some(Place::Folder { dir: PathBuf::from(text), from }));
    }
    if global.sample.deployment().is_some() {
        let hint = "fill a folder with --demo, and share it: `ipack workspace create URL --from FOLDER`";
        return Err(usage("--demo keeps the sample in a folder of its own".to_owned(), hint));
    }
    shared::address(&text).map(|address| Some(Place::Shared(address)))
}

/// The admin's own settings.
///
/// # Errors
/// A usage failure that names the place where the config is not as it must be.
pub(super) fn config(global: &Global) -> Result<Config, Failure> {
    Config::load(global.config.as_deref()).map_err(|error| Failure::Usage {
        message: format!("failed to read the config: {error}"),
        hint: Some("mend it, move it away, or name another with --config FILE".into()),
    })
}

/// When to use colours: what the command line says, else the config; a config that can't be read says nothing here.
pub(super) fn color(global: &Global) -> ColorChoice {
    let configured = || match config(global).ok()?.color? {
        Color::Always => Some(ColorChoice::Always),
        Color::Never => Some(ColorChoice::Never),
        Color::Auto => Some(ColorChoice::Auto),
    };
    global.color.or_else(configured).unwrap_or(ColorChoice::Auto)
}

/// Opens it, filling the sample workspace first where `--demo` asks for it.
pub(super) fn open(global: &Global, via: Via) -> Result<Engine, Failure> {
    opened(global, via, global.sample.deployment())
}

/// Opens it a second time beside an engine that has it open. A sample is filled already, and is not reset again.
pub(super) fn open_again(global: &Global, via: Via) -> Result<Engine, Failure> {
    opened(global, via, None)
}

fn opened(global: &Global, via: Via, sample: Option<Deployment>) -> Result<Engine, Failure> {
    let place = place(global)?;
    let config = config(global)?;
    let by = config.author.clone().unwrap_or_else(author);
    let who = who(&place);
    let mut engine = match &place {
        Place::Folder { dir, .. } => open_folder(dir, sample, global.sample.reset, by, via)
            .map_err(Failure::to(format!("open the workspace in {}", dir.display())))?,
        #[cfg(feature = "shared")]
        Place::Shared(address) => shared::open(global, address, &config, &by, via)?,
    };
    #[cfg(feature = "notice")]
    let notices = {
        let same = global.clone();
        super::hook::notices(&config, via, move || open_again(&same, via).map_err(Failure::into_error))
    };
    engine = engine.known_as(&who);
    #[cfg(feature = "platform")]
    if matches!(via, Via::Cli | Via::Tui | Via::Scheduler) {
        engine = engine.going_out(super::platform::way(config.platform_token_command));
    }
    #[cfg(feature = "notice")]
    if matches!(via, Via::Cli | Via::Tui | Via::Scheduler) {
        engine = engine.with_notices(notices);
    }
    // The screens show it themselves.
    if via == Via::Cli {
        let read_only = engine.overview().read_only;
        let told = read_only.iter().map(|why| format!("read only: {why}"));
        let notices = engine.take_notices().into_iter().chain(told);
        render::aside(notices.map(|notice| format!("ipack: {notice}")));
        if let Some(why) = read_only {
            failure::note_read_only(why);
        }
    }
    Ok(engine)
}

/// Who opens it, as far as the place can tell people apart: the database role, or the OS user and host.
fn who(place: &Place) -> String {
    #[cfg(debug_assertions)]
    if let Some(who) = super::terminal::variable("IPACK_TEST_USER") {
        return who;
    }
    match place {
        Place::Folder { .. } => person(),
        #[cfg(feature = "shared")]
        Place::Shared(address) => shared::role(address),
    }
}

fn open_folder(
    dir: &Path,
    sample: Option<Deployment>,
    reset: bool,
    by: String,
    via: Via,
) -> Result<Engine, EngineError> {
    match sample {
        Some(sample) => {
            with_progress(|progress| Engine::open_demo(dir, sample, reset, system_clock(), by, via, progress))
        }
        None => Engine::open(dir, system_clock(), by, via),
    }
}
