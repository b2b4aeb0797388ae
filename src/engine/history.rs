//! The releases of a pack, newest first.

use std::sync::Arc;

use super::{Engine, EngineError, workspace::components};
use crate::domain::{ChangeRow, ComponentId, Pack, PackId, Release};

/// One release with its differences from the one before.
#[derive(Debug, Clone)]
pub struct HistoryEntry {
    pub release: Arc<Release>,
    /// What it carries and what it dropped, by component name.
    pub changes: Vec<ChangeRow>,
}

/// Every release of a pack.
#[derive(Debug, Clone)]
pub struct History {
    pub pack: Arc<Pack>,
    /// Newest first.
    pub entries: Vec<HistoryEntry>,
}

impl Engine {
    /// The releases of a pack, newest first.
    pub fn history(&mut self, id: &PackId) -> Result<History, EngineError> {
        let pack = self.require_pack(id)?;
        let ids: Vec<ComponentId> = pack.ever_carried().into_iter().cloned().collect();
        let mut known = components(&mut self.store, &ids)?;
        known.sort_by_cached_key(|c| c.name.to_lowercase());
        let entries = pack.releases.iter().enumerate().rev().map(|(at, release)| {
            let before = at.checked_sub(1).map(|at| &pack.releases[at].components);
            let rows = known.iter().filter_map(|component| {
                let from = before.and_then(|b| b.get(&component.id));
                let to = release.components.get(&component.id);
                (from.is_some() || to.is_some()).then(|| ChangeRow::between(component, from, to))
            });
            HistoryEntry { release: Arc::clone(release), changes: rows.collect() }
        });
        Ok(History { entries: entries.collect(), pack })
    }
}
