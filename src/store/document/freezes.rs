//! Freezes, and what releases override, from documents.

use std::collections::HashSet;

use super::{
    resolve::Resolver,
    shape::{FreezeDoc, OverrideDoc, Text, Workspace},
};
use crate::{
    domain::{AccountGroupId, Freeze, FreezeId, Override, PackId, parse_weekdays},
    store::StoreError,
};

impl Resolver<'_> {
    /// Reads freezes, once packs and groups are read. Those that the documents leave out stay.
    pub(super) fn freezes(&mut self, workspaces: &[Workspace], groups: &[Text]) -> Result<(), StoreError> {
        let groups: HashSet<&str> = groups.iter().map(|id| id.value.as_str()).collect();
        let settings = self.imported.settings.clone().unwrap_or_else(|| self.known.settings().clone());
        let (mut freezes, mut seen) = (settings.freezes.clone(), HashSet::new());
        for doc in workspaces.iter().flat_map(|workspace| &workspace.freezes) {
            let id: FreezeId = self.id("a freeze's id", &doc.id);
            if !self.is_first(&mut seen, "freeze", &id, &doc.id) {
                continue;
            }
            if let Some(freeze) = self.freeze(id, doc, &groups)? {
                freezes.put(freeze);
            }
        }
        if freezes != settings.freezes {
            self.imported.settings = Some(crate::domain::Settings { freezes, ..settings });
        }
        Ok(())
    }

    fn freeze(&mut self, id: FreezeId, doc: &FreezeDoc, groups: &HashSet<&str>) -> Result<Option<Freeze>, StoreError> {
        for text in &doc.packs {
            if self.pack(&PackId::from(text.value.as_str()))?.is_none() {
                self.dangling("integration pack", text);
            }
        }
        for text in &doc.groups {
            let is_here = groups.contains(text.value.as_str());
            if !is_here && self.known.group(&AccountGroupId::from(text.value.as_str()))?.is_none() {
                self.dangling("account group", text);
            }
        }
        let weekdays = doc.weekdays.as_ref().map_or(Ok(vec![]), |text| parse_weekdays(&text.value));
        let weekdays = weekdays.map_err(|refusal| self.refuse(doc.weekdays.as_ref().unwrap_or(&doc.id).at, &refusal));
        let (from, to) = (self.date(&doc.from), doc.to.as_ref().map(|to| self.date(to)));
        let created_at = self.instant(&doc.created_at);
        let reason = self.notes(doc.reason.as_ref());
        let created_by = self.line("an author", doc.created_by.as_ref());
        let (Ok(weekdays), Some(from), Some(created_at)) = (weekdays, from, created_at) else { return Ok(None) };
        let ids = |texts: &[Text]| texts.iter().map(|text| text.value.clone()).collect::<Vec<_>>();
        let freeze = Freeze {
            id,
            name: doc.name.value.clone(),
            from,
            to: to.flatten(),
            weekdays,
            packs: ids(&doc.packs).into_iter().map(PackId::from).collect(),
            groups: ids(&doc.groups).into_iter().map(AccountGroupId::from).collect(),
            reason,
            created_by,
            created_at,
        };
        if let Err(refusal) = freeze.check() {
            self.refuse(doc.name.at, &refusal);
        }
        Ok(Some(freeze))
    }

    pub(super) fn overrides(&mut self, doc: Option<&OverrideDoc>) -> Option<Box<Override>> {
        let doc = doc?;
        let mut freezes = Vec::with_capacity(doc.freezes.len());
        for one in &doc.freezes {
            freezes.push((self.id("a freeze's id", &one.id), self.name("a freeze's name", &one.name)));
        }
        let reason = self.notes(Some(&doc.reason));
        if let Err(refusal) = Override::check_reason(&doc.reason.value) {
            self.refuse(doc.reason.at, &refusal);
        }
        Some(Box::new(Override { freezes, reason, by: self.line("an author", doc.by.as_ref()) }))
    }
}
