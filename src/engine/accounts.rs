//! Managed accounts: what is installed in them, installing and uninstalling.

use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{
    Engine, EngineError, GroupEntry,
    deleted::gone,
    workspace::{require_account, require_pack},
};
use crate::domain::{Account, AccountId, Event, Instance, InstanceId, InstanceVersion, PackId, check_called, new_name};

/// An account as its page shows it.
#[derive(Debug, Clone)]
pub struct AccountView {
    pub account: Arc<Account>,
    /// The account groups that it is in, by name.
    pub groups: Vec<GroupEntry>,
    /// What is installed in it, oldest first.
    pub instances: Vec<Installed>,
    /// The platform does not tell what is installed in the account. `instances` holds what the workspace knows; there
    /// may be others, and they may have other versions by now.
    pub untold: bool,
}

impl AccountView {
    /// The sentence that is shown instead of an empty list.
    pub fn nothing(&self) -> &'static str {
        if self.untold { "The platform does not tell what is installed." } else { "Nothing is installed." }
    }

    /// The heading over what is installed: `Integration Packs (3)`.
    pub fn heading(&self) -> String {
        match (self.untold, self.instances.len()) {
            (true, 0) => "Integration Packs (—)".into(),
            (true, known) => format!("Integration Packs ({known} known)"),
            (false, all) => format!("Integration Packs ({all})"),
        }
    }
}

/// A row of the Integration Packs dialog.
#[derive(Debug, Clone)]
pub struct Installed {
    pub instance: Instance,
    pub pack: String,
    /// Last Update Date, and Version with Pending Version; none where the platform does not tell.
    pub status: Option<InstanceStatus>,
}

#[derive(Debug, Clone, Copy)]
pub struct InstanceStatus {
    pub last_update: DateTime<Utc>,
    pub version: InstanceVersion,
}

impl Installed {
    /// The version that it would get from a pending update.
    pub fn pending(&self) -> Option<u32> {
        self.status.and_then(|status| status.version.pending)
    }
}

/// A pending update that an account can apply early.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicable {
    pub pack: PackId,
    pub name: String,
    /// The date on which everybody gets it.
    pub date: NaiveDate,
    /// How many instances of the account would apply it.
    pub instances: usize,
}

impl Engine {
    /// Every account, by name.
    pub fn account_entries(&self) -> Vec<super::AccountEntry> {
        self.store.accounts()
    }

    /// An account as its page shows it.
    pub fn account(&mut self, id: &AccountId) -> Result<AccountView, EngineError> {
        let account = require_account(&mut self.store, id)?;
        let groups = self.store.groups_of(id);
        let untold = self.settings().platform.is_some();
        let mut instances = Vec::with_capacity(account.instances.len());
        for instance in &account.instances {
            let pack = require_pack(&mut self.store, &instance.pack)?;
            let status =
                || InstanceStatus { last_update: pack.last_update(instance), version: pack.instance_version(instance) };
            instances.push(Installed {
                instance: instance.clone(),
                pack: pack.name.clone(),
                status: (!untold).then(status),
            });
        }
        Ok(AccountView { account, groups, instances, untold })
    }

    /// Creates a managed account.
    ///
    /// # Errors
    /// [`Refusal::Text`](crate::domain::Refusal::Text), [`Refusal::NameTaken`](crate::domain::Refusal::NameTaken); the
    /// store's.
    pub fn create_account(&mut self, name: &str) -> Result<AccountId, EngineError> {
        let account = AccountId::from(self.new_id());
        self.commit(|store, _| {
            let others = store.accounts();
            let name = new_name("an account", name, others.iter().map(|other| other.name.as_str()))?;
            Ok((vec![Event::AccountCreated { account: account.clone(), name }], account.clone()))
        })
    }

    /// Gives an account that was seen under this name another one.
    ///
    /// # Errors
    /// As [`Engine::create_account`]; [`Refusal::NotFound`](crate::domain::Refusal::NotFound),
    /// [`Refusal::Conflict`](crate::domain::Refusal::Conflict).
    pub fn rename_account(&mut self, id: &AccountId, seen: &str, name: &str) -> Result<(), EngineError> {
        self.commit(|store, _| {
            let from = require_account(store, id)?.name.clone();
            check_called(&from, seen)?;
            let others = store.accounts();
            let others = others.iter().filter(|other| other.id != *id).map(|other| other.name.as_str());
            let name = new_name("an account", name, others)?;
            let renamed = || Event::AccountRenamed { account: id.clone(), from: from.clone(), name: name.clone() };
            Ok(((name != from).then(renamed).into_iter().collect(), ()))
        })
    }

    /// **Complete Installation**: installs the current release of a pack.
    ///
    /// # Errors
    /// What [`Account::check_install`] and [`Account::new_instance_name`] refuse; the store's.
    pub fn install(&mut self, account: &AccountId, pack: &PackId, name: Option<&str>) -> Result<Instance, EngineError> {
        self.look_at_account(account)?;
        let id = InstanceId::from(self.new_id());
        let (mut instance, told) = self.commit_new(|store, stamp| {
            let subscriber = require_account(store, account)?;
            let pack = require_pack(store, pack)?;
            if let Some(entry) = store.entry(&pack.id) {
                subscriber.check_install(&entry.summary, store.is_shared(&pack.id, account))?;
            }
            let name = subscriber.new_instance_name(&pack, name)?;
            let instance = Instance {
                id: id.clone(),
                pack: pack.id.clone(),
                name,
                installed_at: stamp.at,
                installed_release: pack.current_number(),
            };
            let event = Event::Installed { account: account.clone(), instance: instance.clone() };
            Ok((vec![event], instance))
        })?;
        instance.id = told.map_or(instance.id, InstanceId::from);
        Ok(instance)
    }

    /// **Uninstall**: takes one instance away.
    pub fn uninstall(&mut self, account: &AccountId, instance: &InstanceId) -> Result<(), EngineError> {
        self.look_at_account(account)?;
        self.commit(|store, _| {
            let subscriber = require_account(store, account)?;
            let found = subscriber.instances.iter().find(|i| i.id == *instance);
            let found = found.ok_or_else(|| gone(store, "instance", instance.as_str()))?;
            let (account, pack, instance) = (account.clone(), found.pack.clone(), found.id.clone());
            Ok((vec![Event::Uninstalled { account, pack, instance }], ()))
        })
    }
}
