//! Changing a pack as a whole: its details and its components in one commit.

use super::{
    Engine, EngineError,
    publisher::{dedup, free_name},
    workspace::{require_component, require_pack},
};
use crate::{
    domain::{ComponentId, Event, InstallationType, Pack, PackId, new_description},
    store::Store,
};

/// What becomes of a pack's components.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum MemberChange {
    /// They stay.
    #[default]
    None,
    /// They become these: others are removed, these are added or undeleted.
    Exactly(Vec<ComponentId>),
    /// These join them, or are undeleted.
    Add(Vec<ComponentId>),
    Remove(Vec<ComponentId>),
}

/// What changes about a pack; what is left out stays as it is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackUpdate {
    pub name: Option<String>,
    pub description: Option<String>,
    pub members: MemberChange,
}

impl Engine {
    /// Creates a pack with components: all of it or nothing.
    pub fn create_pack_of(
        &mut self,
        name: &str,
        installation_type: InstallationType,
        description: &str,
        components: &[ComponentId],
    ) -> Result<PackId, EngineError> {
        let id = PackId::from(self.new_id());
        self.commit(|store, _| {
            let name = free_name(store, name, None)?;
            let description = new_description(description)?;
            let pack = Pack::new(id.clone(), name.clone(), description.clone(), installation_type);
            let mut events = vec![Event::PackCreated { pack: id.clone(), name, description, installation_type }];
            events.extend(member_events(store, &pack, &MemberChange::Add(components.to_vec()))?);
            Ok((events, id.clone()))
        })
    }

    /// Changes a pack's details and components: all of it or nothing.
    pub fn update_pack(&mut self, id: &PackId, change: &PackUpdate) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let pack = require_pack(store, id)?;
            let mut events = Vec::new();
            let name = change.name.as_deref().filter(|name| *name != pack.name);
            let name = name.map_or_else(|| Ok(pack.name.clone()), |name| free_name(store, name, Some(id)))?;
            pack.check_rename(&name)?;
            let description = change.description.as_deref();
            let description = description.map_or_else(|| Ok(pack.description.clone()), new_description)?;
            if (&name, &description) != (&pack.name, &pack.description) {
                events.push(Event::PackEdited { pack: id.clone(), name, description });
            }
            events.extend(member_events(store, &pack, &change.members)?);
            Ok((events, ()))
        })
    }
}

/// The events that change a pack's components, once all of it is allowed.
fn member_events(store: &mut Store, pack: &Pack, change: &MemberChange) -> Result<Vec<Event>, EngineError> {
    let (listed, others_go) = match change {
        MemberChange::None => return Ok(vec![]),
        MemberChange::Exactly(ids) => (dedup(ids), true),
        MemberChange::Add(ids) => (dedup(ids), false),
        MemberChange::Remove(ids) => (vec![], !ids.is_empty()),
    };
    let members = || pack.members.iter().filter(|member| !member.removed).map(|member| member.component_id.clone());
    let removed: Vec<ComponentId> = match change {
        MemberChange::Remove(ids) => dedup(ids),
        _ if others_go => members().filter(|id| !listed.contains(id)).collect(),
        _ => vec![],
    };
    for id in &removed {
        pack.check_removal(&*require_component(store, id)?)?;
    }
    let known = |id: &ComponentId| pack.members.iter().any(|member| member.component_id == *id);
    let joining = listed.into_iter().filter(|id| !pack.has_member(id));
    let (undeleted, added): (Vec<_>, Vec<_>) = joining.partition(known);
    for id in &added {
        pack.check_addition(&*require_component(store, id)?)?;
    }
    let joining = undeleted.len() + added.len();
    pack.check_room(joining.saturating_sub(removed.len()))?;
    let id = || pack.id.clone();
    let events = [
        (!removed.is_empty()).then(|| Event::ComponentsRemoved { pack: id(), components: removed.clone() }),
        (!undeleted.is_empty()).then(|| Event::ComponentsUndeleted { pack: id(), components: undeleted.clone() }),
        (!added.is_empty()).then(|| Event::ComponentsAdded { pack: id(), components: added.clone() }),
    ];
    Ok(events.into_iter().flatten().collect())
}
