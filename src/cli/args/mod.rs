//! The command line.

mod config;
mod freeze;
mod hook;
mod order;
#[cfg(feature = "platform")]
mod platform;
mod publisher;
mod request;
mod schedule;
mod subscribers;
mod workspace;

use std::{env, path::PathBuf};

use clap::{
    Args, Parser, Subcommand,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    ColorChoice, Failure, Format,
    complete::{self, Shell},
    help, render,
};
use crate::{
    domain::{Deployment, Tz, parse_zone},
    engine::EngineError,
    text::clean,
    tui::theme::ThemeName,
};

#[cfg(feature = "platform")]
pub(super) use self::platform::*;
pub(super) use self::{
    config::*, freeze::*, hook::*, order::*, publisher::*, request::*, schedule::*, subscribers::*, workspace::*,
};

/// The release desk for integration packs.
///
/// Without a command: the Integration Packs page.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100, arg_required_else_help = false)]
pub struct Cli {
    #[command(flatten)]
    /// Options of every command.
    pub global: Global,
    /// What to do; the screens where it is left out.
    #[command(subcommand)]
    pub command: Option<Command>,
}

impl Cli {
    /// Reads the command line; none where it asked for help, which is printed then.
    ///
    /// Where only options are given, clap's commands are not built, because that takes as long as reading the
    /// workspace.
    ///
    /// # Errors
    /// Where this is no valid command line, which is then said on standard error, and where help can't be printed.
    pub fn read() -> Result<Option<Self>, Failure> {
        if let Ok(Options { global }) = Options::try_parse() {
            return Ok(Some(Self { global, command: None }));
        }
        match Self::try_parse() {
            Ok(cli) => Ok(Some(cli)),
            Err(answer) if !answer.use_stderr() => {
                render::lines(render::with_headings(&help::in_groups(&answer.render().to_string()))).map(|()| None)
            }
            Err(error) => {
                // What was typed is cleaned, so that it can't add lines of its own to the message.
                let typed = env::args_os().map(|word| clean(&word.to_string_lossy()).into_owned());
                let error = Self::try_parse_from(typed).err().unwrap_or(error).render().to_string();
                render::aside(error.replacen("error: ", "ipack: ", 1).lines());
                Err(Failure::Reported(2))
            }
        }
    }
}

/// A command line without a command.
#[derive(Debug, Parser)]
#[command(disable_help_flag = true)]
struct Options {
    #[command(flatten)]
    global: Global,
}

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Global Options")]
pub struct Global {
    /// The folder that holds the workspace; `IPACK_STATE_DIR`, else the platform's data folder, where it is left out.
    #[arg(long, value_name = "DIR", global = true)]
    pub state_dir: Option<PathBuf>,
    /// Where the workspace is kept: a folder, or a database that a team shares; `IPACK_WORKSPACE` where it is left out.
    #[cfg(feature = "shared")]
    #[arg(long, value_name = "WHERE", global = true, conflicts_with = "state_dir")]
    pub workspace: Option<String>,
    /// Refuse to answer from the copy where a shared workspace can't be reached.
    #[cfg(feature = "shared")]
    #[arg(long, global = true)]
    pub fresh: bool,
    /// The sample workspace.
    #[command(flatten)]
    pub sample: Sample,
    /// Ask and answer in lines of text: no screens, no colours, no cursor movement.
    #[arg(long, global = true)]
    pub plain: bool,
    /// Your own config; `config.ron` in the platform's config folder where it is left out.
    #[arg(long, value_name = "FILE", global = true)]
    pub config: Option<PathBuf>,
    /// When to use colours; never under `NO_COLOR` unless `always`.
    #[arg(long, value_enum, global = true)]
    pub color: Option<ColorChoice>,
    /// The colours of the screens.
    #[arg(long, value_name = "NAME", value_parser = themes(), global = true)]
    pub theme: Option<ThemeName>,
    /// Use the mouse in the screens: click, double click, wheel. Hold Shift to select text in the terminal.
    #[arg(long, global = true)]
    pub mouse: bool,
    /// How to print: a table for eyes, json or ron for programs.
    #[arg(long, value_enum, default_value_t = Format::Table, global = true)]
    pub format: Format,
}

/// Whether the sample workspace is asked for, and which.
#[derive(Debug, Clone, Copy, Args)]
#[command(next_help_heading = "Global Options")]
pub struct Sample {
    /// Use the sample workspace, in a state folder of its own that is filled on first use.
    #[arg(long, global = true)]
    demo: bool,
    /// With --demo: the sample in Legacy deployment, in a state folder of its own.
    #[arg(long, global = true, requires = "demo")]
    legacy: bool,
    /// With --demo: move what is there aside and fill the sample anew.
    #[arg(long, global = true, requires = "demo")]
    pub reset: bool,
}

impl Sample {
    /// The deployment of the sample that is asked for; none where no sample is.
    pub fn deployment(self) -> Option<Deployment> {
        let deployment = if self.legacy { Deployment::Legacy } else { Deployment::Standard };
        self.demo.then_some(deployment)
    }
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Integration packs.
    Pack(PackArgs),
    /// Components and their packaged versions.
    Component(ComponentArgs),
    /// Account groups: their accounts, and the packs shared with them.
    Group(GroupArgs),
    /// Managed accounts, and what is installed in them.
    Account(AccountArgs),
    /// Release an integration pack, at once or on a date; the wizard where neither is given at a terminal.
    #[command(after_help = "Example:\n  ipack release \"Order to Cash\" --on +10d --set \"Ledger Posting=2.2\" --yes")]
    Release(ReleaseArgs),
    /// Carry out a saved plan, exactly as it is or not at all.
    #[command(
        after_help = "Example:\n  ipack release --all --now --dry-run --plan-out friday.ron\n  ipack apply friday.ron --yes"
    )]
    Apply(ApplyArgs),
    /// Roll a pack back to an earlier release, at once or on a date; the wizard where neither is given at a terminal.
    #[command(after_help = "Example:\n  ipack rollback \"Order to Cash\" --to 5 --now --dry-run")]
    Rollback(RollbackArgs),
    /// The releases of a pack, newest first, or one of them.
    #[command(after_help = "Example:\n  ipack history \"Order to Cash\" 7 --format json")]
    History(HistoryArgs),
    /// The difference between two releases of a pack, or between one and what is pending.
    #[command(after_help = "Example:\n  ipack diff \"Order to Cash\" 5 7")]
    Diff(DiffArgs),
    /// Release notes for people, as markdown or with --format html: what changed, from which version, who decided it
    /// and why.
    #[command(
        after_help = "Example:\n  ipack report \"Order to Cash\" 7 --format html --out notes.html\n  ipack report --since -1w"
    )]
    Report(ReportArgs),
    /// Scheduled releases.
    Schedule(ScheduleArgs),
    /// Freezes: dates on which nothing is released.
    Freeze(FreezeArgs),
    /// Hooks: who is told what happens, by webhook or command.
    Hook(HookArgs),
    /// Requests: releases that wait for the approval of others.
    Request(RequestArgs),
    /// Performing what is scheduled.
    Scheduler(SchedulerArgs),
    /// Speak the platform's API over this workspace, for pipelines and clients to be tested against.
    #[cfg(feature = "platform")]
    #[command(after_help = "Example:\n  ipack serve --demo --listen 127.0.0.1:0 --partner --perform")]
    Serve(ServeArgs),
    /// Tokens of `ipack serve`.
    #[cfg(feature = "platform")]
    Token(TokenArgs),
    /// The connection to the platform: mirror an account's packs into this workspace.
    #[cfg(feature = "platform")]
    Platform(PlatformArgs),
    /// The workspace and its settings.
    Workspace(WorkspaceArgs),
    /// Everything that happened in the workspace, newest first.
    #[command(after_help = "Example:\n  ipack activity --pack \"Order to Cash\" --since 2026-11-01")]
    Activity(ActivityArgs),
    /// Write packs, or the whole workspace, as RON documents that `import` reads.
    #[command(after_help = "Example:\n  ipack export --out packs")]
    Export(ExportArgs),
    /// Import RON documents: all of them or nothing.
    #[command(after_help = "Example:\n  ipack export --out packs\n  ipack import packs --dry-run")]
    Import(ImportArgs),
    /// Verify every line and digest of the state folder, or mend what is wrong. Status 6 where something is wrong.
    #[command(after_help = "Example:\n  ipack check --format json\n  ipack check --repair")]
    Check(CheckArgs),
    /// Look at what the program depends on: the state folder, the scheduler, time zones, the terminal, the config.
    #[command(after_help = "Example:\n  ipack doctor")]
    Doctor,
    /// Your own preferences: keys, colours, marks.
    Config(ConfigArgs),
    /// Print a shell's script that completes commands, and the names of packs, components and versions.
    #[command(after_help = "Example:\n  source <(ipack completions bash)")]
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual, or write a page for each command into a folder.
    #[command(after_help = "Example:\n  ipack man --out ~/.local/share/man/man1")]
    Man(ManArgs),
}

/// `ipack man`.
#[derive(Debug, Args)]
pub struct ManArgs {
    /// The folder that the pages go into; without it the first page is printed.
    #[arg(long, value_name = "DIR")]
    pub out: Option<PathBuf>,
}

/// `ipack history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// Only the release with this number.
    #[arg(value_parser = release_number, add = complete::releases())]
    pub release: Option<u32>,
}

/// `ipack report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// An id, the exact name, or a unique prefix of an id; with --since every pack where it is left out.
    #[arg(required_unless_present = "since", add = complete::packs())]
    pub pack: Option<String>,
    /// The release with this number; the current one where it is left out.
    #[arg(value_parser = release_number, conflicts_with = "since", add = complete::releases())]
    pub release: Option<u32>,
    /// Every release since this date of your own time zone: 2026-11-01, today, yesterday, -3d, -2w.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub since: Option<String>,
    /// The file, which is replaced; it is printed where this is left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
}

/// `ipack diff`.
#[derive(Debug, Args)]
pub struct DiffArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// The release to compare from; the current one where it is left out.
    #[arg(value_parser = release_number, add = complete::releases())]
    pub from: Option<u32>,
    /// The release to compare with; what is pending where it is left out.
    #[arg(value_parser = release_number, add = complete::releases())]
    pub to: Option<u32>,
}

/// `ipack activity`.
#[derive(Debug, Args)]
pub struct ActivityArgs {
    /// Only what happened to this pack: an id, the exact name, or a unique prefix of an id.
    #[arg(long, add = complete::packs())]
    pub pack: Option<String>,
    /// Only what took effect on this date of your own time zone or later: 2026-11-01, today, yesterday, -3d, -2w.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub since: Option<String>,
}

fn zone(text: &str) -> Result<Tz, String> {
    parse_zone(text).map_err(|refusal| EngineError::from(refusal).with_hint())
}

/// The themes by name, each with what it is for.
fn themes() -> impl TypedValueParser<Value = ThemeName> {
    let named = ThemeName::ALL.map(|theme| PossibleValue::new(theme.name()).help(theme.help()));
    PossibleValuesParser::new(named).try_map(|name| name.parse::<ThemeName>())
}
