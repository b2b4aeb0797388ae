//! The command line.

use std::path::PathBuf;

use chrono_tz::Tz;
use clap::{Args, Parser, Subcommand, ValueEnum};

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

/// Options of every command.
#[derive(Debug, Clone, Args)]
pub struct Global {
    /// The folder that holds the workspace.
    #[arg(long, value_name = "DIR", global = true, env = "IPACK_STATE_DIR")]
    pub state_dir: Option<PathBuf>,
    /// Use the sample workspace, in a state folder of its own that is filled on first use.
    #[arg(long, global = true)]
    pub demo: bool,
    /// With --demo: move what is there aside and fill the sample anew.
    #[arg(long, global = true, requires = "demo")]
    pub reset: bool,
    /// When to use colours; never under `NO_COLOR` unless `always`.
    #[arg(long, value_enum, default_value_t = ColorChoice::Auto, global = true)]
    pub color: ColorChoice,
    /// How to print: a table for eyes, json or ron for programs.
    #[arg(long, value_enum, default_value_t = Format::Table, global = true)]
    pub format: Format,
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How to print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For eyes; may change.
    Table,
    /// For programs; stable.
    Json,
    /// For programs; stable.
    Ron,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Integration packs.
    Pack(PackArgs),
    /// Release an integration pack, at once or on a date; the wizard where neither is given at a terminal.
    #[command(
        after_help = "Example:\n  ipack release \"Order to Cash\" --on 2026-12-01 --set \"Ledger Posting=2.1\" --dry-run"
    )]
    Release(ReleaseArgs),
    /// The releases of a pack, newest first, or one of them.
    #[command(after_help = "Example:\n  ipack history \"Order to Cash\" 7 --format json")]
    History(HistoryArgs),
    /// Scheduled releases.
    Schedule(ScheduleArgs),
    /// Import RON documents: all of them or nothing.
    #[command(after_help = "Example:\n  ipack import packs.ron accounts.ron --dry-run")]
    Import(ImportArgs),
}

/// `ipack pack`.
#[derive(Debug, Args)]
pub struct PackArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: PackCommand,
}

/// The commands of `ipack pack`.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// List the packs.
    #[command(after_help = "Example:\n  ipack pack list --format json")]
    List,
    /// Show a pack with its Packaged Components.
    #[command(after_help = "Example:\n  ipack pack show \"Order to Cash\"")]
    Show {
        /// An id, the exact name, or a unique prefix of an id.
        pack: String,
    },
}

/// `ipack release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// An id, the exact name, or a unique prefix of an id.
    pub pack: String,
    /// Release immediately.
    #[arg(long, conflicts_with = "on")]
    pub now: bool,
    /// Release on a date: 2026-12-01, +3d, tomorrow, fri, next fri, 1 dec.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// Carry this version of a component.
    #[arg(long, value_name = "COMPONENT=VERSION")]
    pub set: Vec<String>,
    /// Keep a component as it is in the current release.
    #[arg(long, value_name = "COMPONENT")]
    pub keep: Vec<String>,
    /// Release notes.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub notes: String,
    /// Say what would happen; do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

impl ReleaseArgs {
    /// Whether nothing but the pack is named.
    #[must_use]
    pub fn leaves_all_open(&self) -> bool {
        let nothing_chosen = self.set.is_empty() && self.keep.is_empty() && self.notes.is_empty();
        !self.now && self.on.is_none() && !self.dry_run && !self.yes && nothing_chosen
    }
}

/// `ipack history`.
#[derive(Debug, Args)]
pub struct HistoryArgs {
    /// An id, the exact name, or a unique prefix of an id.
    pub pack: String,
    /// Only the release with this number.
    pub release: Option<u32>,
}

/// `ipack schedule`.
#[derive(Debug, Args)]
pub struct ScheduleArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ScheduleCommand,
}

/// The commands of `ipack schedule`.
#[derive(Debug, Subcommand)]
pub enum ScheduleCommand {
    /// List the scheduled releases, the earliest first.
    #[command(after_help = "Example:\n  ipack schedule list --format json")]
    List,
    /// The hour in which a release on a date would happen. Needs no workspace; past dates too.
    #[command(after_help = "Example:\n  ipack schedule window --on 2026-04-24 --time-zone Africa/Cairo")]
    Window {
        /// The date: 2026-12-01, +3d, tomorrow, fri, next fri, 1 dec.
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        on: String,
        /// The zone; the workspace's scheduler zone where it is left out.
        #[arg(long, value_name = "ZONE")]
        time_zone: Option<Tz>,
    },
}

/// `ipack import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// RON documents; references may go across them.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say what would change; do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask before updating what is known already.
    #[arg(long)]
    pub yes: bool,
}
