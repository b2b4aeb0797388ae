//! Components and their packaged versions, from documents.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use super::{
    resolve::Resolver,
    shape::{ComponentDoc, IncludedDoc, PackageDoc},
};
use crate::{
    domain::{Component, ComponentId, IncludedComponent, PackageContents, PackageId, PackagedComponent, Version},
    store::StoreError,
};

impl Resolver<'_> {
    /// Reads components. It moves what their versions include out of the documents, because that can be most of the
    /// memory.
    pub(super) fn components(&mut self, docs: &mut [ComponentDoc]) -> Result<(), StoreError> {
        let mut seen = HashSet::new();
        for doc in docs {
            self.known.progress.one()?;
            let id: ComponentId = self.id("a component's id", &doc.component_id);
            if self.is_first(&mut seen, "component", &id, &doc.component_id) {
                self.read_component(id, doc)?;
            }
            doc.packaged_components.iter_mut().for_each(|package| package.included_components = None);
        }
        Ok(())
    }

    fn read_component(&mut self, id: ComponentId, doc: &ComponentDoc) -> Result<(), StoreError> {
        let known = self.known.component(&id)?;
        let name = self.name("a component's name", &doc.name);
        let mut folder = self.line("a folder", doc.folder.as_ref());
        let (mut versions, mut contents) = (Vec::new(), Vec::new());
        if let Some(known) = &known {
            if known.component_type != doc.component_type.value {
                self.error(
                    doc.component_type.at,
                    format!("{} is a {}; that never changes", known.name, known.component_type),
                );
            }
            if doc.folder.is_none() {
                folder.clone_from(&known.folder);
            }
            versions.clone_from(&known.versions);
            contents.clone_from(&*self.known.contents(&id)?);
        }
        let known_contents = contents.clone();
        let mut places: HashMap<Version, usize> = versions.iter().map(|v| v.version.clone()).zip(0..).collect();
        let mut ids: HashSet<PackageId> = versions.iter().map(|v| v.package_id.clone()).collect();
        let mut labels = HashSet::new();
        for package in &doc.packaged_components {
            let Some(packaged) = self.packaged(&id, package) else { continue };
            if self.is_first(&mut labels, "version", &packaged.version, &package.package_version) {
                if let Some(known) = places.get(&packaged.version).and_then(|place| versions.get_mut(*place)) {
                    self.check_version(package, packaged, known, &known_contents);
                    continue;
                }
                let at = package.package_id.as_ref().unwrap_or(&package.package_version);
                self.is_first(&mut ids, "in this component, the package id", &packaged.package_id, at);
                places.insert(packaged.version.clone(), versions.len());
                let included = package.included_components.as_ref().map(|docs| self.included(docs));
                if let Some(included) = included.filter(|i| !i.is_empty()) {
                    contents.push(PackageContents { package_id: packaged.package_id.clone(), included });
                }
                versions.push(packaged);
            }
        }
        // Stable: versions of the same instant stay in document order.
        versions.sort_by_key(|v| v.created_date);
        let component = Component { id: id.clone(), name, component_type: doc.component_type.value, folder, versions };
        if contents != known_contents {
            self.imported.contents.push((id.clone(), contents));
        }
        if known.as_deref() != Some(&component) {
            self.changed_components.push(id.clone());
        }
        self.components.insert(id, Arc::new(component));
        Ok(())
    }

    fn packaged(&mut self, component: &ComponentId, doc: &PackageDoc) -> Option<PackagedComponent> {
        let version: Version = self.id("a version", &doc.package_version);
        let package_id = match &doc.package_id {
            Some(id) => self.made_id("a package id", id),
            None => PackageId::new(format!("{component}/{version}")),
        };
        let created_by = self.line("an author", doc.created_by.as_ref());
        let notes = self.notes(doc.notes.as_ref());
        let created_date = self.instant(&doc.created_date)?;
        let (shareable, deleted) = (doc.shareable, doc.deleted.unwrap_or(false));
        Some(PackagedComponent { package_id, version, created_date, created_by, notes, shareable, deleted })
    }

    /// Checks that a known version is still the same. Whether it is deleted may change.
    fn check_version(
        &mut self,
        doc: &PackageDoc,
        mut packaged: PackagedComponent,
        known: &mut PackagedComponent,
        contents: &[PackageContents],
    ) {
        let included = doc.included_components.as_ref().map(|docs| self.included(docs));
        if doc.deleted.is_none() {
            packaged.deleted = known.deleted;
        }
        let same = PackagedComponent { deleted: packaged.deleted, ..known.clone() } == packaged;
        let there = contents.iter().find(|c| c.package_id == known.package_id).map_or(&[][..], |c| &c.included);
        if same && included.is_none_or(|included| included == there) {
            known.deleted = packaged.deleted;
        } else {
            let message =
                format!("version {} is packaged already and differs; packaged versions never change", packaged.version);
            self.error_with_hint(doc.package_version.at, message, Some("give the new one a version of its own".into()));
        }
    }

    fn included(&mut self, docs: &[IncludedDoc]) -> Vec<IncludedComponent> {
        let mut all = Vec::with_capacity(docs.len());
        for doc in docs {
            let name = self.name("an included component's name", &doc.name);
            let kind = self.name("a type", &doc.kind);
            let folder = self.line("a folder", doc.folder.as_ref());
            let modified_by = self.line("an author", doc.modified_by.as_ref());
            if let Some(modified_date) = self.instant(&doc.modified_date) {
                all.push(IncludedComponent { name, kind, folder, modified_by, modified_date });
            }
        }
        all
    }

    /// Refuses to delete a version that a pack outside the documents releases or has scheduled.
    pub(super) fn check_deletions(&mut self, docs: &[ComponentDoc]) -> Result<(), StoreError> {
        for doc in docs {
            let id = ComponentId::new(doc.component_id.value.as_str());
            let Some(component) = self.components.get(&id).cloned() else { continue };
            for pack in self.known.packs_of(&id) {
                if self.packs.contains_key(&pack) {
                    continue;
                }
                let Some(pack) = self.known.pack(&pack)? else { continue };
                for packaged in component.versions.iter().filter(|v| v.deleted) {
                    let version = &packaged.version;
                    let Err(refusal) = component.check_deletion(version, [&*pack]) else { continue };
                    let at = doc.packaged_components.iter().find(|p| p.package_version.value == version.as_str());
                    self.refuse(at.map_or(doc.component_id.at, |p| p.package_version.at), &refusal);
                }
            }
        }
        Ok(())
    }
}
