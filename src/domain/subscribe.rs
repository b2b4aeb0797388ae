//! What subscribers may do: accounts, groups, installations.

use chrono::{DateTime, Utc};

use super::{Account, AccountGroup, AccountId, InstallationType, Instance, Pack, PackId, Refusal, check_name};

impl AccountGroup {
    /// Whether the group shares the pack with the account.
    #[must_use]
    pub fn shares(&self, pack: &PackId, account: &AccountId) -> bool {
        self.packs.contains(pack) && self.accounts.contains(account)
    }

    /// Whether deleting it takes something from somebody.
    #[must_use]
    pub fn has_resources(&self) -> bool {
        !self.packs.is_empty()
    }
}

impl Account {
    /// The name of a new instance: the one asked for, else the pack's own, which a MULTI pack may not leave it at.
    ///
    /// # Errors
    /// [`Refusal::InstanceNameNeeded`], [`Refusal::Text`], [`Refusal::InstanceNameTaken`].
    pub fn new_instance_name(&self, pack: &Pack, asked: Option<&str>) -> Result<String, Refusal> {
        let name = match (asked, pack.installation_type) {
            (Some(name), _) => name.trim(),
            (None, InstallationType::Single) => pack.name.as_str(),
            (None, InstallationType::Multi) => {
                return Err(Refusal::InstanceNameNeeded { pack: pack.name.clone() });
            }
        };
        check_name(name).map_err(|fault| Refusal::Text { what: "an instance's name".into(), fault })?;
        let lower = name.to_lowercase();
        if self.instances.iter().any(|i| i.name.to_lowercase() == lower) {
            return Err(Refusal::InstanceNameTaken { account: self.name.clone(), name: name.to_owned() });
        }
        Ok(name.to_owned())
    }

    /// Whether the pack can be installed in this account. `groups` are the workspace's.
    ///
    /// # Errors
    /// [`Refusal::NeverReleased`], [`Refusal::NotShared`], [`Refusal::InstalledAlready`].
    pub fn check_install<'a>(
        &self,
        pack: &Pack,
        groups: impl IntoIterator<Item = &'a AccountGroup>,
    ) -> Result<(), Refusal> {
        if pack.current().is_none() {
            return Err(Refusal::NeverReleased { pack: pack.name.clone() });
        }
        let (account, name) = (self.name.clone(), pack.name.clone());
        if !groups.into_iter().any(|group| group.shares(&pack.id, &self.id)) {
            return Err(Refusal::NotShared { account, pack: name });
        }
        self.check_single(pack)
    }

    /// Refuses a second instance of a SINGLE pack.
    ///
    /// # Errors
    /// [`Refusal::InstalledAlready`].
    pub fn check_single(&self, pack: &Pack) -> Result<(), Refusal> {
        let single = pack.installation_type == InstallationType::Single;
        if single && self.instances.iter().any(|i| i.pack == pack.id) {
            return Err(Refusal::InstalledAlready { account: self.name.clone(), pack: pack.name.clone() });
        }
        Ok(())
    }
}

impl Pack {
    /// When an instance of this pack was last updated: by an early application or by a release that reached it, or
    /// when it was installed.
    #[must_use]
    pub fn last_update(&self, instance: &Instance) -> DateTime<Utc> {
        let early = || self.early.iter().filter(|e| e.instance == instance.id);
        let reached = self
            .releases
            .iter()
            .filter(|r| r.number > instance.installed_release)
            .filter(|r| !early().any(|e| e.request_id == r.request_id))
            .map(|r| r.released_at);
        early().map(|e| e.applied_at).chain(reached).fold(instance.installed_at, Ord::max)
    }
}
