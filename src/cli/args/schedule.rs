//! The arguments of `ipack schedule` and of `ipack scheduler`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use super::{VersionArgs, zone};
use crate::{cli::complete, domain::Tz};

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
    /// Move a scheduled release to another date.
    #[command(after_help = "Example:\n  ipack schedule move \"Procure to Pay\" --on +1w --yes")]
    Move(MoveArgs),
    /// Change what a scheduled release carries, while nobody has applied it early.
    #[command(
        after_help = "Example:\n  ipack release \"Order to Cash\" --on +10d --yes\n  ipack schedule change \"Order to Cash\" --set \"Ledger Posting=2.2\" --yes"
    )]
    Change(ChangeArgs),
    /// Take over what somebody else has scheduled on the platform, by the id of its request.
    #[cfg(feature = "platform")]
    #[command(after_help = "Example:\n  ipack schedule adopt \"Order to Cash\" release-11031691-cdbc-4471-9171")]
    Adopt {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::packs())]
        pack: String,
        /// The request's id, as the platform told it to whoever scheduled it.
        request: String,
    },
    /// Cancel a scheduled release.
    #[command(after_help = "Example:\n  ipack schedule cancel \"Procure to Pay\" --reason \"Too soon\" --recall --yes")]
    Cancel(CancelArgs),
    /// Let a scheduled release go ahead although its date is frozen.
    #[command(
        after_help = "Example:\n  ipack freeze add Audit --from today --to +2w\n  ipack schedule override \"Procure to Pay\" --reason \"A fix for the audit\""
    )]
    Override(OverrideArgs),
    /// Write a calendar (iCalendar) to subscribe to: each window an event, each freeze an all-day event.
    #[command(after_help = "Example:\n  ipack schedule export --out releases.ics --pack \"Order to Cash\"")]
    Export(ExportScheduleArgs),
    /// The hour in which a release on a date would happen. Needs no workspace; past dates too.
    #[command(after_help = "Example:\n  ipack schedule window --on 2026-04-24 --time-zone Africa/Cairo")]
    Window {
        /// The date: 2026-12-01, +3d, tomorrow, fri, next fri, 1 dec.
        #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
        on: String,
        /// The zone; the workspace's scheduler zone where it is left out.
        #[arg(long, value_name = "ZONE", value_parser = zone, add = complete::zones())]
        time_zone: Option<Tz>,
    },
}

/// `ipack schedule move`.
#[derive(Debug, Args)]
pub struct MoveArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::scheduled_packs())]
    pub pack: String,
    /// The date: 2026-12-01, +3d, tomorrow, fri, next fri, 1 dec.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: String,
    /// Move it there although the date is frozen, for this reason.
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub override_freeze: Option<String>,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
    /// In a connected workspace, end once the platform has taken it: `ipack platform requests` tells how far it is.
    #[arg(long)]
    pub no_wait: bool,
}

/// `ipack schedule change`.
#[derive(Debug, Args)]
pub struct ChangeArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::scheduled_packs())]
    pub pack: String,
    /// The versions.
    #[command(flatten)]
    pub versions: VersionArgs,
    /// Release notes; they stay as they are where this is left out.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub notes: Option<String>,
    /// Change it although its date is frozen, for this reason.
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub override_freeze: Option<String>,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
    /// In a connected workspace, end once the platform has taken it: `ipack platform requests` tells how far it is.
    #[arg(long)]
    pub no_wait: bool,
}

/// `ipack schedule override`.
#[derive(Debug, Args)]
pub struct OverrideArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::scheduled_packs())]
    pub pack: String,
    /// Why.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub reason: String,
}

/// `ipack schedule export`.
#[derive(Debug, Args)]
pub struct ExportScheduleArgs {
    /// The file, which is replaced where an export wrote it before; `-` prints it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Only this pack, and the freezes that are for it; may be given several times.
    #[arg(long = "pack", value_name = "PACK", add = complete::packs())]
    pub packs: Vec<String>,
}

/// `ipack schedule cancel`.
#[derive(Debug, Args)]
pub struct CancelArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::scheduled_packs())]
    pub pack: String,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub reason: String,
    /// Bring accounts that applied it early back, with a release equal to the current one.
    #[arg(long)]
    pub recall: bool,
    /// Recall although today is frozen, for this reason.
    #[arg(long, value_name = "REASON", requires = "recall", allow_hyphen_values = true)]
    pub override_freeze: Option<String>,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

/// `ipack scheduler`.
#[derive(Debug, Args)]
pub struct SchedulerArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: SchedulerCommand,
}

/// The commands of `ipack scheduler`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum SchedulerCommand {
    /// Perform what is due, as it falls due, until it is ended: for a service manager.
    #[command(after_help = "Example:\n  ipack scheduler run --state-dir /var/lib/ipack")]
    Run,
    /// Perform what is due now, once: for cron. Status 3 when something is blocked or overdue.
    #[command(after_help = "Example:\n  ipack scheduler tick --format json")]
    Tick,
}
