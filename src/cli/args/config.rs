//! The options of `ipack config`.

use clap::{Args, Subcommand};

/// `ipack config`.
#[derive(Debug, Args)]
pub struct ConfigArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ConfigCommand,
}

/// The commands of `ipack config`.
#[derive(Debug, Clone, Copy, Subcommand)]
pub enum ConfigCommand {
    /// Print where the config is, or would be.
    #[command(after_help = "Example:\n  ipack config path")]
    Path,
    /// Show every setting, and where its value comes from.
    #[command(after_help = "Example:\n  ipack config show --format json")]
    Show,
    /// List the keys of every action as they are bound, by the names that the config uses.
    #[command(after_help = "Example:\n  ipack config keys")]
    Keys,
    /// List the themes.
    #[command(after_help = "Example:\n  ipack config themes")]
    Themes,
    /// Check the config: status 2, with line and column, where something in it is not as it must be.
    #[command(after_help = "Example:\n  ipack config check")]
    Check,
}
