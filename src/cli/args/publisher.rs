//! The options of `ipack pack` and `ipack component`.

use crate::cli::complete;
use clap::{ArgGroup, Args, Subcommand, ValueEnum};

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
        #[arg(add = complete::packs())]
        pack: String,
    },
    /// List who has a pack: each instance, at which version, and whether it applied the pending update early.
    #[command(after_help = "Example:\n  ipack pack instances \"Order to Cash\" --applied-early --format json")]
    Instances(InstancesArgs),
    /// Create a pack, without components.
    #[command(after_help = "Example:\n  ipack pack create \"Refunds\" --description \"From the return to the money\"")]
    Create(CreatePackArgs),
    /// Edit a pack's name and description.
    #[command(after_help = "Example:\n  ipack pack edit \"Order to Cash\" --description \"Orders and their payment\"")]
    Edit(EditPackArgs),
    /// Delete a pack: what is scheduled is void, and it is uninstalled everywhere.
    #[command(after_help = "Example:\n  ipack pack delete \"Order to Cash\" --yes")]
    Delete {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::packs())]
        pack: String,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Add components that have a shareable version.
    #[command(after_help = "Example:\n  ipack pack add \"Order to Cash\" \"Return to Supplier\" \"Supplier Sync\"")]
    Add(MembersArgs),
    /// Remove components; those in the current release are gone from the next one.
    #[command(after_help = "Example:\n  ipack pack remove \"Order to Cash\" \"Ledger Posting\" --yes")]
    Remove {
        /// Which ones.
        #[command(flatten)]
        members: MembersArgs,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Take removals back.
    #[command(after_help = "Example:\n  ipack pack undelete \"Order to Cash\" \"Dunning Letters\"")]
    Undelete(MembersArgs),
}

/// `ipack pack instances`.
#[derive(Debug, Args)]
pub struct InstancesArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// Only those that applied the pending update early.
    #[arg(long, group = "state")]
    pub applied_early: bool,
    /// Only those that wait for the date of the scheduled release.
    #[arg(long, group = "state")]
    pub waiting: bool,
    /// Only those that applied an update that was cancelled or superseded.
    #[arg(long, group = "state")]
    pub ahead: bool,
}

/// `ipack pack create`.
#[derive(Debug, Args)]
pub struct CreatePackArgs {
    /// Its name.
    pub name: String,
    /// How often it can be installed in one account; that never changes.
    #[arg(long = "type", value_enum, default_value_t = PackType::Single, ignore_case = true)]
    pub kind: PackType,
    /// Its description, at most 500 characters.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub description: String,
}

/// `ipack pack edit`.
#[derive(Debug, Args)]
#[command(group = ArgGroup::new("edits").required(true).multiple(true).args(["name", "description"]))]
pub struct EditPackArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// Another name; not for a MULTI pack.
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    pub name: Option<String>,
    /// Another description, at most 500 characters.
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub description: Option<String>,
}

/// Components of a pack.
#[derive(Debug, Args)]
pub struct MembersArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::packs())]
    pub pack: String,
    /// Each an id, the exact name, or a unique prefix of an id: all of them or none.
    #[arg(required = true, value_name = "COMPONENT", add = complete::components())]
    pub components: Vec<String>,
}

/// The values of `--type` for packs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PackType {
    /// At most one instance per account.
    Single,
    /// Many instances per account, each with a name of its own; no API services.
    Multi,
}

/// `ipack component`.
#[derive(Debug, Args)]
pub struct ComponentArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: ComponentCommand,
}

/// The commands of `ipack component`.
#[derive(Debug, Subcommand)]
pub enum ComponentCommand {
    /// List the components.
    #[command(after_help = "Example:\n  ipack component list --format json")]
    List,
    /// Show a component with its versions.
    #[command(after_help = "Example:\n  ipack component show \"Create Invoice\"")]
    Show {
        /// An id, the exact name, or a unique prefix of an id.
        #[arg(add = complete::components())]
        component: String,
    },
    /// Create a component, without versions.
    #[command(after_help = "Example:\n  ipack component create \"Refund Payout\" --folder Returns")]
    Create {
        /// Its name.
        name: String,
        /// Process or API service.
        #[arg(long = "type", value_enum, default_value_t = ComponentKind::Process)]
        kind: ComponentKind,
        /// Its folder.
        #[arg(long, value_name = "FOLDER", default_value = "", hide_default_value = true)]
        folder: String,
    },
    /// Package a version; in Legacy deployment: publish the component.
    #[command(after_help = "Example:\n  ipack component package \"Create Invoice\" --shareable --notes \"On 409\"")]
    Package(PackageArgs),
    /// Delete a version that no current or scheduled release carries; its label stays taken.
    #[command(after_help = "Example:\n  ipack component delete \"Create Invoice\" 1.1 --yes")]
    Delete {
        /// The version.
        #[command(flatten)]
        version: ComponentVersionArgs,
        /// Do not ask.
        #[arg(long)]
        yes: bool,
    },
    /// Restore a deleted version.
    #[command(after_help = "Example:\n  ipack component restore \"Create Invoice\" 1.2.1")]
    Restore(ComponentVersionArgs),
    /// Compare the components included in two versions.
    #[command(after_help = "Example:\n  ipack component diff \"Create Invoice\" 1.3 1.5 --show all")]
    Diff(ComponentDiffArgs),
}

/// `ipack component diff`.
#[derive(Debug, Args)]
pub struct ComponentDiffArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::components())]
    pub component: String,
    /// The version to compare from; the one packaged before TO where it is left out.
    #[arg(allow_hyphen_values = true, add = complete::versions_of_component())]
    pub from: Option<String>,
    /// The version to compare with; the newest where it is left out.
    #[arg(allow_hyphen_values = true, add = complete::versions_of_component())]
    pub to: Option<String>,
    /// What to show.
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = ShowKind::Changes)]
    pub show: ShowKind,
}

/// The values of `--show`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ShowKind {
    /// What was added, modified or removed.
    Changes,
    /// What is the same in both.
    Unchanged,
    /// Everything.
    All,
}

/// `ipack component package`.
#[derive(Debug, Args)]
pub struct PackageArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::components())]
    pub component: String,
    /// Its label: free text that the component never had before; the next number where it is left out.
    #[arg(long, value_name = "VERSION", allow_hyphen_values = true)]
    pub version: Option<String>,
    /// Allow sharing, so that packs can carry it; that never changes.
    #[arg(long)]
    pub shareable: bool,
    /// Package notes.
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true, allow_hyphen_values = true)]
    pub notes: String,
    /// A component that is included in it; can be given several times.
    #[arg(long, value_name = "COMPONENT", allow_hyphen_values = true, add = complete::components())]
    pub include: Vec<String>,
}

/// One version of a component.
#[derive(Debug, Args)]
pub struct ComponentVersionArgs {
    /// An id, the exact name, or a unique prefix of an id.
    #[arg(add = complete::components())]
    pub component: String,
    /// The version.
    #[arg(allow_hyphen_values = true, add = complete::versions_of_component())]
    pub version: String,
}

/// The values of `--type` for components.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ComponentKind {
    /// A process.
    Process,
    /// An API service.
    Webservice,
}
