//! Opening the workspace that the options name.

use std::path::PathBuf;

use super::{Failure, Global, render};
use crate::{
    domain::Via,
    engine::{Engine, author, default_state_dir, system_clock},
};

/// The state folder: `--state-dir`, else `IPACK_STATE_DIR`, else the platform's data folder.
///
/// # Errors
/// A usage failure where the platform names no home.
pub(super) fn state_dir(global: &Global) -> Result<PathBuf, Failure> {
    let named = global.state_dir.clone().filter(|dir| !dir.as_os_str().is_empty());
    named.or_else(|| default_state_dir(global.demo)).ok_or_else(|| Failure::Usage {
        message: "this platform names no data folder".into(),
        hint: Some("name a state folder with --state-dir DIR or IPACK_STATE_DIR".into()),
    })
}

/// Opens it, filling the sample workspace first where `--demo` asks for it.
///
/// # Errors
/// The engine's.
pub(super) fn open(global: &Global, via: Via) -> Result<Engine, Failure> {
    let dir = state_dir(global)?;
    let opened = if global.demo {
        Engine::open_demo(&dir, global.reset, system_clock(), author(), via)
    } else {
        Engine::open(&dir, system_clock(), author(), via)
    };
    let mut engine = opened.map_err(Failure::to(format!("open the workspace in {}", dir.display())))?;
    // The screens say it in their own way.
    if via == Via::Cli {
        let read_only = engine.overview().read_only.map(|why| format!("read only: {why}"));
        let notices = engine.take_notices().into_iter().chain(read_only);
        render::aside(notices.map(|notice| format!("ipack: {notice}")))?;
    }
    Ok(engine)
}
