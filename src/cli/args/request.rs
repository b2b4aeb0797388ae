//! The options of `ipack request`.

use clap::{Args, Subcommand};

use crate::cli::complete;

/// `ipack request`.
#[derive(Debug, Args)]
pub struct RequestArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: RequestCommand,
}

/// The commands of `ipack request`.
#[derive(Debug, Subcommand)]
pub enum RequestCommand {
    /// List what waits for approval, the oldest first.
    #[command(after_help = "Example:\n  ipack request list --format json")]
    List {
        /// Every request that was ever made.
        #[arg(long)]
        past: bool,
    },
    /// Show a request with what it would do.
    #[command(after_help = "Example:\n  ipack request show \"Order to Cash\"")]
    Show {
        /// An id, a unique prefix of one, or the pack that it is about.
        #[arg(add = complete::requests())]
        request: String,
    },
    /// Approve a request. The last approval that it needs carries it out.
    #[command(after_help = "Example:\n  ipack request approve \"Order to Cash\" --comment \"Seen on staging\"")]
    Approve {
        /// An id, a unique prefix of one, or the pack that it is about.
        #[arg(add = complete::requests())]
        request: String,
        /// What you want to say with it.
        #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
        comment: String,
    },
    /// Reject a request, and say why.
    #[command(after_help = "Example:\n  ipack request reject \"Order to Cash\" --comment \"Not before the audit\"")]
    Reject {
        /// An id, a unique prefix of one, or the pack that it is about.
        #[arg(add = complete::requests())]
        request: String,
        /// Why.
        #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
        comment: String,
    },
    /// Withdraw a request of your own.
    #[command(after_help = "Example:\n  ipack request withdraw \"Order to Cash\"")]
    Withdraw {
        /// An id, a unique prefix of one, or the pack that it is about.
        #[arg(add = complete::requests())]
        request: String,
    },
}
