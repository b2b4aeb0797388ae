//! What a publisher does to packs: create, edit, delete, and which components are in them.

use std::sync::Arc;

use super::{
    Engine, EngineError,
    workspace::{require_component, require_pack},
};
use crate::{
    domain::{
        Basis, Component, ComponentId, Details, Event, InstallationType, Pack, PackId, Refusal, new_description,
        new_name,
    },
    store::Store,
};

/// A line of **Add Packages to Integration Pack**: a component that can be added, or the reason why not.
#[derive(Debug, Clone)]
pub struct Addable {
    pub component: Arc<Component>,
    /// Why it can't be added; none where it can.
    pub why_not: Option<Refusal>,
}

impl Engine {
    /// **Create Integration Pack**: one without components.
    ///
    /// # Errors
    /// [`Refusal::Text`], [`Refusal::NameTaken`]; the store's.
    pub fn create_pack(
        &mut self,
        name: &str,
        installation_type: InstallationType,
        description: &str,
    ) -> Result<PackId, EngineError> {
        let pack = PackId::from(self.new_id());
        let ((), there) = self.commit_new(|store, _| {
            let name = free_name(store, name, None)?;
            let description = new_description(description)?;
            Ok((vec![Event::PackCreated { pack: pack.clone(), name, description, installation_type }], ()))
        })?;
        Ok(there.map_or(pack, PackId::from))
    }

    /// **Edit Details**: changes the name or description; what is left out stays. A caller that showed the details
    /// passes what it showed, as `seen`; a command reads and writes in one go.
    ///
    /// # Errors
    /// [`Refusal::Conflict`] where they are not what was seen any more; [`Refusal::MultiName`], [`Refusal::Text`],
    /// [`Refusal::NameTaken`]; the store's.
    pub fn edit_pack(
        &mut self,
        id: &PackId,
        seen: Option<&Details>,
        name: Option<&str>,
        description: Option<&str>,
    ) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let pack = require_pack(store, id)?;
            seen.map_or(Ok(()), |seen| pack.check_details(seen))?;
            let name = name.map_or_else(|| Ok(pack.name.clone()), |name| free_name(store, name, Some(id)))?;
            pack.check_rename(&name)?;
            let description = description.map_or_else(|| Ok(pack.description.clone()), new_description)?;
            let same = (&name, &description) == (&pack.name, &pack.description);
            let event = Event::PackEdited { pack: id.clone(), name, description };
            Ok((if same { vec![] } else { vec![event] }, ()))
        })
    }

    /// **Delete this integration pack**: what is scheduled is void, and it is uninstalled everywhere.
    ///
    /// # Errors
    /// [`Refusal::NotFound`], [`Refusal::Conflict`] where the pack changed since it was looked at; the store's.
    pub fn delete_pack(&mut self, id: &PackId, basis: &Basis) -> Result<(), EngineError> {
        self.commit(|store, _| {
            require_pack(store, id)?.check_basis(basis)?;
            Ok((vec![Event::PackDeleted { pack: id.clone() }], ()))
        })
    }

    /// **Add Packaged Component**: all of them or none.
    ///
    /// # Errors
    /// What [`Pack::check_addition`] and [`Pack::check_room`] refuse; the store's.
    pub fn add_components(&mut self, id: &PackId, ids: &[ComponentId]) -> Result<(), EngineError> {
        self.change_members(id, ids, Pack::check_addition, |pack, components| Event::ComponentsAdded {
            pack,
            components,
        })
    }

    /// **Remove**: all of them or none. One that a current or scheduled release carries stays, marked Deleted.
    ///
    /// # Errors
    /// What [`Pack::check_removal`] refuses; the store's.
    pub fn remove_components(&mut self, id: &PackId, ids: &[ComponentId]) -> Result<(), EngineError> {
        self.change_members(id, ids, Pack::check_removal, |pack, components| Event::ComponentsRemoved {
            pack,
            components,
        })
    }

    /// **Undelete**: all of them or none.
    ///
    /// # Errors
    /// What [`Pack::check_undeletion`] and [`Pack::check_room`] refuse; the store's.
    pub fn undelete_components(&mut self, id: &PackId, ids: &[ComponentId]) -> Result<(), EngineError> {
        self.change_members(id, ids, Pack::check_undeletion, |pack, components| Event::ComponentsUndeleted {
            pack,
            components,
        })
    }

    /// Every component by name, with whether it can be added to the pack: **Add Packages to Integration Pack**.
    pub fn addable(&mut self, id: &PackId) -> Result<Vec<Addable>, EngineError> {
        let pack = self.require_pack(id)?;
        let mut all = Vec::new();
        for entry in self.store.components() {
            let component = require_component(&mut self.store, &entry.id)?;
            let why_not = pack.check_addition(&component).err();
            all.push(Addable { component, why_not });
        }
        Ok(all)
    }

    fn change_members(
        &mut self,
        id: &PackId,
        ids: &[ComponentId],
        check: impl Fn(&Pack, &Component) -> Result<(), Refusal>,
        event: impl Fn(PackId, Vec<ComponentId>) -> Event,
    ) -> Result<(), EngineError> {
        let ids = dedup(ids);
        self.commit(|store, _| {
            let pack = require_pack(store, id)?;
            for component in &ids {
                check(&pack, &*require_component(store, component)?)?;
            }
            let joining = ids.iter().filter(|component| !pack.has_member(component)).count();
            pack.check_room(joining)?;
            Ok((if ids.is_empty() { vec![] } else { vec![event(id.clone(), ids.clone())] }, ()))
        })
    }
}

/// A name that no other pack has.
pub(super) fn free_name(store: &Store, name: &str, own: Option<&PackId>) -> Result<String, Refusal> {
    let packs = store.packs();
    let others = packs.iter().filter(|entry| Some(&entry.summary.id) != own);
    new_name("an integration pack", name, others.map(|entry| entry.summary.name.as_str()))
}

/// The ids, each once.
pub fn dedup<Id: Clone + PartialEq>(ids: &[Id]) -> Vec<Id> {
    let mut all: Vec<Id> = Vec::with_capacity(ids.len());
    for id in ids {
        if !all.contains(id) {
            all.push(id.clone());
        }
    }
    all
}
