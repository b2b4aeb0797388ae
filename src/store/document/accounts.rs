//! Accounts with their instances, account groups and early applications, from documents.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Utc};

use super::{
    located::Located,
    resolve::{Resolver, taken},
    shape::{AccountDoc, EarlyDoc, GroupDoc, InstanceDoc, PackDoc, Text},
};
use crate::{
    domain::{
        Account, AccountGroup, AccountGroupId, AccountId, EarlyApplication, InstallationType, Instance, InstanceId,
        Pack, PackId, Refusal,
    },
    store::StoreError,
};

impl Resolver<'_> {
    /// Reads accounts. It moves their instances out of the documents, because those can be most of the memory.
    pub(super) fn accounts(&mut self, docs: &mut [AccountDoc]) -> Result<(), StoreError> {
        self.check_instances(docs)?;
        let mut seen = HashSet::new();
        let mut instances = HashSet::new();
        let known = self.known.accounts();
        let known = known.iter().map(|entry| (entry.id.as_str(), entry.name.as_str()));
        let mut names = taken(known, docs.iter().map(|doc| &doc.id));
        for doc in docs {
            self.known.progress.one()?;
            let id: AccountId = self.id("an account's id", &doc.id);
            if !self.is_first(&mut seen, "account", &id, &doc.id) {
                continue;
            }
            let known = self.known.account(&id)?;
            let name = self.own_name(&mut names, "an account", &doc.name);
            let instances = match doc.instances.take() {
                Some(docs) => self.instances(&name, &docs, &mut instances)?,
                None => known.as_ref().map(|a| a.instances.clone()).unwrap_or_default(),
            };
            let account = Account { id: id.clone(), name, instances };
            if known.as_deref() != Some(&account) {
                self.changed_accounts.push(id.clone());
            }
            self.accounts.insert(id, Arc::new(account));
        }
        Ok(())
    }

    /// Refuses a new instance with the id of one in an account outside the documents, because early applications are
    /// found by that id.
    fn check_instances(&mut self, docs: &[AccountDoc]) -> Result<(), StoreError> {
        let (mut listed, mut new) = (HashSet::new(), HashMap::new());
        for doc in docs {
            let Some(instances) = &doc.instances else { continue };
            let id = AccountId::new(doc.id.value.as_str());
            let known = self.known.account(&id)?;
            let known: HashSet<&str> = known.iter().flat_map(|a| &a.instances).map(|i| i.id.as_str()).collect();
            let texts = instances.iter().map(|instance| &instance.instance_id);
            new.extend(
                texts.filter(|text| !known.contains(text.value.as_str())).map(|text| (text.value.as_str(), text)),
            );
            listed.insert(id);
        }
        if new.is_empty() {
            return Ok(());
        }
        for entry in self.known.accounts() {
            let account = if listed.contains(&entry.id) { None } else { self.known.peek_account(&entry.id)? };
            for instance in account.iter().flat_map(|account| &account.instances) {
                if let Some(text) = new.get(instance.id.as_str()) {
                    let message = format!("there is an instance {:?} already, in account {:?}", text.value, entry.name);
                    self.error(text.at, message);
                }
            }
        }
        Ok(())
    }

    fn instances(
        &mut self,
        account: &str,
        docs: &[InstanceDoc],
        seen: &mut HashSet<InstanceId>,
    ) -> Result<Vec<Instance>, StoreError> {
        let (mut names, mut singles) = (HashSet::new(), HashSet::new());
        let mut instances = Vec::with_capacity(docs.len());
        for doc in docs {
            let id: InstanceId = self.id("an instance's id", &doc.instance_id);
            self.is_first(seen, "instance", &id, &doc.instance_id);
            let name = self.name("an instance's name", &doc.name);
            self.is_first(&mut names, "in this account, the instance name", &name, &doc.name);
            let pack = PackId::new(doc.integration_pack_id.value.as_str());
            let installed_at = self.instant(&doc.installed_at);
            let Some(found) = self.pack(&pack)? else {
                self.dangling("integration pack", &doc.integration_pack_id);
                continue;
            };
            if found.installation_type == InstallationType::Single && !singles.insert(pack.clone()) {
                let (account, pack) = (account.to_owned(), found.name.clone());
                self.refuse(doc.integration_pack_id.at, &Refusal::InstalledAlready { account, pack });
            }
            let Some(installed_at) = installed_at else { continue };
            let installed_release = self.release_at(&found, doc.installed_release.as_ref(), installed_at);
            if installed_release == 0 {
                let refusal = Refusal::NeverReleased { pack: found.name.clone() };
                self.error(doc.installed_at.at, format!("{refusal} by then"));
            }
            instances.push(Instance { id, pack: found.id.clone(), name, installed_at, installed_release });
        }
        // Oldest first; stable for those of the same instant.
        instances.sort_by_key(|i| i.installed_at);
        Ok(instances)
    }

    pub(super) fn groups(&mut self, docs: &[GroupDoc]) -> Result<(), StoreError> {
        let mut seen = HashSet::new();
        let known = self.known.groups();
        let known = known.iter().map(|entry| (entry.id.as_str(), entry.name.as_str()));
        let mut names = taken(known, docs.iter().map(|doc| &doc.id));
        for doc in docs {
            self.known.progress.one()?;
            let id: AccountGroupId = self.id("an account group's id", &doc.id);
            if !self.is_first(&mut seen, "account group", &id, &doc.id) {
                continue;
            }
            let known = self.known.group(&id)?;
            let name = self.own_name(&mut names, "an account group", &doc.name);
            let accounts = match &doc.accounts {
                None => known.as_ref().map(|g| g.accounts.clone()).unwrap_or_default(),
                Some(texts) => self.references(texts, "account", |this, id| Ok(this.account(id)?.is_some()))?,
            };
            let packs = match &doc.integration_packs {
                None => known.as_ref().map(|g| g.packs.clone()).unwrap_or_default(),
                Some(texts) => self.references(texts, "integration pack", |this, id| Ok(this.pack(id)?.is_some()))?,
            };
            let group = AccountGroup { id, name, accounts, packs };
            if known.as_deref() != Some(&group) {
                self.imported.groups.push(group);
            }
        }
        Ok(())
    }

    /// The number of the release that was current at an instant; where the document gives a number, it is checked.
    fn release_at(&mut self, pack: &Pack, written: Option<&Located<u32>>, at: DateTime<Utc>) -> u32 {
        let Some(written) = written else { return current_at(pack, at) };
        if written.value > pack.current_number() {
            let refusal = Refusal::UnknownRelease { pack: pack.name.clone(), number: written.value };
            self.refuse(written.at, &refusal);
        }
        written.value
    }

    pub(super) fn references<Id: for<'t> From<&'t str> + std::hash::Hash + Eq + Clone>(
        &mut self,
        texts: &[Text],
        what: &str,
        exists: impl Fn(&mut Self, &Id) -> Result<bool, StoreError>,
    ) -> Result<Vec<Id>, StoreError> {
        let mut seen = HashSet::new();
        let mut ids = Vec::with_capacity(texts.len());
        for text in texts {
            let id = Id::from(text.value.as_str());
            if !exists(self, &id)? {
                self.dangling(what, text);
            } else if self.is_first(&mut seen, what, &id, text) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Completes the packs with their early applications, which refer to accounts, and keeps those that changed.
    pub(super) fn finish_packs(&mut self, docs: &[PackDoc]) -> Result<(), StoreError> {
        for doc in docs {
            let Some(pack) = self.packs.remove(&PackId::new(doc.id.value.as_str())) else { continue };
            let mut pack = Arc::unwrap_or_clone(pack);
            let mut there: HashSet<EarlyApplication> = pack.early.iter().cloned().collect();
            let mut installed = HashMap::new();
            for early in &doc.early_applications {
                if let Some(application) = self.early(&pack, early, &mut installed)?
                    && there.insert(application.clone())
                {
                    pack.early.push(application);
                }
            }
            pack.early.sort_by_key(|e| e.applied_at);
            if self.known.pack(&pack.id)?.as_deref() != Some(&pack) {
                self.imported.packs.push(pack);
            }
        }
        Ok(())
    }

    /// An early application; `installed` gathers the instances of the pack, by account.
    fn early(
        &mut self,
        pack: &Pack,
        doc: &EarlyDoc,
        installed: &mut HashMap<AccountId, HashSet<InstanceId>>,
    ) -> Result<Option<EarlyApplication>, StoreError> {
        let (account, instance) =
            (AccountId::new(doc.account_id.value.as_str()), InstanceId::new(doc.instance_id.value.as_str()));
        let request_id = self.made_id("a request id", &doc.request_id);
        let applied_at = self.instant(&doc.applied_at);
        let Some(found) = self.account(&account)? else {
            self.dangling("account", &doc.account_id);
            return Ok(None);
        };
        let of_pack = || found.instances.iter().filter(|i| i.pack == pack.id).map(|i| i.id.clone()).collect();
        if !installed.entry(account.clone()).or_insert_with(of_pack).contains(&instance) {
            let message = format!("{} has no instance {:?} of {}", found.name, doc.instance_id.value, pack.name);
            self.error(doc.instance_id.at, message);
        }
        let Some(applied_at) = applied_at else { return Ok(None) };
        let after_release = self.release_at(pack, doc.after_release.as_ref(), applied_at);
        Ok(Some(EarlyApplication { account, instance, request_id, applied_at, after_release }))
    }
}

/// The number of the release that was current at an instant, 0 for none.
pub(super) fn current_at(pack: &Pack, at: DateTime<Utc>) -> u32 {
    pack.releases.iter().rev().find(|r| r.released_at <= at).map_or(0, |r| r.number)
}
