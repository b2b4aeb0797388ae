//! Hooks from documents.

use std::collections::HashSet;

use super::{
    resolve::Resolver,
    shape::{HookDoc, Workspace},
};
use crate::domain::{Hook, HookId, HookTarget, PackId, named_as, parse_kinds};

impl Resolver<'_> {
    /// Reads hooks. Those that the documents leave out stay. One that is new is told what happens from now on.
    pub(super) fn hooks(&mut self, workspaces: &[Workspace]) {
        let settings = self.imported.settings.clone().unwrap_or_else(|| self.known.settings().clone());
        let (mut hooks, mut seen) = (settings.hooks.clone(), HashSet::new());
        for doc in workspaces.iter().flat_map(|workspace| &workspace.hooks) {
            let id: HookId = self.id("a hook's id", &doc.id);
            if !self.is_first(&mut seen, "hook", &id, &doc.id) {
                continue;
            }
            let since = hooks.get(&id).map_or(self.known.seq(), |known| known.since);
            let Some(hook) = self.hook(id, doc, since) else { continue };
            let name = named_as(&hook.name);
            if hooks.iter().any(|other| other.id != hook.id && named_as(&other.name) == name) {
                self.error(doc.name.at, format!("there is a hook named {:?} already", hook.name));
            }
            hooks.put(hook);
        }
        if hooks != settings.hooks {
            self.imported.settings = Some(crate::domain::Settings { hooks, ..settings });
        }
    }

    fn hook(&mut self, id: HookId, doc: &HookDoc, since: u64) -> Option<Hook> {
        let target = match (&doc.url, &doc.command) {
            (Some(url), None) => HookTarget::Url(url.value.clone()),
            (None, Some(command)) => HookTarget::Command(command.value.clone()),
            _ => {
                self.error(doc.name.at, "a hook has either an address or a command".to_owned());
                return None;
            }
        };
        let on = doc.on.as_ref().map_or(Ok(vec![]), |text| parse_kinds(&text.value));
        let on = on.map_err(|refusal| self.refuse(doc.on.as_ref().unwrap_or(&doc.id).at, &refusal));
        let created_at = self.instant(&doc.created_at);
        let created_by = self.line("an author", doc.created_by.as_ref());
        let (Ok(on), Some(created_at)) = (on, created_at) else { return None };
        let hook = Hook {
            id,
            name: doc.name.value.clone(),
            target,
            on,
            packs: doc.packs.iter().map(|text| PackId::from(text.value.as_str())).collect(),
            secret_env: doc.secret_env.as_ref().map(|text| text.value.clone()),
            since,
            created_by,
            created_at,
        };
        if let Err(refusal) = hook.check() {
            self.refuse(doc.name.at, &refusal);
        }
        Some(hook)
    }
}
