//! The kinds of events by what they are about.

/// A pattern for the events about one thing, so that a match that treats them alike says so. The compiler still names
/// that match where a new kind is in none of these. Events of one pack can bind it: `about!(packs, pack)`.
macro_rules! about {
    (releases) => {
        about!(releases, _)
    };
    (releases, $pack:pat) => {
        Event::Released { pack: $pack, .. }
            | Event::Performed { pack: $pack, .. }
            | Event::Scheduled { pack: $pack, .. }
            | Event::ScheduleMoved { pack: $pack, .. }
            | Event::ScheduleChanged { pack: $pack, .. }
            | Event::ScheduleCancelled { pack: $pack, .. }
            | Event::ScheduleOverridden { pack: $pack, .. }
            | Event::Blocked { pack: $pack, .. }
            | Event::Unblocked { pack: $pack }
            | Event::Asked { pack: $pack, .. }
            | Event::Answered { pack: $pack, .. }
            | Event::AppliedEarly { pack: $pack, .. }
    };
    (packs) => {
        about!(packs, _)
    };
    (packs, $pack:pat) => {
        Event::PackCreated { pack: $pack, .. }
            | Event::PackEdited { pack: $pack, .. }
            | Event::PackDeleted { pack: $pack }
            | about!(members, $pack)
    };
    (members) => {
        about!(members, _)
    };
    (members, $pack:pat) => {
        Event::ComponentsAdded { pack: $pack, .. }
            | Event::ComponentsRemoved { pack: $pack, .. }
            | Event::ComponentsUndeleted { pack: $pack, .. }
    };
    (components) => {
        Event::ComponentCreated { .. }
            | Event::VersionPackaged { .. }
            | Event::VersionDeleted { .. }
            | Event::VersionRestored { .. }
    };
    (groups) => {
        Event::GroupCreated { .. }
            | Event::GroupRenamed { .. }
            | Event::GroupDeleted { .. }
            | Event::AccountsAdded { .. }
            | Event::AccountsRemoved { .. }
            | Event::PacksShared { .. }
            | Event::PacksUnshared { .. }
    };
    (accounts) => {
        Event::AccountCreated { .. }
            | Event::AccountRenamed { .. }
            | Event::Installed { .. }
            | Event::Uninstalled { .. }
    };
    (nouns) => {
        about!(packs) | about!(components) | about!(groups) | about!(accounts)
    };
    (approvals) => {
        Event::ApprovalRequested(_) | Event::Approved { .. } | Event::Rejected { .. } | Event::Withdrawn { .. }
    };
    (freezes) => {
        Event::FreezeAdded(_) | Event::FreezeRemoved { .. }
    };
    (hooks) => {
        Event::HookAdded(_) | Event::HookRemoved { .. }
    };
    (settings) => {
        Event::SettingsChanged(_) | about!(freezes) | $crate::domain::about!(hooks)
    };
}
pub(crate) use about;
