//! What a publisher can do to packs from the screens, and what is said once it is done.

use crate::{
    domain::{Basis, ComponentId, InstallationType, PackId, count},
    engine::{Engine, EngineError},
};

/// Something to be done to packs.
#[derive(Debug, Clone)]
pub enum Deed {
    /// **Create Integration Pack**.
    Create {
        /// Its name.
        name: String,
        /// How often it can be installed in one account.
        installation_type: InstallationType,
        /// Its description.
        description: String,
    },
    /// **Edit Details**; what is left out stays as it is.
    Edit {
        /// The pack.
        pack: PackId,
        /// Another name.
        name: Option<String>,
        /// Another description.
        description: Option<String>,
    },
    /// **Delete this integration pack**.
    Delete {
        /// The pack.
        pack: PackId,
        /// What the decision is based on.
        basis: Box<Basis>,
    },
    /// **Add Packaged Component**.
    Add(PackId, Vec<ComponentId>),
    /// **Remove**.
    Remove(PackId, ComponentId),
    /// **Undelete**.
    Undelete(PackId, ComponentId),
}

/// What came of it.
#[derive(Debug)]
pub struct Done {
    /// What is said of it.
    pub told: String,
    /// The pack that is to be looked at now.
    pub created: Option<PackId>,
}

/// Does it.
///
/// # Errors
/// The engine's.
pub(super) fn carry_out(engine: &mut Engine, deed: Deed) -> Result<Done, EngineError> {
    let mut created = None;
    let told = match deed {
        Deed::Create { name, installation_type, description } => {
            let id = engine.create_pack(&name, installation_type, &description)?;
            let told = format!("{} is created", engine.pack_name(&id));
            created = Some(id);
            told
        }
        Deed::Edit { pack, name, description } => {
            engine.edit_pack(&pack, name.as_deref(), description.as_deref())?;
            format!("the details of {} are saved", engine.pack_name(&pack))
        }
        Deed::Delete { pack, basis } => {
            let view = engine.pack(&pack)?;
            engine.delete_pack(&pack, &basis)?;
            match view.reach.accounts {
                0 => format!("{} is deleted", view.pack.name),
                accounts => {
                    let from = count(accounts as usize, "account");
                    format!("{} is deleted, and uninstalled from {from}", view.pack.name)
                }
            }
        }
        Deed::Add(pack, components) => {
            engine.add_components(&pack, &components)?;
            format!("{} added to {}", count(components.len(), "component"), engine.pack_name(&pack))
        }
        Deed::Remove(pack, component) => {
            let stays = engine.pack(&pack)?.pack.carries(&component);
            engine.remove_components(&pack, std::slice::from_ref(&component))?;
            let name = engine.component_name(&component);
            if stays { format!("{name} leaves with the next release") } else { format!("{name} is removed") }
        }
        Deed::Undelete(pack, component) => {
            engine.undelete_components(&pack, std::slice::from_ref(&component))?;
            format!("{} stays in {}", engine.component_name(&component), engine.pack_name(&pack))
        }
    };
    Ok(Done { told, created })
}
