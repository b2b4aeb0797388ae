//! The command line of the commands that release.

use std::path::PathBuf;

use clap::Args;

use crate::cli::complete;

/// `ipack release`.
#[derive(Debug, Args)]
pub struct ReleaseArgs {
    /// Ids, exact names, or unique prefixes of ids.
    #[arg(value_name = "PACK", required_unless_present = "all", add = complete::packs())]
    pub packs: Vec<String>,
    /// Every pack that has something to release.
    #[arg(long, conflicts_with = "packs")]
    pub all: bool,
    /// All of the packs or none of them, in one write.
    #[arg(long)]
    pub atomic: bool,
    /// When, and with what.
    #[command(flatten)]
    pub order: OrderArgs,
}

/// `ipack apply`.
#[derive(Debug, Args)]
pub struct ApplyArgs {
    /// The plan that `--plan-out` saved.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
}

/// `ipack rollback`.
#[derive(Debug, Args)]
pub struct RollbackArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// The release to go back to; the newest earlier one that differs and that none stepped back from.
    #[arg(long, value_name = "RELEASE", allow_negative_numbers = true, value_parser = release_number, add = complete::releases())]
    pub to: Option<u32>,
    /// When, and with what.
    #[command(flatten)]
    pub order: OrderArgs,
}

/// When something is released, and with what.
#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of its own")]
pub struct OrderArgs {
    /// Release immediately.
    #[arg(long, conflicts_with = "on")]
    pub now: bool,
    /// Release on a date: 2026-12-01, +3d, tomorrow, fri, next fri, 1 dec.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub on: Option<String>,
    /// The versions.
    #[command(flatten)]
    pub versions: VersionArgs,
    /// Release notes.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub notes: String,
    /// Release although the date is frozen, for this reason.
    #[arg(long, value_name = "REASON", allow_hyphen_values = true)]
    pub override_freeze: Option<String>,
    /// Say what would happen; do nothing.
    #[arg(long)]
    pub dry_run: bool,
    /// Save the plan, with what it was decided on, for `ipack apply`; `-` prints it.
    #[arg(long, value_name = "FILE", requires = "dry_run")]
    pub plan_out: Option<PathBuf>,
    /// Do not ask.
    #[arg(long)]
    pub yes: bool,
    /// In a connected workspace, end once the platform has taken it: `ipack platform requests` tells how far it is.
    #[arg(long)]
    pub no_wait: bool,
}

/// Which versions are carried.
#[derive(Debug, Args)]
pub struct VersionArgs {
    /// Carry this version of a component.
    #[arg(long, value_name = "COMPONENT=VERSION", allow_hyphen_values = true, add = complete::assignments())]
    pub set: Vec<String>,
    /// Keep a component as it is in the current release.
    #[arg(long, value_name = "COMPONENT", allow_hyphen_values = true, add = complete::components())]
    pub keep: Vec<String>,
}

impl OrderArgs {
    /// Whether nothing is decided yet.
    pub fn leaves_all_open(&self) -> bool {
        let nothing_chosen = self.versions.set.is_empty() && self.versions.keep.is_empty() && self.notes.is_empty();
        let nothing_chosen = nothing_chosen && self.override_freeze.is_none();
        !self.now && self.on.is_none() && !self.dry_run && !self.yes && !self.no_wait && nothing_chosen
    }
}

/// A release's number.
///
/// # Errors
/// Where the text is no number, in a sentence of our own.
pub(super) fn release_number(text: &str) -> Result<u32, String> {
    text.parse().map_err(|_| "a release is named by its number, such as 3".to_owned())
}
