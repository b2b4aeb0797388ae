//! Restoring a deleted version.

use super::{Engine, EngineError};
use crate::domain::{ComponentId, Event, Refusal, Version};

impl Engine {
    /// Makes a deleted version Active again. One that is Active already is left as it is.
    ///
    /// # Errors
    /// [`Refusal::UnknownComponent`], [`Refusal::UnknownVersion`]; the store's.
    pub fn restore_version(&mut self, component: &ComponentId, version: &Version) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let unknown = || Refusal::UnknownComponent { component: component.to_string() };
            let found = store.component(component)?.ok_or_else(unknown)?;
            let packaged = found.packaged(version).ok_or_else(|| found.unknown_version(version))?;
            let event = Event::VersionRestored { component: component.clone(), version: version.clone() };
            Ok((if packaged.deleted { vec![event] } else { vec![] }, ()))
        })
    }
}
