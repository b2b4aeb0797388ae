//! The kinds of things that happen.

use std::fmt;

/// What kind of thing happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActivityKind {
    Release,
    Rollback,
    Schedule,
    /// A scheduled release was moved.
    Move,
    /// What a scheduled release carries was changed.
    Change,
    /// A scheduled release was cancelled.
    Cancel,
    /// A scheduled release gave way to an immediate one.
    Supersede,
    /// An instance applied a pending update early.
    Apply,
    /// A scheduled release can't be carried out.
    Block,
    /// A freeze was added.
    Freeze,
    /// A freeze was removed.
    Unfreeze,
    /// A scheduled release goes ahead although its date is frozen.
    Override,
    /// A hook was added.
    Hook,
    /// A hook was removed.
    Unhook,
    /// Somebody asks for approval.
    Request,
    Approve,
    Reject,
    /// A request was taken back.
    Withdraw,
    Restore,
    /// A pack, component, account or account group was created.
    Create,
    /// A pack's details were edited.
    Edit,
    /// A pack, a version or an account group was deleted.
    Delete,
    /// Components were added to a pack, or accounts to a group.
    Add,
    /// Components were removed from a pack, or accounts from a group.
    Remove,
    /// Removed components are members again.
    Undelete,
    Package,
    /// Packs were shared with a group.
    Share,
    /// Packs are no longer shared with a group.
    Unshare,
    /// A pack was installed in an account.
    Install,
    Uninstall,
    Import,
    Settings,
    /// What the platform told was taken over.
    Sync,
    /// A request was made to the platform.
    Ask,
    /// The platform answered a request, or somebody settled it.
    Answer,
}

impl ActivityKind {
    /// Every kind, in the order of filters.
    pub const ALL: [Self; 35] = [
        Self::Release,
        Self::Rollback,
        Self::Schedule,
        Self::Move,
        Self::Change,
        Self::Cancel,
        Self::Supersede,
        Self::Apply,
        Self::Block,
        Self::Freeze,
        Self::Unfreeze,
        Self::Override,
        Self::Hook,
        Self::Unhook,
        Self::Request,
        Self::Approve,
        Self::Reject,
        Self::Withdraw,
        Self::Restore,
        Self::Create,
        Self::Edit,
        Self::Delete,
        Self::Add,
        Self::Remove,
        Self::Undelete,
        Self::Package,
        Self::Share,
        Self::Unshare,
        Self::Install,
        Self::Uninstall,
        Self::Import,
        Self::Settings,
        Self::Sync,
        Self::Ask,
        Self::Answer,
    ];
}

impl fmt::Display for ActivityKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Self::Release => "RELEASE",
            Self::Rollback => "ROLLBACK",
            Self::Schedule => "SCHEDULE",
            Self::Move => "MOVE",
            Self::Change => "CHANGE",
            Self::Cancel => "CANCEL",
            Self::Supersede => "SUPERSEDE",
            Self::Apply => "APPLY",
            Self::Block => "BLOCK",
            Self::Freeze => "FREEZE",
            Self::Unfreeze => "UNFREEZE",
            Self::Override => "OVERRIDE",
            Self::Hook => "HOOK",
            Self::Unhook => "UNHOOK",
            Self::Request => "REQUEST",
            Self::Approve => "APPROVE",
            Self::Reject => "REJECT",
            Self::Withdraw => "WITHDRAW",
            Self::Restore => "RESTORE",
            Self::Create => "CREATE",
            Self::Edit => "EDIT",
            Self::Delete => "DELETE",
            Self::Add => "ADD",
            Self::Remove => "REMOVE",
            Self::Undelete => "UNDELETE",
            Self::Package => "PACKAGE",
            Self::Share => "SHARE",
            Self::Unshare => "UNSHARE",
            Self::Install => "INSTALL",
            Self::Uninstall => "UNINSTALL",
            Self::Import => "IMPORT",
            Self::Settings => "SETTINGS",
            Self::Sync => "SYNC",
            Self::Ask => "ASK",
            Self::Answer => "ANSWER",
        })
    }
}
