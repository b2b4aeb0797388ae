//! Finds the name of something that was deleted meanwhile: the journal still has it.

use crate::{
    domain::{Event, Refusal, Stamp, about},
    store::Store,
};

/// The refusal for a pack, account group or instance that does not exist: who deleted it and when, or that it never
/// existed.
pub(super) fn gone(store: &Store, what: &'static str, id: &str) -> Refusal {
    let unknown = Refusal::NotFound { what, name: id.to_owned(), like: None };
    // If the journal can't be read, the next read of it reports that.
    let Ok(log) = store.log() else { return unknown };
    let mut known = LastKnown::default();
    for logged in &log {
        logged.events.iter().for_each(|event| known.follow(event, id, &logged.stamp));
    }
    match (known.name, known.deleted) {
        (Some(name), Some(by)) => Refusal::Deleted { what, name, by },
        (Some(name), None) => Refusal::NotFound { what, name, like: None },
        _ => unknown,
    }
}

#[derive(Default)]
struct LastKnown {
    name: Option<String>,
    deleted: Option<Stamp>,
}

impl LastKnown {
    // A new kind of event must make the compiler name this place.
    #[deny(clippy::wildcard_enum_match_arm)]
    fn follow(&mut self, event: &Event, wanted: &str, stamp: &Stamp) {
        let (id, name) = match event {
            Event::PackCreated { pack, name, .. } | Event::PackEdited { pack, name, .. } => (pack.as_str(), Some(name)),
            Event::GroupCreated { group, name } | Event::GroupRenamed { group, name, .. } => {
                (group.as_str(), Some(name))
            }
            Event::Installed { instance, .. } => (instance.id.as_str(), Some(&instance.name)),
            Event::Imported(imported) => {
                let packs = imported.packs.iter().map(|pack| (pack.id.as_str(), &pack.name));
                let groups = imported.groups.iter().map(|group| (group.id.as_str(), &group.name));
                let instances = imported.accounts.iter().flat_map(|account| &account.instances);
                let instances = instances.map(|instance| (instance.id.as_str(), &instance.name));
                let found = packs.chain(groups).chain(instances).find(|(id, _)| *id == wanted);
                let Some((id, name)) = found else { return };
                (id, Some(name))
            }
            Event::PackDeleted { pack } => (pack.as_str(), None),
            Event::GroupDeleted { group } => (group.as_str(), None),
            Event::Uninstalled { instance, .. } => (instance.as_str(), None),
            // Accounts can't be deleted.
            Event::AccountCreated { .. }
            | Event::AccountRenamed { .. }
            | Event::AccountsAdded { .. }
            | Event::AccountsRemoved { .. }
            | Event::PacksShared { .. }
            | Event::PacksUnshared { .. }
            | about!(members)
            | about!(components)
            | about!(releases)
            | about!(approvals)
            | about!(settings) => return,
        };
        if id == wanted {
            match name {
                Some(name) => (self.name, self.deleted) = (Some(name.clone()), None),
                None => self.deleted = Some(stamp.clone()),
            }
        }
    }
}
