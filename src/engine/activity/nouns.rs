//! Describes what happened to packs, components, groups and accounts themselves.

// A new kind of event must make the compiler name this place.
#![deny(clippy::wildcard_enum_match_arm)]

use super::{ActivityKind as Kind, Teller, noted};
use crate::{
    domain::{AccountGroupId, AccountId, ComponentId, Event, PackId, Stamp, about},
    engine::sentences,
};

impl Teller<'_> {
    /// Describes an event about a noun. Events about releases are described by `add`.
    #[expect(clippy::too_many_lines, reason = "an arm for each event, so that the compiler names a new one")]
    pub(super) fn add_noun(&mut self, event: &Event, stamp: &Stamp) {
        let (kind, pack, text) = match event {
            Event::PackCreated { pack, name, installation_type, .. } => {
                self.names.insert(pack.clone(), name.clone());
                (Kind::Create, Some(pack), format!("created, {}", installation_type.api_word()))
            }
            Event::PackEdited { pack, name, .. } => {
                let before = self.names.insert(pack.clone(), name.clone());
                let renamed = before.filter(|before| before != name).map(|before| format!(", renamed from {before}"));
                (Kind::Edit, Some(pack), format!("details edited{}", renamed.unwrap_or_default()))
            }
            Event::PackDeleted { pack } => {
                let void = self
                    .pending
                    .remove(pack)
                    .map(|s| format!("; what was scheduled for {} is void", s.release_on_date));
                (Kind::Delete, Some(pack), format!("deleted and uninstalled everywhere{}", void.unwrap_or_default()))
            }
            Event::ComponentsAdded { pack, components } => {
                (Kind::Add, Some(pack), format!("{} added", self.components(components)))
            }
            Event::ComponentsRemoved { pack, components } => {
                (Kind::Remove, Some(pack), format!("{} removed", self.components(components)))
            }
            Event::ComponentsUndeleted { pack, components } => {
                (Kind::Undelete, Some(pack), format!("{} undeleted", self.components(components)))
            }
            Event::Installed { account, instance } => (
                Kind::Install,
                Some(&instance.pack),
                format!("installed in {} as {}", self.account(account), instance.name),
            ),
            Event::Uninstalled { account, pack, .. } => {
                (Kind::Uninstall, Some(pack), format!("uninstalled from {}", self.account(account)))
            }
            Event::VersionRestored { component, version } => {
                (Kind::Restore, None, format!("version {version} of {} restored", self.component(component)))
            }
            Event::ComponentCreated { name, component_type, .. } => {
                (Kind::Create, None, format!("component {name} created ({component_type})"))
            }
            Event::VersionPackaged { component, packaged, .. } => {
                let sharing = if packaged.shareable { "" } else { ", not shareable" };
                let (version, name) = (&packaged.version, self.component(component));
                (
                    Kind::Package,
                    None,
                    format!("version {version} of {name} packaged{sharing}{}", noted(&packaged.notes)),
                )
            }
            Event::VersionDeleted { component, version } => {
                (Kind::Delete, None, format!("version {version} of {} deleted", self.component(component)))
            }
            Event::GroupCreated { group, name } => {
                self.groups.insert(group.clone(), name.clone());
                (Kind::Create, None, format!("account group {name} created"))
            }
            Event::GroupRenamed { group, from, name } => {
                self.groups.insert(group.clone(), name.clone());
                (Kind::Edit, None, format!("account group {from} renamed to {name}"))
            }
            Event::GroupDeleted { group } => {
                (Kind::Delete, None, format!("account group {} deleted", self.group(group)))
            }
            Event::AccountsAdded { group, accounts } => {
                (Kind::Add, None, format!("{} added to {}", self.accounts(accounts), self.group(group)))
            }
            Event::AccountsRemoved { group, accounts } => {
                (Kind::Remove, None, format!("{} removed from {}", self.accounts(accounts), self.group(group)))
            }
            Event::PacksShared { group, packs } => {
                (Kind::Share, None, format!("{} shared with {}", self.packs(packs), self.group(group)))
            }
            Event::PacksUnshared { group, packs } => {
                (Kind::Unshare, None, format!("{} no longer shared with {}", self.packs(packs), self.group(group)))
            }
            Event::AccountCreated { name, .. } => (Kind::Create, None, format!("account {name} created")),
            Event::AccountRenamed { from, name, .. } => (Kind::Edit, None, format!("account {from} renamed to {name}")),
            Event::FreezeAdded(freeze) => {
                let text = format!("{} frozen, {}{}", freeze.name, freeze.span_words(), noted(&freeze.reason));
                (Kind::Freeze, None, text)
            }
            Event::HookAdded(hook) => {
                let text = format!("the hook {} is added: {} on {}", hook.name, hook.target.text(), hook.on_words());
                (Kind::Hook, None, text)
            }
            Event::HookRemoved { name, .. } => (Kind::Unhook, None, sentences::hook_removed(name)),
            Event::FreezeRemoved { name, .. } => (Kind::Unfreeze, None, sentences::freeze_removed(name)),
            Event::Imported(_) | Event::SettingsChanged(_) | about!(releases) | about!(approvals) => return,
        };
        self.push(stamp, kind, pack, text);
    }

    pub(super) fn component(&self, id: &ComponentId) -> String {
        self.store.component_name(id).unwrap_or(id.as_str()).to_owned()
    }

    pub(super) fn account(&self, id: &AccountId) -> String {
        self.store.account_name(id).unwrap_or(id.as_str()).to_owned()
    }

    fn group(&self, id: &AccountGroupId) -> String {
        let known = self.store.group_name(id).map(ToOwned::to_owned);
        known.or_else(|| self.groups.get(id).cloned()).unwrap_or_else(|| id.to_string())
    }

    pub(super) fn pack(&self, id: &PackId) -> String {
        let known = self.store.entry(id).map(|entry| entry.summary.name.clone());
        known.or_else(|| self.names.get(id).cloned()).unwrap_or_else(|| id.to_string())
    }

    fn components(&self, ids: &[ComponentId]) -> String {
        ids.iter().map(|id| self.component(id)).collect::<Vec<_>>().join(", ")
    }

    fn accounts(&self, ids: &[AccountId]) -> String {
        ids.iter().map(|id| self.account(id)).collect::<Vec<_>>().join(", ")
    }

    fn packs(&self, ids: &[PackId]) -> String {
        ids.iter().map(|id| self.pack(id)).collect::<Vec<_>>().join(", ")
    }
}
