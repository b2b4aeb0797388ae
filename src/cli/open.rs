//! Opening the workspace that the options name.

use std::path::PathBuf;

use super::{ColorChoice, Failure, Global, error, render, terminal::set_path};
use crate::{
    config::{Color, Config},
    domain::Via,
    engine::{Engine, author, default_state_dir, system_clock},
};

/// The state folder: `--state-dir`, else `IPACK_STATE_DIR`, else the platform's data folder.
///
/// # Errors
/// A usage failure where the platform names no home.
pub(super) fn state_dir(global: &Global) -> Result<PathBuf, Failure> {
    let named = global.state_dir.clone().or_else(|| set_path("IPACK_STATE_DIR"));
    named.or_else(|| default_state_dir(global.sample.deployment())).ok_or_else(|| Failure::Usage {
        message: "this platform names no data folder".into(),
        hint: Some("name a state folder with --state-dir DIR or IPACK_STATE_DIR".into()),
    })
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
///
/// # Errors
/// The engine's.
pub(super) fn open(global: &Global, via: Via) -> Result<Engine, Failure> {
    let dir = state_dir(global)?;
    let by = config(global)?.author.unwrap_or_else(author);
    let opened = match global.sample.deployment() {
        Some(sample) => Engine::open_demo(&dir, sample, global.sample.reset, system_clock(), by, via),
        None => Engine::open(&dir, system_clock(), by, via),
    };
    let mut engine = opened.map_err(Failure::to(format!("open the workspace in {}", dir.display())))?;
    // The screens say it in their own way.
    if via == Via::Cli {
        let read_only = engine.overview().read_only;
        let told = read_only.iter().map(|why| format!("read only: {why}"));
        let notices = engine.take_notices().into_iter().chain(told);
        render::aside(notices.map(|notice| format!("ipack: {notice}")));
        if let Some(why) = read_only {
            error::is_told(why);
        }
    }
    Ok(engine)
}
