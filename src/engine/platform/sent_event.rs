//! Which events the platform has to carry out, and what they mean while it does.

use crate::{
    domain::{AccountId, Event, InstanceId, Refusal, about},
    engine::{
        EngineError,
        workspace::{require_component, require_pack},
    },
    store::Store,
};

/// Checks that the platform's API can do what an event says.
///
/// # Errors
/// [`Refusal::Mirrored`]; [`Refusal::PlatformsOwn`] for what the platform settles by itself; [`Refusal::AskedAlready`]
/// for a pack that is to be deleted while nobody knows what came of its release.
// A new kind of event must make the compiler name this place.
#[deny(clippy::wildcard_enum_match_arm)]
pub(super) fn check_goes_out(event: &Event, store: &mut Store) -> Result<(), EngineError> {
    match event {
        Event::VersionPackaged { included, .. } if !included.is_empty() => {
            Err(Refusal::PlatformsOwn { what: "list of what a version includes" }.into())
        }
        Event::PackDeleted { pack } => Ok(require_pack(store, pack)?.check_nothing_asked()?),
        Event::PackCreated { .. }
        | Event::PackEdited { .. }
        | about!(members)
        | Event::VersionPackaged { .. }
        | Event::VersionDeleted { .. }
        | Event::VersionRestored { .. }
        | Event::GroupCreated { .. }
        | Event::GroupRenamed { .. }
        | Event::AccountsAdded { .. }
        | Event::AccountsRemoved { .. }
        | Event::PacksShared { .. }
        | Event::PacksUnshared { .. }
        | Event::Installed { .. }
        | Event::Uninstalled { .. } => Ok(()),
        // Those of releases are sent by verbs of their own; the others are this workspace's alone.
        Event::Imported(_)
        | about!(settings)
        | about!(releases)
        | about!(approvals)
        | Event::ComponentCreated { .. }
        | Event::GroupDeleted { .. }
        | Event::AccountCreated { .. }
        | Event::AccountRenamed { .. } => Ok(store.settings().check_own()?),
    }
}

/// An event as several, each of which is one request to the platform.
pub(super) fn one_by_one(event: Event) -> Vec<Event> {
    match event {
        Event::AccountsAdded { group, accounts } => {
            let one = |account| Event::AccountsAdded { group: group.clone(), accounts: vec![account] };
            accounts.into_iter().map(one).collect()
        }
        Event::AccountsRemoved { group, accounts } => {
            let one = |account| Event::AccountsRemoved { group: group.clone(), accounts: vec![account] };
            accounts.into_iter().map(one).collect()
        }
        Event::PacksShared { group, packs } => {
            let one = |pack| Event::PacksShared { group: group.clone(), packs: vec![pack] };
            packs.into_iter().map(one).collect()
        }
        Event::PacksUnshared { group, packs } => {
            let one = |pack| Event::PacksUnshared { group: group.clone(), packs: vec![pack] };
            packs.into_iter().map(one).collect()
        }
        event => vec![event],
    }
}

/// The event with the id that the platform has given to what is new.
pub(super) fn with_id(event: &Event, id: &str) -> Event {
    let mut event = event.clone();
    match &mut event {
        Event::PackCreated { pack, .. } => *pack = id.into(),
        Event::GroupCreated { group, .. } => *group = id.into(),
        Event::VersionPackaged { packaged, .. } => packaged.package_id = id.into(),
        Event::Installed { instance, .. } => instance.id = id.into(),
        _ => {}
    }
    event
}

/// The event, where it still changes something here. A synchronisation may have brought it meanwhile.
// A new kind of event must make the compiler name this place.
#[deny(clippy::wildcard_enum_match_arm)]
pub(super) fn news(event: &Event, store: &mut Store) -> Result<Option<Event>, EngineError> {
    let is_news = match event {
        Event::PackCreated { pack, .. } => store.entry(pack).is_none(),
        Event::PackDeleted { pack } => store.entry(pack).is_some(),
        Event::PackEdited { pack, name, description } => {
            store.pack(pack)?.is_some_and(|pack| (&pack.name, &pack.description) != (name, description))
        }
        Event::ComponentsAdded { pack, components } | Event::ComponentsUndeleted { pack, components } => {
            store.pack(pack)?.is_some_and(|pack| components.iter().any(|id| !pack.has_member(id)))
        }
        Event::ComponentsRemoved { pack, components } => {
            store.pack(pack)?.is_some_and(|pack| components.iter().any(|id| pack.has_member(id)))
        }
        Event::VersionPackaged { component, packaged, .. } => {
            require_component(store, component)?.packaged(&packaged.version).is_none()
        }
        Event::VersionDeleted { component, version } | Event::VersionRestored { component, version } => {
            let deleted = matches!(event, Event::VersionDeleted { .. });
            require_component(store, component)?.packaged(version).is_some_and(|packaged| packaged.deleted != deleted)
        }
        Event::GroupCreated { group, .. } => store.group(group)?.is_none(),
        Event::GroupRenamed { group, name, .. } => store.group(group)?.is_some_and(|group| group.name != *name),
        Event::AccountsAdded { group, accounts } => {
            store.group(group)?.is_some_and(|group| accounts.iter().any(|id| !group.accounts.contains(id)))
        }
        Event::AccountsRemoved { group, accounts } => {
            store.group(group)?.is_some_and(|group| accounts.iter().any(|id| group.accounts.contains(id)))
        }
        Event::PacksShared { group, packs } => {
            store.group(group)?.is_some_and(|group| packs.iter().any(|id| !group.packs.contains(id)))
        }
        Event::PacksUnshared { group, packs } => {
            store.group(group)?.is_some_and(|group| packs.iter().any(|id| group.packs.contains(id)))
        }
        Event::Installed { account, instance } => !has_instance(store, account, &instance.id)?,
        Event::Uninstalled { account, instance, .. } => has_instance(store, account, instance)?,
        Event::Imported(_)
        | about!(settings)
        | about!(releases)
        | about!(approvals)
        | Event::ComponentCreated { .. }
        | Event::GroupDeleted { .. }
        | Event::AccountCreated { .. }
        | Event::AccountRenamed { .. } => true,
    };
    Ok(is_news.then(|| event.clone()))
}

fn has_instance(store: &mut Store, account: &AccountId, instance: &InstanceId) -> Result<bool, EngineError> {
    Ok(store.account(account)?.is_some_and(|account| account.instances.iter().any(|one| one.id == *instance)))
}
