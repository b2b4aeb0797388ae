//! Compares two versions of a component by what is included in them.

use std::sync::Arc;

use super::{
    Engine, EngineError,
    packs::{Included, included_in},
    workspace::require_component,
};
use crate::domain::{Component, ComponentId, PackagedComponent, Shown, Version, compare_included};

/// Two versions compared.
#[derive(Debug, Clone)]
pub struct Comparison {
    pub component: Arc<Component>,
    pub from: PackagedComponent,
    /// The version looked at.
    pub to: PackagedComponent,
    pub included: Vec<Included>,
}

impl Comparison {
    pub fn shown(&self, shown: Shown) -> impl Iterator<Item = &Included> {
        self.included.iter().filter(move |one| shown.shows(one.change))
    }

    /// The sentence for a comparison in which nothing is shown.
    pub fn says_nothing(&self, shown: Shown) -> &'static str {
        match shown {
            _ if self.included.is_empty() => "Neither includes any component",
            Shown::Changes => "Both include the same",
            Shown::Unchanged | Shown::All => "Nothing is the same in both",
        }
    }
}

impl Engine {
    /// Compares two versions of a component: the newest with the one packaged before it, unless told otherwise.
    ///
    /// # Errors
    /// What [`Component::compared`] refuses; the store's.
    pub fn compare_versions(
        &mut self,
        id: &ComponentId,
        from: Option<&Version>,
        to: Option<&Version>,
    ) -> Result<Comparison, EngineError> {
        let component = require_component(&mut self.store, id)?;
        let (from, to) = component.compared(from, to)?;
        let (from, to) = (from.clone(), to.clone());
        let contents = self.store.contents(id)?;
        let compared = compare_included(included_in(&contents, &to), included_in(&contents, &from));
        let included = Included::all(&compared);
        Ok(Comparison { component, from, to, included })
    }
}
