//! The options of `ipack hook`.

use clap::{ArgGroup, Args, Subcommand};

use crate::cli::complete;

/// `ipack hook`.
#[derive(Debug, Args)]
pub struct HookArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: HookCommand,
}

/// The commands of `ipack hook`.
#[derive(Debug, Subcommand)]
pub enum HookCommand {
    /// List the hooks, and how each stands.
    #[command(after_help = "Example:\n  ipack hook list --format json")]
    List,
    /// Add a hook: it is told what happens from now on.
    #[command(after_help = "Example:\n  ipack hook add Chat --url https://chat.example/hooks/7 --on released,late")]
    Add(AddHookArgs),
    /// Remove a hook; what waits for it is not told any more.
    #[command(
        after_help = "Example:\n  ipack hook add Chat --url https://chat.example/hooks/7\n  ipack hook remove Chat"
    )]
    Remove {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::hooks())]
        hook: String,
    },
    /// Try a hook out, at once.
    #[command(after_help = "Example:\n  ipack hook test Chat")]
    Test {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::hooks())]
        hook: String,
    },
    /// List what was set aside, what waits, and what was taken last.
    #[command(after_help = "Example:\n  ipack hook deliveries Chat --failed")]
    Deliveries {
        /// Only those of this hook: an id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::hooks())]
        hook: Option<String>,
        /// Only what was set aside.
        #[arg(long)]
        failed: bool,
    },
    /// Deliver something once more, at once, with the same id.
    #[command(after_help = "Example:\n  ipack hook redeliver Chat 5f2b09c1d3e84a7796b0c1d2e3f4a5b6")]
    Redeliver {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::hooks())]
        hook: String,
        /// The delivery's id, as `ipack hook deliveries` lists it.
        #[arg(add = complete::deliveries())]
        delivery: String,
    },
}

/// `ipack hook add`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("way").required(true).args(["url", "command"]))]
pub struct AddHookArgs {
    /// What it is called.
    pub name: String,
    /// Where a request goes: http://… or https://….
    #[arg(long)]
    pub url: Option<String>,
    /// The command that is run, on machines whose own config lists the hook in commandHooks; without a shell.
    #[arg(long)]
    pub command: Option<String>,
    /// What it is told, with commas; everything but applied-early where it is left out.
    #[arg(long, value_name = "KINDS", add = complete::kinds())]
    pub on: Option<String>,
    /// Only of this pack; may be given several times.
    #[arg(long = "pack", value_name = "PACK", add = complete::packs())]
    pub packs: Vec<String>,
    /// The environment variable with the secret (whsec_…) that requests are signed with.
    #[arg(long, value_name = "VAR")]
    pub secret_env: Option<String>,
}
