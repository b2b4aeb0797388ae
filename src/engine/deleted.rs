//! Finds the name of something that was deleted meanwhile: the journal still has it.

use crate::{
    domain::{Event, Refusal, Stamp},
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
    fn follow(&mut self, event: &Event, wanted: &str, stamp: &Stamp) {
        let named = match event {
            Event::PackCreated { pack, name, .. } | Event::PackEdited { pack, name, .. } => Some((pack.as_str(), name)),
            Event::GroupCreated { group, name } | Event::GroupRenamed { group, name, .. } => {
                Some((group.as_str(), name))
            }
            Event::Installed { instance, .. } => Some((instance.id.as_str(), &instance.name)),
            Event::Imported(imported) => {
                let packs = imported.packs.iter().map(|pack| (pack.id.as_str(), &pack.name));
                let groups = imported.groups.iter().map(|group| (group.id.as_str(), &group.name));
                let instances = imported.accounts.iter().flat_map(|account| &account.instances);
                let instances = instances.map(|instance| (instance.id.as_str(), &instance.name));
                packs.chain(groups).chain(instances).find(|(id, _)| *id == wanted)
            }
            _ => None,
        };
        if let Some((_, name)) = named.filter(|(id, _)| *id == wanted) {
            (self.name, self.deleted) = (Some(name.clone()), None);
        }
        let deleted = match event {
            Event::PackDeleted { pack } => pack.as_str(),
            Event::GroupDeleted { group } => group.as_str(),
            Event::Uninstalled { instance, .. } => instance.as_str(),
            _ => return,
        };
        if deleted == wanted {
            self.deleted = Some(stamp.clone());
        }
    }
}
