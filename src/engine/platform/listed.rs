//! What a pack of the platform lists: which components it has, and what its current release carries.

use crate::{
    domain::{ComponentId, Contents, Version, check_id},
    platform::wire::{PublisherIntegrationPack, PublisherPackagedComponent},
};

/// The platform's name for a pack that the account publishes.
pub(super) const PACK: &str = "PublisherIntegrationPack";

/// The components that a pack lists.
pub(super) fn rows(pack: &PublisherIntegrationPack) -> &[PublisherPackagedComponent] {
    pack.components.as_ref().map_or(&[], |all| &all.components)
}

/// The components that a pack lists, sorted into what each is.
pub(super) struct Listed {
    pub(super) members: Vec<ComponentId>,
    /// Marked Deleted: the next release goes without them.
    pub(super) removed: Vec<ComponentId>,
    pub(super) current: Contents,
}

impl Listed {
    /// `trusted` says whether the mark Deleted of a component counts.
    pub(super) fn of(pack: &PublisherIntegrationPack, trusted: impl Fn(&ComponentId) -> bool) -> Self {
        let (mut members, mut removed, mut current) = (Vec::new(), Vec::new(), Vec::new());
        for row in rows(pack) {
            let Some(id) = row.component_id.as_deref().filter(|id| check_id(id).is_ok()) else { continue };
            let id = ComponentId::from(id);
            let says = |label: &Option<String>| label.as_deref().is_some_and(is_label);
            let is_removed = row.deleted == Some(true) && !says(&row.pending_version) && trusted(&id);
            match (is_removed, says(&row.current_version)) {
                (false, _) => members.push(id.clone()),
                (true, true) => removed.push(id.clone()),
                (true, false) => continue,
            }
            let label = row.current_version.as_deref().filter(|label| is_label(label));
            current.extend(label.map(|label| (id, Version::from(label))));
        }
        Self { members, removed, current: current.into_iter().collect() }
    }

    /// What one pack lists, looked at by itself: where every component is marked Deleted, the marks are ignored.
    pub(super) fn believed(pack: &PublisherIntegrationPack) -> Self {
        let is_trusted = rows(pack).iter().any(|row| row.deleted == Some(false));
        Self::of(pack, |_| is_trusted)
    }
}

pub(super) fn is_label(label: &str) -> bool {
    check_id(label).is_ok()
}
