//! The default bindings.

use super::{Action, Action as A, Scope};

/// An action, its chords (the first is the one that the footer shows) and how long the footer keeps it: 0 = never
/// shown, the highest leaves last. The order is that of the footer.
pub(super) type DefaultBinding = (Action, &'static str, u8);

/// A scope and what is bound in it.
pub(super) type ScopeDefaults = (Scope, &'static [DefaultBinding]);

pub(super) const DEFAULTS: &[ScopeDefaults] = &[
    (Scope::Global, GLOBAL),
    (Scope::Page, PAGE),
    (Scope::IntegrationPacks, INTEGRATION_PACKS),
    (Scope::Schedule, SCHEDULE),
    (Scope::Activity, ACTIVITY),
    (Scope::Accounts, ACCOUNTS),
    (Scope::AccountGroups, ACCOUNT_GROUPS),
    (Scope::Components, COMPONENTS),
    (
        Scope::CompareVersions,
        &[
            (A::OlderVersion, "left", 9),
            (A::NewerVersion, "right", 9),
            (A::SwitchShown, "f space", 8),
            (A::Back, "esc enter c", 7),
        ],
    ),
    (
        Scope::Requests,
        &[
            (A::ApproveRequest, "A", 9),
            (A::RejectRequest, "X", 8),
            (A::WithdrawRequest, "W", 8),
            (A::ShowRequest, "enter", 7),
        ],
    ),
    (
        Scope::Request,
        &[
            (A::ApproveRequest, "A", 9),
            (A::RejectRequest, "X", 8),
            (A::WithdrawRequest, "W", 8),
            (A::Back, "esc enter v", 7),
        ],
    ),
    (Scope::Freezes, &[(A::AddFreeze, "n", 9), (A::RemoveFreeze, "d", 8), (A::Filter, "/", 6), (A::Back, "esc", 7)]),
    (
        Scope::Hooks,
        &[
            (A::AddHook, "n", 9),
            (A::TestHook, "t", 8),
            (A::RedeliverFailed, "r", 7),
            (A::RemoveHook, "d", 6),
            (A::Filter, "/", 5),
            (A::Back, "esc", 7),
        ],
    ),
    (
        Scope::BrowsePacks,
        &[(A::InstallPack, "enter i", 9), (A::ViewPack, "v", 7), (A::Filter, "/", 6), (A::Cancel, "esc", 8)],
    ),
    (
        Scope::PickList,
        &[(A::Choose, "space", 9), (A::AddChecked, "enter", 8), (A::Filter, "/", 6), (A::Cancel, "esc", 7)],
    ),
    (Scope::WhoHasIt, &[(A::ListInstallations, "enter", 9), (A::Back, "esc", 8)]),
    (Scope::Installations, &[(A::Filter, "/", 8), (A::Sort, "s", 7), (A::Back, "esc enter", 9)]),
    (Scope::Missed, &[(A::ShowSchedule, "enter 2", 9), (A::Back, "esc", 8)]),
    (Scope::ReviewPacks, &[(A::OpenVersions, "enter v", 9), (A::NextStep, "n", 10)]),
    (Scope::SelectVersions, SELECT_VERSIONS),
    (
        Scope::SelectVersionDialog,
        &[(A::SelectVersion, "enter", 9), (A::ViewDetails, "v", 7), (A::Filter, "/", 6), (A::Cancel, "esc", 8)],
    ),
    (Scope::VersionDetails, &[(A::GoToPack, "p", 8), (A::Back, "esc enter v", 9)]),
    (Scope::Prose, &[(A::Back, "esc enter v", 9)]),
    (
        Scope::SelectReleaseSchedule,
        &[(A::Activate, "enter", 9), (A::NextStep, "n", 7), (A::PreviousStep, "p", 8), (A::CopyCommand, "y", 4)],
    ),
    (Scope::DateField, &[(A::OpenCalendar, "down", 9), (A::Activate, "enter", 8)]),
    (Scope::Calendar, CALENDAR),
    (Scope::Waiting, &[(A::Finish, "enter esc", 9)]),
    (Scope::Success, &[(A::Finish, "enter esc", 9), (A::AddToAccountGroup, "g", 8), (A::CopyCommand, "y", 7)]),
    (Scope::Confirm, &[(A::Activate, "enter", 9), (A::Cancel, "esc", 8)]),
    (Scope::Question, &[(A::No, "n esc", 8), (A::Yes, "y", 7)]),
    (
        Scope::History,
        &[
            (A::RollBack, "b", 8),
            (A::CompareWithCurrent, "d", 7),
            (A::ShowReport, "p", 5),
            (A::NextControl, "tab", 8),
            (A::Back, "esc enter", 9),
        ],
    ),
    (Scope::Report, &[(A::CopyReport, "y", 8), (A::Back, "esc enter p", 9)]),
    (Scope::Connected, &[(A::Synchronise, "R", 0)]),
    (Scope::Synchronising, &[(A::StopSynchronising, "esc", 12)]),
    (Scope::AddPackages, ADD_PACKAGES),
    (Scope::Palette, &[(A::Run, "enter", 9), (A::Back, "esc", 8), (A::MoveUp, "up", 0), (A::MoveDown, "down", 0)]),
    (
        Scope::Help,
        &[
            (A::Run, "enter", 9),
            (A::Back, "esc ? f1", 8),
            (A::MoveUp, "up", 0),
            (A::MoveDown, "down", 0),
            (A::First, "home", 0),
            (A::Last, "end", 0),
        ],
    ),
    (
        Scope::Buttons,
        &[(A::PreviousControl, "left shift-tab", 0), (A::NextControl, "right tab", 0), (A::Activate, "enter space", 9)],
    ),
    (
        Scope::Filter,
        &[(A::KeepFilter, "enter", 9), (A::ClearFilter, "esc", 8), (A::MoveUp, "up", 0), (A::MoveDown, "down", 0)],
    ),
    (Scope::TextArea, &[(A::OpenEditor, "ctrl-e", 8)]),
    (Scope::TextField, &[]),
];

const GLOBAL: &[DefaultBinding] = &[
    (A::MoveUp, "up k", 0),
    (A::MoveDown, "down j", 0),
    (A::PageUp, "pgup ctrl-u", 0),
    (A::PageDown, "pgdn ctrl-d", 0),
    (A::First, "home g", 0),
    (A::Last, "end G", 0),
    (A::NextControl, "tab", 0),
    (A::PreviousControl, "shift-tab", 0),
    (A::Activate, "enter", 0),
    (A::Choose, "space", 0),
    (A::Back, "esc", 0),
    (A::Palette, ": ctrl-p", 0),
    (A::Redraw, "ctrl-l", 0),
    (A::Suspend, "ctrl-z", 0),
    (A::QuitNow, "ctrl-c", 0),
    (A::Help, "? f1", 20),
];

const PAGE: &[DefaultBinding] = &[
    (A::Filter, "/", 8),
    (A::Quit, "q", 21),
    (A::ShowIntegrationPacks, "1", 0),
    (A::ShowSchedule, "2", 0),
    (A::ShowAccounts, "3", 0),
    (A::ShowAccountGroups, "4", 0),
    (A::ShowActivity, "5", 0),
    (A::ShowComponents, "6", 0),
    (A::WorkspaceSettings, ",", 0),
    (A::Reconnect, "R", 0),
    (A::Import, "I", 0),
    (A::Export, "E", 0),
];

const INTEGRATION_PACKS: &[DefaultBinding] = &[
    (A::Release, "r", 9),
    (A::RollBack, "b", 7),
    (A::History, "h", 6),
    (A::MoveScheduled, "m", 5),
    (A::ChangeScheduled, "c", 4),
    (A::CancelScheduled, "x", 5),
    (A::SettleRequest, "o", 9),
    (A::AddComponent, "a", 5),
    (A::RemoveComponent, "d", 5),
    (A::UndeleteComponent, "u", 5),
    (A::ViewDetails, "v", 1),
    (A::Mark, "space", 3),
    (A::MarkAll, "*", 1),
    (A::CreatePack, "n", 3),
    (A::EditPack, "e", 2),
    (A::DeletePack, "D", 1),
    (A::ShowInstallations, "w", 2),
    (A::ViewPack, "i", 1),
    (A::CopyId, "y", 2),
    (A::Sort, "s", 1),
];

const SCHEDULE: &[DefaultBinding] = &[
    (A::Release, "r", 9),
    (A::OverrideFreeze, "o", 8),
    (A::ShowRequests, "A", 9),
    (A::AddFreeze, "f", 0),
    (A::ShowFreezes, "F", 0),
    (A::ShowHooks, "H", 0),
    (A::MoveScheduled, "m", 6),
    (A::ChangeScheduled, "c", 5),
    (A::CancelScheduled, "x", 6),
    (A::GoToPack, "enter", 7),
    (A::NextControl, "tab", 5),
    (A::Mark, "space", 4),
    (A::MarkAll, "*", 1),
];

const ACTIVITY: &[DefaultBinding] = &[
    (A::FilterKind, "f", 7),
    (A::OnlyPack, "p", 6),
    (A::OnlyPerson, "w", 5),
    (A::Since, "t", 6),
    (A::GoToPack, "enter", 4),
];

const ACCOUNTS: &[DefaultBinding] = &[
    (A::ApplyPendingUpdates, "a", 9),
    (A::BrowsePacks, "b", 7),
    (A::Uninstall, "x", 6),
    (A::CreateAccount, "n", 5),
    (A::RenameAccount, "e", 4),
    (A::CopyId, "y", 1),
];

const ACCOUNT_GROUPS: &[DefaultBinding] = &[
    (A::AddAccounts, "a", 9),
    (A::AddPacks, "p", 9),
    (A::RemoveFromGroup, "x", 7),
    (A::CreateGroup, "n", 5),
    (A::RenameGroup, "e", 3),
    (A::DeleteGroup, "D", 4),
];

const COMPONENTS: &[DefaultBinding] = &[
    (A::PackageComponent, "p", 9),
    (A::ViewDetails, "v", 6),
    (A::CompareVersions, "c", 7),
    (A::DeleteVersion, "D", 5),
    (A::RestoreVersion, "u", 6),
    (A::CreateComponent, "n", 8),
    (A::CopyId, "y", 1),
    (A::Sort, "s", 4),
];

const SELECT_VERSIONS: &[DefaultBinding] = &[
    (A::SelectAnotherVersion, "enter s", 9),
    (A::OlderVersion, "left", 7),
    (A::NewerVersion, "right", 7),
    (A::ViewDetails, "v", 6),
    (A::KeepCurrent, "=", 5),
    (A::UseLatest, "l", 3),
    (A::RestoreVersion, "u", 8),
    (A::Undo, "z", 4),
    (A::OnlyChanges, "f", 2),
    (A::NextChange, "]", 1),
    (A::PreviousChange, "[", 0),
    (A::Filter, "/", 2),
    (A::NextStep, "n", 10),
];

const ADD_PACKAGES: &[DefaultBinding] = &[
    (A::Choose, "space", 10),
    (A::CloseFolder, "left", 8),
    (A::OpenFolder, "right", 8),
    (A::Filter, "/", 7),
    (A::WhyNot, "w", 9),
    (A::Activate, "enter", 5),
    (A::Cancel, "esc", 6),
];

const CALENDAR: &[DefaultBinding] = &[
    (A::PreviousDay, "left h", 9),
    (A::PreviousWeek, "up k", 9),
    (A::NextWeek, "down j", 9),
    (A::NextDay, "right l", 9),
    (A::WeekStart, "home", 0),
    (A::WeekEnd, "end", 0),
    (A::PreviousMonth, "pgup [", 8),
    (A::NextMonth, "pgdn ]", 8),
    (A::PreviousYear, "{ < shift-pgup", 7),
    (A::NextYear, "} > shift-pgdn", 7),
    (A::FirstPossibleDay, "t", 6),
    (A::ChooseDay, "enter space", 11),
    (A::CloseCalendar, "esc", 10),
];
