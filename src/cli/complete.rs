//! Completion of names by the shell: of packs, of components, and of versions.
//!
//! The shell's script runs the program itself with [`VARIABLE`] set, and it answers from the workspace. This is the one
//! place that knows `clap_complete`'s dynamic engine. What can't be read completes to nothing: a shell that waits for
//! a suggestion is no place for an error.

use std::{env, ffi::OsStr, path::PathBuf};

use clap::{CommandFactory, ValueEnum};
use clap_complete::{CompleteEnv, CompletionCandidate, engine::ArgValueCompleter, env::Shells};

use super::{Cli, Failure, render};
use crate::{
    domain::{Deployment, Via},
    engine::{Engine, default_state_dir, system_clock},
};

/// Names hold blanks, and bash quotes what it inserts only where that is said to be file names.
const BASH_QUOTES: &str = r#"
_ipack_quoted() {
    _clap_complete_ipack "$@"
    local reply
    for reply in "${COMPREPLY[@]}"; do
        if [[ $reply == *" "* ]]; then
            compopt -o filenames 2> /dev/null
            break
        fi
    done
}
complete -o nospace -o bashdefault -F _ipack_quoted ipack
"#;

/// Set by the shells' scripts.
const VARIABLE: &str = "IPACK_COMPLETE";

/// The shells that names can be completed in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Shell {
    /// Bash.
    Bash,
    /// Zsh.
    Zsh,
    /// Fish.
    Fish,
    /// `PowerShell`.
    Powershell,
    /// Elvish.
    Elvish,
}

/// Answers a shell that asks for completions, and ends then; does nothing otherwise.
pub fn answer_shell() -> Option<Result<(), Failure>> {
    CompleteEnv::with_factory(Cli::command).var(VARIABLE).complete();
    None
}

/// Prints a shell's script.
pub(super) fn run(shell: Shell) -> Result<(), Failure> {
    let name = match shell {
        Shell::Bash => "bash",
        Shell::Zsh => "zsh",
        Shell::Fish => "fish",
        Shell::Powershell => "powershell",
        Shell::Elvish => "elvish",
    };
    let mut script = Vec::new();
    if let Some(shell) = Shells::builtins().completer(name) {
        shell
            .write_registration(VARIABLE, "ipack", "ipack", "ipack", &mut script)
            .map_err(|error| Failure::Io { doing: "write the script".into(), error })?;
    }
    if shell == Shell::Bash {
        script.extend_from_slice(BASH_QUOTES.as_bytes());
    }
    render::raw(&script)
}

/// Completes the name of a pack.
pub(super) fn packs() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let Some(engine) = workspace() else { return Vec::new() };
        let names: Vec<String> = engine.overview().packs.iter().map(|entry| entry.summary.name.clone()).collect();
        matching(current, names)
    })
}

/// Completes the name of a component.
pub(super) fn components() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| matching(current, component_names()))
}

/// Completes a version, whatever its status, of the component that the line names before it.
pub(super) fn versions_of_component() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let Some(mut engine) = workspace() else { return Vec::new() };
        let words: Vec<String> = env::args().map(|word| unquoted(&word)).collect();
        let Some(id) = words.iter().rev().skip(1).find_map(|word| engine.find_component(word).ok()) else {
            return Vec::new();
        };
        let Ok(view) = engine.component(&id) else { return Vec::new() };
        matching(current, view.component.versions.iter().rev().map(|packaged| packaged.version.to_string()).collect())
    })
}

/// A word as it is meant: some shells hand over finished words with their quotes.
fn unquoted(word: &str) -> String {
    word.trim_matches(['"', '\'']).replace("\\ ", " ")
}

/// Completes `COMPONENT=VERSION`.
pub(super) fn assignments() -> ArgValueCompleter {
    ArgValueCompleter::new(|current: &OsStr| {
        let text = current.to_string_lossy().into_owned();
        match text.rsplit_once('=') {
            None => matching(current, component_names().into_iter().map(|name| format!("{name}=")).collect()),
            Some((component, _)) => {
                let versions = versions(component);
                matching(current, versions.into_iter().map(|version| format!("{component}={version}")).collect())
            }
        }
    })
}

fn component_names() -> Vec<String> {
    let entries = workspace().map(|engine| engine.component_entries()).unwrap_or_default();
    entries.into_iter().map(|entry| entry.name).collect()
}

/// The versions of a component that can be chosen, newest first.
fn versions(name: &str) -> Vec<String> {
    let find = || {
        let mut engine = workspace()?;
        let id = engine.find_component(name).ok()?;
        engine.components().ok()?.into_iter().find(|component| component.id == id)
    };
    let Some(component) = find() else { return Vec::new() };
    let choosable = component.versions.iter().rev().filter(|packaged| packaged.choosable().is_ok());
    choosable.map(|packaged| packaged.version.to_string()).collect()
}

fn matching(current: &OsStr, names: Vec<String>) -> Vec<CompletionCandidate> {
    let begun = current.to_string_lossy().to_lowercase();
    let fits = |name: &String| name.to_lowercase().starts_with(&begun) && !name.contains(char::is_control);
    names.into_iter().filter(fits).map(CompletionCandidate::new).collect()
}

/// The workspace that the words on the line name, as far as they are written yet. Nothing is created.
fn workspace() -> Option<Engine> {
    let words: Vec<String> = env::args().collect();
    let after = |at: usize| words.get(at + 1).map(PathBuf::from);
    let named = words.iter().position(|word| word == "--state-dir").and_then(after);
    let joined = words.iter().find_map(|word| word.strip_prefix("--state-dir=")).map(PathBuf::from);
    let set = env::var_os("IPACK_STATE_DIR").filter(|dir| !dir.is_empty()).map(PathBuf::from);
    let has = |option: &str| words.iter().any(|word| word == option);
    let deployment = if has("--legacy") { Deployment::Legacy } else { Deployment::Standard };
    let sample = has("--demo").then_some(deployment);
    let dir = named.or(joined).or(set).or_else(|| default_state_dir(sample))?;
    Engine::open(&dir, system_clock(), String::new(), Via::Cli).ok()
}
