//! Importing documents.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

use super::{
    Engine, EngineError,
    approval::{ImportedRequest, NOBODY},
};
use crate::{
    domain::{Component, ComponentId, Event, Imported},
    store::{
        Store,
        document::{self, Documents},
    },
};

pub use crate::store::document::Source;

/// What an import changes: nouns that are new or differ. What is known and equal is not counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Names of what is new, each with its kind.
    pub added: Vec<(&'static str, String)>,
    /// Names of what is known and differs.
    pub updated: Vec<(&'static str, String)>,
    /// How each of those differs, a line a difference.
    pub differences: Vec<Vec<String>>,
    /// Notices, a sentence each: components that share a name in one folder.
    pub notices: Vec<String>,
}

impl ImportReport {
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.updated.is_empty()
    }

    /// Tells what becomes of a request in the documents.
    fn tell_request(&mut self, name: &str, became: ImportedRequest) {
        match became {
            ImportedRequest::Known => {}
            ImportedRequest::Asked => {
                self.added.push(("request", name.to_owned()));
                self.notices.push(format!("the request about {name} is yours now, and has no approvals yet"));
            }
            ImportedRequest::Planned => {
                self.added.push(("request", name.to_owned()));
                self.notices.push(format!("the request about {name} will be yours, and without approvals"));
            }
            ImportedRequest::LeftOut(why) => {
                self.notices.push(format!("the request about {name} is left out: {why}"));
            }
        }
    }

    /// `Imported: 2 new, 1 updated`.
    pub fn text(&self, done: &str) -> String {
        if self.is_empty() {
            return "Nothing to import: everything is known already".into();
        }
        format!("{done}: {} new, {} updated", self.added.len(), self.updated.len())
    }

    /// What is new, and what differs in which way.
    pub fn lines(&self) -> Vec<String> {
        let mut lines: Vec<String> = self.added.iter().map(|(what, name)| format!("+ {what} {name}")).collect();
        for ((what, name), changes) in self.updated.iter().zip(&self.differences) {
            lines.push(format!("~ {what} {name}"));
            lines.extend(changes.iter().map(|change| format!("    {change}")));
        }
        lines.extend(self.notices.iter().map(|notice| format!("! {notice}")));
        lines
    }
}

impl Engine {
    /// What importing these documents would change.
    ///
    /// # Errors
    /// [`EngineError::Documents`] with every fault found.
    pub fn plan_import(&mut self, sources: &[Source]) -> Result<ImportReport, EngineError> {
        let documents = document::read_all(sources, &mut self.store)?;
        let mut report = report(&documents.imported, &mut self.store)?;
        let settings = documents.imported.settings.as_ref().unwrap_or_else(|| self.settings());
        let (known, asks_nobody) = (&self.settings().requests, settings.approval.approvals == 0);
        for request in documents.requests.iter().filter(|request| known.get(&request.id).is_none()) {
            let became = if asks_nobody { ImportedRequest::LeftOut(NOBODY.into()) } else { ImportedRequest::Planned };
            report.tell_request(&request.name, became);
        }
        Ok(report)
    }

    /// Imports documents: all of them or nothing. The requests in them are made after that, because their rules look at
    /// what was imported.
    ///
    /// # Errors
    /// [`EngineError::Documents`] with every fault found, or the store's.
    pub fn import(&mut self, sources: &[Source]) -> Result<ImportReport, EngineError> {
        let (mut report, requests) = self.commit(|store, _| {
            let Documents { imported, requests } = document::read_all(sources, store)?;
            let report = report(&imported, store)?;
            let events =
                if imported == Imported::default() { vec![] } else { vec![Event::Imported(Box::new(imported))] };
            Ok((events, (report, requests)))
        })?;
        for request in requests {
            let became = self.ask_for_imported(&request)?;
            report.tell_request(&request.name, became);
        }
        Ok(report)
    }
}

fn report(imported: &Imported, store: &mut Store) -> Result<ImportReport, EngineError> {
    let differences = document::import_differences(imported, store)?;
    let notices = namesakes(imported, store)?;
    let mut report = ImportReport { differences, notices, ..ImportReport::default() };
    let mut tell = |known: bool, what: &'static str, name: &str| {
        let list = if known { &mut report.updated } else { &mut report.added };
        list.push((what, name.to_owned()));
    };
    if let Some(settings) = &imported.settings {
        tell(!store.is_empty(), "workspace", &settings.name);
    }
    for component in &imported.components {
        tell(store.component(&component.id)?.is_some(), "component", &component.name);
    }
    for pack in &imported.packs {
        tell(store.pack(&pack.id)?.is_some(), "integration pack", &pack.name);
    }
    for account in &imported.accounts {
        tell(store.account(&account.id)?.is_some(), "account", &account.name);
    }
    for group in &imported.groups {
        tell(store.group(&group.id)?.is_some(), "account group", &group.name);
    }
    Ok(report)
}

/// A notice for each component that would have the same name and folder as another. Both are kept.
fn namesakes(imported: &Imported, store: &mut Store) -> Result<Vec<String>, EngineError> {
    let place = |c: &Component| (c.name.trim().to_lowercase(), c.folder.clone());
    let mut ids: BTreeMap<_, BTreeSet<ComponentId>> = BTreeMap::new();
    let mut names = HashSet::new();
    for component in &imported.components {
        if store.component(&component.id)?.is_none_or(|known| place(&known) != place(component)) {
            ids.entry(place(component)).or_default();
            names.insert(place(component).0);
        }
    }
    let here: HashSet<&ComponentId> = imported.components.iter().map(|component| &component.id).collect();
    let mut all: Vec<Arc<Component>> = imported.components.iter().cloned().map(Arc::new).collect();
    for entry in store.components() {
        if !here.contains(&entry.id) && names.contains(&entry.name.trim().to_lowercase()) {
            all.extend(store.component(&entry.id)?);
        }
    }
    for component in &all {
        if let Some(ids) = ids.get_mut(&place(component)) {
            ids.insert(component.id.clone());
        }
    }
    let told = |(name, folder): &(String, String), ids: &BTreeSet<ComponentId>| {
        let name = all.iter().find(|c| place(c) == (name.clone(), folder.clone())).map_or("", |c| c.name.as_str());
        let place = if folder.is_empty() { "without a folder".to_owned() } else { format!("in {folder}") };
        let ids: Vec<&str> = ids.iter().map(ComponentId::as_str).collect();
        format!("{} components {place} are named {name}; all are kept, with the ids {}", ids.len(), ids.join(", "))
    };
    Ok(ids.iter().filter(|(_, ids)| ids.len() > 1).map(|(place, ids)| told(place, ids)).collect())
}
