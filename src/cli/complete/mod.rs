//! Completes commands, options, and the names of packs, components and versions in the shell.
//!
//! The shell's script runs the program with `IPACK_COMPLETE` set, and the program answers from the workspace.
//! `clap_complete` finds what belongs at a place. [`quote`] writes it in the shell's way, because a completed name must
//! be one harmless word. Where the workspace can't be read nothing is completed: a shell that waits for a suggestion
//! can't show an error.

mod answer;
mod quote;

use std::{
    collections::{HashMap, HashSet},
    ffi::OsStr,
    path::PathBuf,
    sync::OnceLock,
};

use clap::ValueEnum;
use clap_complete::{CompletionCandidate, engine::ArgValueCompleter};

use self::quote::rest_of;
use super::{Failure, render, terminal::path_variable};
use crate::{
    domain::{AccountId, ComponentId, Deployment, NoticeKind, PackId, Summary, Tz, Via},
    engine::{AccountView, Engine, GroupView, default_state_dir, system_clock},
    text::is_hidden,
};
pub use answer::answer_shell;

/// The words on the line after quotes are resolved; the cursor is at the last one.
static LINE: OnceLock<Vec<String>> = OnceLock::new();

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

/// Prints a shell's script.
pub(super) fn run(shell: Shell) -> Result<(), Failure> {
    render::raw(match shell {
        Shell::Bash => include_bytes!("ipack.bash"),
        Shell::Zsh => include_bytes!("ipack.zsh"),
        Shell::Fish => include_bytes!("ipack.fish"),
        Shell::Powershell => include_bytes!("ipack.ps1"),
        Shell::Elvish => include_bytes!("ipack.elv"),
    })
}

/// Completes the name of a pack: one that is shared with the group on the line, or is not, where that is to change.
pub(super) fn packs() -> ArgValueCompleter {
    completer(|engine, _| {
        let shared = if has("share") || has("unshare") { group(engine) } else { None };
        pack_words(engine, |pack| {
            shared.as_ref().is_none_or(|group| group.packs.iter().any(|(id, _)| *id == pack.id) == has("unshare"))
        })
    })
}

/// Completes the name of a pack with a scheduled release.
pub(super) fn scheduled_packs() -> ArgValueCompleter {
    completer(|engine, _| pack_words(engine, |pack| pack.scheduled.is_some()))
}

/// Completes the name of a pack that the account on the line has installed.
pub(super) fn installed_packs() -> ArgValueCompleter {
    completer(|engine, _| {
        let Some(view) = account(engine) else { return Vec::new() };
        pack_words(engine, |pack| view.account.instances.iter().any(|one| one.pack == pack.id))
    })
}

/// Completes the name of a component: one of the packs that the line names, where it names any.
pub(super) fn components() -> ArgValueCompleter {
    completer(|engine, _| component_words(engine))
}

/// Completes the name of a managed account: one that is in the group on the line, or is not, where that is to change.
pub(super) fn accounts() -> ArgValueCompleter {
    completer(|engine, _| {
        let group = if has("add") || has("remove") { group(engine) } else { None };
        let fits = |id: &AccountId| {
            group.as_ref().is_none_or(|group| group.accounts.iter().any(|one| one.id == *id) == has("remove"))
        };
        let all = engine.account_entries();
        let fitting = all.iter().filter(|entry| fits(&entry.id));
        harmless(fitting.map(|entry| (entry.id.as_str(), entry.name.as_str())))
    })
}

/// Completes the name of an account group.
pub(super) fn groups() -> ArgValueCompleter {
    completer(|engine, _| {
        let sizes = engine.group_sizes();
        harmless(sizes.iter().map(|size| (size.entry.id.as_str(), size.entry.name.as_str())))
    })
}

/// Completes a request that waits for approval: by the pack that it is about.
pub(super) fn requests() -> ArgValueCompleter {
    completer(|engine, _| {
        let waiting = engine.settings().requests.iter();
        harmless(waiting.map(|request| (request.id.as_str(), request.name.as_str())))
    })
}

pub(super) fn freezes() -> ArgValueCompleter {
    completer(|engine, _| {
        let all = engine.freezes(true);
        harmless(all.iter().map(|view| (view.freeze.id.as_str(), view.freeze.name.as_str())))
    })
}

pub(super) fn hooks() -> ArgValueCompleter {
    completer(|engine, _| {
        let all = engine.settings().hooks.clone();
        harmless(all.iter().map(|hook| (hook.id.as_str(), hook.name.as_str())))
    })
}

/// Completes the id of a delivery to the hook on the line.
pub(super) fn deliveries() -> ArgValueCompleter {
    completer(|engine, _| {
        let named = before().iter().rev().find_map(|word| engine.find_hook(word).ok());
        let views = named.and_then(|hook| engine.deliveries(Some(&hook.id)).ok()).unwrap_or_default();
        views.into_iter().map(|view| view.delivery.id).collect()
    })
}

/// Completes a request to the platform whose outcome is not known.
#[cfg(feature = "platform")]
pub(super) fn open_requests() -> ArgValueCompleter {
    completer(|engine, _| {
        let open = engine.open_requests().unwrap_or_default();
        open.into_iter().map(|request| request.asked.id.to_string()).collect()
    })
}

/// Completes the name of a token of `ipack serve`.
#[cfg(feature = "platform")]
pub(super) fn tokens() -> ArgValueCompleter {
    completer(|engine, _| {
        let tokens = crate::serve::Tokens::read(engine.dir());
        tokens.map(|tokens| tokens.all().iter().map(|token| token.name.clone()).collect()).unwrap_or_default()
    })
}

/// Completes the last of the kinds that a hook is told, with commas between them.
pub(super) fn kinds() -> ArgValueCompleter {
    completer(|_, typed| with_commas(typed, &NoticeKind::ALL.map(NoticeKind::word)))
}

/// Completes the last of some days of the week, with commas between them.
pub(super) fn weekdays() -> ArgValueCompleter {
    completer(|_, typed| with_commas(typed, &["mon", "tue", "wed", "thu", "fri", "sat", "sun"]))
}

fn with_commas(typed: &str, words: &[&str]) -> Vec<String> {
    let before = typed.rfind(',').map_or("", |at| &typed[..=at]);
    words.iter().map(|word| format!("{before}{word}")).collect()
}

/// Completes an instance of the account on the line.
pub(super) fn instances() -> ArgValueCompleter {
    completer(|engine, _| {
        let view = account(engine);
        let instances = view.iter().flat_map(|view| &view.account.instances);
        harmless(instances.map(|one| (one.id.as_str(), one.name.as_str())))
    })
}

/// Completes the number of a release of the pack on the line, the newest first.
pub(super) fn releases() -> ArgValueCompleter {
    completer(|engine, _| {
        let named = before().iter().rev().find_map(|word| engine.find_pack(word).ok());
        let view = named.and_then(|id| engine.pack(&id).ok());
        let releases = view.iter().flat_map(|view| view.pack.releases.iter().rev());
        releases.map(|release| release.number.to_string()).collect()
    })
}

/// Completes a time zone by its name in the tz database.
pub(super) fn zones() -> ArgValueCompleter {
    completer(|_, _| Tz::all().map(|zone| zone.name().to_owned()).collect())
}

/// Completes a version of the component that the line names before it: a deleted one where it is to be restored, and
/// another where it is to be deleted.
pub(super) fn versions_of_component() -> ArgValueCompleter {
    completer(|engine, _| {
        let named = before().iter().rev().find_map(|word| engine.find_component(word).ok());
        let Some(view) = named.and_then(|id| engine.component(&id).ok()) else { return Vec::new() };
        let fits = |deleted| !(has("delete") && deleted || has("restore") && !deleted);
        let fitting = view.component.versions.iter().rev().filter(|packaged| fits(packaged.deleted));
        fitting.map(|packaged| packaged.version.to_string()).collect()
    })
}

/// Completes `COMPONENT=VERSION`: the component, then one of its versions that can be chosen, the newest first.
pub(super) fn assignments() -> ArgValueCompleter {
    completer(|engine, typed| {
        let component = |at: usize| Some((&typed[..at], engine.find_component(typed[..at].trim()).ok()?));
        let chosen = typed.match_indices('=').find_map(|(at, _)| component(at));
        let Some((name, id)) = chosen else {
            return component_words(engine).into_iter().map(|word| word + "=").collect();
        };
        let Ok(view) = engine.component(&id) else { return Vec::new() };
        let versions = view.component.versions.iter().rev().filter(|packaged| packaged.choosable().is_ok());
        versions.map(|packaged| format!("{name}={}", packaged.version)).collect()
    })
}

/// Keeps the words that begin with what is typed, in any case.
fn completer(words: impl Fn(&mut Engine, &str) -> Vec<String> + Send + Sync + 'static) -> ArgValueCompleter {
    ArgValueCompleter::new(move |typed: &OsStr| {
        let typed = typed.to_string_lossy();
        let found = workspace().map(|mut engine| words(&mut engine, &typed)).unwrap_or_default();
        found.into_iter().filter(|word| rest_of(word, &typed).is_some()).map(CompletionCandidate::new).collect()
    })
}

fn pack_words(engine: &mut Engine, fits: impl Fn(&Summary) -> bool) -> Vec<String> {
    let entries = engine.overview().packs;
    let fitting = entries.iter().map(|entry| &entry.summary).filter(|pack| fits(pack));
    harmless(fitting.map(|pack| (pack.id.as_str(), pack.name.as_str())))
}

fn component_words(engine: &mut Engine) -> Vec<String> {
    let all = engine.component_entries();
    let carried: HashSet<ComponentId> = carried(engine).collect();
    // A component that is to be added is not in the pack yet.
    let adding = has("add");
    let fits = |id: &ComponentId| carried.is_empty() || carried.contains(id) != adding;
    harmless(all.iter().filter(|entry| fits(&entry.id)).map(|entry| (entry.id.as_str(), entry.name.as_str())))
}

/// The components of the packs that the line names.
fn carried(engine: &mut Engine) -> impl Iterator<Item = ComponentId> {
    let packs: Vec<PackId> = before().iter().filter_map(|word| engine.find_pack(word).ok()).collect();
    packs
        .into_iter()
        .filter_map(|id| engine.pack(&id).ok())
        .flat_map(|view| view.rows)
        .filter(|row| row.deleted || !has("undelete"))
        .map(|row| row.component_id)
}

/// Whether the line has a word.
fn has(verb: &str) -> bool {
    before().iter().any(|word| word == verb)
}

/// The account that the line names.
fn account(engine: &mut Engine) -> Option<AccountView> {
    let named = before().iter().rev().find_map(|word| engine.find_account(word).ok())?;
    engine.account(&named).ok()
}

/// The account group that the line names.
fn group(engine: &mut Engine) -> Option<GroupView> {
    let named = before().iter().rev().find_map(|word| engine.find_group(word).ok())?;
    engine.group(&named).ok()
}

/// A word for each thing: its name, or its id where the name looks like an option, has invisible characters, or could
/// mean another thing.
fn harmless<'a>(things: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<String> {
    let things: Vec<(&str, &str)> = things.collect();
    let ids: HashSet<&str> = things.iter().map(|(id, _)| *id).collect();
    let mut named: HashMap<String, usize> = HashMap::new();
    for (_, name) in &things {
        *named.entry(name.to_lowercase()).or_default() += 1;
    }
    let seen = |word: &str| !word.starts_with('-') && !word.contains(is_hidden);
    let means_it =
        |id: &str, name: &str| (id == name || !ids.contains(name)) && named.get(&name.to_lowercase()) == Some(&1);
    let word = |(id, name): (&'a str, &'a str)| if seen(name) && means_it(id, name) { name } else { id };
    things.iter().map(|thing| word(*thing)).filter(|word| seen(word)).map(ToOwned::to_owned).collect()
}

/// The words of the line before the cursor.
fn before() -> &'static [String] {
    LINE.get().and_then(|words| words.split_last()).map_or(&[], |(_, before)| before)
}

/// The workspace that the words on the line name, as far as they are written yet. Nothing is created.
fn workspace() -> Option<Engine> {
    let words = before();
    let named = value_of(words, "--state-dir").map(PathBuf::from);
    let deployment = if has("--legacy") { Deployment::Legacy } else { Deployment::Standard };
    let sample = has("--demo").then_some(deployment);
    #[cfg(feature = "shared")]
    if named.is_none()
        && let Some(copy) = shared_copy(words)
    {
        return Engine::open(&copy, system_clock(), String::new(), Via::Cli).ok();
    }
    let dir = named.or_else(|| path_variable("IPACK_STATE_DIR")).or_else(|| default_state_dir(sample))?;
    Engine::open(&dir, system_clock(), String::new(), Via::Cli).ok()
}

/// The value of an option on the line, as a word of its own or behind an `=`.
fn value_of(words: &[String], option: &str) -> Option<String> {
    let apart = words.iter().position(|word| word == option).and_then(|at| words.get(at + 1).cloned());
    let joined = || words.iter().find_map(|word| word.strip_prefix(option)?.strip_prefix('=').map(ToOwned::to_owned));
    apart.or_else(joined)
}

/// The copy of the shared workspace that is named: a shell that completes waits for no database.
#[cfg(feature = "shared")]
fn shared_copy(words: &[String]) -> Option<PathBuf> {
    let text = value_of(words, "--workspace").or_else(|| super::terminal::variable("IPACK_WORKSPACE"))?;
    match crate::engine::keeper::Address::parse(&text) {
        Ok(address) => crate::engine::default_copy_dir(&address),
        Err(_) => Some(PathBuf::from(text)),
    }
}
