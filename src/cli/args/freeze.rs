//! The options of `ipack freeze`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::cli::complete;

/// `ipack freeze`.
#[derive(Debug, Args)]
pub struct FreezeArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: FreezeCommand,
}

/// The commands of `ipack freeze`.
#[derive(Debug, Subcommand)]
pub enum FreezeCommand {
    /// List the freezes that hold now or will, by their first date.
    #[command(after_help = "Example:\n  ipack freeze list --past --format json")]
    List {
        /// Those that are past as well.
        #[arg(long)]
        past: bool,
    },
    /// Add a freeze: dates on which nothing is released. What is scheduled stays, and what it catches is told.
    #[command(after_help = "Example:\n  ipack freeze add \"Year end\" --from 2026-12-24 --to 2027-01-03")]
    Add(AddFreezeArgs),
    /// Remove a freeze: its dates are free from now on.
    #[command(
        after_help = "Example:\n  ipack freeze add \"Year end\" --from 2026-12-24 --to 2027-01-03\n  ipack freeze remove \"Year end\""
    )]
    Remove {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::freezes())]
        freeze: String,
    },
    /// Add a freeze for each all-day event of a change calendar (iCalendar).
    #[command(after_help = "Example:\n  ipack freeze import changes.ics")]
    Import {
        /// The calendar; `-` reads standard input.
        file: PathBuf,
    },
}

/// `ipack freeze add`.
#[derive(Debug, Args)]
pub struct AddFreezeArgs {
    /// What it is called.
    pub name: String,
    /// Its first date, in the scheduler's time zone: 2026-12-24, today, +3d, fri, 24 dec.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub from: String,
    /// Its last date; it holds until it is removed where this is left out.
    #[arg(long, value_name = "DATE", allow_hyphen_values = true)]
    pub to: Option<String>,
    /// Only these days of the week: fri,sat,sun.
    #[arg(long, value_name = "DAYS", add = complete::weekdays())]
    pub weekdays: Option<String>,
    /// Only this pack; may be given several times.
    #[arg(long = "pack", value_name = "PACK", add = complete::packs())]
    pub packs: Vec<String>,
    /// Only packs that are shared with this account group; may be given several times.
    #[arg(long = "group", value_name = "GROUP", add = complete::groups())]
    pub groups: Vec<String>,
    /// Why.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub reason: String,
}
