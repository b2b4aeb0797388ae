//! The options of `ipack group` and `ipack account`.

use crate::cli::complete;
use clap::{Args, Subcommand};

/// `ipack group`.
#[derive(Debug, Args)]
pub struct GroupArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: GroupCommand,
}

/// The commands of `ipack group`.
#[derive(Debug, Subcommand)]
pub enum GroupCommand {
    /// List the account groups.
    #[command(after_help = "Example:\n  ipack group list --format json")]
    List,
    /// Show an account group: its accounts, and the packs shared with it.
    #[command(after_help = "Example:\n  ipack group show \"Early Adopters\"")]
    Show {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::groups())]
        group: String,
    },
    /// Create an account group, empty.
    #[command(after_help = "Example:\n  ipack group create Nordics")]
    Create {
        /// Its name.
        name: String,
    },
    /// Give an account group another name.
    #[command(after_help = "Example:\n  ipack group rename \"Early Adopters\" Pilots")]
    Rename {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::groups())]
        group: String,
        /// Its new name.
        name: String,
    },
    /// Delete an account group. What is installed stays.
    #[command(after_help = "Example:\n  ipack group delete \"Training & Sandboxes\" --yes")]
    Delete {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::groups())]
        group: String,
        /// Do not ask, also where packs are shared with it.
        #[arg(long)]
        yes: bool,
    },
    /// Add accounts to a group.
    #[command(
        after_help = "Example:\n  ipack group add \"Early Adopters\" \"Blue Heron Logistics\" \"Atelier Bréhat\""
    )]
    Add(GroupAccountsArgs),
    /// Remove accounts from a group. What is installed in them stays.
    #[command(after_help = "Example:\n  ipack group remove \"Enterprise EMEA\" \"Abernethy Wool Mills Ltd\"")]
    Remove(GroupAccountsArgs),
    /// Share packs with a group: its accounts may install them once they are released.
    #[command(after_help = "Example:\n  ipack group share \"Prospects 2027\" \"Order to Cash\"")]
    Share(GroupPacksArgs),
    /// Stop sharing packs with a group. What is installed stays, and updates go on.
    #[command(after_help = "Example:\n  ipack group unshare \"Enterprise EMEA\" \"Order to Cash\"")]
    Unshare(GroupPacksArgs),
}

/// Accounts of a group.
#[derive(Debug, Args)]
pub struct GroupAccountsArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::groups())]
    pub group: String,
    /// Each an id, the exact name, or a unique prefix of an id: all of them or none.
    #[arg(required = true, value_name = "ACCOUNT", add = complete::accounts())]
    pub accounts: Vec<String>,
}

/// Packs shared with a group.
#[derive(Debug, Args)]
pub struct GroupPacksArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::groups())]
    pub group: String,
    /// Each an id, the exact name, or a unique prefix of an id: all of them or none.
    #[arg(required = true, value_name = "PACK", add = complete::packs())]
    pub packs: Vec<String>,
}

/// `ipack account`.
#[derive(Debug, Args)]
pub struct AccountArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: AccountCommand,
}

/// The commands of `ipack account`.
#[derive(Debug, Subcommand)]
pub enum AccountCommand {
    /// List the managed accounts.
    #[command(after_help = "Example:\n  ipack account list --format json")]
    List,
    /// Show an account: its groups, and what is installed at which version.
    #[command(after_help = "Example:\n  ipack account show \"Blue Heron Logistics\" --format json")]
    Show {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::accounts())]
        account: String,
    },
    /// Create a managed account.
    #[command(after_help = "Example:\n  ipack account create \"Aalto Oy\"")]
    Create {
        /// Its name.
        name: String,
    },
    /// Give an account another name.
    #[command(after_help = "Example:\n  ipack account rename \"Blue Heron Logistics\" \"Blue Heron Freight\"")]
    Rename {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::accounts())]
        account: String,
        /// Its new name.
        name: String,
    },
    /// Install a released pack that is shared with one of the account's groups.
    #[command(after_help = "Example:\n  ipack account install \"Abernethy Wool Mills Ltd\" \"Order to Cash\"")]
    Install {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::accounts())]
        account: String,
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::packs())]
        pack: String,
        /// The instance's name. An instance of a MULTI pack needs one; that of a SINGLE pack has the pack's name.
        #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
        name: Option<String>,
    },
    /// Uninstall one instance.
    #[command(after_help = "Example:\n  ipack account uninstall \"Abernethy Wool Mills Ltd\" \"HR Onboarding\" --yes")]
    Uninstall {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::accounts())]
        account: String,
        /// The instance: its id, its name, or a unique prefix of its id.
        #[arg(add = complete::instances())]
        instance: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Apply pending updates early. That can't be undone.
    #[command(after_help = "Example:\n  ipack account apply \"Abernethy Wool Mills Ltd\" \"Procure to Pay\" --yes")]
    Apply {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::accounts())]
        account: String,
        /// Each an id, the exact name, or a unique prefix of an id; every pack with a pending update where none is
        /// named.
        #[arg(value_name = "PACK", add = complete::installed_packs())]
        packs: Vec<String>,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
}
