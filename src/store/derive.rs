//! How nouns change, and what follows from that: the lists' rows, the counts, and which packs show a component.

use std::{
    collections::{BTreeMap, HashMap, HashSet},
    sync::Arc,
};

use super::{
    StoreError,
    lazy::Lazy,
    nouns::{AccountRow, GroupRow, IndexedComponent, Nouns, PackEntry, PackRow},
    snapshot::ComponentContents,
};
use crate::domain::{
    Account, AccountGroup, AccountGroupId, AccountId, Component, ComponentId, Event, Imported, NounStore, Pack, PackId,
    PackageContents, Reach, Settings, Stamp, Summary,
};

impl NounStore for Nouns {
    type Error = StoreError;

    fn pack_mut(&mut self, id: &PackId) -> Result<&mut Pack, StoreError> {
        let row = self
            .packs
            .get_mut(id)
            .ok_or_else(|| StoreError::NoSuchNoun { what: "an integration pack", id: id.to_string() })?;
        let pack = row.slot.load_mut(id.as_str(), self.snapshot.as_ref())?;
        self.touched.entry(id.clone()).or_insert_with(|| pack.known_components());
        Ok(pack)
    }

    fn component_mut(&mut self, id: &ComponentId) -> Result<&mut Component, StoreError> {
        for pack in self.packs_of(id) {
            self.touch(&pack)?;
        }
        let row = self
            .components
            .get_mut(id)
            .ok_or_else(|| StoreError::NoSuchNoun { what: "a component", id: id.to_string() })?;
        row.slot.load_mut(id.as_str(), self.snapshot.as_ref())
    }

    fn settings_mut(&mut self) -> &mut Settings {
        &mut self.settings
    }

    fn defer(&mut self, event: &Event, stamp: &Stamp) -> bool {
        let Event::Performed { pack, number, .. } = event else { return false };
        let Some(row) = self.packs.get_mut(pack).filter(|_| !self.touched.contains_key(pack)) else { return false };
        let before = &row.entry.summary;
        let Some(releasable) = before.then_releasable.filter(|_| before.current + 1 == *number) else { return false };
        let after =
            Summary { releasable, current: *number, scheduled: None, then_releasable: None, ..(**before).clone() };
        row.slot.defer(event.clone(), stamp.clone());
        self.list(after);
        true
    }

    fn put(&mut self, imported: &Imported) -> Result<(), StoreError> {
        if let Some(settings) = &imported.settings {
            self.settings = settings.clone();
        }
        for component in &imported.components {
            self.put_component(component)?;
        }
        for (component, packages) in &imported.contents {
            self.put_contents(component, packages);
        }
        for pack in &imported.packs {
            self.put_pack(pack)?;
        }
        for account in &imported.accounts {
            self.put_account(account)?;
        }
        for group in &imported.groups {
            self.put_group(group)?;
        }
        Ok(())
    }

    fn put_included(&mut self, component: &ComponentId, contents: PackageContents) -> Result<(), StoreError> {
        let Some(row) = self.components.get_mut(component) else { return Ok(()) };
        let none = || Lazy::changed(ComponentContents { component: component.clone(), packages: Arc::default() });
        // The list is changed in place: copying it for each version would make a journal of many versions slow.
        let known = row.contents.get_or_insert_with(none).load_mut(component.as_str(), self.snapshot.as_ref())?;
        Arc::make_mut(&mut known.packages).push(contents);
        Ok(())
    }

    fn change_account(&mut self, id: &AccountId, change: impl FnOnce(&mut Account)) -> Result<(), StoreError> {
        let missing = || StoreError::NoSuchNoun { what: "an account", id: id.to_string() };
        let mut account = Account::clone(&*self.account(id)?.ok_or_else(missing)?);
        change(&mut account);
        self.put_account(&account)
    }

    fn change_group(&mut self, id: &AccountGroupId, change: impl FnOnce(&mut AccountGroup)) -> Result<(), StoreError> {
        let missing = || StoreError::NoSuchNoun { what: "an account group", id: id.to_string() };
        let mut group = AccountGroup::clone(&*self.group(id)?.ok_or_else(missing)?);
        change(&mut group);
        self.put_group(&group)
    }

    fn delete_pack(&mut self, id: &PackId) -> Result<(), StoreError> {
        let missing = || StoreError::NoSuchNoun { what: "an integration pack", id: id.to_string() };
        let pack = self.pack(id)?.ok_or_else(missing)?;
        self.uninstall_everywhere(id)?;
        self.unshare_everywhere(id)?;
        // The components' rows still name the packs as they were when the pack was first touched.
        let before = self.touched.remove(id).unwrap_or_else(|| pack.known_components());
        self.relist(id, &before, &[]);
        if let Some(row) = self.packs.remove(id) {
            self.agenda.remove(&row.entry.summary);
        }
        self.listing.reorder();
        Ok(())
    }

    fn delete_group(&mut self, id: &AccountGroupId) -> Result<(), StoreError> {
        let missing = || StoreError::NoSuchNoun { what: "an account group", id: id.to_string() };
        let group = self.group(id)?.ok_or_else(missing)?;
        self.count_groups(&group, |n, by| *n = n.saturating_sub(by));
        self.groups.remove(id);
        Ok(())
    }
}

impl Nouns {
    /// Applies the events of one journal line. Call [`Nouns::settle`] before reading anything derived.
    pub(super) fn apply(&mut self, events: &[Event], stamp: &Stamp) -> Result<(), StoreError> {
        events.iter().try_for_each(|event| event.apply(stamp, self))
    }

    fn put_component(&mut self, component: &Component) -> Result<(), StoreError> {
        let slot = Lazy::changed(component.clone());
        if let Some(row) = self.components.get_mut(&component.id) {
            row.name.clone_from(&component.name);
            row.slot = slot;
            for id in self.packs_of(&component.id) {
                self.touch(&id)?;
            }
        } else {
            let row = IndexedComponent { name: component.name.clone(), packs: Vec::new(), slot, contents: None };
            self.components.insert(component.id.clone(), row);
        }
        Ok(())
    }

    fn put_contents(&mut self, component: &ComponentId, packages: &[PackageContents]) {
        if let Some(row) = self.components.get_mut(component) {
            let contents = ComponentContents { component: component.clone(), packages: Arc::new(packages.to_vec()) };
            row.contents = Some(Lazy::changed(contents));
        }
    }

    fn put_pack(&mut self, pack: &Pack) -> Result<(), StoreError> {
        let slot = Lazy::changed(pack.clone());
        self.touch(&pack.id)?;
        if let Some(row) = self.packs.get_mut(&pack.id) {
            row.slot = slot;
        } else {
            self.touched.insert(pack.id.clone(), Vec::new());
            self.listing.reorder();
            let entry = PackEntry { summary: Arc::new(bare(pack)), reach: Reach::default() };
            let number = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
            self.numbers.push(pack.id.clone());
            self.packs.insert(pack.id.clone(), PackRow { number, entry, slot });
        }
        Ok(())
    }

    fn put_account(&mut self, account: &Account) -> Result<(), StoreError> {
        if let Some(old) = self.account(&account.id)? {
            self.forget_gone(&old, account)?;
            self.count_instances(&old, |n, by| *n = n.saturating_sub(by));
        }
        self.count_instances(account, |n, by| *n = n.saturating_add(by));
        let known = self.accounts.get(&account.id).map(|row| row.number);
        let number = known.unwrap_or_else(|| {
            self.account_numbers.push(account.id.clone());
            u32::try_from(self.account_numbers.len() - 1).unwrap_or(u32::MAX)
        });
        let row = AccountRow {
            number,
            name: account.name.clone(),
            instances: u32::try_from(account.instances.len()).unwrap_or(u32::MAX),
            packs: self.pack_numbers(account.instances.iter().map(|instance| &instance.pack)),
            slot: Lazy::changed(account.clone()),
        };
        self.accounts.insert(account.id.clone(), row);
        Ok(())
    }

    /// Removes from the packs what they remember of installations that the account no longer has. An import may give
    /// the id of such an installation to one of another pack.
    fn forget_gone(&mut self, old: &Account, new: &Account) -> Result<(), StoreError> {
        let staying: HashSet<_> = new.instances.iter().map(|i| (&i.id, &i.pack)).collect();
        for gone in old.instances.iter().filter(|i| !staying.contains(&(&i.id, &i.pack))) {
            let remembered =
                self.pack(&gone.pack)?.is_some_and(|pack| pack.early.iter().any(|e| e.instance == gone.id));
            if remembered {
                self.pack_mut(&gone.pack)?.early.retain(|e| e.instance != gone.id);
            }
        }
        Ok(())
    }

    fn uninstall_everywhere(&mut self, pack: &PackId) -> Result<(), StoreError> {
        for id in self.accounts_with(pack) {
            self.change_account(&id, |account| account.instances.retain(|i| i.pack != *pack))?;
        }
        Ok(())
    }

    fn unshare_everywhere(&mut self, pack: &PackId) -> Result<(), StoreError> {
        for id in self.groups_sharing(pack) {
            self.change_group(&id, |group| group.packs.retain(|p| p != pack))?;
        }
        Ok(())
    }

    fn put_group(&mut self, group: &AccountGroup) -> Result<(), StoreError> {
        if let Some(old) = self.group(&group.id)? {
            self.count_groups(&old, |n, by| *n = n.saturating_sub(by));
        }
        self.count_groups(group, |n, by| *n = n.saturating_add(by));
        let row = GroupRow {
            name: group.name.clone(),
            accounts: self.numbers_of_accounts(group.accounts.iter()),
            packs: self.pack_numbers(group.packs.iter()),
            slot: Lazy::changed(group.clone()),
        };
        self.groups.insert(group.id.clone(), row);
        Ok(())
    }

    fn count_instances(&mut self, account: &Account, change: impl Fn(&mut u32, u32)) {
        let mut instances: BTreeMap<&PackId, u32> = BTreeMap::new();
        for instance in &account.instances {
            *instances.entry(&instance.pack).or_default() += 1;
        }
        for (pack, count) in instances {
            self.count(pack, |reach| {
                change(&mut reach.accounts, 1);
                change(&mut reach.instances, count);
            });
        }
    }

    fn count_groups(&mut self, group: &AccountGroup, change: impl Fn(&mut u32, u32)) {
        for pack in &group.packs {
            self.count(pack, |reach| change(&mut reach.groups, 1));
        }
    }

    fn count(&mut self, pack: &PackId, change: impl FnOnce(&mut Reach)) {
        if let Some(row) = self.packs.get_mut(pack) {
            change(&mut row.entry.reach);
            self.listing.change(pack);
        }
    }

    fn touch(&mut self, id: &PackId) -> Result<(), StoreError> {
        if !self.touched.contains_key(id)
            && let Some(pack) = self.pack(id)?
        {
            self.touched.insert(id.clone(), pack.known_components());
        }
        Ok(())
    }

    /// Applies the deferred events, before the packs are written down.
    pub(super) fn catch_up(&mut self) -> Result<(), StoreError> {
        for (id, row) in self.packs.iter_mut().filter(|(_, row)| row.slot.is_behind()) {
            row.slot.load(id.as_str(), self.snapshot.as_ref())?;
        }
        Ok(())
    }

    /// Derives the rows of the packs that changed. The cost depends on those packs alone.
    pub(super) fn settle(&mut self) -> Result<(), StoreError> {
        for (id, before) in std::mem::take(&mut self.touched) {
            let Some(pack) = self.pack(&id)? else { continue };
            let after = pack.known_components();
            self.relist(&id, &before, &after);
            let mut components: HashMap<&ComponentId, Arc<Component>> = HashMap::new();
            for component in &after {
                if let Some(found) = self.component(component)? {
                    components.insert(component, found);
                }
            }
            let summary = pack.summary(|component| components.get(component).map(|c| &**c));
            self.list(summary);
        }
        Ok(())
    }

    fn relist(&mut self, pack: &PackId, before: &[ComponentId], after: &[ComponentId]) {
        let Some(number) = self.packs.get(pack).map(|row| row.number) else { return };
        for gone in before.iter().filter(|id| !after.contains(id)) {
            if let Some(row) = self.components.get_mut(gone) {
                row.packs.retain(|n| *n != number);
            }
        }
        for shown in after.iter().filter(|id| !before.contains(id)) {
            if let Some(row) = self.components.get_mut(shown) {
                row.packs.push(number);
            }
        }
    }
}

/// The row of a new pack until it is derived.
fn bare(pack: &Pack) -> Summary {
    let (id, name) = (pack.id.clone(), pack.name.clone());
    let installation_type = pack.installation_type;
    Summary { id, name, installation_type, releasable: false, scheduled: None, then_releasable: None, current: 0 }
}
