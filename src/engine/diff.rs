//! The difference between two releases of a pack.

use super::{Engine, EngineError, workspace::components};
use crate::domain::{ChangeRow, Contents, Pack, PackId, Refusal, Selection};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The release with this number.
    Release(u32),
    /// What the next release would carry: what is scheduled, else the proposal.
    Pending,
}

/// Two releases compared.
#[derive(Debug, Clone)]
pub struct Diff {
    pub name: String,
    pub from: Side,
    pub to: Side,
    /// Every component that either side carries, by name.
    pub changes: Vec<ChangeRow>,
}

impl Engine {
    /// Compares two releases of a pack; the current one with what is pending unless told otherwise.
    ///
    /// # Errors
    /// [`Refusal::NeverReleased`], [`Refusal::UnknownRelease`]; the store's.
    pub fn diff(&mut self, id: &PackId, from: Option<u32>, to: Option<u32>) -> Result<Diff, EngineError> {
        let pack = self.require_pack(id)?;
        let current = pack.current().ok_or_else(|| Refusal::NeverReleased { pack: pack.name.clone() })?.number;
        let from = Side::Release(from.unwrap_or(current));
        let to = to.map_or(Side::Pending, Side::Release);
        let (before, after) = (self.contents_of(&pack, from)?, self.contents_of(&pack, to)?);
        let mut ids: Vec<_> = before.iter().chain(after.iter()).map(|(id, _)| id.clone()).collect();
        ids.sort();
        ids.dedup();
        let mut found = components(&mut self.store, &ids)?;
        found.sort_by_cached_key(|component| component.name.to_lowercase());
        let row = |component: &std::sync::Arc<crate::domain::Component>| {
            ChangeRow::between(component, before.get(&component.id), after.get(&component.id))
        };
        Ok(Diff { name: pack.name.clone(), from, to, changes: found.iter().map(row).collect() })
    }

    fn contents_of(&mut self, pack: &std::sync::Arc<Pack>, side: Side) -> Result<Contents, EngineError> {
        match side {
            Side::Release(number) => {
                let unknown = || Refusal::UnknownRelease { pack: pack.name.clone(), number };
                Ok(pack.release(number).ok_or_else(unknown)?.components.clone())
            }
            Side::Pending => {
                let known = components(&mut self.store, &pack.known_components())?;
                Ok(Selection::of(self.settings().deployment, pack, &known).contents())
            }
        }
    }
}
