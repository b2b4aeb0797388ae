//! What a synchronisation brought, in words.

use crate::domain::{Event, Imported, OnPlatform, count};

/// `2 versions packaged, 1 pack released elsewhere`.
pub(in crate::engine) fn sync_words(events: &[Event]) -> String {
    let how_many = |is: fn(&Event) -> bool| events.iter().filter(|event| is(event)).count();
    let renamed = |imported: &Imported| imported.components.len() + imported.accounts.len() + imported.groups.len();
    let changed: usize = events.iter().map(|e| if let Event::Imported(all) = e { renamed(all) } else { 0 }).sum();
    let in_groups = how_many(|event| {
        matches!(
            event,
            Event::AccountsAdded { .. }
                | Event::AccountsRemoved { .. }
                | Event::PacksShared { .. }
                | Event::PacksUnshared { .. }
        )
    });
    let members = how_many(|event| {
        matches!(
            event,
            Event::ComponentsAdded { .. } | Event::ComponentsRemoved { .. } | Event::ComponentsUndeleted { .. }
        )
    });
    let scheduled = how_many(|event| {
        matches!(event, Event::ScheduleMoved { .. } | Event::ScheduleChanged { .. } | Event::Scheduled { .. })
    });
    let parts = [
        (how_many(|e| matches!(e, Event::PackCreated { .. })), "new pack", ""),
        (how_many(|e| matches!(e, Event::PackEdited { .. })), "pack", " edited"),
        (how_many(|e| matches!(e, Event::PackDeleted { .. })), "pack", " deleted"),
        (members, "change", " of components"),
        (how_many(|e| matches!(e, Event::ComponentCreated { .. })), "new component", ""),
        (how_many(|e| matches!(e, Event::VersionPackaged { .. })), "version", " packaged"),
        (how_many(|e| matches!(e, Event::VersionDeleted { .. })), "version", " deleted"),
        (how_many(|e| matches!(e, Event::VersionRestored { .. })), "version", " restored"),
        (how_many(|e| is_found(e) == Some(true)), "current release", " found"),
        (how_many(|e| is_found(e) == Some(false)), "pack", " released elsewhere"),
        (how_many(|e| is_found(e).is_none() && matches!(e, Event::Released { .. })), "pack", " released as scheduled"),
        (scheduled, "scheduled release", " changed elsewhere"),
        (how_many(|e| matches!(e, Event::ScheduleCancelled { .. })), "scheduled release", " gone"),
        (how_many(|e| matches!(e, Event::Blocked { .. })), "scheduled release", " failed"),
        (changed, "component, account or group", " changed"),
        (how_many(|e| matches!(e, Event::AccountCreated { .. })), "new account", ""),
        (how_many(|e| matches!(e, Event::GroupCreated { .. })), "new account group", ""),
        (how_many(|e| matches!(e, Event::GroupDeleted { .. })), "account group", " deleted"),
        (in_groups, "change", " of account groups"),
        (how_many(|e| matches!(e, Event::Installed { .. })), "installation", " found"),
        (how_many(|e| matches!(e, Event::Uninstalled { .. })), "installation", " gone"),
    ];
    let told = parts.into_iter().filter(|(n, ..)| *n > 0).map(|(n, what, then)| format!("{}{then}", count(n, what)));
    told.collect::<Vec<_>>().join(", ")
}

/// Whether a release was there already when its pack was first looked at; none for a release that was made here.
pub(in crate::engine) fn is_found(event: &Event) -> Option<bool> {
    let Event::Released { release, .. } = event else { return None };
    release.is_found().then_some(release.platform == Some(OnPlatform::Found { after: None }))
}
