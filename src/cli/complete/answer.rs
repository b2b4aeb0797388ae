//! Answers the shell.

use std::{env, ffi::OsString};

use clap::{CommandFactory, ValueEnum, builder::PossibleValue};

use super::{
    LINE, Shell,
    quote::{self, Rules},
};
use crate::{
    cli::{Cli, Failure, Format, render, terminal::variable},
    text::is_hidden,
};

/// Set by the shells' scripts, to the name of the shell.
const VARIABLE: &str = "IPACK_COMPLETE";
/// Set by `PowerShell`'s script to the words, a line each: it does not hand over arguments as they are.
const WORDS: &str = "IPACK_WORDS";

/// Answers a shell that asks for completions; none where none asks.
pub fn answer_shell() -> Option<Result<(), Failure>> {
    let shell = Shell::from_str(&variable(VARIABLE)?, false).ok()?;
    let given: Vec<String> = env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()).collect();
    let line = given.first().map_or("", String::as_str);
    let read = |rules| quote::words(line, rules).into_iter().map(|word| word.value).collect();
    let words: Vec<String> = match shell {
        Shell::Bash => read(Rules::Bash),
        Shell::Fish => read(Rules::Fish),
        Shell::Zsh | Shell::Elvish => given.clone(),
        Shell::Powershell => {
            let mut words: Vec<String> = variable(WORDS)?.split('\n').map(ToOwned::to_owned).collect();
            if let Some(last) = words.last_mut() {
                *last = last.trim_start_matches(['\'', '"']).to_owned();
            }
            words
        }
    };
    let values = candidates(words);
    Some(match shell {
        Shell::Bash => {
            let replaced = given.get(1).map_or("", String::as_str);
            let how = match &values[..] {
                // The shell itself completes words with variables or a home folder.
                [] if replaced.starts_with('~') || replaced.contains('$') => "default",
                [] => return Some(Ok(())),
                values if values.iter().all(|value| value.ends_with(['=', '/'])) => "nospace",
                _ => "space",
            };
            print([how.to_owned()].into_iter().chain(quote::for_bash(line, replaced, &values)))
        }
        Shell::Powershell => print(values.iter().map(|value| quote::for_powershell(value))),
        Shell::Zsh | Shell::Fish | Shell::Elvish => print(values),
    })
}

fn print(lines: impl IntoIterator<Item = String>) -> Result<(), Failure> {
    let text: String = lines.into_iter().map(|line| line + "\n").collect();
    render::raw(text.as_bytes())
}

/// The completions of the last word. Those that hold invisible characters or line breaks are left out.
fn candidates(words: Vec<String>) -> Vec<String> {
    let Some(last) = words.len().checked_sub(1) else { return Vec::new() };
    let line: Vec<OsString> = LINE.get_or_init(|| words).iter().map(OsString::from).collect();
    let here = env::current_dir().ok();
    let is_begun = line.last().is_some_and(|word| !word.is_empty());
    let mut command = Cli::command();
    if line.iter().any(|word| word == "report") {
        // Other commands refuse what is for mails and tickets, and their help does not list it.
        let all = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let all: Vec<PossibleValue> = all.map(|value| value.hide(false)).collect();
        command = command.mut_arg("format", |format| format.value_parser(all));
    }
    let found = clap_complete::engine::complete(&mut command, line, last, here.as_deref()).unwrap_or_default();
    let values = found.into_iter().filter(|one| !one.is_hide_set());
    let values: Vec<String> = values
        .filter_map(|one| one.get_value().to_str().map(ToOwned::to_owned))
        .filter(|v| !v.contains(is_hidden))
        .collect();
    // Options are offered where one is begun, and where nothing else can stand.
    let (options, others): (Vec<String>, Vec<String>) =
        values.into_iter().partition(|v| !is_begun && v.starts_with('-'));
    if others.is_empty() { options } else { others }
}
