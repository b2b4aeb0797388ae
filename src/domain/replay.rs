//! How state follows from decisions. New events and replayed ones both go through here.

// A new kind of event is to be named by the compiler wherever events are told apart.
#![deny(clippy::wildcard_enum_match_arm)]

use std::sync::Arc;

use super::{
    Account, AccountGroup, Component, ComponentId, Event, Imported, IncludedComponent, Member, NounStore, Pack,
    PackageContents, PackagedComponent, Release, Settings, Stamp, Version, about,
};

impl Event {
    /// Changes the nouns as the event says. Whether it may happen was decided before.
    ///
    /// # Errors
    /// What the store of nouns reports. Nothing has changed then.
    #[expect(clippy::too_many_lines, reason = "an arm for each event, so that the compiler names a new one")]
    pub fn apply<S: NounStore>(&self, stamp: &Stamp, nouns: &mut S) -> Result<(), S::Error> {
        if nouns.defer(self, stamp) {
            return Ok(());
        }
        match self {
            Self::Imported(imported) => nouns.put(imported),
            Self::SettingsChanged(settings) => {
                let known = nouns.settings_mut();
                let (freezes, hooks) = (std::mem::take(&mut known.freezes), std::mem::take(&mut known.hooks));
                let requests = std::mem::take(&mut known.requests);
                *known = Settings { freezes, hooks, requests, ..settings.clone() };
                Ok(())
            }
            Self::FreezeAdded(freeze) => {
                nouns.settings_mut().freezes.put((**freeze).clone());
                Ok(())
            }
            Self::FreezeRemoved { freeze, .. } => {
                nouns.settings_mut().freezes.remove(freeze);
                Ok(())
            }
            Self::HookAdded(hook) => {
                nouns.settings_mut().hooks.put((**hook).clone());
                Ok(())
            }
            Self::HookRemoved { hook, .. } => {
                nouns.settings_mut().hooks.remove(hook);
                Ok(())
            }
            Self::ApprovalRequested(request) => {
                nouns.settings_mut().requests.put((**request).clone());
                Ok(())
            }
            Self::Approved { request, approval } => {
                nouns.settings_mut().requests.approve(request, approval);
                Ok(())
            }
            Self::Rejected { request, .. } | Self::Withdrawn { request } => {
                nouns.settings_mut().requests.remove(request);
                Ok(())
            }
            Self::PackCreated { pack, name, description, installation_type } => {
                let mut pack = Pack::new(pack.clone(), name.clone(), description.clone(), *installation_type);
                pack.last_change = Some(stamp.clone());
                nouns.put(&Imported { packs: vec![pack], ..Imported::default() })
            }
            Self::PackDeleted { pack } => {
                nouns.delete_pack(pack).map(|()| nouns.settings_mut().freezes.forget_pack(pack))
            }
            about!(releases, pack) | Self::PackEdited { pack, .. } | about!(members, pack) => {
                nouns.pack_mut(pack)?.apply(self, stamp);
                Ok(())
            }
            Self::ComponentCreated { component, name, component_type, folder } => {
                let (id, name, folder) = (component.clone(), name.clone(), folder.clone());
                let component = Component { id, name, component_type: *component_type, folder, versions: vec![] };
                nouns.put(&Imported { components: vec![component], ..Imported::default() })
            }
            Self::VersionPackaged { component, packaged, included } => {
                add_version(nouns, component, packaged, included)
            }
            Self::VersionDeleted { component, version } => set_deleted(nouns, component, version, true),
            Self::VersionRestored { component, version } => set_deleted(nouns, component, version, false),
            Self::GroupCreated { group, name } => {
                let group = AccountGroup { id: group.clone(), name: name.clone(), accounts: vec![], packs: vec![] };
                nouns.put(&Imported { groups: vec![group], ..Imported::default() })
            }
            Self::GroupRenamed { group, name, .. } => nouns.change_group(group, |group| group.name.clone_from(name)),
            Self::GroupDeleted { group } => {
                nouns.delete_group(group).map(|()| nouns.settings_mut().freezes.forget_group(group))
            }
            Self::AccountsAdded { group, accounts: ids } => {
                nouns.change_group(group, |group| join_all(&mut group.accounts, ids))
            }
            Self::AccountsRemoved { group, accounts: ids } => {
                nouns.change_group(group, |group| group.accounts.retain(|id| !ids.contains(id)))
            }
            Self::PacksShared { group, packs: ids } => {
                nouns.change_group(group, |group| join_all(&mut group.packs, ids))
            }
            Self::PacksUnshared { group, packs: ids } => {
                nouns.change_group(group, |group| group.packs.retain(|id| !ids.contains(id)))
            }
            Self::AccountCreated { account, name } => {
                let account = Account { id: account.clone(), name: name.clone(), instances: vec![] };
                nouns.put(&Imported { accounts: vec![account], ..Imported::default() })
            }
            Self::AccountRenamed { account, name, .. } => {
                nouns.change_account(account, |account| account.name.clone_from(name))
            }
            Self::Installed { account, instance } => nouns.change_account(account, |account| {
                account.instances.push(instance.clone());
                // Oldest first, as an import has them; imported ones may lie ahead.
                account.instances.sort_by_key(|i| i.installed_at);
            }),
            Self::Uninstalled { account, instance, .. } => {
                nouns.change_account(account, |account| account.instances.retain(|i| i.id != *instance))
            }
        }
    }
}

fn add_version<S: NounStore>(
    nouns: &mut S,
    component: &ComponentId,
    packaged: &PackagedComponent,
    included: &[IncludedComponent],
) -> Result<(), S::Error> {
    nouns.component_mut(component)?.versions.push(packaged.clone());
    if included.is_empty() {
        return Ok(());
    }
    let (package_id, included) = (packaged.package_id.clone(), included.to_vec());
    nouns.put_included(component, PackageContents { package_id, included })
}

fn set_deleted<S: NounStore>(
    nouns: &mut S,
    component: &ComponentId,
    version: &Version,
    deleted: bool,
) -> Result<(), S::Error> {
    let component = nouns.component_mut(component)?;
    component.versions.iter_mut().filter(|v| v.version == *version).for_each(|v| v.deleted = deleted);
    Ok(())
}

fn join_all<Id: Clone + PartialEq>(members: &mut Vec<Id>, joining: &[Id]) {
    for id in joining {
        if !members.contains(id) {
            members.push(id.clone());
        }
    }
}

impl Pack {
    /// Applies an event that is about this pack.
    #[expect(clippy::too_many_lines, reason = "an arm for each event, so that the compiler names a new one")]
    pub fn apply(&mut self, event: &Event, stamp: &Stamp) {
        match event {
            Event::Released { release, restores, .. } => {
                (self.scheduled, self.asked) = (None, None);
                self.take_effect((**release).clone(), restores);
            }
            Event::Performed { number, late, .. } => {
                if let Some(scheduled) = self.scheduled.take() {
                    let restores = scheduled.restores.clone();
                    self.take_effect(scheduled.performed(*number, stamp.at, *late), &restores);
                }
            }
            Event::Scheduled { scheduled, .. } => {
                (self.scheduled, self.asked) = (Some((**scheduled).clone()), None);
            }
            Event::ScheduleCancelled { .. } => self.scheduled = None,
            Event::PackEdited { name, description, .. } => {
                self.name.clone_from(name);
                self.description.clone_from(description);
            }
            Event::ComponentsAdded { components, .. } | Event::ComponentsUndeleted { components, .. } => {
                for id in components {
                    self.join(id);
                }
            }
            Event::ComponentsRemoved { components, .. } => {
                for id in components {
                    self.leave(id);
                }
            }
            Event::AppliedEarly { application, .. } => {
                self.early.push(application.clone());
                // Oldest first, as an import has them; imported ones may lie ahead.
                self.early.sort_by_key(|e| e.applied_at);
                // Subscribers act on their own; it is no change to the publisher's pack.
                return;
            }
            Event::Asked { asked, .. } => self.asked = Some(asked.clone()),
            Event::Answered { asked: id, answer, .. } => {
                let waits = self.asked.as_mut().is_some_and(|asked| asked.id != *id || asked.record(answer));
                if !waits {
                    self.asked = None;
                }
            }
            Event::ScheduleMoved { release_on_date, time_zone, .. } => {
                self.asked = None;
                if let Some(scheduled) = &mut self.scheduled {
                    (scheduled.release_on_date, scheduled.time_zone) = (*release_on_date, *time_zone);
                    (scheduled.blocked, scheduled.overrides) = (None, None);
                }
            }
            Event::ScheduleOverridden { overrides, .. } => {
                if let Some(scheduled) = &mut self.scheduled {
                    (scheduled.blocked, scheduled.overrides) = (None, Some(overrides.clone()));
                }
            }
            Event::ScheduleChanged { components, restores, notes, .. } => {
                self.asked = None;
                if let Some(scheduled) = &mut self.scheduled {
                    scheduled.components = components.clone();
                    scheduled.restores.clone_from(restores);
                    scheduled.notes.clone_from(notes);
                    scheduled.blocked = None;
                }
            }
            Event::Blocked { reason, .. } => {
                if let Some(scheduled) = &mut self.scheduled {
                    scheduled.blocked = Some(reason.clone());
                }
            }
            Event::Unblocked { .. } => self.scheduled.iter_mut().for_each(|scheduled| scheduled.blocked = None),
            // Events about other nouns, and events that create or delete a pack as a whole, change nothing inside of
            // one.
            Event::Imported(_)
            | Event::PackCreated { .. }
            | Event::PackDeleted { .. }
            | about!(components)
            | about!(groups)
            | about!(accounts)
            | about!(approvals)
            | about!(settings) => return,
        }
        self.last_change = Some(stamp.clone());
    }

    pub(super) fn take_effect(&mut self, release: Release, restores: &[ComponentId]) {
        for id in restores {
            self.join(id);
        }
        self.members.retain(|m| !m.removed || release.components.get(&m.component_id).is_some());
        self.releases.push(Arc::new(release));
    }

    fn join(&mut self, id: &ComponentId) {
        match self.members.iter_mut().find(|m| m.component_id == *id) {
            Some(member) => member.removed = false,
            None => self.members.push(Member { component_id: id.clone(), removed: false }),
        }
    }

    fn leave(&mut self, id: &ComponentId) {
        if self.carries(id) {
            self.members.iter_mut().filter(|m| m.component_id == *id).for_each(|m| m.removed = true);
        } else {
            self.members.retain(|m| m.component_id != *id);
        }
    }
}
