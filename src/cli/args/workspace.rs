//! The options of `ipack workspace`, `ipack import` and `ipack export`.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use super::zone;
use crate::{
    cli::complete,
    domain::{MOST_REQUEST_DAYS, Tz},
};

/// `ipack workspace`.
#[derive(Debug, Args)]
pub struct WorkspaceArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: WorkspaceCommand,
}

/// The commands of `ipack workspace`.
#[derive(Debug, Subcommand)]
pub enum WorkspaceCommand {
    /// Show the settings.
    #[command(after_help = "Example:\n  ipack workspace show --format json")]
    Show,
    /// Make a workspace in a database, for a team to share.
    #[cfg(feature = "shared")]
    #[command(after_help = "Example:\n  ipack workspace create postgres://ipack@db.example/ipack --from ~/ipack")]
    Create {
        /// `postgres://[USER@]HOST[:PORT][,HOST…]/DB[?workspace=NAME]`. The password comes from PGPASSWORD, the
        /// password file or the config's workspacePasswordCommand.
        url: String,
        /// Start with everything that this folder holds; it stays as it is.
        #[arg(long, value_name = "FOLDER")]
        from: Option<PathBuf>,
    },
    /// Copy the whole workspace to a folder, which becomes a workspace of its own.
    #[cfg(feature = "shared")]
    #[command(after_help = "Example:\n  ipack workspace copy backup")]
    Copy {
        /// The folder.
        folder: PathBuf,
    },
    /// Print the SQL that makes the tables of a shared workspace, for whoever administers the database.
    #[cfg(feature = "shared")]
    #[command(after_help = "Example:\n  ipack workspace schema --grants ada --as admin")]
    Schema {
        /// The database role that gets rights.
        #[arg(long, value_name = "ROLE", requires = "rights")]
        grants: Option<String>,
        /// What the role may do.
        #[arg(long = "as", value_name = "WHAT", requires = "grants")]
        rights: Option<RoleRights>,
    },
    /// Change one of the settings.
    Set {
        /// Which one.
        #[command(subcommand)]
        setting: Setting,
    },
}

/// The values of `--as`.
#[cfg(feature = "shared")]
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum RoleRights {
    /// Read and change everything.
    Admin,
    /// Perform scheduled releases.
    Scheduler,
    /// Only read.
    Reader,
}

/// The settings that can be changed.
#[derive(Debug, Subcommand)]
pub enum Setting {
    /// The workspace's name.
    #[command(after_help = "Example:\n  ipack workspace set name \"Integration packs of Acme\"")]
    Name {
        /// The name.
        name: String,
    },
    /// The zone in which scheduled releases happen. What is scheduled already keeps its own.
    #[command(after_help = "Example:\n  ipack workspace set scheduler-time-zone Europe/Berlin")]
    SchedulerTimeZone {
        /// The zone, by its name in the tz database.
        #[arg(value_parser = zone, add = complete::zones())]
        zone: Tz,
    },
    /// Whether a scheduled release whose window was missed is still performed.
    #[command(after_help = "Example:\n  ipack workspace set late-releases always")]
    LateReleases {
        /// When it is still performed.
        policy: LatePolicy,
    },
    /// How many people other than the author must approve before anything is released or scheduled. Fewer than now need
    /// that approval themselves.
    #[command(after_help = "Example:\n  ipack workspace set approvals 1")]
    Approvals {
        /// 0, 1 or 2.
        #[arg(value_parser = |text: &str| text.parse::<u8>().map_err(|_| "write 0, 1 or 2"))]
        people: u8,
    },
    /// Whether an emergency rollback waits for nobody: one that takes effect at once and carries just what an earlier
    /// release carried. Switching it on needs the approvals in force.
    #[command(after_help = "Example:\n  ipack workspace set rollback-without-approval on")]
    RollbackWithoutApproval {
        /// On or off.
        state: Switch,
    },
    /// After how many days a request without a date expires.
    #[command(after_help = "Example:\n  ipack workspace set request-days 14")]
    RequestDays {
        /// 1 to 366.
        #[arg(value_parser = |text: &str| text.parse::<u16>().map_err(|_| format!("write a number of days, 1 to {MOST_REQUEST_DAYS}")))]
        days: u16,
    },
    /// How packs are deployed; refused while something is scheduled.
    #[command(
        after_help = "Example:\n  ipack schedule cancel \"Procure to Pay\" --yes\n  ipack workspace set deployment legacy --yes"
    )]
    Deployment {
        /// Standard or Legacy.
        mode: DeploymentMode,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}

/// The values of `rollback-without-approval`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Switch {
    On,
    Off,
}

/// The values of `deployment`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum DeploymentMode {
    /// Packaged components: a release chooses their versions.
    Standard,
    /// Published components: versions are plain counters and can't be chosen.
    Legacy,
}

/// The values of `late-releases`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum LatePolicy {
    /// Later on the same day; after that a person chooses.
    SameDay,
    /// Whenever the scheduler runs next.
    Always,
    /// Never: a person chooses.
    Ask,
}

/// `ipack export`.
#[derive(Debug, Args)]
pub struct ExportArgs {
    /// Each an id, the exact name, or a unique prefix of an id; the whole workspace where none is named.
    #[arg(value_name = "PACK", add = complete::packs())]
    pub packs: Vec<String>,
    /// The folder to write to; a document of the same name that an export wrote is replaced. `-` prints one document.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
}

/// `ipack import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// RON documents, or folders of them; references may go across them. `-` is standard input.
    #[arg(required = true, value_name = "FILE")]
    pub files: Vec<PathBuf>,
    /// Say what would change; do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Do not ask before changing what is there already.
    #[arg(long)]
    pub yes: bool,
}

/// `ipack check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Mend what is wrong. It asks before anything is given up; what is replaced is set aside, never deleted.
    #[arg(long)]
    pub repair: bool,
    /// Do not ask.
    #[arg(long, requires = "repair")]
    pub yes: bool,
}
