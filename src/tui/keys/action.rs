//! Everything that the interface can be asked to do by a key.

/// Declares [`Action`] once, so that no action can be without a name, a label and a help sentence.
macro_rules! actions {
    ($($action:ident, $name:literal, $label:literal, $help:literal;)+) => {
        /// What a key can ask for. The page or dialog in front decides what it does.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub enum Action {
            $(#[doc = $help] $action,)+
        }

        impl Action {
            /// Every action, in the order of the help.
            pub const ALL: &'static [Self] = &[$(Self::$action,)+];

            /// The stable name that the config uses.
            pub const fn name(self) -> &'static str {
                match self { $(Self::$action => $name,)+ }
            }

            /// A word or two for the footer.
            pub const fn label(self) -> &'static str {
                match self { $(Self::$action => $label,)+ }
            }

            /// A sentence for the help.
            pub const fn help(self) -> &'static str {
                match self { $(Self::$action => $help,)+ }
            }
        }
    };
}

actions! {
    MoveUp, "move-up", "Move", "Move up by one.";
    MoveDown, "move-down", "Move", "Move down by one.";
    PageUp, "page-up", "Page", "Move up by as much as shows.";
    PageDown, "page-down", "Page", "Move down by as much as shows.";
    First, "first", "Ends", "Move to the first one.";
    Last, "last", "Ends", "Move to the last one.";
    NextControl, "next-control", "Next", "Go to the next control.";
    PreviousControl, "previous-control", "Previous", "Go to the previous control.";
    Activate, "activate", "Select", "Activate what has the focus.";
    Choose, "choose", "Choose", "Choose what has the focus.";
    Yes, "yes", "Yes", "Answer the question with yes.";
    No, "no", "No", "Answer the question with no; nothing changes.";
    Back, "back", "Back", "Go one step back.";
    Cancel, "cancel", "Cancel", "Leave the dialog; nothing changes.";
    Filter, "filter", "Filter", "Filter the list.";
    KeepFilter, "keep-filter", "Keep", "Keep the filter and return to the list.";
    ClearFilter, "clear-filter", "Clear", "Clear the filter and return to the list.";
    Help, "help", "Help", "Show what the keys do.";
    Palette, "palette", "Commands", "Open the command palette.";
    Run, "run", "Run", "Run the selected command, or go to what is selected.";
    OpenEditor, "open-editor", "Editor", "Write the text in your own editor, which VISUAL or EDITOR names.";
    Redraw, "redraw", "Redraw", "Draw the whole screen anew.";
    Suspend, "suspend", "Suspend", "Suspend the program; the shell brings it back with fg.";
    Quit, "quit", "Quit", "Quit.";
    QuitNow, "quit-now", "Quit", "Quit from anywhere, at once.";
    ShowIntegrationPacks, "show-integration-packs", "Integration Packs", "Go to Integration Packs.";
    ShowSchedule, "show-schedule", "Schedule", "Go to Schedule.";
    ShowAccounts, "show-accounts", "Accounts", "Go to Accounts.";
    ShowAccountGroups, "show-account-groups", "Account Groups", "Go to Account Groups.";
    ShowActivity, "show-activity", "Activity", "Go to Activity.";
    ShowComponents, "show-components", "Components", "Go to Components.";
    Reconnect, "reconnect", "Reconnect", "Connect to the shared workspace at once.";
    Synchronise, "synchronise", "Sync", "Look at the platform now, and take over what changed.";
    StopSynchronising, "stop-synchronising", "Stop", "Stop looking at the platform; the next look takes over what is new.";
    WorkspaceSettings, "workspace-settings", "Settings", "Change the settings of the workspace.";
    Import, "import", "Import", "Import documents: see what they would change, then import them.";
    Export, "export", "Export", "Write the workspace, or one integration pack, as documents.";

    Release, "release", "Release", "Release the integration pack, at once or on a date.";
    RollBack, "roll-back", "Roll Back", "Release what an earlier release carried.";
    History, "history", "History", "Show the releases of the integration pack.";
    CompareWithCurrent, "compare-with-current", "Compare with current", "Compare the release with the current one, or with the one before.";
    ShowReport, "show-report", "Report", "Show the release notes for people: for a mail or a ticket.";
    CopyReport, "copy-report", "Copy", "Copy the report to the clipboard, in markdown.";
    MoveScheduled, "move-scheduled", "Move", "Move the scheduled release to another date.";
    ChangeScheduled, "change-scheduled", "Change", "Change the versions of the scheduled release.";
    CancelScheduled, "cancel-scheduled", "Cancel Release", "Cancel the scheduled release.";
    OverrideFreeze, "override-freeze", "Override", "Let the scheduled release go ahead although its date is frozen.";
    ShowFreezes, "show-freezes", "Freezes", "Show the freezes: the dates on which nothing is released.";
    AddFreeze, "add-freeze", "Add Freeze", "Add a freeze.";
    RemoveFreeze, "remove-freeze", "Remove", "Remove the freeze: its dates are free then.";
    ShowHooks, "show-hooks", "Hooks", "Show the hooks: who is told what happens.";
    AddHook, "add-hook", "Add Hook", "Add a hook: it is told what happens from then on.";
    RemoveHook, "remove-hook", "Remove", "Remove the hook; what waits for it is not told.";
    TestHook, "test-hook", "Test", "Try the hook out.";
    RedeliverFailed, "redeliver-failed", "Deliver Again", "Deliver what was set aside once more.";
    ShowRequests, "show-requests", "Requests", "Go to what waits for the approval of others.";
    ShowRequest, "show-request", "Show", "Show what the request asks for, and what it would do.";
    ApproveRequest, "approve-request", "Approve", "Approve the request; the last approval that it needs carries it out.";
    RejectRequest, "reject-request", "Reject", "Reject the request, with a comment.";
    WithdrawRequest, "withdraw-request", "Withdraw", "Withdraw your own request.";
    SettleRequest, "settle-request", "Settle", "Say whether the open request to the platform was carried out, where the platform can't tell.";
    AddComponent, "add-component", "Add", "Add components to the integration pack.";
    RemoveComponent, "remove-component", "Remove", "Remove the component from the integration pack.";
    UndeleteComponent, "undelete-component", "Undelete", "Take back the removal of the component.";
    CreatePack, "create-pack", "Create", "Create an integration pack.";
    EditPack, "edit-pack", "Edit Details", "Edit the details of the integration pack.";
    DeletePack, "delete-pack", "Delete", "Delete this integration pack.";
    ShowInstallations, "show-installations", "Who Has It", "Show who has the integration pack, at which version.";
    ListInstallations, "list-installations", "List", "List the instances that are counted there.";
    CopyId, "copy-id", "Copy ID", "Copy the ID to the clipboard.";
    CopyCommand, "copy-command", "Copy Command", "Copy the command that does the same to the clipboard.";
    Mark, "mark", "Mark", "Mark or unmark it; release, move and cancel act on all marked.";
    MarkAll, "mark-all", "Mark All", "Mark all that can be acted on, or unmark all.";
    OpenVersions, "open-versions", "Select Versions", "Select the versions of the integration pack.";
    Sort, "sort", "Sort", "Sort by the next column.";
    GoToPack, "go-to-pack", "Go to Pack", "Go to the integration pack.";
    OpenFolder, "open-folder", "open/close", "Open the folder.";
    CloseFolder, "close-folder", "open/close", "Close the folder, or go to the one that holds this.";
    WhyNot, "why-not", "why not?", "Show what can't be added, with the reasons; once more, what can.";
    FilterKind, "filter-kind", "Kind", "Show one kind of activity after the other, then all.";
    OnlyPack, "only-pack", "This Pack", "Show only what is about the selected row's pack, or all.";
    OnlyPerson, "only-person", "This Person", "Show only what the selected row's person did, or all.";
    Since, "since", "Since", "Show today, 7 days, 30 days, or all time.";

    ApplyPendingUpdates, "apply-pending-updates", "Apply Updates", "Apply Pending Updates of the account, before their dates.";
    BrowsePacks, "browse-packs", "Browse", "Browse Integration Packs, and install one in the account.";
    InstallPack, "install-pack", "Install", "Install the integration pack in the account.";
    ViewPack, "view-pack", "View", "View what the integration pack is, and what it carries.";
    Uninstall, "uninstall", "Uninstall", "Uninstall the integration pack from the account.";
    CreateAccount, "create-account", "Create", "Create a managed account.";
    RenameAccount, "rename-account", "Rename", "Give the account another name.";
    AddAccounts, "add-accounts", "Add Accounts", "Add accounts to the account group.";
    AddPacks, "add-packs", "Add Packs", "Share integration packs with the account group.";
    RemoveFromGroup, "remove-from-group", "Remove", "Remove the selected account or integration pack from the group.";
    CreateGroup, "create-group", "Create", "Create an account group.";
    RenameGroup, "rename-group", "Rename", "Give the account group another name.";
    DeleteGroup, "delete-group", "Delete", "Delete the account group; what is installed stays.";
    AddChecked, "add-checked", "Done", "Take what is checked.";

    CreateComponent, "create-component", "Create", "Create a component.";
    PackageComponent, "package-component", "Package", "Package a version of the component.";
    DeleteVersion, "delete-version", "Delete", "Delete the version; its label stays taken.";
    CompareVersions, "compare-versions", "Compare", "Compare the version with the one before it, or with another.";
    OnlyChanges, "only-changes", "Changes", "Show only what changes, or all.";
    NextChange, "next-change", "Next change", "Go to the next row that changes.";
    PreviousChange, "previous-change", "Previous change", "Go to the row before that changes.";
    SwitchShown, "switch-shown", "Show", "Show only changes, only what is unchanged, or all.";

    SelectAnotherVersion, "select-another-version", "Select another version", "Select another version of the component.";
    OlderVersion, "older-version", "older/newer", "Take the next older version that can be chosen.";
    NewerVersion, "newer-version", "older/newer", "Take the next newer version that can be chosen.";
    ViewDetails, "view-details", "Details", "View the details of the version.";
    KeepCurrent, "keep-current", "keep", "Keep the current version.";
    UseLatest, "use-latest", "latest", "Take the latest version.";
    RestoreVersion, "restore-version", "Restore", "Restore the deleted version, so that it can be released.";
    Undo, "undo", "undo", "Undo the last change.";
    NextStep, "next-step", "Next", "Go to the next step.";
    PreviousStep, "previous-step", "Back", "Go back to the step before.";
    SelectVersion, "select-version", "Select Version", "Select the checked version.";
    OpenCalendar, "open-calendar", "Calendar", "Open the calendar.";
    Finish, "finish", "Finish", "Return to the integration packs.";
    AddToAccountGroup, "add-to-account-group", "Add to an account group", "Share the integration pack with an account group.";

    PreviousDay, "previous-day", "day", "Go to the day before.";
    PreviousWeek, "previous-week", "day", "Go back a week.";
    NextWeek, "next-week", "day", "Go on a week.";
    NextDay, "next-day", "day", "Go to the next day.";
    WeekStart, "week-start", "week", "Go to the first day of the week.";
    WeekEnd, "week-end", "week", "Go to the last day of the week.";
    PreviousMonth, "previous-month", "month", "Go back a month.";
    NextMonth, "next-month", "month", "Go on a month.";
    PreviousYear, "previous-year", "year", "Go back a year.";
    NextYear, "next-year", "year", "Go on a year.";
    FirstPossibleDay, "first-possible-day", "first possible", "Go to the first day that can be chosen.";
    ChooseDay, "choose-day", "choose", "Choose the day and close the calendar.";
    CloseCalendar, "close-calendar", "close", "Close the calendar unchanged.";
}

use std::borrow::Cow;

use crate::{
    domain::Words,
    tui::widget::{CalendarKey, Motion},
};

impl Action {
    /// [`Action::label`] in the words of a deployment.
    pub fn label_in(self, words: &Words) -> &'static str {
        match self {
            Self::ShowIntegrationPacks => words.packs,
            Self::PackageComponent => words.package,
            _ => self.label(),
        }
    }

    /// [`Action::help`] in the words of a deployment.
    pub fn help_in(self, words: &Words) -> Cow<'static, str> {
        match self {
            Self::ShowIntegrationPacks => format!("Go to {}.", words.packs).into(),
            Self::PackageComponent => format!("{} a version of the component.", words.package).into(),
            _ => self.help().into(),
        }
    }

    /// Whether it leads to a change of the workspace, and to nothing else.
    pub const fn changes(self) -> bool {
        use Action as A;
        matches!(
            self,
            A::WorkspaceSettings
                | A::Import
                | A::Release
                | A::RollBack
                | A::MoveScheduled
                | A::ChangeScheduled
                | A::CancelScheduled
                | A::OverrideFreeze
                | A::AddFreeze
                | A::RemoveFreeze
                | A::AddHook
                | A::RemoveHook
                | A::ApproveRequest
                | A::RejectRequest
                | A::WithdrawRequest
                | A::SettleRequest
                | A::AddComponent
                | A::RemoveComponent
                | A::UndeleteComponent
                | A::CreatePack
                | A::EditPack
                | A::DeletePack
                | A::ApplyPendingUpdates
                | A::InstallPack
                | A::Uninstall
                | A::CreateAccount
                | A::RenameAccount
                | A::AddAccounts
                | A::AddPacks
                | A::RemoveFromGroup
                | A::CreateGroup
                | A::RenameGroup
                | A::DeleteGroup
                | A::AddChecked
                | A::CreateComponent
                | A::PackageComponent
                | A::DeleteVersion
                | A::RestoreVersion
                | A::AddToAccountGroup
        )
    }

    /// Whether a connected workspace has it, though it changes something: it goes out to the platform, or is the
    /// workspace's own.
    pub const fn is_connected(self) -> bool {
        use Action as A;
        !matches!(
            self,
            A::Import
                | A::CancelScheduled
                | A::ApplyPendingUpdates
                | A::CreateAccount
                | A::RenameAccount
                | A::DeleteGroup
                | A::CreateComponent
        )
    }

    /// Whether the palette offers it: it does more than move.
    pub fn is_command(self) -> bool {
        let moves = matches!(
            self,
            Self::NextControl
                | Self::PreviousControl
                | Self::Activate
                | Self::Choose
                | Self::Back
                | Self::Cancel
                | Self::KeepFilter
                | Self::ClearFilter
                | Self::Palette
        );
        !moves && self.motion().is_none() && self.calendar_key().is_none()
    }

    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|action| action.name() == name)
    }

    /// The step through a list that this action is.
    pub fn motion(self) -> Option<Motion> {
        Some(match self {
            Self::MoveUp => Motion::Up,
            Self::MoveDown => Motion::Down,
            Self::PageUp => Motion::PageUp,
            Self::PageDown => Motion::PageDown,
            Self::First => Motion::First,
            Self::Last => Motion::Last,
            _ => return None,
        })
    }

    /// The calendar's verb that this action is.
    pub fn calendar_key(self) -> Option<CalendarKey> {
        Some(match self {
            Self::PreviousDay => CalendarKey::PreviousDay,
            Self::PreviousWeek => CalendarKey::PreviousWeek,
            Self::NextWeek => CalendarKey::NextWeek,
            Self::NextDay => CalendarKey::NextDay,
            Self::WeekStart => CalendarKey::WeekStart,
            Self::WeekEnd => CalendarKey::WeekEnd,
            Self::PreviousMonth => CalendarKey::PreviousMonth,
            Self::NextMonth => CalendarKey::NextMonth,
            Self::PreviousYear => CalendarKey::PreviousYear,
            Self::NextYear => CalendarKey::NextYear,
            Self::FirstPossibleDay => CalendarKey::FirstPossible,
            Self::ChooseDay => CalendarKey::Choose,
            Self::CloseCalendar => CalendarKey::Close,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn names_are_kebab_case_and_unique_and_help_is_a_sentence() {
        let names: BTreeSet<&str> = Action::ALL.iter().map(|action| action.name()).collect();
        assert_eq!(names.len(), Action::ALL.len());
        for action in Action::ALL {
            assert!(action.name().chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{action:?}");
            assert!(action.help().len() > 4 && action.help().ends_with('.'), "{action:?}");
            assert!(!action.label().is_empty(), "{action:?}");
            assert_eq!(Action::named(action.name()), Some(*action));
        }
    }
}
